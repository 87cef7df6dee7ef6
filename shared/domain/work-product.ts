import type { Passage } from './passage.ts';

/**
 * Passages as they may leave the house: none that is internal, and of those whose note is internal all but the note.
 * That something was internal is not told either.
 */
export function withoutInternal<Item extends Pick<Passage, 'internal' | 'note'>>(
  passages: readonly Item[],
): readonly Item[] {
  return passages.flatMap((passage) => {
    if (passage.internal === 'passage') return [];
    if (passage.internal === undefined) return [passage];
    const { internal: _internal, ...rest } = passage;
    return [{ ...rest, note: '' } as Item];
  });
}
