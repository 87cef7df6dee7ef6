import { describe, expect, it } from 'vitest';
import { isClean, verificationSummary, withFaults } from '../../../renderer/briefings/verification-summary.ts';
import type { QuoteCheck } from '../../../shared/contract/outcomes.ts';

const checked = (status: QuoteCheck['status']): QuoteCheck => ({ status, reason: null, start: null, end: null });

describe('verificationSummary', () => {
  it('counts what is neither exact nor normalised as flagged', () => {
    const quotes = (['exact', 'exact', 'normalised', 'ocr', 'broken'] as const).map((status) => ({
      check: checked(status),
    }));
    expect(verificationSummary(quotes)).toBe('2 exact · 1 normalised · 2 flagged');
  });

  it('counts an exact quote that is abridged unfaithfully as flagged, and once', () => {
    const quotes = withFaults(
      [
        { id: 'a', check: checked('exact') },
        { id: 'b', check: checked('exact') },
        { id: 'c', check: checked('broken') },
      ],
      [
        { passageId: 'a', fault: null },
        { passageId: 'b', fault: null },
        { passageId: 'b', fault: 'A word is missing without a mark.' },
        { passageId: 'c', fault: 'A word was changed.' },
      ],
    );
    expect(quotes.map(isClean)).toEqual([true, false, false]);
    expect(verificationSummary(quotes)).toBe('1 exact · 0 normalised · 2 flagged');
  });
});
