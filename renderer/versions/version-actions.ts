import type { SourceDocument } from '../../shared/domain/document.ts';
import { call } from '../archive-client.ts';
import { notify, notifyError } from '../components/toast.tsx';
import { openTab, openToSide, setSynced } from '../tabs-state.ts';
import { isChangeOf, undoable } from '../undoable.ts';

/** Number of a document's newest version. */
export function newestNumber({ versions }: Pick<SourceDocument, 'versions'>): number {
  return versions[versions.length - 1]?.number ?? 1;
}

/** Opens one version of a document in the reader; the newest one also follows later ones. */
export function openVersion(document: SourceDocument, number: number): void {
  openTab({
    kind: 'document',
    documentId: document.id,
    title: document.title,
    ...(number === newestNumber(document) ? {} : { version: number }),
  });
}

/** Opens the comparison of a version with the one before it, or of two that are named. */
export function openComparison(document: SourceDocument, to = newestNumber(document), from = to - 1): void {
  openTab({ kind: 'versions', documentId: document.id, title: document.title, mode: 'compare', from, to });
}

/** Opens an older version in the main pane and a newer one beside it; both scroll together. */
export function readSideBySide(document: SourceDocument, from: number, to: number): void {
  openVersion(document, from);
  const isNewest = to === newestNumber(document);
  openToSide({ documentId: document.id, title: document.title, ...(isNewest ? {} : { version: to }) });
  setSynced(true);
}

/** Opens the review of where passages of older versions stand in the newest one. */
export function openReview(document: Pick<SourceDocument, 'id' | 'title' | 'versions'>): void {
  const to = newestNumber(document);
  openTab({ kind: 'versions', documentId: document.id, title: document.title, mode: 'review', from: to - 1, to });
}

/** Makes one document the newest version of another and says so, with a way back. True if it was done. */
export async function joinVersions(
  gone: { readonly id: string; readonly title: string },
  into: { readonly id: string; readonly title: string },
): Promise<boolean> {
  try {
    const label = `${gone.title} as a version of ${into.title}`;
    const { value, undo } = await undoable(label, isChangeOf('document.version', [into.id]), () =>
      call('version.join', { id: gone.id, into: into.id }),
    );
    const became = `version ${newestNumber(value)} of “${into.title}”`;
    notify(gone.title === into.title ? `Now ${became}` : `“${gone.title}” is now ${became}`, undo);
    return true;
  } catch (error) {
    notifyError('The documents were not joined', error);
    return false;
  }
}

/** Takes back that a statement was withdrawn, and says so with a way back. */
export async function unwithdraw(document: SourceDocument): Promise<void> {
  try {
    const { undo } = await undoable(
      `Withdrawal of ${document.title}`,
      isChangeOf('document.update', [document.id]),
      () => call('document.unwithdraw', { id: document.id }),
    );
    notify(`“${document.title}” is no longer marked as withdrawn`, undo);
  } catch (error) {
    notifyError('The mark was not taken back', error);
  }
}
