import { ChevronDown, X } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './filter-menu.module.css';
import { Menu } from './menu.tsx';

/** What FilterMenu takes. */
export interface FilterMenuProps<Value extends string> {
  /** What is filtered by: "Kind". */
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly icon?: ReactNode }[];
  readonly selected: readonly Value[];
  readonly onChange: (selected: readonly Value[]) => void;
}

/** A chip that shows what is filtered by and opens the choices; with a choice made it can be cleared at once. */
export function FilterMenu<Value extends string>({ label, options, selected, onChange }: FilterMenuProps<Value>) {
  const names = options.filter((option) => selected.includes(option.value)).map((option) => option.label);
  const isActive = selected.length > 0;
  const words = names.length > 2 ? `${names.length} chosen` : names.join(', ');
  return (
    <span className={styles.chip} data-active={isActive}>
      <Menu
        trigger={
          <button type="button" className={styles.open} aria-label={`${label} filter`}>
            <span>{label}</span>
            {isActive && <span className={styles.value}>{words}</span>}
            {!isActive && <ChevronDown aria-hidden />}
          </button>
        }
        entries={
          options.length === 0
            ? [{ kind: 'label', label: 'Nothing to choose yet' }]
            : options.map((option) => ({
                kind: 'check',
                label: option.label,
                icon: option.icon,
                isChecked: selected.includes(option.value),
                run: (isChecked) =>
                  onChange(
                    isChecked ? [...selected, option.value] : selected.filter((value) => value !== option.value),
                  ),
              }))
        }
      />
      {isActive && (
        <button
          type="button"
          className={styles.clear}
          aria-label={`Clear ${label} filter`}
          onClick={() => onChange([])}
        >
          <X />
        </button>
      )}
    </span>
  );
}
