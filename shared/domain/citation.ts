import type { CitationStyle, ReportText } from './report.ts';

/** A source in the terms of CSL 1.0.2 (csl-data.json): what every program for references reads. */
export interface CslItem {
  readonly id: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** One citation that a briefing asks for. */
export interface CitationRequest {
  /** Of the use it belongs to. */
  readonly useId: string;
  readonly item: CslItem;
  /** The pages as printed ("12", "iv", "3–5"), or null. */
  readonly page: string | null;
  /** The number of its note, where the author's own notes are counted with them; one more than the last if absent. */
  readonly note?: number | null;
}

/** The citations of a whole briefing: ibid. and short forms depend on what was cited before. */
export interface FormattedCitations {
  readonly style: CitationStyle;
  /** In step with the requests: the text of the note, or what stands in the text. */
  readonly citations: readonly (readonly ReportText[])[];
  /** In the order of the style; empty where it has no list. */
  readonly bibliography: readonly { readonly itemId: string; readonly text: readonly ReportText[] }[];
}

/** Formats citations in the order in which they appear. */
export type CitationFormatter = (requests: readonly CitationRequest[]) => FormattedCitations;
