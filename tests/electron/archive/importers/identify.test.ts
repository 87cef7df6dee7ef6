import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { identify } from '../../../../electron/archive/importers/identify.ts';
import { FORMATS } from '../../../../shared/domain/vocabulary.ts';
import { ArchiveError } from '../../../../shared/errors.ts';
import { assertProperty } from '../../../support/assert-property.ts';
import { readFixture } from './golden.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf16le'));
const compound = (stream: string): Uint8Array =>
  Uint8Array.from(
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(stream, 'utf16le')]),
  );

const openDocument = (kind: string): Uint8Array =>
  zipSync({
    mimetype: [strToU8(`application/vnd.oasis.opendocument.${kind}`), { level: 0 }],
    'content.xml': strToU8('<x/>'),
  });

describe('identify', () => {
  it.each([
    ['a PDF', readFixture('documents/javascript.pdf'), 'x.txt', 'pdf'],
    ['a PDF behind junk', utf8('\r\n\r\njunk\n%PDF-1.4\n'), 'x.pdf', 'pdf'],
    ['a Word document', readFixture('documents/tables.docx'), 'x.zip', 'docx'],
    ['a strict Word document', readFixture('documents/strict-format.docx'), 'x.docx', 'docx'],
    ['a web page', utf8('<!DOCTYPE html><p>hi'), 'x.txt', 'html'],
    [
      'a web page after comments',
      utf8('\ufeff <!-- saved from url=(0019)https://example.org/ -->\n<html>'),
      'x',
      'html',
    ],
    ['an XHTML page', utf8('<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"/>'), 'x.xhtml', 'html'],
    ['an OpenDocument text', openDocument('text'), 'x.zip', 'odt'],
    ['a template of one', openDocument('text-template'), 'x.ott', 'odt'],
    [
      'an OpenDocument text packed by hand',
      zipSync({ 'content.xml': strToU8('<x/>'), 'META-INF/manifest.xml': strToU8('<x/>') }),
      'x.odt',
      'odt',
    ],
    ['an RTF document', latin1('{\\rtf1\\ansi hi}'), 'x.doc', 'rtf'],
    ['an RTF document behind a mark and a line end', latin1('\xef\xbb\xbf\r\n{\\rtf1 hi}'), 'x.rtf', 'rtf'],
    ['text that begins with a brace', utf8('{rtf is a format}'), 'x.txt', 'text'],
    ['an e-mail', utf8('From: a@b.org\r\nMIME-Version: 1.0\r\n\r\nhi'), 'x.txt', 'eml'],
    [
      'an e-mail from a mailbox',
      utf8('From a@b.org Mon Jan 5 2026\nReceived: by x\n\tid 1\nFrom: a@b.org\n\nhi'),
      'x',
      'eml',
    ],
    [
      'an e-mail with pictures',
      utf8('From: a@b.org\nTo: c@d.org\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\nhi'),
      'x.mht',
      'eml',
    ],
    ['an e-mail about PDFs', utf8('From: a@b.org\nMessage-ID: <1>\n\n%PDF-1.4 is a format'), 'x.eml', 'eml'],
    ['a bare e-mail by its name', utf8('From: a@b.org\nTo: c@d.org\nSubject: hi\n\nhi'), 'x.eml', 'eml'],
    ['a memorandum', utf8('From: Sheriff\nTo: Deputies\nDate: May 4\nSubject: Detainers\n\nWords'), 'x.txt', 'text'],
    [
      'a page saved by Chromium',
      utf8(
        'From: <Saved by Blink>\nSnapshot-Content-Location: https://x.org/\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=a\n\nhi',
      ),
      'x.eml',
      'mhtml',
    ],
    [
      'a page saved by Internet Explorer',
      utf8(
        'From: "Saved by Windows Internet Explorer 8"\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html\nContent-Location: http://x.org/\n\n<p>',
      ),
      'x.mht',
      'mhtml',
    ],
    ['a picture', latin1('\x89PNG\r\n\x1a\n'), 'scan.pdf', 'png'],
    ['a photograph', latin1('\xff\xd8\xff\xe0\0\x10JFIF'), 'x.jpg', 'jpeg'],
    ['plain text', utf8('Statement of the sheriff'), 'x.pdf', 'text'],
    ['text that begins like a picture', utf8('BM is an abbreviation'), 'x.txt', 'text'],
    ['text in UTF-16 without a mark', utf16('The department declines to take part.'), 'x.txt', 'text'],
    ['Markdown by its name', utf8('# Statement'), 'x.md', 'markdown'],
    ['text that looks like Markdown', utf8('# Statement'), 'x.txt', 'text'],
    ['text that begins with a bracket', utf8('[On letterhead]\nDear Sir,'), 'x.txt', 'text'],
  ])('knows %s', (_, bytes, name, format) => {
    expect(identify(bytes, name)).toBe(format);
  });

  it.each([
    ['an empty file', new Uint8Array(), 'x.pdf', 'empty', 'This is an empty file (0 bytes).'],
    [
      'a gzipped page named .pdf',
      readFixture('statements/2013-03-12_hr890.pdf'),
      '2013-03-12_hr890.pdf',
      'unsupported',
      'This is gzip-compressed data (inside: an HTML web page), not a PDF, although its name ends in .pdf. Unpack it (gunzip) and import the result.',
    ],
    ['gzipped JSON', gzipSync('{"a": 1}'), 'x.gz', 'unsupported', 'gzip-compressed data (inside: JSON data).'],
    [
      'a ZIP archive',
      zipSync({ 'a.txt': strToU8('hi') }),
      'x.docx',
      'unsupported',
      'This is a ZIP archive of 1 file, not a Word document',
    ],
    ['an OpenDocument spreadsheet', openDocument('spreadsheet'), 'x.odt', 'unsupported', 'an OpenDocument file'],
    ['a workbook', zipSync({ 'xl/workbook.xml': strToU8('<x/>') }), 'x.xlsx', 'unsupported', 'an Excel workbook'],
    ['a package cut short', readFixture('documents/tables.docx').slice(0, 4000), 'x.docx', 'corrupt', 'cut short'],
    ['an old Word document', compound('WordDocument'), 'x.doc', 'unsupported', 'a Word 97–2003 document'],
    ['a locked Word document', compound('EncryptedPackage'), 'x.docx', 'encrypted', 'remove the password'],
    ['a program', latin1('MZ\x90\0\x03\0\0\0'), 'x.txt', 'unsupported', 'a Windows program'],
    ['JSON', utf8('{"statements": []}'), 'x.json', 'unsupported', 'JSON data'],
    ['noise', Uint8Array.from({ length: 900 }, (_, i) => (i * 31) % 256), 'x.txt', 'unsupported', 'binary data'],
  ])('refuses %s and says why', (_, bytes, name, code, words) => {
    const refusal = (() => {
      try {
        return identify(bytes, name);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(ArchiveError);
    expect(refusal).toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it('names or refuses whatever bytes come', () => {
    assertProperty(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.string({ maxLength: 20 }), (bytes, name) => {
        try {
          expect(FORMATS).toContain(identify(bytes, name));
        } catch (error) {
          expect(error).toBeInstanceOf(ArchiveError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
