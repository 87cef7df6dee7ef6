import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  degrees,
  PDFArray,
  PDFDocument,
  PDFName,
  type PDFObject,
  type PDFPage,
  PDFString,
  StandardFonts,
} from '@cantoo/pdf-lib';
import type { Page } from '@playwright/test';
import { expect, type StandpointApp, test } from './app.ts';

/** A PDF of pages that each say their number; the first links to page 3 and to an address. */
async function makePdf(file: string, count: number, sizeOf: (index: number) => [number, number]): Promise<void> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let index = 0; index < count; index += 1) {
    const page = pdf.addPage(sizeOf(index));
    page.drawText(`This is page ${index + 1} of the report.`, { x: 60, y: page.getHeight() - 90, size: 18, font });
    page.drawText(`Its second line names ${index + 1} again.`, { x: 60, y: page.getHeight() - 130, size: 18, font });
  }
  const [first, , third] = pdf.getPages();
  if (first !== undefined && third !== undefined) {
    const top = first.getHeight();
    const { context } = pdf;
    const place = context.obj([third.ref, PDFName.of('XYZ'), 0, third.getHeight() - 100, null]);
    link(first, [50, top - 210, 250, top - 180], 'Dest', place);
    const address = context.obj({ S: PDFName.of('URI'), URI: PDFString.of('https://example.org/elsewhere') });
    link(first, [50, top - 260, 250, top - 230], 'A', address);
  }
  await writeFile(file, await pdf.save());
}

function link(page: PDFPage, rect: number[], key: string, target: PDFObject): void {
  const { context } = page.doc;
  const dictionary = context.obj({ Type: 'Annot', Subtype: 'Link', Rect: rect, Border: [0, 0, 0] });
  dictionary.set(PDFName.of(key), target);
  const annotation = context.register(dictionary);
  const known = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray);
  if (known === undefined) page.node.set(PDFName.of('Annots'), context.obj([annotation]));
  else known.push(annotation);
}

async function openPdf(app: StandpointApp, file: string): Promise<{ page: Page; documentId: string; text: string }> {
  const page = await app.start();
  await app.call('archive.create', { directory: join(app.folder, 'archive'), title: 'Reports' });
  const [outcome] = await app.call('document.import', { paths: [file] });
  const documentId = outcome?.documentId ?? '';
  const { title } = await app.call('document.get', { id: documentId });
  await page.getByRole('row').filter({ hasText: title }).first().dblclick();
  await expect(page.locator('[data-page="1"][data-painted=true]')).toBeVisible();
  return { page, documentId, text: await app.call('document.text', { id: documentId }) };
}

const pageBox = (page: Page) => page.getByRole('textbox', { name: 'Page', exact: true });
const viewport = (page: Page) => page.getByRole('region', { name: 'Document', exact: true });

test.describe('a PDF', () => {
  test('leads by a link to another page and back, and never outside', async ({ app }) => {
    const file = join(app.folder, 'linked.pdf');
    await makePdf(file, 6, () => [612, 792]);
    const { page } = await openPdf(app, file);
    const inner = page.getByRole('button', { name: 'Link to page 3' });
    await expect(inner).toBeAttached();
    const box = await inner.boundingBox();
    if (box === null) throw new Error('The link has no place.');
    // The address outside lies fifty points below: it is shown, and nothing else happens.
    await page.mouse.move(box.x + 20, box.y + box.height * 1.5 + box.height * (50 / 30 - 1));
    await expect(page.getByText('https://example.org/elsewhere')).toBeVisible();
    await page.mouse.click(box.x + 20, box.y + box.height * 1.5 + box.height * (50 / 30 - 1));
    await expect(pageBox(page)).toHaveValue('1');
    await page.mouse.click(box.x + 20, box.y + box.height / 2);
    await expect(pageBox(page)).toHaveValue('3');
    await app.chooseMenu('go.back');
    await expect(pageBox(page)).toHaveValue('1');
    await inner.focus();
    await page.keyboard.press('Enter');
    await expect(pageBox(page)).toHaveValue('3');
    expect(app.electron.windows()).toHaveLength(1);
  });

  test('is turned, paired, darkened and fitted, and its words stay where they are painted', async ({ app }) => {
    const file = join(app.folder, 'turned.pdf');
    await makePdf(file, 6, (index) => (index === 3 ? [842, 595] : [612, 792]));
    const { page, documentId, text } = await openPdf(app, file);
    const start = text.indexOf('Its second line names 1 again.');
    const { id } = await app.call('passage.add', { documentId, start, end: start + 30 });
    const line = page.locator(`.sp-mark[data-passage-id="${id}"] .sp-line`);
    const selected = () => page.evaluate(() => window.getSelection()?.toString().trim());
    await expect(line).toBeVisible();
    await expect(page.locator('[data-page="1"] [data-start]').first()).toBeAttached();
    for (const isUpright of [false, true, false, true]) {
      await app.chooseMenu('reader.rotate');
      await expect.poll(async () => ((await line.boundingBox())?.width ?? 0) > 100).toBe(isUpright);
      // Into sight, however the page is turned.
      await line.scrollIntoViewIfNeeded();
      await line.dblclick({ force: true });
      await expect.poll(selected).toMatch(/^(line|names|second)$/);
      await page.keyboard.press('Escape');
    }
    await app.chooseMenu('reader.twoPages');
    await expect
      .poll(async () => {
        const [left, right] = await Promise.all(
          [1, 2].map((number) => page.locator(`[data-page="${number}"]`).boundingBox()),
        );
        return left?.y === right?.y && (left?.x ?? 0) + (left?.width ?? 0) <= (right?.x ?? 0);
      })
      .toBe(true);
    await line.dblclick({ force: true });
    await expect.poll(selected).toMatch(/^(line|names|second)$/);
    await page.keyboard.press('Escape');
    await app.chooseMenu('reader.fitPage');
    await expect
      .poll(async () => {
        const [paper, view] = await Promise.all([
          page.locator('[data-page="1"]').boundingBox(),
          viewport(page).boundingBox(),
        ]);
        return (paper?.height ?? Number.POSITIVE_INFINITY) <= (view?.height ?? 0);
      })
      .toBe(true);
    await app.chooseMenu('reader.darkPages');
    await expect(page.locator('[data-page="1"] canvas[data-colors=dark]')).toBeVisible();
    const shot = await page.locator('[data-page="1"]').screenshot();
    const paper = await page.evaluate(
      async (bytes) => {
        const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
        const canvas = new OffscreenCanvas(picture.width, picture.height);
        const context = canvas.getContext('2d');
        context?.drawImage(picture, 0, 0);
        return [...(context?.getImageData(picture.width / 2, picture.height - 20, 1, 1).data ?? [])].slice(0, 3);
      },
      [...shot],
    );
    for (const channel of paper) expect(channel).toBeLessThan(60);
  });

  test('of 300 pages of mixed size is jumped about in, and keeps only the pages near the view', async ({ app }) => {
    const file = join(app.folder, 'long.pdf');
    await makePdf(file, 300, (index) => (index % 7 === 3 ? [842, 595] : [612, 792]));
    const { page } = await openPdf(app, file);
    await pageBox(page).fill('271');
    await pageBox(page).press('Enter');
    await expect(page.locator('[data-page="271"][data-painted=true]')).toBeVisible();
    await expect(page.locator('[data-page="271"]')).toContainText(/names\s*271\s*again/);
    await expect(page.locator('[data-page="1"]')).toHaveCount(0);
    for (let screen = 0; screen < 30; screen += 1) await viewport(page).press('PageUp');
    await expect(page.locator('[data-page="271"]')).toHaveCount(0);
    await expect.poll(() => page.locator('[data-page] canvas').count()).toBeLessThanOrEqual(8);
    expect(await page.locator('[data-page]').count()).toBeLessThanOrEqual(8);
  });
});

test('a page that the PDF itself turns has its words where they are painted', async ({ app }) => {
  const file = join(app.folder, 'turned.pdf');
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const made = pdf.addPage([400, 600]);
  made.drawText('Sideways words', { x: 60, y: 300, size: 20, font });
  made.setRotation(degrees(90));
  await writeFile(file, await pdf.save());
  const { page, documentId, text } = await openPdf(app, file);
  const start = text.indexOf('Sideways');
  await app.call('passage.add', { documentId, start, end: start + 'Sideways words'.length });
  const line = page.locator('.sp-line').first();
  await expect(line).toBeVisible();
  const [highlight, paper] = await Promise.all([line.boundingBox(), page.locator('[data-page="1"]').boundingBox()]);
  if (highlight === null || paper === null) throw new Error('Nothing is painted.');
  // Turned clockwise the line runs downwards, its baseline to the left of the middle.
  expect(highlight.height).toBeGreaterThan(highlight.width * 3);
  expect(paper.width).toBeGreaterThan(paper.height);
});
