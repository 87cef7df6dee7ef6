import { TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DocumentContent } from '../../shared/contract.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { call } from '../archive-client.ts';
import { archiveStore, useArchiveState } from '../archive-state.ts';
import { useCommandHandler } from '../commands.ts';
import { InspectorLayout } from '../components/inspector-layout.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import type { DocumentTab } from '../tabs-state.ts';
import { type CodingDraft, draftCodings, rememberedAgency, stanceOfDigit, withCoding } from './coding-draft.ts';
import { CodingPopover, type CodingPopoverHandle } from './coding-popover.tsx';
import type { Rect, Span, ViewEvents, Zoom } from './document-view.ts';
import { FindBar } from './find-bar.tsx';
import { Inspector } from './inspector.tsx';
import './overlay.css';
import { marksOf, passageLabel } from './passage-marks.ts';
import styles from './reader.module.css';
import { recallAgency, recallTab, rememberDocumentAgency, rememberTab } from './reader-memory.ts';
import { nextZoom, ReaderToolbar } from './reader-toolbar.tsx';
import { useChecks } from './use-checks.ts';
import { useDocumentPassages, useDocumentRecord } from './use-document.ts';
import { useFind } from './use-find.ts';
import { useJumps } from './use-jumps.ts';
import { useReaderKeys } from './use-reader-keys.ts';
import { useView } from './use-view.ts';

/** What the popover codes: words just selected, or a passage that is there already. */
type CodingTarget =
  | { readonly kind: 'words'; readonly span: Span }
  | { readonly kind: 'passage'; readonly id: string; readonly stanceId: string | null };

/** What OpenDocument takes. */
export interface OpenDocumentProps {
  readonly tab: DocumentTab;
  readonly active: boolean;
  readonly content: DocumentContent;
  readonly onVersion: (version: number) => void;
}

/** Deletes a passage and offers to take that back. */
async function deletePassage(passage: Passage): Promise<void> {
  await call('passage.delete', { ids: [passage.id] });
  const { undo } = archiveStore.getState().history;
  notify('Passage deleted', {
    label: 'Undo',
    run: () => {
      if (archiveStore.getState().history.undo !== undo) {
        notify('Something else was changed since. Use Edit ▸ Undo to go back step by step.');
        return;
      }
      call('history.undo', {}).catch((error: unknown) => notifyError('The passage was not brought back', error));
    },
  });
}

/** The reader of one version: toolbar, view, popover and inspector. */
export function OpenDocument({ tab, active, content, onVersion }: OpenDocumentProps) {
  const { document: opened, version, pages } = content;
  const record = useDocumentRecord(opened);
  const { passages, isLoaded, error } = useDocumentPassages(opened.id, version.number);
  const checks = useChecks(passages);
  const codebook = useArchiveState((state) => state.codebook);
  const agenciesById = useArchiveState((state) => state.agenciesById);
  const stancesById = useArchiveState((state) => state.stancesById);
  const marks = useMemo(() => marksOf(passages, { agenciesById, stancesById }), [passages, agenciesById, stancesById]);

  const root = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const popover = useRef<CodingPopoverHandle>(null);
  const findInput = useRef<HTMLInputElement>(null);
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(1);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [hoveredId, setHoveredId] = useState<string | null>(null);
  const [tip, setTip] = useState<{ readonly text: string; readonly x: number; readonly y: number } | null>(null);
  const [target, setTarget] = useState<CodingTarget | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const [noteRequest, setNoteRequest] = useState(0);
  const jumps = useJumps();

  const events: ViewEvents = {
    onSelection: (span, settled) => {
      setTip(null);
      if (span === null) setTarget((before) => (before?.kind === 'words' ? null : before));
      else if (settled && view !== null) {
        const words = view.describe();
        setTarget(words === null ? null : { kind: 'words', span: words });
      } else setTarget(null);
    },
    onHover: (id, x, y) => {
      setHoveredId(id);
      const passage = passages.find((each) => each.id === id);
      setTip(passage === undefined ? null : { text: passageLabel(passage, { agenciesById, stancesById }), x, y });
    },
    onActivate: (id) => {
      setTarget(null);
      setSelectedId(id);
    },
    onPage: setPage,
    onZoom: setZoom,
    onMove: () => {
      if (active && view !== null) rememberTab(tab.id, { position: view.position() });
      setTip(null);
      popover.current?.place();
    },
    onLink: setLink,
    onTrouble: () => undefined,
  };
  const { view, text, trouble, isTextOnly } = useView(host, content, tab.id, events);
  const find = useFind(view, text, () => view?.firstOffset() ?? 0);
  const selected = passages.find((passage) => passage.id === selectedId) ?? null;
  const agency = rememberedAgency(recallAgency(opened.id), passages, record.issuerId);
  const knownAgency =
    agency !== null && (agenciesById.has(agency) || agency === recallAgency(opened.id)) ? agency : null;

  useEffect(() => view?.setMarks(marks), [view, marks]);
  useEffect(() => view?.setEmphasis(selectedId, hoveredId), [view, selectedId, hoveredId]);

  const goTo = useCallback(
    (passage: Passage) => {
      if (view === null) return;
      jumps.leave(view.position());
      view.scrollTo(passage);
      view.flash(passage.id);
    },
    [view, jumps.leave],
  );
  const latestPassages = useRef(passages);
  latestPassages.current = passages;
  // Does not change with the passages: every card of the inspector holds it.
  const show = useCallback(
    (id: string | null) => {
      setSelectedId(id);
      const passage = latestPassages.current.find((each) => each.id === id);
      if (passage !== undefined) goTo(passage);
    },
    [goTo],
  );

  const shown = useRef<{ readonly view: unknown; readonly request: number } | null>(null);
  useEffect(() => {
    const { place } = tab;
    if (view === null || place === null) return;
    if (shown.current?.request === place.request) return;
    if (place.passageId !== undefined && !isLoaded) return;
    shown.current = { view, request: place.request };
    const passage = passages.find((each) => each.id === place.passageId);
    if (passage !== undefined) {
      setSelectedId(passage.id);
      goTo(passage);
    } else if (place.start !== undefined) {
      const span = { start: place.start, end: place.end ?? place.start + 1 };
      jumps.leave(view.position());
      view.scrollTo(span);
      view.setHits([span], 0);
    } else if (place.page !== undefined) {
      jumps.leave(view.position());
      view.goToPage(place.page);
    }
  }, [tab, view, isLoaded, passages, goTo, jumps.leave]);

  useEffect(() => {
    if (!active || view === null) return;
    // A hidden panel forgets where it was scrolled to.
    const { position } = recallTab(tab.id);
    if (position !== null) view.restore(position);
    view.focus();
  }, [active, view, tab.id]);

  const changeZoom = (next: Zoom) => {
    rememberTab(tab.id, { zoom: next });
    view?.setZoom(next);
  };
  const updateCodings = (passage: Passage, codings: { agency: string; stance: string }[]) => {
    call('passage.update', { id: passage.id, codings }).catch((problem: unknown) =>
      notifyError('The coding was not changed', problem),
    );
  };
  const updateNote = (passage: Passage, note: string) => {
    call('passage.update', { id: passage.id, note }).catch((problem: unknown) =>
      notifyError('The note was not saved', problem),
    );
  };
  const remove = (passage: Passage) => {
    setSelectedId(null);
    deletePassage(passage).catch((problem: unknown) => notifyError('The passage was not deleted', problem));
  };

  const save = async (of: CodingTarget, draft: CodingDraft) => {
    const codings = draftCodings(draft);
    let saved: Passage;
    if (of.kind === 'words') {
      const { start, end } = of.span;
      const note = draft.note.trim();
      saved = await call('passage.add', {
        documentId: opened.id,
        version: version.number,
        start,
        end,
        codings,
        ...(note === '' ? {} : { note }),
      });
    } else {
      const passage = passages.find((each) => each.id === of.id);
      const coding = codings[0];
      const all = passage === undefined || coding === undefined ? null : withCoding(passage, coding);
      if (passage === undefined || all === null) return setTarget(null);
      saved = await call('passage.update', { id: of.id, codings: all });
    }
    const chosen = saved.codings[saved.codings.length - 1]?.agencyId;
    if (chosen !== undefined && codings.length > 0) rememberDocumentAgency(opened.id, chosen);
    setTarget(null);
    view?.select(null);
    setSelectedId(saved.id);
    view?.focus();
  };
  const saveNow = (of: CodingTarget, draft: CodingDraft) => {
    save(of, draft).catch((problem: unknown) => notifyError('The passage was not saved', problem));
  };
  const close = () => {
    setTarget(null);
    view?.select(null);
    view?.focus();
  };

  useReaderKeys(root, active, {
    digit: (key) => {
      if (target !== null && popover.current !== null) return popover.current.pressDigit(key);
      const stance = stanceOfDigit(codebook, key);
      if (stance === null || selected === null) return false;
      if (knownAgency === null) setTarget({ kind: 'passage', id: selected.id, stanceId: stance.id });
      else {
        const codings = withCoding(selected, { agency: knownAgency, stance: stance.id });
        if (codings !== null) updateCodings(selected, codings);
      }
      return true;
    },
    highlight: () => {
      if (target?.kind !== 'words') return false;
      saveNow(target, { agency: null, stanceId: null, note: '' });
      return true;
    },
    note: () => {
      if (target !== null) popover.current?.openNote();
      else if (selected !== null) setNoteRequest((before) => before + 1);
      else return false;
      return true;
    },
    remove: () => {
      if (selected === null || target !== null) return false;
      remove(selected);
      return true;
    },
    step: (direction) => {
      if (passages.length === 0) return false;
      const at = passages.findIndex((passage) => passage.id === selectedId);
      const begin = pages[page - 1]?.start ?? 0;
      const from = at >= 0 ? at + direction : nearestPassage(passages, begin, direction);
      const next = passages[Math.min(passages.length - 1, Math.max(0, from))];
      if (next !== undefined) show(next.id);
      return true;
    },
    find: () => {
      openFind();
      return true;
    },
    cancel: () => {
      if (target !== null) close();
      else if (find.isOpen) find.close();
      else if (selectedId !== null) setSelectedId(null);
      else return false;
      return true;
    },
    scroll: (step) => {
      view?.scrollBy(step);
      return view !== null;
    },
    type: () => {
      popover.current?.focusAgency();
      // The letter itself goes to the field that has the focus now.
      return false;
    },
  });

  const openFind = () => {
    const words = view?.describe();
    find.open(words && text !== null && words.end - words.start < 80 ? text.slice(words.start, words.end) : undefined);
    findInput.current?.focus();
    findInput.current?.select();
  };
  useCommandHandler('reader.find', openFind, active);
  useCommandHandler('reader.findNext', () => find.step(1), active);
  useCommandHandler('reader.findPrevious', () => find.step(-1), active);
  useCommandHandler('reader.zoomIn', () => changeZoom({ kind: 'factor', factor: nextZoom(zoom, 1) }), active);
  useCommandHandler('reader.zoomOut', () => changeZoom({ kind: 'factor', factor: nextZoom(zoom, -1) }), active);
  useCommandHandler('reader.zoomReset', () => changeZoom({ kind: 'factor', factor: 1 }), active);
  const travel = (way: 'back' | 'forward') => {
    const to = view === null ? null : jumps[way](view.position());
    if (to !== null) view?.restore(to);
  };
  useCommandHandler('go.back', () => travel('back'), active && jumps.canGoBack);
  useCommandHandler('go.forward', () => travel('forward'), active && jumps.canGoForward);

  const targetSpan = target?.kind === 'words' ? target.span : passages.find((each) => each.id === target?.id);
  const wordRects = useCallback(
    () => (targetSpan === undefined ? [] : (view?.rectsOf(targetSpan) ?? [])),
    [view, targetSpan],
  );
  const bounds = useCallback((): Rect => {
    const { x, y, width, height } = host.current?.getBoundingClientRect() ?? new DOMRect();
    return { x, y, width, height };
  }, []);

  return (
    <div ref={root} className={styles.reader}>
      <InspectorLayout
        label="Inspector"
        active={active}
        inspector={
          <Inspector
            record={record}
            version={version}
            passages={passages}
            isLoaded={isLoaded}
            checks={checks}
            selected={selected}
            hoveredId={hoveredId}
            agency={knownAgency}
            noteRequest={noteRequest}
            onSelect={show}
            onHover={setHoveredId}
            onCodings={updateCodings}
            onNote={updateNote}
            onDelete={remove}
            onDone={() => view?.focus()}
          />
        }
      >
        <div className={styles.centre}>
          <ReaderToolbar
            pages={isTextOnly ? [] : pages}
            page={page}
            onPage={(next) => {
              if (view !== null) jumps.leave(view.position());
              view?.goToPage(next);
              view?.focus();
            }}
            zoom={zoom}
            onZoom={changeZoom}
            canGoBack={jumps.canGoBack}
            canGoForward={jumps.canGoForward}
            onBack={() => travel('back')}
            onForward={() => travel('forward')}
            isFinding={find.isOpen}
            onFind={() => (find.isOpen ? find.close() : openFind())}
            versions={record.versions}
            version={version.number}
            onVersion={onVersion}
          />
          {(trouble !== null || error !== null) && (
            <div role="alert" className={styles.trouble}>
              <TriangleAlert aria-hidden />
              <p>
                {trouble ?? error}
                {trouble !== null && isTextOnly
                  ? ' The preserved text is shown instead; passages and quotes are not affected. Run File ▸ Verify Archive, and restore the archive folder from a copy.'
                  : ''}
              </p>
            </div>
          )}
          <div className={styles.stage}>
            <div ref={host} className={styles.host} />
            {find.isOpen && (
              <FindBar
                query={find.query}
                onQuery={find.setQuery}
                hitCount={find.hits.length}
                current={find.current}
                onStep={find.step}
                inputRef={findInput}
                onClose={() => {
                  find.close();
                  view?.focus();
                }}
              />
            )}
            {link !== null && <p className={styles.link}>{link}</p>}
          </div>
        </div>
      </InspectorLayout>
      {tip !== null && target === null && (
        <div role="tooltip" className={styles.tip} style={{ left: tip.x, top: tip.y }}>
          {tip.text}
        </div>
      )}
      {active && target !== null && targetSpan !== undefined && (
        <CodingPopover
          key={`${targetSpan.start}-${targetSpan.end}`}
          ref={popover}
          codebook={codebook}
          agency={knownAgency}
          stanceId={target.kind === 'passage' ? target.stanceId : null}
          quote={text === null ? '' : readableQuote(text.slice(targetSpan.start, targetSpan.end))}
          canHighlight={target.kind === 'words'}
          wordRects={wordRects}
          bounds={bounds}
          onSave={(draft) => save(target, draft)}
          onClose={close}
        />
      )}
    </div>
  );
}

/** Index of the passage before or after an offset, in reading order. */
function nearestPassage(passages: readonly Passage[], offset: number, direction: 1 | -1): number {
  const after = passages.findIndex((passage) => passage.start >= offset);
  const first = after === -1 ? passages.length : after;
  return direction === 1 ? first : first - 1;
}
