import { describe, expect, it } from 'vitest';
import { internalWords, toggledInternal } from '../../../renderer/passages/internal-actions.ts';

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
