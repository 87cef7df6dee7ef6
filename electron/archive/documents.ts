import type { ArchiveMethods } from '../../shared/contract.ts';
import type { SourceDocument, Version } from '../../shared/domain/document.ts';
import type { Change, EventType } from '../../shared/domain/event.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { listDocuments } from './index-queries.ts';

type DocumentMethods = Pick<
  ArchiveMethods,
  | 'document.list'
  | 'document.get'
  | 'document.content'
  | 'document.textRuns'
  | 'document.text'
  | 'document.update'
  | 'document.trash'
  | 'document.restore'
>;

/** The methods that show and change documents. */
export function documentMethods(core: ArchiveCore): DocumentMethods {
  const change = (
    id: string,
    type: EventType,
    label: (document: SourceDocument) => string,
    alter: (document: SourceDocument) => SourceDocument | Promise<SourceDocument>,
  ): Promise<SourceDocument> =>
    core.change(async (): Promise<Planned<SourceDocument>> => {
      const before = await core.document(id);
      const after = await alter(before);
      if (isSameJson(before, after)) return { value: before, event: null };
      return { value: after, event: { type, label: label(after), changes: [documentChange(before, after)] } };
    });

  return {
    'document.list': (input) => core.index.use((index) => listDocuments(index, input)),
    'document.get': ({ id }) => core.document(id),
    'document.text': async ({ id, version }) => {
      const document = await core.document(id);
      return (await core.derived.load(versionOf(document, version))).text;
    },
    'document.content': async ({ id, version: number }) => {
      const document = await core.document(id);
      const version = versionOf(document, number);
      const { pages, rendition } = await core.derived.load(version);
      return { document, version, pages: [...pages], rendition };
    },
    'document.textRuns': async ({ id, version, firstPage, lastPage }) => {
      const document = await core.document(id);
      const which = versionOf(document, version);
      const [{ pages }, runsOf] = [await core.derived.load(which), await core.derived.loadRuns(which)];
      if (runsOf === null) return [];
      return pages.flatMap(({ number }, index) =>
        number < firstPage || number > lastPage ? [] : [{ page: number, runs: runsOf(index) }],
      );
    },
    'document.update': ({ id, ...metadata }) =>
      change(
        id,
        'document.update',
        (document) => `Change ${document.title}`,
        async (document) => {
          await requireIssuer(core, metadata.issuerId);
          return { ...document, ...withoutUndefined(metadata) };
        },
      ),
    'document.trash': ({ id }) =>
      change(
        id,
        'document.trash',
        (document) => `Move ${document.title} to the trash`,
        (document) => ({ ...document, trashedAt: document.trashedAt ?? core.context.now().toISOString() }),
      ),
    'document.restore': ({ id }) =>
      change(
        id,
        'document.restore',
        (document) => `Restore ${document.title}`,
        (document) => ({ ...document, trashedAt: null }),
      ),
  };
}

/** The version with a number, the newest if none is given. Throws `not-found`. */
export function versionOf(document: SourceDocument, number?: number): Version {
  const version =
    number === undefined
      ? document.versions[document.versions.length - 1]
      : document.versions.find((candidate) => candidate.number === number);
  if (!version) {
    throw new ArchiveError(
      'not-found',
      `“${document.title}” has no version ${number}; it has ${document.versions.length}.`,
    );
  }
  return version;
}

/** The change from one state of a document to another; null for none. */
export function documentChange(before: SourceDocument | null, after: SourceDocument | null): Change {
  return { entity: 'document', id: after?.id ?? before?.id ?? '', before, after };
}

/** The given fields only: a field that is there but undefined must not wipe what it stands for. */
export function withoutUndefined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const key of Object.keys(fields) as (keyof T)[]) {
    const value = fields[key];
    if (isDefined(value)) kept[key] = value;
  }
  return kept;
}

const isDefined = <T>(value: T): value is Exclude<T, undefined> => value !== undefined;

async function requireIssuer(core: ArchiveCore, issuerId: string | null | undefined): Promise<void> {
  if (issuerId === null || issuerId === undefined) return;
  const { agencies } = await core.store.codebook();
  if (!agencies.some(({ id }) => id === issuerId)) {
    throw new ArchiveError('not-found', `There is no agency with the id ${issuerId}.`);
  }
}
