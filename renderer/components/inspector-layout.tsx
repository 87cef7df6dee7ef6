import { type ReactNode, useMemo, useState } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useCommandHandler } from '../commands.ts';
import { readFrameSize, saveFrameSize } from '../frame-sizes.ts';
import styles from './inspector-layout.module.css';

/** What InspectorLayout takes. */
export interface InspectorLayoutProps {
  /** Content of the centre. */
  readonly children: ReactNode;
  /** Content of the right side. */
  readonly inspector: ReactNode;
  /** Accessible name of the right side. */
  readonly label: string;
  /** Only the active tab answers "Toggle Inspector". */
  readonly active: boolean;
  /** True while there is nothing to show on the right; the centre then has all the room. */
  readonly isEmpty?: boolean;
}

/** Centre and right inspector with a separator between them. Width and visibility are remembered. */
export function InspectorLayout({ children, inspector, label, active, isEmpty }: InspectorLayoutProps) {
  const [isOpen, setIsOpen] = useState(() => readFrameSize('inspectorOpen', 1) === 1);
  const isShown = isOpen && isEmpty !== true;
  // Read anew whenever it appears: another view may have resized it.
  const width = useMemo(() => (isShown ? readFrameSize('inspector', 320) : 320), [isShown]);
  useCommandHandler(
    'view.toggleInspector',
    () => {
      saveFrameSize('inspectorOpen', isOpen ? 0 : 1);
      setIsOpen(!isOpen);
    },
    active,
  );
  return (
    <Group className={styles.group ?? ''} orientation="horizontal">
      <Panel id="centre" minSize={320}>
        {children}
      </Panel>
      {isShown && <Separator className={styles.separator ?? ''} aria-label={`Resize ${label}`} />}
      {isShown && (
        <Panel
          id="inspector"
          defaultSize={width}
          minSize="15rem"
          maxSize="36rem"
          groupResizeBehavior="preserve-pixel-size"
          onResize={(size) => saveFrameSize('inspector', size.inPixels)}
        >
          <aside aria-label={label} className={styles.inspector}>
            {inspector}
          </aside>
        </Panel>
      )}
    </Group>
  );
}
