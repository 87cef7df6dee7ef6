import { useVirtualizer } from '@tanstack/react-virtual';
import { Building2, Plus } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { matchAgencies } from '../components/agency-matching.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { SearchField } from '../components/search-field.tsx';
import { notifyError } from '../components/toast.tsx';
import { useMeasureOnChange, useRowHeight } from '../components/use-row-height.ts';
import { ViewLayout } from '../components/view-layout.tsx';
import { count } from '../formats.ts';
import { levelName } from './agency-levels.ts';
import styles from './codebook.module.css';

/** What AgencyList takes. */
export interface AgencyListProps {
  /** Codings by agency id. */
  readonly counts: ReadonlyMap<string, number>;
  readonly selectedId: string | null;
  readonly onSelect: (id: string | null) => void;
  readonly partSwitch: ReactNode;
}

/** The agencies as a table; typing a name that does not exist offers to add it. */
export function AgencyList({ counts, selectedId, onSelect, partSwitch }: AgencyListProps) {
  const all = useArchiveState((state) => state.codebook.agencies);
  const [typed, setTyped] = useState('');
  const scroll = useRef<HTMLDivElement>(null);
  const matches = matchAgencies(all, typed);
  const agencies = matches.flatMap((item) => (item.kind === 'agency' ? [item.agency] : []));
  const canCreate = matches.some((item) => item.kind === 'create');
  const rowHeight = useRowHeight(2.5);
  const virtualizer = useVirtualizer({
    count: agencies.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  useMeasureOnChange(virtualizer, rowHeight);
  const index = agencies.findIndex((agency) => agency.id === selectedId);
  useEffect(() => {
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
  }, [index, virtualizer]);

  const add = (name: string) => {
    call('agency.add', { name }).then(
      (agency) => {
        setTyped('');
        onSelect(agency.id);
      },
      (error) => notifyError('The agency was not added', error),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    onSelect(agencies[Math.max(0, Math.min(agencies.length - 1, index + step))]?.id ?? null);
    event.preventDefault();
  };
  return (
    <ViewLayout
      title="Codebook"
      subtitle={count(all.length, 'agency', 'agencies')}
      controls={partSwitch}
      actions={
        <>
          <SearchField
            label="Search agencies"
            placeholder="Name or alias"
            value={typed}
            onChange={setTyped}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && canCreate) add(typed.trim());
            }}
          />
          <Button icon={<Plus />} onClick={() => add(canCreate ? typed.trim() : nextName(all.map((one) => one.name)))}>
            {canCreate && typed.trim() !== '' ? `Add “${typed.trim()}”` : 'Add agency'}
          </Button>
        </>
      }
    >
      {agencies.length === 0 ? (
        <EmptyState
          icon={<Building2 />}
          title={all.length === 0 ? 'No agencies yet' : `No agency called “${typed.trim()}”`}
          {...(canCreate ? { actions: <Button onClick={() => add(typed.trim())}>Add “{typed.trim()}”</Button> } : {})}
        >
          {all.length === 0 &&
            'An agency is the body that takes a stance. Add one here, or simply type its name while you mark a passage.'}
        </EmptyState>
      ) : (
        <div
          className={styles.table}
          role="grid"
          aria-label="Agencies"
          aria-rowcount={agencies.length + 1}
          tabIndex={0}
          aria-activedescendant={index >= 0 ? `agency-row-${selectedId}` : undefined}
          onClick={(event) => {
            const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-agency]') : null;
            if (row?.dataset.agency !== undefined) onSelect(row.dataset.agency);
          }}
          onKeyDown={onKeyDown}
        >
          <div role="row" className={`${styles.headings} ${styles.agencyGrid}`} aria-rowindex={1}>
            <span role="columnheader">Name</span>
            <span role="columnheader">Aliases</span>
            <span role="columnheader">Jurisdiction</span>
            <span role="columnheader">Level</span>
            <span role="columnheader" className={styles.number}>
              Codings
            </span>
          </div>
          <div role="rowgroup" className={styles.rows} ref={scroll}>
            <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
              {virtualizer.getVirtualItems().map((item) => {
                const agency = agencies[item.index];
                if (!agency) return null;
                return (
                  <div
                    key={agency.id}
                    id={`agency-row-${agency.id}`}
                    role="row"
                    aria-rowindex={item.index + 2}
                    aria-selected={agency.id === selectedId}
                    className={`${styles.row} ${styles.agencyGrid}`}
                    style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                    data-agency={agency.id}
                  >
                    <span role="gridcell" className={styles.name}>
                      {agency.name}
                    </span>
                    <span role="gridcell" className={styles.aliases}>
                      {agency.aliases.map((alias) => (
                        <span key={alias} className={styles.alias}>
                          {alias}
                        </span>
                      ))}
                    </span>
                    <span role="gridcell" className={styles.cell}>
                      {agency.jurisdiction}
                    </span>
                    <span role="gridcell" className={styles.cell}>
                      {levelName(agency.level)}
                    </span>
                    <span role="gridcell" className={`${styles.cell} ${styles.number}`}>
                      {counts.get(agency.id) ?? 0}
                    </span>
                  </div>
                );
              })}
            </div>
          </div>
        </div>
      )}
    </ViewLayout>
  );
}

function nextName(names: readonly string[]): string {
  const base = 'New agency';
  if (!names.includes(base)) return base;
  let number = 2;
  while (names.includes(`${base} ${number}`)) number += 1;
  return `${base} ${number}`;
}
