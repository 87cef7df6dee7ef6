import { ContextMenu as BaseContext } from '@base-ui/react/context-menu';
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Keys } from './keys.tsx';
import styles from './popup.module.css';

/** One line of a menu. */
export type MenuEntry =
  | {
      readonly kind?: 'item';
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

/** A button that opens a menu. */
export function Menu({ trigger, entries, align = 'start' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4} align={align} collisionPadding={8}>
          <Base.Popup className={styles.popup ?? ''}>
            {entries.map((entry) => (
              <Entry key={entry.kind === 'separator' ? entry.id : entry.label} entry={entry} />
            ))}
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
            {entries.map((entry) => (
              <Entry key={entry.kind === 'separator' ? entry.id : entry.label} entry={entry} />
            ))}
          </BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  );
}
