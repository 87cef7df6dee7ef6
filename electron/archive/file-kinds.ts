import { join } from 'node:path';
import { z } from 'zod';
import { type Briefing, briefingSchema } from '../../shared/domain/briefing.ts';
import { type Codebook, codebookSchema, EMPTY_CODEBOOK } from '../../shared/domain/codebook.ts';
import { documentSchema, type SourceDocument } from '../../shared/domain/document.ts';
import { type ArchiveInfo, archiveInfoSchema, type Change } from '../../shared/domain/event.ts';
import { type Passage, passageSchema } from '../../shared/domain/passage.ts';
import { type SavedSearch, savedSearchSchema } from '../../shared/domain/saved-search.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { FileKind } from './store.ts';

/** The kinds of state file of one archive. */
export interface FileKinds {
  readonly archive: FileKind<ArchiveInfo>;
  readonly codebook: FileKind<Codebook>;
  readonly document: FileKind<SourceDocument>;
  readonly passages: FileKind<readonly Passage[]>;
  readonly briefing: FileKind<Briefing>;
  readonly searches: FileKind<readonly SavedSearch[]>;
}
export type FileKindName = keyof FileKinds;

/** Tells whether a file must be there, so that a missing one is a fault. */
export type IsExpected = (kind: FileKindName, id: string) => boolean;

const SAFE_ID = /^[A-Za-z0-9_-]{1,100}$/;

/** Whether an id may be part of a path. */
export function isSafeId(id: string): boolean {
  return SAFE_ID.test(id);
}

/** The document whose folder holds what a change concerns, or null. */
export function documentOf(change: Change): string | null {
  if (change.entity === 'document') return change.id;
  return change.entity === 'passage' ? ((change.after ?? change.before)?.documentId ?? null) : null;
}

/** State files that a change concerns, as kind and id; the id is empty where there is one file only. */
export function filesOf(change: Change): readonly (readonly [FileKindName, string])[] {
  switch (change.entity) {
    case 'archive':
      return [['archive', '']];
    case 'agency':
    case 'stance':
    case 'topic':
      return [['codebook', '']];
    case 'saved-search':
      return [['searches', '']];
    case 'briefing':
      return [['briefing', change.id]];
    case 'passage': {
      // A passage may go to another document: then it leaves one file and comes into the other.
      const documentIds = [change.before?.documentId, change.after?.documentId];
      return [...new Set(documentIds)].flatMap((id) => (id === undefined ? [] : [['passages', id] as const]));
    }
    case 'document':
      return change.after === null
        ? [
            ['document', change.id],
            ['passages', change.id],
          ]
        : [['document', change.id]];
  }
}

/** Describes the state files of the archive in a folder. */
export function fileKinds(archive: string, isExpected: IsExpected): FileKinds {
  const folder = (id: string): string => join(archive, 'documents', safe('document', id));
  const kind = <T>(
    name: FileKindName,
    schema: z.ZodType<T>,
    pathOf: (id: string) => string,
    needleOf: (id: string) => string,
    reduce: (id: string, value: T | null, change: Change) => T | null,
  ): FileKind<T> => ({
    schema,
    pathOf,
    needleOf,
    reduce,
    concerns: (id, change) => filesOf(change).some(([kindName, fileId]) => kindName === name && fileId === id),
    isExpected: (id) => isExpected(name, id),
  });
  const itself = (id: string): string => `"${id}"`;
  return {
    archive: kind(
      'archive',
      archiveInfoSchema,
      () => join(archive, 'archive.json'),
      () => '"entity":"archive"',
      (_id, value, change) => (change.entity === 'archive' ? change.after : value),
    ),
    codebook: kind<Codebook>(
      'codebook',
      codebookSchema,
      () => join(archive, 'codebook.json'),
      () => '"entity":"',
      (_id, value, change) => reduceCodebook(value ?? EMPTY_CODEBOOK, change),
    ),
    document: kind<SourceDocument>(
      'document',
      documentSchema,
      (id) => join(folder(id), 'record.json'),
      itself,
      (_id, value, change) => (change.entity === 'document' ? change.after : value),
    ),
    passages: kind<readonly Passage[]>(
      'passages',
      z.array(passageSchema),
      (id) => join(folder(id), 'passages.json'),
      itself,
      (id, value, change) => {
        if (change.entity === 'document' && change.after === null) return null;
        if (change.entity !== 'passage') return value;
        const after = change.after?.documentId === id ? change.after : null;
        return replaceIn(value ?? [], { id: change.id, after }, byPlace);
      },
    ),
    briefing: kind<Briefing>(
      'briefing',
      briefingSchema,
      (id) => join(archive, 'briefings', `${safe('briefing', id)}.json`),
      itself,
      (_id, value, change) => (change.entity === 'briefing' ? change.after : value),
    ),
    searches: kind<readonly SavedSearch[]>(
      'searches',
      z.array(savedSearchSchema),
      () => join(archive, 'searches.json'),
      () => '"entity":"saved-search"',
      (_id, value, change) =>
        change.entity === 'saved-search' ? replaceIn(value ?? [], change, byName) : (value ?? []),
    ),
  };
}

function reduceCodebook(codebook: Codebook, change: Change): Codebook {
  if (change.entity === 'agency') return { ...codebook, agencies: replaceIn(codebook.agencies, change, byName) };
  if (change.entity === 'stance') return { ...codebook, stances: replaceIn(codebook.stances, change, byOrder) };
  if (change.entity === 'topic') return { ...codebook, topics: replaceIn(codebook.topics, change, byOrder) };
  return codebook;
}

function replaceIn<T extends { readonly id: string }>(
  list: readonly T[],
  change: { readonly id: string; readonly after: T | null },
  compare: (a: T, b: T) => number,
): T[] {
  const others = list.filter(({ id }) => id !== change.id);
  // One order for equal contents, whichever way they came about: files and replays can be compared byte by byte.
  return change.after === null
    ? others
    : [...others, change.after].sort((a, b) => compare(a, b) || compareText(a.id, b.id));
}

const byPlace = (a: Passage, b: Passage): number => a.version - b.version || a.start - b.start || a.end - b.end;
const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  compareText(a.name.toLowerCase(), b.name.toLowerCase());
const byOrder = (a: { readonly order: number }, b: { readonly order: number }): number => a.order - b.order;
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function safe(what: string, id: string): string {
  if (!isSafeId(id)) throw new ArchiveError('not-found', `There is no ${what} with the id ${JSON.stringify(id)}.`);
  return id;
}
