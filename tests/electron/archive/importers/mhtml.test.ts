import { describe, expect, it } from 'vitest';
import { extractMhtml } from '../../../../electron/archive/importers/mhtml.ts';
import { expectAligned, expectGolden, readFixture } from './golden.ts';

const saved = (parts: readonly string[], head = ''): Uint8Array =>
  Uint8Array.from(
    Buffer.from(
      `From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n${head}Content-Type: multipart/related; boundary=b\r\n\r\n${parts.map((part) => `--b\r\n${part}\r\n`).join('')}--b--\r\n`,
      'latin1',
    ),
  );

describe('extractMhtml', () => {
  it('reads a page that Chromium saved, with its frame and its picture', async () => {
    const { text, rendition, metadata } = await extractMhtml(readFixture('documents/sheriff-position.mhtml'));
    expect(metadata).toEqual({
      title: 'Sheriff’s Office: Position on immigration detainers',
      author: 'Office of the Sheriff',
      dateIssued: '2026-02-11',
      sourceUrl: 'http://sheriff.example.org/page.html',
      kind: 'web-page',
    });
    expect(text).toContain('A frame says: this page was last reviewed on March 2, 2026.');
    expect(rendition).toMatch(/<img src="data:image\/png;base64,[^"]+" alt="County seal">/);
    expectAligned(rendition ?? '', text);
    expectGolden('sheriff-position.mhtml', text);
  });

  it.each([
    [
      'the address of the snapshot',
      'Snapshot-Content-Location: https://a.org/x\r\n',
      'Content-Location: https://b.org/',
      'https://a.org/x',
    ],
    ['the address of the page', '', 'Content-Location: https://b.org/', 'https://b.org/'],
    ['no address that is none of the web', '', 'Content-Location: file:///C:/x.htm', null],
  ])('takes %s as its source', async (_, head, location, sourceUrl) => {
    const { metadata } = await extractMhtml(saved([`Content-Type: text/html\r\n${location}\r\n\r\n<p>words`], head));
    expect(metadata.sourceUrl).toBe(sourceUrl);
  });

  it.each([
    ['declared in the part', 'Content-Type: text/html; charset=windows-1251', '<p>\xcf\xf0\xe8\xec\xe5\xf0', 'Пример'],
    ['declared in the page', 'Content-Type: text/html', '<meta charset=shift_jis><p>\x90\xba\x96\xbe', '声明'],
    ['not declared', 'Content-Type: text/html', '<p>caf\xc3\xa9', 'café'],
  ])('decodes a page whose character set is %s', async (_, head, html, text) => {
    expect((await extractMhtml(saved([`${head}\r\n\r\n${html}`]))).text).toBe(text);
  });

  it('reads what components of a page show, and no other templates', async () => {
    const page =
      '<p>Before</p><x-card><template shadowmode="open" title="a > b"><p>In the card</p><template><p>Stock</p>' +
      '<template shadowrootmode="open"><p>Stock of stock</p></template></template></template></x-card>' +
      '<template><p>Unused</p></template><p>After</p>';
    const { text, rendition } = await extractMhtml(saved([`Content-Type: text/html\r\n\r\n${page}`]));
    expect(text.split('\n\n')).toEqual(['Before', 'In the card', 'After']);
    expectAligned(rendition ?? '', text);
  });

  it('finds pictures by addresses relative to the page, and leaves out those of elsewhere', async () => {
    const { rendition } = await extractMhtml(
      saved([
        'Content-Type: text/html\r\nContent-Location: https://a.org/d/p.html\r\n\r\n<p>w<img src="../i.png"><img src="https://a.org/no.png"><img src="cid:k">',
        'Content-Type: image/png\r\nContent-Location: https://a.org/i.png\r\n\r\nPNG',
        'Content-Type: image/svg+xml\r\nContent-ID: <k>\r\n\r\n<svg onload="x()">',
      ]),
    );
    expect(rendition?.match(/<img[^>]*>/g)).toEqual(['<img src="data:image/png;base64,UE5H" alt="">']);
  });

  it('shows frames in frames, and ends where they hold themselves', async () => {
    const frame = (id: string, html: string) => `Content-Type: text/html\r\nContent-ID: <${id}>\r\n\r\n${html}`;
    const { text } = await extractMhtml(
      saved([
        frame('main', '<frameset cols="1,1"><frame src="cid:a"><frame src="cid:b"></frameset>'),
        frame('a', '<html><head><title>t</title></head><body><p>left</p></body></html>'),
        frame('b', '<p>right</p><iframe src="cid:b"></iframe>'),
      ]),
    );
    expect(text.split('\n\n')).toEqual(['left', ...Array.from({ length: 5 }, () => 'right')]);
  });

  it.each([
    ['without a page', ['Content-Type: image/png\r\n\r\nx'], 'corrupt'],
    ['without words', ['Content-Type: text/html\r\n\r\n<div></div>'], 'empty'],
  ])('refuses a file %s', async (_, parts, code) => {
    await expect(extractMhtml(saved(parts))).rejects.toMatchObject({ code });
  });
});
