import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useRef } from 'react';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import { acceleratorKeys } from '../commands.ts';
import { IconButton } from '../components/button.tsx';
import { useWidth } from '../components/use-width.ts';
import type { SidebarTab } from './document-places.ts';
import type { DocumentView, Mark, PageColors, QuarterTurns, ViewPosition } from './document-view.ts';
import { OutlinePanel } from './outline-panel.tsx';
import styles from './reader-sidebar.module.css';
import { Thumbnails } from './thumbnails.tsx';

/** What ReaderSidebar takes. */
export interface ReaderSidebarProps {
  readonly view: DocumentView | null;
  /** Empty for a document without pages, which has no thumbnails. */
  readonly pages: readonly PageInfo[];
  readonly position: ViewPosition;
  /** Page in sight, 1-based. */
  readonly page: number;
  readonly rotation: QuarterTurns;
  readonly colors: PageColors;
  readonly marks: readonly Mark[];
  readonly tab: SidebarTab;
  readonly onTab: (tab: SidebarTab) => void;
  readonly onPage: (page: number) => void;
  readonly onPlace: (place: ViewPosition) => void;
  readonly onClose: () => void;
  /** Tells the sidebars of two panes apart: " (side pane)", or nothing. */
  readonly where: string;
}

const TABS = [
  ['thumbnails', 'Thumbnails'],
  ['outline', 'Outline'],
] as const;

/** The left side of the reader: small pictures of the pages, or the outline. */
export function ReaderSidebar(props: ReaderSidebarProps) {
  const { view, pages, position, page, onTab, onClose } = props;
  const root = useRef<HTMLElement>(null);
  const width = useWidth(root);
  const id = useId();
  const shown = TABS.filter(([name]) => name === 'outline' || pages.length > 0);
  const tab = pages.length === 0 ? 'outline' : props.tab;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    event.preventDefault();
    const next = shown.find(([name]) => name !== tab);
    if (next === undefined) return;
    onTab(next[0]);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab=${next[0]}]`)?.focus();
  };
  return (
    <nav ref={root} aria-label={`Pages and outline${props.where}`} className={styles.sidebar}>
      <div className={styles.head}>
        <div role="tablist" aria-label="Pages and outline" className={styles.tabs} onKeyDown={onKeyDown}>
          {shown.map(([name, label]) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`${id}-${name}`}
              data-tab={name}
              aria-selected={tab === name}
              aria-controls={`${id}-panel`}
              tabIndex={tab === name ? 0 : -1}
              className={styles.tab}
              onClick={() => onTab(name)}
            >
              {label}
            </button>
          ))}
        </div>
        <IconButton label="Hide thumbnails and outline" keys={acceleratorKeys('F4')} size="s" onClick={onClose}>
          <X />
        </IconButton>
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`} className={styles.panel}>
        {tab === 'outline' ? (
          <OutlinePanel
            view={view}
            hasPages={pages.length > 0}
            position={position}
            labelOf={(number) => (pages.length === 0 ? null : (pages[number - 1]?.label ?? String(number)))}
            onGo={props.onPlace}
          />
        ) : (
          view !== null &&
          width !== null && (
            <Thumbnails
              view={view}
              pages={pages}
              page={page}
              rotation={props.rotation}
              colors={props.colors}
              marks={props.marks}
              width={width}
              onGo={props.onPage}
            />
          )
        )}
      </div>
    </nav>
  );
}
