import { deflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { extract } from '../../../../electron/archive/importers/index.ts';
import { ArchiveError } from '../../../../shared/errors.ts';
import { expectAligned } from './golden.ts';

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const N = 10_000;
const nest = (open: string, inside: string, close: string, depth = N): string =>
  open.repeat(depth) + inside + close.repeat(depth);

const ODF =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"';
const odtBody = (body: string, prologue = ''): string =>
  `${prologue}<office:document-content ${ODF}><office:body><office:text>${body}</office:text></office:body></office:document-content>`;
const odt = (content: string | Uint8Array, more: Readonly<Record<string, Uint8Array>> = {}): Uint8Array =>
  zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
    'content.xml': typeof content === 'string' ? strToU8(content) : content,
    ...more,
  });

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const docx = (body: string, prologue = ''): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'word/document.xml': strToU8(`${prologue}<w:document ${W}><w:body>${body}</w:body></w:document>`),
  });

const LAUGHS = `<!DOCTYPE x [<!ENTITY a "lol">${'bcdefghij'.replace(/./g, (c) => `<!ENTITY ${c} "${`&${String.fromCharCode(c.charCodeAt(0) - 1)};`.repeat(10)}">`)}]>`;
const EXTERNAL = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>';

/** A package with one compressed entry of spaces, which claims whatever sizes it is told to. */
function spacePackage(actual: number, claimed: number): Uint8Array {
  const name = Buffer.from('content.xml');
  const mimetype = Buffer.from('mimetypeapplication/vnd.oasis.opendocument.text');
  const packed = deflateRawSync(Buffer.alloc(actual, 0x20));
  const entry = (nameLength: number, method: number, size: number, unpacked: number, at: number) => {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(size, 18);
    local.writeUInt32LE(unpacked, 22);
    local.writeUInt16LE(nameLength, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(size, 20);
    central.writeUInt32LE(unpacked, 24);
    central.writeUInt16LE(nameLength, 28);
    central.writeUInt32LE(at, 42);
    return { local, central };
  };
  const stored = mimetype.length - 8;
  const first = entry(8, 0, stored, stored, 0);
  const second = entry(name.length, 8, packed.length, claimed, 30 + mimetype.length);
  const body = Buffer.concat([first.local, mimetype, second.local, name, packed]);
  const list = Buffer.concat([first.central, mimetype.subarray(0, 8), second.central, name]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(2, 8);
  end.writeUInt16LE(2, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(body.length, 16);
  return new Uint8Array(Buffer.concat([body, list, end]));
}

const mail = (head: string, body: string): Uint8Array =>
  latin1(`From: a@b.org\nMessage-ID: <1@b>\nMIME-Version: 1.0\nSubject: S\n${head}\n\n${body}`);

function nestedParts(depth: number): Uint8Array {
  const parts: string[] = [];
  for (let i = 1; i < depth; i++) parts.push(`--b${i - 1}\nContent-Type: multipart/mixed; boundary=b${i}\n\n`);
  return mail('Content-Type: multipart/mixed; boundary=b0', `${parts.join('')}--b${depth - 1}\n\ndeep\n`);
}

const EVIL = `<p onclick="x()">words</p><script>steal()</script><img src="https://evil.example/p.png" onerror="x()"><img src="file:///etc/passwd"><div style="background:url(https://evil.example/c)">styled</div><link rel="stylesheet" href="https://evil.example/s.css"><style>@import url(https://evil.example/i.css)</style><iframe src="https://evil.example"></iframe><form action="https://evil.example"><input></form><a href="javascript:x()">link</a><svg onload="x()"><script>x()</script></svg><base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example">`;

type Case = readonly [name: string, fileName: string, bytes: () => Uint8Array, outcome: string | RegExp];

/** Outcome: the code of the refusal, or what the text is. */
const cases: readonly Case[] = [
  ['an empty file', 'a.odt', () => new Uint8Array(), 'empty'],
  ['a package that claims to unpack to 300 MB', 'a.odt', () => spacePackage(1000, 300 << 20), 'too-large'],
  ['a package that grows a thousandfold', 'a.odt', () => spacePackage(100_000, 40 << 20), 'too-large'],
  ['a package that hides its size', 'a.odt', () => spacePackage(8 << 20, 100), 'corrupt'],
  ['a billion laughs in ODT', 'a.odt', () => odt(odtBody('<text:p>&j;</text:p>', LAUGHS)), 'corrupt'],
  [
    'a billion laughs in ODT in UTF-16',
    'a.odt',
    () => odt(Uint8Array.from(Buffer.from(`\ufeff${odtBody('<text:p>&j;</text:p>', LAUGHS)}`, 'utf16le'))),
    'corrupt',
  ],
  ['a billion laughs in Word', 'a.docx', () => docx('<w:p><w:r><w:t>&j;</w:t></w:r></w:p>', LAUGHS), 'corrupt'],
  [
    'a billion laughs in XHTML',
    'a.xhtml',
    () => latin1(`<?xml version="1.0"?>${LAUGHS.replace('x [', 'html [')}<html><body><p>a &j; b</p></body></html>`),
    /a &j; b$/,
  ],
  ['a file of ours named in ODT', 'a.odt', () => odt(odtBody('<text:p>&j;</text:p>', EXTERNAL)), 'corrupt'],
  ['a file of ours named in Word', 'a.docx', () => docx('<w:p><w:r><w:t>&j;</w:t></w:r></w:p>', EXTERNAL), 'corrupt'],
  [
    'a file of ours named in XHTML',
    'a.xhtml',
    () => latin1(`<?xml version="1.0"?>${EXTERNAL}<html><body><p>a &j; b</p></body></html>`),
    /a &j; b$/,
  ],
  ['an entity that nobody declared', 'a.odt', () => odt(odtBody('<text:p>&j;</text:p>')), 'corrupt'],
  [
    'spans in spans',
    'a.odt',
    () => odt(odtBody(`<text:p>${nest('<text:span>', 'deep', '</text:span>')}</text:p>`)),
    /^deep$/,
  ],
  [
    'lists in lists',
    'a.odt',
    () => odt(odtBody(nest('<text:list><text:list-item>', '<text:p>deep</text:p>', '</text:list-item></text:list>'))),
    /^deep$/,
  ],
  [
    'tables in tables',
    'a.odt',
    () =>
      odt(
        odtBody(
          nest(
            '<table:table><table:table-row><table:table-cell>',
            '<text:p>deep</text:p>',
            '</table:table-cell></table:table-row></table:table>',
          ),
        ),
      ),
    /^deep$/,
  ],
  [
    'boxes in boxes',
    'a.odt',
    () =>
      odt(
        odtBody(
          nest(
            '<text:p><draw:frame><draw:text-box>',
            '<text:p>deep</text:p>',
            '</draw:text-box></draw:frame></text:p>',
            2000,
          ),
        ),
      ),
    /^deep$/,
  ],
  [
    'a million cells at once',
    'a.odt',
    () =>
      odt(
        odtBody(
          '<table:table><table:table-row table:number-rows-repeated="999999999"><table:table-cell table:number-columns-repeated="999999999"><text:p>one</text:p></table:table-cell></table:table-row></table:table>',
        ),
      ),
    /^one$/,
  ],
  ['a million spaces at once', 'a.odt', () => odt(odtBody('<text:p>a<text:s text:c="999999999"/>b</text:p>')), /^a b$/],
  [
    'a picture from outside the package',
    'a.odt',
    () =>
      odt(
        odtBody(
          '<text:p>a<draw:frame><draw:image xlink:href="../../../../etc/passwd"/></draw:frame><draw:frame><draw:image xlink:href="https://evil.example/p.png"/></draw:frame></text:p>',
        ),
        { '../../../../etc/passwd': strToU8('secret') },
      ),
    /^a$/,
  ],
  [
    'paths that lead out of a package',
    'a.odt',
    () => odt(odtBody('<text:p>a</text:p>'), { '../evil.xml': strToU8('<x/>'), '/etc/evil.xml': strToU8('<x/>') }),
    /^a$/,
  ],
  ['groups in groups', 'a.rtf', () => latin1(`{\\rtf1 ${nest('{', 'deep', '}')}}`), /^deep$/],
  ['groups beyond reason', 'a.rtf', () => latin1(`{\\rtf1 ${nest('{', 'deep', '}', 200_000)}}`), 'too-large'],
  ['notes in notes', 'a.rtf', () => latin1(`{\\rtf1 x${nest('{\\footnote y', 'deep', '}', 500)}}`), /^x\[500\]/],
  ['short lines without end', 'a.rtf', () => latin1(`{\\rtf1 ${'a\r\n'.repeat(200_000)}}`), /^a{200000}$/],
  [
    'binary data of two gigabytes that are not there',
    'a.rtf',
    () => latin1('{\\rtf1 a{\\pict\\bin2147483647 xx}b}'),
    /^a$/,
  ],
  ['bad digits without end', 'a.rtf', () => latin1(`{\\rtf1 a${"\\'zz".repeat(100_000)}}`), /^a(?:zz)+$/],
  [
    'a link that runs',
    'a.rtf',
    () =>
      latin1(
        '{\\rtf1{\\field{\\*\\fldinst HYPERLINK "javascript:x()"}{\\fldrslt a}}{\\object\\objemb{\\*\\objdata 4d5a}}}',
      ),
    /^a$/,
  ],
  ['an e-mail of scripts and addresses', 'a.eml', () => mail('Content-Type: text/html', EVIL), /words/],
  [
    'a page of scripts and addresses',
    'a.mhtml',
    () =>
      latin1(
        `From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n${EVIL}\n--b--\n`,
      ),
    /words/,
  ],
  ['parts in parts', 'a.eml', () => nestedParts(90), /deep$/],
  ['parts in parts beyond reason', 'a.eml', () => nestedParts(N), 'too-large'],
  [
    'a page of parts in parts',
    'a.mhtml',
    () =>
      latin1(
        `From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n${'--b\nContent-Type: multipart/related; boundary=b\n\n'.repeat(N)}`,
      ),
    'too-large',
  ],
  [
    'a hundred thousand parts',
    'a.eml',
    () => mail('Content-Type: multipart/mixed; boundary=b', '--b\n\nx\n'.repeat(100_000)),
    'too-large',
  ],
  [
    'messages in messages',
    'a.eml',
    () => mail('Content-Type: message/rfc822', 'Content-Type: message/rfc822\n\n'.repeat(N)),
    /message\/rfc822/,
  ],
  ['elements in elements', 'a.eml', () => mail('Content-Type: text/html', nest('<div>', 'deep', '</div>')), /deep$/],
  [
    'elements in elements of a saved page',
    'a.mhtml',
    () =>
      latin1(
        `From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<html><body>${nest('<div>', 'deep', '</div>')}\n--b--\n`,
      ),
    /^deep$/,
  ],
  ['a field of one megabyte', 'a.eml', () => mail(`To: ${'a@b.org, '.repeat(110_000)}c@d.org`, 'words'), /words$/],
  ['encoded words without end', 'a.eml', () => mail(`Cc: ${'=?utf-8?Q?a?= '.repeat(60_000)}`, 'words'), /words$/],
  [
    'a folded field of a hundred thousand lines',
    'a.eml',
    () => mail(`Cc: a${'\n b'.repeat(100_000)}`, 'words'),
    /words$/,
  ],
  [
    'comments in comments',
    'a.eml',
    () => mail(`Content-Type: ${nest('(', '', ')', 50_000)}text/html`, '<b>words'),
    /words$/,
  ],
  [
    'equal signs without end',
    'a.eml',
    () => mail('Content-Transfer-Encoding: quoted-printable', '='.repeat(1_000_000)),
    /=$/,
  ],
  [
    'a picture too large, shown ten thousand times',
    'a.mhtml',
    () =>
      latin1(
        `From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>words${'<img src="cid:i">'.repeat(N)}\n--b\nContent-Type: image/png\nContent-ID: <i>\n\n${'x'.repeat(18_500_000)}\n--b--\n`,
      ),
    /^words$/,
  ],
  [
    'a frame that holds itself a hundred times',
    'a.mhtml',
    () =>
      latin1(
        `From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\nContent-ID: <f>\n\n<p>words</p>${'<iframe src="cid:f"></iframe>'.repeat(100)}\n--b--\n`,
      ),
    /^words/,
  ],
];

describe('hostile files', () => {
  it.each(cases)('%s: refused with advice or read safely', async (_, fileName, bytes, outcome) => {
    const result = await extract(bytes(), fileName).catch((error: unknown) => error);
    if (typeof outcome === 'string') {
      expect(result).toBeInstanceOf(ArchiveError);
      expect(result).toMatchObject({ code: outcome, message: expect.stringMatching(/\. \S/) });
      return;
    }
    if (result instanceof Error) throw result;
    expect(result).toMatchObject({ text: expect.stringMatching(outcome) });
    const { text, rendition } = result as Awaited<ReturnType<typeof extract>>;
    expectAligned(rendition ?? '', text);
    expect(rendition).not.toMatch(
      /<script|<style|<iframe|<link|<base|<meta|<form|<svg|\son\w+=|\sstyle=|src="(?!data:image\/(?:png|jpeg|gif|webp);base64,)/i,
    );
    expect(rendition).not.toMatch(/\shref="(?!#doc-)/);
    expect(rendition?.length).toBeLessThan(30_000_000);
  });
});
