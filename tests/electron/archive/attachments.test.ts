import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ParserPool } from '../../../electron/archive/importers/extraction.ts';
import { parserTasks } from '../../../electron/archive/importers/parser-tasks.ts';
import { makeZip } from '../../support/make-zip.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

/** The importers themselves, in this process. */
const realPool = (): ParserPool => ({
  parse: async (path, fileName) => (await parserTasks.extract())({ path, fileName }, () => undefined),
  run: async (task, input) => (await parserTasks[task]())(input, () => undefined),
  close: async () => undefined,
});

let archive: TempArchive;
beforeEach(async () => {
  archive = await createTempArchive({ createPool: realPool });
});
afterEach(() => archive.dispose());

const part = (name: string, type: string, content: string | Buffer) =>
  `--b\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\n` +
  `Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(content).toString('base64')}\r\n`;

const message = (subject: string, parts: readonly string[]) =>
  `From: Clerk <clerk@city.example>\r\nTo: desk@paper.example\r\nSubject: ${subject}\r\nDate: Wed, 18 Mar 2026 09:00:00 +0000\r\n` +
  `Message-ID: <${subject}@city.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n` +
  `--b\r\nContent-Type: text/plain\r\n\r\nSee what is attached.\r\n${parts.join('')}--b--\r\n`;

it('gives a document for the e-mail and one for each attachment, which names the e-mail', async () => {
  const zip = await readFile(
    await makeZip(join(archive.root, 'z.zip'), [{ name: 'in zip.txt', content: 'In the ZIP.' }]),
  );
  const forwarded = message('Forwarded', [part('inner.txt', 'text/plain', 'Innermost words.')]);
  const path = join(archive.root, 'mail.eml');
  const parts = [
    part('memo.txt', 'text/plain', 'The memorandum.'),
    part('memo.txt', 'text/plain', 'Another memorandum of that name.'),
    part('../../evil.exe', 'application/octet-stream', 'MZ\u0000\u0000'),
    part('bundle.zip', 'application/zip', zip),
    part('forwarded.eml', 'message/rfc822', forwarded),
  ];
  await writeFile(path, message('Records', parts));
  const outcomes = await archive.call('document.import', { paths: [path] });
  expect(outcomes.map(({ file, outcome }) => [file.slice(archive.root.length + 1), outcome])).toEqual([
    ['mail.eml', 'imported'],
    ['mail.eml › memo.txt', 'imported'],
    ['mail.eml › memo.txt (2)', 'imported'],
    ['mail.eml › evil.exe', 'failed'],
    ['mail.eml › bundle.zip › in zip.txt', 'imported'],
    ['mail.eml › forwarded.eml', 'imported'],
    ['mail.eml › forwarded.eml › inner.txt', 'imported'],
  ]);
  const documents = await Promise.all(
    outcomes
      .filter(({ documentId }) => documentId !== null)
      .map(({ documentId }) => archive.call('document.get', { id: documentId ?? '' })),
  );
  const [mail, memo, , zipped, inner, innermost] = documents;
  expect(mail?.versions[0]).toMatchObject({ format: 'eml' });
  expect(mail?.versions[0]?.origin).toBeUndefined();
  expect(memo?.versions[0]).toMatchObject({
    fileName: 'memo.txt',
    origin: { kind: 'eml', path: 'memo.txt', documentId: mail?.id },
  });
  expect(memo?.versions[0]?.companions).toBeUndefined();
  expect(zipped?.versions[0]?.origin).toEqual({ kind: 'eml', path: 'bundle.zip › in zip.txt', documentId: mail?.id });
  expect(innermost?.versions[0]?.origin).toEqual({ kind: 'eml', path: 'inner.txt', documentId: inner?.id });
  const progress = archive.broadcasts.flatMap((one) => (one.type === 'import' ? [one.progress] : [])).at(-1);
  expect(progress).toMatchObject({ done: 7, total: 7, finished: true });
  await archive.call('history.undo', {});
  expect(await archive.call('document.list', {})).toEqual([]);
});

it('opens an e-mail in a ZIP, and says where it stops', async () => {
  let inner = message('deepest', [part('words.txt', 'text/plain', 'Too deep.')]);
  for (const subject of ['third', 'second', 'first'])
    inner = message(subject, [part(`${subject}.eml`, 'message/rfc822', inner)]);
  const path = await makeZip(join(archive.root, 'mails.zip'), [{ name: 'mail.eml', content: inner }]);
  const outcomes = await archive.call('document.import', { paths: [path] });
  expect(outcomes.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['imported', null],
    ['imported', null],
    ['imported', null],
    ['failed', 'too-large'],
  ]);
});

it('says nothing of attachments where there are none', async () => {
  const path = join(archive.root, 'plain.eml');
  await writeFile(path, message('Plain', []));
  const outcomes = await archive.call('document.import', { paths: [path] });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['imported']);
});
