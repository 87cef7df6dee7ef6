import { compareText } from './briefing-codings.ts';
import type { Codebook } from './codebook.ts';
import type { ComposedSource } from './composed-briefing.ts';
import type { SourceDocument } from './document.ts';
import type { Passage } from './passage.ts';
import { formatDate, kindLabel } from './printed-form.ts';

/** A passage with its document. */
export interface Cited {
  readonly passage: Passage;
  readonly document: SourceDocument;
}

/** Name of the agency that issued a document, else its author, else null. */
export function issuerOf(document: SourceDocument, codebook: Codebook): string | null {
  return codebook.agencies.find((agency) => agency.id === document.issuerId)?.name ?? document.author;
}

/** By date of issue, those without one last; then by title and place. */
export function compareByDate(a: Cited, b: Cited): number {
  const left = a.document.dateIssued ?? '9999-99';
  const right = b.document.dateIssued ?? '9999-99';
  return (
    (left < right ? -1 : left > right ? 1 : 0) ||
    compareText(a.document.title, b.document.title) ||
    compareText(a.document.id, b.document.id) ||
    a.passage.version - b.passage.version ||
    a.passage.start - b.passage.start ||
    a.passage.end - b.passage.end ||
    compareText(a.passage.id, b.passage.id)
  );
}

/** What a source is known by while a report is composed. */
export const sourceKey = (document: SourceDocument, version: number): string => `${document.id} ${version}`;

/** The originals quoted, by issuer, date and title, numbered; by `sourceKey`. */
export function composeSources(cited: readonly Cited[], codebook: Codebook): ReadonlyMap<string, ComposedSource> {
  const byKey = new Map<string, Cited>();
  for (const item of cited) byKey.set(sourceKey(item.document, item.passage.version), item);
  const sorted = [...byKey.entries()].sort(
    ([, a], [, b]) =>
      compareText(issuerOf(a.document, codebook) ?? '\uffff', issuerOf(b.document, codebook) ?? '\uffff') ||
      compareByDate(a, b),
  );
  const sources = new Map<string, ComposedSource>();
  for (const [key, { document, passage }] of sorted) {
    const version = document.versions.find((candidate) => candidate.number === passage.version);
    sources.set(key, {
      number: sources.size + 1,
      documentId: document.id,
      title: document.title,
      issuer: issuerOf(document, codebook),
      kind: kindLabel(document.kind),
      dateIssued: document.dateIssued === null ? null : formatDate(document.dateIssued),
      dateCaptured: document.dateCaptured === null ? null : formatDate(document.dateCaptured),
      url: document.sourceUrl,
      fileName: version?.fileName ?? '(version missing)',
      sha256: version?.sha256 ?? '(version missing)',
      version: passage.version,
      versionCount: document.versions.length,
      withdrawal: withdrawalWords(document),
    });
  }
  return sources;
}

/** "Rescinded February 3, 2026 (where that is said)", or null while the statement stands. */
function withdrawalWords({ withdrawal }: Pick<SourceDocument, 'withdrawal'>): string | null {
  if (withdrawal === undefined) return null;
  const status = withdrawal.status === 'rescinded' ? 'Rescinded' : 'Withdrawn';
  return `${status} ${formatDate(withdrawal.date)} (${withdrawal.source})`;
}
