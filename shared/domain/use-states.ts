import type { UseState } from '../contract/composer.ts';
import { wordingOf } from './abridgement.ts';
import { usesIn } from './briefing-uses.ts';
import { bodyOf, gapsOf } from './compose-report.ts';
import type { Report } from './report.ts';
import type { ReportInput } from './report-input.ts';

/**
 * Every use of a passage in a briefing with what became of it, in the order of the briefing; after those of its body
 * the quotes that profiles show.
 */
export function statesOfUses(input: ReportInput, report: Report): readonly UseState[] {
  const printed = new Map(report.uses.map((use) => [use.useId, use]));
  const gaps = new Map(gapsOf(input).map(({ useId, reason }) => [useId, reason]));
  const notes = new Map(report.notes.map(({ number, text }) => [number, text]));
  const own = [...usesIn(bodyOf(input))].map(({ useId, passageId }) => ({ useId, passageId }));
  const listed = new Set(own.map(({ useId }) => useId));
  const others = report.uses.filter(({ useId }) => !listed.has(useId));
  return [...own, ...others.map(({ useId, quote }) => ({ useId, passageId: quote.passageId }))].map(
    ({ useId, passageId }): UseState => {
      const use = printed.get(useId);
      if (use === undefined) {
        const reason = gaps.get(useId) ?? 'It is not printed.';
        return {
          useId,
          passageId,
          number: null,
          status: null,
          reason,
          fault: null,
          wording: 'whole',
          printed: '',
          note: null,
          citation: '',
        };
      }
      const { quote, number, fault, note, inText } = use;
      const citation = note === null ? inText : (notes.get(note) ?? []);
      return {
        useId,
        number,
        passageId,
        status: quote.check.status,
        reason: quote.check.reason,
        fault,
        wording: use.isAbridged ? wordingOf(use.evidence.exact, use.printed) : 'whole',
        printed: use.printed,
        note,
        citation: citation.map(({ text }) => text).join(''),
      };
    },
  );
}
