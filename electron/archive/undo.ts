import type { ArchiveMethods } from '../../shared/contract.ts';
import type { Change } from '../../shared/domain/event.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { describeAction, invertChanges, newest } from './history.ts';
import { placeOfEvent } from './index-queries.ts';

/** The methods that take changes back and make them again. */
export function historyMethods(core: ArchiveCore): Pick<ArchiveMethods, 'history.undo' | 'history.redo'> {
  const step = async (direction: 'undo' | 'redo', seq: number | undefined) => {
    await core.change(() => planStep(core, direction, seq));
    return core.historyStatus();
  };
  return {
    'history.undo': ({ seq }) => step('undo', seq),
    'history.redo': ({ seq }) => step('redo', seq),
  };
}

/**
 * The event that inverts the newest action of a stack. Throws `conflict` if there is none, if things changed since, or
 * if the entry `seq` is not part of it.
 */
async function planStep(
  core: ArchiveCore,
  direction: 'undo' | 'redo',
  seq: number | undefined,
): Promise<Planned<null>> {
  const action = newest(core.history[direction]);
  if (action === null) throw new ArchiveError('conflict', `There is nothing to ${direction}.`);
  const label = describeAction(action) ?? action.label;
  if (seq !== undefined && !action.seqs.includes(seq)) {
    const name = direction === 'undo' ? 'Undo' : 'Redo';
    throw new ArchiveError(
      'conflict',
      `Entry ${seq} of the journal is not what ${name} would take back now: “${label}” comes first. ${name} step by step.`,
      { details: { seqs: action.seqs, label } },
    );
  }
  if (action.group !== null && core.openGroups.has(action.group)) {
    throw new ArchiveError('conflict', `“${label}” is still going on. Stop the import first, then undo it.`);
  }
  const changes: Change[] = [];
  for (const member of action.seqs) {
    const place = await core.index.use((index) => placeOfEvent(index, member));
    if (place === null)
      throw new ArchiveError('damaged', `Entry ${member} of the journal is missing. Run archive verify.`);
    changes.push(...(await core.journal.read(place)).changes);
  }
  const { format } = await core.info();
  const inverse = invertChanges(changes).map((change) => inFormat(change, format));
  for (const change of inverse) await requireUnchanged(core, change, inverse, direction, label);
  const verb = direction === 'undo' ? 'Undo' : 'Redo';
  return {
    value: null,
    event: {
      type: direction === 'undo' ? 'history.undo' : 'history.redo',
      label: `${verb}: ${label}`,
      changes: inverse,
      inverts: action.seqs,
    },
  };
}

/** A change of format is never taken back, whatever is undone that was done before it. */
function inFormat(change: Change, format: number): Change {
  if (change.entity !== 'archive') return change;
  const { before, after } = change;
  return { ...change, before: before && { ...before, format }, after: after && { ...after, format } };
}

async function requireUnchanged(
  core: ArchiveCore,
  change: Change,
  all: readonly Change[],
  direction: 'undo' | 'redo',
  label: string,
): Promise<void> {
  if (!isSameJson(await core.store.current(change), change.before)) {
    throw new ArchiveError(
      'conflict',
      `“${label}” cannot be ${direction === 'undo' ? 'undone' : 'redone'}: the ${change.entity} it changed was changed since.`,
      { details: { entity: change.entity, id: change.id } },
    );
  }
  if (change.entity !== 'document') return;
  const left = new Set(change.after?.versions.map(({ number }) => number));
  const altered = new Map(
    all.flatMap((other) => (other.entity === 'passage' ? [[other.id, other.after] as const] : [])),
  );
  const stranded = (await core.store.passages(change.id)).find((passage) => {
    const then = altered.has(passage.id) ? altered.get(passage.id) : passage;
    return then?.documentId === change.id && !left.has(then.version);
  });
  if (stranded === undefined) return;
  const title = change.before?.title ?? '';
  throw new ArchiveError(
    'conflict',
    change.after === null
      ? `“${label}” cannot be undone: “${title}” has passages now. Move it to the trash instead.`
      : `“${label}” cannot be undone: version ${stranded.version} of “${title}” has passages now. Delete them first.`,
  );
}
