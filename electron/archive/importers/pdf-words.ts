import { naturalWidth } from './glyph-widths.ts';

/** A piece of text as pdf.js gives it. */
export interface TextItem {
  readonly str: string;
  readonly dir: string;
  readonly width: number;
  readonly height: number;
  readonly transform: readonly number[];
  readonly fontName: string;
}

/** What pdf.js says of a font. */
export interface FontStyle {
  readonly ascent: number;
  readonly descent: number;
  readonly vertical: boolean;
  readonly fontFamily: string;
}

/** Where each code unit of a text begins and ends along a base line, in points. */
export interface LetterEdges {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/**
 * A word on a page. u and v are its place in the page turned so that its base line runs to the right and lines
 * follow each other downwards; in points.
 */
export interface Word {
  readonly text: string;
  /** Left and right end along the base line. */
  readonly u0: number;
  readonly u1: number;
  /** The base line. */
  readonly v: number;
  /** Font size. */
  readonly size: number;
  /** How far it reaches above and below the base line, in points. */
  readonly ascent: number;
  readonly descent: number;
  /** Clockwise angle of the base line in degrees, as the page is seen. */
  readonly angle: number;
  /** The multiple of 90 (or other rounded angle) by which its group of lines was turned. */
  readonly turn: number;
  readonly rtl: boolean;
  /** Place among all words in the order in which the page paints them. */
  readonly order: number;
  /** The item it comes from. */
  readonly item: number;
  /** White space was painted or implied before it. */
  readonly spaceBefore: boolean;
  readonly fontName: string;
  /** Where its letters stand on the scale of u, exactly; null if only estimated. */
  readonly edges: LetterEdges | null;
}

// Controls and the marks that only steer direction carry no words; joiners and soft hyphens do.
const unwanted = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;
const loneSurrogates = /\p{Cs}/gu;
// Bullets and ticks of the Symbol and Wingdings fonts, which Word writes as private-use characters.
const SYMBOLS: Readonly<Record<string, string>> = {
  '\uf0b7': '•',
  '\uf0a7': '▪',
  '\uf06e': '■',
  '\uf071': '❑',
  '\uf0a8': '□',
  '\uf0d8': '➢',
  '\uf0e0': '→',
  '\uf0fc': '✓',
  '\uf02d': '–',
  '\uf0be': '—',
};

/** The text without what carries no words, each stretch of white space as one blank. */
export function cleanText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(unwanted, '')
    .replace(loneSurrogates, '\ufffd')
    .replace(/[\uf02d-\uf0fc]/g, (char) => SYMBOLS[char] ?? char);
}

/** Two spaces after a sentence reach us as one. */
const endsSentence = /[.?!:]["'”’)]*$/;

/** How the width of an item is shared out between its words and the gaps after them. */
function gapsOf(words: readonly string[], letters: number, ends: number, space: number, width: number, em: number) {
  const spaces = words.length - 1 + ends;
  const even = { scale: 1, gaps: words.map(() => space), lead: space };
  const sentences = words.slice(0, -1).filter((word) => endsSentence.test(word)).length;
  const rest = width - letters - space * spaces;
  if (sentences > 0 && Math.abs(rest - space * sentences) < space * Math.max(0.3, sentences * 0.15)) {
    return { ...even, gaps: words.map((word) => (endsSentence.test(word) ? space + rest / sentences : space)) };
  }
  const justified = spaces > 0 ? (width - letters) / spaces : 0;
  // Justification widens the spaces; anything else (another font, letter spacing) widens all alike.
  if (justified > space * 0.55 && justified < em * 0.9) {
    return { scale: 1, gaps: words.map(() => justified), lead: justified };
  }
  const natural = letters + space * spaces;
  const scale = natural > 0 ? width / natural : 0;
  return { scale, gaps: words.map(() => space * scale), lead: space * scale };
}

/** Left and right edges of the words of one item along its base line, from its start. */
function spread(words: readonly string[], leads: boolean, trails: boolean, width: number, em: number, family: string) {
  const widths = words.map((word) => (naturalWidth(word, family) * em) / 1000);
  const letters = widths.reduce((sum, each) => sum + each, 0);
  const space = (naturalWidth(' ', family) * em) / 1000;
  const { scale, gaps, lead } = gapsOf(words, letters, (leads ? 1 : 0) + (trails ? 1 : 0), space, width, em);
  const left: number[] = [];
  const right: number[] = [];
  let at = leads ? lead : 0;
  for (const [i, each] of widths.entries()) {
    left.push(at);
    at += each * scale;
    right.push(at);
    at += gaps[i] ?? 0;
  }
  return { left, right };
}

/** Degrees, clockwise as seen, kept to a tenth so that equal lines have equal angles. */
export function angleOf(a: number, b: number): number {
  const degrees = Math.round((Math.atan2(b, a) * 1800) / Math.PI) / 10;
  return degrees === 360 || Object.is(degrees, -0) ? 0 : (degrees + 360) % 360;
}

/** Lines of a slightly crooked scan belong together; other slants are groups of their own. */
export function turnOf(angle: number): number {
  const quarter = Math.round(angle / 90) * 90;
  return (Math.abs(angle - quarter) <= 5 ? quarter : Math.round(angle / 5) * 5) % 360;
}

interface PlacedItem {
  readonly text: string;
  readonly words: readonly string[];
  readonly leadingSpace: boolean;
  readonly trailingSpace: boolean;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly length: number;
  readonly size: number;
  readonly ascent: number;
  readonly descent: number;
  readonly family: string;
}

/** The product of two transformations. */
export const multiply = (m: readonly number[], n: readonly number[]): number[] => {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m;
  const [p = 1, q = 0, r = 0, s = 1, t = 0, w = 0] = n;
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * w + e, b * t + d * w + f];
};

/** The nearest value within limits. */
export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

function placeItem(item: TextItem, style: FontStyle | undefined, viewport: readonly number[]): PlacedItem | null {
  const text = cleanText(item.str);
  const words = text.split(' ').filter((word) => word !== '');
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = multiply(viewport, item.transform);
  if (words.length === 0 || ![a, b, c, d, x, y, item.width, item.height].every(Number.isFinite)) return null;
  const common = { text, words, leadingSpace: text.startsWith(' '), trailingSpace: text.endsWith(' ') };
  const family = style?.fontFamily ?? 'sans-serif';
  if (style?.vertical) {
    // A column of upright characters: its base line runs down through their middle.
    const size = Math.hypot(a, b);
    return { ...common, x, y, angle: 90, length: item.height, size, ascent: size / 2, descent: size / 2, family };
  }
  const size = Math.hypot(c, d);
  const ascent = clamp(style?.ascent || 0.8, 0.6, 1) * size;
  const descent = clamp(Math.abs(style?.descent || 0.2), 0.1, 0.35) * size;
  return { ...common, x, y, angle: angleOf(a, b), length: item.width, size, ascent, descent, family };
}

/** Text painted twice a hair apart (false bold, layers of a form) is one word. */
export function withoutOverprints(words: readonly Word[]): Word[] {
  const seen = new Map<string, Word[]>();
  return words.filter((word) => {
    const same = seen.get(word.text);
    if (!same) {
      seen.set(word.text, [word]);
      return true;
    }
    const near = word.size * (word.text.length > 1 ? 0.4 : 0.2);
    const twin = same.some(
      (other) =>
        other.item !== word.item &&
        other.turn === word.turn &&
        Math.abs(other.u0 - word.u0) < near &&
        Math.abs(other.v - word.v) < near,
    );
    if (!twin) same.push(word);
    return !twin;
  });
}

/** The edges of the code units from one to another, moved along by `by` and stretched by `scale`. */
function cutEdges({ left, right }: LetterEdges, from: number, to: number, by: number, scale: number): LetterEdges {
  const move = (edges: readonly number[]) => edges.slice(from, to).map((edge) => by + edge * scale);
  return { left: move(left), right: move(right) };
}

/**
 * Cuts what a page paints into words with their places, in painting order. `viewport` maps PDF space to the page
 * as seen (origin top left, rotation applied); `letters` says where the letters of each item stand, if that is
 * known. Words, lines and their order do not depend on it: only their runs do.
 */
export function wordsOfPage(
  items: readonly TextItem[],
  styles: Readonly<Record<string, FontStyle>>,
  viewport: readonly number[],
  letters: readonly (LetterEdges | null)[],
): Word[] {
  const [scaleX = 1, scaleY = 0] = viewport;
  const scale = Math.hypot(scaleX, scaleY);
  const words: Word[] = [];
  let spaceBefore = true;
  for (const [index, item] of items.entries()) {
    const placed = placeItem(item, styles[item.fontName], viewport);
    if (!placed) {
      if (/\s/.test(item.str)) spaceBefore = true;
      continue;
    }
    const turn = turnOf(placed.angle);
    const radians = (turn * Math.PI) / 180;
    const u = placed.x * Math.cos(radians) + placed.y * Math.sin(radians);
    const v = -placed.x * Math.sin(radians) + placed.y * Math.cos(radians);
    const rtl = item.dir === 'rtl';
    const { left, right } = spread(
      placed.words,
      placed.leadingSpace,
      placed.trailingSpace,
      placed.length,
      placed.size,
      placed.family,
    );
    const drift = Math.tan(((placed.angle - turn) * Math.PI) / 180);
    const edges = letters[index] ?? null;
    let letter = 0;
    for (const [k, text] of placed.words.entries()) {
      const from = left[k] ?? 0;
      const to = right[k] ?? 0;
      const start = rtl ? placed.length - to : from;
      words.push({
        text,
        u0: u + start,
        u1: u + (rtl ? placed.length - from : to),
        v: v + start * drift,
        size: placed.size,
        ascent: placed.ascent,
        descent: placed.descent,
        angle: placed.angle,
        turn,
        rtl,
        order: words.length,
        item: index,
        spaceBefore: k > 0 || spaceBefore || placed.leadingSpace,
        fontName: item.fontName,
        edges: edges && cutEdges(edges, letter, letter + text.length, u, scale),
      });
      letter += text.length;
    }
    spaceBefore = placed.trailingSpace;
  }
  return withoutOverprints(words);
}
