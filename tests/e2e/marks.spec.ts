import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { expect, type StandpointApp, test } from './app.ts';

const FIXTURES = join(__dirname, '../fixtures');
const CLI = join(__dirname, '../../out/main/cli.js');
const LONG = '2009-06-16_hr2847.pdf';
const WORD = 'order.docx';
const PICTURE = 'paragraph.png';
const AGENCY = 'Office of Management and Budget';

let folder: string;
/** Ids of the documents by file name. */
let documents: ReadonlyMap<string, string>;

async function standpoint(...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, [CLI, ...args], { maxBuffer: 1 << 26 })).stdout;
}

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standpoint-marks-'));
  const archive = join(folder, 'archive');
  await standpoint('archive', 'create', archive, '--title', 'Marks');
  documents = new Map([
    [LONG, await importInto(archive, join('statements', LONG))],
    [WORD, await importInto(archive, join('documents', WORD))],
    [PICTURE, await importInto(archive, join('scans', PICTURE))],
  ]);
  // A recognition that was undone is not begun again by itself: in the background it would come between what a test does
  // and what it undoes.
  await standpoint('-a', archive, 'document', 'recognise', documents.get(PICTURE) ?? '');
  await standpoint('-a', archive, 'history', 'undo');
});

/** Imports a file of the fixtures; returns the document's id. */
async function importInto(archive: string, path: string): Promise<string> {
  const outcomes: unknown = JSON.parse(await standpoint('-a', archive, 'document', 'import', join(FIXTURES, path)));
  const [first] = outcomes as readonly { readonly documentId: string }[];
  return first?.documentId ?? '';
}

test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** Marks to begin with: spans of a document, each with the digit of a stance or none. */
type Beginning = readonly { readonly start: number; readonly end: number; readonly stance?: string }[];

/** Opens one document of a copy of the archive, with passages, and waits until it can be read. */
async function read(app: StandpointApp, fileName: string, marks: Beginning = []) {
  const archive = join(app.folder, 'archive');
  await cp(join(folder, 'archive'), archive, { recursive: true });
  const id = documents.get(fileName) ?? '';
  const text = await standpoint('-a', archive, 'document', 'text', id);
  for (const { start, end, stance } of marks) {
    const coding = stance === undefined ? [] : ['--agency', AGENCY, '--stance', stance];
    const place = ['--document', id, '--start', String(start), '--end', String(end)];
    await standpoint('-a', archive, 'passage', 'add', ...place, ...coding);
  }
  const page = await app.start('--archive', archive, '--open', id);
  if (fileName === WORD) await page.frameLocator('iframe').locator('[data-start]').first().waitFor();
  else await page.locator('[data-painted=true]').first().waitFor();
  if (fileName === LONG) await page.locator('[data-page] [data-start]').first().waitFor({ state: 'attached' });
  const passages = async () => (await app.call('passage.list', { documentIds: [id] })).passages;
  return { page, id, text, passages };
}

/** Where a character of a PDF's text stands on screen. */
async function pointOf(page: Page, offset: number, edge: 'left' | 'right'): Promise<{ x: number; y: number }> {
  await page.locator(`[data-page] [data-start]`).first().waitFor({ state: 'attached' });
  return page.evaluate(([at, side]) => pointIn(document, at, side, 0, 0), [offset, edge] as const);
}

/** Where a character of a rendition stands on screen. */
async function pointInFrame(page: Page, offset: number, edge: 'left' | 'right'): Promise<{ x: number; y: number }> {
  return page.evaluate(
    ([at, side]) => {
      const frame = document.querySelector('iframe');
      const inner = frame?.contentDocument;
      if (!frame || !inner) throw new Error('There is no rendition.');
      const { x, y } = frame.getBoundingClientRect();
      return pointIn(inner, at, side, x, y);
    },
    [offset, edge] as const,
  );
}

/** Declares `pointIn` in the page: evaluated functions see nothing of this file. */
async function declarePointIn(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(window, {
      pointIn: (within: Document, at: number, side: 'left' | 'right', dx: number, dy: number) => {
        for (const span of within.querySelectorAll<HTMLElement>('[data-start]')) {
          const start = Number(span.dataset.start);
          const node = span.firstChild;
          if (node?.nodeType !== 3 || at < start || at >= start + (node.nodeValue?.length ?? 0)) continue;
          const range = within.createRange();
          range.setStart(node, at - start);
          range.setEnd(node, at - start + 1);
          const box = range.getBoundingClientRect();
          return { x: dx + (side === 'left' ? box.left + 0.5 : box.right - 0.5), y: dy + box.top + box.height / 2 };
        }
        throw new Error(`Offset ${at} is not on screen.`);
      },
    });
  });
}
declare function pointIn(
  within: Document,
  at: number,
  side: 'left' | 'right',
  dx: number,
  dy: number,
): { x: number; y: number };

/** The box of a character of a PDF's text on screen. */
async function boxOf(page: Page, offset: number) {
  await page.locator(`[data-page] [data-start]`).first().waitFor({ state: 'attached' });
  return page.evaluate((at) => {
    for (const span of document.querySelectorAll<HTMLElement>('[data-page] [data-start]')) {
      const from = Number(span.dataset.start);
      const node = span.firstChild;
      if (!(node instanceof Text) || at < from || at >= from + node.data.length) continue;
      const range = document.createRange();
      range.setStart(node, at - from);
      range.setEnd(node, at - from + 1);
      const { left, top, bottom, width } = range.getBoundingClientRect();
      return { x: left + width / 2, top, bottom };
    }
    throw new Error(`Offset ${at} is not on screen.`);
  }, offset);
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

const popoverOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Code selection' });
const handle = (within: Page | FrameLocator, end: 'start' | 'end'): Locator =>
  within.locator(`.sp-handle[data-end=${end}]`);

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not on screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a sentence is found, selected, coded and given other bounds by the keyboard alone', async ({ app }) => {
  const { page, passages } = await read(app, LONG);
  await page.keyboard.press('/');
  await page.getByRole('searchbox', { name: 'Find in the document' }).or(page.locator('input:focus')).first().waitFor();
  await page.keyboard.type('maintain the flexibility');
  await expect(page.locator('.sp-hit[data-current]').first()).toBeInViewport();
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await expect(popoverOf(page)).toBeVisible();
  await page.keyboard.press('5');
  await page.keyboard.type(AGENCY);
  await page.keyboard.press('Enter');
  await expect(popoverOf(page)).toBeHidden();
  const sentence =
    'The Attorney General, as the chief law\nenforcement officer, should maintain the flexibility to address violent crime, including gang\ncrime, in a manner that best utilizes Federal resources and leverages the unique role of the\nFederal Government.';
  await expect.poll(async () => (await passages()).map(({ quote }) => quote)).toEqual([sentence]);

  // Its end goes back by two words while the keys are held, its start on by one; each is one step to undo.
  await page.keyboard.down('Shift');
  await page.keyboard.down('Alt');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.up('Alt');
  await page.keyboard.up('Shift');
  const short = sentence.slice(0, sentence.indexOf('\nFederal Government.') + 1).trimEnd();
  await expect.poll(async () => (await passages())[0]?.quote).toBe(short);
  await page.keyboard.press('Control+Shift+Alt+ArrowRight');
  await expect.poll(async () => (await passages())[0]?.quote).toBe(short.slice('The '.length));
  await app.chooseMenu('history.undo');
  await expect.poll(async () => (await passages())[0]?.quote).toBe(short);
  await app.chooseMenu('history.undo');
  await expect.poll(async () => (await passages())[0]?.quote).toBe(sentence);

  // The next sentence, and one more; the agency is remembered.
  await page.keyboard.press('s');
  await expect(popoverOf(page)).toBeVisible();
  await page.keyboard.press('s');
  await page.keyboard.press('Shift+S');
  await page.keyboard.press('1');
  await expect(popoverOf(page)).toBeHidden();
  await expect.poll(async () => (await passages()).length).toBe(2);
});

test('words are selected over the end of a page, scrolling on at the edge, and by sentence', async ({ app }) => {
  const { page, text, passages } = await read(app, LONG);
  await declarePointIn(page);
  const from = text.indexOf('Administration Priorities');
  const start = await pointOf(page, from, 'left');
  const stage = await page.getByRole('region', { name: 'Document' }).boundingBox();
  if (stage === null) throw new Error('There is no document.');
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 40, start.y + 60, { steps: 3 });
  await page.mouse.move(start.x + 200, stage.y + stage.height + 30, { steps: 3 });
  const second = text.indexOf('\f');
  await page.locator('[data-page="2"] .sp-selection').nth(3).waitFor();
  await page.mouse.up();
  await expect(popoverOf(page)).toBeVisible();
  await page.keyboard.press('h');
  await expect.poll(async () => (await passages()).length).toBe(1);
  const [passage] = await passages();
  expect(passage?.start).toBe(from);
  expect(passage?.end).toBeGreaterThan(second);

  // A third press takes the sentence, and dragging on takes whole ones.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  const sentences = ['This large reduction would likely', 'The Administration appreciates the'];
  const [first, next] = sentences.map((words) => text.indexOf(words));
  const a = await pointOf(page, (first ?? 0) + 6, 'left');
  const b = await pointOf(page, (next ?? 0) + 6, 'left');
  await page.mouse.move(a.x, a.y);
  for (let press = 1; press <= 3; press++) {
    await page.mouse.down({ clickCount: press });
    if (press < 3) await page.mouse.up({ clickCount: press });
  }
  await page.mouse.move(b.x, b.y, { steps: 5 });
  await page.mouse.up();
  await expect(popoverOf(page)).toBeVisible();
  await page.keyboard.press('h');
  await expect.poll(async () => (await passages()).length).toBe(2);
  const two = (await passages()).find((each) => each.start === first);
  expect(two?.quote.startsWith(sentences[0] ?? '')).toBe(true);
  expect(two?.quote.match(/\.(?=\s|$)/gu)?.length).toBeGreaterThanOrEqual(2);
  expect(two?.quote.endsWith('.')).toBe(true);
});

test('the end of a passage is dragged in a PDF, taken back by Escape and undone', async ({ app }) => {
  const text = await standpoint('-a', join(folder, 'archive'), 'document', 'text', documents.get(LONG) ?? '');
  const start = text.indexOf('As we face difficult');
  const end = text.indexOf('investments.') + 'investments.'.length;
  const { page, passages } = await read(app, LONG, [{ start, end, stance: '5' }]);
  await declarePointIn(page);
  await page.locator('.sp-mark .sp-line').first().waitFor();
  const inside = await pointOf(page, start + 12, 'left');
  await page.mouse.click(inside.x, inside.y);
  await expect(handle(page, 'end')).toBeVisible();
  const goal = text.indexOf('community safety') + 'community safety'.length;

  await page.mouse.move(...(Object.values(await middleOf(handle(page, 'end'))) as [number, number]));
  await page.mouse.down();
  const to = await pointOf(page, goal - 1, 'right');
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await expect(page.locator('.sp-mark .sp-line')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(page.locator('.sp-mark .sp-line')).toHaveCount(2);
  await page.mouse.up();
  expect((await passages())[0]?.end).toBe(end);

  await drag(page, await middleOf(handle(page, 'end')), to);
  await expect.poll(async () => (await passages())[0]?.end).toBe(goal);
  await expect(page.locator('.sp-mark .sp-line')).toHaveCount(3);
  await app.chooseMenu('history.undo');
  await expect.poll(async () => (await passages())[0]?.end).toBe(end);
  await expect(page.locator('.sp-mark .sp-line')).toHaveCount(2);
});

test('words of a Word document are selected by sentence, and the start of a passage is dragged', async ({ app }) => {
  const { page, text, passages } = await read(app, WORD);
  await declarePointIn(page);
  const frame = page.frameLocator('iframe');
  const sentence = 'This order states the position of the department on civil immigration detainers[1].';
  const start = text.indexOf(sentence);
  const point = await pointInFrame(page, start + 30, 'left');
  await page.mouse.click(point.x, point.y, { clickCount: 3 });
  await expect(popoverOf(page)).toBeVisible();
  await page.keyboard.press('h');
  await expect.poll(async () => (await passages()).map(({ quote }) => quote)).toEqual([sentence]);

  await expect(handle(frame, 'start')).toBeVisible();
  const goal = start + 'This order '.length;
  await drag(page, await middleOf(handle(frame, 'start')), await pointInFrame(page, goal, 'left'));
  await expect.poll(async () => (await passages())[0]?.start).toBe(goal);
  await app.chooseMenu('history.undo');
  await expect.poll(async () => (await passages())[0]?.start).toBe(start);
});

test('passages that overlap have stripes side by side, and one that is chosen there is selected', async ({ app }) => {
  const text = await standpoint('-a', join(folder, 'archive'), 'document', 'text', documents.get(LONG) ?? '');
  const start = text.indexOf('As we face difficult');
  const end = text.indexOf('The Administration would like');
  const marks = Array.from({ length: 5 }, (_, at) => ({
    start: start + at * 10,
    end: end - at * 12,
    stance: String(at + 1),
  }));
  const { page } = await read(app, LONG, marks);
  const first = page.locator('[data-page="1"]');
  await expect(first.locator('.sp-lane')).toHaveCount(3);
  const lefts = await first
    .locator('.sp-lane')
    .evaluateAll((lanes) => lanes.map((lane) => lane.getBoundingClientRect().left));
  expect(new Set(lefts).size).toBe(3);
  const paper = await first.boundingBox();
  expect(Math.min(...lefts)).toBeGreaterThanOrEqual((paper?.x ?? 0) + (paper?.width ?? 0));
  const more = first.getByRole('button', { name: /^2 more passages here/ });
  await expect(more).toHaveText('+2');

  const lane = first.locator('.sp-lane').nth(1);
  await lane.click();
  await expect(lane).toHaveAttribute('data-selected', '');
  const before = await lane.getAttribute('data-passage-id');
  await more.click();
  await expect(first.locator('.sp-mark[data-selected]')).not.toHaveAttribute('data-passage-id', before ?? '');
});

test('two stretches become one passage, and another is added to it', async ({ app }) => {
  const { page, text, passages } = await read(app, LONG);
  await declarePointIn(page);
  const stretch = async (words: string, isMore: boolean) => {
    const at = text.indexOf(words);
    const from = await pointOf(page, at, 'left');
    const to = await pointOf(page, at + words.length - 1, 'right');
    if (isMore) await page.keyboard.down('Control');
    await drag(page, from, to);
    if (isMore) await page.keyboard.up('Control');
  };
  const pieces = ['As we face difficult', 'Administration Priorities', 'community safety'];
  await stretch(pieces[0] ?? '', false);
  await expect(popoverOf(page)).toBeVisible();
  await stretch(pieces[1] ?? '', true);
  await expect(popoverOf(page)).toBeVisible();
  await page.keyboard.press('h');
  await expect.poll(async () => (await passages()).map(({ quote }) => quote)).toEqual([`${pieces[0]} … ${pieces[1]}`]);
  await expect(page.locator('.sp-mark .sp-line')).toHaveCount(2);
  await expect(page.locator('.sp-lane .sp-bar')).toHaveCount(2);

  await stretch(pieces[2] ?? '', true);
  await expect
    .poll(async () => (await passages()).map(({ quote }) => quote))
    .toEqual([`${pieces[0]} … ${pieces[2]} … ${pieces[1]}`]);
  await app.chooseMenu('history.undo');
  await expect.poll(async () => (await passages())[0]?.spans?.length).toBe(2);
});

test('on a turned page the handles stand at the ends of the words and can be dragged', async ({ app }) => {
  const { page, text, passages } = await read(app, LONG);
  await app.chooseMenu('reader.rotate');
  const start = text.indexOf('Administration');
  const end = start + 'Administration'.length;
  // Words run downwards now.
  const first = await boxOf(page, start);
  const after = async (offset: number) => {
    const { x, bottom } = await boxOf(page, offset);
    return { x, y: bottom };
  };
  const before = { x: first.x, y: first.top };
  const last = await after(end - 1);
  await drag(page, { ...before, y: before.y + 0.5 }, { ...last, y: last.y - 0.5 });
  await page.keyboard.press('h');
  await expect.poll(async () => (await passages()).map(({ quote }) => quote)).toEqual(['Administration']);
  await expect(handle(page, 'end')).toBeVisible();
  const gap = async (which: 'start' | 'end', wanted: { readonly x: number; readonly y: number }) => {
    const at = await middleOf(handle(page, which));
    return Math.max(Math.abs(at.x - wanted.x), Math.abs(at.y - wanted.y));
  };
  await expect.poll(() => gap('end', last)).toBeLessThan(3);
  await expect.poll(() => gap('start', before)).toBeLessThan(3);
  const further = text.indexOf(' ', end + 1);
  const to = await after(further - 1);
  await drag(page, await middleOf(handle(page, 'end')), { ...to, y: to.y - 0.5 });
  await expect.poll(async () => (await passages())[0]?.quote).toBe(text.slice(start, further));
});

test('a drag takes whole words once that is wished', async ({ app }) => {
  const { page, text } = await read(app, LONG);
  await declarePointIn(page);
  const selected = () => page.evaluate(() => document.getSelection()?.toString().replace(/\s+/g, ' '));
  const at = text.indexOf('Administration');
  const inside = async () => drag(page, await pointOf(page, at + 3, 'left'), await pointOf(page, at + 8, 'right'));
  await inside();
  await expect.poll(selected).toBe(text.slice(at + 3, at + 9));
  await page.keyboard.press('Escape');
  const snap = page.getByRole('button', { name: 'Select whole words only' });
  await snap.click();
  await expect(snap).toHaveAttribute('aria-pressed', 'true');
  await inside();
  await expect.poll(selected).toBe('Administration');
});

test('an area of a picture is drawn, coded and its words are recognised', async ({ app }) => {
  const { page, passages } = await read(app, PICTURE);
  await page.getByRole('region', { name: 'Document' }).focus();
  await page.keyboard.press('a');
  const paper = await page.locator('[data-page="1"]').boundingBox();
  if (paper === null) throw new Error('There is no page.');
  await drag(
    page,
    { x: paper.x + 4, y: paper.y + 2 },
    { x: paper.x + paper.width - 4, y: paper.y + paper.height * 0.5 },
  );
  await expect(popoverOf(page)).toBeVisible();
  const outline = page.locator('.sp-area-draft');
  await expect(outline).toBeVisible();
  // The page does not lie over it.
  const isOnTop = await outline.evaluate((element) => {
    const { x, y } = element.getBoundingClientRect();
    element.style.pointerEvents = 'auto';
    const top = document.elementFromPoint(x + 1, y + 1);
    element.style.pointerEvents = '';
    return top === element;
  });
  expect(isOnTop).toBe(true);
  // Letters begin an agency's name, also those that would draw another rectangle or select a sentence.
  const agencyOf = popoverOf(page).getByRole('combobox', { name: 'Agency' });
  await page.keyboard.type('asa');
  await expect(agencyOf).toHaveValue('asa');
  await agencyOf.fill('');
  await page.keyboard.press('5');
  await page.keyboard.type(AGENCY);
  await page.keyboard.press('Enter');
  await expect(popoverOf(page)).toBeHidden();
  await expect(outline).toBeHidden();
  await expect(page.locator('.sp-mark[data-area]')).toHaveCount(1);
  await expect.poll(async () => (await passages())[0]?.area?.page).toBe(1);
  await page.getByRole('button', { name: 'Recognise the words' }).click();
  await expect
    .poll(async () => (await passages())[0]?.area?.recognised ?? '', { timeout: 120_000 })
    .toContain('In a blatant violation of the funding agreement');
  await app.chooseMenu('history.undo');
  await expect.poll(async () => (await passages())[0]?.area?.recognised).toBeNull();
});

test('the corners of an area are dragged and moved by keys, each in one step that is undone', async ({ app }) => {
  const { page, id, passages } = await read(app, PICTURE);
  await app.call('passage.add', {
    documentId: id,
    area: { page: 1, rect: [10, 10, 100, 40] },
  });
  const area = page.locator('.sp-mark[data-area] .sp-line');
  const box = await area.boundingBox();
  if (box === null) throw new Error('There is no area.');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  const corners = page.getByRole('button', { name: 'Corner of the selected area' });
  await expect(corners).toHaveCount(4);
  const picture = page.getByRole('img', { name: 'Part of page 1' });
  await expect(picture).toBeVisible();
  const shown = await picture.getAttribute('src');

  const rect = async () => (await passages())[0]?.area?.rect ?? [];
  await drag(
    page,
    { x: box.x + box.width, y: box.y + box.height },
    { x: box.x + box.width + 30, y: box.y + box.height + 20 },
  );
  await expect.poll(async () => (await rect())[2]).toBeGreaterThan(101);
  const [x, y, width = 0, height = 0] = await rect();
  expect([x, y]).toEqual([10, 10]);
  expect(height).toBeGreaterThan(41);
  // The picture is the one of the new rectangle.
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.getAttribute('src')).not.toBe(shown);

  await page.keyboard.press('Shift+Alt+ArrowRight');
  await expect.poll(async () => (await rect())[2]).toBeCloseTo(width + 4, 1);
  await page.keyboard.press('Control+Shift+Alt+ArrowDown');
  await expect.poll(async () => (await rect())[1]).toBe(14);
  expect((await rect())[3]).toBeCloseTo(height - 4, 1);

  // One step each.
  const steps = [
    [10, 10, width + 4, height],
    [10, 10, width, height],
    [10, 10, 100, 40],
  ];
  for (const step of steps) {
    await page.keyboard.press('Control+z');
    await expect
      .poll(async () => (await rect()).map((value) => value.toFixed(1)))
      .toEqual(step.map((value) => value.toFixed(1)));
  }
});
