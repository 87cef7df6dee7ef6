import type { DocumentSummary } from '../../shared/contract.ts';
import { PATH_SEPARATOR } from '../frame/collection-tree.ts';
import type { DocumentsScope } from './documents-scope.ts';

/** Columns of the table. */
export const COLUMNS = ['title', 'kind', 'issuer', 'dateIssued', 'pageCount', 'passageCount', 'addedAt'] as const;
export type Column = (typeof COLUMNS)[number];

/** Order of the table. */
export interface Sorting {
  readonly column: Column;
  readonly isDescending: boolean;
}

type Names = ReadonlyMap<string, { readonly name: string }>;

function sortValue(document: DocumentSummary, column: Column, agencies: Names): string | number | null {
  if (column !== 'issuer') return document[column];
  return document.issuerId === null ? null : (agencies.get(document.issuerId)?.name ?? null);
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function compare(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

/** The documents in the order asked for. What has no value stands last either way; ties go by title. */
export function sortDocuments(
  documents: readonly DocumentSummary[],
  { column, isDescending }: Sorting,
  agencies: Names,
): DocumentSummary[] {
  const keyed = documents.map((document) => ({ document, value: sortValue(document, column, agencies) }));
  keyed.sort((a, b) => {
    if ((a.value === null) !== (b.value === null)) return a.value === null ? 1 : -1;
    const order = compare(a.value, b.value);
    if (order !== 0) return isDescending ? -order : order;
    return collator.compare(a.document.title, b.document.title) || (a.document.id < b.document.id ? -1 : 1);
  });
  return keyed.map(({ document }) => document);
}

/** True if the document is in the collection (or one inside it) and passes the chips. */
export function isInScope(document: DocumentSummary, scope: DocumentsScope): boolean {
  const { collection, kinds, issuerIds } = scope;
  if (collection !== null) {
    const path = document.collection;
    if (path === null || (path !== collection && !path.startsWith(collection + PATH_SEPARATOR))) return false;
  }
  if (kinds.length > 0 && !kinds.includes(document.kind)) return false;
  return issuerIds.length === 0 || (document.issuerId !== null && issuerIds.includes(document.issuerId));
}
