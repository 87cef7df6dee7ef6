import { CircleAlert, CircleCheck, Download, ListChecks, Loader, PenLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { Briefing } from '../../shared/domain/briefing.ts';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { useCommandHandler } from '../commands.ts';
import { Button } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Field, GrowingInput, TextArea, TextInput } from '../components/field.tsx';
import { FilterMenu } from '../components/filter-menu.tsx';
import { Select } from '../components/select.tsx';
import { StanceMark } from '../components/stance.tsx';
import { errorMessage } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { DocumentFilter } from '../passages/document-filter.tsx';
import { AsOfField } from '../positions/as-of-field.tsx';
import { setTabTitle } from '../tabs-state.ts';
import { useBriefingRecord } from '../use-record.ts';
import styles from './briefing-editor.module.css';
import { BriefingPassages } from './briefing-passages.tsx';
import { BriefingPreview } from './briefing-preview.tsx';
import { togglePassage } from './briefing-selection.ts';
import { Composer } from './composer/composer.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { GROUPING_OPTIONS, UNTITLED } from './grouping-names.ts';
import { type BriefingDraft, useBriefingDraft } from './use-briefing-draft.ts';
import { PREVIEWED, useBriefingPassages } from './use-briefing-passages.ts';
import { isFlagged, verificationSummary } from './verification-summary.ts';

function SaveState({ draft }: { readonly draft: BriefingDraft }) {
  return (
    <span role="status" className={styles.state} data-state={draft.state}>
      {draft.state === 'saved' && (
        <>
          <CircleCheck aria-hidden /> Saved
        </>
      )}
      {draft.state === 'saving' && (
        <>
          <Loader aria-hidden /> Saving…
        </>
      )}
      {draft.state === 'refused' && (
        <>
          <CircleAlert aria-hidden /> Not saved{draft.error === null ? '' : `: ${draft.error}`}
        </>
      )}
    </span>
  );
}

function Filters({ draft }: { readonly draft: BriefingDraft }) {
  const agencies = useArchiveState((state) => state.codebook.agencies);
  const stances = useArchiveState((state) => state.codebook.stances);
  const { filter } = draft.fields;
  const set = (change: Partial<Briefing['filter']>) => draft.change({ filter: { ...filter, ...change } }, true);
  return (
    <div className={styles.filters} role="group" aria-label="Passages taken by filter">
      <FilterMenu
        label="Agency"
        options={agencies.map((agency) => ({ value: agency.id, label: agency.name }))}
        selected={filter.agencyIds}
        onChange={(values) => set({ agencyIds: [...values] })}
      />
      <FilterMenu
        label="Stance"
        options={stances.map((stance) => ({
          value: stance.id,
          label: stance.name,
          icon: <StanceMark stance={stance} isNamed={false} />,
        }))}
        selected={filter.stanceIds}
        onChange={(values) => set({ stanceIds: [...values] })}
      />
      <DocumentFilter selected={filter.documentIds} onChange={(values) => set({ documentIds: [...values] })} />
    </div>
  );
}

interface EditorProps {
  readonly briefing: Briefing;
  /** What is wrong with the briefing in the archive now; what was typed stays on screen. */
  readonly error: unknown;
  readonly active: boolean;
}

function Editor({ briefing, error, active }: EditorProps) {
  const { id } = briefing;
  const draft = useBriefingDraft(briefing);
  const { fields, change } = draft;
  const [isExporting, setIsExporting] = useState(false);
  const [isComposing, setIsComposing] = useState(false);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const passages = useBriefingPassages(briefing);
  const { checks, fits } = passages;
  const flagged = checks.filter((one) => isFlagged(one.check)).length;
  useCommandHandler('briefing.export', () => setIsExporting(true), active);
  useEffect(() => setTabTitle(`briefing:${id}`, briefing.title), [id, briefing.title]);

  return (
    <Group orientation="horizontal" className={styles.group ?? ''}>
      <Panel id="editor" defaultSize="46" minSize={340}>
        <div className={styles.editor} ref={setScroller}>
          <h1 className="visually-hidden">Briefing: {fields.title}</h1>
          {Boolean(error) && (
            <p role="alert" className={styles.failure}>
              {errorMessage(error)}
            </p>
          )}
          <GrowingInput
            aria-label="Title"
            className={styles.title ?? ''}
            value={fields.title}
            isToBeReplaced={fields.title === UNTITLED}
            onChange={(title) => change({ title })}
            onBlur={draft.leave}
          />
          <div className={styles.bar}>
            <SaveState draft={draft} />
          </div>
          <Field label="Introduction" hint="A blank line begins a new paragraph.">
            {(ids) => (
              <TextArea
                {...ids}
                rows={5}
                className={styles.introduction ?? ''}
                value={fields.introduction}
                onChange={(event) => change({ introduction: event.target.value })}
                onBlur={draft.leave}
              />
            )}
          </Field>
          <div className={styles.pair}>
            <Field label="Arrange quotes">
              {(ids) => (
                <Select
                  id={ids.id}
                  value={fields.groupBy}
                  options={GROUPING_OPTIONS}
                  onChange={(groupBy) => change({ groupBy }, true)}
                />
              )}
            </Field>
            <AsOfField value={fields.asOf} onChange={(asOf) => change({ asOf }, true)} />
          </div>
          {fields.byHand ? (
            <div className={styles.byHand}>
              <p role="status">
                <ListChecks aria-hidden /> {count(passages.chosen.length, 'passage')} chosen by hand. Nothing else comes
                in by itself.
              </p>
              <Button size="s" onClick={() => change({ byHand: false }, true)}>
                Take passages by filter too
              </Button>
            </div>
          ) : (
            <>
              <Field label="Only passages with these words">
                {(ids) => (
                  <TextInput
                    {...ids}
                    value={fields.filter.text}
                    placeholder="Any words"
                    onChange={(event) => change({ filter: { ...fields.filter, text: event.target.value } })}
                    onBlur={draft.leave}
                  />
                )}
              </Field>
              <Filters draft={draft} />
              {fields.include.length > 0 && (
                <Button size="s" variant="ghost" icon={<ListChecks />} onClick={() => change({ byHand: true }, true)}>
                  Only those chosen by hand ({fields.include.length})
                </Button>
              )}
            </>
          )}
          <BriefingPassages
            passages={passages}
            checks={checks}
            asOf={fields.asOf}
            scroller={scroller}
            isOrderedByHand={fields.order.length > 0}
            isByHand={fields.byHand === true}
            onToggle={(passageId, isIn) => change(togglePassage(fields, passageId, isIn, fits.has(passageId)), true)}
            onOrder={(order) => change({ order }, true)}
          />
        </div>
      </Panel>
      <Separator className={styles.separator ?? ''} aria-label="Resize preview" />
      <Panel id="preview" minSize={320}>
        <section className={styles.preview} aria-label="Preview">
          <header className={styles.previewBar}>
            <span className={styles.summary} data-flagged={flagged > 0}>
              {flagged > 0 ? <CircleAlert aria-hidden /> : <CircleCheck aria-hidden />}
              {passages.isLarge && `First ${checks.length}: `}
              {verificationSummary(checks)}
            </span>
            <span className={styles.actions}>
              <Button icon={<PenLine />} onClick={() => setIsComposing(true)}>
                Compose by hand…
              </Button>
              <Button variant="primary" icon={<Download />} onClick={() => setIsExporting(true)}>
                Export…
              </Button>
            </span>
          </header>
          {Boolean(passages.error) && (
            <p role="alert" className={styles.failure}>
              {errorMessage(passages.error)}
            </p>
          )}
          {passages.isLarge && (
            <p role="status" className={styles.notice}>
              {count(passages.chosen.length, 'passage')}: too many to lay out while you write. This is how the first{' '}
              {PREVIEWED} look; the export checks and takes all of them. Filter by agency, stance or document to see
              everything here.
            </p>
          )}
          <BriefingPreview html={passages.html} />
        </section>
      </Panel>
      <ExportDialog
        open={isExporting}
        onClose={() => setIsExporting(false)}
        briefingId={id}
        onBeforeExport={draft.flush}
      />
      <ConfirmDialog
        open={isComposing}
        onClose={() => setIsComposing(false)}
        title="Compose this briefing by hand?"
        description="What it shows now becomes a page that you write on: the introduction, the headings and every quote. It no longer fills itself by the filter; sections of the page still can. You can undo this."
        confirmLabel="Compose by hand"
        onConfirm={async () => {
          await draft.flush();
          await call('briefing.compose', { id });
        }}
      />
    </Group>
  );
}

/**
 * A briefing being written. While it arranges itself: fields and passages on the left, on the right the page that the
 * export writes. Composed by hand: its page.
 */
export function BriefingEditor({ briefingId, active }: { readonly briefingId: string; readonly active: boolean }) {
  const { record, error } = useBriefingRecord(briefingId);
  if (record?.body !== undefined) return <Composer key={briefingId} briefing={record} error={error} active={active} />;
  if (record !== null) return <Editor key={briefingId} briefing={record} error={error} active={active} />;
  if (!error) return null;
  return (
    <EmptyState icon={<CircleAlert />} title="This briefing cannot be shown">
      {errorMessage(error)}
    </EmptyState>
  );
}
