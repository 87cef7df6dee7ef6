import { ArrowDown, ArrowUp, Plus } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { Button, IconButton } from '../components/button.tsx';
import { StanceMark } from '../components/stance.tsx';
import { notifyError } from '../components/toast.tsx';
import { ViewLayout } from '../components/view-layout.tsx';
import { count } from '../formats.ts';
import styles from './codebook.module.css';
import { freeColor, freeLetter } from './stance-palette.ts';

/** What StanceList takes. */
export interface StanceListProps {
  /** Codings by stance id. */
  readonly counts: ReadonlyMap<string, number>;
  readonly selectedId: string | null;
  readonly onSelect: (id: string | null) => void;
  readonly partSwitch: ReactNode;
}

/** The stances in their order, which buttons change. */
export function StanceList({ counts, selectedId, onSelect, partSwitch }: StanceListProps) {
  const stances = useArchiveState((state) => state.codebook.stances);
  const rows = useRef<HTMLDivElement>(null);
  const add = () => {
    let name = 'New stance';
    for (let number = 2; stances.some((stance) => stance.name === name); number += 1) name = `New stance ${number}`;
    const digits = stances.map((stance) => stance.digit);
    const digit = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((one) => !digits.includes(one)) ?? null;
    call('stance.add', {
      name,
      digit,
      color: freeColor(stances.map((stance) => stance.color)),
      letter: freeLetter(
        name,
        stances.map((stance) => stance.letter),
      ),
      order: Math.max(0, ...stances.map((stance) => stance.order)) + 1,
    }).then(
      (stance) => onSelect(stance.id),
      (error) => notifyError('The stance was not added', error),
    );
  };
  const swap = async (index: number, step: 1 | -1) => {
    const one = stances[index];
    const other = stances[index + step];
    if (!one || !other) return;
    try {
      await call('stance.update', { id: one.id, order: other.order });
      await call('stance.update', { id: other.id, order: one.order });
    } catch (error) {
      notifyError('The order was not changed', error);
    }
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Enter' || event.key === ' ') onSelect(stances[index]?.id ?? null);
    else if (step !== 0) {
      const next = stances[index + step];
      if (!next) return;
      onSelect(next.id);
      rows.current?.querySelector<HTMLElement>(`[data-index="${index + step}"]`)?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <ViewLayout
      title="Codebook"
      subtitle={count(stances.length, 'stance')}
      controls={partSwitch}
      actions={
        <Button icon={<Plus />} onClick={add}>
          Add stance
        </Button>
      }
    >
      <div className={styles.table} role="grid" aria-label="Stances" ref={rows}>
        <div role="row" className={`${styles.headings} ${styles.stanceGrid}`}>
          <span role="columnheader">Stance</span>
          <span role="columnheader">Definition</span>
          <span role="columnheader">Key</span>
          <span role="columnheader" className={styles.number}>
            Codings
          </span>
          <span role="columnheader">
            <span className="visually-hidden">Order</span>
          </span>
        </div>
        <div role="rowgroup" className={styles.rows}>
          {stances.map((stance, index) => (
            <div
              key={stance.id}
              role="row"
              data-index={index}
              aria-selected={stance.id === selectedId}
              tabIndex={stance.id === selectedId || (selectedId === null && index === 0) ? 0 : -1}
              className={`${styles.row} ${styles.stanceGrid} ${styles.static}`}
              onClick={() => onSelect(stance.id)}
              onKeyDown={(event) => event.target === event.currentTarget && onKeyDown(event, index)}
            >
              <span role="gridcell" className={styles.name}>
                <StanceMark stance={stance} isNamed={false} />
                {stance.name}
              </span>
              <span role="gridcell" className={styles.definition}>
                {stance.definition}
              </span>
              <span role="gridcell" className={styles.cell}>
                {stance.digit ?? '—'}
              </span>
              <span role="gridcell" className={`${styles.cell} ${styles.number}`}>
                {counts.get(stance.id) ?? 0}
              </span>
              <span role="gridcell" className={styles.order}>
                <IconButton
                  label={`Move ${stance.name} up`}
                  size="s"
                  disabled={index === 0}
                  onClick={() => void swap(index, -1)}
                >
                  <ArrowUp />
                </IconButton>
                <IconButton
                  label={`Move ${stance.name} down`}
                  size="s"
                  disabled={index === stances.length - 1}
                  onClick={() => void swap(index, 1)}
                >
                  <ArrowDown />
                </IconButton>
              </span>
            </div>
          ))}
        </div>
      </div>
    </ViewLayout>
  );
}
