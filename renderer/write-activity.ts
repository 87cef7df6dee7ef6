import { create } from 'zustand';
import type { Method } from '../shared/contract.ts';
import type { ErrorCode } from '../shared/errors.ts';

/** Methods that write into the open archive: what "Saving…" stands for. */
const WRITES: readonly Method[] = [
  'archive.rename',
  'document.update',
  'document.trash',
  'document.restore',
  'document.abandonImport',
  'document.distinguish',
  'document.withdraw',
  'document.unwithdraw',
  'version.join',
  'version.decide',
  'version.recarry',
  'passage.add',
  'passage.update',
  'passage.code',
  'passage.uncode',
  'passage.recode',
  'passage.changeCoding',
  'passage.delete',
  'passage.alter',
  'passage.review',
  'passage.setInternal',
  'passage.reshape',
  'passage.resizeArea',
  'passage.extend',
  'passage.split',
  'passage.merge',
  'passage.importAnnotations',
  'topic.add',
  'topic.update',
  'topic.merge',
  'topic.delete',
  'saved-search.add',
  'saved-search.update',
  'saved-search.delete',
  'agency.add',
  'agency.update',
  'agency.merge',
  'agency.delete',
  'stance.add',
  'stance.update',
  'stance.delete',
  'briefing.compose',
  'briefing.create',
  'briefing.update',
  'briefing.delete',
  'briefing.saveAsTemplate',
  'briefing.keepVersion',
  'briefing.restoreVersion',
  'briefing.dismissFindings',
  'briefing.restoreFindings',
  'citation.addStyle',
  'citation.removeStyle',
  'exchange.import',
  'history.undo',
  'history.redo',
  'fixity.schedule',
  'fixity.dismiss',
  'fixity.restore',
  'backup.restore',
];

/** Failures of the archive or its disk; others are about the words of one call and are shown where it was made. */
const FAILURES: readonly ErrorCode[] = [
  'io',
  'internal',
  'damaged',
  'archive-locked',
  'read-only',
  'no-archive',
  'timeout',
];

/** What the window's writing calls are about now. */
export interface WriteActivity {
  /** Writing calls without an answer yet. */
  readonly underWay: number;
  /** Why the last writing call failed, if no other succeeded since. */
  readonly failure: string | null;
}

/** Store behind the state line of the archive. */
export const writeActivityStore = create<WriteActivity>(() => ({ underWay: 0, failure: null }));

/** True for a method whose calls are followed. */
export function isFollowed(method: Method): boolean {
  return WRITES.includes(method);
}

/** Follows one writing call to its end. */
export function followWrite(): (failure: { readonly code: ErrorCode; readonly message: string } | null) => void {
  writeActivityStore.setState(({ underWay }) => ({ underWay: underWay + 1 }));
  return (failure) =>
    writeActivityStore.setState((before) => ({
      underWay: before.underWay - 1,
      failure: failure === null ? null : FAILURES.includes(failure.code) ? failure.message : before.failure,
    }));
}
