import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { RecognisedAt } from '../../shared/verify-quote.ts';

/**
 * Tells of spans of a text whether their pages were read from images; of several pages the least sure one speaks for
 * all.
 */
export function recognisedAt(pages: readonly PageInfo[]): RecognisedAt {
  const recognised = pages.filter(({ quality }) => quality === 'ocr' || quality === 'disagrees');
  return (start, end) => {
    const touched = recognised.filter((page) => page.start < end && page.end > start);
    if (touched.length === 0) return null;
    const known = touched.flatMap(({ confidence }) =>
      confidence === null || confidence === undefined ? [] : [confidence],
    );
    return {
      confidence: known.length === 0 ? null : Math.min(...known),
      disagrees: touched.some(({ quality }) => quality === 'disagrees'),
    };
  };
}
