import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { OnScreen } from '../archive-query.ts';
import {
  DockedInspector,
  InspectorOver,
  InspectorPlace,
  type InspectorSlot,
  useInspectorMode,
} from '../components/inspector-layout.tsx';
import { DraftTab } from '../components/use-draft.ts';
import { useWidth } from '../components/use-width.ts';
import { DocumentsView } from '../documents/documents-view.tsx';
import { readFrameSize, saveFrameSize } from '../frame-sizes.ts';
import { type Tab, tabTitle, useTabs } from '../tabs-state.ts';
import styles from './centre.module.css';
import { MainHeader, PaneFrame, SideHeader } from './side-pane.tsx';
import { usePaneCommands } from './use-pane-commands.ts';
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
/** Width in pixels under which two panes and an inspector do not stand beside each other. */
const SPLIT_DOCKED_FROM = 1250;

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

function TabBody(props: { readonly tab: Tab; readonly isOnScreen: boolean; readonly active: boolean }) {
  const { tab, isOnScreen, active } = props;
  return (
    <OnScreen.Provider value={isOnScreen}>
      <ViewBoundary name={tabTitle(tab)}>
        <Suspense fallback={<div className={styles.loading} />}>
          <DraftTab.Provider value={tab.id}>
            <TabContent tab={tab} active={active} />
          </DraftTab.Provider>
        </Suspense>
      </ViewBoundary>
    </OnScreen.Provider>
  );
}

/** The tabs: the active one, and behind it those used last. */
function TabPanels({ hasKeys }: { readonly hasKeys: boolean }) {
  const tabs = useTabs((state) => state.tabs);
  const activeId = useTabs((state) => state.activeId);
  const recent = useTabs((state) => state.recent);
  const kept = recent.slice(0, KEPT);
  return tabs
    .filter((tab) => kept.includes(tab.id))
    .map((tab) => {
      const isShown = tab.id === activeId;
      return (
        <div
          key={tab.id}
          role="tabpanel"
          id={`panel-${tab.id}`}
          aria-labelledby={`tab-${tab.id}`}
          className={styles.panel}
          hidden={!isShown}
        >
          <TabBody tab={tab} isOnScreen={isShown} active={isShown && hasKeys} />
        </div>
      );
    });
}

/** The content of the tabs and, if the centre is split, a document beside it, with one inspector for both. */
export function Centre() {
  const side = useTabs((state) => state.side);
  const pane = useTabs((state) => state.pane);
  const root = useRef<HTMLDivElement>(null);
  const inspector = useInspectorMode(useWidth(root), SPLIT_DOCKED_FROM);
  const [slotElement, setSlotElement] = useState<HTMLElement | null>(null);
  const isSplit = side !== null;
  const toggle = useRef(inspector.toggle);
  toggle.current = inspector.toggle;
  const slot = useMemo<InspectorSlot | null>(
    () => (isSplit ? { element: slotElement, toggle: () => toggle.current() } : null),
    [isSplit, slotElement],
  );
  usePaneCommands(root);
  const place: ReactNode = <div ref={setSlotElement} className={styles.slot} data-inspector-slot="" />;
  return (
    <div ref={root} className={styles.panels}>
      <InspectorPlace.Provider value={slot}>
        <Group
          className={styles.group ?? ''}
          orientation="horizontal"
          onLayoutChanged={({ main, side: beside }, { isUserInteraction }) => {
            if (isUserInteraction && main !== undefined && beside !== undefined)
              saveFrameSize('mainShare', (100 * main) / (main + beside));
          }}
        >
          <Panel id="main" minSize={320}>
            <PaneFrame name="main" isSplit={isSplit} hasKeys={pane === 'main'} header={isSplit ? <MainHeader /> : null}>
              <TabPanels hasKeys={pane === 'main'} />
            </PaneFrame>
          </Panel>
          {side !== null && <Separator className={styles.separator ?? ''} aria-label="Resize panes" />}
          {side !== null && (
            <Panel id="side" minSize={320} defaultSize={`${100 - readFrameSize('mainShare', 50)}%`}>
              <PaneFrame name="side" isSplit hasKeys={pane === 'side'} header={<SideHeader tab={side} />}>
                <div className={styles.panel}>
                  <TabBody key={side.id} tab={side} isOnScreen active={pane === 'side'} />
                </div>
              </PaneFrame>
            </Panel>
          )}
          {isSplit && inspector.mode === 'docked' && <DockedInspector label="Inspector">{place}</DockedInspector>}
        </Group>
        {isSplit && inspector.mode === 'over' && <InspectorOver onClose={inspector.dismiss}>{place}</InspectorOver>}
      </InspectorPlace.Provider>
    </div>
  );
}
