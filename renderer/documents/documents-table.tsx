import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { DocumentSummary } from '../../shared/contract.ts';
import type { Format } from '../../shared/domain/document.ts';
import { useArchiveState } from '../archive-state.ts';
import { isByKey, menuPoint, type WindowPoint } from '../components/menu-point.ts';
import { useMeasureOnChange, useRowHeight } from '../components/use-row-height.ts';
import { formatDay, formatPartialDate, kindName } from '../formats.ts';
import { extendOf, type ListSelection, moveSelection, selectRow } from '../list-selection.ts';
import { WithdrawalBadge } from '../versions/withdrawal-notice.tsx';
import type { Column, Sorting } from './document-sorting.ts';
import styles from './documents-table.module.css';

/** What DocumentsTable takes. */
export interface DocumentsTableProps {
  readonly documents: readonly DocumentSummary[];
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  readonly selection: ListSelection;
  readonly onSelect: (selection: ListSelection) => void;
  readonly onOpen: (document: DocumentSummary) => void;
  /** Delete was pressed on the selection. */
  readonly onDelete: () => void;
  /** The menu of a document, or of all that are selected if it is one of them, was asked for. */
  readonly onMenu: (id: string, at: WindowPoint) => void;
  readonly label: string;
  /** What the last column is about: when it was added, or moved to the trash. */
  readonly dateHeading?: string;
}

const HEADINGS: readonly { readonly column: Column; readonly label: string; readonly isNumber?: boolean }[] = [
  { column: 'title', label: 'Title' },
  { column: 'kind', label: 'Kind' },
  { column: 'issuer', label: 'Issuer' },
  { column: 'dateIssued', label: 'Issued' },
  { column: 'pageCount', label: 'Pages', isNumber: true },
  { column: 'passageCount', label: 'Passages', isNumber: true },
  { column: 'addedAt', label: 'Added' },
];

const FORMAT_BADGES: Readonly<Record<Format, string>> = {
  pdf: 'PDF',
  docx: 'DOCX',
  odt: 'ODT',
  rtf: 'RTF',
  html: 'HTML',
  mhtml: 'MHT',
  eml: 'EML',
  text: 'TXT',
  markdown: 'MD',
  png: 'PNG',
  jpeg: 'JPEG',
  tiff: 'TIFF',
};

function Row({ document, issuer }: { readonly document: DocumentSummary; readonly issuer: string | undefined }) {
  return (
    <>
      <div role="gridcell" className={styles.titleCell}>
        <span className={styles.badge} aria-hidden>
          {FORMAT_BADGES[document.format]}
        </span>
        <span className={styles.title} title={document.title}>
          {document.title}
        </span>
        {document.withdrawal && <WithdrawalBadge withdrawal={document.withdrawal} />}
        {document.versionCount > 1 && <span className={styles.versions}>v{document.versionCount}</span>}
      </div>
      <div role="gridcell" className={styles.cell}>
        {kindName(document.kind)}
      </div>
      <div role="gridcell" className={styles.cell} title={issuer}>
        {issuer ?? <span className={styles.none}>—</span>}
      </div>
      <div role="gridcell" className={styles.cell}>
        {formatPartialDate(document.dateIssued)}
      </div>
      <div role="gridcell" className={`${styles.cell} ${styles.number} ${styles.pageCount}`}>
        {document.pageCount ?? '—'}
      </div>
      <div role="gridcell" className={`${styles.cell} ${styles.number}`}>
        {document.passageCount > 0 ? document.passageCount : <span className={styles.none}>0</span>}
      </div>
      <div role="gridcell" className={`${styles.cell} ${styles.addedAt}`}>
        {formatDay(document.addedAt)}
      </div>
    </>
  );
}

/** Id of the document whose row an event fell on, or null. */
function documentAt(target: EventTarget): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-document]') : null;
  return row?.dataset.document ?? null;
}

/** The row of a document, if it is on screen. */
function rowOf({ currentTarget }: { readonly currentTarget: Element }, id: string): Element | null {
  return currentTarget.querySelector(`[id="document-row-${id}"]`);
}

/** The documents as a virtualised table: arrows walk, Shift extends, Enter opens, Delete trashes. */
export function DocumentsTable(props: DocumentsTableProps) {
  const { documents, sorting, onSort, selection, onSelect, onOpen, onDelete, onMenu, label, dateHeading } = props;
  const agencies = useArchiveState((state) => state.agenciesById);
  const scroll = useRef<HTMLDivElement>(null);
  /** The row on which the first press of a click or double click fell: selecting it may move what is below. */
  const pressed = useRef<string | null>(null);
  const rowHeight = useRowHeight(2.25);
  const virtualizer = useVirtualizer({
    count: documents.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  useMeasureOnChange(virtualizer, rowHeight);
  const ids = documents.map((one) => one.id);
  const focusIndex = selection.focus === null ? -1 : ids.indexOf(selection.focus);

  useEffect(() => {
    if (focusIndex >= 0) virtualizer.scrollToIndex(focusIndex, { align: 'auto' });
  }, [focusIndex, virtualizer]);

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / rowHeight) - 1);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: Number.NEGATIVE_INFINITY,
      End: Number.POSITIVE_INFINITY,
    };
    const step = steps[event.key];
    if (step !== undefined && !event.altKey) onSelect(moveSelection(selection, ids, step, event.shiftKey));
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey))
      onSelect({ selected: new Set(ids), focus: selection.focus ?? ids[0] ?? null, anchor: ids[0] ?? null });
    else if (event.key === 'Enter') {
      const document = documents[focusIndex];
      if (!document) return;
      onOpen(document);
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && selection.selected.size > 0) onDelete();
    else return;
    event.preventDefault();
  };

  return (
    <div
      className={styles.table}
      role="grid"
      aria-label={label}
      aria-rowcount={documents.length + 1}
      aria-multiselectable
      aria-activedescendant={focusIndex >= 0 ? `document-row-${selection.focus}` : undefined}
      tabIndex={0}
      onMouseDown={(event) => {
        if (event.detail <= 1) pressed.current = documentAt(event.target);
      }}
      onClick={(event) => {
        const id = event.detail > 1 ? pressed.current : documentAt(event.target);
        if (id !== null && (event.detail <= 1 || extendOf(event).toggle))
          onSelect(selectRow(selection, ids, id, extendOf(event)));
      }}
      onDoubleClick={(event) => {
        const id = documentAt(event.target) === null ? null : pressed.current;
        const document = documents.find((one) => one.id === id);
        if (document) onOpen(document);
      }}
      onKeyDown={(event) => event.target === event.currentTarget && onKeyDown(event)}
      onContextMenu={(event) => {
        const id = isByKey(event) ? selection.focus : documentAt(event.target);
        if (id === null || rowOf(event, id) === null) return;
        event.preventDefault();
        if (!selection.selected.has(id)) onSelect(selectRow(selection, ids, id));
        onMenu(id, menuPoint(event.nativeEvent, rowOf(event, id)));
      }}
      onFocus={(event) => {
        const [first] = ids;
        if (event.target === event.currentTarget && selection.focus === null && first !== undefined)
          onSelect({ ...selection, focus: first, anchor: first });
      }}
    >
      <div role="row" className={styles.headings} aria-rowindex={1}>
        {HEADINGS.map(({ column, label: usual, isNumber }) => {
          const heading = column === 'addedAt' ? (dateHeading ?? usual) : usual;
          const isSorted = sorting.column === column;
          return (
            <div
              key={column}
              role="columnheader"
              aria-sort={isSorted ? (sorting.isDescending ? 'descending' : 'ascending') : 'none'}
              className={`${styles.heading} ${styles[column] ?? ''} ${isNumber ? styles.number : ''}`}
            >
              <button
                type="button"
                aria-label={`Sort by ${heading.toLowerCase()}`}
                onClick={() => onSort({ column, isDescending: isSorted ? !sorting.isDescending : isNumber === true })}
              >
                {heading}
                {isSorted && (sorting.isDescending ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />)}
              </button>
            </div>
          );
        })}
      </div>
      <div role="rowgroup" className={styles.scroll} ref={scroll}>
        <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {virtualizer.getVirtualItems().map((item) => {
            const one = documents[item.index];
            if (!one) return null;
            return (
              <div
                key={one.id}
                id={`document-row-${one.id}`}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={selection.selected.has(one.id)}
                data-focus={selection.focus === one.id}
                className={styles.row}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                data-document={one.id}
              >
                <Row document={one} issuer={one.issuerId === null ? undefined : agencies.get(one.issuerId)?.name} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
