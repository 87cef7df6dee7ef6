import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { OnScreen } from '../archive-query.ts';
import { useCommandHandler } from '../commands.ts';
import { readFrameSize, saveFrameSize } from '../frame-sizes.ts';
import styles from './inspector-layout.module.css';
import { useWidth } from './use-width.ts';

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

/** Where the panes of a split centre show their inspectors: one place for both, at the right of all. */
export interface InspectorSlot {
  /** Null while it is closed. */
  readonly element: HTMLElement | null;
  readonly toggle: () => void;
}

/** The place of the inspector in a split centre; null where each view has its own. */
export const InspectorPlace = createContext<InspectorSlot | null>(null);

/** Width in pixels (at the usual text size) under which the inspector lies over the centre instead of beside it. */
const DOCKED_FROM = 720;

/** Whether the inspector is beside the centre, over it, or away, and what toggles it. */
export interface InspectorMode {
  readonly mode: 'docked' | 'over' | 'closed';
  toggle(): void;
  /** Takes it from over the centre. */
  dismiss(): void;
}

/** Keeps the inspector away by itself where there is no room for it; toggled there, it lies over the centre. */
export function useInspectorMode(width: number | null, dockedFrom: number): InspectorMode {
  const [isOpen, setIsOpen] = useState(() => readFrameSize('inspectorOpen', 1) === 1);
  const [isOver, setIsOver] = useState(false);
  const isNarrow = width !== null && width < dockedFrom;
  return {
    mode: isNarrow ? (isOver ? 'over' : 'closed') : isOpen ? 'docked' : 'closed',
    toggle: () => {
      if (isNarrow) setIsOver(!isOver);
      else {
        saveFrameSize('inspectorOpen', isOpen ? 0 : 1);
        setIsOpen(!isOpen);
      }
    },
    dismiss: () => setIsOver(false),
  };
}

/** Panel and separator of an inspector beside the centre; to be spread into a Group after the centre's panel. */
export function DockedInspector({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  // Read whenever it appears: another view may have resized it.
  const width = useMemo(() => readFrameSize('inspector', 320), []);
  return (
    <>
      <Separator className={styles.separator ?? ''} aria-label={`Resize ${label}`} />
      <Panel
        id="inspector"
        defaultSize={width}
        minSize="15rem"
        maxSize="36rem"
        groupResizeBehavior="preserve-pixel-size"
        onResize={(size) => saveFrameSize('inspector', size.inPixels)}
      >
        {children}
      </Panel>
    </>
  );
}

/** An inspector over the right of the centre; Escape puts it away. */
export function InspectorOver({ onClose, children }: { readonly onClose: () => void; readonly children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const over = root.current;
    if (over === null) return;
    const before = document.activeElement;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      close.current();
    };
    over.addEventListener('keydown', onKeyDown);
    over.focus();
    return () => {
      over.removeEventListener('keydown', onKeyDown);
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <div ref={root} tabIndex={-1} className={styles.over}>
      {children}
    </div>
  );
}

/** Centre and right inspector with a separator between them. Width and visibility are remembered. */
export function InspectorLayout({ children, inspector, label, active, isEmpty }: InspectorLayoutProps) {
  const root = useRef<HTMLDivElement>(null);
  const own = useInspectorMode(useWidth(root), DOCKED_FROM);
  const slot = useContext(InspectorPlace);
  const isOnScreen = useContext(OnScreen);
  const mode = slot !== null || isEmpty === true ? 'closed' : own.mode;
  useCommandHandler('view.toggleInspector', slot?.toggle ?? own.toggle, active);
  const aside = (
    <aside aria-label={label} className={styles.inspector}>
      {inspector}
    </aside>
  );
  return (
    <div ref={root} className={styles.root}>
      <Group className={styles.group ?? ''} orientation="horizontal">
        <Panel id="centre" minSize={320}>
          {children}
        </Panel>
        {mode === 'docked' && <DockedInspector label={label}>{aside}</DockedInspector>}
      </Group>
      {mode === 'over' && <InspectorOver onClose={own.dismiss}>{aside}</InspectorOver>}
      {slot?.element &&
        isOnScreen &&
        isEmpty !== true &&
        createPortal(
          <div className={styles.slot} hidden={!active}>
            {aside}
          </div>,
          slot.element,
        )}
    </div>
  );
}
