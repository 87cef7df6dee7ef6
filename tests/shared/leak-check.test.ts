import { strToU8, zipSync, zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { assertNoLeak, findLeaks, type LeakRules } from '../../shared/leak-check.ts';

const RULES: LeakRules = {
  forbidden: [
    { what: 'the name of a coder', words: 'Ada Coder' },
    { what: 'the name of a coder', words: 'Will' },
    { what: 'an internal note', words: 'Ask counsel before we use this.' },
    { what: 'the folder of the archive', words: '/srv/archives/county' },
  ],
  allowed: ['The Department will assist. Ms. Grace Coder said so.', 'My own words on /home/grace/draft.docx'],
  sources: ['It lies at file:///C:/allowed.txt, she said.'],
};

const docx = (parts: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));

const leaksOf = (bytes: Uint8Array, name: string) =>
  findLeaks(bytes, name, RULES).map(({ what, where }) => [what, where]);

describe('findLeaks', () => {
  it('finds nothing in a clean file of each format', () => {
    const body =
      '<w:document><w:body><w:p><w:r><w:t>The Department will assist.</w:t></w:r></w:p></w:body></w:document>';
    const core = '<cp:coreProperties><dc:creator>Standpoint</dc:creator></cp:coreProperties>';
    expect(leaksOf(docx({ 'word/document.xml': body, 'docProps/core.xml': core }), 'a.docx')).toEqual([]);
    expect(
      leaksOf(strToU8('<!doctype html><p>Where there’s a Will, see https://example.org/home/x'), 'a.html'),
    ).toEqual([]);
    expect(leaksOf(strToU8('# Will they assist? [1](https://example.org/tmp/a)'), 'a.md')).toEqual([]);
  });

  it('finds words that programs split into runs and write as names of characters', () => {
    const split = '<w:p><w:r><w:t>Ada </w:t></w:r><w:r><w:t>Coder</w:t></w:r></w:p>';
    expect(leaksOf(docx({ 'word/footnotes.xml': split }), 'a.docx')).toEqual([
      ['the name of a coder', 'word/footnotes.xml'],
    ]);
    expect(leaksOf(strToU8('<p>Ask counsel <b>before</b> we use&nbsp;this.</p>'), 'a.html')).toEqual([
      ['an internal note', 'a.html'],
    ]);
  });

  it.each([
    ['a tracked change', '<w:p><w:ins w:id="1"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'],
    ['a tracked change', '<w:p><w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>'],
    ['revision data', '<w:p w:rsidR="00A77B3E"><w:r><w:t>x</w:t></w:r></w:p>'],
    ['a comment', '<w:p><w:commentRangeStart w:id="0"/></w:p>'],
  ])('finds %s', (what, xml) => {
    expect(leaksOf(docx({ 'word/document.xml': xml }), 'a.docx')).toEqual([[what, 'word/document.xml']]);
  });

  it('does not take instructions, inserted pictures and defaults for changes', () => {
    const xml = '<w:p><w:instrText>PAGE</w:instrText><w:insideH w:val="single"/><w:delayed/></w:p>';
    expect(leaksOf(docx({ 'word/document.xml': xml }), 'a.docx')).toEqual([]);
  });

  it('finds persons in properties, even those whose names may stand in the text', () => {
    const core =
      '<cp:coreProperties><dc:creator>Will</dc:creator><cp:lastModifiedBy>Will</cp:lastModifiedBy></cp:coreProperties>';
    expect(leaksOf(docx({ 'docProps/core.xml': core }), 'a.docx')).toEqual([
      ['the name of who saved it last', 'docProps/core.xml'],
      ['the name of an author', 'docProps/core.xml'],
      ['the name of a coder', 'docProps/core.xml'],
    ]);
    expect(leaksOf(docx({ 'word/comments.xml': '<w:comments/>' }), 'a.docx')).toEqual([
      ['comments or names of persons', 'word/comments.xml'],
    ]);
  });

  it.each([
    '/home/ada/archive',
    '/Users/ada/Documents/x.pdf',
    'C:\\Users\\ada\\x.pdf',
    'file:///srv/x.pdf',
    '/srv/archives/county',
  ])('finds the path %s', (path) => {
    expect(leaksOf(strToU8(`see ${path} there`), 'a.md')).toHaveLength(1);
  });

  it('leaves a path alone that a source has, not one that the author wrote', () => {
    expect(leaksOf(strToU8('It lies at file:///C:/allowed.txt, she said.'), 'a.md')).toEqual([]);
    expect(leaksOf(strToU8('My own words on /home/grace/draft.docx'), 'a.md')).toHaveLength(1);
  });

  it('looks into what is packed, but not into originals that are given on', () => {
    const inner = docx({ 'word/document.xml': '<w:t>Ada Coder</w:t>' });
    const bag = zipSync({
      'bag/data/briefing/a.docx': inner,
      'bag/data/originals/a.txt': strToU8('Ada Coder at /home/ada'),
      'bag/data/passages/a.jsonld': strToU8('{"creator":"Ada Coder"}'),
    });
    expect(leaksOf(bag, 'a.zip')).toEqual([
      ['the name of a coder', 'word/document.xml'],
      ['the name of a coder', 'bag/data/passages/a.jsonld'],
    ]);
  });

  it('looks into the streams and properties of a PDF', () => {
    const stream = zlibSync(strToU8('<xmp>/home/ada/report.docx</xmp>'));
    const pdf = Buffer.concat([
      Buffer.from('%PDF-1.7\n1 0 obj<</Length 9>>stream\n'),
      stream,
      Buffer.from('\nendstream endobj\n/Author ('),
      Buffer.from('Ada Coder', 'utf16le'),
      Buffer.from(')\n%%EOF'),
    ]);
    expect(
      leaksOf(pdf, 'a.pdf')
        .map(([what]) => what)
        .sort(),
    ).toEqual(['a path on this machine', 'the name of a coder']);
  });

  it('finds comments and authors in web pages', () => {
    expect(
      leaksOf(strToU8('<!-- later --><meta name="author" content="x"><p>a'), 'a.html').map(([what]) => what),
    ).toEqual(['a comment', 'the name of an author']);
  });
});

describe('assertNoLeak', () => {
  it('names what and where, and lets a clean file pass', () => {
    expect(() => assertNoLeak(strToU8('clean'), 'a.md', RULES)).not.toThrow();
    expect(() => assertNoLeak(strToU8('by Ada Coder'), 'a.md', RULES)).toThrow(
      expect.objectContaining({
        code: 'leak',
        message: expect.stringMatching(/the name of a coder in a\.md \(“by Ada Coder”\)/),
      }),
    );
  });
});
