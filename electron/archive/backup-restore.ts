import type { MethodOutput } from '../../shared/contract.ts';
import { briefingSchema } from '../../shared/domain/briefing.ts';
import { codebookSchema } from '../../shared/domain/codebook.ts';
import { documentSchema } from '../../shared/domain/document.ts';
import { archiveInfoSchema, type Change, changeSchema } from '../../shared/domain/event.ts';
import { passageSchema } from '../../shared/domain/passage.ts';
import { savedSearchSchema } from '../../shared/domain/saved-search.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, PlannedEvent } from './archive-core.ts';
import { collect, damagedBackup, filesOfBackup, requireBackup, verifyBackup } from './backup-file.ts';
import { isSameJson } from './canonical-json.ts';
import { allInStateFiles } from './reconcile.ts';

/** What a restoration changes, and how to say so. */
export interface PlannedRestoration {
  readonly event: PlannedEvent | null;
  readonly value: Omit<MethodOutput<'backup.restore'>, 'kept'>;
}

/**
 * The event that brings an archive to the state of a backup. Documents that came later go to the trash with their
 * passages, for their originals stay; everything else is as it was. Only inside `exclusively`. Throws `damaged` for a
 * backup whose hashes do not hold, `conflict` for one of another archive.
 */
export async function planRestoration(core: ArchiveCore, name: string): Promise<PlannedRestoration> {
  const manifest = await requireBackup(core.directory, name);
  const info = await core.info();
  if (manifest.archiveId !== info.id) {
    throw new ArchiveError('conflict', `The backup ${name} is of another archive: “${manifest.title}”.`);
  }
  const { faults } = await verifyBackup(core.directory, name);
  if (faults.length > 0) throw damagedBackup(name, faults);
  const wanted = await stateIn(core.directory, name);
  const present = new Map<string, Change>();
  for await (const change of allInStateFiles(core.store)) present.set(keyOf(change), change);

  const changes: Change[] = [];
  for (const [key, change] of wanted) {
    const before = present.get(key)?.after ?? null;
    const after = change.entity === 'archive' && change.after ? { ...change.after, format: info.format } : change.after;
    if (!isSameJson(before, after)) changes.push(changeSchema.parse({ ...change, before, after }));
  }
  const later = [...present].flatMap(([key, change]) => (wanted.has(key) ? [] : [change]));
  const laterDocuments = new Set(later.flatMap(({ entity, id }) => (entity === 'document' ? [id] : [])));
  const used = usedBy(later, laterDocuments);
  const now = core.context.now().toISOString();
  let trashed = 0;
  for (const change of later) {
    if (change.entity === 'document' && change.after) {
      if (change.after.trashedAt !== null) continue;
      trashed += 1;
      changes.push({ ...change, before: change.after, after: { ...change.after, trashedAt: now } });
      continue;
    }
    const staysWithDocument = change.entity === 'passage' && laterDocuments.has(change.after?.documentId ?? '');
    if (staysWithDocument || used.has(keyOf(change))) continue;
    changes.push(changeSchema.parse({ ...change, before: change.after, after: null }));
  }
  changes.sort((a, b) => ORDER.indexOf(a.entity) - ORDER.indexOf(b.entity));
  const value = { name, changes: changes.length, trashed, faults: [] };
  if (changes.length === 0) return { event: null, value };
  return {
    value,
    event: {
      type: 'archive.restore',
      label: `Restore the backup of ${manifest.createdAt.slice(0, 16).replace('T', ' ')}`,
      changes,
      detail: { backup: name, seq: manifest.seq, hash: manifest.hash, trashed },
    },
  };
}

/** What others refer to comes before them. */
const ORDER: readonly Change['entity'][] = [
  'archive',
  'agency',
  'stance',
  'topic',
  'document',
  'passage',
  'briefing',
  'saved-search',
];

const keyOf = (change: Change): string => `${change.entity} ${change.entity === 'archive' ? '' : change.id}`;

/**
 * Agencies, stances and topics that later documents and their passages speak of, with those above them: they stay with
 * them.
 */
function usedBy(later: readonly Change[], laterDocuments: ReadonlySet<string>): ReadonlySet<string> {
  const used = new Set<string>();
  for (const change of later) {
    if (change.entity === 'document' && change.after?.issuerId) used.add(`agency ${change.after.issuerId}`);
    if (change.entity !== 'passage' || !laterDocuments.has(change.after?.documentId ?? '')) continue;
    for (const { agencyId, stanceId, topicId } of change.after?.codings ?? []) {
      used.add(`agency ${agencyId}`);
      used.add(`stance ${stanceId}`);
      if (topicId !== undefined) used.add(`topic ${topicId}`);
    }
  }
  const parents = new Map(
    later.flatMap((change): [string, string][] =>
      (change.entity === 'agency' || change.entity === 'topic') && change.after?.parentId
        ? [[keyOf(change), `${change.entity} ${change.after.parentId}`]]
        : [],
    ),
  );
  // A set gives also what is added while it is gone through.
  for (const key of used) {
    const parent = parents.get(key);
    if (parent !== undefined) used.add(parent);
  }
  return used;
}

/** Everything that the state files of a backup hold, as changes that make it. */
async function stateIn(archive: string, name: string): Promise<ReadonlyMap<string, Change>> {
  const state = new Map<string, Change>();
  const add = (change: Change): void => {
    state.set(keyOf(change), change);
  };
  for await (const { path, bytes } of filesOfBackup(archive, name)) {
    if (path.startsWith('journal/') || path === 'checkpoint.json') {
      bytes.resume();
      continue;
    }
    const value: unknown = JSON.parse((await collect(bytes)).toString('utf8'));
    if (path === 'archive.json') {
      const after = archiveInfoSchema.parse(value);
      add({ entity: 'archive', id: after.id, before: null, after });
    } else if (path === 'codebook.json') {
      const { agencies, stances, topics } = codebookSchema.parse(value);
      for (const after of agencies) add({ entity: 'agency', id: after.id, before: null, after });
      for (const after of stances) add({ entity: 'stance', id: after.id, before: null, after });
      for (const after of topics) add({ entity: 'topic', id: after.id, before: null, after });
    } else if (path === 'searches.json') {
      for (const after of savedSearchSchema.array().parse(value)) {
        add({ entity: 'saved-search', id: after.id, before: null, after });
      }
    } else if (path.endsWith('/record.json')) {
      const after = documentSchema.parse(value);
      add({ entity: 'document', id: after.id, before: null, after });
    } else if (path.endsWith('/passages.json')) {
      for (const after of passageSchema.array().parse(value)) {
        add({ entity: 'passage', id: after.id, before: null, after });
      }
    } else {
      const after = briefingSchema.parse(value);
      add({ entity: 'briefing', id: after.id, before: null, after });
    }
  }
  return state;
}
