import { describe, expect, it } from 'vitest';
import { fileNameFor, notCleanOf } from '../../../renderer/briefings/export/export-choices.ts';
import type { UseState } from '../../../shared/contract/composer.ts';

const use = (useId: string, change: Partial<UseState>): UseState => ({
  ...{ useId, number: 1, passageId: 'p', status: 'exact', reason: null, fault: null, wording: 'whole' },
  ...{ printed: 'words', note: null, citation: '' },
  ...change,
});

describe('notCleanOf', () => {
  it('tells what is marked from what is not printed, and leaves what is clean', () => {
    const uses = [
      use('exact', {}),
      use('normalised', { status: 'normalised' }),
      use('ocr', { status: 'ocr' }),
      use('drifted', { status: 'drifted' }),
      use('cut', { fault: 'It leaves words out without a mark.' }),
      use('gone', { number: null, status: null, reason: 'The passage was deleted.' }),
    ];
    const { flagged, left } = notCleanOf(uses);
    expect(flagged.map(({ useId }) => useId)).toEqual(['ocr', 'drifted', 'cut']);
    expect(left.map(({ useId }) => useId)).toEqual(['gone']);
  });
});

describe('fileNameFor', () => {
  it.each([
    ['Who will assist?', 'docx', 'Who will assist.docx'],
    ['a/b\\c:d', 'pdf', 'a b c d.pdf'],
    ['  ', 'zip', 'Briefing.zip'],
  ] as const)('makes of %j a name that every system takes', (title, format, name) => {
    expect(fileNameFor(title, format)).toBe(name);
  });
});
