import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import { useId } from 'react';
import styles from './checkbox.module.css';

/** What Checkbox takes. */
export interface CheckboxProps {
  readonly checked: boolean;
  readonly isMixed?: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Accessible name; shown only if `isLabelShown`. */
  readonly label: string;
  readonly isLabelShown?: boolean;
  readonly disabled?: boolean;
}

/** A check box. */
export function Checkbox({ checked, isMixed, onChange, label, isLabelShown, disabled }: CheckboxProps) {
  const id = useId();
  const box = (
    <Base.Root
      id={id}
      checked={checked}
      indeterminate={isMixed ?? false}
      disabled={disabled ?? false}
      onCheckedChange={(next) => onChange(next)}
      className={styles.box ?? ''}
      {...(isLabelShown ? {} : { 'aria-label': label })}
    >
      <Base.Indicator className={styles.indicator ?? ''}>{isMixed ? <Minus /> : <Check />}</Base.Indicator>
    </Base.Root>
  );
  if (!isLabelShown) return box;
  return (
    <span className={styles.label}>
      {box}
      <label htmlFor={id}>{label}</label>
    </span>
  );
}
