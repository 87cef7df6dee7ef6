/** A part of a page as far as styles are held against it. */
export interface StyledPage<Node> {
  querySelectorAll(selector: string): Iterable<Node>;
}

/** What the style sheets of a page do to its words on a screen. */
export interface StyledWords<Node> {
  /** Elements whose words nobody sees. */
  readonly hidden: ReadonlySet<Node>;
  /** Elements before or after which a style puts words that stand in no element. */
  readonly filled: ReadonlySet<Node>;
  /** False where there are more rules than could be looked at. */
  readonly isWhole: boolean;
}

/** Style sheets are read up to this many UTF-16 code units; those of an export are a fraction of it. */
const MAX_LENGTH = 2 * 1024 * 1024;
/** Rules that hide or fill something are each looked for in the whole page: elements times rules, at most. */
const MAX_CHECKS = 1_000_000;
const MAX_DEPTH = 32;

/**
 * What style sheets hide on a screen, and where they put words. Which of two rules wins is not weighed: what any rule
 * hides counts as hidden. Rules that hold in print alone do not count, nor do those that cannot be read.
 */
export function wordsByStyles<Node>(page: StyledPage<Node>, sheets: readonly string[]): StyledWords<Node> {
  const css = sheets.join('\n');
  const hidden = new Set<Node>();
  const filled = new Set<Node>();
  const elements = [...page.querySelectorAll('*')].length;
  let checks = 0;
  const take = (selector: string, into: Set<Node>): void => {
    checks += elements;
    if (checks > MAX_CHECKS) return;
    try {
      for (const node of page.querySelectorAll(selector)) into.add(node);
    } catch {
      // A selector that is not understood hides nothing here, as in a browser.
    }
  };
  for (const { selector, declarations } of rulesOf(css.slice(0, MAX_LENGTH), '', 0)) {
    const pseudo = /::?(?:before|after|marker)\b/iu.exec(selector);
    if (pseudo === null) {
      if (hidesWords(declarations)) take(selector, hidden);
    } else if (fillsWords(declarations)) take(selector.slice(0, pseudo.index) || '*', filled);
  }
  return { hidden, filled, isWhole: checks <= MAX_CHECKS && css.length <= MAX_LENGTH };
}

interface StyleRule {
  readonly selector: string;
  readonly declarations: string;
}

/** The rules of a style sheet that may hold on a screen, one for each selector of a list. */
function rulesOf(css: string, parent: string, depth: number): readonly StyleRule[] {
  if (depth > MAX_DEPTH) return [];
  const rules: StyleRule[] = [];
  const text = depth === 0 ? css.replace(/\/\*[\s\S]*?(?:\*\/|$)/gu, ' ').replace(/<!--|-->/gu, ' ') : css;
  let at = 0;
  let own = '';
  while (at < text.length) {
    const open = text.indexOf('{', at);
    if (open === -1) break;
    const end = closing(text, open);
    const inner = text.slice(open + 1, end);
    const stretch = text.slice(at, open);
    const cut = stretch.lastIndexOf(';') + 1;
    own += stretch.slice(0, cut);
    const head = stretch.slice(cut).trim();
    at = end + 1;
    if (head.startsWith('@')) {
      if (mayHold(head)) rules.push(...rulesOf(inner, parent, depth + 1));
      continue;
    }
    for (const selector of selectorsOf(head)) {
      const whole = selector.includes('&')
        ? selector.replaceAll('&', parent === '' ? '*' : parent)
        : `${parent} ${selector}`.trim();
      rules.push(...rulesOf(inner, whole, depth + 1));
    }
  }
  own += text.slice(at);
  if (parent !== '' && own.trim() !== '') rules.push({ selector: parent, declarations: own });
  return rules;
}

/** Where a block ends; words in quotation marks may hold braces. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"' || character === "'") {
      const end = text.indexOf(character, at + 1);
      if (end === -1) return text.length;
      at = end;
    } else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return text.length;
}

/** The selectors of a list; commas within brackets divide nothing. */
function selectorsOf(list: string): readonly string[] {
  const selectors: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= list.length; at += 1) {
    const character = list[at];
    if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
    else if (character === undefined || (character === ',' && depth === 0)) {
      const selector = list.slice(from, at).trim();
      if (selector !== '') selectors.push(selector);
      from = at + 1;
    }
  }
  return selectors;
}

/** Whether what stands in an at-rule may hold on a screen. */
function mayHold(head: string): boolean {
  if (!/^@(?:media|supports|layer|container|scope|starting-style)\b/iu.test(head)) return false;
  const [, queries] = /^@media\b(.*)$/isu.exec(head) ?? [];
  return queries === undefined || selectorsOf(queries).some((query) => !/^(?:only\s+)?print\b/iu.test(query));
}

/** Declarations with the escapes of their letters undone, in small letters and without white space around their signs. */
const plain = (declarations: string): string =>
  `;${declarations
    .replace(/\/\*[\s\S]*?\*\//gu, '')
    .replace(/\\([0-9a-f]{1,6})\s?/giu, (_whole, code: string) => {
      const point = Number.parseInt(code, 16);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
    })
    .toLowerCase()
    .replace(/\s*([:;,()/])\s*/gu, '$1')
    .trim()};`;

const HIDING: readonly RegExp[] = [
  /;display:none\b/u,
  /;visibility:(?:hidden|collapse)\b/u,
  /;content-visibility:hidden\b/u,
  /;opacity:(?:0?\.0\d*|0(?:\.0*)?%?)(?=[;\s!])/u,
  /;(?:color|-webkit-text-fill-color):(?:transparent|rgba\([^)]*,0(?:\.0+)?\)|#[0-9a-f]{3}0(?![0-9a-f])|#[0-9a-f]{6}00)/u,
  /;clip:rect\((?:0|1px)/u,
  /;clip-path:(?:inset\((?:50|[6-9]\d|100)%|circle\(0)/u,
  /;(?:transform:[^;]*scale[xy]?|scale):?\(?0(?=[);,\s!])/u,
  /;(?:text-indent|left|right|top|bottom|margin|margin-left|margin-top):-\d{3,}/u,
];
const CLIPPED = /;(?:max-)?(?:width|height):(?:0(?![.\d])|1px\b)/u;
const OVERFLOW = /;overflow(?:-[xy])?:(?:hidden|clip)\b/u;
const FONT_SIZE = /;(?:font-size:|font:(?:[^;]*\s)?)(\d*\.?\d+)(px|pt|r?em|ex|ch|%|vw|vh|)(?=[;\s/!])/u;
/** Sizes up to which nobody reads words, by unit. */
const LEAST_SIZE: Readonly<Record<string, number>> = { px: 2, pt: 1.5, em: 0.13, rem: 0.13, '%': 13, '': 0 };

/** Whether declarations hide the words of what they are for on a screen. Colours like their ground are not found. */
export function hidesWords(declarations: string): boolean {
  const text = plain(declarations);
  if (HIDING.some((pattern) => pattern.test(text)) || (CLIPPED.test(text) && OVERFLOW.test(text))) return true;
  const [, size, unit = ''] = FONT_SIZE.exec(text) ?? [];
  return size !== undefined && Number(size) <= (LEAST_SIZE[unit] ?? 0.2);
}

/** Whether declarations put words that somebody could take for those of the page. */
function fillsWords(declarations: string): boolean {
  const [, content = ''] = /;content:((?:"[^"]*"|'[^']*'|[^;"'])*)/u.exec(plain(declarations)) ?? [];
  const words = [...content.matchAll(/"([^"]*)"|'([^']*)'/gu)].map((match) => match[1] ?? match[2] ?? '').join(' ');
  return /[\p{L}\p{N}]/u.test(words) || /\b(?:attr|var)\(/u.test(content);
}
