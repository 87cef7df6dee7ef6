// Run by measure-code.mjs under a Node that reads TypeScript: the core itself, in this process, without any window.
//   fill DIR PER_DOCUMENT     marks so many passages in every document
//   time DIR DOCUMENT COUNT   marks COUNT passages one by one, prints the time of each acknowledgement in ms as JSON
import { performance } from 'node:perf_hooks';
import { createSession } from '../../electron/archive/dispatch.ts';

const PASSAGE_LENGTH = 80;
const AGENCIES = ['Office of Management and Budget', 'Department of Justice', 'Department of Defense'];
const WARM_UP = 20;

const [task, directory = '', ...rest] = process.argv.slice(2);

const readNothing = () => {
  throw new Error('No file is read here.');
};
const session = createSession({
  coder: () => 'Benchmark',
  broadcast: () => {},
  launchParser: readNothing,
  createPool: readNothing,
});

/**
 * @template {import('../../shared/contract.ts').ArchiveMethod} M
 * @param {M} method
 * @param {import('../../shared/contract.ts').MethodInput<M>} input
 */
async function call(method, input) {
  const result = await session.invoke(method, input);
  if (!result.ok) throw new Error(`${method}: ${result.error.message}`);
  return /** @type {import('../../shared/contract.ts').MethodOutput<M>} */ (result.value);
}

/**
 * The number-th of `count` spans spread over a text; its ends lie inside it and off white space.
 * @param {string} text @param {number} number @param {number} count
 */
function spanOf(text, number, count) {
  let start = Math.floor((number / count) * Math.max(0, text.length - PASSAGE_LENGTH - 1));
  while (start < text.length - 1 && /\s/.test(text[start] ?? '')) start++;
  let end = Math.min(text.length, start + PASSAGE_LENGTH);
  while (end > start + 1 && /\s/.test(text[end - 1] ?? '')) end--;
  return { start, end };
}

/** @param {string} documentId @param {string} text @param {number} number @param {number} count */
async function mark(documentId, text, number, count) {
  await call('passage.add', {
    documentId,
    ...spanOf(text, number, count),
    codings: [
      { agency: AGENCIES[Math.floor(number) % AGENCIES.length] ?? '', stance: String(1 + (Math.floor(number) % 5)) },
    ],
  });
}

await call('archive.open', { directory });
if (task === 'fill') {
  const perDocument = Number(rest[0]);
  for (const { id } of await call('document.list', {})) {
    const text = await call('document.text', { id });
    for (let number = 0; number < perDocument; number++) await mark(id, text, number, perDocument);
  }
  console.log(JSON.stringify((await call('archive.status', {}))?.counts));
} else {
  const [documentId = '', count = '0'] = rest;
  const text = await call('document.text', { id: documentId });
  const times = [];
  for (let number = 0; number < Number(count) + WARM_UP; number++) {
    const start = performance.now();
    await mark(documentId, text, number + 0.5, Number(count) + WARM_UP);
    if (number >= WARM_UP) times.push(performance.now() - start);
  }
  console.log(JSON.stringify(times));
}
await session.close();
