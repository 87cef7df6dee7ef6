import { ChevronDown, X } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { type FilterChoice, FilterList } from './filter-list.tsx';
import styles from './filter-menu.module.css';
import { Menu } from './menu.tsx';
import { Popover } from './popover.tsx';

/** Choices that a plain menu holds; where there are more, they are searched. */
const MENU_LIMIT = 50;

/** What FilterMenu takes. */
export interface FilterMenuProps<Value extends string> {
  /** What is filtered by: "Kind". */
  readonly label: string;
  readonly options: readonly FilterChoice<Value>[];
  readonly selected: readonly Value[];
  readonly onChange: (selected: readonly Value[]) => void;
  /** For options that are read when the list is opened; such a list is always a searchable one. */
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** The options are being read. */
  readonly isLoading?: boolean;
}

/** A chip that shows what is filtered by and opens the choices; with a choice made it can be cleared at once. */
export function FilterMenu<Value extends string>(props: FilterMenuProps<Value>) {
  const { label, options, selected, onChange, onOpenChange } = props;
  const [isOpen, setIsOpen] = useState(false);
  const chosen = new Set(selected);
  const names = options.filter((option) => chosen.has(option.value)).map((option) => option.label);
  const isActive = selected.length > 0;
  const words = selected.length > 2 || names.length === 0 ? `${selected.length} chosen` : names.join(', ');
  const toggle = (value: Value, isChecked: boolean) =>
    onChange(isChecked ? [...selected, value] : selected.filter((other) => other !== value));
  const trigger: ReactElement = (
    <button type="button" className={styles.open} aria-label={`${label} filter`}>
      <span>{label}</span>
      {isActive && <span className={styles.value}>{words}</span>}
      {!isActive && <ChevronDown aria-hidden />}
    </button>
  );
  return (
    <span className={styles.chip} data-active={isActive}>
      {onOpenChange !== undefined || options.length > MENU_LIMIT ? (
        <Popover
          open={isOpen}
          onOpenChange={(open) => {
            setIsOpen(open);
            onOpenChange?.(open);
          }}
          label={`${label} filter`}
          trigger={trigger}
        >
          <FilterList
            label={label}
            options={options}
            selected={chosen}
            onToggle={toggle}
            isLoading={props.isLoading ?? false}
          />
        </Popover>
      ) : (
        <Menu
          trigger={trigger}
          entries={
            options.length === 0
              ? [{ kind: 'label', label: 'Nothing to choose yet' }]
              : options.map((option) => ({
                  kind: 'check',
                  label: option.label,
                  icon: option.icon,
                  isChecked: chosen.has(option.value),
                  run: (isChecked) => toggle(option.value, isChecked),
                }))
          }
        />
      )}
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
