import type { QuoteCheck } from '../contract/outcomes.ts';
import type { CERTAINTIES, VOICES } from './vocabulary.ts';

/** A stance as it is printed: its letter and name always go with its colour. */
export interface StanceMark {
  readonly id: string;
  readonly name: string;
  readonly letter: string;
  /** #rrggbb. */
  readonly color: string;
}

/** An agency as it is printed. */
export interface AgencyMark {
  readonly id: string;
  readonly name: string;
  readonly jurisdiction: string;
}

/** One agency's stance, resolved. */
export interface ComposedCoding {
  readonly agency: AgencyMark;
  readonly stance: StanceMark;
  /** Names of the topic and of those above it, outermost first: "Detainers / Jail access". Null if it was not said. */
  readonly topic: string | null;
  /** Null if it was not said. */
  readonly voice: (typeof VOICES)[number] | null;
  /** Null if it was not said. */
  readonly certainty: (typeof CERTAINTIES)[number] | null;
}

/** One preserved original that the briefing quotes. */
export interface ComposedSource {
  /** 1, 2, 3 … in the order of the source list. */
  readonly number: number;
  readonly documentId: string;
  readonly title: string;
  /** Name of the issuing agency, else the author, else null. */
  readonly issuer: string | null;
  readonly kind: string;
  /** In words, or null if not known. */
  readonly dateIssued: string | null;
  /** In words, or null if not known. */
  readonly dateCaptured: string | null;
  readonly url: string | null;
  readonly fileName: string;
  readonly sha256: string;
  readonly version: number;
  /** How many versions the archive holds. */
  readonly versionCount: number;
  /** "Rescinded February 3, 2026 (where that is said)", or null while the statement stands. */
  readonly withdrawal: string | null;
}

/** One passage, resolved and numbered. Its number is the same wherever it appears. */
export interface ComposedQuote {
  /** 1, 2, 3 … in the order of first appearance; also the number of its note. */
  readonly number: number;
  readonly passageId: string;
  /** The words as printed, see `readableQuote`; for an area of a page without words, what stands for them. */
  readonly text: string;
  /** Stretches of the source that the words were put together from; 0 for an area of a page without words. */
  readonly pieces: number;
  /** All codings that the briefing shows for this passage. */
  readonly codings: readonly ComposedCoding[];
  readonly source: ComposedSource;
  /** The pages as printed ("12", "iv", "3–5, 9"), or null where the source has no pages. */
  readonly page: string | null;
  /** How many pages that are; 0 where the source has none. */
  readonly pageCount: number;
  readonly check: QuoteCheck;
  /** True if the check is neither exact nor normalised. */
  readonly isFlagged: boolean;
}
