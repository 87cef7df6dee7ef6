import type { FixityAlarm } from '../../shared/contract/preservation.ts';
import { call } from '../archive-client.ts';
import { archiveStore } from '../archive-state.ts';
import { notify, notifyError } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { openTab } from '../tabs-state.ts';

/** What is wrong with a preserved file, in words. */
export function faultWords({ outcome, reason }: Pick<FixityAlarm, 'outcome' | 'reason'>): string {
  switch (outcome) {
    case 'altered':
      return 'Its bytes are not the ones that were preserved.';
    case 'missing':
      return 'The file is missing.';
    case 'unreadable':
      return `It cannot be read: ${reason ?? 'no reason is known'}.`;
    case 'intact':
      return 'It is intact.';
  }
}

/** Hashes the files of documents again, of all if none are named, and says what was found. */
export async function checkFixity(ids?: readonly string[]): Promise<void> {
  try {
    const report = await call('fixity.check', ids === undefined ? {} : { ids: [...ids] });
    const files = count(report.checked, 'preserved file');
    if (report.faults.length > 0) {
      const show = { label: 'Show', run: () => openTab({ kind: 'view', view: 'preservation' }) };
      notify(`${count(report.faults.length, 'file')} of ${report.checked} not intact`, show);
    } else if (report.isCancelled) notify(`Stopped. ${files} checked, all intact`);
    else notify(report.checked === 1 ? 'The preserved file is intact' : `All ${files} are intact`);
  } catch (error) {
    notifyError('Fixity was not checked', error);
  }
}

/** Stops a check; what was checked counts. */
export function stopCheck(): void {
  call('fixity.cancel', {}).catch((error) => notifyError('The check was not stopped', error));
}

/** Asks where an unaltered copy is and puts its bytes back if their hash is the recorded one. */
export async function restoreFile(alarm: Pick<FixityAlarm, 'sha256' | 'fileName'>, from: 'file' | 'folder') {
  try {
    const path =
      from === 'folder'
        ? await call('app.chooseFolder', { purpose: 'restore' })
        : ((await call('app.chooseFiles', {}))[0] ?? null);
    if (path === null) return;
    const { source, setAside } = await call('fixity.restore', { sha256: alarm.sha256, from: path });
    const kept = setAside === null ? undefined : `The altered bytes are kept in ${setAside}.`;
    notify(`Restored ${alarm.fileName} from ${source}`, undefined, kept);
  } catch (error) {
    notifyError('Nothing was restored', error);
  }
}

/** Makes a backup of the small files now. */
export async function backUpNow(): Promise<void> {
  try {
    const { isNew } = await call('backup.create', {});
    notify(isNew ? 'Backup made' : 'Nothing has changed since the newest backup');
  } catch (error) {
    notifyError('The backup was not made', error);
  }
}

/** Asks where to and writes the log. */
export async function exportLog(extension: 'xml' | 'csv', ids?: readonly string[]): Promise<void> {
  try {
    const title = archiveStore.getState().status?.info.title ?? 'Archive';
    const to = await call('app.chooseSavePath', { suggestedName: `${title} – log.${extension}`, extension });
    if (to === null) return;
    const { file, events } = await call('provenance.export', { to, ...(ids === undefined ? {} : { ids: [...ids] }) });
    const reveal = () => {
      call('app.reveal', { what: 'export', path: file }).catch((error) => notifyError('Not shown', error));
    };
    notify(`${count(events, 'entry', 'entries')} written`, { label: 'Reveal', run: reveal });
  } catch (error) {
    notifyError('The log was not written', error);
  }
}
