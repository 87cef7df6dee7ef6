import type { Change, JournalEvent } from '../../shared/domain/event.ts';
import type { ArchiveCore } from './archive-core.ts';
import { JOURNAL_START } from './journal.ts';

/** What a log may tell of: the quoted documents, and of their passages the quoted ones. */
export interface LogScope {
  readonly documentIds: ReadonlySet<string>;
  readonly passageIds: ReadonlySet<string>;
  /** Whether entries say who did it. */
  readonly namesCoders: boolean;
}

/** Particulars of an event that may leave the house. */
const OPEN_DETAILS = ['url', 'finalUrl', 'status', 'sha256'] as const;
/** Fields of a document that are the house's own. */
const OWN_FIELDS = new Set(['notes', 'collection']);

/**
 * The entries of the log that concern what is quoted, one JSON object each: when, what, to which document or passage, and
 * the hash by which the whole entry can be found in the archive's own log. Notes, paths and whatever is said of other
 * things stay out.
 */
export async function packagedLog(core: ArchiveCore, scope: LogScope): Promise<readonly object[]> {
  const entries: object[] = [];
  for await (const { event } of core.journal.entries(JOURNAL_START, [...scope.documentIds])) {
    const changes = event.changes.flatMap((change) => describe(change, scope));
    if (changes.length > 0) entries.push(entryOf(event, changes, scope));
  }
  return entries;
}

function entryOf(event: JournalEvent, changes: readonly object[], { namesCoders }: LogScope): object {
  const detail = Object.fromEntries(
    OPEN_DETAILS.flatMap((name) => (name in event.detail ? [[name, event.detail[name]]] : [])),
  );
  return {
    seq: event.seq,
    time: event.time,
    type: event.type,
    ...(namesCoders && event.coder !== '' ? { coder: event.coder } : {}),
    changes,
    ...(Object.keys(detail).length === 0 ? {} : { detail }),
    hash: event.hash,
  };
}

function describe(change: Change, { documentIds, passageIds }: LogScope): readonly object[] {
  const kind = change.before === null ? 'made' : change.after === null ? 'removed' : 'changed';
  if (change.entity === 'document' && documentIds.has(change.id)) {
    const { before, after } = change;
    const known = after ?? before;
    return [
      {
        document: change.id,
        title: known?.title ?? '',
        kind,
        versions: (known?.versions ?? []).map(({ number, sha256 }) => ({ number, sha256 })),
        ...(before !== null && after !== null ? { fields: changedFields(before, after, OWN_FIELDS) } : {}),
      },
    ];
  }
  if (change.entity === 'passage' && passageIds.has(change.id)) {
    const { before, after } = change;
    const documentId = (after ?? before)?.documentId ?? '';
    const fields = before !== null && after !== null ? changedFields(before, after, PASSAGE_FIELDS) : null;
    if (fields !== null && fields.length === 0) return [];
    return [{ passage: change.id, document: documentId, kind, ...(fields === null ? {} : { fields }) }];
  }
  return [];
}

const PASSAGE_FIELDS = new Set(['note', 'internal', 'coder', 'updatedAt']);

/** Names of the fields that differ, without those that are the house's own. */
function changedFields(before: object, after: object, left: ReadonlySet<string>): readonly string[] {
  const old = new Map(Object.entries(before));
  const names = new Set([...old.keys(), ...Object.keys(after)]);
  const now = new Map(Object.entries(after));
  return [...names].filter(
    (name) => !left.has(name) && JSON.stringify(old.get(name)) !== JSON.stringify(now.get(name)),
  );
}
