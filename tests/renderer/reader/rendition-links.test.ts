// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { anchorOffsets, anchorOfLink } from '../../../renderer/reader/rendition-links.ts';

describe('the anchors of a rendition', () => {
  it('stand where their words begin, in them or after them', () => {
    const html = [
      '<h1 id="top"><span data-start="0">Title</span></h1>',
      '<p><span data-start="6">Words</span><sup><a href="#note-1" id="ref-1"><span data-start="11">[1]</span></a></sup></p>',
      '<a name="notes"></a><ol><li id="note-1"><p><span data-start="20">A note.</span></p></li></ol>',
      '<p id="top"><span data-start="30">Again</span></p><p id="end"></p>',
    ].join('');
    expect(Object.fromEntries(anchorOffsets(html))).toEqual({ top: 0, 'ref-1': 11, notes: 20, 'note-1': 20 });
  });

  it('are found where words and anchor are one element', () => {
    expect(anchorOffsets('<p data-start="4" id="here">Words</p>').get('here')).toBe(4);
  });

  it.each([
    ['#note-1', 'note-1'],
    ['#caf%C3%A9', 'café'],
    ['#50%', '50%'],
    ['#', null],
    ['https://example.org/#a', null],
    [null, null],
  ])('are named by the link %s: %s', (href, name) => {
    expect(anchorOfLink(href)).toBe(name);
  });
});
