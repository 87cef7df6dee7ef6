import { normalizeUnicode } from './pdf-engine.ts';
import { isLetterSpaced, joinDivider, standApart } from './pdf-letter-spacing.ts';
import { angleOf, clamp, cleanText, multiply, turnOf, type Word, withoutOverprints } from './pdf-words.ts';
import type { PageGlyph } from './pdfium-glyphs.ts';

/** How a page is shown. */
export interface PageView {
  /** From the points of the PDF page to the page as seen (origin top left, turned as it is shown). */
  readonly transform: readonly number[];
  /** What is shown: left, bottom, right and top in the points of the PDF page. */
  readonly box: readonly number[];
}

/** Glyphs that follow each other in one font along one base line: what pdf.js gives as one piece of text. */
interface Item {
  readonly first: PageGlyph;
  readonly words: PageGlyph[][];
  /** Font size as seen, along the base line and upwards. */
  readonly height: number;
  endsInSpace: boolean;
}

const lengthOf = ([x, y]: readonly [number, number]): number => Math.hypot(x, y);

// Where pdf.js, whose text the reading order is tuned to, sees a gap between words; in parts of the font size.
const BACKWARDS = -0.2;
const TOUCHING = 0.03;
const APART = 0.102;
const FAR_APART = 0.6;
const RAISED = 0.25;

const whiteSpace = /^\s/;
const combiningMark = /\p{Mn}/u;
const invisible = /\p{Cf}$/u;

/** Gathers glyphs into items, parted into words where there is white space or a gap like one. */
class ItemBuilder {
  readonly items: Item[] = [];
  /** For each item, whether white space stands before it. */
  readonly spaced: boolean[] = [];
  private item: Item | null = null;
  private isSpaced = true;
  private isSpacePainted = false;
  private end: readonly [number, number] | null = null;
  private em = 0;
  private height = 0;
  private fontSize = 0;
  private fontName: string | null = null;
  private readonly box: readonly number[];

  constructor(box: readonly number[]) {
    this.box = box;
  }

  add(glyph: PageGlyph): void {
    if (glyph.fontSize !== this.fontSize || glyph.font.name !== this.fontName) {
      this.flush();
      this.fontSize = glyph.fontSize;
      this.fontName = glyph.font.name;
    }
    const code = glyph.text.charCodeAt(0);
    const isPlain = code > 0x20 && code < 0x7f;
    if (!isPlain && whiteSpace.test(glyph.text)) {
      this.isSpacePainted = true;
      return;
    }
    if (!isPlain && invisible.test(glyph.text)) return;
    const isMark = !isPlain && combiningMark.test(glyph.text);
    if (!isMark && !this.meets(glyph)) return;
    this.append(glyph);
    if (!isMark && glyph.advance > 0) {
      const [a, b] = glyph.along;
      const share = glyph.advance / lengthOf(glyph.along);
      this.end = [glyph.x + a * share, glyph.y + b * share];
    }
  }

  flush(): void {
    if (this.item === null) return;
    this.items.push(this.item);
    this.spaced.push(this.isSpaced);
    this.isSpaced = this.item.endsInSpace;
    this.item = null;
  }

  private append(glyph: PageGlyph): void {
    if (this.item === null) {
      if (this.isSpacePainted) this.isSpaced = true;
      this.em = lengthOf(glyph.along);
      this.height = lengthOf(glyph.up);
      this.item = { first: glyph, words: [[glyph]], height: this.height, endsInSpace: false };
    } else if (this.item.endsInSpace || this.isSpacePainted) {
      this.item.words.push([glyph]);
      this.item.endsInSpace = false;
    } else {
      this.item.words.at(-1)?.push(glyph);
    }
    this.isSpacePainted = false;
  }

  /** Looks at where a glyph stands behind the last one. Returns false for one that is not on the page. */
  private meets(glyph: PageGlyph): boolean {
    const { x, y, along, advance } = glyph;
    const [left = 0, bottom = 0, right = 0, top = 0] = this.box;
    if (x + advance < left || x > right || y < bottom || y > top) return false;
    if (this.end === null) return true;
    const [dx, dy] = [x - this.end[0], y - this.end[1]];
    if (dx === 0 && dy === 0) return true;
    const length = lengthOf(along);
    if (this.item !== null) this.em = length;
    const behind = (dx * along[0] + dy * along[1]) / (length * (this.em || 1));
    const raised = Math.abs(dy * along[0] - dx * along[1]) / (length * (this.height || 1));
    if (behind < BACKWARDS || raised > 1) {
      this.isSpacePainted = false;
      this.flush();
      return true;
    }
    if (behind <= TOUCHING) this.isSpacePainted = false;
    if (behind > APART || this.isSpacePainted) this.part(behind);
    if (raised > RAISED) this.flush();
    return true;
  }

  private part(behind: number): void {
    this.isSpacePainted = false;
    if (behind > APART && behind <= FAR_APART && this.item !== null) {
      this.item.endsInSpace = true;
      return;
    }
    this.flush();
    this.isSpaced = true;
  }
}

/** The words of an item, put together again where its letters or the parts of a divider are set apart. */
function respaced({ words }: Item): readonly (readonly PageGlyph[])[] {
  if (words.length < 4) return words;
  let singles = 0;
  for (const word of words) if (word.length === 1) singles += 1;
  if (singles < words.length * 0.6) return words;
  const text = words.map((word) => word.map((glyph) => glyph.text).join('')).join(' ');
  if (joinDivider(text) !== text) return [words.flat()];
  if (!isLetterSpaced(text)) return words;
  const glyphs = words.flat();
  const apart = standApart(
    glyphs.map(({ text: char, x, y, advance, along }) => {
      const share = advance / lengthOf(along);
      return { char, x0: x, y0: y, x1: x + along[0] * share, y1: y + along[1] * share };
    }),
  );
  const joined: PageGlyph[][] = [];
  for (const [index, glyph] of glyphs.entries()) {
    if (index === 0 || apart[index]) joined.push([glyph]);
    else joined.at(-1)?.push(glyph);
  }
  return joined;
}

const written = new Map<string, string>();

/** A glyph's characters as the text has them. */
function asWritten(text: string): string {
  const known = written.get(text);
  if (known !== undefined) return known;
  const clean = cleanText(normalizeUnicode(text)).replaceAll(' ', '');
  if (written.size < 4096) written.set(text, clean);
  return clean;
}

/** The text of a word, and where its letters stand along the base line, on whose scale its item starts at `u`. */
function lettersOf(word: readonly PageGlyph[], { first }: Item, scale: number, u: number) {
  const [a, b] = first.along;
  const length = lengthOf(first.along);
  const left: number[] = [];
  const right: number[] = [];
  let text = '';
  for (const glyph of word) {
    const letters = asWritten(glyph.text);
    const from = u + (((glyph.x - first.x) * a + (glyph.y - first.y) * b) / length) * scale;
    // The letters of a ligature share its width.
    const step = (glyph.advance * scale) / Math.max(1, letters.length);
    for (let part = 0; part < letters.length; part++) {
      left.push(from + step * part);
      right.push(from + step * (part + 1));
    }
    text += letters;
  }
  return { text, left, right };
}

/** Cuts the glyphs of a page, in the order of painting, into words with the places of their letters. */
export function wordsOfGlyphs(glyphs: readonly PageGlyph[], view: PageView): Word[] {
  const builder = new ItemBuilder(view.box);
  for (const glyph of glyphs) builder.add(glyph);
  builder.flush();
  const words: Word[] = [];
  const [scaleX = 1, scaleY = 0] = view.transform;
  const scale = Math.hypot(scaleX, scaleY);
  let isSpaced = true;
  for (const [index, item] of builder.items.entries()) {
    const { first } = item;
    const matrix = [...first.along, ...first.up, first.x, first.y];
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = multiply(view.transform, matrix);
    if (builder.spaced[index]) isSpaced = true;
    if (![a, b, c, d, x, y].every(Number.isFinite) || a * a + b * b === 0) continue;
    const size = Math.hypot(c, d);
    const angle = angleOf(a, b);
    const turn = turnOf(angle);
    const radians = (turn * Math.PI) / 180;
    const u = x * Math.cos(radians) + y * Math.sin(radians);
    const v = -x * Math.sin(radians) + y * Math.cos(radians);
    const drift = Math.tan(((angle - turn) * Math.PI) / 180);
    for (const [k, word] of respaced(item).entries()) {
      const { text, left, right } = lettersOf(word, item, scale, u);
      if (k > 0) isSpaced = true;
      if (text === '') continue;
      const u0 = left[0] ?? u;
      words.push({
        text,
        u0,
        u1: right.at(-1) ?? u0,
        v: v + (u0 - u) * drift,
        size,
        ascent: clamp(first.font.ascent || 0.8, 0.6, 1) * size,
        descent: clamp(first.font.descent || 0.2, 0.1, 0.35) * size,
        angle,
        turn,
        rtl: false,
        order: words.length,
        item: index,
        spaceBefore: isSpaced,
        fontName: first.font.name,
        edges: { left, right },
      });
      isSpaced = false;
    }
    isSpaced = item.endsInSpace;
  }
  return withoutOverprints(words);
}
