// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_DRAFT } from '../../../renderer/reader/coding-draft.ts';
import type { DocumentView, Span } from '../../../renderer/reader/document-view.ts';
import { rememberTab, type TextVersion } from '../../../renderer/reader/reader-memory.ts';
import { useCoding } from '../../../renderer/reader/use-coding.ts';
import { aPassage, FakeBridge } from '../support.ts';

const OLD: TextVersion = { number: 1, textSha256: 'a'.repeat(64) };
const NEW: TextVersion = { number: 1, textSha256: 'b'.repeat(64) };
const SPAN: Span = { start: 40, end: 60 };
const DRAFT = { ...EMPTY_DRAFT, note: 'A long note' };

let bridge: FakeBridge;
let tab = 0;
beforeEach(() => {
  bridge = new FakeBridge();
  tab += 1;
});
afterEach(cleanup);

/** A view of which only the selection matters here. */
class SelectedWords {
  span: Span | null = null;
  describe = (): Span | null => this.span;
  describePieces = (): readonly Span[] => [];
  selectArea = (): void => undefined;
  select = (span: Span | null): void => {
    this.span = span;
  };
}

function start(version: TextVersion) {
  const words = new SelectedWords();
  const view = words as Partial<DocumentView> as DocumentView;
  const { result } = renderHook(() =>
    useCoding({ tabId: `tab-${tab}`, documentId: 'd1', version, view, onSaved: () => undefined }),
  );
  const select = (span: Span): void => {
    words.span = span;
    act(() => result.current.select(span, true));
  };
  return { words, select, coding: () => result.current };
}

describe('words that are being coded', () => {
  it('are saved as places in the text in which they were selected', async () => {
    bridge.answer('passage.add', aPassage({ id: 'p1' }));
    const { select, coding } = start(OLD);
    select(SPAN);
    await act(() => coding().save(DRAFT));
    expect(bridge.inputsOf('passage.add')).toEqual([
      { documentId: 'd1', version: 1, textSha256: OLD.textSha256, codings: [], ...SPAN, note: 'A long note' },
    ]);
  });

  it('stay selected with a digit of their own while those before them are saved', async () => {
    const answer = bridge.hold('passage.add');
    bridge.answer('passage.code', []);
    const { words, select, coding } = start(OLD);
    select(SPAN);
    act(() => coding().keep(DRAFT));
    const saving = coding().save({ ...DRAFT, agency: 'fbi', stanceId: 'opposes' });
    expect(coding().addToSaving('supports')).toBe(true);
    const next = { start: 70, end: 90 };
    select(next);
    expect(coding().addToSaving('supports')).toBe(false);
    await act(async () => {
      answer(aPassage({ id: 'p1' }));
      await saving;
    });
    expect([coding().target, words.span]).toEqual([{ kind: 'words', span: next }, next]);
    expect(coding().initialDraft('fbi')).toEqual({ ...EMPTY_DRAFT, agency: 'fbi' });
  });

  it('are held with their note while the text stays the same', () => {
    rememberTab(`tab-${tab}`, { words: { version: OLD, span: SPAN, draft: DRAFT } });
    const { words, coding } = start(OLD);
    expect([coding().target, words.span]).toEqual([{ kind: 'words', span: SPAN }, SPAN]);
  });

  it('are let go when the text was made anew; their note goes with the words selected next', () => {
    rememberTab(`tab-${tab}`, { words: { version: OLD, span: SPAN, draft: DRAFT } });
    const { words, select, coding } = start(NEW);
    expect([coding().target, words.span]).toEqual([null, null]);
    select({ start: 7, end: 9 });
    expect(coding().target).toEqual({ kind: 'words', span: { start: 7, end: 9 } });
    expect(coding().initialDraft(null)).toEqual(DRAFT);
  });

  it('leave the note of another version where it is', () => {
    rememberTab(`tab-${tab}`, { words: { version: { ...OLD, number: 2 }, span: SPAN, draft: DRAFT } });
    const { select, coding } = start(NEW);
    select({ start: 7, end: 9 });
    expect(coding().initialDraft('fbi')).toEqual({ ...EMPTY_DRAFT, agency: 'fbi' });
  });
});
