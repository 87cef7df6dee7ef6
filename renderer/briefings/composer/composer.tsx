import { EditorContent, useEditorState } from '@tiptap/react';
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  Download,
  Ellipsis,
  History,
  LayoutTemplate,
  Loader,
  Settings2,
} from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useStore } from 'zustand';
import type { Briefing } from '../../../shared/domain/briefing.ts';
import { CitationStylesDialog } from '../../citations/styles-dialog.tsx';
import { useCommandHandler } from '../../commands.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { GrowingInput, TextInput } from '../../components/field.tsx';
import { Menu } from '../../components/menu.tsx';
import { Popover } from '../../components/popover.tsx';
import { errorMessage } from '../../components/toast.tsx';
import { useWidth } from '../../components/use-width.ts';
import { AsOfField } from '../../positions/as-of-field.tsx';
import { SAVE_WORDS, useSaveState } from '../../save-state.ts';
import { setTabTitle } from '../../tabs-state.ts';
import { BriefingSettings } from '../export/briefing-settings.tsx';
import { ExportDialog } from '../export-dialog.tsx';
import { UNTITLED } from '../grouping-names.ts';
import { SaveTemplateDialog } from '../templates/save-template-dialog.tsx';
import { isClean, verificationSummary, withFaults } from '../verification-summary.ts';
import styles from './composer.module.css';
import { ComposerContext } from './composer-context.ts';
import { Outline } from './outline.tsx';
import { PageDialogs } from './page-dialogs.tsx';
import { createPageFacts, PageContext } from './page-facts.ts';
import { type SidePanel, SidePanels } from './side-panels.tsx';
import { Toolbar } from './toolbar.tsx';
import { type ComposerDraft, useComposerDraft } from './use-composer-draft.ts';
import { usePageEditor } from './use-page-editor.ts';
import { usePageSync } from './use-page-sync.ts';

/** Width in pixels of the part around the page from which the outline stands beside it. */
const OUTLINE_FROM = 960;

/** Icons of the states of saving. */
const SAVE_ICONS = { saved: CircleCheck, waiting: CircleDashed, saving: Loader } as const;

function SaveLine({ draft }: { readonly draft: ComposerDraft }) {
  // The same as at the foot of the sidebar, but of this briefing alone.
  const everything = useSaveState();
  if (draft.status === 'refused')
    return (
      <span role="status" className={styles.state} data-state="refused" title={draft.error ?? undefined}>
        <CircleAlert aria-hidden /> Not saved
      </span>
    );
  const state = draft.status === 'saved' ? 'saved' : everything === 'saving' ? 'saving' : 'waiting';
  const Icon = SAVE_ICONS[state];
  return (
    <span role="status" aria-label="State of the briefing" className={styles.state} data-state={state}>
      <Icon aria-hidden /> {SAVE_WORDS[state]}
    </span>
  );
}

/** For whom the briefing is, and as of when: what stands above its title. */
function PageFactsBar({ draft }: { readonly draft: ComposerDraft }) {
  const { facts, setFacts, leave } = draft;
  const audienceId = useId();
  return (
    <div className={styles.facts} role="group" aria-label="Facts of the briefing">
      <label className={styles.audience} htmlFor={audienceId}>
        <span>For</span>
        <TextInput
          id={audienceId}
          value={facts.audience}
          placeholder="whom it is for"
          onChange={(event) => setFacts({ audience: event.target.value })}
          onBlur={leave}
        />
      </label>
      <AsOfField value={facts.asOf} onChange={(asOf) => setFacts({ asOf })} />
    </div>
  );
}

/** What Composer takes. */
export interface ComposerProps {
  readonly briefing: Briefing;
  /** What is wrong with the briefing in the archive now; what was written stays on screen. */
  readonly error: unknown;
  readonly active: boolean;
}

/** A briefing composed on its page: words and live blocks, with what can be put in beside it. */
export function Composer({ briefing, error, active }: ComposerProps) {
  const { id } = briefing;
  const [facts] = useState(createPageFacts);
  const [isExporting, setIsExporting] = useState(false);
  const [isSavingTemplate, setIsSavingTemplate] = useState(false);
  const [isSetting, setIsSetting] = useState(false);
  const [isManagingStyles, setIsManagingStyles] = useState(false);
  const [panel, setPanel] = useState<SidePanel>('passages');
  const desk = useRef<HTMLDivElement>(null);
  const deskWidth = useWidth(desk) ?? 0;
  const draftRef = useRef<ComposerDraft | null>(null);
  const page = usePageEditor({
    briefingId: id,
    initial: briefing.body ?? [],
    facts,
    onChange: () => draftRef.current?.touch(),
    onLeave: () => draftRef.current?.leave(),
    flush: async () => draftRef.current?.flush(),
  });
  const { editor, api } = page;
  const draft = useComposerDraft(briefing, { read: page.read, show: page.show });
  draftRef.current = draft;
  usePageSync(briefing, page.body, facts);
  const isWriting = useEditorState({ editor, selector: ({ editor: current }) => current.isFocused });
  useCommandHandler('history.undo', () => editor.commands.undo(), active && isWriting);
  useCommandHandler('history.redo', () => editor.commands.redo(), active && isWriting);
  useCommandHandler('briefing.export', () => setIsExporting(true), active);
  useEffect(() => setTabTitle(`briefing:${id}`, briefing.title), [id, briefing.title]);

  const report = useStore(facts, (state) => state.report);
  const checks = useMemo(() => {
    if (report === null) return [];
    const uses = report.uses.map(({ quote, fault }) => ({ passageId: quote.passageId, fault }));
    return withFaults(
      report.quotes.map(({ passageId, check }) => ({ id: passageId, check })),
      uses,
    );
  }, [report]);
  const flagged = checks.filter((one) => !isClean(one)).length;
  const pageValue = useMemo(() => ({ facts, actions: page.actions }), [facts, page.actions]);

  return (
    <ComposerContext.Provider value={api}>
      <PageContext.Provider value={pageValue}>
        <div className={styles.composer}>
          <h1 className="visually-hidden">Briefing: {draft.title}</h1>
          <header className={styles.bar}>
            <Toolbar
              editor={editor}
              onInsert={() => page.openInsertMenu('command')}
              onLink={() => page.openDialog({ kind: 'link' })}
            />
            <span className={styles.push} />
            <SaveLine draft={draft} />
            <Popover
              open={isSetting}
              onOpenChange={setIsSetting}
              label="Citations and paper"
              align="end"
              trigger={
                <IconButton label="Citations and paper">
                  <Settings2 />
                </IconButton>
              }
            >
              <div className={styles.settings}>
                <BriefingSettings
                  briefing={briefing}
                  // It would stand under the popover.
                  onManageStyles={() => {
                    setIsSetting(false);
                    setIsManagingStyles(true);
                  }}
                />
              </div>
            </Popover>
            <Menu
              align="end"
              trigger={
                <IconButton label="More of this briefing">
                  <Ellipsis />
                </IconButton>
              }
              entries={[
                { label: 'Save as template…', icon: <LayoutTemplate />, run: () => setIsSavingTemplate(true) },
                { label: 'Check for mistakes', icon: <CircleAlert />, run: () => setPanel('check') },
                { label: 'Versions', icon: <History />, run: () => setPanel('versions') },
              ]}
            />
            <Button variant="primary" icon={<Download />} onClick={() => setIsExporting(true)}>
              Export…
            </Button>
          </header>
          {(Boolean(error) || draft.error !== null) && (
            <p role="alert" className={styles.failure}>
              {error ? errorMessage(error) : `Not saved: ${draft.error}`}
            </p>
          )}
          <Group orientation="horizontal" className={styles.group ?? ''}>
            <Panel id="page" minSize={420}>
              <div ref={desk} className={styles.desk}>
                {deskWidth >= OUTLINE_FROM && <Outline />}
                <div className={styles.scroller} data-page-scroller="">
                  <article className={styles.page} data-paper={briefing.page ?? 'a4'} aria-label="Page">
                    <PageFactsBar draft={draft} />
                    <GrowingInput
                      aria-label="Title"
                      className={styles.title ?? ''}
                      value={draft.title}
                      isToBeReplaced={draft.title === UNTITLED}
                      onChange={draft.setTitle}
                      onBlur={draft.leave}
                    />
                    <p className={styles.summary} data-flagged={flagged > 0}>
                      {flagged > 0 ? <CircleAlert aria-hidden /> : <CircleCheck aria-hidden />}
                      {report === null
                        ? 'Checking the quotes…'
                        : checks.length === 0
                          ? 'No quotes yet'
                          : verificationSummary(checks)}
                    </p>
                    <EditorContent editor={editor} className={styles.text} data-own-history="" />
                    {/* A click under the last line goes on writing there. */}
                    <div
                      className={styles.rest}
                      aria-hidden
                      onMouseDown={(event) => {
                        event.preventDefault();
                        page.writeAtEnd();
                      }}
                    />
                  </article>
                </div>
              </div>
            </Panel>
            <Separator className={styles.separator ?? ''} aria-label="Resize the panels beside the page" />
            <Panel id="side" defaultSize="30" minSize={270} maxSize={480}>
              <SidePanels shown={panel} onShow={setPanel} />
            </Panel>
          </Group>
        </div>
        {page.dialog !== null && (
          <PageDialogs
            editor={editor}
            facts={facts}
            dialog={page.dialog}
            onClose={page.closeDialog}
            onInsert={page.insert}
          />
        )}
        <ExportDialog
          open={isExporting}
          onClose={() => setIsExporting(false)}
          briefingId={id}
          onBeforeExport={draft.flush}
          onShowFindings={() => {
            setIsExporting(false);
            setPanel('check');
          }}
        />
        <CitationStylesDialog open={isManagingStyles} onClose={() => setIsManagingStyles(false)} />
        <SaveTemplateDialog
          open={isSavingTemplate}
          onClose={() => setIsSavingTemplate(false)}
          briefingId={id}
          title={draft.title}
          onBeforeSave={draft.flush}
        />
      </PageContext.Provider>
    </ComposerContext.Provider>
  );
}
