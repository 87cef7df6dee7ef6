import { describe, expect, it } from 'vitest';
import { joinCited } from '../../../renderer/citations/copy-cited.ts';

describe('joinCited', () => {
  it('keeps the order and puts an empty line between the texts', () => {
    const cited = [
      { text: '“One.” A.\n', html: '<p>“One.” A.</p>' },
      { text: '“Two.” B.', html: '<p>“Two.” B.</p>' },
    ];
    expect(joinCited(cited)).toEqual({
      text: '“One.” A.\n\n“Two.” B.',
      html: '<p>“One.” A.</p>\n<p>“Two.” B.</p>',
    });
  });
});
