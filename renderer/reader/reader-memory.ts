import type { Version } from '../../shared/domain/document.ts';
import { archiveStore, onArchiveChange } from '../archive-state.ts';
import { saveLayoutLater } from '../layout-memory.ts';
import type { CodingDraft } from './coding-draft.ts';
import { type DocumentPlace, placeKey, readPlaces, UNKNOWN_PLACE, withPlace, writePlaces } from './document-places.ts';
import type { Span } from './document-view.ts';
import { FIND_LOOSELY, type FindOptions } from './find-in-text.ts';

/** A version by its number, with the hash of the text that offsets are of. */
export type TextVersion = Pick<Version, 'number' | 'textSha256'>;

/** What was begun on words of a document and is not saved yet. */
export interface WordsDraft {
  /** Version of the document that the span belongs to, and its text: that may be made anew. */
  readonly version: TextVersion;
  readonly span: Span;
  readonly draft: CodingDraft;
}

/** What the reader remembers of a tab: its place also after a restart, the rest while the window is open. */
export interface TabMemory extends DocumentPlace {
  /** Number of the last request for a place that was served, however often the tab was rendered anew; 0 for none. */
  readonly served: number;
  /** What the popover holds, or null. */
  readonly words: WordsDraft | null;
}

/** A search as it is taken up again. */
export interface FindMemory {
  readonly query: string;
  readonly options: FindOptions;
  readonly isAllMarked: boolean;
}

const NO_SEARCH: FindMemory = { query: '', options: FIND_LOOSELY, isAllMarked: true };

const tabs = new Map<string, Omit<TabMemory, keyof DocumentPlace>>();
let places: readonly (readonly [string, DocumentPlace])[] | null = null;
let search = NO_SEARCH;
// A copy of an archive has the same ids: what is remembered is of the archive that was open.
onArchiveChange(() => {
  tabs.clear();
  places = null;
  search = NO_SEARCH;
});

/** Key under which the places of the open archive's documents stand in settings.layout; null without an archive. */
function layoutKey(): string | null {
  const id = archiveStore.getState().status?.info.id;
  return id === undefined ? null : `places:${id}`;
}

function knownPlaces(): readonly (readonly [string, DocumentPlace])[] {
  const key = layoutKey();
  places ??= key === null ? [] : readPlaces(archiveStore.getState().settings.layout[key]);
  return places;
}

function placeOf(tabId: string): DocumentPlace {
  const byKey = new Map(knownPlaces());
  const { own, other } = placeKey(tabId);
  return byKey.get(own) ?? byKey.get(other) ?? UNKNOWN_PLACE;
}

/** What is remembered of a tab; nothing yet gives nulls. */
export function recallTab(tabId: string): TabMemory {
  return { ...placeOf(tabId), served: 0, words: null, ...tabs.get(tabId) };
}

/** Remembers where a tab stands, how it shows its document, and what was begun there. */
export function rememberTab(tabId: string, memory: Partial<TabMemory>): void {
  const { served, words, ...place } = { ...recallTab(tabId), ...memory };
  if ('served' in memory || 'words' in memory) tabs.set(tabId, { served, words });
  if (Object.keys(memory).every((name) => name === 'served' || name === 'words')) return;
  places = withPlace(knownPlaces(), placeKey(tabId).own, place);
  const key = layoutKey();
  if (key !== null) saveLayoutLater(key, () => writePlaces(knownPlaces()));
}

/** The last search of the window. */
export function recallFind(): FindMemory {
  return search;
}

/** Remembers a search for the next time the bar opens, in whichever document. */
export function rememberFind(memory: FindMemory): void {
  search = memory;
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
