import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { findStatements } from './corpus.mjs';
import { freshFolder } from './gui-program.mjs';
import { runStandpoint } from './run-to-end.mjs';
import { seededRandom } from './statistics.mjs';

/** Raise it when the archive must be made anew. */
const RECIPE = 1;

/**
 * An archive of the real statements, whose texts the made ones are put together from. Kept between runs.
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<string>} its folder
 */
export async function makeStatementsArchive(context) {
  const { files } = findStatements(context.checkout, context.data);
  const kept = join(context.cache, 'archives', `statements-${RECIPE}`);
  if (existsSync(kept)) return kept;
  const cli = await context.built('main/cli.js');
  mkdirSync(join(context.cache, 'archives'), { recursive: true });
  const making = freshFolder(context.cache, 'statements');
  await runStandpoint(cli, ['archive', 'create', making, '--title', 'Statements']);
  await runStandpoint(cli, ['-a', making, 'document', 'import', ...files]);
  renameSync(making, kept);
  return kept;
}

/**
 * Sentences of the texts of an archive.
 * @param {string} archive
 * @returns {readonly string[]}
 */
function sentences(archive) {
  const derived = join(archive, 'derived');
  const found = new Set();
  for (const folder of readdirSync(derived).sort()) {
    if (!/^[0-9a-f]{64}$/.test(folder)) continue;
    const file = join(derived, folder, 'text.txt');
    if (!existsSync(file)) continue;
    const text = readFileSync(file, 'utf8').replace(/\s+/g, ' ');
    for (const sentence of text.split(/(?<=[.?!]) (?=[A-Z])/)) if (sentence.length > 30) found.add(sentence);
  }
  if (found.size < 100) throw new Error(`The archive ${archive} has too few sentences.`);
  return [...found];
}

const SYLLABLES =
  'ba be bo bri ca cor da den do el far gan har hol is ka lan mar mi nor ol par quin ro sa ser ta ton ul ver wes yor zan'.split(
    ' ',
  );

/** Words that are made beside the real ones; an index of 100 MB of English has as many. */
const MADE_WORDS = 300_000;
/** Share of the longer words of a sentence that others take the place of. */
const REPLACED = 0.3;

/** The word of a number, another for each: three syllables and more. @param {number} number */
function madeWord(number) {
  let word = '';
  for (let rest = number + SYLLABLES.length ** 2; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    word += SYLLABLES[rest % SYLLABLES.length] ?? '';
  }
  return word;
}

/**
 * Texts made of real sentences in another order, in which three of ten longer words are others, drawn so that the n-th
 * most frequent one comes 1/n as often (Zipf): first the real words, then made ones. So texts differ as real ones do,
 * most of them have names and words that few others have, and half of the words of an index occur once or twice.
 * @param {string} archive whose texts they are made of
 * @param {number} seed
 * @returns {(length: number) => string} a new text of about so many characters
 */
export function textMaker(archive, seed) {
  const random = seededRandom(seed);
  const known = sentences(archive);
  const frequent = longWordsByFrequency(known);
  const word = () => {
    const rank = Math.floor((frequent.length + MADE_WORDS) ** random());
    return frequent[rank - 1] ?? madeWord(rank - frequent.length);
  };
  const name = () => {
    const made = madeWord(Math.floor(MADE_WORDS * random()));
    return made.charAt(0).toUpperCase() + made.slice(1);
  };
  return (length) => {
    let text = `Statement of ${name()} ${name()}, ${name()} County\n\n`;
    while (text.length < length) {
      const sentence = known[Math.floor(random() * known.length)] ?? '';
      text += `${sentence.replace(LONG_WORD, (own) => (random() < REPLACED ? word() : own))} `;
      if (random() < 0.25) text += `Sheriff ${name()} answered on page ${Math.floor(random() * 9000)}. `;
      if (random() < 0.2) text = `${text.trimEnd()}\n\n`;
    }
    return text.trimEnd();
  };
}

const LONG_WORD = /\b[a-z]{5,}\b/g;

/** @param {readonly string[]} known sentences */
function longWordsByFrequency(known) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const sentence of known) {
    for (const [word] of sentence.matchAll(LONG_WORD)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
}

/** Queries a person asks of such an archive: rare and common words, phrases, beginnings, words near each other. */
export const QUERIES = [
  'immigration',
  'detainer',
  'sheriff detainer',
  'participate enforcement immigration',
  '"court order"',
  '"law enforcement agencies"',
  'particip*',
  'warrant NEAR/5 judge',
  'police AND (federal OR state) NOT funding',
  'the department of justice',
  'policy -funding',
  'title:statement',
  'budget',
  'officers community trust',
  'prosecut*',
  'the',
  '"will not"',
  'agency agencies',
  'civil rights violations',
  'harbor',
];
