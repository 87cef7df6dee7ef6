import { TriangleAlert } from 'lucide-react';
import { startTransition, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { DocumentContent } from '../../shared/contract.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { DocumentAnnotations } from '../annotations/document-annotations.tsx';
import { OnScreen } from '../archive-query.ts';
import { useArchiveState } from '../archive-state.ts';
import { useCommandHandler } from '../commands.ts';
import type { CodingPart } from '../components/coding-parts.tsx';
import { InspectorLayout } from '../components/inspector-layout.tsx';
import { type DocumentTab, openToSide } from '../tabs-state.ts';
import { useChecks } from '../verification.ts';
import { agenciesInText } from './agencies-in-text.ts';
import { addCoding, changeCodings, saveNote } from './coding-actions.ts';
import { agenciesByUse, codingInput, lastDraft, rememberedAgency, stanceOfDigit } from './coding-draft.ts';
import { CodingPopover, type CodingPopoverHandle } from './coding-popover.tsx';
import { takeDetailRequest } from './detail-request.ts';
import type { Mark, MenuRequest, Rect, Span, ViewEvents } from './document-view.ts';
import { FindBar } from './find-bar.tsx';
import { Inspector } from './inspector.tsx';
import './overlay.css';
import { FixityBanner } from '../preservation/fixity-banner.tsx';
import { useCarried } from '../versions/use-carried.ts';
import { VersionCommands } from '../versions/version-commands.tsx';
import { VersionNotice } from '../versions/version-notice.tsx';
import { WithdrawalNotice } from '../versions/withdrawal-notice.tsx';
import { recallCoding } from './last-coding.ts';
import { PageQualityBadge } from './page-quality-badge.tsx';
import { nextToReview, passageActions } from './passage-actions.ts';
import type { DetailPart } from './passage-detail.tsx';
import { carriedMarks, marksOf } from './passage-marks.ts';
import { PassageTip } from './passage-tip.tsx';
import styles from './reader.module.css';
import { type ReaderCoding, useReaderCoding } from './reader-coding.ts';
import { recallTab, rememberTab } from './reader-memory.ts';
import { ReaderMenu } from './reader-menu.tsx';
import { ReaderSidebar } from './reader-sidebar.tsx';
import { ReaderToolbar } from './reader-toolbar.tsx';
import { ScrollRuler } from './scroll-ruler.tsx';
import { SidebarLayout } from './sidebar-layout.tsx';
import { isNewTarget, keyOfTarget, placeOfTarget, quoteOfTarget, rectsOfTarget } from './target-words.ts';
import { useCoding } from './use-coding.ts';
import { useDocumentPassages, useDocumentRecord } from './use-document.ts';
import { useFind } from './use-find.ts';
import { useJumps } from './use-jumps.ts';
import { useMarking } from './use-marking.ts';
import { usePaneSync } from './use-pane-sync.ts';
import { usePassageCommands } from './use-passage-commands.ts';
import { useQuietWords } from './use-quiet-words.ts';
import { useReaderChrome } from './use-reader-chrome.ts';
import { useReaderKeys } from './use-reader-keys.ts';
import { useView } from './use-view.ts';

/** Characters before and after the words in which an agency named may be the one meant. */
const AROUND = 600;

/** Letters that open a part of a coding. */
const PART_LETTERS: Readonly<Record<string, CodingPart>> = { t: 'topic', v: 'voice', c: 'certainty' };

const NO_PAGES: readonly PageInfo[] = [];
const NO_HITS: readonly Span[] = [];

/** What OpenDocument takes. */
export interface OpenDocumentProps {
  readonly tab: DocumentTab;
  readonly active: boolean;
  readonly content: DocumentContent;
  readonly onVersion: (version: number) => void;
}

/** The reader of one version: toolbar, view, popover and inspector. */
export function OpenDocument({ tab, active, content, onVersion }: OpenDocumentProps) {
  const { document: opened, version, pages } = content;
  const record = useDocumentRecord(opened);
  const { passages, isLoaded, error } = useDocumentPassages(opened.id, version.number);
  const codebook = useArchiveState((state) => state.codebook);
  const agenciesById = useArchiveState((state) => state.agenciesById);
  const stancesById = useArchiveState((state) => state.stancesById);
  const carried = useCarried(opened.id, version.number, record.versions.length);
  const shown = useMemo(
    () => [...passages, ...carried.placed.map(({ passage }) => passage)],
    [passages, carried.placed],
  );
  const checks = useChecks(shown);
  const marks = useMemo(() => {
    const index = { agenciesById, stancesById };
    return [...marksOf(passages, index), ...carriedMarks(carried.placed, index)];
  }, [passages, carried.placed, agenciesById, stancesById]);

  const root = useRef<HTMLDivElement>(null);
  const saved = useRef<string | null>(null);
  const host = useRef<HTMLDivElement>(null);
  const centre = useRef<HTMLDivElement>(null);
  const popover = useRef<CodingPopoverHandle>(null);
  const findInput = useRef<HTMLInputElement>(null);
  const [page, setPage] = useState(1);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [hoveredId, setHoveredId] = useState<string | null>(null);
  const [tip, setTip] = useState<{ readonly marks: readonly Mark[]; readonly x: number; readonly y: number } | null>(
    null,
  );
  const [menu, setMenu] = useState<MenuRequest | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const [request, setRequest] = useState<DetailPart | null>(null);
  const forgetRequest = useCallback(() => setRequest(null), []);
  const jumps = useJumps();
  const isOnScreen = useContext(OnScreen);

  const events: ViewEvents = {
    onSelection: (span, settled) => {
      setTip(null);
      quiet.forget();
      coding.select(span, settled);
    },
    onHover: (ids, x, y) => {
      setHoveredId(ids[0] ?? null);
      const under = marksById(marks, ids);
      setTip(under.length === 0 ? null : { marks: under, x, y });
    },
    onMenu: (asked) => {
      setTip(null);
      const isOfWords = isNewTarget(target) && (asked.isByKey || asked.isOnSelection);
      const pointed = asked.passageIds.includes(selectedId ?? '') ? selectedId : (asked.passageIds[0] ?? null);
      if (!isOfWords && !asked.isByKey) {
        if (pointed === null) return;
        events.onActivate(pointed);
      }
      setMenu(asked);
    },
    onActivate: (id) => {
      coding.release();
      setSelectedId(id);
    },
    // The words beside the document may wait for the next frame; the document may not wait for them.
    onPage: (next) => startTransition(() => setPage(next)),
    onZoom: (factor) => chrome.onZoom(factor),
    onMove: () => {
      chrome.onMove();
      followMe();
      setTip(null);
      popover.current?.place();
    },
    onLink: setLink,
    onJump: jumps.leave,
    onReshape: (id, spans) => marking.reshape(id, spans),
    onResize: (id, { rect }) => marking.resize(id, rect),
    onArea: (area) => coding.takeArea(area),
    onTool: (tool) => chrome.changeTool(tool),
    onTrouble: () => undefined,
  };
  const { view, text, trouble, isTextOnly } = useView(host, content, tab.id, events);
  const shownPages = isTextOnly ? NO_PAGES : pages;
  const hasPages = shownPages.length > 0;
  const chrome = useReaderChrome({ tabId: tab.id, active, view, hasPages, jumps, root, centre });
  const followMe = usePaneSync({ tab, content, view, textLength: text?.length ?? 0 });
  const find = useFind({ view, text, onLeave: jumps.leave });
  const coding = useCoding({
    ...{ tabId: tab.id, documentId: opened.id, version, view },
    onSaved: ({ id }) => {
      saved.current = id;
      setSelectedId(id);
      view?.focus();
    },
  });
  const { target } = coding;
  const quiet = useQuietWords(target);
  /** The popover, in sight. */
  const called = () => {
    quiet.wake();
    return popover.current;
  };
  const issuer = record.issuerId === null ? null : (agenciesById.get(record.issuerId)?.name ?? null);
  const marking = useMarking({ active, view, text, record, version, pages, issuer, selectedId });
  const selected = shown.find((passage) => passage.id === selectedId) ?? null;
  const made = recallCoding(opened.id);
  const agency = rememberedAgency(made.here, passages, record.issuerId);
  const knownAgency = agency !== null && (agenciesById.has(agency) || agency === made.here?.agencyId) ? agency : null;

  const others = useMemo(
    () => marksById(marks, menu?.passageIds ?? []).filter(({ id }) => id !== selectedId),
    [marks, menu, selectedId],
  );

  const hasTip = tip !== null;
  useEffect(() => {
    if (!hasTip) return;
    // Who types or goes elsewhere no longer asks what the pointer rests on.
    const hide = () => setTip(null);
    const events = ['keydown', 'focusin', 'blur'] as const;
    for (const name of events) window.addEventListener(name, hide);
    return () => {
      for (const name of events) window.removeEventListener(name, hide);
    };
  }, [hasTip]);
  useEffect(() => view?.setMarks(marks), [view, marks]);
  useEffect(() => view?.setEmphasis(selectedId, hoveredId), [view, selectedId, hoveredId]);

  const goTo = useCallback(
    (passage: Span & { readonly id: string }) => {
      if (view === null) return;
      jumps.leave(view.position());
      view.scrollTo(passage);
      view.flash(passage.id);
    },
    [view, jumps.leave],
  );
  // Where each passage stands in the version shown: its own ones, and those carried from older versions.
  const places = useMemo(
    () => [...passages, ...carried.placed.map(({ passage, start, end }) => ({ id: passage.id, start, end }))],
    [passages, carried.placed],
  );
  const latestPlaces = useRef(places);
  latestPlaces.current = places;
  // Does not change with the passages: every card of the inspector holds it.
  const show = useCallback(
    (id: string | null) => {
      setSelectedId(id);
      const passage = latestPlaces.current.find((each) => each.id === id);
      if (passage !== undefined) goTo(passage);
    },
    [goTo],
  );

  useEffect(() => {
    if (!isOnScreen || view === null) return;
    // A hidden panel forgets where it was scrolled to.
    const { position } = recallTab(tab.id);
    if (position !== null) view.restore(position);
  }, [isOnScreen, view, tab.id]);
  useEffect(() => {
    if (active && root.current?.contains(document.activeElement) !== true) view?.focus();
  }, [active, view]);

  // After the place is restored, so that what was asked for prevails and Back leads to where the reader was.
  useEffect(() => {
    const { place } = tab;
    if (!active || view === null || place === null || recallTab(tab.id).served === place.request) return;
    // Until the version asked for is here.
    if (tab.version !== undefined && tab.version !== version.number) return;
    if (place.passageId !== undefined && !(isLoaded && carried.isLoaded)) return;
    rememberTab(tab.id, { served: place.request });
    const passage = places.find((each) => each.id === place.passageId);
    if (passage !== undefined) {
      find.point(null);
      setSelectedId(passage.id);
      goTo(passage);
      setRequest(takeDetailRequest(place));
    } else if (place.start !== undefined) {
      const span = { start: place.start, end: place.end ?? place.start + 1 };
      jumps.leave(view.position());
      view.scrollTo(span);
      find.point(span);
    } else if (place.page !== undefined) {
      jumps.leave(view.position());
      view.goToPage(place.page);
    }
  }, [tab, active, view, version.number, isLoaded, carried.isLoaded, places, goTo, find.point, jumps.leave]);

  const actions = passageActions({ passages, selected, onSelect: show });
  const close = () => {
    coding.close();
    view?.focus();
  };

  const last = useMemo(
    () => lastDraft({ here: made.here, anywhere: made.anywhere }, passages, codebook),
    [made.here, made.anywhere, passages, codebook],
  );
  const recent = useMemo(() => agenciesByUse(passages), [passages]);
  const code = (id: string, stanceId: string) => {
    if (knownAgency === null) coding.ask(id, { stanceId });
    else void addCoding(id, { agency: knownAgency, stance: stanceId });
  };
  const inHand: ReaderCoding | null = isNewTarget(target)
    ? {
        actions: null,
        last,
        code: (stanceId) => called()?.take({ stanceId }),
        codeFor: (name) => called()?.take({ agency: name }),
        askCoding: () => called()?.walkIn(1),
        highlight: () => called()?.highlight(),
        setDetails: (details) => called()?.take(details),
        repeat: () => called()?.repeat(),
        askSplit: () => undefined,
        openNote: () => called()?.openNote(),
      }
    : selected !== null && actions !== null
      ? {
          actions,
          last,
          code: (stanceId) => code(selected.id, stanceId),
          codeFor: (name) => coding.ask(selected.id, { agency: name }),
          askCoding: () => coding.ask(selected.id, {}),
          highlight: null,
          setDetails: (details) => void changeCodings(selected.id, 'all', details),
          repeat: () => {
            if (last?.agency && last.stanceId !== null)
              void addCoding(selected.id, codingInput({ ...last, agency: last.agency, stance: last.stanceId }));
          },
          askSplit: () => setRequest('split'),
          openNote: () => setRequest('note'),
        }
      : null;
  useReaderCoding(active, inHand);
  usePassageCommands(active, inHand);

  useReaderKeys(
    { root, page: host, active },
    {
      digit: (key) => {
        const stance = stanceOfDigit(codebook, key);
        if (stance !== null && coding.addToSaving(stance.id)) return true;
        if (target !== null && popover.current !== null) return called()?.pressDigit(key) === true;
        // The archive may not have told of a passage that was saved a moment ago.
        const id = selected?.id ?? (selectedId === saved.current ? selectedId : null);
        if (stance === null || id === null) return false;
        code(id, stance.id);
        return true;
      },
      highlight: () => {
        if (!isNewTarget(target) || popover.current === null) return false;
        called()?.highlight();
        return true;
      },
      submit: () => {
        called()?.submit();
        return popover.current !== null;
      },
      walk: (direction) => {
        called()?.walkIn(direction);
        return popover.current !== null;
      },
      note: () => {
        if (isNewTarget(target)) called()?.openNote();
        else if (selected !== null) setRequest('note');
        else return false;
        return true;
      },
      remove: () => {
        if (actions === null || target !== null) return false;
        actions.remove();
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
      stepToReview: (direction) => {
        const next = nextToReview(passages, { id: selectedId, offset: pages[page - 1]?.start ?? 0 }, direction);
        if (next !== null) show(next.id);
        return true;
      },
      letter: (letter) => {
        const part = PART_LETTERS[letter];
        if (target !== null) {
          if (part !== undefined) called()?.openPart(part);
          return part !== undefined;
        }
        if (actions === null) return false;
        if (part !== undefined) setRequest(part);
        else if (letter === 'r') actions.cycleReview();
        else if (letter === 'y') actions.copy();
        else if (letter === 'x' && actions.isSplittable) setRequest('split');
        else if (letter === 'm' && actions.next !== null) actions.mergeWith(actions.next);
        else if (letter === 'e' && actions.isOfThisVersion) actions.extend('sentence');
        else if (letter === 'E' && actions.isOfThisVersion) actions.extend('paragraph');
        else return false;
        return true;
      },
      find: () => {
        openFind();
        return true;
      },
      cancel: () => {
        if (target !== null) close();
        else if (find.isOpen) find.close();
        else if (find.pointed !== null) find.point(null);
        else if (selectedId !== null) setSelectedId(null);
        else return false;
        return true;
      },
      scroll: (step) => {
        view?.scrollBy(step);
        return view !== null;
      },
      type: (letters) => {
        called()?.typeAgency(letters);
        return popover.current !== null;
      },
      isTypable: () => isNewTarget(target) && popover.current !== null,
    },
  );

  const openFind = () => {
    const words = view?.describe();
    // The field is there before the next key is pressed: letters typed at once are words to be found.
    flushSync(() =>
      find.open(
        words && text !== null && words.end - words.start < 80 ? text.slice(words.start, words.end) : undefined,
      ),
    );
    findInput.current?.focus();
    findInput.current?.select();
  };
  const leaveFind = () => {
    const hit = find.hits[find.current];
    if (hit === undefined) find.leave();
    else quiet.hush(hit, find.leave);
  };
  useCommandHandler('reader.find', openFind, active);
  useCommandHandler('reader.findNext', () => find.step(1), active);
  useCommandHandler('reader.findPrevious', () => find.step(-1), active);

  const targetSpan = placeOfTarget(target, passages, pages);
  const wordRects = useCallback(
    () => rectsOfTarget(view, target, targetSpan, passages),
    [view, target, targetSpan, passages],
  );
  const mentioned = useMemo(
    () =>
      text === null || targetSpan === undefined
        ? []
        : agenciesInText(
            codebook.agencies,
            text.slice(targetSpan.start, targetSpan.end),
            text.slice(Math.max(0, targetSpan.start - AROUND), targetSpan.end + AROUND),
          ),
    [text, targetSpan, codebook.agencies],
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
            carried={carried}
            isLoaded={isLoaded}
            checks={checks}
            selected={selected}
            hoveredId={hoveredId}
            agency={knownAgency}
            actions={actions}
            recent={recent}
            request={request}
            onServed={forgetRequest}
            onSelect={show}
            onHover={setHoveredId}
            onNote={(passage, note) => saveNote(passage.id, note)}
            onDone={() => view?.focus()}
          />
        }
      >
        <div ref={centre} className={styles.centre}>
          <ReaderToolbar
            {...chrome}
            pages={shownPages}
            page={page}
            onPage={(next) => {
              chrome.goToPage(next);
              view?.focus();
            }}
            onZoom={chrome.changeZoom}
            canGoBack={jumps.canGoBack}
            canGoForward={jumps.canGoForward}
            onBack={() => chrome.travel('back')}
            onForward={() => chrome.travel('forward')}
            isSidebarOpen={chrome.sidebar.isOpen}
            onSidebar={() => chrome.changeSidebar({ isOpen: !chrome.sidebar.isOpen })}
            onRotate={chrome.rotate}
            onSpread={chrome.changeSpread}
            onColors={chrome.changeColors}
            onTool={chrome.changeTool}
            onSnap={chrome.changeSnapping}
            isFinding={find.isOpen}
            onFind={() => (find.isOpen ? find.close() : openFind())}
            versions={record.versions}
            version={version.number}
            onVersion={onVersion}
            quality={<PageQualityBadge documentId={opened.id} version={version} page={pages[page - 1] ?? null} />}
          />
          <FixityBanner documentId={opened.id} />
          <VersionCommands document={record} active={active} />
          {record.withdrawal && <WithdrawalNotice withdrawal={record.withdrawal} />}
          <DocumentAnnotations key={version.sha256} document={record} version={version} active={active} view={view} />
          <VersionNotice document={record} version={version.number} waiting={carried.waiting} />
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
          <SidebarLayout
            isOpen={chrome.sidebar.isOpen}
            isOver={chrome.sidebar.isOver}
            sidebar={
              <ReaderSidebar
                {...chrome}
                view={view}
                pages={shownPages}
                page={page}
                marks={marks}
                tab={chrome.sidebar.tab}
                onTab={(next) => chrome.changeSidebar({ tab: next })}
                onPage={chrome.goToPage}
                onPlace={chrome.goToPlace}
                onClose={() => {
                  chrome.changeSidebar({ isOpen: false });
                  view?.focus();
                }}
              />
            }
          >
            <div className={styles.stage} data-document-view="">
              <div ref={host} className={styles.host} />
              <ScrollRuler
                pages={shownPages}
                textLength={text?.length ?? 0}
                marks={marks}
                hits={find.isOpen && find.isAllMarked ? find.hits : NO_HITS}
                current={find.current}
              />
              {find.isOpen && (
                <FindBar
                  find={{ ...find, leave: leaveFind }}
                  where={chrome.where}
                  inputRef={findInput}
                  onDone={() => view?.focus()}
                />
              )}
              {link !== null && <p className={styles.link}>{link}</p>}
            </div>
          </SidebarLayout>
        </div>
      </InspectorLayout>
      {tip !== null && target === null && menu === null && <PassageTip {...tip} selectedId={selectedId} />}
      <ReaderMenu
        request={menu}
        coding={inHand}
        codebook={codebook}
        others={others}
        copyWords={() => void marking.copyWords()}
        cite={() => void marking.copyWithCitation()}
        find={openFind}
        openBeside={() =>
          openToSide({
            ...{ documentId: opened.id, title: record.title },
            ...(tab.version === undefined ? {} : { version: version.number }),
            ...(isNewTarget(target) || selectedId === null ? {} : { passageId: selectedId }),
          })
        }
        select={show}
        onClose={() => setMenu(null)}
        onReturn={() => view?.focus()}
      />
      {active && target !== null && targetSpan !== undefined && (
        <CodingPopover
          key={keyOfTarget(target, targetSpan)}
          ref={popover}
          codebook={codebook}
          initial={coding.initialDraft(knownAgency)}
          last={last}
          mentioned={mentioned}
          recent={recent}
          quote={quoteOfTarget(target, targetSpan, text)}
          isNew={isNewTarget(target)}
          isQuiet={quiet.isQuiet}
          wordRects={wordRects}
          bounds={bounds}
          onSave={coding.save}
          onDraft={coding.keep}
          onLeave={() => view?.focus()}
          onClose={close}
        />
      )}
    </div>
  );
}

/** The passages with these ids, in this order, as far as they are painted. */
function marksById(marks: readonly Mark[], ids: readonly string[]): readonly Mark[] {
  return ids.flatMap((id) => marks.find((mark) => mark.id === id) ?? []);
}

/** Index of the passage before or after an offset, in reading order. */
function nearestPassage(passages: readonly Passage[], offset: number, direction: 1 | -1): number {
  const after = passages.findIndex((passage) => passage.start >= offset);
  const first = after === -1 ? passages.length : after;
  return direction === 1 ? first : first - 1;
}
