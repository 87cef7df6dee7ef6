import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { extractDocx } from '../../../../electron/archive/importers/docx.ts';
import { extractOdt } from '../../../../electron/archive/importers/odt.ts';
import { expectAligned, expectGolden, readFixture } from './golden.ts';

const NS = ['office', 'text', 'table', 'style', 'drawing', 'meta', 'manifest']
  .map((name) => `xmlns:${name === 'drawing' ? 'draw' : name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat(
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
    'xmlns:xlink="http://www.w3.org/1999/xlink"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  )
  .join(' ');

function makeOdt(body: string, styles = '', parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const files: Record<string, string> = {
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<office:document-content ${NS}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ...parts,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

const style = (name: string, family: string, rest: string, parent = ''): string =>
  `<style:style style:name="${name}" style:family="${family}" ${parent && `style:parent-style-name="${parent}"`}>${rest}</style:style>`;

describe('extractOdt', () => {
  it.each(['order', 'footnotes', 'endnotes', 'text-box', 'tables', 'comments'])(
    'gives %s the text that it has as a Word document',
    async (name) => {
      const { text, rendition } = await extractOdt(readFixture(`documents/${name}.odt`));
      // Where a Word table has a head, its text has an empty line behind it.
      const asWord = (await extractDocx(readFixture(`documents/${name}.docx`))).text.replace(
        'Honoured\n\n',
        'Honoured\n',
      );
      expect(text).toBe(asWord);
      expectAligned(rendition ?? '', text);
      expectGolden(`${name}.odt`, text);
    },
  );

  it('finds title, author, date and kind', async () => {
    expect((await extractOdt(readFixture('documents/order.odt'))).metadata).toEqual({
      title: 'General Order 412: Immigration detainers',
      author: 'Office of the Chief',
      dateIssued: '2025-03-04',
      sourceUrl: null,
      kind: 'order',
    });
  });

  it('keeps headings, lists, tables, pictures, links and notes in the rendition', async () => {
    const { rendition = '' } = await extractOdt(readFixture('documents/order.odt'));
    for (const shown of [
      /<h1><span data-start="\d+">Purpose</,
      /<h2><span data-start="\d+">Procedure</,
      /<ol><li value="1"><span data-start="\d+">Record the request\.<\/span><ol><li>/,
      /<ul><li[^>]*><span data-start="\d+">Release on time/,
      /<th><p><span data-start="\d+">Year/,
      /<td colspan="2">/,
      /<img src="data:image\/png;base64,[^"]+" alt="Seal/,
      /data-href="https:\/\/example\.org\/order\?a=1&amp;b=2"/,
      /<strong><em><span data-start="\d+"> shall not/,
      /<sub><span data-start="\d+">2/,
      /<sup><a id="doc-note-ref-1" href="#doc-note-1">/,
      /<li id="doc-note-1"><p><span data-start="\d+">See 8 C\.F\.R\./,
    ]) {
      expect(rendition).toMatch(shown);
    }
  });

  it.each([
    [
      'spaces, tabs and line ends',
      '<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d</text:p>',
      'a b c\nd',
    ],
    [
      'insertions, not deletions',
      '<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>we <text:change-start/>decline<text:change-end/></text:p>',
      'we decline',
    ],
    [
      'no comments',
      '<text:p>a<office:annotation><dc:creator>X</dc:creator><text:p>note</text:p></office:annotation>b</text:p>',
      'ab',
    ],
    [
      'boxes behind their paragraph',
      '<text:p>a <draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>b</text:p><text:p>c</text:p>',
      'a b\n\nbox\n\nc',
    ],
    ['headings by outline level', '<text:h text:outline-level="3">head</text:h><text:p>x</text:p>', 'head\n\nx'],
    [
      'ruby, sections and indexes',
      '<text:section><text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>かん</text:ruby-text></text:ruby></text:p></text:section><text:table-of-content><text:table-of-content-source><text:index-title-template>no</text:index-title-template></text:table-of-content-source><text:index-body><text:p>Contents</text:p></text:index-body></text:table-of-content>',
      '漢かん\n\nContents',
    ],
    ['entities of XML once', '<text:p>&lt;b&gt; &amp;amp; &#8220;x&#x201d;</text:p>', '<b> &amp; “x”'],
    ['no text between paragraphs', 'stray<text:p>a</text:p>stray', 'a'],
  ])('reads %s', async (_, body, text) => {
    const extraction = await extractOdt(makeOdt(body));
    expect(extraction.text).toBe(text);
    expectAligned(extraction.rendition ?? '', text);
  });

  it('follows styles to the ones that they build on, also in a circle', async () => {
    const styles =
      style('P1', 'paragraph', '', 'Title') +
      style('P2', 'paragraph', '', 'P3') +
      style('P3', 'paragraph', '', 'P2') +
      style('T1', 'text', '<style:text-properties fo:font-weight="bold" style:text-line-through-style="solid"/>');
    const { rendition } = await extractOdt(
      makeOdt(
        '<text:p text:style-name="P1">t</text:p><text:p text:style-name="P2">p<text:span text:style-name="T1">b</text:span></text:p>',
        styles,
      ),
    );
    expect(rendition).toBe(
      '<h1><span data-start="0">t</span></h1><p><span data-start="3">p</span><strong><s><span data-start="4">b</span></s></strong></p>',
    );
  });

  it('takes names by their namespace, whatever their prefix', async () => {
    const xml = `<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:text><t:p>words</t:p></o:text></o:body></o:document-content>`;
    expect((await extractOdt(makeOdt('', '', { 'content.xml': xml }))).text).toBe('words');
  });

  it.each([
    ['without words', makeOdt('<text:p/>'), 'empty'],
    ['with broken XML', makeOdt('<text:p>'), 'corrupt'],
    [
      'of another kind',
      makeOdt('', '', {
        'content.xml': `<office:document-content ${NS}><office:body><office:spreadsheet/></office:body></office:document-content>`,
      }),
      'unsupported',
    ],
    [
      'locked with a password',
      makeOdt('<text:p>x</text:p>', '', {
        'META-INF/manifest.xml': `<manifest:manifest ${NS}><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`,
      }),
      'encrypted',
    ],
    ['cut short', readFixture('documents/order.odt').slice(0, 9000), 'corrupt'],
  ])('refuses a document %s', async (_, bytes, code) => {
    await expect(extractOdt(bytes)).rejects.toMatchObject({ code });
  });
});
