import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { errorMessage } from '../components/toast.tsx';
import type { DocumentView, OutlineEntry, ViewPosition } from './document-view.ts';
import { countEntries, currentEntry, nearestRow, type OutlineRow, outlineRows } from './outline-rows.ts';
import styles from './reader-sidebar.module.css';

/** What OutlinePanel takes. */
export interface OutlinePanelProps {
  readonly view: Pick<DocumentView, 'outline'> | null;
  /** Whether the document has pages, as a PDF does: its outline is then made of bookmarks. */
  readonly hasPages: boolean;
  /** Where the reader stands. */
  readonly position: ViewPosition;
  readonly labelOf: (page: number) => string | null;
  readonly onGo: (place: ViewPosition) => void;
}

type OutlineState = readonly OutlineEntry[] | { readonly trouble: string } | null;

/** An outline longer than this begins with its uppermost lines alone. */
const FOLDED_FROM = 80;

function useOutline(view: OutlinePanelProps['view']): OutlineState {
  const [state, setState] = useState<OutlineState>(null);
  useEffect(() => {
    let isCurrent = true;
    setState(null);
    view?.outline().then(
      (entries) => isCurrent && setState(entries),
      (error: unknown) => isCurrent && setState({ trouble: errorMessage(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [view]);
  return state;
}

/** The document's table of contents, as a tree. */
export function OutlinePanel(props: OutlinePanelProps) {
  const outline = useOutline(props.view);
  if (outline === null) return <div className={styles.waiting} aria-busy="true" />;
  if ('trouble' in outline) return <p className={styles.none}>The outline could not be read: {outline.trouble}</p>;
  if (outline.length === 0) {
    return (
      <p className={styles.none}>{props.hasPages ? 'This PDF has no bookmarks.' : 'This document has no headings.'}</p>
    );
  }
  return <OutlineTree {...props} entries={outline} />;
}

function OutlineTree({
  entries,
  position,
  labelOf,
  onGo,
}: OutlinePanelProps & { readonly entries: readonly OutlineEntry[] }) {
  const isShort = useMemo(() => countEntries(entries) <= FOLDED_FROM, [entries]);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => outlineRows(entries, (key) => isShort !== toggled.has(key)), [entries, isShort, toggled]);
  const current = nearestRow(rows, currentEntry(entries, position));
  const [active, setActive] = useState<string | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const reachable = rows.some(({ key }) => key === active) ? active : (current ?? rows[0]?.key ?? null);

  useEffect(() => {
    const isBusy = tree.current?.contains(document.activeElement) === true;
    if (!isBusy) tree.current?.querySelector(`[data-key="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const focus = (key: string | undefined) => {
    if (key === undefined) return;
    setActive(key);
    tree.current?.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus();
  };
  const toggle = (key: string) =>
    setToggled((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const go = ({ entry, key }: OutlineRow) => {
    setActive(key);
    if (entry.destination !== null) onGo(entry.destination);
  };
  const onKeyDown = (event: KeyboardEvent, row: OutlineRow, index: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    switch (event.key) {
      case 'ArrowDown':
        focus(rows[index + 1]?.key);
        break;
      case 'ArrowUp':
        focus(rows[index - 1]?.key);
        break;
      case 'Home':
        focus(rows[0]?.key);
        break;
      case 'End':
        focus(rows[rows.length - 1]?.key);
        break;
      case 'ArrowRight':
        if (row.isExpanded === false) toggle(row.key);
        else if (row.isExpanded === true) focus(rows[index + 1]?.key);
        break;
      case 'ArrowLeft':
        if (row.isExpanded === true) toggle(row.key);
        else if (row.parent !== null) focus(row.parent);
        break;
      case 'Enter':
      case ' ':
        go(row);
        break;
      default: {
        if (!/^[\p{L}\p{N}]$/u.test(event.key)) return;
        const rest = [...rows.slice(index + 1), ...rows.slice(0, index)];
        focus(rest.find(({ entry }) => entry.title.toLowerCase().startsWith(event.key.toLowerCase()))?.key);
      }
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div ref={tree} role="tree" aria-label="Outline" className={styles.tree}>
      {rows.map((row, index) => {
        const { key, entry, isExpanded, posInSet, setSize } = row;
        const page = entry.destination === null ? null : labelOf(entry.destination.page);
        return (
          <div
            key={key}
            role="treeitem"
            data-key={key}
            aria-level={entry.level + 1}
            aria-posinset={posInSet}
            aria-setsize={setSize}
            {...(isExpanded === null ? {} : { 'aria-expanded': isExpanded })}
            {...(key === current ? { 'aria-current': 'location' } : {})}
            aria-selected={key === current}
            aria-disabled={entry.destination === null || undefined}
            tabIndex={key === reachable ? 0 : -1}
            className={styles.treeItem}
            style={{ paddingLeft: `${0.25 + entry.level * 0.875}rem` }}
            onClick={() => go(row)}
            onKeyDown={(event) => onKeyDown(event, row, index)}
          >
            <span
              aria-hidden
              className={styles.twisty}
              data-expanded={isExpanded ?? undefined}
              onClick={(event) => {
                if (isExpanded === null) return;
                event.stopPropagation();
                toggle(key);
              }}
            >
              {isExpanded !== null && <ChevronRight />}
            </span>
            <span className={styles.treeTitle} title={entry.title}>
              {entry.title}
            </span>
            {page !== null && <span className={styles.treePage}>{page}</span>}
          </div>
        );
      })}
    </div>
  );
}
