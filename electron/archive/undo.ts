import type { ArchiveMethods } from '../../shared/contract.ts';
import type { Change } from '../../shared/domain/event.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { describeAction, invertChanges, newest } from './history.ts';
import { listEvents, placeOfEvent } from './index-queries.ts';

/** Entries that history.list gives if no number is asked for. */
const DEFAULT_LIMIT = 200;

/** The methods that show the journal, take changes back and make them again. */
export function historyMethods(
  core: ArchiveCore,
): Pick<ArchiveMethods, 'history.list' | 'history.undo' | 'history.redo'> {
  const step = async (direction: 'undo' | 'redo', seq: number | undefined) => {
    await core.change(() => planStep(core, direction, seq));
    return core.historyStatus();
  };
  return {
    'history.list': ({ limit, before }) => core.index.use((index) => listEvents(index, limit ?? DEFAULT_LIMIT, before)),
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
  const inverse = invertChanges(changes);
  for (const change of inverse) await requireUnchanged(core, change, direction, label);
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

async function requireUnchanged(
  core: ArchiveCore,
  change: Change,
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
  if (change.entity === 'document' && change.after === null && (await core.store.passages(change.id)).length > 0) {
    throw new ArchiveError(
      'conflict',
      `“${label}” cannot be undone: “${change.before?.title ?? ''}” has passages now. Move it to the trash instead.`,
    );
  }
}
