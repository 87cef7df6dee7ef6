import { createTextQuoteSelectorMatcher } from '@apache-annotator/dom';
import search from 'approx-string-match';
import { toTextPosition } from 'dom-anchor-text-quote';
import { JSDOM } from 'jsdom';
import { anchor, describe, indexText } from '../../shared/anchoring.ts';
import type { Selector } from '../../shared/domain/selector.ts';
import type { Span } from '../../shared/find-quote.ts';

/** A passage as a contestant stored it. */
export interface Stored {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly start: number;
  readonly end: number;
}

/** Somebody's way to find passages again. */
export interface Contestant {
  readonly name: string;
  /** What it keeps of a span of the original. */
  readonly describe: (text: string, span: Span) => unknown;
  /** Makes an edited text ready, and gives what finds one passage in it: a span, or null if it finds none. */
  readonly open: (text: string) => (kept: unknown) => Span | null | Promise<Span | null>;
}

/** Units of context on each side that the others keep. */
const CONTEXT = 32;

function store(text: string, { start, end }: Span, context = CONTEXT): Stored {
  return {
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - context), start),
    suffix: text.slice(end, end + context),
    start,
    end,
  };
}

const toSelectors = ({ exact, prefix, suffix, start, end }: Stored): readonly Selector[] => [
  { type: 'TextQuoteSelector', exact, prefix, suffix },
  { type: 'TextPositionSelector', start, end },
];

/** Makes a contestant; what `find` takes is what `keep` gave. */
function contestant<T>(
  name: string,
  keep: (text: string, span: Span) => T,
  open: (text: string) => (kept: T) => Span | null | Promise<Span | null>,
): Contestant {
  return { name, describe: keep, open: (text) => open(text) as (kept: unknown) => Span | null | Promise<Span | null> };
}

const findWithSelectors = (text: string): ((selectors: readonly Selector[]) => Span | null) => {
  const indexed = indexText(text);
  // The parts that are worked out when first needed: their time is that of making the text ready.
  indexed.folded();
  indexed.grams();
  return (selectors) => {
    const found = anchor(indexed, selectors);
    return found.kind === 'anchored' ? { start: found.start, end: found.end } : null;
  };
};

/** This product, with what it stores itself. */
const standpoint = contestant('standpoint', (text, { start, end }) => describe(text, start, end), findWithSelectors);

/** This product, with selectors as others store them. */
const standpointOthers = contestant('standpoint-32', (text, span) => toSelectors(store(text, span)), findWithSelectors);

/**
 * The method that Hypothesis documents for its client: the stored position if the very words stand there; else every
 * place of the very words, else approximate matches with at most min(256, half the quote) errors; of these the one with
 * the best sum of quote (50), prefix (20), suffix (20) and nearness (2).
 */
const hypothesis = contestant('hypothesis', store, (text) => (kept) => {
  const { exact, prefix, suffix, start, end } = kept;
  if (exact === '') return null;
  if (text.slice(start, end) === exact) return { start, end };
  const matches = exactMatches(text, exact);
  if (matches.length === 0) matches.push(...search(text, exact, Math.min(256, exact.length / 2)));
  let best: { readonly span: Span; readonly score: number } | null = null;
  for (const match of matches) {
    const before =
      prefix === '' ? 1 : likeness(text.slice(Math.max(0, match.start - prefix.length), match.start), prefix);
    const after = suffix === '' ? 1 : likeness(text.slice(match.end, match.end + suffix.length), suffix);
    const near = 1 - Math.abs(match.start - start) / text.length;
    const score = (50 * (1 - match.errors / exact.length) + 20 * before + 20 * after + 2 * near) / 92;
    if (best === null || score > best.score) best = { span: { start: match.start, end: match.end }, score };
  }
  return best === null ? null : best.span;
});

function exactMatches(text: string, words: string): { start: number; end: number; errors: number }[] {
  const matches: { start: number; end: number; errors: number }[] = [];
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) {
    matches.push({ start: at, end: at + words.length, errors: 0 });
  }
  return matches;
}

function likeness(there: string, words: string): number {
  if (there === '' || words === '') return 0;
  if (there.includes(words)) return 1;
  const [match] = search(there, words, words.length);
  return match === undefined ? 0 : 1 - match.errors / words.length;
}

/** `dom-anchor-text-quote` on `diff-match-patch`, from the registry. It needs nothing of a DOM but its text. */
const domAnchorTextQuote = contestant(
  'dom-anchor-text-quote',
  store,
  (text) =>
    ({ exact, prefix, suffix, start }) =>
      toTextPosition({ textContent: text }, { exact, prefix, suffix }, { hint: start }),
);

/** `@apache-annotator/dom` from the registry; the first of its matches is taken. */
const apacheAnnotator = contestant('apache-annotator', store, (text) => {
  const { document, NodeFilter, Node } = new JSDOM('<!doctype html><body></body>').window;
  // The library takes these from the page it runs in.
  Object.assign(globalThis, { NodeFilter, Node });
  const node = document.body.appendChild(document.createTextNode(text));
  // A text node of no words makes the library fail.
  if (text === '') return () => null;
  return async ({ exact, prefix, suffix }) => {
    const matches = createTextQuoteSelectorMatcher({ type: 'TextQuoteSelector', exact, prefix, suffix })(document.body);
    for await (const range of matches) {
      if (range.startContainer === node && range.endContainer === node) {
        return { start: range.startOffset, end: range.endOffset };
      }
    }
    return null;
  };
});

/** All who take part, this product first. */
export const CONTESTANTS: readonly Contestant[] = [
  standpoint,
  standpointOthers,
  hypothesis,
  domAnchorTextQuote,
  apacheAnnotator,
];
