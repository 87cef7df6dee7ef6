import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ArchiveHost, startArchiveHost } from '../../../electron/main/archive-host.ts';
import type { FromCore, ToCore } from '../../../electron/main/core-messages.ts';
import type { ProcessEnd } from '../../../electron/main/process-end.ts';

/** A process as Electron's utilityProcess gives it. */
class FakeProcess extends EventEmitter {
  readonly stderr = new PassThrough();
  readonly received: ToCore[] = [];
  wasKilled = false;

  postMessage(message: ToCore): void {
    this.received.push(message);
  }

  kill(): void {
    this.wasKilled = true;
  }

  say(message: FromCore): void {
    this.emit('message', message);
  }
}

const electron = vi.hoisted(() => ({ processes: new Map<string, unknown[]>(), app: null as unknown }));
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  electron.app = Object.assign(new Emitter(), {
    commandLine: { hasSwitch: () => false },
    getAppPath: () => '/app',
    isPackaged: false,
  });
  return {
    app: electron.app,
    MessageChannelMain: class {
      port1 = {};
      port2 = {};
    },
    utilityProcess: {
      fork: (_path: string, _args: unknown, { serviceName }: { serviceName: string }) => {
        const started = new FakeProcess();
        electron.processes.set(serviceName, [...(electron.processes.get(serviceName) ?? []), started]);
        return started;
      },
    },
  };
});

const started = (name: string): readonly FakeProcess[] =>
  (electron.processes.get(`Standpoint ${name}`) ?? []).filter((each) => each instanceof FakeProcess);
const newest = (name: string): FakeProcess => {
  const found = started(name).at(-1);
  if (found === undefined) throw new Error(`No ${name} was started.`);
  return found;
};

describe('the host of the archive’s process', () => {
  let host: ArchiveHost;
  const crashes: { readonly end: Promise<ProcessEnd>; readonly restarted: boolean }[] = [];
  const faults: string[] = [];

  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(console, 'error').mockReturnValue(undefined);
    electron.processes.clear();
    crashes.length = 0;
    faults.length = 0;
    host = startArchiveHost({
      onBroadcast: () => undefined,
      onCrash: (end, restarted) => crashes.push({ end, restarted }),
      onFault: (text) => faults.push(text),
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  const tell = (reason: string, exitCode: number, name = 'Standpoint archive') => {
    if (electron.app instanceof EventEmitter) electron.app.emit('child-process-gone', {}, { name, reason, exitCode });
  };

  it('says of calls under way why the process ended, with its last words', async () => {
    const call = host.invoke('archive.create', {});
    newest('archive').stderr.write('Error: nobody listened\n    at somewhere\n');
    await vi.advanceTimersByTimeAsync(0);
    newest('archive').emit('exit', 1);
    await vi.advanceTimersByTimeAsync(1000);
    const known = { reason: 'exit code 1', lastWords: 'Error: nobody listened\n    at somewhere' };
    expect(await call).toEqual({
      ok: false,
      error: {
        code: 'internal',
        message: 'The archive process ended unexpectedly (exit code 1). What was saved before is safe; try again.',
        details: known,
      },
    });
    expect(await crashes[0]?.end).toEqual(known);
    expect(console.error).toHaveBeenCalledWith('Error: nobody listened\n    at somewhere');
  });

  it('names the signal that is told after the end, and not for the next end', async () => {
    newest('archive').emit('exit', 0);
    tell('crashed', 9, 'Standpoint parser');
    tell('crashed', 11);
    await vi.advanceTimersByTimeAsync(1000);
    newest('archive').emit('exit', 7);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await Promise.all(crashes.map(async ({ end }) => (await end).reason))).toEqual([
      'crashed, SIGSEGV',
      'exit code 7',
    ]);
  });

  it('starts it again at once, with the coder, and asks the new one; but not for ever', async () => {
    host.setCoder('Ada');
    newest('archive').emit('exit', 1);
    expect(started('archive')).toHaveLength(2);
    const call = host.invoke('archive.status', {});
    expect(newest('archive').received).toMatchObject([
      { type: 'coder', coder: 'Ada' },
      { type: 'invoke', method: 'archive.status' },
    ]);
    newest('archive').say({ type: 'reply', id: 1, result: { ok: true, value: null } });
    expect(await call).toEqual({ ok: true, value: null });
    for (let times = 0; times < 3; times += 1) newest('archive').emit('exit', 1);
    expect(crashes.map(({ restarted }) => restarted)).toEqual([true, true, true, false]);
    expect(await host.invoke('archive.status', {})).toMatchObject({
      ok: false,
      error: { message: 'The archive process is not running. Restart Standpoint.' },
    });
  });

  it('does not take the end of an old parser for that of a new one', async () => {
    newest('archive').say({ type: 'launch-parser', parser: 1 });
    const old = newest('parser');
    newest('archive').emit('exit', 1);
    expect(old.wasKilled).toBe(true);
    newest('archive').say({ type: 'launch-parser', parser: 1 });
    old.emit('exit', 15);
    expect(newest('archive').received.map(({ type }) => type)).toEqual(['parser-started']);
    newest('archive').say({ type: 'kill-parser', parser: 1 });
    expect(newest('parser').wasKilled).toBe(true);
    newest('parser').emit('exit', 15);
    expect(newest('archive').received.map(({ type }) => type)).toEqual(['parser-started', 'parser-exited']);
  });

  it('hands on what failed without anybody waiting for it', () => {
    newest('archive').say({ type: 'fault', text: 'Error: unheard' });
    expect(faults).toEqual(['Error: unheard']);
    expect(crashes).toEqual([]);
  });

  it('counts no end as a crash once it closes', async () => {
    const call = host.invoke('document.list', {});
    const closing = host.close();
    newest('archive').emit('exit', 0);
    await closing;
    expect(await call).toMatchObject({ ok: false, error: { message: expect.stringContaining('was closed') } });
    expect(crashes).toEqual([]);
    expect(started('archive')).toHaveLength(1);
  });
});
