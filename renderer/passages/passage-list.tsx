import { type KeyboardEvent, type MouseEvent, memo, useCallback, useMemo, useRef } from 'react';
import type { PassageView } from '../../shared/contract.ts';
import { Checkbox } from '../components/checkbox.tsx';
import { isByKey, menuPoint, type WindowPoint } from '../components/menu-point.ts';
import { useLongList } from '../components/use-long-list.ts';
import { extendOf, type ListSelection, NO_SELECTION, selectRow } from '../list-selection.ts';
import type { SoughtWords } from '../search/sought-words.ts';
import { isTextInput } from '../text-input.ts';
import { PassageCard } from './passage-card.tsx';
import type { PassageRow } from './passage-groups.ts';
import styles from './passages-view.module.css';
import { pagesAround, usePassages } from './use-passages.ts';

interface CardProps {
  readonly passage: PassageView;
  readonly isSelected: boolean;
  readonly onSelect: (id: string) => void;
  readonly isDocumentShown: boolean;
  readonly words: SoughtWords;
}

/** A card that scrolling does not make anew. */
const Card = memo(function Card({ passage, isSelected, onSelect, isDocumentShown, words }: CardProps) {
  return (
    <PassageCard
      passage={passage}
      isSelected={isSelected}
      onSelect={() => onSelect(passage.id)}
      isDocumentShown={isDocumentShown}
      words={words}
    />
  );
});

/** What PassageList takes. */
export interface PassageListProps {
  readonly rows: readonly PassageRow[];
  readonly selection: ListSelection;
  readonly onSelect: (selection: ListSelection) => void;
  readonly isDocumentShown: boolean;
  /** What is searched for, to be marked; the same object as long as it is the same. */
  readonly words: SoughtWords;
  /** Enter on a passage. */
  readonly onOpen: (passage: PassageView) => void;
  /** A digit: the passages selected, or the one the keyboard stands on. */
  readonly onDigit: (ids: readonly string[], digit: string) => void;
  readonly onDelete: (ids: readonly string[]) => void;
  /** The menu of a passage was asked for; `ids` are all that are selected if it is one of them, else it alone. */
  readonly onMenu: (passage: PassageView, ids: readonly string[], at: WindowPoint) => void;
}

/** The selection without what is under this heading, or with all of it. */
function selectGroup(selection: ListSelection, ids: readonly string[], isOn: boolean): ListSelection {
  const selected = new Set(selection.selected);
  for (const id of ids)
    if (isOn) selected.add(id);
    else selected.delete(id);
  return { ...selection, selected };
}

/**
 * Cards under headings, of which only those on screen are made. Arrows move, Shift extends, Space (or Ctrl+Space)
 * selects one more, Ctrl+A all, Enter opens, digits recode, Delete deletes.
 */
export function PassageList(props: PassageListProps) {
  const { rows, selection, onSelect, isDocumentShown, words } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => [...new Set(rows.flatMap((row) => (row.kind === 'passage' ? [row.id] : [])))], [rows]);
  const rowOf = useMemo(() => {
    const places = new Map<string, number>();
    for (const [index, row] of rows.entries())
      if (row.kind === 'passage' && !places.has(row.id)) places.set(row.id, index);
    return places;
  }, [rows]);
  const keys = useMemo(() => rows.map(({ key }) => key), [rows]);
  const estimate = useCallback((index: number) => (rows[index]?.kind === 'heading' ? 44 : 150), [rows]);
  // The bar about what is selected lies over the foot.
  const list = useLongList({ keys, scroll, estimate, overscan: 5, paddingEnd: 64 });
  const items = list.rows;
  const [from, to] = pagesAround(items[0]?.index ?? 0, items[items.length - 1]?.index ?? 0, rows.length);
  const wanted = new Set(rows.slice(from, to).flatMap((row) => (row.kind === 'passage' ? [row.id] : [])));
  const passages = usePassages([...wanted]);

  const focusRow = selection.focus === null ? undefined : rowOf.get(selection.focus);
  const focusIndex = items.find((item) => item.index === focusRow)?.index;
  const latest = useRef({ selection, ids, onSelect });
  latest.current = { selection, ids, onSelect };
  // One function for all cards and all times: a card is made anew only when it changes itself.
  const tick = useMemo(
    () => (id: string) => {
      const now = latest.current;
      now.onSelect(selectRow(now.selection, now.ids, id, { toggle: true, range: false }));
    },
    [],
  );

  const moveTo = (index: number, isRange: boolean) => {
    const id = ids[Math.max(0, Math.min(ids.length - 1, index))];
    if (id === undefined) return;
    const anchor = selection.anchor ?? selection.focus ?? id;
    onSelect(
      isRange
        ? selectRow({ ...selection, anchor }, ids, id, { toggle: false, range: true })
        : { ...selection, focus: id, anchor: id },
    );
    list.scrollTo(rowOf.get(id) ?? 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isCommand = event.ctrlKey || event.metaKey;
    const isAll = isCommand && event.key.toLowerCase() === 'a';
    if (event.target !== grid.current && !(isAll && event.target instanceof Element && !isTextInput(event.target)))
      return;
    const at = selection.focus === null ? -1 : ids.indexOf(selection.focus);
    const chosen =
      selection.selected.size > 0 ? [...selection.selected] : selection.focus === null ? [] : [selection.focus];
    if (event.key === 'ArrowDown') moveTo(at + 1, event.shiftKey);
    else if (event.key === 'ArrowUp') moveTo(at < 0 ? 0 : at - 1, event.shiftKey);
    else if (event.key === 'PageDown') moveTo(at + 5, event.shiftKey);
    else if (event.key === 'PageUp') moveTo(at - 5, event.shiftKey);
    else if (event.key === 'Home') moveTo(0, event.shiftKey);
    else if (event.key === 'End') moveTo(ids.length - 1, event.shiftKey);
    else if (event.key === ' ' && selection.focus !== null)
      onSelect(selectRow(selection, ids, selection.focus, { toggle: true, range: false }));
    else if (isAll)
      onSelect({ selected: new Set(ids), focus: selection.focus ?? ids[0] ?? null, anchor: selection.anchor });
    else if (event.key === 'Escape' && selection.selected.size > 0)
      onSelect({ ...NO_SELECTION, focus: selection.focus });
    else if (event.key === 'Enter' && selection.focus !== null) {
      const passage = passages.get(selection.focus);
      if (passage) props.onOpen(passage);
    } else if (/^[1-9]$/.test(event.key) && !isCommand && !event.altKey && chosen.length > 0)
      props.onDigit(chosen, event.key);
    else if (event.key === 'Delete' && chosen.length > 0) props.onDelete(chosen);
    else return;
    event.preventDefault();
  };
  const onClickCapture = (event: MouseEvent, id: string) => {
    // Shift on a check box means all from the one ticked before.
    if (!event.shiftKey || !(event.target instanceof Element) || !event.target.closest('[role=checkbox]')) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(selectRow(selection, ids, id, { toggle: false, range: true }));
  };
  const onClick = (event: MouseEvent, id: string) => {
    // What stands on the card has clicks of its own; with a key held they select all the same.
    const isControl =
      event.target instanceof Element && event.target.closest('button, input, a, [role=checkbox]') !== null;
    const extend = extendOf(event);
    if (isControl) return;
    onSelect(
      extend.range || extend.toggle ? selectRow(selection, ids, id, extend) : { ...selection, focus: id, anchor: id },
    );
    grid.current?.focus({ preventScroll: true });
  };

  const onContextMenu = (event: MouseEvent) => {
    const isKey = isByKey(event);
    // A key asks for the row that the keyboard stands on, unless it was pressed on a control of a card.
    const isOnGrid = isKey && event.target === grid.current;
    const found =
      event.target instanceof Element
        ? (isOnGrid
            ? grid.current?.querySelector('[data-focus=true]')
            : event.target.closest('[role=row]')
          )?.getAttribute('data-index')
        : null;
    const row = found === null || found === undefined ? undefined : rows[Number(found)];
    const passage = row?.kind === 'passage' ? passages.get(row.id) : undefined;
    if (passage === undefined) return;
    event.preventDefault();
    const isSelected = selection.selected.has(passage.id);
    onSelect({ ...selection, focus: passage.id, anchor: passage.id });
    const element = grid.current?.querySelector(`[data-index="${found}"]`) ?? null;
    props.onMenu(passage, isSelected ? [...selection.selected] : [passage.id], menuPoint(event.nativeEvent, element));
  };

  return (
    <div className={styles.scroll} ref={scroll}>
      {/* A grid has the keyboard as a whole and names the row it stands on. */}
      <div
        ref={grid}
        role="grid"
        aria-label="Passages"
        aria-multiselectable
        aria-rowcount={rows.length}
        aria-activedescendant={focusIndex === undefined ? undefined : `passage-row-${selection.focus}`}
        tabIndex={0}
        className={styles.column}
        style={{ height: list.height }}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
        onFocus={(event) => {
          if (event.target === grid.current && selection.focus === null && ids[0] !== undefined)
            onSelect({ ...selection, focus: ids[0] });
        }}
      >
        {items.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const groupIds = row.kind === 'heading' ? row.group.ids : [];
          const on = selection.selected.size === 0 ? 0 : groupIds.filter((id) => selection.selected.has(id)).length;
          const passage = row.kind === 'passage' ? passages.get(row.id) : undefined;
          const isFirst = row.kind === 'passage' && rowOf.get(row.id) === item.index;
          return (
            <div
              key={item.key}
              // A place holder has the height that was guessed; to measure it would lay out everything twice.
              ref={row.kind === 'heading' || passage ? list.measure : null}
              {...(isFirst ? { id: `passage-row-${row.id}` } : {})}
              role="row"
              tabIndex={-1}
              aria-rowindex={item.index + 1}
              {...(row.kind === 'passage' ? { 'aria-selected': selection.selected.has(row.id) } : {})}
              data-index={item.index}
              data-focus={row.kind === 'passage' && row.id === selection.focus}
              className={styles.row}
              style={{ transform: `translateY(${item.start}px)` }}
              onClickCapture={(event) => passage && onClickCapture(event, passage.id)}
              onClick={(event) => passage && onClick(event, passage.id)}
              onKeyDown={onKeyDown}
            >
              <div role="gridcell">
                {row.kind === 'heading' ? (
                  <div className={styles.heading}>
                    <Checkbox
                      label={`Select all of ${row.group.title}`}
                      checked={on > 0 && on === groupIds.length}
                      isMixed={on > 0 && on < groupIds.length}
                      onChange={(isOn) => onSelect(selectGroup(selection, groupIds, isOn))}
                    />
                    <h2>{row.group.title}</h2>
                    <span className={styles.count}>{groupIds.length.toLocaleString('en-GB')}</span>
                  </div>
                ) : passage ? (
                  <Card
                    passage={passage}
                    isSelected={selection.selected.has(passage.id)}
                    onSelect={tick}
                    isDocumentShown={isDocumentShown}
                    words={words}
                  />
                ) : (
                  <div className={styles.placeholder} aria-hidden />
                )}
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}
