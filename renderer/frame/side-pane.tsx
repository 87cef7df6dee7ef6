import { Link2, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from '../components/button.tsx';
import { versionName } from '../formats.ts';
import { type DocumentTab, focusPane, type Pane, setSynced, type Tab, tabTitle, useTabs } from '../tabs-state.ts';
import { useSourceDocument } from '../use-record.ts';
import { newestNumber } from '../versions/version-actions.ts';
import { saveAndCloseTab } from './close-tab.ts';
import styles from './side-pane.module.css';

/** What PaneFrame takes. */
export interface PaneFrameProps {
  readonly name: Pane;
  readonly isSplit: boolean;
  readonly hasKeys: boolean;
  readonly header?: ReactNode;
  readonly children: ReactNode;
}

/** One half of the centre. What is pressed or focused in it gives it the keys. */
export function PaneFrame({ name, isSplit, hasKeys, header, children }: PaneFrameProps) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isSplit) return;
    // A frame that takes the focus tells nobody but the window, which loses it.
    const onBlur = () => {
      const { activeElement } = document;
      if (activeElement instanceof HTMLIFrameElement && root.current?.contains(activeElement)) focusPane(name);
    };
    window.addEventListener('blur', onBlur);
    return () => window.removeEventListener('blur', onBlur);
  }, [isSplit, name]);
  const take = () => {
    if (isSplit) focusPane(name);
  };
  const label = name === 'main' ? 'Main pane' : 'Side pane';
  return (
    <div
      ref={root}
      className={styles.pane}
      data-pane={name}
      data-split={isSplit}
      data-keys={hasKeys}
      {...(isSplit ? { role: 'group', 'aria-label': hasKeys ? `${label}, active` : label } : {})}
      onPointerDownCapture={take}
      onFocusCapture={take}
    >
      {header}
      <div className={styles.body}>{children}</div>
    </div>
  );
}

/** Which version a pane shows, of a document that has several. */
function PaneVersion({ tab }: { readonly tab: DocumentTab }) {
  const { record } = useSourceDocument(tab.documentId);
  if (record === null || record.versions.length < 2) return null;
  const newest = newestNumber(record);
  return <span className={styles.version}>{versionName(tab.version ?? newest, newest)}</span>;
}

function PaneTitle({ tab }: { readonly tab: Tab }) {
  return (
    <>
      <h2 className={styles.title} title={tabTitle(tab)}>
        {tabTitle(tab)}
      </h2>
      {tab.kind === 'document' && <PaneVersion tab={tab} />}
    </>
  );
}

/** What the main pane shows, in line with the title of the side pane. */
export function MainHeader() {
  const tab = useTabs((state) => state.tabs.find(({ id }) => id === state.activeId));
  return <header className={styles.header}>{tab !== undefined && <PaneTitle tab={tab} />}</header>;
}

/** Title and tools of the document beside the tabs. */
export function SideHeader({ tab }: { readonly tab: DocumentTab }) {
  const isSynced = useTabs((state) => state.isSynced);
  const other = useTabs((state) => state.tabs.find(({ id }) => id === state.activeId));
  const isDocument = other?.kind === 'document';
  const isSame = isDocument && other.documentId === tab.documentId;
  return (
    <header className={styles.header}>
      <PaneTitle tab={tab} />
      {isDocument && (
        <IconButton
          label={isSame ? 'Scroll both versions together' : 'Scroll both documents together'}
          size="s"
          aria-pressed={isSynced}
          onClick={() => setSynced(!isSynced)}
        >
          <Link2 />
        </IconButton>
      )}
      <IconButton label="Close side pane" size="s" onClick={() => void saveAndCloseTab(tab.id)}>
        <X />
      </IconButton>
    </header>
  );
}
