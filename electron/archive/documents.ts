import type { ArchiveMethods } from '../../shared/contract.ts';
import type { SourceDocument, Version } from '../../shared/domain/document.ts';
import type { Change } from '../../shared/domain/event.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { countCollections, listDocuments } from './index-queries.ts';

type DocumentMethods = Pick<
  ArchiveMethods,
  | 'collection.list'
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
  return {
    'collection.list': () => core.index.use(countCollections),
    'document.list': async (input) => {
      const codebook = await core.store.codebook();
      return core.index.use((index) => listDocuments(index, input, codebook));
    },
    'document.get': ({ id }) => core.document(id),
    'document.text': async ({ id, version }) => {
      const document = await core.document(id);
      return (await core.derived.load(versionOf(document, version))).text;
    },
    'document.content': async ({ id, version: number }) => {
      const document = await core.document(id);
      const version = versionOf(document, number);
      const { pages, rendition, pagesPdf } = await core.derived.load(version);
      const shown = pagesPdf === null ? {} : { pagesPdf: { byteLength: pagesPdf } };
      return { document, version, pages: [...pages], rendition, ...shown };
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
      core.change(async (): Promise<Planned<SourceDocument>> => {
        const before = await core.document(id);
        await requireIssuer(core, metadata.issuerId);
        const after: SourceDocument = { ...before, ...withoutUndefined(metadata) };
        if (isSameJson(before, after)) return { value: before, event: null };
        const label = `Change ${after.title}`;
        return { value: after, event: { type: 'document.update', label, changes: [documentChange(before, after)] } };
      }),
    'document.trash': ({ ids }) => core.change(() => planTrash(core, ids, core.context.now().toISOString())),
    'document.restore': ({ ids }) => core.change(() => planTrash(core, ids, null)),
  };
}

/** Moves documents to the trash, or out of it if `trashedAt` is null: one event for all that are not there yet. */
async function planTrash(
  core: ArchiveCore,
  ids: readonly string[],
  trashedAt: string | null,
): Promise<Planned<SourceDocument[]>> {
  const value: SourceDocument[] = [];
  const changes: Change[] = [];
  const moved: SourceDocument[] = [];
  for (const id of new Set(ids)) {
    const before = await core.document(id);
    if ((before.trashedAt === null) === (trashedAt === null)) {
      value.push(before);
      continue;
    }
    const after = { ...before, trashedAt };
    value.push(after);
    moved.push(after);
    changes.push(documentChange(before, after));
  }
  const [first] = moved;
  if (!first) return { value, event: null };
  const what = moved.length === 1 ? first.title : `${moved.length} documents`;
  return {
    value,
    event:
      trashedAt === null
        ? { type: 'document.restore', label: `Restore ${what}`, changes }
        : { type: 'document.trash', label: `Move ${what} to the trash`, changes },
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

/** Throws `conflict` if places were taken in a text of a version that is not its text any more. */
export function requireSameText(document: SourceDocument, version: Version, textSha256: string | undefined): void {
  if (textSha256 === undefined || textSha256 === version.textSha256) return;
  throw new ArchiveError(
    'conflict',
    `The text of “${document.title}” was made anew while the words were selected: its pages were recognised. Select the words again.`,
  );
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
