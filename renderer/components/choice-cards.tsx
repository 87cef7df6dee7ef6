import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ReactNode } from 'react';
import styles from './choice-cards.module.css';

/** One choice with what it is for. */
export interface ChoiceCard<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint: string;
  readonly icon?: ReactNode;
}

/** What ChoiceCards takes. */
export interface ChoiceCardsProps<Value extends string> {
  /** Accessible name of the group. */
  readonly label: string;
  readonly value: Value;
  readonly options: readonly ChoiceCard<Value>[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
}

/** A choice of one among several that need a sentence each. */
export function ChoiceCards<Value extends string>(props: ChoiceCardsProps<Value>) {
  const { label, value, options, onChange, disabled } = props;
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      disabled={disabled ?? false}
      onValueChange={(next) => {
        const option = options.find((one) => one.value === next);
        if (option) onChange(option.value);
      }}
      className={styles.group ?? ''}
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          nativeButton
          render={<button type="button" />}
          className={styles.card ?? ''}
        >
          {option.icon && (
            <span className={styles.icon} aria-hidden>
              {option.icon}
            </span>
          )}
          <span className={styles.words}>
            <span className={styles.label}>{option.label}</span>
            <span className={styles.hint}>{option.hint}</span>
          </span>
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
