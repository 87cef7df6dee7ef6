// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  archiveKey,
  archiveStore,
  INITIAL_STATE,
  onArchiveChange,
  reduceBroadcast,
  startArchiveState,
} from '../../renderer/archive-state.ts';
import { aChange, anAgency, aStance, aStatus, FakeBridge } from './support.ts';

describe('reduceBroadcast', () => {
  const b = anAgency({ id: 'b', name: 'Bravo' });
  const open = { ...INITIAL_STATE, ready: true, status: aStatus() };

  it('adds, alters and removes agencies, sorted by name', () => {
    const added = reduceBroadcast(
      open,
      aChange({
        changes: [
          { entity: 'agency', id: 'b', before: null, after: b },
          { entity: 'agency', id: 'a', before: null, after: anAgency({ id: 'a', name: 'Zulu' }) },
        ],
      }),
    );
    expect(added.codebook.agencies.map((agency) => agency.name)).toEqual(['Bravo', 'Zulu']);
    const altered = reduceBroadcast(
      added,
      aChange({
        changes: [
          { entity: 'agency', id: 'a', before: null, after: anAgency({ id: 'a', name: 'Alpha' }) },
          { entity: 'agency', id: 'b', before: b, after: null },
        ],
      }),
    );
    expect(altered.codebook.agencies.map((agency) => agency.name)).toEqual(['Alpha']);
    expect(altered.agenciesById.get('b')).toBeUndefined();
    expect(altered.history).toEqual({ undo: 'Add agency', redo: null });
  });

  it('keeps stances in their order', () => {
    const state = reduceBroadcast(
      open,
      aChange({
        changes: [
          { entity: 'stance', id: 's2', before: null, after: aStance({ id: 's2', order: 2 }) },
          { entity: 'stance', id: 's1', before: null, after: aStance({ id: 's1', order: 1 }) },
        ],
      }),
    );
    expect([...state.stancesById.keys()]).toEqual(['s1', 's2']);
  });

  it('raises the revision of what changed and of nothing else', () => {
    const state = reduceBroadcast(open, aChange({ changes: [{ entity: 'agency', id: 'b', before: null, after: b }] }));
    expect(state.revision).toBe(open.revision + 1);
    expect(state.revisions).toEqual({ ...open.revisions, agency: open.revisions.agency + 1 });
  });

  it('gathers the outcomes of an import', () => {
    const outcome = {
      file: 'a.pdf',
      outcome: 'imported',
      documentId: 'd',
      sha256: null,
      code: null,
      reason: null,
    } as const;
    const progress = { jobId: 'j', done: 1, total: 2, current: ['b.pdf'], outcomes: [outcome], finished: false };
    const first = reduceBroadcast(open, { type: 'import', progress });
    const second = reduceBroadcast(first, {
      type: 'import',
      progress: { ...progress, done: 2, outcomes: [{ ...outcome, file: 'b.pdf' }], finished: true },
    });
    expect(second.imports).toHaveLength(1);
    expect(second.imports[0]).toMatchObject({ done: 2, finished: true });
    expect(second.imports[0]?.outcomes.map((one) => one.file)).toEqual(['a.pdf', 'b.pdf']);
  });

  it('forgets codebook and imports when another archive opens, and keeps them when the same one reports', () => {
    const filled = reduceBroadcast(open, aChange({ changes: [{ entity: 'agency', id: 'b', before: null, after: b }] }));
    expect(reduceBroadcast(filled, { type: 'archive', status: aStatus() }).codebook.agencies).toEqual([b]);
    expect(reduceBroadcast(filled, { type: 'archive', status: aStatus('other') }).codebook.agencies).toEqual([]);
    expect(reduceBroadcast(filled, { type: 'archive', status: null }).status).toBeNull();
  });
});

describe('archives with one id', () => {
  const b = anAgency({ id: 'b', name: 'Bravo' });
  const progress = { jobId: 'j', done: 1, total: 2, current: ['b.pdf'], outcomes: [], finished: false };
  const filled = reduceBroadcast(
    reduceBroadcast(
      { ...INITIAL_STATE, ready: true, status: aStatus() },
      aChange({ changes: [{ entity: 'agency', id: 'b', before: null, after: b }] }),
    ),
    { type: 'import', progress },
  );

  it('forgets codebook and imports when a copy of the archive in another folder opens', () => {
    const state = reduceBroadcast(filled, { type: 'archive', status: aStatus('archive-1', 0, '/copy') });
    expect([state.codebook.agencies, state.imports]).toEqual([[], []]);
  });

  it('ends running imports when the archive is opened again, and takes up one that reports', () => {
    const state = reduceBroadcast(filled, { type: 'archive', status: aStatus() });
    expect(state.imports[0]).toMatchObject({ finished: true, current: [] });
    expect(reduceBroadcast(state, { type: 'import', progress }).imports[0]?.finished).toBe(false);
  });

  it('tells whoever remembers things of one archive, and nobody when the same one reports', () => {
    const heard: string[] = [];
    archiveStore.setState({ status: aStatus() });
    const stop = onArchiveChange(() => heard.push(archiveKey(archiveStore.getState().status)));
    archiveStore.setState({ status: aStatus('archive-1', 5) });
    archiveStore.setState({ status: aStatus('archive-1', 5, '/copy') });
    archiveStore.setState({ status: null });
    stop();
    archiveStore.setState(INITIAL_STATE);
    expect(heard).toEqual(['archive-1 /copy', '']);
  });
});

describe('startArchiveState', () => {
  let bridge: FakeBridge;
  let stop: () => void = () => undefined;

  beforeEach(() => {
    bridge = new FakeBridge();
    bridge.answer('app.getSettings', { ...INITIAL_STATE.settings, coder: 'Ada' });
    bridge.answer('archive.status', aStatus());
    bridge.answer('codebook.get', { agencies: [anAgency({ id: 'a' })], stances: [], topics: [] });
    bridge.answer('saved-search.list', []);
  });
  afterEach(() => stop());

  it('mirrors settings, status and codebook', async () => {
    stop = startArchiveState();
    await vi.waitFor(() => expect(archiveStore.getState().ready).toBe(true));
    const state = archiveStore.getState();
    expect([state.settings.coder, state.status?.info.id, [...state.agenciesById.keys()]]).toEqual([
      'Ada',
      'archive-1',
      ['a'],
    ]);
  });

  it('asks for no codebook while no archive is open, and for it when one opens', async () => {
    bridge.answer('archive.status', null);
    stop = startArchiveState();
    await vi.waitFor(() => expect(archiveStore.getState().ready).toBe(true));
    expect(bridge.calls.map((call) => call.method)).not.toContain('codebook.get');
    bridge.broadcast({ type: 'archive', status: aStatus('opened') });
    await vi.waitFor(() => expect(archiveStore.getState().codebook.agencies).toHaveLength(1));
  });

  it('reads the codebook again when the same archive is opened again', async () => {
    stop = startArchiveState();
    await vi.waitFor(() => expect(archiveStore.getState().ready).toBe(true));
    bridge.answer('codebook.get', {
      agencies: [anAgency({ id: 'a' }), anAgency({ id: 'z' })],
      stances: [],
      topics: [],
    });
    bridge.broadcast({ type: 'archive', status: aStatus() });
    await vi.waitFor(() => expect(archiveStore.getState().codebook.agencies).toHaveLength(2));
  });

  it('takes no codebook that was read before the last change of it', async () => {
    stop = startArchiveState();
    await vi.waitFor(() => expect(archiveStore.getState().ready).toBe(true));
    const answer = bridge.hold('codebook.get');
    bridge.broadcast({ type: 'archive', status: aStatus() });
    const b = anAgency({ id: 'b' });
    bridge.broadcast(aChange({ changes: [{ entity: 'agency', id: 'b', before: null, after: b }] }));
    answer({ agencies: [], stances: [], topics: [] });
    await vi.waitFor(() => expect(bridge.inputsOf('codebook.get')).toHaveLength(3));
    expect(archiveStore.getState().codebook.agencies.map(({ id }) => id)).toEqual(['a', 'b']);
    answer({ agencies: [b], stances: [], topics: [] });
    await vi.waitFor(() => expect(archiveStore.getState().codebook.agencies.map(({ id }) => id)).toEqual(['b']));
  });

  it('lets the first answers not overwrite an archive opened meanwhile', async () => {
    const answer = bridge.hold('archive.status');
    stop = startArchiveState();
    bridge.broadcast({ type: 'archive', status: aStatus('newer') });
    answer(aStatus());
    await vi.waitFor(() => expect(archiveStore.getState().ready).toBe(true));
    expect(archiveStore.getState().status?.info.id).toBe('newer');
  });

  it('asks for the counts once after a burst of changes', async () => {
    stop = startArchiveState();
    await vi.waitFor(() => expect(archiveStore.getState().ready).toBe(true));
    bridge.answer('archive.status', aStatus('archive-1', 7));
    for (let index = 0; index < 20; index += 1) bridge.broadcast(aChange({}));
    await vi.waitFor(() => expect(archiveStore.getState().status?.counts.documents).toBe(7));
    expect(bridge.calls.filter((call) => call.method === 'archive.status')).toHaveLength(2);
  });

  it('keeps the reason when the first answers do not come', async () => {
    bridge.refuse('app.getSettings', 'The settings are damaged.');
    stop = startArchiveState();
    await vi.waitFor(() => expect(archiveStore.getState().failure?.message).toBe('The settings are damaged.'));
    expect(archiveStore.getState().ready).toBe(true);
  });

  it('stops listening', () => {
    stop = startArchiveState();
    expect(bridge.listenerCount).toBe(1);
    stop();
    expect(bridge.listenerCount).toBe(0);
  });
});
