import { describe, expect, it } from 'vitest';
import { labelOfUse, verificationLine } from '../../../shared/exporters/wording.ts';
import { aQuote, aReport, aUse } from '../../support/a-report.ts';

const quote = aQuote(1, 'We carry out federal orders [sic] at once.');
const whole = aUse(1, quote);
const shortened = aUse(2, quote, { printed: 'We carry out … orders [sic]', isAbridged: true });
const changed = aUse(3, quote, { printed: 'We [ignore] federal orders', isAbridged: true });

describe('the words about a check', () => {
  it('call no quote plainly exact that is abridged or has words of its author', () => {
    expect([whole, shortened, changed].map(labelOfUse)).toEqual([
      'Verified: exact',
      'Verified: exact, abridged as marked',
      'Verified: exact, abridged as marked; words in [ ] are the author’s',
    ]);
  });

  it('say how many quotes of a briefing are abridged, and how many with words of the author', () => {
    expect(verificationLine(aReport([], { uses: [whole] }))).toBe(
      'Every quote verified against the preserved original: 1 exact, 0 flagged.',
    );
    expect(verificationLine(aReport([], { uses: [shortened] }))).toContain('One quote is abridged as marked.');
    expect(verificationLine(aReport([], { uses: [whole, shortened, changed] }))).toContain(
      '2 quotes are abridged as marked; in 1 of them words in [ ] are the author’s.',
    );
  });
});
