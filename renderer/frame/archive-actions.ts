import { create } from 'zustand';
import { call } from '../archive-client.ts';
import { archiveStore } from '../archive-state.ts';
import { notify, notifyError } from '../components/toast.tsx';
import { flushLayout } from '../layout-memory.ts';

/** Which dialog of the frame is open. */
export type FrameDialog = 'palette' | 'shortcuts' | 'settings' | 'about' | 'new-archive' | 'problems' | null;

/** Store behind the frame's dialogs: one at a time. */
export const frameDialogStore = create<{ readonly open: FrameDialog }>(() => ({ open: null }));

/** Opens a dialog of the frame in place of any other; null closes. */
export function openFrameDialog(dialog: FrameDialog): void {
  frameDialogStore.setState({ open: dialog });
}

/** Opens the sample archive, copying it first if needed. */
export async function openSample(): Promise<void> {
  flushLayout();
  try {
    await call('app.openSample', {});
  } catch (error) {
    notifyError('The sample archive was not opened', error);
  }
}

/** Opens the archive in a folder; asks for the folder if none is given. */
export async function openArchive(directory?: string): Promise<void> {
  flushLayout();
  try {
    const folder = directory ?? (await call('app.chooseFolder', { purpose: 'open-archive' }));
    if (folder !== null) await call('archive.open', { directory: folder });
  } catch (error) {
    notifyError('The archive was not opened', error);
  }
}

/** Closes the open archive. */
export async function closeArchive(): Promise<void> {
  flushLayout();
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
