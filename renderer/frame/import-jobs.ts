import { create } from 'zustand';
import { call } from '../archive-client.ts';
import { archiveStore, onArchiveChange } from '../archive-state.ts';
import { errorMessage, notifyError } from '../components/toast.tsx';

/** Whether the import sheet shows, and which import. */
interface ImportSheetState {
  readonly jobId: string | null;
  readonly isOpen: boolean;
  /** Why this import was refused or stopped; null while it runs. */
  readonly failure: string | null;
}

const NO_IMPORT: ImportSheetState = { jobId: null, isOpen: false, failure: null };

/** Store behind the import sheet. */
export const importSheetStore = create<ImportSheetState>(() => NO_IMPORT);
onArchiveChange(() => importSheetStore.setState(NO_IMPORT));

/** Formats that importers take, in words. */
export const FORMAT_WORDS = 'PDF, Word (.docx), web pages (.html), plain text and Markdown';

/** Imports files and folders into the open archive and opens the sheet. Failures of single files are outcomes. */
export async function importPaths(paths: readonly string[], collection: string | null = null): Promise<void> {
  if (paths.length === 0) return;
  if (archiveStore.getState().status === null) {
    notifyError('Nothing was imported', new Error('Open or create an archive first, then drop the files again.'));
    return;
  }
  const jobId = crypto.randomUUID();
  importSheetStore.setState({ jobId, isOpen: true, failure: null });
  try {
    await call('document.import', { paths: [...paths], jobId, ...(collection === null ? {} : { collection }) });
  } catch (error) {
    const isShown = importSheetStore.getState().jobId === jobId;
    if (isShown) importSheetStore.setState({ failure: errorMessage(error), isOpen: true });
    else notifyError('The import stopped', error);
  }
}

/** Asks for files and imports them. */
export async function chooseAndImportFiles(): Promise<void> {
  await importPaths(await call('app.chooseFiles', {}));
}

/** Asks for a folder and imports what is in it. */
export async function chooseAndImportFolder(): Promise<void> {
  const folder = await call('app.chooseFolder', { purpose: 'import' });
  if (folder !== null) await importPaths([folder]);
}

/** Stops an import after the files being read. */
export function cancelImport(jobId: string): void {
  call('document.cancelImport', { jobId }).catch((error) => notifyError('The import was not stopped', error));
}
