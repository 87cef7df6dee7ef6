import { describe, expect, it } from 'vitest';
import { extractMarkdown } from '../../../../electron/archive/importers/markdown.ts';
import { extractText } from '../../../../electron/archive/importers/text.ts';
import { expectAligned } from './golden.ts';

const bytes = (text: string, encoding: BufferEncoding = 'utf8'): Uint8Array =>
  Uint8Array.from(Buffer.from(text, encoding));

describe('extractText', () => {
  it('keeps lines and spacing, with one kind of line end', async () => {
    const { text, paragraphs, rendition } = await extractText(
      bytes('\ufeffA  b\r\n\tc\r\r\nsecond <p>\u0000aragraph\n\n'),
    );
    expect(text).toBe('A  b\n\tc\n\nsecond <p>aragraph');
    expect(paragraphs).toEqual([0, 9]);
    expectAligned(rendition ?? '', text);
  });

  it.each([
    ['Above\n\nand more.', null],
    ['To whom\n\nand more.', null],
    ['Orders and warrants[1]\n\nand more.', null],
    ['Detainer requests\n\nand more.', 'Detainer requests'],
    ['移民拘留命令\n\n本文', '移民拘留命令'],
  ])('takes of %j as its title %j', async (text, title) => {
    expect((await extractText(bytes(text))).metadata.title).toBe(title);
  });

  it.each([
    ['UTF-16 without a mark', bytes('The county’s police decline.', 'utf16le')],
    ['windows-1252', bytes('The county\x92s police decline.', 'latin1')],
    ['UTF-8', bytes('The county’s police decline.')],
  ])('decodes %s', async (_, data) => {
    expect((await extractText(data)).text).toBe('The county’s police decline.');
  });

  it('finds title, date and kind in the first lines', async () => {
    const { metadata } = await extractText(
      bytes('MEMORANDUM\n\nDetainers and warrants\n\nDate: March 4, 2025\n\nWords.\n'),
    );
    expect(metadata).toMatchObject({
      title: 'Memorandum: Detainers and warrants',
      dateIssued: '2025-03-04',
      kind: 'memo',
    });
  });

  it('takes a huge single line', async () => {
    const { text, rendition } = await extractText(bytes('x'.repeat(3_000_000)));
    expect(text).toHaveLength(3_000_000);
    expectAligned(rendition ?? '', text);
  });

  it('refuses white space as empty', async () => {
    await expect(extractText(bytes(' \n\t\r\n'))).rejects.toMatchObject({ code: 'empty' });
  });
});

describe('extractMarkdown', () => {
  it('gives text without marks and a rendition with structure', async () => {
    const { text, rendition, metadata } = await extractMarkdown(
      bytes(
        '# Statement on *detainers*\n\nWe **decline**.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n<script>x</script>\n',
      ),
    );
    expect(text).toBe('Statement on detainers\n\nWe decline.\n\none\ntwo\n\na\tb\nc\td');
    expect(rendition).toContain('<strong><span data-start="26"> decline</span></strong>');
    expect(metadata.title).toBe('Statement on detainers');
    expectAligned(rendition ?? '', text);
  });

  it('takes metadata from front matter and keeps it in the text', async () => {
    const { text, metadata } = await extractMarkdown(
      bytes(
        '---\ntitle: "Policy 12"\nauthor: Sheriff\ndate: 2024-05-06\nsource: https://example.org/p\n---\n# Head\n\ntext\n',
      ),
    );
    expect(metadata).toMatchObject({
      title: 'Policy 12',
      author: 'Sheriff',
      dateIssued: '2024-05-06',
      sourceUrl: 'https://example.org/p',
    });
    expect(text).toContain('title: "Policy 12"\nauthor: Sheriff');
    expect(text).toMatch(/\n\nHead\n\ntext$/);
  });

  it('refuses a file without text as empty', async () => {
    await expect(extractMarkdown(bytes('\n\n'))).rejects.toMatchObject({ code: 'empty' });
  });
});
