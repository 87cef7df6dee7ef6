import { useEffect, useRef, useState } from 'react';
import type { Passage } from '../../shared/domain/passage.ts';
import { call } from '../archive-client.ts';
import { announce } from '../components/announcer.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import { addCoding, tellCoded } from './coding-actions.ts';
import { type CodingDraft, draftCodings, EMPTY_DRAFT } from './coding-draft.ts';
import type { DocumentView, PageArea, Span } from './document-view.ts';
import { recallDisplacedDraft, recallHeldWords, recallTab, rememberTab, type TextVersion } from './reader-memory.ts';

/** What the popover codes: words or an area just selected, or a passage that is there already, with what is known of its coding. */
export type CodingTarget =
  | {
      readonly kind: 'words';
      readonly span: Span;
      /** Its pieces in reading order, if it has several; `span` is the one selected last. */
      readonly spans?: readonly Span[];
    }
  | { readonly kind: 'area'; readonly area: PageArea }
  | { readonly kind: 'passage'; readonly id: string; readonly known: Partial<CodingDraft> };

/** What useCoding takes. */
export interface CodingOptions {
  readonly tabId: string;
  readonly documentId: string;
  readonly version: TextVersion;
  readonly view: DocumentView | null;
  readonly onSaved: (passage: Passage) => void;
}

/** The coding that is going on in a reader. */
export interface CodingInHand {
  /** What the popover is open for, or null. */
  readonly target: CodingTarget | null;
  /** What the popover begins with; `agency` is the one to assume. */
  initialDraft(agency: string | null): CodingDraft;
  /** The selection of the view changed. */
  select(span: Span | null, settled: boolean): void;
  /** A rectangle of a page was chosen, or given up. */
  takeArea(area: PageArea | null): void;
  /** Asks for what is missing of a coding for a passage: the agency of a stance, or the stance of an agency. */
  ask(passageId: string, known: Partial<CodingDraft>): void;
  /** A passage was chosen: the popover goes, unless it holds a note. */
  release(): void;
  /** Keeps what the popover holds for as long as the tab lives. */
  keep(draft: CodingDraft): void;
  /** Adds a stance to the words that are being saved right now; false if none are. */
  addToSaving(stanceId: string): boolean;
  /** Saves; rejects with why it was refused. */
  save(draft: CodingDraft): Promise<void>;
  /** Closes without saving; a note can be brought back. */
  close(): void;
}

/** Keeps what is being coded, across clicks in the page and while the tab is hidden. */
export function useCoding({ tabId, documentId, version, view, onSaved }: CodingOptions): CodingInHand {
  const [target, setTarget] = useState<CodingTarget | null>(() => {
    const held = recallHeldWords(tabId, version);
    return held === null ? null : { kind: 'words', span: held.span };
  });
  const saving = useRef<{
    readonly target: CodingTarget;
    readonly passage: Promise<Passage>;
    readonly agency: string | null;
  } | null>(null);
  const latestTarget = useRef(target);
  latestTarget.current = target;
  const latestView = useRef(view);
  latestView.current = view;

  const { number, textSha256 } = version;
  // A view made anew has nothing selected.
  useEffect(() => {
    const held = recallHeldWords(tabId, { number, textSha256 });
    if (held !== null) view?.select(held.span);
  }, [view, tabId, number, textSha256]);

  const isArea = target?.kind === 'area';
  // A rectangle that is given up for words, or for a passage, does not stay on the page.
  useEffect(() => {
    if (!isArea) view?.selectArea(null);
  }, [view, isArea]);

  useEffect(() => {
    if (recallDisplacedDraft(tabId, { number, textSha256 }) === null) return;
    notify('The text was read anew. Your note is kept: select its words again');
  }, [tabId, number, textSha256]);

  const holdAgain = (words: { readonly span: Span; readonly draft: CodingDraft }) => {
    rememberTab(tabId, { words: { version, span: words.span, draft: words.draft } });
    setTarget({ kind: 'words', span: words.span });
    latestView.current?.select(words.span);
  };
  const finish = () => {
    rememberTab(tabId, { words: null });
    setTarget(null);
    view?.select(null);
    view?.selectArea(null);
  };

  return {
    target,
    initialDraft: (agency) => {
      if (target?.kind === 'passage') return { ...EMPTY_DRAFT, agency, ...target.known };
      if (target?.kind === 'area') return { ...EMPTY_DRAFT, agency };
      const { words } = recallTab(tabId);
      const isSame =
        words !== null && isSameText(words.version, version) && isSameSpan(words.span, target?.span ?? null);
      return isSame ? words.draft : { ...EMPTY_DRAFT, agency };
    },
    select: (span, settled) => {
      // A note that is being saved stays with its words.
      const held = saving.current === null ? recallHeldWords(tabId, version) : null;
      if (span === null) {
        if (held === null) setTarget((before) => (before?.kind === 'words' ? null : before));
        // A click in the page takes the selection away, but not what was written.
        else if (settled) holdAgain(held);
        return;
      }
      // Before the text is here a view can't say which words they are.
      const words = settled ? (view?.describe() ?? held?.span ?? null) : null;
      const spans = settled ? (view?.describePieces() ?? []) : [];
      setTarget(words === null ? null : { kind: 'words', span: words, ...(spans.length > 1 ? { spans } : {}) });
      const displaced = words === null ? null : recallDisplacedDraft(tabId, version);
      if (words !== null && displaced !== null) {
        rememberTab(tabId, { words: { version, span: words, draft: displaced } });
        notify('The note now goes with the words selected last');
        return;
      }
      if (held === null || words === null || isSameSpan(held.span, words)) return;
      rememberTab(tabId, { words: { ...held, span: words } });
      if (words.start < held.span.end && held.span.start < words.end) return;
      notify('The note now goes with the words selected last', {
        label: 'Back to the first',
        run: () => holdAgain({ span: held.span, draft: recallHeldWords(tabId, version)?.draft ?? held.draft }),
      });
    },
    takeArea: (area) => {
      if (area !== null) setTarget({ kind: 'area', area });
      else setTarget((before) => (before?.kind === 'area' ? null : before));
    },
    ask: (id, known) => setTarget({ kind: 'passage', id, known }),
    release: () => {
      if (recallHeldWords(tabId, version) === null) setTarget(null);
    },
    keep: (draft) => {
      if (target?.kind === 'words') rememberTab(tabId, { words: { version, span: target.span, draft } });
    },
    addToSaving: (stance) => {
      // A digit pressed for words selected meanwhile is for those.
      if (
        saving.current === null ||
        saving.current.agency === null ||
        isOther(latestTarget.current, saving.current.target)
      )
        return false;
      const { passage, agency } = saving.current;
      passage.then(
        ({ id }) => addCoding(id, { agency, stance }),
        // The popover says why the words were not saved.
        () => undefined,
      );
      return true;
    },
    save: async (draft) => {
      if (target === null) return;
      const codings = draftCodings(draft);
      let saved: Passage | undefined;
      if (target.kind !== 'passage') {
        const note = draft.note.trim();
        const passage = call('passage.add', {
          ...{ documentId, version: version.number, textSha256: version.textSha256, codings },
          ...placeOf(target),
          ...(note === '' ? {} : { note }),
        });
        saving.current = { target, passage, agency: draft.agency };
        try {
          saved = await passage;
        } catch (error) {
          // The popover that would say so has gone with its words.
          if (isOther(latestTarget.current, target)) notifyError('The words selected before were not saved', error);
          throw error;
        } finally {
          saving.current = null;
        }
      } else if (codings.length > 0) {
        saved = (await call('passage.code', { ids: [target.id], codings }))[0];
      }
      const made = saved?.codings[saved.codings.length - 1];
      if (saved !== undefined && made !== undefined && codings.length > 0) tellCoded(saved, made, draft.agency ?? '');
      else announce(draft.note.trim() === '' ? 'Highlighted, not coded' : 'Note saved, not coded');
      // Who was faster than the disk has selected the next words by now: those stay.
      if (isOther(latestTarget.current, target)) {
        const { words } = recallTab(tabId);
        if (target.kind === 'words' && words !== null && isSameSpan(words.span, target.span))
          rememberTab(tabId, { words: null });
        return;
      }
      finish();
      if (saved !== undefined) onSaved(saved);
    },
    close: () => {
      const held = target?.kind === 'words' ? recallHeldWords(tabId, version) : null;
      finish();
      if (held !== null) notify('The note was not saved', { label: 'Bring it back', run: () => holdAgain(held) });
    },
  };
}

/** Where words or an area are, as the contract takes it. */
function placeOf(target: Exclude<CodingTarget, { readonly kind: 'passage' }>) {
  if (target.kind === 'area') {
    const { x, y, width, height } = target.area.rect;
    const rect: [number, number, number, number] = [x, y, width, height];
    return { area: { page: target.area.page, rect } };
  }
  if (target.spans === undefined) return { start: target.span.start, end: target.span.end };
  return { spans: target.spans.map(({ start, end }) => ({ start, end })) };
}

/** Whether something else than the target is to be coded now. */
function isOther(now: CodingTarget | null, target: CodingTarget): boolean {
  if (now === null || now === target) return false;
  return now.kind !== 'words' || target.kind !== 'words' || !isSameSpan(now.span, target.span);
}

function isSameText(a: TextVersion, b: TextVersion): boolean {
  return a.number === b.number && a.textSha256 === b.textSha256;
}

function isSameSpan(a: Span, b: Span | null): boolean {
  return b !== null && a.start === b.start && a.end === b.end;
}
