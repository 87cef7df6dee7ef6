import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { extract } from '../../electron/archive/importers/index.ts';
import { changesOf, withChanges } from './edits.ts';
import { draw, drawBelow, type Random } from './text-parts.ts';
import { track } from './tracked-text.ts';

/** A real text. */
export interface RealText {
  readonly name: string;
  readonly text: string;
  /** The file it was read from. */
  readonly path: string;
}

/** Kinds of file that are read. */
const EXTENSIONS = new Set(['.pdf', '.html', '.htm', '.docx', '.odt', '.rtf', '.eml', '.txt', '.md']);
/** Units below which a text is left out. */
const LEAST = 1500;

/**
 * Reads the texts of a folder with the product's own importers, in the order of their names; what they refuse is left
 * out. Texts are kept in `cache` by the hash of their file.
 */
export async function readTexts(folder: string, cache: string): Promise<readonly RealText[]> {
  mkdirSync(cache, { recursive: true });
  const texts: RealText[] = [];
  const seen = new Set<string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!EXTENSIONS.has(extname(name).toLowerCase()) || /hostile|golden|scans|archives/.test(name)) continue;
    const path = join(folder, name);
    const bytes = readFileSync(path);
    const hash = createHash('sha256').update(bytes).digest('hex');
    if (seen.has(hash)) continue;
    seen.add(hash);
    const text = await readCached(join(cache, `${hash}.txt`), bytes, name);
    if (text.length >= LEAST) texts.push({ name, text, path });
  }
  return texts;
}

async function readCached(file: string, bytes: Uint8Array, name: string): Promise<string> {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not read before.
  }
  let text = '';
  try {
    text = (await extract(new Uint8Array(bytes), name)).text;
  } catch (cause) {
    console.error(`· left out: ${name}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  writeFileSync(file, text);
  return text;
}

const TURNED: Readonly<Record<string, string>> = {
  House: 'Senate',
  Senate: 'House',
  supports: 'opposes',
  opposes: 'supports',
  support: 'oppose',
  oppose: 'support',
  strongly: '',
  January: 'March',
  May: 'June',
  June: 'May',
  July: 'April',
  September: 'October',
  increase: 'decrease',
  passage: 'adoption',
  should: 'must',
  section: 'title',
  Department: 'Agency',
  not: 'never',
  includes: 'omits',
};

/** A text as the next of its family would read: other numbers, some other words, here and there the other side. */
function sibling(text: string, random: Random): string {
  const numbers = changesOf(text, /\d+/g, (digits) =>
    random() < 0.4 ? String(drawBelow(random, 10 ** Math.min(6, digits.length))) : null,
  );
  const words = changesOf(text, /\b[A-Za-z]+\b/g, (word) => (random() < 0.3 ? (TURNED[word] ?? null) : null));
  return withChanges(track(text), [...numbers, ...words]).text;
}

/** A text of the same shape on something else: most of its long words are replaced by others of the vocabulary. */
export function stranger(text: string, vocabulary: readonly string[], random: Random): string {
  const words = changesOf(text, /\b[A-Za-z]{5,}\b/g, (word) => {
    if (random() < 0.35) return null;
    const other = draw(random, vocabulary);
    return /^[A-Z]/.test(word) ? other.charAt(0).toUpperCase() + other.slice(1) : other;
  });
  return withChanges(track(text), [
    ...words,
    ...changesOf(text, /\d+/g, (digits) => String(drawBelow(random, 10 ** Math.min(6, digits.length)))),
  ]).text;
}

/** The long words of texts. */
export const vocabularyOf = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.flatMap((text) => text.match(/\b[a-z]{5,}\b/g) ?? [])),
];

/**
 * Real texts joined, and when they run out statements put together from their paragraphs, until there are `size` units:
 * boiler-plate that stands again and again, siblings of real paragraphs (their share is given), and between them what
 * stands once.
 */
export function joinFamily(texts: readonly string[], size: number, siblings: number, random: Random): string {
  const vocabulary = vocabularyOf(texts);
  const parts: string[] = [...texts];
  let length = parts.reduce((sum, text) => sum + text.length + 2, 0);
  while (length < size) {
    const text = draw(random, texts);
    const head = text.slice(0, text.search(/\n\n(?=[^\n]{200})/));
    const paragraphs = draw(random, texts)
      .split(/\n\s*\n/)
      .filter((paragraph) => paragraph.length > 150)
      .map((paragraph) => (random() < siblings ? sibling(paragraph, random) : stranger(paragraph, vocabulary, random)));
    const next = `${head.length < 2000 ? sibling(head, random) : ''}\n\n${paragraphs.join('\n\n')}`;
    parts.push(next);
    length += next.length + 2;
  }
  return parts.join('\f\n');
}
