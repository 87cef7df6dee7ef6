import { useVirtualizer } from '@tanstack/react-virtual';
import { Check, Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react';
import styles from './filter-list.module.css';
import { useMeasureOnChange, useRowHeight } from './use-row-height.ts';

/** Something to filter by. */
export interface FilterChoice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: ReactNode;
}

/** What FilterList takes. */
export interface FilterListProps<Value extends string> {
  /** What is filtered by: "Agency". */
  readonly label: string;
  readonly options: readonly FilterChoice<Value>[];
  readonly selected: ReadonlySet<Value>;
  readonly onToggle: (value: Value, isChecked: boolean) => void;
  readonly isLoading: boolean;
}

/** The choices that hold every word typed; those chosen when the list was opened stand first. */
function findChoices<Value extends string>(
  options: readonly FilterChoice<Value>[],
  first: ReadonlySet<Value>,
  typed: string,
): readonly FilterChoice<Value>[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found =
    words.length === 0
      ? options
      : options.filter(({ label }) => {
          const folded = label.toLowerCase();
          return words.every((word) => folded.includes(word));
        });
  return first.size === 0
    ? found
    : [...found.filter(({ value }) => first.has(value)), ...found.filter(({ value }) => !first.has(value))];
}

/** Thousands of choices behind one field: words narrow them, arrows walk them, Enter ticks one. */
export function FilterList<Value extends string>(props: FilterListProps<Value>) {
  const { label, options, selected, onToggle, isLoading } = props;
  const id = useId();
  const [typed, setTyped] = useState('');
  const [current, setCurrent] = useState(0);
  const [first] = useState(selected);
  const scroll = useRef<HTMLDivElement>(null);
  const found = useMemo(() => findChoices(options, first, typed), [options, first, typed]);
  const rowHeight = useRowHeight(1.75);
  const virtualizer = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  useMeasureOnChange(virtualizer, rowHeight);
  const active = Math.min(current, found.length - 1);
  const move = (to: number) => {
    const next = Math.max(0, Math.min(found.length - 1, to));
    setCurrent(next);
    virtualizer.scrollToIndex(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const choice = found[active];
    if (event.key === 'ArrowDown') move(active + 1);
    else if (event.key === 'ArrowUp') move(active - 1);
    else if (event.key === 'PageDown') move(active + 8);
    else if (event.key === 'PageUp') move(active - 8);
    else if (event.key === 'Enter' && choice) onToggle(choice.value, !selected.has(choice.value));
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.list}>
      <div className={styles.field}>
        <Search aria-hidden />
        <input
          type="text"
          role="combobox"
          aria-label={`Search: ${label}`}
          aria-expanded
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
          placeholder="Search"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setCurrent(0);
            scroll.current?.scrollTo({ top: 0 });
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {found.length === 0 && (
        <p className={styles.none} role="status">
          {isLoading ? 'Reading…' : typed === '' ? 'Nothing to choose yet' : `Nothing fits “${typed}”`}
        </p>
      )}
      <div ref={scroll} className={styles.scroll} data-empty={found.length === 0}>
        <div
          role="listbox"
          id={id}
          aria-label={label}
          aria-multiselectable
          className={styles.rows}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const choice = found[item.index];
            if (!choice) return null;
            const isChecked = selected.has(choice.value);
            return (
              // The field keeps the focus and names the row that the keys stand on.
              <div
                key={choice.value}
                id={`${id}-${item.index}`}
                role="option"
                tabIndex={-1}
                aria-selected={isChecked}
                aria-setsize={found.length}
                aria-posinset={item.index + 1}
                data-active={item.index === active}
                title={choice.label}
                className={styles.option}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                onMouseDown={(event) => event.preventDefault()}
                onMouseEnter={() => setCurrent(item.index)}
                onKeyDown={onKeyDown}
                onClick={() => onToggle(choice.value, !isChecked)}
              >
                <span className={styles.check}>{isChecked && <Check aria-hidden />}</span>
                {choice.icon}
                <span className={styles.words}>{choice.label}</span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
