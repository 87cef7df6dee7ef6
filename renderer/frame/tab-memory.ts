import { useEffect } from 'react';
import { call, onBroadcast } from '../archive-client.ts';
import { archiveKey, archiveStore, onArchiveChange, useArchiveState } from '../archive-state.ts';
import { notifyError } from '../components/toast.tsx';
import { saveLayout } from '../layout-memory.ts';
import { INITIAL_TABS, openTab, parseTabs, serializeTabs, setTabTitle, tabsStore } from '../tabs-state.ts';

// Before anything of the next archive is shown, the tabs of the last one are gone.
onArchiveChange(() => tabsStore.setState(INITIAL_TABS));

/** The document that the command line asked for is shown once, in the archive it was asked for. */
let isFirst = true;

/**
 * Brings back the tabs an archive had, keeps them in the settings from then on, keeps their titles true,
 * and opens the document that the command line asked for.
 */
export function useTabMemory(): void {
  // A copy of an archive has the same id: its tabs are another's all the same.
  const archive = useArchiveState((state) => archiveKey(state.status));

  useEffect(() => {
    const archiveId = archiveStore.getState().status?.info.id;
    if (archive === '' || archiveId === undefined) {
      tabsStore.setState(INITIAL_TABS);
      return;
    }
    tabsStore.setState(parseTabs(archiveStore.getState().settings.layout[archiveId]));
    if (isFirst) {
      isFirst = false;
      call('app.info', {}).then(
        ({ openDocumentId }) => openDocumentId !== null && openTab({ kind: 'document', documentId: openDocumentId }),
        (error) => notifyError('The document asked for was not opened', error),
      );
    }
    return tabsStore.subscribe((state) => {
      if (archiveKey(archiveStore.getState().status) === archive) saveLayout(archiveId, serializeTabs(state));
    });
  }, [archive]);

  useEffect(
    () =>
      onBroadcast((broadcast) => {
        if (broadcast.type !== 'changes') return;
        for (const change of broadcast.changes)
          if ((change.entity === 'document' || change.entity === 'briefing') && change.after)
            setTabTitle(`${change.entity}:${change.id}`, change.after.title);
      }),
    [],
  );
}
