import { useEffect, useRef } from 'react';
import { call, onBroadcast } from '../archive-client.ts';
import { archiveStore, useArchiveState } from '../archive-state.ts';
import { notifyError } from '../components/toast.tsx';
import { saveLayout } from '../layout-memory.ts';
import { INITIAL_TABS, openTab, parseTabs, serializeTabs, setTabTitle, tabsStore } from '../tabs-state.ts';

/**
 * Brings back the tabs an archive had, keeps them in the settings from then on, keeps their titles true,
 * and opens the document that the command line asked for.
 */
export function useTabMemory(): void {
  const archiveId = useArchiveState((state) => state.status?.info.id ?? null);
  const isFirst = useRef(true);

  useEffect(() => {
    if (archiveId === null) {
      tabsStore.setState(INITIAL_TABS);
      return;
    }
    tabsStore.setState(parseTabs(archiveStore.getState().settings.layout[archiveId]));
    if (isFirst.current) {
      isFirst.current = false;
      call('app.info', {}).then(
        ({ openDocumentId }) => openDocumentId !== null && openTab({ kind: 'document', documentId: openDocumentId }),
        (error) => notifyError('The document asked for was not opened', error),
      );
    }
    return tabsStore.subscribe((state) => saveLayout(archiveId, serializeTabs(state)));
  }, [archiveId]);

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
