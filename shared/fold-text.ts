/**
 * What stands before a unit of folded text where its source had a hyphen inside a word. `lineEnd` may be a
 * hyphen of the word or one of the typesetter's; the source does not tell.
 */
const HYPHEN = { none: 0, inWord: 1, lineEnd: 2, beforeSpace: 3 } as const;

/** A text reduced to what typesetting does not change, with the way back to its source. */
export interface FoldedText {
  /** White space runs are one space, quote marks and dashes plain, ligatures apart, hyphens inside words gone. */
  readonly text: string;
  /** For each unit of `text`, the offset in the source at which its origin starts. */
  readonly starts: Int32Array;
  /** For each unit of `text`, the offset in the source after its origin. */
  readonly ends: Int32Array;
  /** For each unit of `text`, which hyphen was taken away before it. */
  readonly hyphens: Uint8Array;
}

const PLAIN = 1;
const WORD = 2;
const SPACE = 3;
const HYPHEN_SIGN = 4;
const DASH = 5;
const SINGLE_QUOTE = 6;
const DOUBLE_QUOTE = 7;
const IGNORABLE = 8;
const SOFT_HYPHEN = 9;
const EXPANDS = 10;
const CLUSTER = 11;
const HIGH_SURROGATE = 12;

const classes = new Uint8Array(0x10000);

const SINGLE_QUOTES = "'`\u00b4\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u02bc\uff07";
const DOUBLE_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02';

function classify(code: number): number {
  const char = String.fromCharCode(code);
  if (code === 0xad) return SOFT_HYPHEN;
  if (code === 0xfeff || (code >= 0x200b && code <= 0x200f) || (code >= 0x2060 && code <= 0x2064)) return IGNORABLE;
  if (code >= 0x202a && code <= 0x202e) return IGNORABLE;
  if (code >= 0x2066 && code <= 0x2069) return IGNORABLE;
  if (/\s/.test(char) || code === 0x85) return SPACE;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return IGNORABLE;
  if (char === '-' || code === 0x2010 || code === 0x2011) return HYPHEN_SIGN;
  if ((code >= 0x2012 && code <= 0x2015) || code === 0x2212) return DASH;
  if (SINGLE_QUOTES.includes(char)) return SINGLE_QUOTE;
  if (DOUBLE_QUOTES.includes(char)) return DOUBLE_QUOTE;
  if (code >= 0xd800 && code <= 0xdbff) return HIGH_SURROGATE;
  if (code < 0x80) return /[0-9A-Za-z]/.test(char) ? WORD : PLAIN;
  if (code === 0x2026 || (code >= 0xfb00 && code <= 0xfdff) || (code >= 0xfe70 && code <= 0xffef)) return EXPANDS;
  if (code >= 0x132 && code <= 0x133) return EXPANDS;
  if (/\p{M}/u.test(char) || char.normalize('NFD') !== char) return CLUSTER;
  return /[\p{L}\p{N}]/u.test(char) ? WORD : PLAIN;
}

function classOf(code: number): number {
  const known = classes[code] ?? 0;
  if (known !== 0) return known;
  const found = classify(code);
  classes[code] = found;
  return found;
}

const isWordClass = (kind: number): boolean =>
  kind === WORD || kind === CLUSTER || kind === EXPANDS || kind === HIGH_SURROGATE;

/** Grows as it is written: the folded units and their maps. */
class FoldWriter {
  length = 0;
  private units: Uint16Array;
  private starts: Int32Array;
  private ends: Int32Array;
  private hyphens: Uint8Array;

  constructor(capacity: number) {
    this.units = new Uint16Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.hyphens = new Uint8Array(capacity);
  }

  push(unit: number, start: number, end: number, hyphen: number): void {
    if (this.length === this.units.length) this.grow();
    this.units[this.length] = unit;
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.hyphens[this.length] = hyphen;
    this.length++;
  }

  pushString(string: string, start: number, end: number, hyphen: number): void {
    for (let i = 0; i < string.length; i++) this.push(string.charCodeAt(i), start, end, i === 0 ? hyphen : HYPHEN.none);
  }

  finish(): FoldedText {
    return {
      text: unitsToString(this.units, this.length),
      starts: this.starts.subarray(0, this.length),
      ends: this.ends.subarray(0, this.length),
      hyphens: this.hyphens.subarray(0, this.length),
    };
  }

  private grow(): void {
    const capacity = Math.ceil(this.units.length * 1.5) + 64;
    const units = new Uint16Array(capacity);
    units.set(this.units);
    this.units = units;
    const starts = new Int32Array(capacity);
    starts.set(this.starts);
    this.starts = starts;
    const ends = new Int32Array(capacity);
    ends.set(this.ends);
    this.ends = ends;
    const hyphens = new Uint8Array(capacity);
    hyphens.set(this.hyphens);
    this.hyphens = hyphens;
  }
}

/** The string of the first `length` UTF-16 code units. */
function unitsToString(units: Uint16Array, length: number): string {
  const parts: string[] = [];
  for (let from = 0; from < length; from += 8192) {
    parts.push(Reflect.apply(String.fromCharCode, null, units.subarray(from, Math.min(length, from + 8192))));
  }
  return parts.join('');
}

/**
 * Folds away what typesetting and extraction change without changing words: runs of white space, soft hyphens
 * and invisible characters, hyphens inside words (remembered in `hyphens`, so that `sameWords` can still tell a
 * real one), the shapes of quote marks and dashes, ligatures, composed and decomposed accents. Case stays.
 * One pass, linear in the length of the text.
 */
export function foldText(source: string): FoldedText {
  const out = new FoldWriter(source.length + 16);
  const length = source.length;
  let at = 0;
  let pendingHyphen: number = HYPHEN.none;
  let afterWord = false;
  while (at < length) {
    const code = source.charCodeAt(at);
    const kind = classOf(code);
    if (kind === WORD) {
      const next = at + 1 < length ? source.charCodeAt(at + 1) : 0;
      if (next >= 0x300 && classOf(next) === CLUSTER && isMark(next)) {
        at = pushCluster(out, source, at, pendingHyphen);
      } else {
        out.push(code, at, at + 1, pendingHyphen);
        at++;
      }
      pendingHyphen = HYPHEN.none;
      afterWord = true;
      continue;
    }
    switch (kind) {
      case SPACE: {
        const start = at;
        while (at < length && isGap(source.charCodeAt(at))) at++;
        out.push(0x20, start, at, HYPHEN.none);
        afterWord = false;
        break;
      }
      case IGNORABLE:
        at++;
        break;
      case SOFT_HYPHEN:
      case HYPHEN_SIGN:
      case DASH: {
        const found = readHyphen(source, at, kind);
        if (found.hyphen !== null && afterWord && isWordAt(source, found.next)) {
          pendingHyphen = Math.max(pendingHyphen, found.hyphen);
          at = found.next;
        } else if (kind === SOFT_HYPHEN) {
          at++;
        } else {
          out.push(0x2d, at, found.signEnd, HYPHEN.none);
          at = found.signEnd;
          afterWord = false;
        }
        break;
      }
      case SINGLE_QUOTE: {
        const doubled = at + 1 < length && classOf(source.charCodeAt(at + 1)) === SINGLE_QUOTE;
        const end = doubled ? at + 2 : at + 1;
        out.push(doubled ? 0x22 : 0x27, at, end, HYPHEN.none);
        at = end;
        afterWord = false;
        break;
      }
      case DOUBLE_QUOTE:
        out.push(0x22, at, at + 1, HYPHEN.none);
        at++;
        afterWord = false;
        break;
      case EXPANDS: {
        const expanded = String.fromCharCode(code).normalize('NFKD');
        out.pushString(expanded, at, at + 1, pendingHyphen);
        pendingHyphen = HYPHEN.none;
        at++;
        afterWord = isWordAt(source, at - 1);
        break;
      }
      case CLUSTER:
      case HIGH_SURROGATE:
        afterWord = isWordAt(source, at) || (afterWord && isMark(code));
        at = pushCluster(out, source, at, pendingHyphen);
        pendingHyphen = HYPHEN.none;
        break;
      default: {
        const next = at + 1 < length ? source.charCodeAt(at + 1) : 0;
        if (next >= 0x300 && isMark(next)) {
          at = pushCluster(out, source, at, HYPHEN.none);
        } else {
          out.push(code, at, at + 1, HYPHEN.none);
          at++;
        }
        pendingHyphen = HYPHEN.none;
        afterWord = false;
      }
    }
  }
  return out.finish();
}

/** True if the units are equal and hyphens differ only where a line ends. Offsets in the folded texts. */
export function sameWords(a: FoldedText, aStart: number, b: FoldedText, bStart: number, length: number): boolean {
  for (let i = 0; i < length; i++) {
    if (a.text.charCodeAt(aStart + i) !== b.text.charCodeAt(bStart + i)) return false;
    if (i === 0) continue;
    const left = a.hyphens[aStart + i] ?? HYPHEN.none;
    const right = b.hyphens[bStart + i] ?? HYPHEN.none;
    if (left !== right && left !== HYPHEN.lineEnd && right !== HYPHEN.lineEnd) return false;
  }
  return true;
}

/** Start and end of the folded text without the spaces at its ends. */
export function trimFolded(folded: FoldedText): { readonly start: number; readonly end: number } {
  let start = 0;
  let end = folded.text.length;
  while (start < end && folded.text.charCodeAt(start) === 0x20) start++;
  while (end > start && folded.text.charCodeAt(end - 1) === 0x20) end--;
  return { start, end };
}

const marks = /\p{M}/u;

function isMark(code: number): boolean {
  return code >= 0x300 && marks.test(String.fromCharCode(code));
}

/** True for a combining mark, which belongs to the character before it. */
export function isCombiningMark(code: number): boolean {
  return isMark(code);
}

/** The letters and digits of a text in lower case without accents, and where each stands in it. */
export function appendLetters(source: string): { readonly units: Uint16Array; readonly starts: Int32Array } {
  let units = new Uint16Array(source.length + 16);
  let starts = new Int32Array(source.length + 16);
  let length = 0;
  const push = (unit: number, start: number): void => {
    if (length === units.length) {
      const moreUnits = new Uint16Array(length * 2);
      moreUnits.set(units);
      units = moreUnits;
      const moreStarts = new Int32Array(length * 2);
      moreStarts.set(starts);
      starts = moreStarts;
    }
    units[length] = unit;
    starts[length] = start;
    length++;
  };
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code < 0x80) {
      if (code >= 0x61 && code <= 0x7a) push(code, at);
      else if (code >= 0x41 && code <= 0x5a) push(code + 32, at);
      else if (code >= 0x30 && code <= 0x39) push(code, at);
      continue;
    }
    if (!isWordClass(classOf(code))) continue;
    const point = source.codePointAt(at) ?? 0;
    const char = String.fromCodePoint(point);
    for (const part of char.normalize('NFKD').toLowerCase()) {
      if (!/[\p{L}\p{N}]/u.test(part)) continue;
      for (let i = 0; i < part.length; i++) push(part.charCodeAt(i), at);
    }
    if (point > 0xffff) at++;
  }
  return { units: units.slice(0, length), starts: starts.slice(0, length) };
}

function isGap(code: number): boolean {
  const kind = classOf(code);
  return kind === SPACE || kind === IGNORABLE || kind === SOFT_HYPHEN;
}

function isWordAt(source: string, at: number): boolean {
  if (at >= source.length) return false;
  const kind = classOf(source.charCodeAt(at));
  return (
    kind === WORD || (isWordClass(kind) && /^[\p{L}\p{N}]/u.test(String.fromCodePoint(source.codePointAt(at) ?? 0)))
  );
}

/** A base character with its combining marks, decomposed; every unit maps to the whole cluster. */
function pushCluster(out: FoldWriter, source: string, at: number, hyphen: number): number {
  const first = source.codePointAt(at) ?? 0;
  let end = at + (first > 0xffff ? 2 : 1);
  while (end < source.length && isMark(source.charCodeAt(end))) end++;
  out.pushString(source.slice(at, end).normalize('NFD'), at, end, hyphen);
  return end;
}

/** Reads a hyphen, dash or run of them at `at`: where the sign ends, where the word would go on, and as what. */
function readHyphen(
  source: string,
  at: number,
  kind: number,
): { readonly signEnd: number; readonly next: number; readonly hyphen: number | null } {
  let signEnd = at + 1;
  let count = kind === SOFT_HYPHEN ? 0 : 1;
  let dash = kind === DASH;
  while (signEnd < source.length) {
    const next = classOf(source.charCodeAt(signEnd));
    if (next === HYPHEN_SIGN || next === DASH) {
      count++;
      dash = dash || next === DASH;
    } else if (next !== SOFT_HYPHEN && next !== IGNORABLE) break;
    signEnd++;
  }
  let next = signEnd;
  let breaks = false;
  while (next < source.length && isGap(source.charCodeAt(next))) {
    const code = source.charCodeAt(next);
    breaks = breaks || (code >= 0x0a && code <= 0x0d) || code === 0x85 || code === 0x2028 || code === 0x2029;
    next++;
  }
  if (next === signEnd) return { signEnd, next, hyphen: count === 0 ? HYPHEN.none : HYPHEN.inWord };
  if (breaks) return { signEnd, next, hyphen: dash || count > 1 ? HYPHEN.inWord : HYPHEN.lineEnd };
  return { signEnd, next, hyphen: dash || count !== 1 ? null : HYPHEN.beforeSpace };
}
