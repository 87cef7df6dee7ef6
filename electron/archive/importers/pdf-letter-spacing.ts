import { OPS } from './pdf-engine.ts';
import type { TextItem } from './pdf-words.ts';

/** What a page paints, as pdf.js lists it. */
export interface PaintList {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

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

interface PlacedGlyph {
  readonly char: string;
  readonly from: number;
  readonly to: number;
}

const numbersOf = (args: unknown): number[] => {
  const found: number[] = [];
  const values = Array.isArray(args) && args.length === 1 ? args[0] : args;
  if (values && typeof values === 'object') {
    for (const value of Object.values(values)) if (typeof value === 'number') found.push(value);
  } else if (typeof values === 'number') found.push(values);
  return found;
};

/** Follows the pen along base lines; only differences along one line are meaningful. */
class Pen {
  readonly glyphs: PlacedGlyph[] = [];
  private x = 0;
  private lineX = 0;
  private scale = 1;
  private size = 1;
  private charSpacing = 0;
  private wordSpacing = 0;
  private stretch = 1;

  run(fn: number, args: unknown): void {
    const [first = 0, , , , fifth = 0] = numbersOf(args);
    if (fn === OPS.beginText) this.moveTo(0, 1);
    else if (fn === OPS.setTextMatrix) this.moveTo(fifth, first);
    else if (fn === OPS.moveText || fn === OPS.setLeadingMoveText)
      this.moveTo(this.lineX + first * this.scale, this.scale);
    else if (fn === OPS.nextLine) this.moveTo(this.lineX, this.scale);
    else if (fn === OPS.setCharSpacing) this.charSpacing = first;
    else if (fn === OPS.setWordSpacing) this.wordSpacing = first;
    else if (fn === OPS.setHScale) this.stretch = first;
    else if (fn === OPS.setFont && Array.isArray(args)) this.size = Number(args[1]);
    else if (fn === OPS.showText && Array.isArray(args) && Array.isArray(args[0])) this.show(args[0]);
  }

  private moveTo(x: number, scale: number): void {
    this.x = x;
    this.lineX = x;
    this.scale = scale;
  }

  private show(glyphs: readonly unknown[]): void {
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        this.advance((-glyph * this.size) / 1000);
        continue;
      }
      if (!glyph || typeof glyph !== 'object' || !('unicode' in glyph) || !('width' in glyph)) continue;
      const from = this.x;
      const width = (Number(glyph.width) * this.size) / 1000;
      this.advance(width);
      const char = String(glyph.unicode);
      if (/\S/.test(char)) this.glyphs.push({ char, from, to: this.x });
      const isSpace = 'isSpace' in glyph && glyph.isSpace === true;
      this.advance(this.charSpacing + (isSpace ? this.wordSpacing : 0));
    }
  }

  private advance(by: number): void {
    this.x += by * this.stretch * this.scale;
  }
}

/** The text with spaces only where glyphs stand clearly wider apart than their neighbours do. */
function respace(glyphs: readonly PlacedGlyph[]): string {
  const gaps = glyphs.slice(1).map((glyph, i) => glyph.from - (glyphs[i]?.to ?? glyph.from));
  const sorted = [...gaps].sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length * 0.4)] ?? 0;
  const wide = Math.max(usual * 1.5, usual + 0.5);
  return glyphs.map((glyph, i) => (i > 0 && (gaps[i - 1] ?? 0) > wide ? ` ${glyph.char}` : glyph.char)).join('');
}

const lettersOf = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

/** The items, with the words of letter-spaced lines put together again from where their glyphs stand. */
export function joinLetterSpacing(items: readonly TextItem[], painted: PaintList): TextItem[] {
  const pen = new Pen();
  for (const [i, fn] of painted.fnArray.entries()) pen.run(fn, painted.argsArray[i]);
  const letters = pen.glyphs.map((glyph) => glyph.char.normalize('NFKC'));
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
    return { ...item, str: respace(pen.glyphs.slice(first, last)) };
  });
}
