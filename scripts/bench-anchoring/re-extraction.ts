import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { diffArrays } from 'diff';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { wordsOf } from './text-parts.ts';
import type { TrackedText } from './tracked-text.ts';

/** Another tool that takes the text out of a PDF; null where it is not on this machine. */
export type Extractor = (path: string) => Promise<string | null>;

const poppler =
  (...options: readonly string[]): Extractor =>
  async (path) => {
    try {
      return execFileSync('pdftotext', [...options, path, '-'], { encoding: 'utf8', maxBuffer: 1e8, stdio: 'pipe' });
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
      throw cause;
    }
  };

/** The text as pdf.js gives it, item by item. */
const pdfjs: Extractor = async (path) => {
  const task = getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: 0 });
  const document = await task.promise;
  const parts: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    for (const item of items) if ('str' in item) parts.push(item.str, item.hasEOL ? '\n' : '');
    parts.push('\f');
  }
  await task.destroy();
  return parts.join('');
};

/** The other tools, by name. */
export const EXTRACTORS: readonly (readonly [string, Extractor])[] = [
  ['pdftotext', poppler()],
  ['pdftotext -raw', poppler('-raw')],
  ['pdftotext -layout', poppler('-layout')],
  ['pdf.js', pdfjs],
];

/**
 * Lays another tool's text beside the original, word by word; units of words that are in one only have no origin. What
 * stands between two words that follow each other in both belongs to neither.
 */
export function trackOther(original: string, other: string): TrackedText {
  const origins = new Int32Array(other.length).fill(-1);
  const ours = wordsOf(original);
  const theirs = wordsOf(other);
  const words = (text: string, spans: typeof ours): string[] =>
    spans.map(({ start, end }) => text.slice(start, end).normalize('NFKC').toLowerCase());
  let at = 0;
  let to = 0;
  for (const { added, removed, count } of diffArrays(words(original, ours), words(other, theirs))) {
    if (added) to += count;
    else if (removed) at += count;
    else {
      for (let i = 0; i < count; i++, at++, to++) {
        const [own, its] = [ours[at], theirs[to]];
        if (own === undefined || its === undefined) continue;
        const length = Math.min(own.end - own.start, its.end - its.start);
        for (let unit = 0; unit < length; unit++) origins[its.start + unit] = own.start + unit;
      }
    }
  }
  return { text: other, origins };
}
