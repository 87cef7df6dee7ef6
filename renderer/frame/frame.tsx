import { useEffect, useState } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { readFrameSize, saveFrameSize } from '../frame-sizes.ts';
import { usePassagesMemory } from '../passages/passages-memory.ts';
import { isTextInput } from '../text-input.ts';
import { openFrameDialog } from './archive-actions.ts';
import { Centre } from './centre.tsx';
import styles from './frame.module.css';
import { ImportSheet } from './import-sheet.tsx';
import { Rail } from './rail.tsx';
import { railStore } from './rail-state.ts';
import { useTabMemory } from './tab-memory.ts';
import { TabStrip } from './tab-strip.tsx';

/** The window of an open archive: rail, tabs, centre. */
export function Frame() {
  const isRailOpen = railStore((state) => state.isOpen);
  const [railWidth] = useState(() => readFrameSize('rail', 232));
  useTabMemory();
  usePassagesMemory();
  useEffect(() => railStore.setState({ isOpen: readFrameSize('railOpen', 1) === 1 }), []);
  // What stands over the sidebar is as wide as it is.
  useEffect(() => {
    const { style } = document.documentElement;
    if (!isRailOpen) return;
    return () => {
      style.removeProperty('--rail-width');
    };
  }, [isRailOpen]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.key !== '?' || event.defaultPrevented || isTextInput(target) || target?.closest('[data-modal]')) return;
      event.preventDefault();
      openFrameDialog('shortcuts');
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <Group className={styles.frame ?? ''} orientation="horizontal">
      {isRailOpen && (
        <Panel
          id="rail"
          defaultSize={railWidth}
          minSize="11.5rem"
          maxSize="26rem"
          groupResizeBehavior="preserve-pixel-size"
          onResize={(size) => {
            document.documentElement.style.setProperty('--rail-width', `${size.inPixels}px`);
            saveFrameSize('rail', size.inPixels);
          }}
        >
          <Rail />
        </Panel>
      )}
      {isRailOpen && <Separator className={styles.separator ?? ''} aria-label="Resize sidebar" />}
      <Panel id="main" minSize={420}>
        <main className={styles.main}>
          <TabStrip />
          <Centre />
        </main>
        <ImportSheet />
      </Panel>
    </Group>
  );
}
