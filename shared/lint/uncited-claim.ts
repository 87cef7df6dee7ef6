import { type ClaimReason, claimReason, isCited, sumsUpDisplay } from './claims.ts';
import type { Finding, LintMatter } from './lint-matter.ts';

const WHY: Readonly<Record<ClaimReason, string>> = {
  agency: 'says something of an agency',
  figure: 'gives a figure',
  date: 'gives a date',
  report: 'reports what somebody did or said',
  general: 'speaks for several bodies at once',
};

/** Finds factual sentences without a quote, a citation or a note in them or right after them. */
export function uncitedClaim({ blocks, sentences, findAgencies }: LintMatter): readonly Finding[] {
  return sentences.flatMap((sentence): readonly Finding[] => {
    if (sentence.block.within === 'table-head' || isCited(sentence, blocks)) return [];
    if (sumsUpDisplay(sentence, blocks)) return [];
    const reason = claimReason(sentence.text, findAgencies);
    if (reason === null) return [];
    return [
      {
        rule: 'uncited-claim',
        severity: 'warning',
        block: sentence.block,
        useId: null,
        start: sentence.start,
        end: sentence.end,
        words: sentence.text,
        explanation: `This sentence ${WHY[reason]}, but no source stands in it or right after it.`,
        remedy:
          'Cite a passage in it, quote one right after it, or add a note. If it is your own assessment, say so (“in our view”).',
        related: null,
      },
    ];
  });
}
