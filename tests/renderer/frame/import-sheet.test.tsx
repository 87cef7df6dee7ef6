// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archiveStore, INITIAL_STATE } from '../../../renderer/archive-state.ts';
import { importPaths } from '../../../renderer/frame/import-jobs.ts';
import { ImportSheet } from '../../../renderer/frame/import-sheet.tsx';
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

  it('is gone when another archive opens', async () => {
    bridge.refuse('document.import', 'Refused.');
    render(<ImportSheet />);
    await act(() => importPaths(['/files/a.pdf']));
    act(() => archiveStore.setState({ status: aStatus('archive-1', 0, '/copy') }));
    expect(screen.queryByRole('region', { name: 'Import' })).toBeNull();
  });
});
