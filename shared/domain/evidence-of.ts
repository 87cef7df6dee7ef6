import { EVIDENCE_FORMAT, type Evidence } from './evidence.ts';
import { briefUses, briefWords, markOf } from './evidence-mark.ts';
import type { Report } from './report.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * What the exports of a briefing carry about its quotes. A citation without words has nothing to be checked and is not
 * among the uses; an area of a page without words is, with an empty `exact`. Uses and sources whose version is missing
 * have no hash and are left out: the briefing flags them.
 */
export function evidenceOf(report: Report): Evidence {
  const brief = briefUses(report);
  return {
    format: EVIDENCE_FORMAT,
    briefing: { id: report.briefingId, title: report.title },
    sources: report.sources
      .filter(({ sha256 }) => SHA256.test(sha256))
      .map(({ documentId, version, sha256, title, fileName }) => ({ documentId, version, sha256, title, fileName })),
    uses: report.uses.flatMap((use) => {
      const { documentId, version, sha256, exact, selectors } = use.evidence;
      if (use.printed === '' || !SHA256.test(sha256)) return [];
      return [
        {
          useId: use.useId,
          number: use.number,
          mark: markOf(use),
          printed: brief.has(use.useId) ? briefWords(use) : use.printed,
          passageId: use.quote.passageId,
          documentId,
          version,
          sha256,
          exact,
          selectors: [...selectors],
        },
      ];
    }),
  };
}
