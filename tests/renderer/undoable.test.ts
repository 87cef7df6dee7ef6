// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { call } from '../../renderer/archive-client.ts';
import { isChangeOf, undoable } from '../../renderer/undoable.ts';
import type { Change } from '../../shared/domain/event.ts';
import { aChange, anAgency, FakeBridge } from './support.ts';

describe('undoable', () => {
  let bridge: FakeBridge;
  const removed = (id: string): Change => ({ entity: 'agency', id, before: anAgency({ id }), after: null });

  beforeEach(() => {
    bridge = new FakeBridge();
    bridge.answer('history.undo', { undo: null, redo: null });
  });

  it('takes back the change that its own work made, whatever else came before and after', async () => {
    const answer = bridge.hold('agency.delete');
    const work = undoable('Deleted: A', isChangeOf('agency.delete', ['a']), () => call('agency.delete', { id: 'a' }));
    bridge.broadcast(aChange({ seq: 6, eventType: 'agency.add' }));
    bridge.broadcast(aChange({ seq: 7, eventType: 'agency.delete', changes: [removed('b')] }));
    bridge.broadcast(aChange({ seq: 8, eventType: 'agency.delete', changes: [removed('a')] }));
    bridge.broadcast(aChange({ seq: 9, eventType: 'agency.delete', changes: [removed('a')] }));
    answer(null);
    const { undo } = await work;
    undo.run();
    await vi.waitFor(() => expect(bridge.inputsOf('history.undo')).toEqual([{ seq: 8 }]));
  });

  it('undoes nothing at all while it does not know which change was its own', async () => {
    bridge.answer('agency.delete', null);
    const work = undoable('Deleted: A', isChangeOf('agency.delete', ['a']), () => call('agency.delete', { id: 'a' }));
    (await work).undo.run();
    expect(bridge.inputsOf('history.undo')).toEqual([]);
  });

  it('rejects as its work does, and stops listening', async () => {
    bridge.refuse('agency.delete', 'It is in use.');
    const work = undoable('Deleted: A', isChangeOf('agency.delete', ['a']), () => call('agency.delete', { id: 'a' }));
    await expect(work).rejects.toThrow('It is in use.');
    expect(bridge.listenerCount).toBe(0);
  });
});
