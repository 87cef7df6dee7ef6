import type { SourceDocument, Version } from '../../shared/domain/document.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { carryAll } from './carry.ts';
import { documentChange } from './documents.ts';
import { changeBriefingFilters } from './filter-references.ts';
import type { IndexedText } from './search-index.ts';

/**
 * Makes the document `id` the newest version of the document `into`, in one event: its versions get the next numbers,
 * its passages go with them, those of `into` are carried to them, briefings that name it name the other from then on,
 * and the emptied document is gone. Throws `conflict` if that cannot be.
 */
export async function planJoin(core: ArchiveCore, id: string, into: string): Promise<Planned<SourceDocument>> {
  const [gone, before] = [await core.document(id), await core.document(into)];
  requireJoinable(gone, before);
  const last = before.versions[before.versions.length - 1]?.number ?? 0;
  const added = gone.versions.map((version) => ({ ...version, number: version.number + last }));
  const after = joined(before, gone, added);
  const moved = (await core.store.passages(id)).map((passage) => ({
    before: passage,
    after: onVersionsFrom(passage, into, last),
  }));
  const { carried, text } = await carryTo(core, after, await core.store.passages(into), added);
  const passages: Change[] = [...moved, ...carried].flatMap((change) =>
    change.after === change.before ? [] : [{ entity: 'passage', id: change.before.id, ...change }],
  );
  const changes: Change[] = [
    documentChange(before, after),
    ...passages,
    ...(await briefingChanges(core, id, into)),
    ...(await attachmentChanges(core, gone, into)),
    documentChange(gone, null),
  ];
  return {
    value: after,
    event: {
      type: 'document.version',
      label: `Make ${gone.title} version ${added[added.length - 1]?.number ?? last} of ${before.title}`,
      changes,
      detail: { documentId: into, joinedId: id, versions: added.map(({ number, sha256 }) => ({ number, sha256 })) },
      ...(text === null ? {} : { texts: new Map([[into, text]]) }),
    },
  };
}

function requireJoinable(gone: SourceDocument, into: SourceDocument): void {
  if (gone.id === into.id) {
    throw new ArchiveError('invalid-input', `into: “${into.title}” cannot become a version of itself.`);
  }
  for (const { title, trashedAt } of [gone, into]) {
    if (trashedAt === null) continue;
    throw new ArchiveError('conflict', `“${title}” is in the trash. Restore it first.`);
  }
  const known = new Set(into.versions.map(({ sha256 }) => sha256));
  const same = gone.versions.find(({ sha256 }) => known.has(sha256));
  if (same !== undefined) {
    throw new ArchiveError(
      'conflict',
      `“${into.title}” has the very bytes of ${same.fileName} already, so it would be no other version. Move “${gone.title}” to the trash instead.`,
    );
  }
}

/**
 * The document with the added versions. What it does not say of itself the other one may, but for the date: that of a
 * newer version would be wrong for the older ones. Nothing is lost: what differs goes into the notes.
 */
function joined(into: SourceDocument, gone: SourceDocument, added: readonly Version[]): SourceDocument {
  const withdrawal = into.withdrawal ?? gone.withdrawal;
  const distinct = [...new Set([...(into.distinctFrom ?? []), ...(gone.distinctFrom ?? [])])].filter(
    (id) => id !== into.id && id !== gone.id,
  );
  const { distinctFrom: _distinctFrom, ...rest } = into;
  return {
    ...rest,
    issuerId: into.issuerId ?? gone.issuerId,
    author: into.author ?? gone.author,
    sourceUrl: into.sourceUrl ?? gone.sourceUrl,
    collection: into.collection ?? gone.collection,
    notes: joinedNotes(into, gone, added),
    versions: [...into.versions, ...added],
    ...(withdrawal === undefined ? {} : { withdrawal }),
    ...(distinct.length === 0 ? {} : { distinctFrom: distinct }),
  };
}

/** The notes of both, with a line for what the newer one said of itself otherwise. */
function joinedNotes(into: SourceDocument, gone: SourceDocument, added: readonly Version[]): string {
  const differing = [
    gone.title === into.title ? null : `“${gone.title}”`,
    gone.dateIssued === null || gone.dateIssued === into.dateIssued ? null : `issued ${gone.dateIssued}`,
    gone.sourceUrl === null || gone.sourceUrl === into.sourceUrl ? null : gone.sourceUrl,
  ].filter((part) => part !== null);
  const numbers = added.map(({ number }) => number).join(', ');
  const line = differing.length === 0 ? '' : `Version ${numbers}: ${differing.join(', ')}.`;
  return [into.notes, line, gone.notes].filter((part) => part.trim() !== '').join('\n\n');
}

const onVersionsFrom = (passage: Passage, documentId: string, last: number): Passage => ({
  ...passage,
  documentId,
  version: passage.version + last,
  ...(passage.placements === undefined
    ? {}
    : { placements: passage.placements.map((other) => ({ ...other, version: other.version + last })) }),
});

/** The passages of a document before and after they got their places in added versions; and the text of the newest. */
async function carryTo(
  core: ArchiveCore,
  document: SourceDocument,
  passages: readonly Passage[],
  added: readonly Version[],
): Promise<{
  readonly carried: readonly { readonly before: Passage; readonly after: Passage }[];
  readonly text: IndexedText | null;
}> {
  let current = passages;
  let text: IndexedText | null = null;
  for (const version of added) {
    const derived = await core.derived.load(version);
    text = derived;
    current = (await carryAll(core, document, current, version.number, derived.text, derived.pages)).map(
      ({ after }) => after,
    );
  }
  return {
    carried: passages.map((before) => ({ before, after: current.find(({ id }) => id === before.id) ?? before })),
    text,
  };
}

/** Briefings that name the document that goes in a filter. Those that name its passages need no change. */
function briefingChanges(core: ArchiveCore, gone: string, into: string): Promise<readonly Change[]> {
  return changeBriefingFilters(core, { documentIds: new Map([[gone, into]]) });
}

/** Documents that came as attachments of the one that goes. */
async function attachmentChanges(core: ArchiveCore, gone: SourceDocument, into: string): Promise<readonly Change[]> {
  if (!gone.versions.some(({ format }) => format === 'eml')) return [];
  const changes: Change[] = [];
  for (const id of await core.store.documentIds()) {
    const before = id === gone.id || id === into ? null : await core.store.document(id);
    if (!before?.versions.some(({ origin }) => origin?.documentId === gone.id)) continue;
    const versions = before.versions.map((version) =>
      version.origin?.documentId === gone.id
        ? { ...version, origin: { ...version.origin, documentId: into } }
        : version,
    );
    changes.push(documentChange(before, { ...before, versions }));
  }
  return changes;
}
