// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from '../../renderer/archive-client.ts';
import { isFollowed, writeActivityStore } from '../../renderer/write-activity.ts';
import { type ArchiveMethod, archiveContract } from '../../shared/contract.ts';
import { FakeBridge } from './support.ts';

describe('write activity', () => {
  let bridge: FakeBridge;
  beforeEach(() => {
    bridge = new FakeBridge();
  });
  afterEach(() => writeActivityStore.setState({ underWay: 0, failure: null }));

  it('follows every method that writes, but for those that report their own progress', () => {
    const methods = Object.keys(archiveContract) as ArchiveMethod[];
    const unfollowed = methods.filter((method) => archiveContract[method].writes && !isFollowed(method));
    expect(unfollowed).toEqual([
      'archive.create',
      'archive.open',
      'archive.verify',
      'document.import',
      'document.resumeImport',
      'manifest.import',
      'briefing.export',
      'fixity.check',
      'backup.create',
      'bag.export',
      'bag.import',
      'document.recognise',
      'document.exportAnnotated',
      'passage.recogniseArea',
      'capture.take',
      'capture.keep',
      'briefing.package',
      'exchange.export',
    ]);
    expect(methods.filter((method) => !archiveContract[method].writes && isFollowed(method))).toEqual([]);
  });

  it('is under way until the answer comes', async () => {
    const answer = bridge.hold('agency.delete');
    const deleted = call('agency.delete', { id: 'a' });
    expect(writeActivityStore.getState().underWay).toBe(1);
    answer(null);
    await deleted;
    expect(writeActivityStore.getState()).toEqual({ underWay: 0, failure: null });
  });

  it('keeps a failure of the disk until something is written, and none of a refused value', async () => {
    bridge.refuse('agency.delete', 'The name is taken.', 'conflict');
    await expect(call('agency.delete', { id: 'a' })).rejects.toThrow();
    expect(writeActivityStore.getState().failure).toBeNull();
    bridge.refuse('agency.delete', 'The disk is full.', 'io');
    await expect(call('agency.delete', { id: 'a' })).rejects.toThrow();
    expect(writeActivityStore.getState().failure).toBe('The disk is full.');
    bridge.answer('agency.delete', null);
    await call('agency.delete', { id: 'a' });
    expect(writeActivityStore.getState().failure).toBeNull();
  });
});
