import { extname } from 'node:path';
import {
  type Capture,
  type Companion,
  type DocumentKind,
  type DocumentMetadata,
  type Origin,
  partialDateSchema,
  type SourceDocument,
  type Version,
} from '../../shared/domain/document.ts';
import { sha256 } from './canonical-json.ts';
import { withoutUndefined } from './documents.ts';
import type { Extraction } from './importers/extraction.ts';
import { summariseQuality } from './importers/text-quality.ts';

/** A file that has arrived and was read. */
export interface Arrival {
  readonly fileName: string;
  readonly sha256: string;
  /** Size in bytes. */
  readonly byteLength: number;
  readonly extraction: Extraction;
  /** When it came in. */
  readonly at: string;
  readonly companions: readonly Companion[];
  readonly capture: Capture | null;
  readonly origin: Origin | null;
}

/** The version that an arrival is. */
export function describeVersion(number: number, arrival: Arrival): Version {
  const { extraction, companions, capture, origin } = arrival;
  const quality = summariseQuality(extraction.pages);
  return {
    number,
    sha256: arrival.sha256,
    byteLength: arrival.byteLength,
    fileName: arrival.fileName,
    format: extraction.format,
    importedAt: arrival.at,
    extractor: extraction.extractor,
    textSha256: sha256(extraction.text),
    textLength: extraction.text.length,
    pageCount: extraction.pages.length === 0 ? null : extraction.pages.length,
    ...(companions.length === 0 ? {} : { companions: [...companions] }),
    ...(capture === null ? {} : { capture }),
    ...(origin === null ? {} : { origin }),
    ...(quality === null ? {} : { quality }),
  };
}

/** The document that an arrival begins. What `given` says goes before what the file says of itself. */
export function describeDocument(id: string, arrival: Arrival, given: Partial<DocumentMetadata>): SourceDocument {
  const { fileName, at, capture } = arrival;
  const { metadata } = arrival.extraction;
  const title = metadata.title?.trim() || titleFromName(fileName);
  return {
    id,
    title,
    kind: metadata.kind ?? guessKind(`${title} ${fileName}`),
    issuerId: null,
    author: metadata.author?.trim() || null,
    dateIssued: partialDateSchema.nullable().catch(null).parse(metadata.dateIssued),
    sourceUrl: capture?.url ?? metadata.sourceUrl,
    // When the bytes left their source before they came here, only a capture or a person can say.
    dateCaptured: capture?.capturedAt ?? at,
    collection: null,
    notes: '',
    ...withoutUndefined(given),
    addedAt: at,
    trashedAt: null,
    versions: [describeVersion(1, arrival)],
  };
}

function titleFromName(fileName: string): string {
  const stem = fileName.slice(0, fileName.length - extname(fileName).length);
  return stem.replace(/_+/g, ' ').trim() || fileName.trim() || 'Untitled document';
}

const KINDS: readonly (readonly [RegExp, DocumentKind])[] = [
  [/\bpress[ _-]?release\b/i, 'press-release'],
  [/\btranscript\b/i, 'transcript'],
  [/\bmemo(randum)?\b/i, 'memo'],
  [/\b(executive[ _-]order|(?<!\bin )order)\b/i, 'order'],
  [/\b(policy|directive|procedure)\b/i, 'policy'],
  [/\bletter\b/i, 'letter'],
  [/\b(bill|act|statute|resolution)\b/i, 'legislation'],
  [/\b(statement|testimony)\b/i, 'statement'],
];

function guessKind(words: string): DocumentKind {
  return KINDS.find(([pattern]) => pattern.test(words.replace(/_/g, ' ')))?.[1] ?? 'other';
}
