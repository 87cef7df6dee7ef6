import { describe, expect, it } from 'vitest';
import { extractHtml } from '../../../../electron/archive/importers/html.ts';
import { expectAligned, expectGolden, readFixture } from './golden.ts';

const page = (html: string): Uint8Array => new TextEncoder().encode(html);

interface Expected {
  readonly title: string;
  readonly byline: string | null;
  readonly publishedTime: string | null;
}

describe('extractHtml on saved pages', () => {
  it.each(['aclu', 'ars-1', 'mozilla-1', 'rtl-1'])('reads %s whole, with its metadata', async (name) => {
    const expected: Expected = JSON.parse(
      new TextDecoder().decode(readFixture(`documents/${name}.expected-metadata.json`)),
    );
    const { metadata, text, rendition } = await extractHtml(readFixture(`documents/${name}.html`));
    expect(metadata.title).toBe(expected.title);
    expect(metadata.author).toBe(expected.byline);
    if (expected.publishedTime) expect(metadata.dateIssued).toBe(expected.publishedTime.slice(0, 10));
    expectAligned(rendition ?? '', text);
    expectGolden(`${name}.html`, text);
  });

  it('marks what is not the article, and only that', async () => {
    const { rendition, text } = await extractHtml(readFixture('documents/aclu.html'));
    const [before = ''] = (rendition ?? '').split("I don't use Facebook.");
    expect(before).toContain('class="page-furniture"');
    expect(text).toContain('Become a Member');
    const article = /I don't use Facebook\.[\s\S]*those of us who manage to opt out/.exec(rendition ?? '')?.[0] ?? '';
    expect(article).not.toBe('');
    expect(article).not.toContain('page-furniture');
  });

  it('keeps the direction of a right-to-left page', async () => {
    const { rendition } = await extractHtml(readFixture('documents/rtl-1.html'));
    expect(rendition).toContain('dir="rtl"');
  });
});

describe('extractHtml on metadata', () => {
  it.each([
    [
      'where a browser saved it from',
      '<!-- saved from url=(0024)https://example.org/news -->\n<html><p>words</p></html>',
      { sourceUrl: 'https://example.org/news' },
    ],
    [
      'what the page calls its address',
      '<link rel="canonical" href="https://example.org/a"><p>words</p>',
      { sourceUrl: 'https://example.org/a' },
    ],
    [
      'the date in its head',
      '<meta name="DC.date.issued" content="2025-02-03T23:00:00-08:00"><p>words</p>',
      { dateIssued: '2025-02-03' },
    ],
    [
      'the date below its heading',
      '<nav>May 1, 2020</nav><h1>Sheriff on detainers</h1><p>June 4, 2024</p><p>words</p>',
      { dateIssued: '2024-06-04', title: 'Sheriff on detainers' },
    ],
    [
      'a press release by its words',
      '<h1>Sheriff</h1><p>FOR IMMEDIATE RELEASE</p><p>words</p>',
      { kind: 'press-release' },
    ],
    [
      'a news report by its data',
      '<script type="application/ld+json">{"@type":"NewsArticle"}</script><p>words</p>',
      { kind: 'news-report' },
    ],
    ['nothing of the kind', '<p>words</p>', { kind: 'web-page', dateIssued: null, sourceUrl: null, author: null }],
  ])('finds %s', async (_, html, metadata) => {
    expect((await extractHtml(page(html))).metadata).toMatchObject(metadata);
  });
});

describe('extractHtml on bytes', () => {
  it.each([
    ['declared windows-1252', Buffer.from('<meta charset="windows-1252"><p>caf\xe9 \x93x\x94', 'latin1')],
    ['undeclared UTF-8', Buffer.from('<p>café “x”')],
    ['UTF-16 with a mark', Buffer.from('\ufeff<html><p>café “x”', 'utf16le')],
    ['UTF-8 declared as UTF-16', Buffer.from('<meta charset="utf-16"><p>café “x”')],
  ])('decodes %s', async (_, bytes) => {
    expect((await extractHtml(Uint8Array.from(bytes))).text).toBe('café “x”');
  });

  it('refuses a page that scripts fill in', async () => {
    await expect(extractHtml(page('<html><body><div id="root"></div><script>x()</script>'))).rejects.toMatchObject({
      code: 'empty',
    });
  });

  it('takes a page nested beyond reason', async () => {
    const { text } = await extractHtml(page(`<html><body>${'<div>'.repeat(8000)}words`));
    expect(text).toBe('words');
  });
});
