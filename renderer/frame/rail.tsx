import {
  FileText,
  Grid3x3,
  History,
  type LucideIcon,
  PanelLeftClose,
  Quote,
  ScrollText,
  Search,
  Settings,
  ShieldCheck,
  Tags,
} from 'lucide-react';
import { useArchiveState } from '../archive-state.ts';
import { commandKeys, runCommand } from '../commands.ts';
import { IconButton } from '../components/button.tsx';
import { Tooltip } from '../components/tooltip.tsx';
import { documentsScopeStore, EVERYTHING } from '../documents/documents-scope.ts';
import { SavedSearches } from '../search/saved-searches.tsx';
import { openTab, useTabs, type ViewName } from '../tabs-state.ts';
import { openFrameDialog } from './archive-actions.ts';
import { ArchiveFoot } from './archive-foot.tsx';
import { Collections } from './collections.tsx';
import styles from './rail.module.css';

const ITEMS: readonly { readonly view: ViewName; readonly label: string; readonly icon: LucideIcon }[] = [
  { view: 'documents', label: 'Documents', icon: FileText },
  { view: 'passages', label: 'Passages', icon: Quote },
  { view: 'positions', label: 'Positions', icon: Grid3x3 },
  { view: 'briefings', label: 'Briefings', icon: ScrollText },
  { view: 'codebook', label: 'Codebook', icon: Tags },
  { view: 'activity', label: 'Activity', icon: History },
  { view: 'preservation', label: 'Preservation', icon: ShieldCheck },
];

function useCounts(): Readonly<Record<ViewName, number | null>> {
  const counts = useArchiveState((state) => state.status?.counts);
  const agencies = useArchiveState((state) => state.codebook.agencies.length);
  return {
    documents: counts?.documents ?? null,
    passages: counts?.passages ?? null,
    positions: null,
    briefings: counts?.briefings ?? null,
    codebook: agencies,
    activity: null,
    preservation: null,
  };
}

/** The left rail: views, collections, the archive and its state. */
export function Rail() {
  const activeTab = useTabs((state) => state.tabs.find((tab) => tab.id === state.activeId));
  const counts = useCounts();
  const activeView =
    activeTab?.kind === 'view' ? activeTab.view : activeTab?.kind === 'briefing' ? 'briefings' : 'documents';
  const show = (view: ViewName) => {
    if (view === 'documents') documentsScopeStore.setState(EVERYTHING);
    openTab({ kind: 'view', view });
  };
  return (
    <div className={styles.rail}>
      <div className={styles.top}>
        <button type="button" className={styles.search} onClick={() => openFrameDialog('palette')}>
          <Search aria-hidden />
          <span>Go to…</span>
          <kbd>{commandKeys('palette.open').join(' ')}</kbd>
        </button>
        <IconButton
          label="Hide sidebar"
          keys={commandKeys('view.toggleRail')}
          onClick={() => runCommand('view.toggleRail')}
        >
          <PanelLeftClose />
        </IconButton>
      </div>
      <nav aria-label="Views">
        <ul className={styles.list}>
          {ITEMS.map(({ view, label, icon: Icon }) => (
            <li key={view}>
              <Tooltip label={label} keys={commandKeys(`view.${view}`)} side="right">
                <button
                  type="button"
                  className={styles.item}
                  aria-label={label}
                  aria-current={view === activeView ? 'page' : undefined}
                  onClick={() => show(view)}
                >
                  <Icon aria-hidden />
                  <span className={styles.label}>{label}</span>
                  {counts[view] !== null && (
                    <span className={styles.count}>{counts[view]?.toLocaleString('en-GB')}</span>
                  )}
                </button>
              </Tooltip>
            </li>
          ))}
        </ul>
      </nav>
      <Collections />
      <SavedSearches />
      <div className={styles.foot}>
        <ArchiveFoot />
        <IconButton label="Settings" keys={commandKeys('settings.open')} onClick={() => openFrameDialog('settings')}>
          <Settings />
        </IconButton>
      </div>
    </div>
  );
}
