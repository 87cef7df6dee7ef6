// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExportProgressLine } from '../../../renderer/exchange/export-progress.tsx';
import { type ExportJob, useExportJob } from '../../../renderer/exchange/use-export-job.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import { FakeBridge } from '../support.ts';

let job: ExportJob<string>;

function Dialog() {
  job = useExportJob<string>();
  return <ExportProgressLine job={job} />;
}

describe('an export in a dialog', () => {
  let bridge: FakeBridge;
  /** What goes on: its id, and how it ends. */
  let going: { readonly jobId: string; readonly end: (result: string) => void; readonly fail: (error: Error) => void };

  beforeEach(async () => {
    vi.useFakeTimers();
    // Not known to jsdom.
    Element.prototype.scrollIntoView = () => undefined;
    bridge = new FakeBridge();
    bridge.answer('export.cancel', null);
    render(<Dialog />);
    await act(async () => {
      void job.run(
        (jobId) =>
          new Promise((end, fail) => {
            going = { jobId, end, fail };
          }),
      );
    });
    await act(() => vi.advanceTimersByTimeAsync(400));
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  const tell = (jobId: string, done: number, total: number) =>
    act(async () => bridge.broadcast({ type: 'export', progress: { jobId, step: 'check', done, total } }));

  it('tells how many of the quotes are checked, of this export alone', async () => {
    await tell('another', 1, 2);
    expect(screen.queryByText('1 of 2')).toBeNull();
    await tell(going.jobId, 120, 500);
    expect(screen.getByText('120 of 500')).toBeDefined();
    expect(screen.getByRole<HTMLProgressElement>('progressbar').value).toBeCloseTo(0.24);
    await act(async () => going.end('written'));
    expect(job.result).toBe('written');
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('can be stopped again if stopping failed', async () => {
    bridge.refuse('export.cancel', 'The archive process ended.', 'internal');
    await act(async () => job.stop());
    expect(job.isStopping).toBe(false);
    bridge.answer('export.cancel', null);
    await act(async () => job.stop());
    expect(bridge.inputsOf('export.cancel')).toHaveLength(2);
    expect(job.isStopping).toBe(true);
  });

  it('is stopped once, and says that nothing was written', async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    act(() => job.stop());
    expect(bridge.inputsOf('export.cancel')).toEqual([{ jobId: going.jobId }]);
    expect(screen.getByRole('status').textContent).toBe('Stopping…');
    await act(async () => going.fail(new ArchiveError('cancelled', 'It was stopped.')));
    expect(screen.getByRole('status').textContent).toBe('The export was stopped. Nothing was written.');
    expect(job).toMatchObject({ isBusy: false, failure: null, result: null });
  });

  it('that is done before it can be stopped is simply done', async () => {
    bridge.refuse('export.cancel', 'None is going on.', 'not-found');
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    await act(async () => going.end('written'));
    expect(job).toMatchObject({ result: 'written', wasStopped: false, isStopping: false });
  });

  it('says why it failed', async () => {
    await act(async () => going.fail(new ArchiveError('io', 'The disk is full.')));
    expect(job).toMatchObject({ failure: 'The disk is full.', wasStopped: false });
  });
});
