import type { Problem, QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { MethodOutput } from '../../shared/contract.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { FixityFinding } from '../../shared/domain/fixity.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { objectsOf } from '../../shared/domain/stored-objects.ts';
import type { ArchiveCore } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { documentOf } from './file-kinds.ts';
import { checkObjects, fixityEvents } from './fixity-check.ts';
import { describeBroken, walkChain } from './journal-chain.ts';
import { checkPassages } from './passages.ts';
import { objectPath } from './preservation-index.ts';
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
  const { outcome, findings } = await inspectContents(core, records);
  core.replaceProblems(isChecked, outcome.problems);
  if (core.readOnly) return outcome;
  const { ok, events, originals, passages, problems } = outcome;
  const label = ok ? 'Verify the archive: intact' : `Verify the archive: ${problems.length} faults`;
  const detail = { ok, events, originals, passages, problems };
  await core.exclusively(() =>
    core.record([
      ...fixityEvents(findings, { scope: 'verify' }),
      { type: 'archive.verify', label, changes: [], detail },
    ]),
  );
  return outcome;
}

/** Whether a problem is of those that a check finds again if it is still there. */
const isChecked = ({ kind, path }: Problem): boolean =>
  kind !== 'backup' && (kind !== 'derived' || path?.endsWith('/passages.json') === true);

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

async function inspectContents(
  core: ArchiveCore,
  { events, held, problems: known }: Records,
): Promise<{ readonly outcome: Outcome; readonly findings: readonly FixityFinding[] }> {
  const problems = [...known];
  const findings = await checkOriginals(core, held, problems);
  const passages = [...held.values()].flatMap((change) =>
    change.entity === 'passage' && change.after ? [change.after] : [],
  );
  await checkQuotes(core, passages, held, problems);
  const outcome = {
    ok: problems.length === 0,
    events,
    originals: findings.length,
    passages: passages.length,
    problems,
  };
  return { outcome, findings };
}

const keyOf = (change: Change): string => `${change.entity} ${change.entity === 'archive' ? '' : change.id}`;

/** Reads the whole journal; names the first broken entry and those after it. */
async function replay(
  core: ArchiveCore,
  problems: Problem[],
): Promise<{ readonly latest: ReadonlyMap<string, Change>; readonly events: number }> {
  const latest = new Map<string, Change>();
  let events = 0;
  for await (const { entry, fault } of walkChain(core.journal)) {
    if (fault !== null) problems.push({ kind: 'journal', path: fault.path, message: describeBroken(fault) });
    if (entry === null) continue;
    events += 1;
    for (const change of entry.changes) latest.set(keyOf(change), change);
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
    case 'topic':
      return 'codebook.json';
    case 'saved-search':
      return 'searches.json';
    case 'briefing':
      return `briefings/${change.id}.json`;
    case 'document':
      return `documents/${documentId}/record.json`;
    case 'passage':
      return `documents/${documentId}/passages.json`;
  }
}

/** Hashes every original and what is kept beside it. */
async function checkOriginals(
  core: ArchiveCore,
  held: ReadonlyMap<string, Change>,
  problems: Problem[],
): Promise<readonly FixityFinding[]> {
  const names = new Map<string, string>();
  for (const change of held.values()) {
    if (change.entity !== 'document') continue;
    for (const version of change.after?.versions ?? []) {
      for (const { sha256, fileName } of objectsOf(version)) names.set(sha256, fileName);
    }
  }
  const { findings } = await checkObjects(
    core,
    [...names.keys()].map((sha256) => ({ sha256 })),
  );
  for (const { sha256, outcome, reason } of findings) {
    if (outcome === 'intact') continue;
    const path = objectPath(sha256);
    const fault = reason === null ? outcome : `${outcome}: ${reason}`;
    problems.push({
      kind: outcome === 'missing' ? 'missing-original' : 'altered-original',
      path,
      message: `The original ${names.get(sha256) ?? sha256} is ${fault}. Restore ${path} from a copy of the archive, or import the file again.`,
    });
  }
  return findings;
}

/** Text read from an image is no damage; an export marks such quotes all the same. */
const isSound = (check: QuoteCheck | undefined): boolean =>
  check === undefined || check.status === 'exact' || check.status === 'normalised' || check.status === 'ocr';

async function checkQuotes(
  core: ArchiveCore,
  passages: readonly Passage[],
  held: ReadonlyMap<string, Change>,
  problems: Problem[],
): Promise<void> {
  const readable = passages.filter(({ documentId }) => held.has(`document ${documentId}`));
  const checks = await checkPassages(core, readable, true);
  const doubtful = new Set(readable.flatMap(({ id }) => (isSound(checks.get(id)) ? [] : [id])));
  if (doubtful.size === 0) return;
  // Text that was recognised meanwhile has moved passages: look again, with nothing changing.
  const lookAgain = async () => {
    const present: Passage[] = [];
    for (const documentId of new Set(
      readable.flatMap((passage) => (doubtful.has(passage.id) ? passage.documentId : [])),
    )) {
      present.push(...(await core.store.passages(documentId)).filter(({ id }) => doubtful.has(id)));
    }
    return { present, again: await checkPassages(core, present, true) };
  };
  const { present, again } = await (core.readOnly ? lookAgain() : core.exclusively(lookAgain));
  for (const { id, documentId } of present) {
    const check = again.get(id);
    if (!check || isSound(check)) continue;
    problems.push({
      kind: 'derived',
      path: `documents/${documentId}/passages.json`,
      message: `The quote of passage ${id} is ${check.status}: ${check.reason ?? 'no reason is known'}`,
    });
  }
}
