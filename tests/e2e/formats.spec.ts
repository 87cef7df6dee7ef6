import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { dropFiles, expect, test } from './app.ts';

const FIXTURES = join(__dirname, '../fixtures');
const CLI = join(__dirname, '../../out/main/cli.js');

/** One real file of each format, by the format that it is recognised as. */
const FILES: Readonly<Record<string, string>> = {
  pdf: 'statements/2025-06-24_hr875.pdf',
  docx: 'documents/order.docx',
  odt: 'documents/footnotes.odt',
  rtf: 'documents/tables.rtf',
  html: 'documents/aclu.html',
  mhtml: 'documents/sheriff-position.mhtml',
  eml: 'documents/sheriff-detainers.eml',
  png: 'scans/paragraph.png',
  jpeg: 'scans/turned-noisy.jpg',
  tiff: 'scans/two-pages.tif',
};

/** A WARC record of one HTML page, as a crawler writes it. */
function warc(): string {
  const body =
    '<html><head><title>Archived notice</title></head><body><p>The county honours no detainers.</p></body></html>';
  const http = `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  return `WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:7f0e9c1e-0000-4000-8000-000000000001>\r\nWARC-Target-URI: https://county.example/notice\r\nWARC-Date: 2026-02-03T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: ${http.length}\r\n\r\n${http}\r\n\r\n`;
}

/** Puts the files, text, Markdown, a ZIP and a web archive into a folder; returns their paths. */
async function gather(folder: string): Promise<readonly string[]> {
  await mkdir(folder);
  const paths: string[] = [];
  for (const name of Object.values(FILES)) {
    paths.push(join(folder, basename(name)));
    await copyFile(join(FIXTURES, name), join(folder, basename(name)));
  }
  const made: Readonly<Record<string, string | Uint8Array>> = {
    'notice.txt': 'Notice of the city clerk\n\nThe city will not enter into an agreement under section 287(g).\n',
    'policy.md':
      '# Policy 5.2\n\nOfficers **shall not** ask about immigration status.\n\n- no detainers\n- no transfers\n',
    'bundle.zip': zipSync({
      'memo.txt': strToU8('A memorandum in a bundle.'),
      'more/order.rtf': await readFile(join(FIXTURES, 'documents/order.rtf')),
    }),
    'crawl.warc.gz': gzipSync(strToU8(warc())),
  };
  for (const [name, bytes] of Object.entries(made)) {
    paths.push(join(folder, name));
    await writeFile(join(folder, name), bytes);
  }
  return paths;
}

async function standpoint(...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args], { maxBuffer: 1 << 26 });
    return stdout;
  } catch (error) {
    // An import of which some files were refused prints its outcomes and ends with 1.
    if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string' && error.stdout !== '')
      return error.stdout;
    throw error;
  }
}

test('a real file of each format comes in by the window and by the command line, and says the same', async ({
  app,
}) => {
  test.setTimeout(900_000);
  const paths = await gather(join(app.folder, 'files'));
  const page = await app.start();
  await expect(page.getByRole('button', { name: /New archive/ })).toBeVisible();
  await app.call('archive.create', { directory: join(app.folder, 'window'), title: 'Formats' });
  await expect(page.getByRole('heading', { name: 'Documents', exact: true })).toBeVisible();
  await dropFiles(page, 'body', paths);
  const sheet = page.getByRole('region', { name: 'Import' });
  await expect(sheet.getByRole('status')).toHaveText(/^\d+ imported/, { timeout: 300_000 });
  expect(await sheet.locator('[data-outcome=failed]').allTextContents()).toEqual([
    // The e-mail brings a PDF without pages.
    expect.stringMatching(/^sheriff-detainers\.eml › .*This PDF has no pages/),
  ]);

  // Every format shows its words, or its picture.
  const documents = await app.call('document.list', { sort: 'addedAt' });
  const formats = new Set(documents.map(({ format }) => format));
  expect([...formats].sort()).toEqual([...Object.keys(FILES), 'markdown', 'text'].sort());
  for (const { title } of documents) {
    await page.getByRole('row').filter({ hasText: title }).first().dblclick();
    await expect(page.locator('[data-painted=true]').first()).toBeAttached();
    await page.keyboard.press('Control+w');
    await expect(page.getByRole('grid').first()).toBeVisible();
  }

  // The scans are recognised in the background.
  await expect.poll(async () => (await app.call('recognition.status', {})).waiting, { timeout: 600_000 }).toBe(0);
  const recognised = (await app.call('document.list', {})).find(({ format }) => format === 'png');
  expect((await app.call('document.text', { id: recognised?.id ?? '' })).length).toBeGreaterThan(100);

  // The command line does the same.
  const directory = join(app.folder, 'line');
  await standpoint('archive', 'create', directory, '--title', 'Formats');
  const table = await standpoint('document', 'import', ...paths, '--archive', directory, '--format', 'table');
  await test.info().attach('outcomes', { body: table });
  const listed: { readonly id: string; readonly sha256: string }[] = JSON.parse(
    await standpoint('document', 'list', '--archive', directory),
  );
  expect(listed.map(({ sha256 }) => sha256).sort()).toEqual(documents.map(({ sha256 }) => sha256).sort());
  for (const { id, sha256, format } of documents) {
    // Recognised in the window already, not yet on the command line.
    if (['png', 'jpeg', 'tiff'].includes(format)) continue;
    const twin = listed.find((other) => other.sha256 === sha256);
    const text = await standpoint('document', 'text', twin?.id ?? '', '--archive', directory);
    expect(text).toBe(await app.call('document.text', { id }));
  }
  const verified = await app.call('archive.verify', {});
  expect(verified.problems).toEqual([]);
});
