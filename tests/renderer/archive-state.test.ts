// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { archiveStore, INITIAL_STATE, reduceBroadcast, startArchiveState } from '../../renderer/archive-state.ts';
import type { ArchiveStatus, Broadcast } from '../../shared/contract.ts';
import { anAgency, aStance, FakeBridge } from './support.ts';

function aStatus(id = 'archive-1', documents = 0): ArchiveStatus {
  return {
    info: { id, title: 'Archive', format: 1, createdAt: '2026-01-01T00:00:00.000Z' },
    directory: '/archive',
    readOnly: false,
    counts: { documents, passages: 0, agencies: 0, briefings: 0, events: 1 },
    problems: [],
    history: { undo: null, redo: null },
  };
}

function changes(part: Partial<Extract<Broadcast, { type: 'changes' }>>): Broadcast {
  return {
    type: 'changes',
    seq: 2,
    eventType: 'agency.add',
    label: 'Add agency',
    changes: [],
    history: { undo: 'Add agency', redo: null },
    ...part,
  };
}

describe('reduceBroadcast', () => {
  const b = anAgency({ id: 'b', name: 'Bravo' });
  const open = { ...INITIAL_STATE, ready: true, status: aStatus() };

  it('adds, alters and removes agencies, sorted by name', () => {
    const added = reduceBroadcast(
      open,
      changes({
        changes: [
          { entity: 'agency', id: 'b', before: null, after: b },
          { entity: 'agency', id: 'a', before: null, after: anAgency({ id: 'a', name: 'Zulu' }) },
        ],
      }),
    );
    expect(added.codebook.agencies.map((agency) => agency.name)).toEqual(['Bravo', 'Zulu']);
    const altered = reduceBroadcast(
      added,
      changes({
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
      changes({
        changes: [
          { entity: 'stance', id: 's2', before: null, after: aStance({ id: 's2', order: 2 }) },
          { entity: 'stance', id: 's1', before: null, after: aStance({ id: 's1', order: 1 }) },
        ],
      }),
    );
    expect([...state.stancesById.keys()]).toEqual(['s1', 's2']);
  });

  it('raises the revision of what changed and of nothing else', () => {
    const state = reduceBroadcast(open, changes({ changes: [{ entity: 'agency', id: 'b', before: null, after: b }] }));
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
    const filled = reduceBroadcast(open, changes({ changes: [{ entity: 'agency', id: 'b', before: null, after: b }] }));
    expect(reduceBroadcast(filled, { type: 'archive', status: aStatus() }).codebook.agencies).toEqual([b]);
    expect(reduceBroadcast(filled, { type: 'archive', status: aStatus('other') }).codebook.agencies).toEqual([]);
    expect(reduceBroadcast(filled, { type: 'archive', status: null }).status).toBeNull();
  });
});

describe('startArchiveState', () => {
  let bridge: FakeBridge;
  let stop: () => void = () => undefined;

  beforeEach(() => {
    bridge = new FakeBridge();
    bridge.answer('app.getSettings', { ...INITIAL_STATE.settings, coder: 'Ada' });
    bridge.answer('archive.status', aStatus());
    bridge.answer('codebook.get', { agencies: [anAgency({ id: 'a' })], stances: [] });
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

  it('asks for the counts once after a burst of changes', async () => {
    stop = startArchiveState();
    await vi.waitFor(() => expect(archiveStore.getState().ready).toBe(true));
    bridge.answer('archive.status', aStatus('archive-1', 7));
    for (let index = 0; index < 20; index += 1) bridge.broadcast(changes({}));
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
