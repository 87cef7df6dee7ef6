import { expect, it } from 'vitest';
import { withoutInternal } from '../../../shared/domain/work-product.ts';
import { aPassage } from '../sample-briefing.ts';

it('leaves out internal passages, and of others the note that is internal and the mark', () => {
  const open = aPassage('open', 'd', 'Open words.', [], { note: 'For all.' });
  const noted = aPassage('noted', 'd', 'Noted words.', [], { note: 'For us.', internal: 'note' });
  const kept = aPassage('kept', 'd', 'Kept words.', [], { note: 'For us.', internal: 'passage' });
  expect(withoutInternal([open, noted, kept])).toEqual([
    open,
    aPassage('noted', 'd', 'Noted words.', [], { note: '' }),
  ]);
});
