import { create } from 'zustand';
import type { MethodInput } from '../../shared/contract.ts';
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
export const FORMAT_WORDS =
  'PDF, Word, OpenDocument, RTF, e-mails, web pages, pictures, text, Markdown; and ZIP or web archives of these';

/** Imports files and folders into the open archive and opens the sheet. Failures of single files are outcomes. */
export async function importPaths(paths: readonly string[], collection: string | null = null): Promise<void> {
  if (paths.length === 0) return;
  if (archiveStore.getState().status === null) {
    notifyError('Nothing was imported', new Error('Open or create an archive first, then drop the files again.'));
    return;
  }
  const jobId = crypto.randomUUID();
  const input = { paths: [...paths], jobId, ...(collection === null ? {} : { collection }) };
  await follow(jobId, () => call('document.import', input));
}

/** Imports the files of a table and opens the sheet. */
export async function importManifest(input: Omit<MethodInput<'manifest.import'>, 'jobId'>): Promise<void> {
  const jobId = crypto.randomUUID();
  await follow(jobId, () => call('manifest.import', { ...input, jobId }));
}

/** Goes on with an import that was cut off and opens the sheet. */
export async function resumeImport(jobId: string): Promise<void> {
  await follow(jobId, () => call('document.resumeImport', { jobId }));
}

/** Shows an import in the sheet while it runs, and why it was refused if it was. */
async function follow(jobId: string, run: () => Promise<unknown>): Promise<void> {
  importSheetStore.setState({ jobId, isOpen: true, failure: null });
  try {
    await run();
  } catch (error) {
    const isShown = importSheetStore.getState().jobId === jobId;
    if (isShown) importSheetStore.setState({ failure: errorMessage(error), isOpen: true });
    else notifyError('The import stopped', error);
  }
}

/** Asks for files and imports them. */
export async function chooseAndImportFiles(): Promise<void> {
  await importPaths(await call('app.chooseFiles', { purpose: 'documents' }));
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
