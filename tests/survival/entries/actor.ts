// A process that works on an archive at full speed and writes down everything it is told, until it is killed.
// Arguments: folder of the archive, folder of its sources, file of acknowledgements, seed.
import { openSync, writeSync } from 'node:fs';
import { startSession } from '../../support/temp-archive.ts';
import { seededRandom } from '../rounds.ts';
import { doSomething } from '../work.ts';

const [directory = '', sources = '', acknowledgements = '', seed = '0'] = process.argv.slice(2);
/** Gestures at once: changes that meet each other are the hard case. */
const LANES = 3;

// What a killed process has written to a file stays there.
const file = openSync(acknowledgements, 'a');
const tell = (line: unknown): void => {
  writeSync(file, `${JSON.stringify(line)}\n`);
};
const session = startSession({
  now: () => new Date(),
  // State files are written often, so that kills meet their writing.
  storeDelay: 5,
  rotateAt: 64 * 1024,
});
const { push } = session.broadcasts;
session.broadcasts.push = (...messages) => {
  for (const message of messages) if (message.type === 'changes') tell({ seq: message.seq, changes: message.changes });
  return push.apply(session.broadcasts, messages);
};

await session.call('archive.open', { directory });
tell({ open: process.pid });
process.send?.('open');
const random = seededRandom(Number(seed));
await Promise.all(
  Array.from({ length: LANES }, async () => {
    for (;;) await doSomething({ session, random, sources });
  }),
);
