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

/**
 * Texts made of real sentences in another order, with names and numbers that occur once or a few times each, as in
 * real archives: half of the words of an index are such.
 * @param {string} archive whose texts they are made of
 * @param {number} seed
 * @returns {(length: number) => string} a new text of about so many characters
 */
export function textMaker(archive, seed) {
  const random = seededRandom(seed);
  const known = sentences(archive);
  const pick = (/** @type {readonly string[]} */ list) => list[Math.floor(random() * list.length)] ?? '';
  const name = () => {
    const word = pick(SYLLABLES) + pick(SYLLABLES) + pick(SYLLABLES) + (random() < 0.5 ? pick(SYLLABLES) : '');
    return word.charAt(0).toUpperCase() + word.slice(1);
  };
  return (length) => {
    let text = `Statement of ${name()} ${name()}, ${name()} County\n\n`;
    while (text.length < length) {
      text += `${pick(known)} `;
      if (random() < 0.25) text += `Sheriff ${name()} answered on page ${Math.floor(random() * 9000)}. `;
      if (random() < 0.2) text = `${text.trimEnd()}\n\n`;
    }
    return text.trimEnd();
  };
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
