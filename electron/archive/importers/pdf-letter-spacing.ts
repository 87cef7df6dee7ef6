import type { PaintedGlyph } from './pdf-glyphs.ts';
import type { TextItem } from './pdf-words.ts';

/** Whether a line is set with its letters apart ("O F F I C E"), so that its word gaps look like any other. */
export function isLetterSpaced(text: string): boolean {
  const parts = text.trim().split(/\s+/);
  if (parts.length < 6 || !/\p{L}/u.test(text)) return false;
  return parts.filter((part) => part.length === 1).length >= parts.length * 0.6;
}

/** A row of stars or dashes that divides a text is one mark, however far apart its parts are set. */
export function joinDivider(text: string): string {
  return /^\s*([*_~•·=#–—-])(?: +\1){3,}\s*$/.test(text) ? text.replaceAll(' ', '') : text;
}

/** How far the second stands behind the first along its own base line; negative if they overlap. */
function gapBetween(before: PaintedGlyph, glyph: PaintedGlyph): number {
  const [dx, dy] = [glyph.x1 - glyph.x0, glyph.y1 - glyph.y0];
  return ((glyph.x0 - before.x1) * dx + (glyph.y0 - before.y1) * dy) / (Math.hypot(dx, dy) || 1);
}

/** For each glyph, whether it stands clearly wider apart from the one before it than its neighbours do. */
export function standApart(glyphs: readonly PaintedGlyph[]): readonly boolean[] {
  const gaps = glyphs.slice(1).map((glyph, i) => gapBetween(glyphs[i] ?? glyph, glyph));
  const sorted = [...gaps].sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length * 0.4)] ?? 0;
  const wide = Math.max(usual * 1.5, usual + 0.5);
  return glyphs.map((_, i) => i > 0 && (gaps[i - 1] ?? 0) > wide);
}

/** The text with spaces only where glyphs stand apart. */
function respace(glyphs: readonly PaintedGlyph[]): string {
  const apart = standApart(glyphs);
  return glyphs.map((glyph, i) => (apart[i] ? ` ${glyph.char}` : glyph.char)).join('');
}

const lettersOf = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

/** The items, with the words of letter-spaced lines put together again from where their glyphs stand. */
export function joinLetterSpacing(items: readonly TextItem[], glyphs: readonly PaintedGlyph[]): TextItem[] {
  const letters = glyphs.map((glyph) => glyph.char.normalize('NFKC'));
  const starts: number[] = [];
  let joined = '';
  for (const each of letters) {
    starts.push(joined.length);
    joined += each;
  }
  let searchFrom = 0;
  return items.map((item) => {
    if (!isLetterSpaced(item.str)) return item;
    const wanted = lettersOf(item.str);
    let at = joined.indexOf(wanted, searchFrom);
    if (at < 0) at = joined.indexOf(wanted);
    const first = starts.indexOf(at);
    if (at < 0 || first < 0) return item;
    let last = first;
    while (last < starts.length && (starts[last] ?? 0) < at + wanted.length) last++;
    searchFrom = at + wanted.length;
    return { ...item, str: respace(glyphs.slice(first, last)) };
  });
}
