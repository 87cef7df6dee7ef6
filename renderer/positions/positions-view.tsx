import { useVirtualizer } from '@tanstack/react-virtual';
import { Grid3x3 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useArchiveQuery, useLastKnown } from '../archive-query.ts';
import { useArchiveState } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { InspectorLayout } from '../components/inspector-layout.tsx';
import { StanceMark, stanceStyle } from '../components/stance.tsx';
import { useMeasureOnChange, useRowHeight } from '../components/use-row-height.ts';
import { ViewLayout } from '../components/view-layout.tsx';
import { count } from '../formats.ts';
import { openTab } from '../tabs-state.ts';
import { AsOfField } from './as-of-field.tsx';
import { CellQuotes } from './cell-quotes.tsx';
import { buildMatrix, type MatrixModel, tintStrength } from './matrix-model.ts';
import styles from './positions-view.module.css';

/** Agencies up to which every row is made. */
const WHOLE = 100;

interface Cell {
  readonly row: number;
  readonly column: number;
}

interface MatrixProps {
  readonly model: MatrixModel;
  readonly open: { readonly agencyId: string; readonly stanceId: string } | null;
  readonly onOpen: (agencyId: string, stanceId: string) => void;
}

function Matrix({ model, open, onOpen }: MatrixProps) {
  const [focus, setFocus] = useState<Cell>({ row: 0, column: 0 });
  const grid = useRef<HTMLTableElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  /** A cell that the keys went to and that was not on screen: it takes the focus when it is. */
  const awaited = useRef<Cell | null>(null);
  // A cell and the space between two, as the style sheet has them.
  const rowHeight = useRowHeight(2.5 + 0.1875);
  const isLong = model.rows.length > WHOLE;
  const virtualizer = useVirtualizer({
    count: model.rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => model.rows[index]?.id ?? index,
    overscan: isLong ? 12 : model.rows.length,
    // The headings stay on top of the rows.
    scrollPaddingStart: rowHeight * 2,
  });
  useMeasureOnChange(virtualizer, rowHeight);
  const items = virtualizer.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items[items.length - 1]?.end ?? 0);
  const cellAt = (cell: Cell) => grid.current?.querySelector<HTMLElement>(`[data-cell="${cell.row} ${cell.column}"]`);
  useEffect(() => {
    if (awaited.current === null) return;
    const cell = cellAt(awaited.current);
    if (!cell) return;
    awaited.current = null;
    cell.focus();
  });
  const row = Math.min(focus.row, model.rows.length - 1);
  const column = Math.min(focus.column, model.stances.length - 1);
  const tabRow = items.some((item) => item.index === row) ? row : items[0]?.index;

  const move = (next: Cell) => {
    const target = {
      row: Math.max(0, Math.min(model.rows.length - 1, next.row)),
      column: Math.max(0, Math.min(model.stances.length - 1, next.column)),
    };
    setFocus(target);
    const cell = cellAt(target);
    if (cell) cell.focus();
    else {
      awaited.current = target;
      virtualizer.scrollToIndex(target.row);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey) return;
    if (event.key === 'ArrowDown') move({ row: row + 1, column });
    else if (event.key === 'ArrowUp') move({ row: row - 1, column });
    else if (event.key === 'ArrowRight') move({ row, column: column + 1 });
    else if (event.key === 'ArrowLeft') move({ row, column: column - 1 });
    else if (event.key === 'Home') move({ row: event.ctrlKey ? 0 : row, column: 0 });
    else if (event.key === 'End') move({ row: event.ctrlKey ? model.rows.length : row, column: model.stances.length });
    else if (event.key === 'Enter' || event.key === ' ') {
      const agency = model.rows[row];
      const stance = model.stances[column];
      if (agency && stance) onOpen(agency.id, stance.id);
    } else return;
    event.preventDefault();
  };

  return (
    <div className={styles.scroll} ref={scroll}>
      <table
        role="grid"
        data-long={isLong}
        aria-rowcount={model.rows.length + 2}
        aria-label="Positions"
        className={styles.grid}
        ref={grid}
      >
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              Agency
            </th>
            {model.stances.map((stance) => (
              <th key={stance.id} scope="col" className={styles.stance} title={stance.definition || stance.name}>
                <span className={styles.stanceHead}>
                  <StanceMark stance={stance} isNamed={false} />
                  <span>{stance.name}</span>
                </span>
              </th>
            ))}
            <th scope="col" className={styles.total}>
              Total
            </th>
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr aria-hidden style={{ height: above }} />}
          {items.map(({ index: rowIndex }) => {
            const agency = model.rows[rowIndex];
            return (
              agency && (
                <tr key={agency.id} aria-rowindex={rowIndex + 2}>
                  <th scope="row" className={styles.agency}>
                    {agency.name}
                  </th>
                  {model.stances.map((stance, columnIndex) => {
                    const number = agency.counts[columnIndex] ?? 0;
                    const isOpen = open?.agencyId === agency.id && open.stanceId === stance.id;
                    return (
                      <td
                        key={stance.id}
                        role="gridcell"
                        data-cell={`${rowIndex} ${columnIndex}`}
                        data-empty={number === 0}
                        data-open={isOpen}
                        aria-selected={isOpen}
                        aria-label={`${agency.name}, ${stance.name}: ${number}`}
                        tabIndex={rowIndex === tabRow && columnIndex === column ? 0 : -1}
                        className={styles.cell}
                        style={{
                          ...stanceStyle(stance.color),
                          ...(number === 0
                            ? {}
                            : {
                                background: `color-mix(in srgb, var(--stance) ${tintStrength(number, model.highest)}%, var(--surface-raised))`,
                              }),
                        }}
                        onKeyDown={onKeyDown}
                        onClick={() => {
                          setFocus({ row: rowIndex, column: columnIndex });
                          onOpen(agency.id, stance.id);
                        }}
                        onFocus={() => setFocus({ row: rowIndex, column: columnIndex })}
                      >
                        {number > 0 && (
                          <span className={styles.value}>
                            <span className={styles.letter}>{stance.letter}</span>
                            {number}
                          </span>
                        )}
                      </td>
                    );
                  })}
                  <td className={styles.total}>{agency.total}</td>
                </tr>
              )
            );
          })}
          {below > 0 && <tr aria-hidden style={{ height: below }} />}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className={styles.agency}>
              Total
            </th>
            {model.columnTotals.map((total, index) => (
              <td key={model.stances[index]?.id} className={styles.total}>
                {total}
              </td>
            ))}
            <td className={styles.total}>{model.total}</td>
          </tr>
        </tfoot>
      </table>
      {model.gaps.length > 0 && (
        <section className={styles.gaps} aria-labelledby="gaps-heading">
          <h2 id="gaps-heading">{count(model.gaps.length, 'agency', 'agencies')} without a coded statement</h2>
          <ul>
            {model.gaps.map((agency) => (
              <li key={agency.id}>{agency.name}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** Which agency takes which stance, how often; a cell opens its quotes. */
export function PositionsView({ active }: { readonly active: boolean }) {
  const agencies = useArchiveState((state) => state.codebook.agencies);
  const stances = useArchiveState((state) => state.codebook.stances);
  const [asOf, setAsOf] = useState<string | null>(null);
  const [open, setOpen] = useState<{ readonly agencyId: string; readonly stanceId: string } | null>(null);
  const query = useArchiveQuery('position.matrix', asOf === null ? {} : { asOf }, [
    'passage',
    'document',
    'agency',
    'stance',
  ]);
  const matrix = useLastKnown(query.data);
  const model = useMemo(() => (matrix ? buildMatrix(matrix, agencies, stances) : null), [matrix, agencies, stances]);
  return (
    <InspectorLayout
      active={active}
      label="Quotes of the cell"
      isEmpty={open === null}
      inspector={<CellQuotes agencyId={open?.agencyId ?? null} stanceId={open?.stanceId ?? null} asOf={asOf} />}
    >
      <ViewLayout
        title="Positions"
        subtitle={model && `${count(model.rows.length, 'agency', 'agencies')} · ${count(model.total, 'coding')}`}
        actions={<AsOfField value={asOf} onChange={setAsOf} />}
        error={query.error}
      >
        {model &&
          (model.rows.length > 0 ? (
            <Matrix model={model} open={open} onOpen={(agencyId, stanceId) => setOpen({ agencyId, stanceId })} />
          ) : (
            <EmptyState
              icon={<Grid3x3 />}
              title={asOf === null ? 'No positions yet' : `Nothing was stated up to ${asOf}`}
              actions={
                asOf === null ? (
                  <Button onClick={() => openTab({ kind: 'view', view: 'documents' })}>Go to Documents</Button>
                ) : (
                  <Button onClick={() => setAsOf(null)}>Show all dates</Button>
                )
              }
            >
              Each passage that you code with an agency and a stance counts in one cell of this matrix.
            </EmptyState>
          ))}
      </ViewLayout>
    </InspectorLayout>
  );
}
