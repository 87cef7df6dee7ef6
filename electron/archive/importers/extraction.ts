import type { PageInfo, TextRun } from '../../../shared/contract/outcomes.ts';
import type { DocumentKind, Format } from '../../../shared/domain/document.ts';

/** Metadata that a file says of itself; null where it says nothing. */
export interface FoundMetadata {
  readonly title: string | null;
  readonly author: string | null;
  /** As precise as found: YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly dateIssued: string | null;
  readonly sourceUrl: string | null;
  /** A guess from the content, null if there is no good ground for one. */
  readonly kind: DocumentKind | null;
}

/** Everything derived from one original. Deterministic: same bytes and same extractor, same result. */
export interface Extraction {
  readonly format: Format;
  /** Name and version of what made it, for example "pdf/1 (pdf.js 6.5.438)". */
  readonly extractor: string;
  readonly metadata: FoundMetadata;
  /** Canonical text. Lines end in \n, paragraphs in \n\n, pages in \f. */
  readonly text: string;
  /** Offsets at which paragraphs start, ascending. */
  readonly paragraphs: readonly number[];
  /** Empty where the format has no pages. */
  readonly pages: readonly PageInfo[];
  /** Text runs per page, in step with `pages`; null where there are none. */
  readonly runs: readonly (readonly TextRun[])[] | null;
  /** Sanitised HTML body, see DocumentContent.rendition; null for paged formats. */
  readonly rendition: string | null;
}

/** Reads files in processes of their own, two at once, within limits of time and memory. */
export interface ParserPool {
  /**
   * Reads one file. Rejects with an ArchiveError whose code is one of encrypted, corrupt, empty, unreadable,
   * unsupported, too-large, timeout, parser-crashed or cancelled and whose message says what to do.
   */
  parse(filePath: string, fileName: string, signal?: AbortSignal): Promise<Extraction>;
  /** Ends all parser processes. */
  close(): Promise<void>;
}

/** A running parser process, whichever host started it. */
export interface ParserProcess {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when the process has ended. */
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

/** Starts a parser process: child_process.fork for the command line, utilityProcess for the desktop. */
export type LaunchParser = () => ParserProcess;
