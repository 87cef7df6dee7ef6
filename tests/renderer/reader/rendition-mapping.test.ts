// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extract } from '../../../electron/archive/importers/index.ts';
import { cleanRendition } from '../../../renderer/reader/rendition-view.ts';
import { TextMapping } from '../../../renderer/reader/text-mapping.ts';
import { textRendition } from '../../../renderer/reader/text-rendition.ts';

const documents = join(import.meta.dirname, '../../fixtures/documents');
const written = (text: string) => new TextEncoder().encode(text);
const fixture = (name: string) => new Uint8Array(readFileSync(join(documents, name)));

const cases: readonly (readonly [string, string, () => Uint8Array])[] = [
  [
    'lines that end in CR LF behind a byte order mark',
    'notice.txt',
    () => written('\ufeffFirst line\r\nsecond line\r\n\r\nThe café.\r\n'),
  ],
  ['lines that end in CR alone', 'notice.txt', () => written('First line\rsecond line\r\rThe café.')],
  [
    'combining marks, emoji and letters outside the plane',
    'marks.txt',
    () => written('Cafe\u0301 👩‍👩‍👧 \u{1d54f}\u{1f600} co\u00adoperate'),
  ],
  ['Markdown', 'policy.md', () => written('# Policy\n\nDeputies **will not** honor `detainers`.\n\n- one\n- two\n')],
  ['footnotes', 'footnotes.docx', () => fixture('footnotes.docx')],
  ['footnotes of OpenDocument', 'footnotes.odt', () => fixture('footnotes.odt')],
  ['endnotes', 'endnotes.rtf', () => fixture('endnotes.rtf')],
  ['tables', 'tables.docx', () => fixture('tables.docx')],
  ['text boxes', 'text-box.docx', () => fixture('text-box.docx')],
  ['right-to-left pages of the web', 'rtl-1.html', () => fixture('rtl-1.html')],
  ['pages of the web', 'aclu.html', () => fixture('aclu.html')],
  ['archived pages of the web', 'sheriff-position.mhtml', () => fixture('sheriff-position.mhtml')],
  ['Japanese mail', 'japanese.eml', () => fixture('japanese.eml')],
  ['flowed mail', 'flowed.eml', () => fixture('flowed.eml')],
];

function mount(text: string, rendition: string | null) {
  const main = document.createElement('main');
  if (rendition === null) main.innerHTML = textRendition(text);
  else main.innerHTML = cleanRendition(rendition);
  document.body.replaceChildren(main);
  return { main, mapping: new TextMapping(main) };
}

describe('the mapping between a rendition and the canonical text', () => {
  it.each(cases)('finds every word again: %s', async (_name, fileName, bytes) => {
    const { text, rendition } = await extract(bytes(), fileName);
    const { main, mapping } = mount(text, rendition);
    expect(text).not.toContain('\r');
    expect(text.startsWith('\ufeff')).toBe(false);
    const astray: string[] = [];
    let words = 0;
    for (const match of text.matchAll(/\S+/g)) {
      words += 1;
      const span = { start: match.index, end: match.index + match[0].length };
      const shown = mapping.rangesOf(span).map(String).join('');
      const from = mapping.pointOf(span.start, 'start');
      const to = mapping.pointOf(span.end, 'end');
      const back = [from && mapping.offsetOf(from.node, from.offset), to && mapping.offsetOf(to.node, to.offset)];
      if (shown !== match[0] || back[0] !== span.start || back[1] !== span.end)
        astray.push(`${match[0]}: ${shown} ${back}`);
    }
    expect(words).toBeGreaterThan(0);
    expect(astray).toEqual([]);
    // Nothing is shown beside the canonical text.
    expect(main.textContent?.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  });
});
