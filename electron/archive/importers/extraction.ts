import type { PageInfo, TextRun } from '../../../shared/contract/outcomes.ts';
import type { DocumentKind, Format } from '../../../shared/domain/document.ts';
import type { ExchangeTable } from '../../../shared/exchange/exchange-tables.ts';
import type { IncomingProject } from '../../../shared/exchange/incoming.ts';
import type { AnnotatedPdf, AnnotateTask } from './annotate-pdf.ts';
import type { DrawnArea, DrawTask, ReadArea, ReadAreaTask } from './page-area.ts';
import type { FoundAnnotation } from './read-annotations.ts';
import type { RecognisedPageResult, RecogniseTask } from './recognise-page.ts';
import type { UnpackedContainer, UnpackTask } from './unpack.ts';

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
  /** A PDF of the pages to look at, where the original is a picture. */
  readonly pagesPdf?: Uint8Array;
}

/** A file for a parser process to read. */
export interface FileTask {
  readonly path: string;
  /** The name that it came with. */
  readonly fileName: string;
  /** Extractor of a recorded text, if that very text is wanted again. */
  readonly extractor?: string;
}

/** What a parser process can be asked to do, by name: what it takes and what it gives. All of it is plain data. */
export interface ParserTasks {
  /** Reads one document. */
  extract: { readonly input: FileTask; readonly output: Extraction };
  /** Takes the members out of a container; null if the file is none. */
  unpack: { readonly input: UnpackTask; readonly output: UnpackedContainer | null };
  /** Recognises the text of one page; says the percents done. */
  recognise: { readonly input: RecogniseTask; readonly output: RecognisedPageResult };
  /** Makes what puts annotations on a PDF. */
  annotate: { readonly input: AnnotateTask; readonly output: AnnotatedPdf };
  /** Reads the annotations of a PDF. */
  annotations: { readonly input: { readonly path: string }; readonly output: FoundAnnotation[] };
  /** Draws a part of a page. */
  drawArea: { readonly input: DrawTask; readonly output: DrawnArea };
  /** Recognises the words in a part of a page; says the percents done. */
  recogniseArea: { readonly input: ReadAreaTask; readonly output: ReadArea };
  /** Reads what a REFI-QDA project says of itself, or a codebook. */
  readRefi: { readonly input: { readonly path: string }; readonly output: IncomingProject };
  /** Makes a workbook of tables. */
  writeWorkbook: { readonly input: { readonly tables: readonly ExchangeTable[] }; readonly output: Uint8Array };
}

export type TaskName = keyof ParserTasks;

/** How a task is to be run. */
export interface TaskOptions {
  /** Stops it; its process is ended. */
  readonly signal?: AbortSignal;
  /** Milliseconds it may take; by the size of the file if not given. */
  readonly timeoutMs?: number;
  /** Takes what the task says while it runs. */
  readonly onProgress?: (progress: unknown) => void;
}

/** Reads files in processes of their own, several at once, within limits of time and memory. */
export interface ParserPool {
  /**
   * Reads one document. Rejects with an ArchiveError whose code is one of encrypted, corrupt, empty, unreadable,
   * unsupported, too-large, timeout, parser-crashed or cancelled and whose message says what to do. `extractor`
   * names what made a recorded text, if that very text is wanted again.
   */
  parse(filePath: string, fileName: string, signal?: AbortSignal, extractor?: string): Promise<Extraction>;
  /** Runs any task, within the same limits and with the same errors as `parse`. */
  run<K extends TaskName>(
    task: K,
    input: ParserTasks[K]['input'],
    options?: TaskOptions,
  ): Promise<ParserTasks[K]['output']>;
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
