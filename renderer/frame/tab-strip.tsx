import {
  Columns2,
  FileText,
  GitCompare,
  Grid3x3,
  History,
  type LucideIcon,
  NotebookText,
  PanelLeftOpen,
  Quote,
  ScrollText,
  ShieldCheck,
  Tags,
  X,
} from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { commandKeys, runCommand } from '../commands.ts';
import { IconButton } from '../components/button.tsx';
import { ContextMenu, type MenuEntry } from '../components/menu.tsx';
import { activateTab, cycleTab, moveTab, openToSide, type Tab, tabTitle, useTabs } from '../tabs-state.ts';
import { saveAndCloseTab } from './close-tab.ts';
import { railStore } from './rail-state.ts';
import styles from './tab-strip.module.css';

const VIEW_ICONS = {
  documents: FileText,
  passages: Quote,
  positions: Grid3x3,
  briefings: ScrollText,
  codebook: Tags,
  activity: History,
  preservation: ShieldCheck,
} as const satisfies Record<string, LucideIcon>;

const TAB_ICONS = { document: FileText, briefing: NotebookText, versions: GitCompare } as const;

function TabIcon({ tab }: { readonly tab: Tab }) {
  const Icon = tab.kind === 'view' ? VIEW_ICONS[tab.view] : TAB_ICONS[tab.kind];
  return <Icon aria-hidden />;
}

function tabEntries(tab: Tab, tabs: readonly Tab[]): readonly MenuEntry[] {
  const others = tabs.slice(1).filter(({ id }) => id !== tab.id);
  const beside: readonly MenuEntry[] =
    tab.kind === 'document'
      ? [
          {
            label: 'Open to the side',
            icon: <Columns2 />,
            keys: commandKeys('pane.openToSide'),
            run: () => openToSide(tab),
          },
          { kind: 'separator', id: 'beside' },
        ]
      : [];
  return [
    ...beside,
    {
      label: 'Close',
      keys: commandKeys('tab.close'),
      isDisabled: tab.id === tabs[0]?.id,
      run: () => void saveAndCloseTab(tab.id),
    },
    {
      label: 'Close others',
      isDisabled: others.length === 0,
      run: () => {
        for (const { id } of others) void saveAndCloseTab(id);
      },
    },
  ];
}

/** Letters of a title that is never cut. */
const SHORT = 14;

/** The open tabs. Arrow keys walk, Delete closes, the middle button closes, dragging reorders. */
export function TabStrip() {
  const tabs = useTabs((state) => state.tabs);
  const activeId = useTabs((state) => state.activeId);
  const isRailOpen = railStore((state) => state.isOpen);
  const strip = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<string | null>(null);

  useEffect(() => {
    for (const element of strip.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])
      if (element.dataset.tab === activeId) element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [activeId]);

  const onKeyDown = (event: KeyboardEvent, tab: Tab) => {
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      cycleTab(event.key === 'ArrowRight' ? 1 : -1);
      requestAnimationFrame(() => strip.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
    } else if (event.key === 'Delete') {
      void saveAndCloseTab(tab.id).then(() =>
        requestAnimationFrame(() => strip.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus()),
      );
    } else return;
    event.preventDefault();
  };
  const onDragOver = (event: DragEvent, index: number) => {
    if (dragged === null) return;
    event.preventDefault();
    moveTab(dragged, index);
  };

  return (
    <div className={styles.bar}>
      {!isRailOpen && (
        <IconButton
          label="Show sidebar"
          keys={commandKeys('view.toggleRail')}
          onClick={() => runCommand('view.toggleRail')}
        >
          <PanelLeftOpen />
        </IconButton>
      )}
      <div role="tablist" aria-label="Open tabs" className={styles.strip} ref={strip}>
        {tabs.map((tab, index) => {
          const isActive = tab.id === activeId;
          const title = tabTitle(tab);
          return (
            <ContextMenu key={tab.id} entries={tabEntries(tab, tabs)}>
              <div
                role="presentation"
                className={styles.tab}
                data-active={isActive}
                data-short={title.length <= SHORT}
                data-dragged={dragged === tab.id}
              >
                <button
                  type="button"
                  role="tab"
                  id={`tab-${tab.id}`}
                  data-tab={tab.id}
                  aria-selected={isActive}
                  aria-controls={`panel-${tab.id}`}
                  tabIndex={isActive ? 0 : -1}
                  title={title}
                  className={styles.button}
                  draggable={index > 0}
                  onDragStart={() => setDragged(tab.id)}
                  onDragEnd={() => setDragged(null)}
                  onDragOver={(event) => onDragOver(event, index)}
                  onClick={() => activateTab(tab.id)}
                  onAuxClick={(event) => event.button === 1 && void saveAndCloseTab(tab.id)}
                  onKeyDown={(event) => onKeyDown(event, tab)}
                >
                  <TabIcon tab={tab} />
                  <span className={styles.title}>{title}</span>
                </button>
                {index > 0 && (
                  <button
                    type="button"
                    aria-hidden
                    tabIndex={-1}
                    title={`Close ${title}`}
                    className={styles.close}
                    onClick={() => void saveAndCloseTab(tab.id)}
                  >
                    <X />
                  </button>
                )}
              </div>
            </ContextMenu>
          );
        })}
      </div>
    </div>
  );
}
