import { create } from 'zustand';
import type { CaptureOutcome, CaptureProgress } from '../../shared/contract/capture.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { call, onBroadcast } from '../archive-client.ts';
import { onArchiveChange } from '../archive-state.ts';
import { errorMessage, notify, notifyError } from '../components/toast.tsx';
import { documentsScopeStore } from '../documents/documents-scope.ts';
import { frameDialogStore, openFrameDialog } from '../frame/archive-actions.ts';
import { openTab, tabsStore } from '../tabs-state.ts';

/** What the capture dialog shows. */
export interface CaptureState {
  /** What stands in the address field. */
  readonly address: string;
  /** The capture that runs or waits for a word; null if none does. */
  readonly jobId: string | null;
  readonly progress: CaptureProgress | null;
  /** What came of the last one: undecided, or kept. */
  readonly outcome: CaptureOutcome | null;
  /** Why the last one failed. */
  readonly failure: string | null;
}

const NOTHING: CaptureState = { address: '', jobId: null, progress: null, outcome: null, failure: null };

/** Store behind the capture dialog. */
export const captureStore = create<CaptureState>(() => NOTHING);
onArchiveChange(() => captureStore.setState(NOTHING));

/** Opens the dialog, with an address if one is at hand. What runs or waits for a word is shown first. */
export function openCapture(address = ''): void {
  const { jobId, outcome } = captureStore.getState();
  if (jobId === null && outcome?.state !== 'undecided') captureStore.setState({ ...NOTHING, address });
  openFrameDialog('capture');
}

/** The collection that a new document goes into: the one on screen, or none. */
function collectionOnScreen(): string | null {
  const { collection, isTrash } = documentsScopeStore.getState();
  return tabsStore.getState().activeId === 'view:documents' && !isTrash ? collection : null;
}

/** Takes the page at an address. Its end is told in the dialog, or in passing if that was closed meanwhile. */
export async function startCapture(url: string): Promise<void> {
  const jobId = crypto.randomUUID();
  captureStore.setState({ ...NOTHING, address: url, jobId });
  const unsubscribe = onBroadcast((broadcast) => {
    if (broadcast.type !== 'capture' || broadcast.progress.jobId !== jobId) return;
    if (captureStore.getState().jobId === jobId) captureStore.setState({ progress: broadcast.progress });
  });
  const collection = collectionOnScreen();
  try {
    await settle(jobId, call('capture.take', { url, jobId, ...(collection === null ? {} : { collection }) }));
  } finally {
    unsubscribe();
  }
}

/** Stops the capture that runs. */
export function cancelCapture(): void {
  const { jobId } = captureStore.getState();
  if (jobId === null) return;
  call('capture.cancel', { jobId }).catch((error) => notifyError('The capture was not stopped', error));
}

/** Stores the page that waits for a word. */
export async function keepCapture({ jobId }: CaptureOutcome): Promise<void> {
  captureStore.setState({ jobId, outcome: null, progress: { jobId, phase: 'storing', bytes: 0 } });
  await settle(jobId, call('capture.keep', { jobId }));
}

/** Forgets the page that waits for a word. */
export function dropCapture({ jobId }: CaptureOutcome): void {
  captureStore.setState({ outcome: null });
  call('capture.drop', { jobId }).catch((error) => notifyError('The page was not forgotten', error));
}

/** Opens the document that a capture became, at its version. */
export function openCaptured({ documentId, title, version }: CaptureOutcome): void {
  if (documentId === null) return;
  openFrameDialog(null);
  captureStore.setState(NOTHING);
  openTab({ kind: 'document', documentId, title, ...(version === null ? {} : { version }) });
}

async function settle(jobId: string, work: Promise<CaptureOutcome>): Promise<void> {
  const isMine = () => captureStore.getState().jobId === jobId;
  try {
    const outcome = await work;
    if (!isMine()) return;
    captureStore.setState({ jobId: null, progress: null, outcome });
    if (frameDialogStore.getState().open === 'capture') return;
    if (outcome.state === 'undecided') openFrameDialog('capture');
    else notify(outcome.message, { label: 'Open', run: () => openCaptured(outcome) });
  } catch (error) {
    if (!isMine()) return;
    const isCancelled = error instanceof ArchiveError && error.code === 'cancelled';
    captureStore.setState({ jobId: null, progress: null, failure: isCancelled ? null : errorMessage(error) });
    if (!isCancelled && frameDialogStore.getState().open !== 'capture') notifyError('The page was not captured', error);
  }
}
