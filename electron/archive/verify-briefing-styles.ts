import { rulesOfSheet } from './verify-briefing-css.ts';
import { fillsWords, hidingOf, keepsNoColor } from './verify-briefing-declarations.ts';

/** A part of a page as far as styles are held against it. */
export interface StyledPage<Node> {
  querySelectorAll(selector: string): Iterable<Node>;
}

/** What the style sheets of a page do to its words on a screen. */
export interface StyledWords<Node> {
  /** Elements whose words a rule hides; another may show them. */
  readonly hidden: ReadonlySet<Node>;
  /** Elements whose words a rule may hide. */
  readonly unsure: ReadonlySet<Node>;
  /** Elements before or after which a style puts words that stand in no element. */
  readonly filled: ReadonlySet<Node>;
  /** False where there are more rules than could be looked at. */
  readonly isWhole: boolean;
  /** False where a rule hides or fills something of which it is not known here what it is. */
  readonly isUnderstood: boolean;
  /** Whether a style sheet takes rules from another file. */
  readonly isFetching: boolean;
}

/** Style sheets are read up to this many UTF-16 code units; those of an export are a fraction of it. */
const MAX_LENGTH = 2 * 1024 * 1024;
/** Rules that hide or fill something are each looked for in the whole page: elements times rules, at most. */
const MAX_CHECKS = 1_000_000;

/**
 * What style sheets hide on a screen, and where they put words; each sheet is read by itself. Which of two rules wins is
 * not weighed: what any rule hides counts as hidden. Rules that hold in print alone do not count.
 */
export function wordsByStyles<Node>(page: StyledPage<Node>, sheets: readonly string[]): StyledWords<Node> {
  const found = { hidden: new Set<Node>(), unsure: new Set<Node>(), filled: new Set<Node>() };
  const elements = [...page.querySelectorAll('*')].length;
  let checks = 0;
  let isWhole = true;
  let isUnderstood = true;
  let isFetching = false;
  const take = (selector: string, into: Set<Node>): void => {
    checks += elements;
    if (checks > MAX_CHECKS) return;
    if (ASIDE.test(selector)) return;
    if (!isKnown(selector)) isUnderstood = false;
    else {
      try {
        for (const node of page.querySelectorAll(selector)) into.add(node);
      } catch {
        // What it selects is not known here, but may be to a browser.
        isUnderstood = false;
      }
    }
  };
  let length = 0;
  for (const css of sheets) {
    const sheet = rulesOfSheet(css.slice(0, Math.max(0, MAX_LENGTH - length)));
    length += css.length;
    isWhole &&= sheet.isWhole && length <= MAX_LENGTH;
    isFetching ||= sheet.isFetching;
    for (const { selector, declarations } of sheet.rules) {
      if (declarations.includes('--') && keepsNoColor(declarations)) isUnderstood = false;
      const pseudo = PSEUDO_ELEMENT.exec(selector);
      const hiding = hidingOf(declarations);
      if (pseudo === null || /^first-/iu.test(pseudo[1] ?? '')) {
        const base = pseudo === null ? selector : baseOf(selector, pseudo.index);
        if (hiding !== null) take(base, found[hiding]);
      } else if (fillsWords(declarations)) take(baseOf(selector, pseudo.index), found.filled);
    }
  }
  return { ...found, isWhole: isWhole && checks <= MAX_CHECKS, isUnderstood, isFetching };
}

/** Within quotation marks there are no colons in plain CSS. */
const PSEUDO_ELEMENT = /::?(before|after|marker|first-line|first-letter)(?:::?[\w-]+)*$/iu;

/** What a pseudo-element stands in: where nothing is said of it, any element. */
function baseOf(selector: string, end: number): string {
  const base = selector.slice(0, end);
  return base === '' || /[\s>+~]$/u.test(base) ? `${base}*` : base;
}

/** What is looked up here as browsers do; what depends on what a reader does, or on a language, is not. */
const KNOWN: ReadonlySet<string> = new Set(
  'not is where has root first-child last-child only-child first-of-type last-of-type only-of-type nth-child nth-last-child nth-of-type nth-last-of-type'.split(
    ' ',
  ),
);
/** Parts of which no words of the page are. */
const ASIDE = /::(?:backdrop|selection|placeholder|file-selector-button|target-text)$/iu;

function isKnown(selector: string): boolean {
  return [...selector.matchAll(/(::?)([\w-]*)/gu)].every(
    ([, colons, name = '']) => colons === ':' && KNOWN.has(name.toLowerCase()),
  );
}
