import type { Problem } from '../../shared/contract/outcomes.ts';
import type { MethodOutput } from '../../shared/contract.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import type { ArchiveCore } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { documentOf } from './file-kinds.ts';
import { JOURNAL_START, segmentName } from './journal.ts';
import { checkPassages } from './passages.ts';
import { allInStateFiles } from './reconcile.ts';

type Outcome = MethodOutput<'archive.verify'>;

/**
 * Checks the whole chain of the journal, every original, the state files against a replay of the journal, and every
 * quote against the preserved text. Names each fault; changes nothing but the log.
 */
export async function verifyArchive(core: ArchiveCore): Promise<Outcome> {
  const look = (): Promise<Records> => inspectRecords(core);
  const records = await (core.readOnly
    ? look()
    : core.exclusively(async () => {
        await core.store.flush();
        return look();
      }));
  // Hashing all originals may take long. They never change, so that work can go on meanwhile.
  const outcome = await inspectContents(core, records);
  core.replaceProblems(isChecked, outcome.problems);
  if (core.readOnly) return outcome;
  const { ok, events, originals, passages, problems } = outcome;
  const label = ok ? 'Verify the archive: intact' : `Verify the archive: ${problems.length} faults`;
  await core.change(async () => ({
    value: null,
    event: { type: 'archive.verify', label, changes: [], detail: { ok, events, originals, passages, problems } },
  }));
  return outcome;
}

/** Whether a problem is of those that a check finds again if it is still there. */
const isChecked = ({ kind, path }: Problem): boolean => kind !== 'derived' || path?.endsWith('/passages.json') === true;

/** What journal and state files hold. */
interface Records {
  readonly events: number;
  readonly held: ReadonlyMap<string, Change>;
  readonly problems: readonly Problem[];
}

async function inspectRecords(core: ArchiveCore): Promise<Records> {
  const problems: Problem[] = [];
  const { latest, events } = await replay(core, problems);
  const before = new Set(core.problems.map(({ message }) => message));
  const held = new Map<string, Change>();
  for await (const change of allInStateFiles(core.store)) held.set(keyOf(change), change);
  // Damage that reading the state files has just brought to light.
  problems.push(...core.problems.filter(({ message }) => !before.has(message)));
  problems.push(...compare(latest, held));
  return { events, held, problems };
}

async function inspectContents(core: ArchiveCore, { events, held, problems: known }: Records): Promise<Outcome> {
  const problems = [...known];
  const originals = await checkOriginals(core, held, problems);
  const passages = [...held.values()].flatMap((change) =>
    change.entity === 'passage' && change.after ? [change.after] : [],
  );
  await checkQuotes(core, passages, held, problems);
  return { ok: problems.length === 0, events, originals, passages: passages.length, problems };
}

const keyOf = (change: Change): string => `${change.entity} ${change.entity === 'archive' ? '' : change.id}`;

/** Reads the whole journal; names the first broken entry and every unreadable one. */
async function replay(
  core: ArchiveCore,
  problems: Problem[],
): Promise<{ readonly latest: ReadonlyMap<string, Change>; readonly events: number }> {
  const latest = new Map<string, Change>();
  let events = 0;
  let { seq, hash } = JOURNAL_START;
  for await (const { place, line, entry } of core.journal.lines(JOURNAL_START)) {
    const where = `${segmentName(place.segment)}, line ${line ?? '?'}`;
    const fault =
      typeof entry === 'string'
        ? `entry ${seq + 1} ${entry}`
        : entry.seq !== seq + 1 || entry.prev !== hash
          ? `entry ${entry.seq} does not continue entry ${seq}: entries were removed, added or exchanged`
          : null;
    if (fault !== null) {
      const message = `The journal is broken at ${where}: ${fault}. Compare it with a copy of the archive.`;
      problems.push({ kind: 'journal', path: segmentName(place.segment), message });
    }
    if (typeof entry === 'string') {
      // The next entry is expected to follow the damaged one, whose hash nobody knows any more.
      seq += 1;
      hash = '';
      continue;
    }
    events += 1;
    ({ seq, hash } = entry);
    for (const change of entry.changes) latest.set(keyOf(change), change);
  }
  if (seq !== core.eventCount) {
    problems.push({
      kind: 'journal',
      path: 'journal',
      message: `The journal ends at entry ${seq}, but entry ${core.eventCount} was written. Compare it with a copy of the archive.`,
    });
  }
  return { latest, events };
}

/** State files against the replayed journal. */
function compare(latest: ReadonlyMap<string, Change>, held: ReadonlyMap<string, Change>): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [key, change] of latest) {
    if (change.after === null && !held.has(key)) continue;
    const other = held.get(key);
    if (other && isSameJson(other.after, change.after)) continue;
    problems.push({
      kind: other ? 'damaged-file' : 'missing-entity',
      path: pathOf(change),
      message: other
        ? `${pathOf(change)}: ${change.entity} ${change.id} differs from what the journal says.`
        : `${pathOf(change)}: ${change.entity} ${change.id} is in the journal but missing here.`,
    });
  }
  for (const [key, change] of held) {
    if (latest.has(key)) continue;
    const message = `${pathOf(change)}: ${change.entity} ${change.id} is not in the journal.`;
    problems.push({ kind: 'missing-entity', path: pathOf(change), message });
  }
  return problems;
}

function pathOf(change: Change): string {
  const documentId = documentOf(change);
  switch (change.entity) {
    case 'archive':
      return 'archive.json';
    case 'agency':
    case 'stance':
      return 'codebook.json';
    case 'briefing':
      return `briefings/${change.id}.json`;
    case 'document':
      return `documents/${documentId}/record.json`;
    case 'passage':
      return `documents/${documentId}/passages.json`;
  }
}

async function checkOriginals(
  core: ArchiveCore,
  held: ReadonlyMap<string, Change>,
  problems: Problem[],
): Promise<number> {
  const names = new Map<string, string>();
  for (const change of held.values()) {
    if (change.entity !== 'document') continue;
    for (const { sha256, fileName } of change.after?.versions ?? []) names.set(sha256, fileName);
  }
  for (const [sha256, fileName] of names) {
    const fixity = await core.objects.verify(sha256);
    if (fixity === 'intact') continue;
    const path = `objects/${sha256.slice(0, 2)}/${sha256}`;
    problems.push({
      kind: fixity === 'missing' ? 'missing-original' : 'altered-original',
      path,
      message: `The original ${fileName} is ${fixity}. Restore ${path} from a copy of the archive, or import the file again.`,
    });
  }
  return names.size;
}

async function checkQuotes(
  core: ArchiveCore,
  passages: readonly Passage[],
  held: ReadonlyMap<string, Change>,
  problems: Problem[],
): Promise<void> {
  const readable = passages.filter(({ documentId }) => held.has(`document ${documentId}`));
  const checks = await checkPassages(core, readable, true);
  for (const { id, documentId } of readable) {
    const check = checks.get(id);
    if (!check || check.status === 'exact' || check.status === 'normalised') continue;
    problems.push({
      kind: 'derived',
      path: `documents/${documentId}/passages.json`,
      message: `The quote of passage ${id} is ${check.status}: ${check.reason ?? 'no reason is known'}`,
    });
  }
}
