import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractEml, readAttachments } from '../../../../electron/archive/importers/eml.ts';
import { assertProperty } from '../../../support/assert-property.ts';
import { expectAligned, expectGolden, readFixture } from './golden.ts';

const mail = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1'));
const withBody = (head: string, body: string): Uint8Array => mail(`From: a@b.org\nSubject: S\n${head}\n\n${body}`);

/** The body of a message without its fields. */
async function bodyOf(bytes: Uint8Array): Promise<string> {
  const { text } = await extractEml(bytes);
  return text.slice(text.indexOf('Subject: S') + 'Subject: S'.length).trim();
}

describe('extractEml on real messages', () => {
  it.each(['sheriff-detainers', 'japanese', 'russian', 'flowed'])('reads %s whole', async (name) => {
    const { text, rendition } = await extractEml(readFixture(`documents/${name}.eml`));
    expectAligned(rendition ?? '', text);
    expectGolden(`${name}.eml`, text);
  });

  it.each([
    [
      'sheriff-detainers',
      'Position of the Sheriff’s Office on civil detainers',
      'María Ortiz',
      // The sender's own day: in UTC it was the fifth.
      '2025-03-04',
    ],
    ['japanese', '拘留要請に関する声明', '広報課', '2024-01-18'],
    ['russian', 'О запросах', 'Пресс-служба', '2023-02-12'],
    ['flowed', 'Re: detainers', 'a@example.org', '2023-05-05'],
  ])('makes the fields of %s its metadata', async (name, title, author, dateIssued) => {
    const { metadata } = await extractEml(readFixture(`documents/${name}.eml`));
    expect(metadata).toEqual({ title, author, dateIssued, sourceUrl: null, kind: 'letter' });
  });

  it('shows the picture that came with it and loads nothing else', async () => {
    const { rendition } = await extractEml(readFixture('documents/sheriff-detainers.eml'));
    expect(rendition).toMatch(/<img src="data:image\/png;base64,[^"]+" alt="Seal">/);
    expect(rendition?.match(/<img/g)).toHaveLength(1);
    expect(rendition).not.toMatch(/tracker|<script|onload|style=/);
  });
});

describe('readAttachments', () => {
  it('gives what is attached under its own name, without folders and without what the body shows', async () => {
    const attachments = await readAttachments(readFixture('documents/sheriff-detainers.eml'));
    expect(attachments.map(({ fileName, mediaType }) => [fileName, mediaType])).toEqual([
      ['Erklärung zu „detainers“.pdf', 'application/pdf'],
      ['notes.txt', 'text/plain'],
      ['Detainer request 2025 17.eml', 'message/rfc822'],
    ]);
    expect(new TextDecoder().decode(attachments[1]?.bytes)).toBe('Notes of the meeting.');
    expect((await extractEml(attachments[2]?.bytes ?? new Uint8Array())).text).toContain('Please hold the person');
  });

  it.each([
    ['a picture that no body shows', 'Content-Type: image/png\nContent-ID: <p@x>\n\nx', ['attachment-1.png']],
    ['words with a name', 'Content-Type: text/plain; name="a.txt"\n\nx', ['a.txt']],
    ['words to be kept apart', 'Content-Type: text/plain\nContent-Disposition: attachment\n\nx', ['attachment-1.txt']],
    ['an invitation', 'Content-Type: text/calendar\n\nBEGIN:VCALENDAR', ['attachment-1.ics']],
    ['an encoded name', 'Content-Type: application/pdf; name="=?utf-8?Q?caf=C3=A9.pdf?="\n\nx', ['café.pdf']],
    ['a name with a folder of Windows', 'Content-Type: application/pdf; name="C:\\\\x\\\\a.pdf"\n\nx', ['a.pdf']],
    ['a name of dots', 'Content-Type: application/pdf; name="../.."\n\nx', ['attachment-1.pdf']],
    ['no signature', 'Content-Type: application/pgp-signature; name=s.asc\n\nx', []],
    ['nothing that is empty', 'Content-Type: application/pdf; name=a.pdf\n\n', []],
  ])('takes %s', async (_, part, names) => {
    const attachments = await readAttachments(
      withBody('MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b', `--b\n\nwords\n--b\n${part}\n--b--\n`),
    );
    expect(attachments.map(({ fileName }) => fileName)).toEqual(names);
  });
});

describe('extractEml on parts', () => {
  it.each([
    ['a body without a type', '', 'words', 'words'],
    [
      'the words behind the last boundary as nobody’s',
      'Content-Type: multipart/mixed; boundary=b',
      'before\n--b\n\nin\n--b--\nafter',
      'in',
    ],
    ['a message cut short', 'Content-Type: multipart/mixed; boundary=b', '--b\n\nin', 'in'],
    [
      'a boundary that ends in dashes',
      'Content-Type: multipart/mixed; boundary="b--"',
      '--b--\n\none\n--b--\n\ntwo\n--b----',
      'one\n\ntwo',
    ],
    ['a boundary inside another', 'Content-Type: multipart/mixed; boundary=b', '--b\n\n--bb\nin\n--b--', '--bb\nin'],
    [
      'plain words where HTML says nothing',
      'Content-Type: multipart/alternative; boundary=b',
      '--b\n\nplain\n--b\nContent-Type: text/html\n\n<p> </p>\n--b--',
      'plain',
    ],
    [
      'HTML where both say something',
      'Content-Type: multipart/alternative; boundary=b',
      '--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>rich\n--b--',
      'rich',
    ],
    ['a comment in the type', 'Content-Type: text/html (really); charset=utf-8', '<b>x</b>', 'x'],
    [
      'soft line ends with spaces behind them',
      'Content-Transfer-Encoding: quoted-printable',
      'a= \n\tb=3D=zz',
      'a\tb==zz',
    ],
    ['base64 in lines', 'Content-Transfer-Encoding: BASE64', 'd29y\nZHM=', 'words'],
    ['UTF-8 that is called ASCII', 'Content-Type: text/plain; charset=us-ascii', 'caf\xc3\xa9', 'café'],
    ['a character set nobody knows', 'Content-Type: text/plain; charset=x-klingon', 'caf\xc3\xa9', 'café'],
    ['a delivery report', 'Content-Type: message/delivery-status', 'Status: 5.1.1', 'Status: 5.1.1'],
  ])('reads %s', async (_, head, body, text) => {
    expect(await bodyOf(withBody(head === '' ? 'MIME-Version: 1.0' : head, body))).toBe(text);
  });

  it.each(['utf-16le', 'utf-16be', 'utf-16'])(
    'reads words in %s without a mark, which only the head declares',
    async (charset) => {
      const little = Buffer.from('声明書類の公開', 'utf16le');
      const bytes = charset === 'utf-16le' ? little : little.swap16();
      const head = `Content-Type: text/plain; charset=${charset}\nContent-Transfer-Encoding: base64`;
      expect(await bodyOf(withBody(head, bytes.toString('base64')))).toBe('声明書類の公開');
      expect(await bodyOf(withBody(`Content-Type: text/plain; charset=${charset}`, 'wrongly declared'))).toBe(
        'wrongly declared',
      );
    },
  );

  it.each([
    ['18 Mar 98 10:00 EST', '1998-03-18'],
    ['Wed, 18 Mar 26 10:00:00 +0000', '2026-03-18'],
    ['no date at all', null],
  ])('takes its date from its head: %s', async (date, day) => {
    const { metadata } = await extractEml(withBody(`Date: ${date}`, 'May 5, 2001'));
    expect(metadata.dateIssued).toBe(day);
  });

  it('refuses what is encrypted and what is empty', async () => {
    await expect(extractEml(withBody('Content-Type: multipart/encrypted; boundary=b', ''))).rejects.toMatchObject({
      code: 'encrypted',
    });
    await expect(extractEml(mail('From: a@b.org\nMIME-Version: 1.0\n\n \n'))).rejects.toMatchObject({ code: 'empty' });
  });

  it('gives every attachment its bytes back, whatever they are', async () => {
    await assertProperty(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.boolean(), async (bytes, coded) => {
        const base64 = Buffer.from(bytes)
          .toString('base64')
          .replace(/(.{60})/g, '$1\r\n');
        const printable = Array.from(bytes, (byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
          .join('')
          .replace(/(.{60})/g, '$1=\r\n');
        const part = `Content-Type: application/x-y; name=a.b\r\nContent-Transfer-Encoding: ${coded ? 'base64' : 'quoted-printable'}\r\n\r\n${coded ? base64 : printable}`;
        const message = mail('From: a@b.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nw\n--b\n');
        const whole = Buffer.concat([message, Buffer.from(`${part}\r\n--b--\r\n`, 'latin1')]);
        const [attachment] = await readAttachments(new Uint8Array(whole));
        expect(Buffer.from(attachment?.bytes ?? []).equals(Buffer.from(bytes))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('reads or refuses whatever follows a head', async () => {
    const piece = fc.constantFrom(
      '--b',
      '--b--',
      '--c',
      '\n',
      '\r\n',
      'Content-Type: multipart/mixed; boundary=c',
      'Content-Type: text/html',
      'Content-Type: multipart/alternative; boundary="b"',
      ' ',
      'words',
      '<p>',
      '=',
      '=?utf-8?B?4?=',
      'Content-Disposition: attachment; filename*1=x',
    );
    await assertProperty(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const bytes = withBody('Content-Type: multipart/mixed; boundary=b', pieces.join(''));
        const { text, rendition } = await extractEml(bytes);
        expectAligned(rendition ?? '', text);
        await readAttachments(bytes);
      }),
      { numRuns: 200 },
    );
  });
});
