import { CircleAlert, CircleCheck, FileSearch, ListFilter, PenLine, Plus, ScrollText, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Briefing } from '../../shared/domain/briefing.ts';
import { call } from '../archive-client.ts';
import { useArchiveQuery } from '../archive-query.ts';
import { Button, IconButton } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { notify } from '../components/toast.tsx';
import { RoomyLabel, ViewLayout } from '../components/view-layout.tsx';
import { count, formatPartialDate, formatTime } from '../formats.ts';
import { openFrameDialog } from '../frame/archive-actions.ts';
import { flushAll } from '../pending-drafts.ts';
import { closeTab, openTab } from '../tabs-state.ts';
import { isChangeOf, undoable } from '../undoable.ts';
import { openingWords } from './briefing-words.ts';
import styles from './briefings-view.module.css';
import { GROUPING_NAMES } from './grouping-names.ts';
import { NewBriefingDialog } from './templates/new-briefing-dialog.tsx';
import { isWorkedOn } from './templates/template-words.ts';
import { type BriefingState, useBriefingStates } from './use-briefing-states.ts';

const NONE: readonly Briefing[] = [];

/** How a briefing stands: quotes, what is not clean, what the check found. */
function StateLine({ state }: { readonly state: BriefingState | undefined }) {
  if (state === undefined) return <span className={styles.state}>Being checked…</span>;
  const { quotes, isMore, notClean, findings } = state;
  const isClean = notClean === 0 && (findings ?? 0) === 0;
  return (
    <span className={styles.state} data-clean={isClean}>
      {isClean ? <CircleCheck aria-hidden /> : <CircleAlert aria-hidden />}
      <span>
        {[
          quotes === 0 ? 'No quotes' : `${isMore ? 'More than ' : ''}${count(quotes, 'quote')}`,
          notClean === 0 ? (quotes === 0 ? null : 'all clean') : `${notClean} not clean`,
          findings === null || findings === 0 ? null : count(findings, 'finding'),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </span>
    </span>
  );
}

function Kind({ briefing }: { readonly briefing: Briefing }) {
  return (
    <span className={styles.kind}>
      {briefing.body === undefined ? <ListFilter aria-hidden /> : <PenLine aria-hidden />}
      {briefing.body === undefined ? `Arranges itself: ${GROUPING_NAMES[briefing.groupBy].toLowerCase()}` : 'Composed'}
    </span>
  );
}

interface CardProps {
  readonly briefing: Briefing;
  readonly state: BriefingState | undefined;
  readonly onDelete: () => void;
}

function Card({ briefing, state, onDelete }: CardProps) {
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.open}
        onClick={() => openTab({ kind: 'briefing', briefingId: briefing.id, title: briefing.title })}
      >
        <span className={styles.title}>{briefing.title}</span>
        <Kind briefing={briefing} />
        <span className={styles.intro}>{openingWords(briefing) || 'Nothing written yet'}</span>
        <StateLine state={state} />
        <span className={styles.facts}>
          {briefing.audience !== undefined && briefing.audience !== '' && <span>For {briefing.audience}</span>}
          {briefing.asOf !== null && <span>As of {formatPartialDate(briefing.asOf)}</span>}
          <span>Changed {formatTime(briefing.updatedAt)}</span>
        </span>
      </button>
      <IconButton label={`Delete ${briefing.title}`} size="s" className={styles.delete ?? ''} onClick={onDelete}>
        <Trash2 />
      </IconButton>
    </li>
  );
}

/** The briefings, the one changed last first, each with how it stands. */
export function BriefingsView({ active }: { readonly active: boolean }) {
  const { data, error } = useArchiveQuery('briefing.list', {}, ['briefing']);
  const [doomed, setDoomed] = useState<Briefing | null>(null);
  const [isMaking, setIsMaking] = useState(false);
  const briefings = useMemo(
    () => (data ?? NONE).filter(isWorkedOn).sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)),
    [data],
  );
  const states = useBriefingStates(briefings);
  const make = () => setIsMaking(true);
  return (
    <ViewLayout
      title="Briefings"
      subtitle={data && count(briefings.length, 'briefing')}
      actions={
        <>
          <Button icon={<FileSearch />} title="Check a briefing file" onClick={() => openFrameDialog('briefing-check')}>
            <RoomyLabel>Check a briefing file…</RoomyLabel>
          </Button>
          <Button variant="primary" icon={<Plus />} onClick={make}>
            New briefing
          </Button>
        </>
      }
      error={error}
    >
      {data && briefings.length === 0 ? (
        <EmptyState
          icon={<ScrollText />}
          title="No briefings yet"
          actions={<Button onClick={make}>New briefing</Button>}
        >
          A briefing is composed on a page of its own, with quotes that stay tied to their sources, or arranges passages
          by itself. Every quote is checked against the preserved text before it leaves the archive.
        </EmptyState>
      ) : (
        <ul className={styles.list} aria-label="Briefings" data-active={active}>
          {briefings.map((briefing) => (
            <Card
              key={briefing.id}
              briefing={briefing}
              state={states.get(briefing.id)}
              onDelete={() => setDoomed(briefing)}
            />
          ))}
        </ul>
      )}
      <NewBriefingDialog open={isMaking} onClose={() => setIsMaking(false)} />
      <ConfirmDialog
        open={doomed !== null}
        onClose={() => setDoomed(null)}
        title={`Delete “${doomed?.title ?? ''}”?`}
        description="The passages it quotes stay in the archive, and so do files exported from it. You can undo this."
        confirmLabel="Delete briefing"
        isDangerous
        onConfirm={async () => {
          if (doomed === null) return;
          const { id, title } = doomed;
          // What is typed but not saved belongs to what is deleted, so that undo brings it back too.
          await flushAll(`briefing:${id}`);
          const { undo } = await undoable(`Deleted: ${title}`, isChangeOf('briefing.delete', [id]), () =>
            call('briefing.delete', { id }),
          );
          closeTab(`briefing:${id}`);
          notify(`Deleted: ${title}`, undo);
        }}
      />
    </ViewLayout>
  );
}
