import { useEffect } from 'react';
import {
  CERTAINTIES,
  DOCUMENT_KINDS,
  INTERNALS,
  QUOTE_STATUSES,
  REVIEW_STATES,
  VOICES,
} from '../../shared/domain/vocabulary.ts';
import { archiveKey, archiveStore, useArchiveState } from '../archive-state.ts';
import { saveLayout } from '../layout-memory.ts';
import { activeFilter, type SearchFilter } from '../search/search-filter.ts';
import {
  INITIAL_PASSAGES,
  type PassagesFilterState,
  passagesFilterStore,
  readArrangement,
  writeArrangement,
} from './passages-filter.ts';

/** The shape kept in settings.layout; the inverse of `readPassagesState`. */
export function writePassagesState(state: PassagesFilterState): unknown {
  const { query, stemming, filter, needsReview, savedId } = state;
  return { query, stemming, filter: activeFilter(filter), needsReview, arrangement: writeArrangement(state), savedId };
}

/** Reads what `writePassagesState` wrote; what it does not know is as at first, and it never fails. */
export function readPassagesState(value: unknown): PassagesFilterState {
  if (!isRecord(value)) return INITIAL_PASSAGES;
  const { query, stemming, filter, needsReview, arrangement, savedId } = value;
  return {
    query: typeof query === 'string' ? query : '',
    stemming: stemming !== false,
    filter: isRecord(filter) ? readFilter(filter) : {},
    needsReview: needsReview === true,
    ...readArrangement(typeof arrangement === 'string' ? arrangement : ''),
    savedId: typeof savedId === 'string' ? savedId : null,
  };
}

/** Brings back what the Passages view of an archive was limited to, and keeps it in the settings from then on. */
export function usePassagesMemory(): void {
  const archive = useArchiveState((state) => archiveKey(state.status));
  useEffect(() => {
    const archiveId = archiveStore.getState().status?.info.id;
    if (archive === '' || archiveId === undefined) return;
    const key = `passages:${archiveId}`;
    passagesFilterStore.setState(readPassagesState(archiveStore.getState().settings.layout[key]));
    return passagesFilterStore.subscribe((state) => {
      // When the archive changes, the view is emptied for the next one: that is nothing to be kept of this one.
      if (archiveKey(archiveStore.getState().status) === archive) saveLayout(key, writePassagesState(state));
    });
  }, [archive]);
}

function readFilter(value: Record<string, unknown>): SearchFilter {
  const words = (name: keyof SearchFilter) => {
    const list = value[name];
    return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
  };
  const choices = <T extends string>(name: keyof SearchFilter, known: readonly T[]) => {
    const chosen = words(name);
    return known.filter((each) => chosen.includes(each));
  };
  const day = (name: 'issuedFrom' | 'issuedTo') => {
    const date = value[name];
    return typeof date === 'string' && /^\d{4}(-\d{2}){0,2}$/.test(date) ? date : undefined;
  };
  return activeFilter({
    agencyIds: words('agencyIds'),
    stanceIds: words('stanceIds'),
    documentIds: words('documentIds'),
    text: typeof value.text === 'string' ? value.text : '',
    topicIds: words('topicIds'),
    voices: choices('voices', VOICES),
    certainties: choices('certainties', CERTAINTIES),
    reviews: choices('reviews', REVIEW_STATES),
    kinds: choices('kinds', DOCUMENT_KINDS),
    issuerIds: words('issuerIds'),
    issuedFrom: day('issuedFrom'),
    issuedTo: day('issuedTo'),
    coders: words('coders'),
    collections: words('collections'),
    statuses: choices('statuses', QUOTE_STATUSES),
    uncoded: typeof value.uncoded === 'boolean' ? value.uncoded : undefined,
    internals: choices('internals', ['none', ...INTERNALS]),
    unchecked: value.unchecked === true,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
