import { anchor, describe, indexText, isTypesetAlike } from '../../shared/anchoring.ts';
import type { PageInfo, TextRun } from '../../shared/contract/outcomes.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { describeQuads } from './page-quads.ts';

/** The text of a version after its pages were recognised. */
export interface NewText {
  readonly text: string;
  readonly pages: readonly PageInfo[];
  readonly runs: readonly (readonly TextRun[])[] | null;
}

/**
 * The changes by which passages of a version stand in its new text. A passage whose words are not there keeps its
 * selectors, so that the check of its quote says so.
 */
export function planMoves(passages: readonly Passage[], { text, pages, runs }: NewText, time: string): Change[] {
  const indexed = indexText(text);
  return passages.flatMap((before): Change[] => {
    const found = anchor(indexed, before.selectors);
    if (found.kind === 'orphan') return [];
    const { start, end } = found;
    const quote = text.slice(start, end);
    if (start === before.start && end === before.end) return [];
    // Other typesetting of the same words is as good; other words are not. The quote itself is never rewritten.
    if (quote !== before.quote && !isTypesetAlike(quote, before.quote)) return [];
    const page = pages.find((candidate) => start >= candidate.start && start < candidate.end);
    const selectors = describe(text, start, end, pages);
    if (runs !== null) selectors.push(...describeQuads(start, end, pages, (index) => runs[index] ?? []));
    const after: Passage = {
      ...before,
      start,
      end,
      page: page?.number ?? null,
      pageLabel: page?.label ?? null,
      selectors,
      updatedAt: time,
    };
    return [{ entity: 'passage', id: before.id, before, after }];
  });
}
