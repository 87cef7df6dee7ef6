import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { extractDocx } from '../../../../electron/archive/importers/docx.ts';
import { expectAligned, readFixture } from './golden.ts';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const paragraph = (text: string, style = ''): string =>
  `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

function makeDocx(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const files: Record<string, string> = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<w:document ${W}><w:body>${body}</w:body></w:document>`,
    ...parts,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

describe('extractDocx', () => {
  it.each([
    ['tables.docx', 'Above\n\nTop left\tTop right\nBottom left\tBottom right\n\nBelow'],
    ['footnotes.docx', 'Ouch[1].[2]\n\nA tachyon walks into a bar.\nFin.'],
    ['endnotes.docx', 'Ouch[1].[2]\n\nA tachyon walks into a bar.\nFin.'],
    ['simple-list.docx', 'Apple\nBanana'],
    ['strict-format.docx', 'Test'],
    ['text-box.docx', 'Datum plane'],
    ['comments.docx', 'Ouch.'],
  ])('gives the text of %s', async (file, text) => {
    const extraction = await extractDocx(readFixture(`documents/${file}`));
    expect(extraction.text).toBe(text);
    expectAligned(extraction.rendition ?? '', text);
  });

  it('links notes and their marks inside the document', async () => {
    const { rendition } = await extractDocx(readFixture('documents/footnotes.docx'));
    const target = /href="#(doc-[\w-]+)"/.exec(rendition ?? '')?.[1];
    expect(rendition).toContain(`id="${target}"`);
  });

  it('reads letterheads and footers, each once', async () => {
    const header = `<w:hdr ${W}>${paragraph('CITY POLICE DEPARTMENT')}</w:hdr>`;
    const extraction = await extractDocx(
      makeDocx(paragraph('We decline.'), {
        'word/header1.xml': header,
        'word/header2.xml': header,
        'word/footer1.xml': `<w:ftr ${W}>${paragraph('DRAFT')}</w:ftr>`,
      }),
    );
    expect(extraction.text).toBe('CITY POLICE DEPARTMENT\n\nWe decline.\n\nDRAFT');
  });

  it('counts insertions and leaves deletions out', async () => {
    const body = `<w:p><w:ins><w:r><w:t>We decline</w:t></w:r></w:ins><w:del><w:r><w:delText>We agree</w:delText></w:r></w:del></w:p>`;
    expect((await extractDocx(makeDocx(body))).text).toBe('We decline');
  });

  it('takes title, author and date from the core properties', async () => {
    const core = `<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Policy &amp; Practice</dc:title><dc:creator>Sheriff&#8217;s Office</dc:creator><dcterms:created>2024-03-04T05:06:07Z</dcterms:created></cp:coreProperties>`;
    const { metadata } = await extractDocx(
      makeDocx(paragraph('MEMORANDUM') + paragraph('Words.'), { 'docProps/core.xml': core }),
    );
    expect(metadata).toEqual({
      title: 'Policy & Practice',
      author: 'Sheriff’s Office',
      dateIssued: '2024-03-04',
      sourceUrl: null,
      kind: 'memo',
    });
  });

  it('refuses a document without words as empty', async () => {
    await expect(extractDocx(makeDocx('<w:p/>'))).rejects.toMatchObject({ code: 'empty' });
  });

  it.each([
    ['cut short', readFixture('documents/tables.docx').slice(0, 8000)],
    ['with broken XML', makeDocx('<w:p><w:r></w:p>')],
    ['without a main part', zipSync({ 'word/styles.xml': strToU8('<x/>') })],
  ])('refuses a document %s as corrupt', async (_, bytes) => {
    await expect(extractDocx(bytes)).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('refuses a bomb before it goes off', async () => {
    const zeros = new Uint8Array(150 * 1024 * 1024);
    const bomb = zipSync({ 'word/document.xml': zeros, 'word/other.xml': zeros }, { level: 1 });
    expect(bomb.length).toBeLessThan(3_000_000);
    await expect(extractDocx(bomb)).rejects.toMatchObject({ code: 'too-large' });
  });
});
