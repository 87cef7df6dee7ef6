import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractOdt } from '../../../../electron/archive/importers/odt.ts';
import { extractRtf } from '../../../../electron/archive/importers/rtf.ts';
import { assertProperty } from '../../../support/assert-property.ts';
import { expectAligned, expectGolden, readFixture } from './golden.ts';

const rtf = (body: string): Uint8Array => Uint8Array.from(Buffer.from(`{\\rtf1\\ansi ${body}}`, 'latin1'));

describe('extractRtf', () => {
  it.each(['order', 'footnotes', 'endnotes', 'text-box', 'tables', 'comments'])(
    'gives %s the text that it has as an OpenDocument',
    async (name) => {
      const { text, rendition } = await extractRtf(readFixture(`documents/${name}.rtf`));
      expect(text).toBe((await extractOdt(readFixture(`documents/${name}.odt`))).text);
      expectAligned(rendition ?? '', text);
      expectGolden(`${name}.rtf`, text);
    },
  );

  it.each(['tables', 'footnotes'])('takes no fragment in the first line of %s for its title', async (name) => {
    expect((await extractRtf(readFixture(`documents/${name}.rtf`))).metadata.title).toBeNull();
    expect((await extractOdt(readFixture(`documents/${name}.odt`))).metadata.title).toBeNull();
  });

  it('finds title, author, date and kind', async () => {
    expect((await extractRtf(readFixture('documents/order.rtf'))).metadata).toEqual({
      title: 'General Order 412: Immigration detainers',
      author: 'Office of the Chief',
      dateIssued: '2025-03-04',
      sourceUrl: null,
      kind: 'order',
    });
  });

  it('keeps headings, lists, tables, pictures, links and notes in the rendition', async () => {
    const { rendition = '' } = await extractRtf(readFixture('documents/order.rtf'));
    for (const shown of [
      /<h1><span data-start="\d+">Purpose</,
      /<h2><span data-start="\d+">Procedure</,
      /<ol><li value="1"><span data-start="\d+">Record the request\.<\/span><ol><li>/,
      /<ul><li><span data-start="\d+">Release on time/,
      /<table><tr><td><span data-start="\d+">Year/,
      /<img src="data:image\/png;base64,/,
      /data-href="https:\/\/example\.org\/order\?a=1&amp;b=2"/,
      /<strong><em><span data-start="\d+"> shall not/,
      /<sup><a id="doc-note-ref-1" href="#doc-note-1">/,
    ]) {
      expect(rendition).toMatch(shown);
    }
  });

  it.each([
    ['Western characters', "caf\\'e9 \\'93x\\'94\\endash\\~y", 'café “x”– y'],
    ['a code page', "\\ansicpg1251 \\'cf\\'f0\\'e8\\'ec\\'e5\\'f0", 'Пример'],
    [
      'the character set of a font',
      "{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset161 B;}}\\f0 \\'e9\\f1 \\'e1\\'e2",
      'éαβ',
    ],
    [
      'two-byte characters, the second a letter',
      "{\\fonttbl{\\f0\\fcharset128 G;}}\\f0 \\'90\\'ba\\'96\\'be\\'83A",
      '声明ア',
    ],
    ['the old Macintosh', "\\mac caf\\'8e", 'café'],
    ['DOS', "\\pc caf\\'82", 'café'],
    ['Unicode with one fallback each', "\\uc1\\u8220 \\'93x\\u8221?", '“x”'],
    ['Unicode with two', "\\uc2\\u22768 \\'90\\'bay\\uc0\\u26126 z", '声y明z'],
    ['Unicode that is negative or a pair', '\\u-10179?\\u-8704?', '😀'],
    ['fallbacks within their group only', '{\\uc4\\u233 }tail', 'étail'],
    ['a byte without a meaning', "a\\'81b", 'a\ufffdb'],
    ['an unknown code page', "\\ansicpg9999 a\\'e9b", 'a\ufffdb'],
    ['both words of a pair for old and new readers', '{\\upr{a?b}{\\*\\ud{a\\uc0\\u233 b}}}', 'aéb'],
    ['paragraphs and line ends', 'a\\par b\\line c\\\nd', 'a\n\nb\nc\n\nd'],
    ['line ends in the file as nothing', 'wo\r\nrds', 'words'],
    ['escaped signs', '\\{a\\\\b\\}', '{a\\b}'],
    ['no hidden or deleted words', 'a{\\v hid}{\\deleted del}{\\revised ins}', 'ains'],
    ['no unknown destinations', 'a{\\*\\secret x{y}}b', 'ab'],
    ['no binary data', 'a{\\pict\\bin4 {{{{}b', 'ab'],
    ['binary data that end with the file', 'a\\bin99999999999 xxx', 'a'],
    [
      'tables in cells and rows',
      '\\trowd\\intbl a\\cell b\\cell\\row\\trowd\\intbl c\\cell\\cell\\row\\pard d',
      'a\tb\nc\n\nd',
    ],
    ['a table that no row ends', '\\intbl a\\cell b', 'a\n\nb'],
    ['headers and footers once', '{\\header H\\par}{\\headerf H\\par}{\\footer F\\par}x', 'H\n\nx\n\nF'],
    ['links by their words', '{\\field{\\*\\fldinst HYPERLINK "https://x.org"}{\\fldrslt the page}}', 'the page'],
    ['groups that are not closed', '{{{a', 'a'],
    ['groups that were never opened', 'a}}}b', 'ab'],
  ])('reads %s', async (_, body, text) => {
    const extraction = await extractRtf(rtf(body));
    expect(extraction.text).toBe(text);
    expectAligned(extraction.rendition ?? '', text);
  });

  it('shows lists by their labels, and headings by style or outline level', async () => {
    const { rendition } = await extractRtf(
      rtf(
        '{\\stylesheet{\\s1 heading 1;}}\\pard\\s1 Head\\par\\pard\\outlinelevel1 Sub\\par\\pard\\ls1{\\listtext 3.\\tab}three\\par\\pard\\ls1\\ilvl1{\\listtext\\bullet\\tab}dot\\par\\pard end',
      ),
    );
    expect(rendition?.replace(/<\/?span[^>]*>/g, '')).toBe(
      '<h1>Head</h1><h2>Sub</h2><ol><li value="3">three<ul><li>dot</li></ul></li></ol><p>end</p>',
    );
  });

  it('refuses a document without words as empty', async () => {
    await expect(extractRtf(rtf('\\par'))).rejects.toMatchObject({ code: 'empty' });
  });

  it.each(['\\fldinst words', '\\footnote words', '\\pict 89'])(
    'keeps the text where a header, against the rules, is also %s',
    async (second) => {
      const { text } = await extractRtf(rtf(`We will not assist.\\par{\\header ${second}}`));
      expect(text).toContain('We will not assist.');
    },
  );

  it('reads whatever comes, aligned and the same each time', async () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '\\par ',
      '\\cell ',
      '\\row ',
      '\\intbl ',
      '\\b ',
      '\\b0 ',
      '\\pard ',
      '\\plain ',
      '{\\footnote ',
      '{\\header ',
      '{\\*\\fldinst ',
      '{\\listtext 1.}',
      '{\\pict ',
      "\\'e9",
      '\\u233 ',
      '\\uc3 ',
      'words',
      ' ',
      ';',
      '{\\fonttbl',
      '\\f1',
      '\\upr',
      '{\\*\\ud ',
      '{\\info{\\title ',
      '\\ls1 ',
      '\\bin3 ',
    );
    await assertProperty(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        const bytes = rtf(`x ${pieces.join('')}`);
        const first = await extractRtf(bytes);
        expectAligned(first.rendition ?? '', first.text);
        expect(await extractRtf(bytes)).toEqual(first);
      }),
      { numRuns: 200 },
    );
  });
});
