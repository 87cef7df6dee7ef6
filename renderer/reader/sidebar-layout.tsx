import { type ReactNode, useMemo, useRef } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { readFrameSize, saveFrameSize } from '../frame-sizes.ts';
import styles from './sidebar-layout.module.css';

/** What SidebarLayout takes. */
export interface SidebarLayoutProps {
  readonly isOpen: boolean;
  /** True if it lies over the page: there is no room beside it. */
  readonly isOver: boolean;
  readonly sidebar: ReactNode;
  readonly children: ReactNode;
}

/** The page, and the sidebar at its left. The width is remembered, whichever the document. */
export function SidebarLayout({ isOpen, isOver, sidebar, children }: SidebarLayoutProps) {
  const isBeside = isOpen && !isOver;
  // Read anew whenever it appears: another reader may have resized it.
  const size = useMemo(() => (isBeside ? readFrameSize('readerSidebar', 184) : 184), [isBeside]);
  const width = useRef(size);
  return (
    <div className={styles.root}>
      <Group
        className={styles.group ?? ''}
        orientation="horizontal"
        onLayoutChanged={(_layout, { isUserInteraction }) => {
          // What a narrow window makes of it is nobody's wish.
          if (isUserInteraction && isBeside) saveFrameSize('readerSidebar', width.current);
        }}
      >
        {isBeside && (
          <Panel
            id="reader-sidebar"
            defaultSize={size}
            minSize="10.5rem"
            maxSize="22rem"
            groupResizeBehavior="preserve-pixel-size"
            onResize={({ inPixels }) => {
              width.current = inPixels;
            }}
          >
            {sidebar}
          </Panel>
        )}
        {isBeside && <Separator className={styles.separator ?? ''} aria-label="Resize thumbnails and outline" />}
        <Panel id="page" minSize={240}>
          {children}
        </Panel>
      </Group>
      {isOpen && isOver && <div className={styles.over}>{sidebar}</div>}
    </div>
  );
}
