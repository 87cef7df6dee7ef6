import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown } from 'lucide-react';
import { type RefObject, useRef } from 'react';
import styles from './choice-chip.module.css';
import { Keys } from './keys.tsx';
import popup from './popup.module.css';

/** What ChoiceChip takes. */
export interface ChoiceChipProps<Value extends string> {
  /** What is chosen: "Voice". */
  readonly label: string;
  readonly value: Value | null;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint: string }[];
  readonly onChange: (value: Value | null) => void;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** Keys that open it, shown while nothing is chosen. */
  readonly keys?: readonly string[];
  /** What takes the focus afterwards; the chip itself if absent. */
  readonly finalFocus?: RefObject<HTMLElement | null>;
}

/** Stands for no value in the group of choices, which knows strings only. */
const NONE = '';

/** An optional choice of one among a few, folded into a chip. */
export function ChoiceChip<Value extends string>(props: ChoiceChipProps<Value>) {
  const { label, value, options, onChange, isOpen, onOpenChange, keys, finalFocus } = props;
  const chip = useRef<HTMLButtonElement>(null);
  // Where the focus has gone on already, it stays.
  const restore = () => {
    const active = document.activeElement;
    const isHere = active === null || active === document.body || active.closest('[role="menu"]') !== null;
    return isHere ? (finalFocus?.current ?? true) : false;
  };
  const chosen = options.find((option) => option.value === value);
  return (
    <Menu.Root open={isOpen} onOpenChange={onOpenChange} modal={false}>
      <Menu.Trigger
        render={
          <button ref={chip} type="button" className={styles.chip} data-chosen={chosen !== undefined || undefined}>
            <span className={chosen ? 'visually-hidden' : undefined}>{chosen ? `${label}: ` : label}</span>
            {chosen?.label}
            {chosen === undefined && keys ? (
              <span aria-hidden className={styles.keys}>
                <Keys keys={keys} />
              </span>
            ) : (
              <ChevronDown aria-hidden />
            )}
          </button>
        }
      />
      <Menu.Portal>
        <Menu.Positioner className={popup.positioner ?? ''} sideOffset={4} align="start" collisionPadding={8}>
          <Menu.Popup className={popup.popup ?? ''} finalFocus={restore}>
            <Menu.RadioGroup
              aria-label={label}
              value={value ?? NONE}
              onValueChange={(next: unknown) => {
                // The menu fades out, and would take the keys that follow at once: the next one may be waiting already. It
                // gives its line the focus in this very event.
                queueMicrotask(() => (finalFocus?.current ?? chip.current)?.focus());
                onChange(options.find((option) => option.value === next)?.value ?? null);
              }}
            >
              {options.map((option) => (
                <Menu.RadioItem
                  key={option.value}
                  value={option.value}
                  label={option.label}
                  closeOnClick
                  className={popup.item ?? ''}
                >
                  <span className={popup.check}>
                    <Menu.RadioItemIndicator>
                      <Check />
                    </Menu.RadioItemIndicator>
                  </span>
                  <span className={styles.words}>
                    {option.label}
                    <span className={styles.hint}>{option.hint}</span>
                  </span>
                </Menu.RadioItem>
              ))}
              {value !== null && (
                <>
                  <Menu.Separator className={popup.separator ?? ''} />
                  <Menu.RadioItem value={NONE} label="Not said" closeOnClick className={popup.item ?? ''}>
                    <span className={popup.check} />
                    <span className={popup.itemText}>Not said</span>
                  </Menu.RadioItem>
                </>
              )}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
