/** A rule of a style sheet that may hold on a screen, for one selector. */
export interface StyleRule {
  readonly selector: string;
  readonly declarations: string;
}

/** What was read of a style sheet. */
export interface StyleSheetRules {
  readonly rules: readonly StyleRule[];
  /** Whether it takes rules from another file. */
  readonly isFetching: boolean;
  /** False where it is nested too deeply, or grows too long by that, to be read to its end. */
  readonly isWhole: boolean;
}

const MAX_DEPTH = 32;
/** Code units that are gone through in one sheet, those of rules within rules again for each. */
const MAX_WORK = 16 * 1024 * 1024;
const MAX_SELECTOR = 10_000;

/** The rules of one style sheet; what others on the page leave open does not reach into it. */
export function rulesOfSheet(css: string): StyleSheetRules {
  const text = plainCss(css);
  const reader = new SheetReader();
  reader.read(text, '', 0);
  return { rules: reader.rules, isFetching: /@import\b/iu.test(text), isWhole: reader.isWhole };
}

class SheetReader {
  readonly rules: StyleRule[] = [];
  isWhole = true;
  #work = 0;

  read(text: string, parent: string, depth: number): void {
    this.#work += text.length + parent.length;
    if (depth > MAX_DEPTH || this.#work > MAX_WORK || parent.length > MAX_SELECTOR) {
      this.isWhole = false;
      return;
    }
    let at = 0;
    let own = '';
    while (at < text.length) {
      const stop = nextStop(text, at);
      const head = text.slice(at, stop).trim();
      if (text[stop] !== '{') {
        own += `${head};`;
        at = stop + 1;
        continue;
      }
      const end = blockEnd(text, stop);
      this.#block(head, text.slice(stop + 1, end), parent, depth + 1);
      at = end + 1;
    }
    if (parent !== '' && /[^;\s]/u.test(own)) this.rules.push({ selector: parent, declarations: own });
  }

  #block(head: string, inner: string, parent: string, depth: number): void {
    if (head.startsWith('@')) {
      if (mayHold(head)) this.read(inner, parent, depth);
      return;
    }
    for (const selector of partsOf(head, ',')) {
      const whole = selector.includes('&')
        ? selector.replaceAll('&', parent === '' ? '*' : parent)
        : `${parent} ${selector}`.trim();
      this.read(inner, whole, depth);
    }
  }
}

/** Whether what stands in an at-rule may hold on a screen. */
function mayHold(head: string): boolean {
  if (!/^@(?:media|supports|layer|container|scope|starting-style)\b/iu.test(head)) return false;
  const [, queries] = /^@media\b(.*)$/isu.exec(head) ?? [];
  return queries === undefined || partsOf(queries, ',').some((query) => !/^(?:only\s+)?print\b/iu.test(query));
}

/** The parts of plain CSS between signs of one kind; those within brackets divide nothing. */
export function partsOf(text: string, sign: ',' | ';'): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const character = text[at];
    if (character === '(' || character === '[' || character === '{') at = blockEnd(text, at);
    else if (character === undefined || character === sign) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  if (from < text.length) parts.push(text.slice(from).trim());
  return parts.filter((part) => part !== '');
}

/** Where a declaration ends or a block begins, brackets left aside. */
function nextStop(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === '{' || character === ';') return at;
    at = character === '(' || character === '[' ? blockEnd(text, at) + 1 : at + 1;
  }
  return text.length;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Where the block ends that begins at a bracket: one that closes another kind closes nothing. */
function blockEnd(text: string, open: number): number {
  const awaited: string[] = [];
  for (let at = open; at < text.length; at += 1) {
    const character = text.charAt(at);
    const closing = CLOSING[character];
    if (closing !== undefined) awaited.push(closing);
    else if (character === awaited[awaited.length - 1]) {
      awaited.pop();
      if (awaited.length === 0) return at;
    }
  }
  return text.length;
}

/**
 * CSS without comments, in which brackets and signs are always what they look like: those within words in quotation marks
 * or behind a backslash are written as escapes by number, letters behind one as letters, and addresses are left out.
 */
export function plainCss(css: string): string {
  const out: string[] = [];
  let tail = '';
  const push = (piece: string): void => {
    out.push(piece);
    tail = (tail + piece).slice(-5);
  };
  let at = 0;
  while (at < css.length) {
    const character = css.charAt(at);
    if (character === '/' && css[at + 1] === '*') {
      const end = css.indexOf('*/', at + 2);
      at = end === -1 ? css.length : end + 2;
      if (/[\w-]$/u.test(tail) && /[\w\\-]/u.test(css.charAt(at))) push(' ');
    } else if (character === '"' || character === "'") {
      const { words, end } = stringAt(css, at);
      push(`"${words}"`);
      at = end;
    } else if (character === '\\') {
      const { point, end } = escapeAt(css, at);
      push(point === null ? ' ' : escaped(point, /[A-Za-z_-]/u));
      at = end;
    } else if (css.startsWith('<!--', at) || css.startsWith('-->', at)) {
      push(' ');
      at += character === '<' ? 4 : 3;
    } else {
      push(character);
      at += 1;
      if (character === '(' && /(?:^|[^\w-])url\($/iu.test(tail)) at = addressEnd(css, at);
    }
  }
  return out.join('');
}

/** The words in quotation marks that begin at a place; they end with their line at the latest. */
function stringAt(css: string, open: number): { readonly words: string; readonly end: number } {
  const mark = css[open];
  const words: string[] = [];
  let at = open + 1;
  while (at < css.length) {
    const character = css.charAt(at);
    if (character === mark) return { words: words.join(''), end: at + 1 };
    if (/[\n\r\f]/u.test(character)) break;
    if (character === '\\') {
      const { point, end } = escapeAt(css, at);
      if (point !== null) words.push(escaped(point, /[\w .-]/u));
      at = end;
    } else {
      words.push(escaped(character.charCodeAt(0), /[\w .-]/u));
      at += 1;
    }
  }
  return { words: words.join(''), end: at };
}

/** The code point that a backslash stands for, null at the end of a line or of all. */
function escapeAt(css: string, at: number): { readonly point: number | null; readonly end: number } {
  const digits = /^[0-9a-f]{1,6}/iu.exec(css.slice(at + 1, at + 7))?.[0];
  if (digits !== undefined) {
    const point = Number.parseInt(digits, 16);
    const after = at + 1 + digits.length;
    const isKnown = point > 0 && point <= 0x10ffff;
    return { point: isKnown ? point : 0xfffd, end: /\s/u.test(css.charAt(after)) ? after + 1 : after };
  }
  const point = css.codePointAt(at + 1);
  if (point === undefined || /[\n\r\f]/u.test(css.charAt(at + 1))) return { point: null, end: at + 2 };
  return { point, end: at + 1 + String.fromCodePoint(point).length };
}

function escaped(point: number, kept: RegExp): string {
  const character = point > 0xffff ? String.fromCodePoint(point) : String.fromCharCode(point);
  return point >= 0x80 || kept.test(character) ? character : `\\${point.toString(16)} `;
}

/** Where an address without quotation marks ends; where it begins if it has some. */
function addressEnd(css: string, from: number): number {
  let at = from;
  while (/\s/u.test(css.charAt(at))) at += 1;
  if (css[at] === '"' || css[at] === "'") return at;
  while (at < css.length && css[at] !== ')') at += css[at] === '\\' ? 2 : 1;
  return at;
}
