import type { ViewPosition, Zoom } from './document-view.ts';

/** What the reader remembers of a tab while the window is open. */
export interface TabMemory {
  readonly position: ViewPosition | null;
  readonly zoom: Zoom | null;
}

const tabs = new Map<string, TabMemory>();
const agencies = new Map<string, string>();

/** What is remembered of a tab; nothing yet gives nulls. */
export function recallTab(tabId: string): TabMemory {
  return tabs.get(tabId) ?? { position: null, zoom: null };
}

/** Remembers where a tab stands. */
export function rememberTab(tabId: string, memory: Partial<TabMemory>): void {
  tabs.set(tabId, { ...recallTab(tabId), ...memory });
}

/** The agency chosen last in a document: an id, or the name of one just made; null if none was. */
export function recallAgency(documentId: string): string | null {
  return agencies.get(documentId) ?? null;
}

/** Remembers the agency chosen in a document. */
export function rememberDocumentAgency(documentId: string, agency: string): void {
  agencies.set(documentId, agency);
}
