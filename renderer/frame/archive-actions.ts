import { create } from 'zustand';
import { ArchiveError } from '../../shared/errors.ts';
import { call } from '../archive-client.ts';
import { archiveStore } from '../archive-state.ts';
import { notify, notifyError } from '../components/toast.tsx';
import { flushLayout } from '../layout-memory.ts';
import { flushAll } from '../pending-drafts.ts';

/** Which dialog of the frame is open. */
export type FrameDialog =
  | 'palette'
  | 'shortcuts'
  | 'settings'
  | 'about'
  | 'new-archive'
  | 'problems'
  | 'manifest'
  | 'capture'
  | 'bag-export'
  | 'bag-import'
  | 'bag-verify'
  | 'verification'
  | 'citation-styles'
  | 'exchange-export'
  | 'exchange-import'
  | 'briefing-check'
  | null;

/** Store behind the frame's dialogs: one at a time. */
export const frameDialogStore = create<{ readonly open: FrameDialog }>(() => ({ open: null }));

/** Opens a dialog of the frame in place of any other; null closes. */
export function openFrameDialog(dialog: FrameDialog): void {
  frameDialogStore.setState({ open: dialog });
}

/**
 * Saves what was typed before another archive takes the place of the open one. False if something was refused: then
 * the message offers to go on without it.
 */
async function saveBeforeLeaving(goOn: () => void): Promise<boolean> {
  flushLayout();
  const [refused] = await flushAll();
  if (refused === undefined) return true;
  notifyError(`Not saved yet: ${refused.label}`, new Error(refused.reason), { label: 'Go on without it', run: goOn });
  return false;
}

/** Opens the sample archive, copying it first if needed. */
export async function openSample(isForced = false): Promise<void> {
  if (!isForced && !(await saveBeforeLeaving(() => void openSample(true)))) return;
  try {
    await call('app.openSample', {});
  } catch (error) {
    notifyError('The sample archive was not opened', error);
  }
}

/** Opens the archive in a folder; asks for the folder if none is given. Offers to read one that is being written. */
export async function openArchive(directory?: string, isForced = false): Promise<void> {
  if (!isForced && !(await saveBeforeLeaving(() => void openArchive(directory, true)))) return;
  let folder: string | null = directory ?? null;
  try {
    folder ??= await call('app.chooseFolder', { purpose: 'open-archive' });
    if (folder !== null) await call('archive.open', { directory: folder });
  } catch (error) {
    const isLocked = error instanceof ArchiveError && error.code === 'archive-locked';
    if (isLocked && folder !== null) {
      const locked = folder;
      const run = () => void openReadOnly(locked);
      notifyError('The archive was not opened', error, { label: 'Open read-only', run });
    } else notifyError('The archive was not opened', error);
  }
}

async function openReadOnly(directory: string): Promise<void> {
  try {
    await call('archive.open', { directory, readOnly: true });
  } catch (error) {
    notifyError('The archive was not opened', error);
  }
}

/** Closes the open archive. */
export async function closeArchive(isForced = false): Promise<void> {
  if (!isForced && !(await saveBeforeLeaving(() => void closeArchive(true)))) return;
  try {
    await call('archive.close', {});
  } catch (error) {
    notifyError('The archive was not closed', error);
  }
}

/** Checks journal, originals and state files, and says what was found. */
export async function verifyArchive(): Promise<void> {
  notify('Verifying the archive…');
  try {
    const report = await call('archive.verify', {});
    if (report.ok)
      notify(
        'The archive is intact',
        undefined,
        `${report.originals} originals, ${report.passages} passages and ${report.events} events checked.`,
      );
    else {
      notify(
        `${report.problems.length} faults found`,
        { label: 'Show', run: () => openFrameDialog('problems') },
        report.problems[0]?.message,
      );
    }
  } catch (error) {
    notifyError('The archive was not verified', error);
  }
}

/** Shows the archive in the file manager. */
export async function revealArchive(): Promise<void> {
  try {
    await call('app.reveal', { what: 'archive' });
  } catch (error) {
    notifyError('The folder was not shown', error);
  }
}

/** Undoes the last change and says which. */
export async function undo(): Promise<void> {
  // What waits would be saved after it, and would take away what can be redone.
  await flushAll();
  const label = archiveStore.getState().history.undo;
  if (label === null) {
    notify('Nothing to undo');
    return;
  }
  try {
    await call('history.undo', {});
    notify(`Undone: ${label}`, { label: 'Redo', run: () => void redo() });
  } catch (error) {
    notifyError(`Not undone: ${label}`, error);
  }
}

/** Redoes what was undone last and says which. */
export async function redo(): Promise<void> {
  await flushAll();
  const label = archiveStore.getState().history.redo;
  if (label === null) {
    notify('Nothing to redo');
    return;
  }
  try {
    await call('history.redo', {});
    notify(`Redone: ${label}`, { label: 'Undo', run: () => void undo() });
  } catch (error) {
    notifyError(`Not redone: ${label}`, error);
  }
}
