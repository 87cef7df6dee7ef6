import type { BriefingInput } from './compose-briefing.ts';
import type { Passage } from './passage.ts';

/** All that a report is composed of. */
export interface ReportInput extends BriefingInput {
  /** Every passage of the archive, for what looks beyond the quotes: profiles, matrices and timelines of all that is known. Those of `passages` if absent. */
  readonly corpus?: readonly Passage[];
  /** What the method note says of the archive; nothing if absent. */
  readonly archive?: {
    readonly documents: number;
    readonly passages: number;
    /** What tells one state of the codebook from another. */
    readonly codebookVersion: string;
  };
}

/** What placing the quotes of a report needs: all but the outcome of their checks. */
export type PlacingInput = Omit<ReportInput, 'checks'> & Partial<Pick<ReportInput, 'checks'>>;
