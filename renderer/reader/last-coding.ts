import type { Coding } from '../../shared/domain/passage.ts';
import { onArchiveChange } from '../archive-state.ts';

let anywhere: Coding | null = null;
const byDocument = new Map<string, Coding>();
onArchiveChange(() => {
  anywhere = null;
  byDocument.clear();
});

/** The codings made last in the open archive since it was opened: in this document, and anywhere. */
export function recallCoding(documentId: string): { readonly here: Coding | null; readonly anywhere: Coding | null } {
  return { here: byDocument.get(documentId) ?? null, anywhere };
}

/** Remembers what "the same as last" repeats. */
export function rememberCoding(documentId: string, coding: Coding): void {
  anywhere = coding;
  byDocument.set(documentId, coding);
}
