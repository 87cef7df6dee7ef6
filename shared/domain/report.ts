import type { Briefing } from './briefing.ts';
import type { ComposedCoding, ComposedQuote, ComposedSource, StanceMark } from './composed-briefing.ts';
import type { Selector } from './selector.ts';

/**
 * A briefing with everything resolved, numbered and worded, block by block. Exporters only arrange it: all of them say
 * the same, and what is not in here (coders, file paths, notes, internal passages) can be in no export.
 */
export interface Report {
  readonly briefingId: string;
  readonly title: string;
  readonly archiveTitle: string;
  /** For whom it is, or empty. */
  readonly audience: string;
  /** In words, or null. */
  readonly asOf: string | null;
  readonly page: 'a4' | 'letter';
  readonly style: CitationStyle;
  /** From top to bottom. The title is not among them. */
  readonly blocks: readonly ReportBlock[];
  /** Every use of a quote, in the order of the briefing. */
  readonly uses: readonly QuoteUse[];
  /** Every passage quoted once, by number. */
  readonly quotes: readonly ComposedQuote[];
  readonly sources: readonly ComposedSource[];
  /** Citations and the author's own notes together, 1, 2, 3 … in the order of the briefing. */
  readonly notes: readonly ReportNote[];
  /** One for each source cited, in the order of the style; empty where the style has no list. */
  readonly bibliography: readonly { readonly sourceNumbers: readonly number[]; readonly text: readonly ReportText[] }[];
  /** Uses that are not clean: not verified, or abridged otherwise than marked. */
  readonly flagged: readonly QuoteUse[];
  /** Of `quotes`: each counts once, as flagged if one of its uses is. */
  readonly counts: {
    readonly exact: number;
    readonly normalised: number;
    readonly flagged: number;
    /** Areas of pages without words, that nothing is wrong with: they count as neither exact nor normalised. */
    readonly areas: number;
  };
}

/** A style of citation in use. */
export interface CitationStyle {
  /** As in the name of its file: "chicago-notes". */
  readonly id: string;
  readonly title: string;
  /** Whether citations stand in notes or in the text. */
  readonly kind: 'note' | 'in-text';
}

/** Words in one form. */
export interface ReportText {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly smallCaps?: boolean;
  readonly superscript?: boolean;
  readonly href?: string;
}

/** One use of a passage. */
export interface QuoteUse {
  readonly useId: string;
  /** 1, 2, 3 … in the order of the briefing. */
  readonly number: number;
  readonly quote: ComposedQuote;
  /** The words as printed, without quotation marks around them: those of the quote, or the abridgement. Empty for a citation. */
  readonly printed: string;
  readonly isAbridged: boolean;
  /** Why the words printed are no faithful abridgement of the quote, or null. */
  readonly fault: string | null;
  /** The number of its note; null where the style cites in the text. */
  readonly note: number | null;
  /** The citation as it stands in the text: "(Omaha Police Department 2026, 2)"; empty where the style has notes. */
  readonly inText: readonly ReportText[];
  readonly codings: readonly ComposedCoding[];
  /** Where the words are in the preserved original. */
  readonly evidence: {
    readonly documentId: string;
    readonly version: number;
    readonly sha256: string;
    /** The whole text under the passage, as preserved. */
    readonly exact: string;
    readonly selectors: readonly Selector[];
    /**
     * The preserved text around it, some hundred characters each way, so that a reader sees where it was taken from.
     * Absent where the text cannot be had; then the selectors' prefix and suffix stand for it.
     */
    readonly context?: { readonly before: string; readonly after: string };
  };
}

/** One note at the foot of a page. */
export interface ReportNote {
  readonly number: number;
  readonly text: readonly ReportText[];
  /** The use it belongs to; for a note of the author's own, null. */
  readonly useId: string | null;
}

export type ReportInline =
  | { readonly kind: 'text'; readonly text: ReportText }
  | { readonly kind: 'break' }
  /** Printed words in quotation marks, then the note's mark or the citation. */
  | { readonly kind: 'quote'; readonly use: QuoteUse }
  /** The note's mark or the citation alone. */
  | { readonly kind: 'citation'; readonly use: QuoteUse }
  | { readonly kind: 'note'; readonly number: number };

/** One entry of a timeline: what an agency said on a day. */
export interface TimelineEntry {
  /** As stored: "2026-02", "2026-02-03"; entries come in its order. */
  readonly date: string;
  /** In words. */
  readonly dateText: string;
  readonly agency: string;
  readonly stance: StanceMark;
  readonly topic: string | null;
  /** Title of the document. */
  readonly source: string;
  readonly sourceNumber: number | null;
  /** True if the agency took another stance on the topic before. */
  readonly isChange: boolean;
}

/** What an agency's position on a topic is, as of the date of the briefing. */
export interface ReportPosition {
  readonly topic: string | null;
  /**
   * `clear`: one stance; `qualified`: with conditions or not certain; `mixed`: several at the same time; `superseded`: what
   * it said was withdrawn, rescinded or dropped from a newer version, and nothing came in its place.
   */
  readonly state: 'clear' | 'qualified' | 'mixed' | 'superseded';
  /** None if superseded. */
  readonly stances: readonly StanceMark[];
  /** In words, or null if not known. */
  readonly since: string | null;
  readonly previous: readonly StanceMark[];
}

export type ReportBlock =
  | {
      readonly kind: 'heading';
      readonly level: 1 | 2 | 3;
      readonly content: readonly ReportInline[];
      /** A line under it, or empty. */
      readonly subheading: string;
      readonly stance: StanceMark | null;
    }
  | { readonly kind: 'paragraph'; readonly content: readonly ReportInline[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly ReportBlock[])[];
    }
  | {
      readonly kind: 'table';
      /** The first row names the columns. */
      readonly hasHead: boolean;
      readonly rows: readonly (readonly {
        readonly isHead: boolean;
        readonly colspan: number;
        readonly rowspan: number;
        readonly content: readonly ReportBlock[];
      }[])[];
    }
  /** `isBrief`: it stands in full further up; only its number and beginning are shown. */
  | { readonly kind: 'quote'; readonly use: QuoteUse; readonly showCodings: boolean; readonly isBrief: boolean }
  /** A place where a passage was that is no longer there, or must not leave the house. */
  | { readonly kind: 'gap'; readonly reason: string }
  | {
      readonly kind: 'matrix';
      readonly caption: string;
      readonly columns: readonly { readonly name: string; readonly stance: StanceMark | null }[];
      readonly rows: readonly {
        readonly agency: string;
        readonly jurisdiction: string;
        /** In step with `columns`. */
        readonly cells: readonly { readonly count: number; readonly stances: readonly StanceMark[] }[];
        readonly total: number;
      }[];
      /** In step with `columns`. */
      readonly totals: readonly number[];
      readonly total: number;
      /** Names of stances of the codebook that appear nowhere in it. */
      readonly absent: readonly string[];
      /** Passages in its counts that no longer stand: withdrawn, rescinded, dropped from the newest version. By cell. */
      readonly lapsed: readonly { readonly agency: string; readonly column: string; readonly count: number }[];
    }
  | { readonly kind: 'timeline'; readonly caption: string; readonly entries: readonly TimelineEntry[] }
  | {
      readonly kind: 'profile';
      readonly agency: string;
      readonly particulars: string;
      readonly positions: readonly ReportPosition[];
      readonly quotes: readonly QuoteUse[];
    }
  | { readonly kind: 'sources' }
  | {
      readonly kind: 'method';
      readonly facts: readonly { readonly label: string; readonly value: string }[];
      readonly paragraphs: readonly string[];
    }
  | { readonly kind: 'pageBreak' };

/** What is asked of the composer beside the briefing itself. */
export interface ReportOptions {
  /** Names of coders may stand in the method note. */
  readonly namesCoders: boolean;
  /** What the briefing is printed on. */
  readonly page: NonNullable<Briefing['page']>;
}
