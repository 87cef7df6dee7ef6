import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from './statistics.mjs';

/**
 * Sentences of the real statements in the sample archive.
 * @param {string} checkout
 * @returns {readonly string[]}
 */
function sentences(checkout) {
  const derived = join(checkout, 'resources/sample/archive/derived');
  const found = new Set();
  for (const folder of readdirSync(derived).sort()) {
    if (!/^[0-9a-f]{64}$/.test(folder)) continue;
    const text = readFileSync(join(derived, folder, 'text.txt'), 'utf8').replace(/\s+/g, ' ');
    for (const sentence of text.split(/(?<=[.?!]) (?=[A-Z])/)) if (sentence.length > 30) found.add(sentence);
  }
  if (found.size < 100) throw new Error('The sample archive has too few sentences.');
  return [...found];
}

const SYLLABLES = 'ba be bo bri ca cor da den do el far gan har hol is ka lan mar mi nor ol par quin ro sa ser ta ton ul ver wes yor zan'.split(' ');

/**
 * Texts made of real sentences in another order, with names and numbers that occur once or a few times each, as in
 * real archives: half of the words of an index are such.
 * @param {string} checkout
 * @param {number} seed
 * @returns {(length: number) => string} a new text of about so many characters
 */
export function textMaker(checkout, seed) {
  const random = seededRandom(seed);
  const known = sentences(checkout);
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
