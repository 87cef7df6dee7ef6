import type { BriefingBody } from '../domain/briefing-body.ts';
import type { Codebook } from '../domain/codebook.ts';
import type { Withdrawal } from '../domain/document.ts';
import type { Coding } from '../domain/passage.ts';

/** What the rules know of a passage that the briefing uses. */
export interface LintPassage {
  readonly passageId: string;
  readonly documentId: string;
  readonly documentTitle: string;
  /** Number of the version it was made on. */
  readonly version: number;
  /** As stored, or null if not known. */
  readonly dateIssued: string | null;
  readonly withdrawal: Withdrawal | null;
  readonly codings: readonly Coding[];
  /** The canonical text under each of its pieces, in reading order; none for an area without words. */
  readonly pieces: readonly string[];
  /** The canonical text between each piece and the next. */
  readonly gaps: readonly string[];
  /** Some canonical text before the first piece and after the last. */
  readonly before: string;
  readonly after: string;
  /** The newest version, if that is a later one: what stands in the place of the words there, null if nothing does. */
  readonly newer: { readonly version: number; readonly words: string | null } | null;
}

/** One coding of the archive, with the date of its document. */
export interface LintPosition {
  readonly agencyId: string;
  readonly stanceId: string;
  readonly topicId: string | null;
  readonly voice: Coding['voice'] | null;
  /** As stored, or null if not known. */
  readonly dateIssued: string | null;
  readonly documentId: string;
  readonly documentTitle: string;
  readonly version: number;
  readonly passageId: string;
  /** The statement was taken back. */
  readonly isWithdrawn: boolean;
}

/** What was found in the archive of words that the prose puts in quotation marks. */
export interface QuotationSource {
  readonly isFound: boolean;
  /** Words of a source that come near; null if none do. */
  readonly nearest: {
    readonly documentId: string;
    readonly documentTitle: string;
    readonly version: number;
    readonly words: string;
  } | null;
}

/** Everything that the rules look at. */
export interface LintInput {
  readonly body: BriefingBody;
  /** The date of the briefing as stored, or null. */
  readonly asOf: string | null;
  /** YYYY-MM-DD; stands for the date of a briefing that has none. */
  readonly today: string;
  readonly codebook: Codebook;
  /** By id; a use of a passage that is not in here is left alone. */
  readonly passages: ReadonlyMap<string, LintPassage>;
  /** The codings of the agencies that the briefing speaks of. */
  readonly positions: readonly LintPosition[];
  /** By the words, as `quotationsIn` gives them. */
  readonly quotations: ReadonlyMap<string, QuotationSource>;
}
