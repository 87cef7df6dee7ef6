import { Plus, ScrollText, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Briefing } from '../../shared/domain/briefing.ts';
import { call } from '../archive-client.ts';
import { useArchiveQuery } from '../archive-query.ts';
import { Button, IconButton } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import { ViewLayout } from '../components/view-layout.tsx';
import { count, formatPartialDate, formatTime } from '../formats.ts';
import { flushAll } from '../pending-drafts.ts';
import { closeTab, openTab } from '../tabs-state.ts';
import { isChangeOf, undoable } from '../undoable.ts';
import styles from './briefings-view.module.css';
import { GROUPING_NAMES, UNTITLED } from './grouping-names.ts';

function createBriefing(): void {
  call('briefing.create', { title: UNTITLED }).then(
    (briefing) => openTab({ kind: 'briefing', briefingId: briefing.id, title: briefing.title }),
    (error) => notifyError('The briefing was not created', error),
  );
}

/** The briefings, the one changed last first. */
export function BriefingsView({ active }: { readonly active: boolean }) {
  const { data, error } = useArchiveQuery('briefing.list', {}, ['briefing']);
  const [doomed, setDoomed] = useState<Briefing | null>(null);
  const briefings = [...(data ?? [])].sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
  return (
    <ViewLayout
      title="Briefings"
      subtitle={data && count(briefings.length, 'briefing')}
      actions={
        <Button variant="primary" icon={<Plus />} onClick={createBriefing}>
          New briefing
        </Button>
      }
      error={error}
    >
      {data && briefings.length === 0 ? (
        <EmptyState
          icon={<ScrollText />}
          title="No briefings yet"
          actions={<Button onClick={createBriefing}>New briefing</Button>}
        >
          A briefing gathers passages under an introduction, by agency, stance, document or date. Every quote is checked
          against the preserved text before it is exported.
        </EmptyState>
      ) : (
        <ul className={styles.list} aria-label="Briefings" data-active={active}>
          {briefings.map((briefing) => (
            <li key={briefing.id} className={styles.item}>
              <button
                type="button"
                className={styles.open}
                onClick={() => openTab({ kind: 'briefing', briefingId: briefing.id, title: briefing.title })}
              >
                <span className={styles.title}>{briefing.title}</span>
                <span className={styles.intro}>{briefing.introduction || 'No introduction yet'}</span>
                <span className={styles.facts}>
                  <span>{GROUPING_NAMES[briefing.groupBy]}</span>
                  {briefing.asOf !== null && <span>As of {formatPartialDate(briefing.asOf)}</span>}
                  <span>Changed {formatTime(briefing.updatedAt)}</span>
                </span>
              </button>
              <IconButton
                label={`Delete ${briefing.title}`}
                size="s"
                className={styles.delete ?? ''}
                onClick={() => setDoomed(briefing)}
              >
                <Trash2 />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
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
