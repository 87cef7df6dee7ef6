import { ContextMenu as BaseContext } from '@base-ui/react/context-menu';
import { Menu as Base } from '@base-ui/react/menu';
import { Check, ChevronRight } from 'lucide-react';
import { type ReactElement, type ReactNode, useMemo, useRef } from 'react';
import { Keys } from './keys.tsx';
import type { WindowPoint } from './menu-point.ts';
import styles from './popup.module.css';

/** One line of a menu. */
export type MenuEntry =
  | {
      readonly kind?: 'item';
      /** Tells it from a line with the same label. */
      readonly id?: string;
      readonly label: string;
      readonly icon?: ReactNode;
      readonly keys?: readonly string[];
      readonly isDangerous?: boolean;
      readonly isDisabled?: boolean;
      readonly run: () => void;
    }
  | {
      readonly kind: 'check';
      readonly label: string;
      readonly icon?: ReactNode;
      readonly isChecked: boolean;
      readonly run: (isChecked: boolean) => void;
    }
  | {
      readonly kind: 'submenu';
      readonly label: string;
      readonly icon?: ReactNode;
      readonly entries: readonly MenuEntry[];
    }
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'separator'; readonly id: string };

/** What Menu takes: the button that opens it, and its lines. */
export interface MenuProps {
  readonly trigger: ReactElement;
  readonly entries: readonly MenuEntry[];
  readonly align?: 'start' | 'end';
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  switch (entry.kind) {
    case 'separator':
      return <Base.Separator className={styles.separator} />;
    case 'label':
      return <div className={styles.groupLabel}>{entry.label}</div>;
    case 'submenu':
      return (
        <Base.SubmenuRoot>
          <Base.SubmenuTrigger className={styles.item ?? ''}>
            {entry.icon}
            <span className={styles.itemText}>{entry.label}</span>
            <ChevronRight />
          </Base.SubmenuTrigger>
          <Base.Portal>
            <Base.Positioner className={styles.positioner} collisionPadding={8}>
              <Base.Popup className={styles.popup ?? ''}>
                <Entries entries={entry.entries} />
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.SubmenuRoot>
      );
    case 'check':
      return (
        <Base.CheckboxItem
          checked={entry.isChecked}
          onCheckedChange={(next) => entry.run(next)}
          className={styles.item ?? ''}
        >
          <span className={styles.check}>
            <Base.CheckboxItemIndicator>
              <Check />
            </Base.CheckboxItemIndicator>
          </span>
          {entry.icon}
          <span className={styles.itemText}>{entry.label}</span>
        </Base.CheckboxItem>
      );
    default:
      return (
        <Base.Item
          className={`${styles.item} ${entry.isDangerous ? styles.danger : ''}`}
          disabled={entry.isDisabled ?? false}
          onClick={entry.run}
        >
          {entry.icon}
          <span className={styles.itemText}>{entry.label}</span>
          {entry.keys && <Keys keys={entry.keys} />}
        </Base.Item>
      );
  }
}

function keyOf(entry: MenuEntry): string {
  if (entry.kind === 'separator') return `id ${entry.id}`;
  return 'id' in entry && entry.id !== undefined ? `id ${entry.id}` : `label ${entry.label}`;
}

function Entries({ entries }: { readonly entries: readonly MenuEntry[] }) {
  return entries.map((entry) => <Entry key={keyOf(entry)} entry={entry} />);
}

/** A button that opens a menu. */
export function Menu({ trigger, entries, align = 'start' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4} align={align} collisionPadding={8}>
          <Base.Popup className={styles.popup ?? ''}>
            <Entries entries={entries} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** What ContextMenu takes: the element that is pressed with the other button, and the lines of its menu. */
export interface ContextMenuProps {
  readonly children: ReactElement;
  readonly entries: readonly MenuEntry[];
}

/** A menu at the pointer, by the other mouse button or the menu key. */
export function ContextMenu({ children, entries }: ContextMenuProps) {
  return (
    <BaseContext.Root>
      <BaseContext.Trigger render={children} />
      <BaseContext.Portal>
        <BaseContext.Positioner className={styles.positioner} collisionPadding={8}>
          <BaseContext.Popup className={styles.popup ?? ''}>
            <Entries entries={entries} />
          </BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  );
}

/** What PointMenu takes. */
export interface PointMenuProps {
  /** Where it is open, or null while it is not. */
  readonly at: WindowPoint | null;
  /** Its name for assistive technology. */
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly onClose: () => void;
  /** Gives the keys back to where they were, before what was chosen is done. */
  readonly onReturn: () => void;
}

/** Entries that say which of them was chosen, instead of doing it at once. */
function deferred(entries: readonly MenuEntry[], choose: (run: () => void) => void): readonly MenuEntry[] {
  return entries.map((entry) => {
    if (entry.kind === 'submenu') return { ...entry, entries: deferred(entry.entries, choose) };
    return entry.kind === undefined || entry.kind === 'item' ? { ...entry, run: () => choose(entry.run) } : entry;
  });
}

/** A menu at a place: for lists and documents that are one element for the keyboard, whatever is pointed at in them. */
export function PointMenu({ at, label, entries, onClose, onReturn }: PointMenuProps) {
  const chosen = useRef<(() => void) | null>(null);
  const anchor = useMemo(() => ({ getBoundingClientRect: () => new DOMRect(at?.x, at?.y, 0, 0) }), [at]);
  const onOpenChange = (isOpen: boolean) => {
    if (isOpen) return;
    const run = chosen.current;
    chosen.current = null;
    onClose();
    // What is chosen may move the focus on: it must have come back by then.
    setTimeout(() => {
      onReturn();
      run?.();
    }, 0);
  };
  return (
    <Base.Root open={at !== null} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Positioner
          className={styles.positioner}
          anchor={anchor}
          align="start"
          sideOffset={2}
          collisionPadding={8}
          // A long one lies over the place rather than being cut short above or below it.
          collisionAvoidance={{ side: 'shift', align: 'shift', fallbackAxisSide: 'none' }}
        >
          <Base.Popup className={`${styles.popup} ${styles.atPoint}`} aria-label={label} finalFocus={false}>
            <Entries
              entries={deferred(entries, (run) => {
                chosen.current = run;
              })}
            />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
