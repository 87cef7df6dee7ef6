import { anchor, describe, indexText, isTypesetAlike } from '../../shared/anchoring.ts';
import type { PageInfo, TextRun } from '../../shared/contract/outcomes.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { pieceSelectors, piecesOf } from '../../shared/domain/passage-pieces.ts';
import type { Selector } from '../../shared/domain/selector.ts';
import type { Span } from '../../shared/find-quote.ts';
import { isSameJson } from './canonical-json.ts';
import { describeQuads } from './page-quads.ts';

/** The text of a version after its pages were recognised. */
export interface NewText {
  readonly text: string;
  readonly pages: readonly PageInfo[];
  readonly runs: readonly (readonly TextRun[])[] | null;
}

/**
 * The changes by which passages of a version stand in its new text. A passage whose words are not there keeps its
 * selectors, so that the check of its quote says so. An area stays where it is on its page.
 */
export function planMoves(passages: readonly Passage[], newText: NewText, time: string): Change[] {
  const indexed = indexText(newText.text);
  return passages.flatMap((before): Change[] => {
    const { area } = before;
    if (area !== undefined && before.quote === '') return moveArea(before, area.page, newText, time);
    const pieces = before.spans === undefined ? [before.selectors] : pieceSelectors(before);
    const spans = pieces.flatMap((selectors): Span[] => {
      const found = anchor(indexed, selectors);
      if (found.kind === 'orphan') return [];
      const { start, end } = found;
      const words = selectors.find(({ type }) => type === 'TextQuoteSelector');
      const quote = words?.type === 'TextQuoteSelector' ? words.exact : before.quote;
      const there = newText.text.slice(start, end);
      // Other typesetting of the same words is as good; other words are not. The quote itself is never rewritten.
      return there === quote || isTypesetAlike(there, quote) ? [{ start, end }] : [];
    });
    const [first] = spans;
    const last = spans[spans.length - 1];
    if (!first || !last || spans.length < pieces.length) return [];
    if (spans.some(({ start }, index) => start < (spans[index - 1]?.end ?? 0))) return [];
    if (isSameJson(spans, piecesOf(before))) return [];
    const page = newText.pages.find((candidate) => first.start >= candidate.start && first.start < candidate.end);
    const after: Passage = {
      ...before,
      start: first.start,
      end: last.end,
      page: page?.number ?? null,
      pageLabel: page?.label ?? null,
      selectors: selectorsOf(before, spans, newText),
      ...(before.spans === undefined ? {} : { spans }),
      updatedAt: time,
    };
    return [{ entity: 'passage', id: before.id, before, after }];
  });
}

function selectorsOf(before: Passage, spans: readonly Span[], { text, pages, runs }: NewText): Selector[] {
  const described = spans.map(({ start, end }, index) => describe(text, start, end, index === 0 ? pages : []));
  if (before.area !== undefined) {
    return [...described.flat(), ...before.selectors.filter(({ type }) => type === 'PageQuadsSelector')];
  }
  const quads =
    runs === null
      ? []
      : spans.flatMap(({ start, end }) => describeQuads(start, end, pages, (index) => runs[index] ?? []));
  return [...described.flat(), ...quads];
}

/** The page of an area may begin at another offset now. */
function moveArea(before: Passage, number: number, { pages }: NewText, time: string): Change[] {
  const start = pages.find((page) => page.number === number)?.start;
  if (start === undefined || start === before.start) return [];
  const selectors = before.selectors.map((selector) =>
    selector.type === 'TextPositionSelector' ? { ...selector, start, end: start } : selector,
  );
  const after: Passage = { ...before, start, end: start, selectors, updatedAt: time };
  return [{ entity: 'passage', id: before.id, before, after }];
}
