import type { Span } from './document-view.ts';

/** Most hits that are painted and counted. */
export const HIT_LIMIT = 5000;

/**
 * Finds words in the canonical text, whatever their case, with any white space between them and across a
 * hyphenated line end. At most `HIT_LIMIT` spans, in order, none overlapping; none for a blank query.
 */
export function findInText(text: string, query: string): readonly Span[] {
  const trimmed = query.trim();
  if (trimmed === '') return [];
  const pattern = new RegExp(patternFor(trimmed), 'giu');
  const hits: Span[] = [];
  for (const match of text.matchAll(pattern)) {
    hits.push({ start: match.index, end: match.index + match[0].length });
    if (hits.length === HIT_LIMIT) break;
  }
  return hits;
}

function patternFor(query: string): string {
  const words = query.split(/\s+/u).map((word) => [...word].map(characterPattern).join('(?:[-\\u00ad]\\n)?'));
  return words.join('\\s+');
}

function characterPattern(character: string): string {
  if (character === "'" || character === '’' || character === '‘') return "['’‘]";
  if (character === '"' || character === '“' || character === '”') return '["“”]';
  if (character === '-' || character === '–' || character === '—') return '(?:[-–—‐‑]\\n?)';
  return character.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
