import { partsOf, plainCss } from './verify-briefing-css.ts';

/** What declarations do to the words of what they are for: they are hidden for certain, or perhaps. */
export type Hiding = 'hidden' | 'unsure';

type Judge = (value: string) => Hiding | null;

const ZERO = '(?:0|0?\\.0\\d*|0\\.\\d*e-\\d+|\\d%)';
const NO_COLOR = new RegExp(
  `^(?:transparent|#[0-9a-f]{3}0|#[0-9a-f]{6}00|(?:rgb|hsl)a?\\([^,()]*,[^,()]*,[^,()]*,${ZERO}\\)|[a-z-]+\\([^()]*/${ZERO}\\))$`,
  'u',
);
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/u;
/** About how many pixels a unit of length has; shares of a box count as those of a small one. */
const PIXELS: Readonly<Record<string, number>> = {
  ...{ '': 1, px: 1, pt: 1.33, pc: 16, in: 96, cm: 37.8, mm: 3.78, q: 0.94, ex: 8, ch: 8, '%': 10, vw: 12, vh: 8 },
};
const EM = 16;

/** In pixels; null for what is no length, or one that is computed. */
function pixels(token: string): number | null {
  const [number] = NUMBER.exec(token) ?? [];
  if (number === undefined) return null;
  const unit = token.slice(number.length);
  return /^(?:[a-z]*|%)$/u.test(unit) ? Number(number) * (PIXELS[unit] ?? EM) : null;
}

const isComputed = (value: string): boolean => value.includes('(');
const isKeyword = (value: string): boolean => /^[a-z\s-]+$/u.test(value);

const words =
  (...hiding: readonly string[]): Judge =>
  (value) =>
    value.split(' ').some((word) => hiding.includes(word)) ? 'hidden' : isKeyword(value) ? null : 'unsure';

/** Anything but some values. */
const nothingBut =
  (...harmless: readonly string[]): Judge =>
  (value) =>
    harmless.includes(value) ? null : 'unsure';

const opacity: Judge = (value) => {
  if (isComputed(value)) return 'unsure';
  const [number] = NUMBER.exec(value) ?? [];
  if (number === undefined) return null;
  return Number(number) / (value.endsWith('%') ? 100 : 1) < 0.1 ? 'hidden' : null;
};

const place: Judge = (value) => {
  const lengths = value.split(/[\s,()]+/u).flatMap((token) => pixels(token) ?? []);
  if (lengths.some((length) => length <= -100 || length >= 2000)) return 'hidden';
  return isComputed(value) ? 'unsure' : null;
};

const color: Judge = (value) => {
  if (NO_COLOR.test(value)) return 'hidden';
  return /\bfrom\b|transparent|\bcalc\(/u.test(value) ? 'unsure' : null;
};

/** Sizes up to which nobody reads words, by unit. */
const LEAST_SIZE: Readonly<Record<string, number>> = { px: 2, pt: 1.5, em: 0.13, rem: 0.13, '%': 13, '': 0 };
const FONT_SIZE = /(?:^|\s)(\d*\.?\d+(?:e[+-]?\d+)?)(px|pt|r?em|ex|ch|%|vw|vh|)(?=[\s/]|$)/gu;

const fontSize: Judge = (value) => {
  const sizes = [...value.matchAll(FONT_SIZE)];
  const [, size, unit = ''] = sizes[sizes.length - 1] ?? [];
  if (size !== undefined) return Number(size) <= (LEAST_SIZE[unit] ?? 0.2) ? 'hidden' : null;
  return isComputed(value) ? 'unsure' : null;
};

const transform: Judge = (value) => {
  if (value === 'none') return null;
  return /scale[xy3d]*\((?:[^()]*,)?0(?=[,)])/u.test(value) || place(value) === 'hidden' ? 'hidden' : 'unsure';
};

const JUDGES: readonly (readonly [RegExp, Judge])[] = [
  [/^display$/u, words('none')],
  [/^visibility$/u, words('hidden', 'collapse')],
  [/^content-visibility$/u, words('hidden')],
  [/^opacity$/u, opacity],
  [/^(?:-webkit-)?filter$/u, (value) => (/opacity\(0/u.test(value) ? 'hidden' : nothingBut('none')(value))],
  [/^(?:color|-webkit-text-fill-color)$/u, color],
  [/^(?:text-indent|left|right|top|bottom|inset.*|margin.*|translate)$/u, place],
  [/^(?:-webkit-)?transform$/u, transform],
  [
    /^(?:scale|zoom)$/u,
    (value) => (Number.parseFloat(value) < 0.1 ? 'hidden' : nothingBut('none', 'normal', '1')(value)),
  ],
  [/^clip$/u, (value) => (/^rect\((?:0|1px)/u.test(value) ? 'hidden' : nothingBut('auto')(value))],
  [
    /^(?:-webkit-)?clip-path$/u,
    (value) => (/^(?:inset\((?:50|[6-9]\d|100)%|circle\(0)/u.test(value) ? 'hidden' : nothingBut('none')(value)),
  ],
  [/^font(?:-size)?$/u, fontSize],
  [
    /^(?:(?:-webkit-)?mask(?:-image|-border.*)?|rotate|animation(?:-name)?|offset(?:-path)?|mix-blend-mode|-webkit-line-clamp|-webkit-text-security)$/u,
    nothingBut('none', 'normal'),
  ],
  [/^(?:letter|word)-spacing$/u, (value) => (isComputed(value) || (pixels(value) ?? 0) < -3 ? 'unsure' : null)],
  [/^z-index$/u, (value) => (isComputed(value) || value.startsWith('-') ? 'unsure' : null)],
  // A picture in the place of the words; browsers take no other words for an element.
  [/^content$/u, (value) => (isComputed(value) ? 'unsure' : null)],
  [/^unicode-bidi$/u, (value) => (/override|\(/u.test(value) ? 'unsure' : null)],
  [/^(?:quotes|list-style(?:-type)?)$/u, (value) => (/"[^"]*[\p{L}\p{N}]/u.test(value) ? 'unsure' : null)],
];

/**
 * Whether declarations hide the words of what they are for on a screen; null if not. Values that are computed, and
 * properties whose effect is not looked at closely, are unsure. Colours like their ground are not found.
 */
export function hidingOf(declarations: string): Hiding | null {
  const all = read(declarations);
  const found = new Set(all.map(([name, value]) => JUDGES.find(([pattern]) => pattern.test(name))?.[1](value)));
  const sizes = all.flatMap(([name, value]) =>
    /^(?:max-)?(?:width|height|inline-size|block-size)$/u.test(name) ? [value] : [],
  );
  const isClipped = sizes.some((size) => (pixels(size) ?? EM) <= 2);
  const isCut = all.some(([name, value]) => /^overflow(?:-[xy])?$/u.test(name) && /hidden|clip|\(/u.test(value));
  if (found.has('hidden') || (isClipped && isCut)) return 'hidden';
  return found.has('unsure') || isClipped || (isCut && sizes.some(isComputed)) ? 'unsure' : null;
}

/** Whether they keep a value for later that would hide words as a colour. */
export function keepsNoColor(declarations: string): boolean {
  return read(declarations).some(([name, value]) => name.startsWith('--') && color(value) !== null);
}

/** Whether declarations put words, or a picture of some, that somebody could take for those of the page. */
export function fillsWords(declarations: string): boolean {
  return read(declarations).some(([name, value]) => {
    if (name !== 'content') return false;
    const inside = [...value.matchAll(/"([^"]*)"/gu)].map(([, text = '']) => text.replace(ESCAPE, decoded)).join(' ');
    return /[\p{L}\p{N}]/u.test(inside) || /\b(?:attr|var|url|image|image-set|element|counters?)\(/u.test(value);
  });
}

const ESCAPE = /\\([0-9a-f]{1,6})\s/gu;
const decoded = (_whole: string, code: string): string => String.fromCodePoint(Number.parseInt(code, 16));

/** Names and values, in small letters, without white space around signs. Values that only pass on others are left out. */
function read(declarations: string): readonly (readonly [string, string])[] {
  return partsOf(plainCss(declarations), ';').flatMap((part) => {
    const colon = part.indexOf(':');
    const value = part
      .slice(colon + 1)
      .replace(/!\s*important\s*$/iu, '')
      .toLowerCase()
      .replace(/\s*([,()/])\s*/gu, (_whole, sign: string) => sign)
      .replace(/\s+/gu, ' ')
      .trim();
    const isPassed = /^(?:inherit|initial|unset|revert|revert-layer)$/u.test(value);
    return colon === -1 || isPassed ? [] : [[part.slice(0, colon).trim().toLowerCase(), value] as const];
  });
}
