// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { archiveStore, INITIAL_STATE } from '../../renderer/archive-state.ts';
import { AUTOSAVE_DELAY, type DraftOptions, DraftSaver } from '../../renderer/draft-saver.ts';
import { flushAll, pendingDraftsStore, waitingDrafts } from '../../renderer/pending-drafts.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { aStatus } from './support.ts';

interface Fields {
  readonly title: string;
  readonly notes: string;
}

const STORED: Fields = { title: 'Title', notes: '' };

describe('DraftSaver', () => {
  let saved: Partial<Fields>[] = [];
  let lost: unknown[] = [];
  let answer: () => Promise<unknown> = () => Promise.resolve();

  const make = (options: Partial<DraftOptions<Fields>> = {}) =>
    new DraftSaver<Fields>(STORED, {
      label: 'Notes',
      tabId: null,
      isOfArchive: true,
      isEntry: false,
      save: (change) => {
        saved.push(change);
        return answer();
      },
      onLost: (label, _reason, change) => lost.push([label, change]),
      ...options,
    });
  /** Makes the next save wait; the returned function answers it. */
  const holdOnce = () => {
    let settle: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      settle = resolve;
    });
    answer = () => {
      answer = () => Promise.resolve();
      return held;
    };
    return async () => {
      settle();
      await vi.advanceTimersByTimeAsync(0);
    };
  };

  beforeEach(() => {
    vi.useFakeTimers();
    archiveStore.setState({ ...INITIAL_STATE, status: aStatus() });
    saved = [];
    lost = [];
    answer = () => Promise.resolve();
  });
  afterEach(() => {
    pendingDraftsStore.setState({ waiting: new Set(), refused: new Map() });
    archiveStore.setState(INITIAL_STATE);
    vi.useRealTimers();
  });

  it('saves what was typed after a pause, and only what changed', async () => {
    const draft = make();
    draft.change({ notes: 'H' });
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY - 1);
    draft.change({ notes: 'Hello' });
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY - 1);
    expect([saved, draft.snapshot().status, waitingDrafts()]).toMatchObject([[], 'saving', [{ label: 'Notes' }]]);
    await vi.advanceTimersByTimeAsync(1);
    expect([saved, draft.snapshot().status, waitingDrafts()]).toEqual([[{ notes: 'Hello' }], 'saved', []]);
  });

  it('saves what is typed while an earlier save is under way', async () => {
    const draft = make();
    const settle = holdOnce();
    draft.change({ notes: 'One' });
    draft.leave();
    draft.change({ notes: 'One and two' });
    await settle();
    expect(draft.snapshot()).toMatchObject({ fields: { notes: 'One and two' }, status: 'saving' });
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY);
    expect(saved).toEqual([{ notes: 'One' }, { notes: 'One and two' }]);
    expect(draft.snapshot().status).toBe('saved');
  });

  it('saves all of it when it is flushed while an earlier save is under way', async () => {
    const draft = make();
    const settle = holdOnce();
    draft.change({ notes: 'One' });
    draft.leave();
    draft.change({ notes: 'One and two' });
    const flushed = flushAll();
    await settle();
    expect(await flushed).toEqual([]);
    expect(saved).toEqual([{ notes: 'One' }, { notes: 'One and two' }]);
  });

  it('does not let answers older than its own saves put old words under the cursor', async () => {
    const draft = make();
    for (const notes of ['One', 'One and two']) {
      draft.change({ notes });
      await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY);
    }
    draft.setStored({ ...STORED, notes: 'One' });
    expect(draft.snapshot().fields.notes).toBe('One and two');
    draft.setStored({ ...STORED, notes: 'One and two' });
    // From here on the same words are an undo, made after all of it.
    draft.setStored({ ...STORED, notes: 'One' });
    expect(draft.snapshot().fields.notes).toBe('One');
  });

  it('takes over what changes elsewhere, but not in a field where somebody types', () => {
    const draft = make();
    draft.change({ notes: 'Typing' });
    draft.setStored({ title: 'Elsewhere', notes: 'Elsewhere' });
    expect(draft.snapshot().fields).toEqual({ title: 'Elsewhere', notes: 'Typing' });
  });

  it('keeps a blank at the end while somebody types, and shows the archive’s form when the field is left', async () => {
    const draft = make();
    draft.change({ notes: 'Hello ' });
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY);
    draft.setStored({ ...STORED, notes: 'Hello' });
    expect(draft.snapshot().fields.notes).toBe('Hello ');
    draft.leave();
    await vi.advanceTimersByTimeAsync(0);
    expect(draft.snapshot().fields.notes).toBe('Hello');
    expect(saved).toHaveLength(1);
  });

  it('sends nothing when the words are typed back', async () => {
    const draft = make();
    draft.change({ notes: 'Oops' });
    draft.change({ notes: '' });
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY);
    expect([saved, waitingDrafts()]).toEqual([[], []]);
  });

  it('says what is wrong with a half-typed value only when it is left or everything is to be saved', async () => {
    answer = () => Promise.reject(new ArchiveError('invalid-input', 'Not a date.'));
    const draft = make();
    draft.change({ notes: '2026-' });
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY);
    expect(draft.snapshot()).toMatchObject({ status: 'refused', error: null });
    expect(await flushAll()).toEqual([{ label: 'Notes', reason: 'Not a date.' }]);
    expect(draft.snapshot()).toEqual({
      fields: { title: 'Title', notes: '2026-' },
      status: 'refused',
      error: 'Not a date.',
    });
    expect(await flushAll()).toEqual([{ label: 'Notes', reason: 'Not a date.' }]);
  });

  it('tries again by itself, ever more slowly, while the disk fails', async () => {
    answer = () => Promise.reject(new ArchiveError('io', 'The disk is full.'));
    const draft = make();
    draft.change({ notes: 'Hello' });
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY);
    expect([saved.length, draft.snapshot().error]).toEqual([1, 'The disk is full.']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saved).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(saved).toHaveLength(2);
    answer = () => Promise.resolve();
    await vi.advanceTimersByTimeAsync(1);
    expect([saved.length, draft.snapshot().status, waitingDrafts()]).toEqual([3, 'saved', []]);
  });

  it('saves at once when its field is gone, and hands on what is refused', async () => {
    const draft = make();
    draft.change({ notes: 'Last words' });
    draft.dispose();
    await vi.advanceTimersByTimeAsync(0);
    expect([saved, lost]).toEqual([[{ notes: 'Last words' }], []]);
    answer = () => Promise.reject(new ArchiveError('invalid-input', 'A title is needed.'));
    const refused = make();
    refused.change({ title: '' });
    refused.dispose();
    await vi.advanceTimersByTimeAsync(0);
    expect([lost, waitingDrafts()]).toEqual([[['Notes', { title: '' }]], []]);
  });

  it('gives up after some attempts once its field is gone', async () => {
    answer = () => Promise.reject(new ArchiveError('io', 'The disk is full.'));
    const draft = make();
    draft.change({ notes: 'Last words' });
    draft.dispose();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([saved.length, lost]).toEqual([4, [['Notes', { notes: 'Last words' }]]]);
  });

  it('never writes into another archive than that for which the words were typed', async () => {
    const draft = make();
    draft.change({ notes: 'For the first' });
    archiveStore.setState({ status: aStatus('archive-1', 0, '/copy') });
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY);
    expect([saved, draft.snapshot().status]).toEqual([[], 'refused']);
  });

  it('waits with half an entry until it is left, then empties the field', async () => {
    const draft = make({ isEntry: true });
    draft.change({ notes: 'LVM' });
    await vi.advanceTimersByTimeAsync(10 * AUTOSAVE_DELAY);
    expect(saved).toEqual([]);
    draft.change({ notes: 'LVMPD' });
    const settle = holdOnce();
    draft.leave();
    expect(draft.snapshot().fields.notes).toBe('LVMPD');
    await settle();
    expect([saved, draft.snapshot().fields.notes]).toEqual([[{ notes: 'LVMPD' }], '']);
  });

  it('leaves an entry in the field if it is refused', async () => {
    answer = () => Promise.reject(new ArchiveError('conflict', 'The name is taken.'));
    const draft = make({ isEntry: true });
    draft.change({ notes: 'LVMPD' });
    draft.leave();
    await vi.advanceTimersByTimeAsync(0);
    expect(draft.snapshot()).toMatchObject({ fields: { notes: 'LVMPD' }, error: 'The name is taken.' });
  });
});
