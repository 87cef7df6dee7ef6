import { OPS } from './pdf-engine.ts';
import { cleanText, type LetterEdges, type TextItem } from './pdf-words.ts';

/** What a page paints, as pdf.js lists it. */
export interface PaintList {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

/** One painted character: where its base line starts and ends, in the points of the PDF page (origin bottom left). */
export interface PaintedGlyph {
  readonly char: string;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

type Matrix = readonly [number, number, number, number, number, number];

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

const multiply = ([a, b, c, d, e, f]: Matrix, [p, q, r, s, t, w]: Matrix): Matrix => [
  a * p + c * q,
  b * p + d * q,
  a * r + c * s,
  b * r + d * s,
  a * t + c * w + e,
  b * t + d * w + f,
];

/** The numbers among an operation's arguments, whether they come as such or as one array of them. */
function numbersOf(args: unknown): number[] {
  const first: unknown = Array.isArray(args) ? args[0] : null;
  const values = first instanceof Float32Array || Array.isArray(first) ? first : args;
  const found: number[] = [];
  if (Array.isArray(values) || values instanceof Float32Array) {
    for (const value of values) if (typeof value === 'number') found.push(value);
  }
  return found;
}

function matrixOf(args: unknown): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(args);
  return [a, b, c, d, e, f];
}

interface GraphicsState {
  readonly matrix: Matrix;
  readonly size: number;
  readonly charSpacing: number;
  readonly wordSpacing: number;
  readonly stretch: number;
  readonly leading: number;
  readonly rise: number;
}

const START: GraphicsState = {
  matrix: IDENTITY,
  size: 0,
  charSpacing: 0,
  wordSpacing: 0,
  stretch: 1,
  leading: 0,
  rise: 0,
};

/** Follows the pen over the page, as the PDF specification (ISO 32000-1, 9.4.4) has it move. */
class Pen {
  readonly glyphs: PaintedGlyph[] = [];
  private state = START;
  private readonly saved: GraphicsState[] = [];
  private line: Matrix = IDENTITY;
  /** How far the pen has come along the line, in text space. */
  private x = 0;

  run(fn: number, args: unknown): void {
    const [first = 0, second = 0] = numbersOf(args);
    if (fn === OPS.showText) this.show(args);
    else if (fn === OPS.save) this.saved.push(this.state);
    else if (fn === OPS.restore || fn === OPS.paintFormXObjectEnd) this.state = this.saved.pop() ?? this.state;
    else if (fn === OPS.transform) this.transform(args);
    else if (fn === OPS.paintFormXObjectBegin) {
      this.saved.push(this.state);
      if (Array.isArray(args) && args[0]) this.transform(args);
    } else if (fn === OPS.beginText) this.startLine(IDENTITY);
    else if (fn === OPS.setTextMatrix) this.startLine(matrixOf(args));
    else if (fn === OPS.moveText) this.moveLine(first, second);
    else if (fn === OPS.setLeadingMoveText) {
      this.state = { ...this.state, leading: -second };
      this.moveLine(first, second);
    } else if (fn === OPS.nextLine) this.moveLine(0, -this.state.leading);
    else if (fn === OPS.setLeading) this.state = { ...this.state, leading: first };
    else if (fn === OPS.setCharSpacing) this.state = { ...this.state, charSpacing: first };
    else if (fn === OPS.setWordSpacing) this.state = { ...this.state, wordSpacing: first };
    else if (fn === OPS.setHScale) this.state = { ...this.state, stretch: first / 100 };
    else if (fn === OPS.setTextRise) this.state = { ...this.state, rise: first };
    else if (fn === OPS.setFont && Array.isArray(args)) this.state = { ...this.state, size: Number(args[1]) };
  }

  private transform(args: unknown): void {
    this.state = { ...this.state, matrix: multiply(this.state.matrix, matrixOf(args)) };
  }

  private startLine(matrix: Matrix): void {
    this.line = matrix;
    this.x = 0;
  }

  private moveLine(x: number, y: number): void {
    this.startLine(multiply(this.line, [1, 0, 0, 1, x, y]));
  }

  private show(args: unknown): void {
    const glyphs: unknown = Array.isArray(args) ? args[0] : null;
    if (!Array.isArray(glyphs)) return;
    const { matrix, size, charSpacing, wordSpacing, stretch, rise } = this.state;
    const [a, b, c, d, e, f] = multiply(matrix, this.line);
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        this.x -= (glyph / 1000) * size * stretch;
        continue;
      }
      if (!glyph || typeof glyph !== 'object' || !('unicode' in glyph) || !('width' in glyph)) continue;
      const from = this.x;
      this.x += (Number(glyph.width) / 1000) * size * stretch;
      const char = String(glyph.unicode);
      if (/\S/.test(char)) {
        const [x, y] = [c * rise + e, d * rise + f];
        this.glyphs.push({ char, x0: a * from + x, y0: b * from + y, x1: a * this.x + x, y1: b * this.x + y });
      }
      const isSpace = 'isSpace' in glyph && glyph.isSpace === true;
      this.x += (charSpacing + (isSpace ? wordSpacing : 0)) * stretch;
    }
  }
}

/** The characters that a page paints, without blanks, in the order of painting. */
export function paintedGlyphs(painted: PaintList): PaintedGlyph[] {
  const pen = new Pen();
  for (const [i, fn] of painted.fnArray.entries()) pen.run(fn, painted.argsArray[i]);
  return pen.glyphs;
}

/** Finds characters by where they start; those of one place in the order of painting. */
class GlyphIndex {
  private readonly cells = new Map<number, number[]>();

  constructor(glyphs: readonly PaintedGlyph[]) {
    for (const [index, { x0, y0 }] of glyphs.entries()) {
      const key = cellOf(x0, y0);
      const cell = this.cells.get(key);
      if (cell) cell.push(index);
      else this.cells.set(key, [index]);
    }
  }

  /** Indices of those within half a point or so, nearest cell first. */
  near(x: number, y: number): number[] {
    const found: number[] = [];
    for (const dx of [0, -1, 1]) {
      for (const dy of [0, -1, 1]) found.push(...(this.cells.get(cellOf(x + dx, y + dy)) ?? []));
    }
    return found;
  }
}

/** Names the square point that a place falls in; far apart ones may share a name. */
const cellOf = (x: number, y: number): number => Math.round(x) * 65_536 + Math.round(y);

/** A painted character as the text has it at an offset; null if other letters stand there. */
function asWritten(char: string, letters: string, offset: number): string | null {
  if (letters.startsWith(char, offset)) return char;
  const clean = cleanText(char).trim();
  if (letters.startsWith(clean, offset)) return clean;
  const plain = clean.normalize('NFKC').replace(/\s/g, '');
  return letters.startsWith(plain, offset) ? plain : null;
}

/** The edges of `letters` if they are painted from the glyph at `first` on, else null. */
function follow(
  glyphs: readonly PaintedGlyph[],
  first: number,
  letters: string,
  along: (x: number, y: number) => number,
): LetterEdges | null {
  const left: number[] = [];
  const right: number[] = [];
  for (let index = first; left.length < letters.length; index++) {
    const glyph = glyphs[index];
    if (!glyph) return null;
    const written = asWritten(glyph.char, letters, left.length);
    if (written === null) return null;
    const from = along(glyph.x0, glyph.y0);
    // The letters of a ligature share its width.
    const step = (along(glyph.x1, glyph.y1) - from) / Math.max(1, written.length);
    for (let part = 0; part < written.length; part++) {
      left.push(from + step * part);
      right.push(from + step * (part + 1));
    }
  }
  return { left, right };
}

interface PlacedLetter {
  readonly letter: string;
  readonly left: number;
  readonly right: number;
}

const MIRRORED: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '<': '>',
  '>': '<',
  '«': '»',
  '»': '«',
};
const leftToRight = /[\p{Script=Latin}\p{Nd}]/u;
/** Binds numbers and Latin words together inside a line that runs the other way. */
const binding = /[-+.,:/%$#&’']/;

const isLetter = (written: string, wanted: string): boolean => written === wanted || MIRRORED[written] === wanted;

/** Letters painted from left to right in the order in which a line that runs from right to left is read. */
function readBackwards(painted: readonly PlacedLetter[]): PlacedLetter[] {
  const read: PlacedLetter[] = [];
  let ahead: PlacedLetter[] = [];
  const flush = () => {
    // What binds at the end of a number belongs to the line, not to the number.
    const bound = ahead.length - [...ahead].reverse().findIndex(({ letter }) => leftToRight.test(letter));
    const tail = ahead.splice(bound);
    read.push(...ahead.reverse(), ...tail);
    ahead = [];
  };
  for (const each of [...painted].reverse()) {
    if (leftToRight.test(each.letter) || (ahead.length > 0 && binding.test(each.letter))) ahead.push(each);
    else {
      flush();
      read.push(each);
    }
  }
  flush();
  return read;
}

/** As `follow`, for letters that are read from right to left but painted from left to right. */
function followBackwards(
  glyphs: readonly PaintedGlyph[],
  first: number,
  letters: string,
  along: (x: number, y: number) => number,
): LetterEdges | null {
  const painted: PlacedLetter[] = [];
  for (let index = first; painted.length < letters.length; index++) {
    const glyph = glyphs[index];
    if (!glyph) return null;
    const written = cleanText(glyph.char).normalize('NFKC').replace(/\s/g, '');
    const from = along(glyph.x0, glyph.y0);
    const step = (along(glyph.x1, glyph.y1) - from) / Math.max(1, written.length);
    for (let part = 0; part < written.length; part++) {
      painted.push({ letter: written.charAt(part), left: from + step * part, right: from + step * (part + 1) });
    }
  }
  for (const read of [readBackwards(painted), [...painted].reverse()]) {
    if (read.length !== letters.length || !read.every(({ letter }, at) => isLetter(letter, letters.charAt(at))))
      continue;
    return { left: read.map(({ left }) => left), right: read.map(({ right }) => right) };
  }
  return null;
}

const TOLERANCE = 0.1;

/**
 * Where the letters of each item stand along its base line, exactly as painted; null for items that cannot be
 * followed for certain (written downwards, in fonts drawn by procedures).
 */
export function locateLetters(
  items: readonly TextItem[],
  glyphs: readonly PaintedGlyph[],
): readonly (LetterEdges | null)[] {
  const index = new GlyphIndex(glyphs);
  return items.map((item) => {
    const letters = cleanText(item.str).replaceAll(' ', '');
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform;
    const length = Math.hypot(a, b);
    if (letters === '' || length === 0) return null;
    const isBackwards = item.dir === 'rtl';
    const along = (px: number, py: number) => ((px - x) * a + (py - y) * b) / length;
    for (const first of index.near(x, y)) {
      const glyph = glyphs[first];
      if (!glyph || Math.hypot(glyph.x0 - x, glyph.y0 - y) > TOLERANCE) continue;
      const edges = (isBackwards ? followBackwards : follow)(glyphs, first, letters, along);
      const end = (isBackwards ? Math.max(...(edges?.right ?? [])) : edges?.right.at(-1)) ?? Number.NaN;
      if (edges && Math.abs(end - item.width) < 0.5 + item.width * 0.02) return edges;
    }
    return null;
  });
}
