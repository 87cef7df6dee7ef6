import { lazy, Suspense } from 'react';
import { OnScreen } from '../archive-query.ts';
import { DraftTab } from '../components/use-draft.ts';
import { DocumentsView } from '../documents/documents-view.tsx';
import { type Tab, tabTitle, useTabs } from '../tabs-state.ts';
import styles from './frame.module.css';
import { ViewBoundary } from './view-boundary.tsx';

const Reader = lazy(() => import('../reader/reader.tsx').then((m) => ({ default: m.Reader })));
const PassagesView = lazy(() => import('../passages/passages-view.tsx').then((m) => ({ default: m.PassagesView })));
const PositionsView = lazy(() => import('../positions/positions-view.tsx').then((m) => ({ default: m.PositionsView })));
const BriefingsView = lazy(() => import('../briefings/briefings-view.tsx').then((m) => ({ default: m.BriefingsView })));
const BriefingEditor = lazy(() =>
  import('../briefings/briefing-editor.tsx').then((m) => ({ default: m.BriefingEditor })),
);
const VersionsTab = lazy(() => import('../versions/versions-tab.tsx').then((m) => ({ default: m.VersionsTab })));
const CodebookView = lazy(() => import('../codebook/codebook-view.tsx').then((m) => ({ default: m.CodebookView })));
const PreservationView = lazy(() =>
  import('../preservation/preservation-view.tsx').then((m) => ({ default: m.PreservationView })),
);
const ActivityView = lazy(() => import('../activity/activity-view.tsx').then((m) => ({ default: m.ActivityView })));

/** Documents kept alive behind other tabs, so that going back is instant; older ones are rendered anew. */
const KEPT = 6;

function TabContent({ tab, active }: { readonly tab: Tab; readonly active: boolean }) {
  if (tab.kind === 'document') return <Reader tab={tab} active={active} />;
  if (tab.kind === 'versions') return <VersionsTab tab={tab} active={active} />;
  if (tab.kind === 'briefing') return <BriefingEditor briefingId={tab.briefingId} active={active} />;
  switch (tab.view) {
    case 'documents':
      return <DocumentsView active={active} />;
    case 'passages':
      return <PassagesView active={active} />;
    case 'positions':
      return <PositionsView active={active} />;
    case 'briefings':
      return <BriefingsView active={active} />;
    case 'codebook':
      return <CodebookView active={active} />;
    case 'activity':
      return <ActivityView active={active} />;
    case 'preservation':
      return <PreservationView />;
  }
}

/** The content of the tabs: the active one, and behind it those used last. */
export function Centre() {
  const tabs = useTabs((state) => state.tabs);
  const activeId = useTabs((state) => state.activeId);
  const recent = useTabs((state) => state.recent);
  const kept = recent.slice(0, KEPT);
  return (
    <div className={styles.panels}>
      {tabs
        .filter((tab) => kept.includes(tab.id))
        .map((tab) => {
          const active = tab.id === activeId;
          return (
            <div
              key={tab.id}
              role="tabpanel"
              id={`panel-${tab.id}`}
              aria-labelledby={`tab-${tab.id}`}
              className={styles.panel}
              hidden={!active}
            >
              <OnScreen.Provider value={active}>
                <ViewBoundary name={tabTitle(tab)}>
                  <Suspense fallback={<div className={styles.loading} />}>
                    <DraftTab.Provider value={tab.id}>
                      <TabContent tab={tab} active={active} />
                    </DraftTab.Provider>
                  </Suspense>
                </ViewBoundary>
              </OnScreen.Provider>
            </div>
          );
        })}
    </div>
  );
}
