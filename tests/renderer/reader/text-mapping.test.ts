// @vitest-environment jsdom
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { cleanRendition } from '../../../renderer/reader/rendition-view.ts';
import { mergeLines, TextMapping } from '../../../renderer/reader/text-mapping.ts';
import { textRendition } from '../../../renderer/reader/text-rendition.ts';
import { assertProperty } from '../../support/assert-property.ts';

/** Canonical text of the page below: "The FBI opposes\nthe bill.\n\nSo do we." */
const TEXT = 'The FBI opposes\nthe bill.\n\nSo do we.';

function mount(html: string): { readonly root: HTMLElement; readonly mapping: TextMapping } {
  document.body.innerHTML = `<main>${html}</main>`;
  const root = document.querySelector('main');
  if (root === null) throw new Error('no root');
  return { root, mapping: new TextMapping(root) };
}

let root: HTMLElement;
let mapping: TextMapping;
beforeEach(() => {
  ({ root, mapping } = mount(
    '<p><span data-start="0">The </span><b><span data-start="4">FBI</span></b><span data-start="7"> opposes</span><br><span data-start="16">the bill.</span></p><p>  <span data-start="27">So do we.</span></p>',
  ));
});

function quoteOf(range: Range | null): string | undefined {
  return range?.toString().replace(/\s+/g, ' ');
}

describe('TextMapping', () => {
  it.each([
    ['inside a piece', 5, 'start', 'FBI', 1],
    ['at the seam of two pieces, as a start', 4, 'start', 'FBI', 0],
    ['at the seam of two pieces, as an end', 4, 'end', 'The ', 4],
    ['in white space that is not in the page, as a start', 15, 'start', 'the bill.', 0],
    ['between paragraphs, as an end', 26, 'end', 'the bill.', 9],
    ['at the end of the text', 36, 'end', 'So do we.', 9],
  ] as const)('finds the place of an offset %s', (_name, offset, edge, text, inText) => {
    const point = mapping.pointOf(offset, edge);
    expect({ text: point?.node.textContent, offset: point?.offset }).toEqual({ text, offset: inText });
  });

  it('has no place for an offset after the last word as a start', () => {
    expect(mapping.pointOf(36, 'start')).toBeNull();
  });

  it('covers a span that runs over elements, line ends and paragraphs', () => {
    expect(quoteOf(mapping.rangeOf({ start: 4, end: 29 }))).toBe('FBI opposesthe bill. So');
    expect(mapping.rangesOf({ start: 5, end: 29 }).map(String)).toEqual(['BI', ' opposes', 'the bill.', 'So']);
  });

  it('names the offset of a place between elements', () => {
    const [first, second] = root.querySelectorAll('p');
    if (!first || !second) throw new Error('no paragraphs');
    expect(mapping.offsetOf(first, 0)).toBe(0);
    expect(mapping.offsetOf(second, 0)).toBe(25);
    expect(mapping.offsetOf(root, 2)).toBe(36);
    expect(mapping.offsetOf(document.body, 0)).toBeNull();
  });

  it('gives every span of a text back from the DOM that shows it', () => {
    const pieces = fc.array(fc.stringMatching(/^[\wéß‘’“”—<>&"' 😀-]{1,12}$/u), { minLength: 1, maxLength: 12 });
    assertProperty(
      fc.property(pieces, fc.nat(), fc.nat(), (words, a, b) => {
        const text = words.join('\n\n');
        const { mapping: shown } = mount(cleanRendition(textRendition(text)));
        const ends = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
        const [start = 0, end = 0] = ends;
        const expected = text.slice(start, end).replace(/\n/g, '');
        expect(shown.rangesOf({ start, end }).map(String).join('')).toBe(expected);
        for (const offset of [start, end]) {
          const point = shown.pointOf(offset, 'end');
          if (point === null) continue;
          const back = shown.offsetOf(point.node, point.offset) ?? -1;
          expect(text.slice(back, offset).trim()).toBe('');
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('cleanRendition', () => {
  it('keeps the words and their offsets and drops what could run or load', () => {
    const dirty =
      '<p onclick="x()"><span data-start="0">Hi</span></p><script>x()</script><img src="data:image/png;base64,AA" onerror="x()"><style>p{}</style><form><input></form><a href="javascript:x()"><span data-start="3">link</span></a>';
    expect(cleanRendition(dirty)).toBe(
      '<p><span data-start="0">Hi</span></p><img src="data:image/png;base64,AA"><a><span data-start="3">link</span></a>',
    );
  });
});

describe('textRendition', () => {
  it('shows paragraphs and pages of the canonical text', () => {
    expect(textRendition(`${TEXT}\fA < B`)).toBe(
      '<p><span data-start="0">The FBI opposes\nthe bill.</span></p><p><span data-start="27">So do we.</span></p><p><span data-start="37">A &lt; B</span></p>',
    );
  });
});

describe('mergeLines', () => {
  it('joins neighbours on a line and keeps lines and columns apart', () => {
    const rects = [
      { x: 0, y: 0, width: 10, height: 10 },
      { x: 12, y: 1, width: 10, height: 9 },
      { x: 0, y: 14, width: 30, height: 10 },
      { x: 200, y: 14, width: 10, height: 10 },
    ];
    expect(mergeLines(rects)).toEqual([
      { x: 0, y: 0, width: 22, height: 10 },
      { x: 0, y: 14, width: 30, height: 10 },
      { x: 200, y: 14, width: 10, height: 10 },
    ]);
  });
});
