import { execFileSync } from 'node:child_process';
import { copyFile, open, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { dropFiles, expect, test } from './app.ts';

const DOCUMENTS = join(__dirname, '../fixtures/documents');

/** Markup that tries everything to run something or to reach an address. */
const evil = (address: string): string => `
<base href="${address}/base/"><meta http-equiv="refresh" content="0;url=${address}/refresh">
<link rel="stylesheet" href="${address}/style.css"><link rel="prefetch" href="${address}/prefetch">
<style>@import url(${address}/import.css); p { background: url(${address}/background.png) }</style>
<script>document.title = 'taken over'; fetch('${address}/script')</script>
<p onclick="fetch('${address}/click')">The sheriff will not take part in it.</p>
<img src="${address}/picture.png" onerror="fetch('${address}/error')"><img src="file:///etc/passwd">
<iframe src="${address}/frame"></iframe><object data="${address}/object"></object><embed src="${address}/embed">
<video src="${address}/video" autoplay></video><svg onload="fetch('${address}/svg')"><script>fetch('${address}/svg2')</script></svg>
<form action="${address}/form"><input autofocus onfocus="fetch('${address}/focus')"></form>
<a href="javascript:fetch('${address}/link')">a link</a>`;

const LAUGHS = `<!DOCTYPE x [<!ENTITY a "lol">${'bcdefghij'.replace(/./g, (c) => `<!ENTITY ${c} "${`&${String.fromCharCode(c.charCodeAt(0) - 1)};`.repeat(10)}">`)}]>`;

/** A PDF whose document, page and annotation actions run scripts and open addresses. */
const scriptedPdf = (address: string): string => {
  const objects = [
    `<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL\\("${address}/pdf-open"\\))>>/AA<</WC<</S/URI/URI(${address}/pdf-close)>>>>>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/AA<</O<</S/URI/URI(${address}/pdf-page)>>>>/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 400 200]/A<</S/URI/URI(${address}/pdf-link)>>>>]>>`,
    '<</Length 62>>stream\nBT /F 14 Tf 20 100 Td (We will not take part in it, ever.) Tj ET\nendstream',
  ];
  let body = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return `${body}xref\n0 5\n0000000000 65535 f \n${rows}trailer<</Size 5/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF`;
};

/** Every file, and what becomes of it: an outcome, or the code of a refusal. */
async function makeFiles(folder: string, address: string): Promise<Readonly<Record<string, string>>> {
  const put = (name: string, bytes: string | Uint8Array): Promise<void> => writeFile(join(folder, name), bytes);
  const copies: Readonly<Record<string, string>> = {
    'javascript.pdf': 'imported',
    'fileAttachment.pdf': 'imported',
    'encryption_nocopy.pdf': 'imported',
    'encryption_openpassword.pdf': 'encrypted',
    'corruptionOneByteMissing.pdf': 'imported',
  };
  for (const name of Object.keys(copies)) await copyFile(join(DOCUMENTS, name), join(folder, name));
  await put('scripted.pdf', scriptedPdf(address));
  await put('cut-short.pdf', (await readFile(join(DOCUMENTS, 'fileAttachment.pdf'))).subarray(0, 3000));
  await put(
    'evil.html',
    `<!doctype html><html><head><title>Evil page</title></head><body>${evil(address)}</body></html>`,
  );
  await put(
    'evil.eml',
    `From: a@b.example\r\nTo: c@d.example\r\nSubject: Evil mail\r\nDate: Tue, 03 Feb 2026 10:00:00 +0000\r\nMessage-ID: <1@b>\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${evil(address)}`,
  );
  await put(
    'evil.mhtml',
    `From: <Saved by Blink>\r\nSnapshot-Content-Location: ${address}/page\r\nSubject: Evil snapshot\r\nDate: Tue, 3 Feb 2026 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Location: ${address}/page\r\n\r\n<html><body>${evil(address)}</body></html>\r\n--b--\r\n`,
  );
  await put('evil.md', `# Evil note\n\n${evil(address)}\n\n![picture](${address}/md.png)\n`);
  await put(
    'laughs.xhtml',
    `<?xml version="1.0"?>${LAUGHS.replace('x [', 'html [')}<html><body><p>a &j; b</p></body></html>`,
  );
  await put(
    'laughs.odt',
    zipSync({
      mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
      'content.xml': strToU8(`${LAUGHS}<x>&j;</x>`),
    }),
  );
  await put('bomb.zip', zipSync({ 'bomb.txt': new Uint8Array(300 << 20) }, { level: 9 }));
  await put(
    'traversal.zip',
    zipSync({ '../../outside.txt': strToU8('words outside'), 'good.txt': strToU8('good words') }),
  );
  await put('deep.html', `<html><body>${'<div>'.repeat(20_000)}deep${'</div>'.repeat(20_000)}</body></html>`);
  await put('nothing.pdf', '');
  await put('program.pdf', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, ...new Uint8Array(200)]));
  const huge = await open(join(folder, 'huge.txt'), 'w');
  await huge.truncate(2 ** 31 + 1);
  await huge.close();
  execFileSync('mkfifo', [join(folder, 'pipe.pdf')]);
  return {
    ...copies,
    'scripted.pdf': 'imported',
    'cut-short.pdf': 'corrupt',
    'evil.html': 'imported',
    'evil.eml': 'imported',
    'evil.mhtml': 'imported',
    'evil.md': 'imported',
    'laughs.xhtml': 'imported',
    'laughs.odt': 'corrupt',
    'bomb.zip › bomb.txt': 'too-large',
    'traversal.zip › ../../outside.txt': 'unsupported',
    'traversal.zip › good.txt': 'imported',
    'deep.html': 'imported',
    'nothing.pdf': 'empty',
    'program.pdf': 'unsupported',
    'huge.txt': 'too-large',
    'pipe.pdf': 'unreadable',
  };
}

/** A server that counts who comes. */
async function listen(): Promise<{ readonly server: Server; readonly address: string; readonly visits: string[] }> {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, address: `http://127.0.0.1:${port}`, visits };
}

test('hostile files cost themselves alone: nothing runs, nothing is fetched, the archive stays whole', async ({
  app,
}) => {
  test.setTimeout(600_000);
  const { server, address, visits } = await listen();
  try {
    const expected = await makeFiles(app.folder, address);
    const page = await app.start();
    await expect(page.getByRole('button', { name: /New archive/ })).toBeVisible();
    await app.call('archive.create', { directory: join(app.folder, 'archive'), title: 'Hostile' });
    await expect(page.getByRole('heading', { name: 'Documents', exact: true })).toBeVisible();
    const title = await page.title();
    const names = [...new Set(Object.keys(expected).map((name) => name.replace(/ › .*/, '')))];
    const outcomes = await app.call('document.import', { paths: names.map((name) => join(app.folder, name)) });
    const seen = Object.fromEntries(
      outcomes.map(({ file, outcome, code }) => [
        file.startsWith(app.folder) ? file.slice(app.folder.length + 1) : file,
        outcome === 'failed' ? code : outcome,
      ]),
    );
    expect(seen).toEqual(expected);
    for (const { outcome, reason, file } of outcomes) {
      if (outcome === 'failed') expect(reason?.length, `${file}: ${reason}`).toBeGreaterThan(30);
    }

    // Everything that came in is shown.
    for (const { documentId, outcome } of outcomes) {
      if (outcome !== 'imported' || documentId === null) continue;
      const { title: name } = await app.call('document.get', { id: documentId });
      await page.getByRole('row').filter({ hasText: name }).first().dblclick();
      await expect(page.locator('[data-tab][aria-selected=true]')).toContainText(name.slice(0, 12));
      const shown = page.locator('[data-start]').or(page.locator('iframe[title=Document]'));
      await expect(shown.first()).toBeAttached();
      if (await page.locator('iframe[title=Document]').isVisible())
        await expect(page.frameLocator('iframe[title=Document]').locator('[data-start]').first()).toBeAttached();
      await page.keyboard.press('Control+w');
      await expect(page.getByRole('grid').first()).toBeVisible();
    }

    const verified = await app.call('archive.verify', {});
    expect(verified.problems).toEqual([]);
    expect(await page.title()).toBe(title);
    expect(visits).toEqual([]);
    // The window is alive and takes the next file.
    await writeFile(join(app.folder, 'after.txt'), 'A statement that comes after all of them.');
    await dropFiles(page, 'body', [join(app.folder, 'after.txt')]);
    await expect(page.getByRole('row').filter({ hasText: 'after' })).toBeVisible();
  } finally {
    server.close();
  }
});
