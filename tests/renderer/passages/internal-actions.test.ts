// @vitest-environment jsdom
import { toast } from 'sonner';
import { describe, expect, it } from 'vitest';
import { internalWords, setInternal, toggledInternal } from '../../../renderer/passages/internal-actions.ts';
import { FakeBridge } from '../support.ts';

describe('toggledInternal', () => {
  it('makes all internal unless all are', () => {
    expect(toggledInternal([{ internal: 'passage' }, {}])).toBe('passage');
    expect(toggledInternal([{ internal: 'note' }])).toBe('passage');
    expect(toggledInternal([{ internal: 'passage' }, { internal: 'passage' }])).toBe('none');
  });
});

describe('internalWords', () => {
  it('speaks of one passage or of several', () => {
    expect(internalWords(1, 'passage')).toBe('Passage kept internal');
    expect(internalWords(3, 'note')).toBe('Notes of 3 passages kept internal');
    expect(internalWords(2, 'none')).toBe('2 passages may leave the archive');
  });
});

describe('setInternal', () => {
  it('marks several passages in one step, and offers to undo it', async () => {
    const bridge = new FakeBridge();
    bridge.answer('passage.setInternal', []);
    await setInternal(['a', 'b'], 'passage');
    await setInternal(['a', 'b'], 'none');
    expect(bridge.inputsOf('passage.setInternal')).toEqual([
      { ids: ['a', 'b'], internal: 'passage' },
      { ids: ['a', 'b'], internal: null },
    ]);
    const actions = toast.getHistory().map((each) => ('action' in each ? each.action : undefined));
    expect(actions).toEqual([expect.objectContaining({ label: 'Undo' }), expect.objectContaining({ label: 'Undo' })]);
  });
});
