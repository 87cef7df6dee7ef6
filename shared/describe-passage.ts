import { alikeUnits } from './alike-units.ts';
import type { PageInfo } from './contract/outcomes.ts';
import type { Selector } from './domain/selector.ts';
import { CONTEXT_MOST } from './surroundings.ts';

/** Units of context before and after a quote whose words stand once in the text. */
export const CONTEXT = 48;
/** Units of context where the words stand more than once: `anchor` knows from it that they alone do not decide. */
export const CONTEXT_REPEATED = 64;
/** Most units of context, where their surroundings are like each other, but for a number or a name. */
export const CONTEXT_LIKE = 560;
/** Words by which the same words in other lines are looked for; longer quotes are compared as they are. */
const TWIN_WORDS = 200;
/** Units that are compared at most for the length of the context. */
const TWIN_BUDGET = 2_000_000;
/** What each place costs beside its units. */
const TWIN_COST = 200;
/** Units below which words are few and stand anywhere. */
const FEW_WORDS = 32;
/** Letters that must have agreed before one difference is passed over, where the words are few and stand anywhere. */
const FAMILIAR = 20;

/**
 * Describes a span by W3C selectors: its words with those around it, its position, and its page where `pages`
 * are given. Bounds are clamped to the text and widened to whole surrogate pairs.
 */
export function describe(text: string, start: number, end: number, pages?: readonly PageInfo[]): Selector[] {
  const from = snap(text, clamp(Math.min(start, end), text.length), -1);
  const to = snap(text, clamp(Math.max(start, end), text.length), 1);
  const exact = text.slice(from, to);
  const context = contextFor(text, from, to);
  const selectors: Selector[] = [
    {
      type: 'TextQuoteSelector',
      exact,
      prefix: text.slice(snap(text, clamp(from - context.before, text.length), 1), from),
      suffix: text.slice(to, snap(text, clamp(to + context.after, text.length), -1)),
    },
    { type: 'TextPositionSelector', start: from, end: to },
  ];
  const page = pages?.find((candidate) => from < candidate.end && from >= candidate.start);
  if (page !== undefined) {
    selectors.push({
      type: 'FragmentSelector',
      conformsTo: 'http://tools.ietf.org/rfc/rfc3778',
      value: `page=${page.number}`,
    });
  }
  return selectors;
}

/** Units of context on each side that no other place with the same words has, and some more. */
function contextFor(text: string, from: number, to: number): { readonly before: number; readonly after: number } {
  const exact = text.slice(from, to);
  const words = exact.trim().split(/\s+/);
  if (words[0] === '') return { before: CONTEXT, after: CONTEXT };
  // Broken into other lines they are the same words.
  const pattern = new RegExp(
    words
      .slice(0, TWIN_WORDS)
      .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('\\s+'),
    'g',
  );
  let longestBefore = -1;
  let longestAfter = -1;
  const familiar = exact.length < FEW_WORDS ? FAMILIAR : 0;
  let budget = TWIN_BUDGET;
  for (const { index: at, 0: twin } of text.matchAll(pattern)) {
    if (budget <= 0) break;
    if (at < to && from < at + twin.length) continue;
    if (words.length > TWIN_WORDS && !text.startsWith(exact, at)) continue;
    const end = at + Math.max(twin.length, words.length > TWIN_WORDS ? exact.length : 0);
    const before = contextShared(text, from - 1, at - 1, -1, familiar);
    const after = contextShared(text, to, end, 1, familiar);
    longestBefore = Math.max(longestBefore, before);
    longestAfter = Math.max(longestAfter, after);
    budget -= before + after + twin.length + TWIN_COST;
  }
  const length = (longest: number): number => {
    if (longest === -1) return CONTEXT;
    return longest === CONTEXT_MOST
      ? CONTEXT_MOST
      : Math.min(CONTEXT_LIKE, Math.max(CONTEXT_REPEATED, longest + CONTEXT));
  };
  return { before: length(longestBefore), after: length(longestAfter) };
}

const clamp = (offset: number, length: number): number => Math.max(0, Math.min(length, Math.trunc(offset) || 0));

/** Units of context that two places share; `CONTEXT_MOST` only if not a letter of so much differs. */
function contextShared(text: string, own: number, other: number, step: 1 | -1, familiar: number): number {
  const like = alikeUnits(text, own, other, step, CONTEXT_LIKE, familiar);
  if (like < CONTEXT_LIKE) return like;
  const same = alikeUnits(text, own, other, step, CONTEXT_MOST, Number.POSITIVE_INFINITY);
  return same + CONTEXT >= CONTEXT_MOST ? CONTEXT_MOST : CONTEXT_LIKE;
}

/** Moves an offset that would split a surrogate pair by one in the given direction. */
function snap(text: string, offset: number, direction: 1 | -1): number {
  const before = text.charCodeAt(offset - 1);
  const after = text.charCodeAt(offset);
  const splits = before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
  return splits ? offset + direction : offset;
}
