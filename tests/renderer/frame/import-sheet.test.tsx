// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { archiveStore, INITIAL_STATE } from '../../../renderer/archive-state.ts';
import { importPaths, importSheetStore } from '../../../renderer/frame/import-jobs.ts';
import { ImportSheet } from '../../../renderer/frame/import-sheet.tsx';
import { SimilarChoice } from '../../../renderer/frame/similar-choice.tsx';
import type { ImportOutcome } from '../../../shared/contract/outcomes.ts';
import { aStatus, FakeBridge } from '../support.ts';

describe('ImportSheet', () => {
  let bridge: FakeBridge;
  beforeEach(() => {
    bridge = new FakeBridge();
    archiveStore.setState({ ...INITIAL_STATE, status: aStatus() });
  });
  afterEach(() => {
    cleanup();
    archiveStore.setState(INITIAL_STATE);
  });

  it('says why an import was refused instead of looking for files for ever', async () => {
    bridge.refuse('document.import', 'The archive is open for reading only.', 'read-only');
    render(<ImportSheet />);
    await act(() => importPaths(['/files/a.pdf']));
    expect(screen.getByRole('alert').textContent).toBe('The archive is open for reading only.');
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(screen.getByRole('button', { name: 'Close' })).toBeTruthy();
  });

  describe('of an import that is done', () => {
    beforeEach(() => vi.useFakeTimers());
    afterEach(() => {
      vi.useRealTimers();
    });
    const sheet = () => screen.queryByRole('region', { name: 'Import' });
    const finish = (...outcomes: readonly Partial<ImportOutcome>[]) => {
      const whole = outcomes.map((outcome, index) => ({
        ...{ file: `/files/${index}.pdf`, outcome: 'imported' as const, documentId: `d${index}`, sha256: null },
        ...{ code: null, reason: null, ...outcome },
      }));
      const counts = { done: whole.length, total: whole.length, current: [], finished: true };
      archiveStore.setState({ imports: [{ jobId: 'job', ...counts, outcomes: whole }] });
      importSheetStore.setState({ jobId: 'job', isOpen: true, failure: null });
      render(<ImportSheet />);
    };
    const wait = () => act(() => vi.advanceTimersByTime(20_000));

    it('folds by itself where all went well, and stays when it is opened again', () => {
      finish({}, { outcome: 'new-version', reason: 'A new version of Memo.' });
      wait();
      expect(sheet()).toBeNull();
      act(() => importSheetStore.setState({ isOpen: true }));
      wait();
      expect(sheet()).toBeTruthy();
    });

    it('stays while it has the focus', () => {
      finish({});
      act(() => screen.getByRole('button', { name: 'Close' }).focus());
      wait();
      expect(sheet()).toBeTruthy();
      act(() => screen.getByRole('button', { name: 'Close' }).blur());
      wait();
      expect(sheet()).toBeNull();
    });

    it.each<Partial<ImportOutcome>>([
      { outcome: 'failed', documentId: null, code: 'damaged', reason: 'The file is damaged.' },
      { outcome: 'duplicate', reason: 'It is there already.' },
      { similar: [{ documentId: 'old', title: 'Old', similarity: 0.97 }] },
      { reason: 'Two pictures were left out.' },
    ])('stays where something is to be read or decided: %j', (outcome) => {
      finish({}, outcome);
      wait();
      expect(sheet()).toBeTruthy();
    });
  });

  it('is gone when another archive opens', async () => {
    bridge.refuse('document.import', 'Refused.');
    render(<ImportSheet />);
    await act(() => importPaths(['/files/a.pdf']));
    act(() => archiveStore.setState({ status: aStatus('archive-1', 0, '/copy') }));
    expect(screen.queryByRole('region', { name: 'Import' })).toBeNull();
  });

  it('offers to go on with an import that was cut off, later, or never', async () => {
    const pendingImports = [{ jobId: 'cut', done: 412, total: 1000, startedAt: '2026-01-01T00:00:00.000Z' }];
    archiveStore.setState({ status: { ...aStatus(), pendingImports } });
    bridge.answer('document.abandonImport', null);
    bridge.answer('document.resumeImport', []);
    render(<ImportSheet />);
    expect(screen.getByRole('status').textContent).toBe('An import of 1,000 files stopped at 412');
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Leave it' })));
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Go on' })));
    expect(bridge.calls.filter(({ method }) => method.startsWith('document.'))).toEqual([
      { method: 'document.abandonImport', input: { jobId: 'cut' } },
      { method: 'document.resumeImport', input: { jobId: 'cut' } },
    ]);
    expect(screen.getByRole('region', { name: 'Import' })).toBeTruthy();
  });
});

describe('SimilarChoice', () => {
  it.each([
    ['Make it a new version of Old', 'version.join', { id: 'new', into: 'old' }],
    ['Keep both', 'document.distinguish', { id: 'new', other: 'old' }],
  ])('%s', async (name, method, input) => {
    const bridge = new FakeBridge();
    bridge.answer(method, null);
    const similar = { documentId: 'old', title: 'Old', similarity: 0.958 };
    render(<SimilarChoice documentId="new" similar={similar} />);
    expect(screen.getByText(/95 % the words of/)).toBeTruthy();
    await act(async () => fireEvent.click(screen.getByRole('button', { name })));
    expect(bridge.calls).toContainEqual({ method, input });
    cleanup();
  });
});
