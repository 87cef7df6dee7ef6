import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import popup from './popup.module.css';
import styles from './select.module.css';

/** One choice. */
export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: ReactNode;
}

/** What Select takes. */
export interface SelectProps<Value extends string> {
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  /** Accessible name where no Field label names it. */
  readonly label?: string;
  readonly id?: string;
  readonly disabled?: boolean;
  readonly size?: 's' | 'm';
}

/** A choice of one from a short list. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, options, onChange, label, id, disabled, size = 'm' } = props;
  return (
    <Base.Root<Value>
      value={value}
      items={[...options]}
      disabled={disabled ?? false}
      onValueChange={(next) => next !== null && onChange(next)}
    >
      <Base.Trigger
        {...(id ? { id } : {})}
        {...(label ? { 'aria-label': label } : {})}
        className={`${styles.trigger} ${size === 's' ? styles.small : ''}`}
      >
        <Base.Value className={styles.value} />
        <Base.Icon className={styles.icon}>
          <ChevronsUpDown />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={popup.positioner} sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className={popup.popup}>
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className={popup.item ?? ''}>
                <span className={popup.check}>
                  <Base.ItemIndicator>
                    <Check />
                  </Base.ItemIndicator>
                </span>
                {option.icon}
                <Base.ItemText className={popup.itemText ?? ''}>{option.label}</Base.ItemText>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
