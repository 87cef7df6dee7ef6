import type { Version } from '../../shared/domain/document.ts';
import { onArchiveChange } from '../archive-state.ts';
import type { CodingDraft } from './coding-draft.ts';
import type { Span, ViewPosition, Zoom } from './document-view.ts';

/** A version by its number, with the hash of the text that offsets are of. */
export type TextVersion = Pick<Version, 'number' | 'textSha256'>;

/** What was begun on words of a document and is not saved yet. */
export interface WordsDraft {
  /** Version of the document that the span belongs to, and its text: that may be made anew. */
  readonly version: TextVersion;
  readonly span: Span;
  readonly draft: CodingDraft;
}

/** What the reader remembers of a tab while the window is open. */
export interface TabMemory {
  readonly position: ViewPosition | null;
  readonly zoom: Zoom | null;
  /** Number of the last request for a place that was served, however often the tab was rendered anew; 0 for none. */
  readonly served: number;
  /** What the popover holds, or null. */
  readonly words: WordsDraft | null;
}

const NOTHING: TabMemory = { position: null, zoom: null, served: 0, words: null };
const tabs = new Map<string, TabMemory>();
const agencies = new Map<string, string>();
// A copy of an archive has the same ids: what is remembered is of the archive that was open.
onArchiveChange(() => {
  tabs.clear();
  agencies.clear();
});

/** What is remembered of a tab; nothing yet gives nulls. */
export function recallTab(tabId: string): TabMemory {
  return tabs.get(tabId) ?? NOTHING;
}

/** Remembers where a tab stands and what was begun there. */
export function rememberTab(tabId: string, memory: Partial<TabMemory>): void {
  tabs.set(tabId, { ...recallTab(tabId), ...memory });
}

/** The words of this version on which a note was begun in the tab, or null. */
export function recallHeldWords(tabId: string, { number, textSha256 }: TextVersion): WordsDraft | null {
  const words = recallNote(tabId, number);
  return words?.version.textSha256 === textSha256 ? words : null;
}

/** What was begun on words of this version before its text was made anew, or null: its place says nothing any more. */
export function recallDisplacedDraft(tabId: string, { number, textSha256 }: TextVersion): CodingDraft | null {
  const words = recallNote(tabId, number);
  return words !== null && words.version.textSha256 !== textSha256 ? words.draft : null;
}

function recallNote(tabId: string, version: number): WordsDraft | null {
  const { words } = recallTab(tabId);
  return words !== null && words.version.number === version && words.draft.note.trim() !== '' ? words : null;
}

/** The agency chosen last in a document: an id, or the name of one just made; null if none was. */
export function recallAgency(documentId: string): string | null {
  return agencies.get(documentId) ?? null;
}

/** Remembers the agency chosen in a document. */
export function rememberDocumentAgency(documentId: string, agency: string): void {
  agencies.set(documentId, agency);
}
