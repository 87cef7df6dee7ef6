import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { type Box, type IndependentWord, plainLetters, readIndependentWords } from '../support/independent-words.ts';
import { expect, type StandpointApp, test } from './app.ts';
import { comparePictures } from './compare-pictures.ts';

const FIXTURES = join(__dirname, '../fixtures');
const CLI = join(__dirname, '../../out/main/cli.js');

interface Case {
  readonly file: string;
  readonly page: number;
  /** How the view is turned, in quarters clockwise. */
  readonly turns?: readonly number[];
  readonly what: string;
}

const ALL_TURNS = [0, 1, 2, 3];
const CASES: readonly Case[] = [
  { file: 'statements/2009-06-16_hr2847.pdf', page: 1, turns: ALL_TURNS, what: 'Acrobat Distiller 8' },
  { file: 'statements/2010-02-22_hr2847.pdf', page: 1, what: 'Adobe PDF Library 9' },
  { file: 'statements/2011-12-07_hr1633.pdf', page: 1, what: 'Word 2010' },
  { file: 'statements/2014-06-17_hr4660.pdf', page: 2, what: 'Adobe PDF Library 10' },
  { file: 'statements/2015-10-20_s2146.pdf', page: 1, what: 'Word 2013' },
  { file: 'statements/2017-06-27_hr3004.pdf', page: 1, what: 'Adobe PDF Library 11' },
  { file: 'statements/2019-01-02_hr268.pdf', page: 2, what: 'Adobe PDF Library 15' },
  { file: 'statements/2021-04-20_hr1573.pdf', page: 1, what: 'Paper Capture of a print' },
  { file: 'statements/2024-07-08_hr8281.pdf', page: 1, what: 'Word LTSC through Acrobat 24' },
  { file: 'statements/2026-06-03_s2.pdf', page: 1, what: 'Acrobat 26' },
  { file: 'mapping/columns.pdf', page: 1, what: 'two columns by LibreOffice' },
  { file: 'mapping/footnotes.pdf', page: 2, what: 'footnotes by LibreOffice' },
  { file: 'mapping/right-to-left.pdf', page: 1, turns: [0, 1], what: 'Hebrew and Arabic' },
  { file: 'mapping/browser.pdf', page: 1, what: 'Chromium' },
  { file: 'mapping/cairo.pdf', page: 1, what: 'cairo' },
  { file: 'mapping/rotated.pdf', page: 3, turns: ALL_TURNS, what: 'a page turned by a quarter' },
  { file: 'mapping/rotated.pdf', page: 4, turns: ALL_TURNS, what: 'words that lie on their side' },
  { file: 'mapping/rotated.pdf', page: 6, what: 'words upside down' },
  { file: 'mapping/mixed-sizes.pdf', page: 2, turns: [0, 3], what: 'a large page between small ones' },
  { file: 'mapping/mixed-sizes.pdf', page: 4, what: 'a turned page after others' },
  { file: 'mapping/cropped.pdf', page: 2, turns: [0, 2], what: 'a cropped and turned page' },
  { file: 'mapping/cropped.pdf', page: 4, what: 'a cropped page of another origin' },
  { file: 'scans/hidden.pdf', page: 1, what: 'a scan with hidden text' },
];

let folder: string;
let archive: string;
let documents: ReadonlyMap<string, string>;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standpoint-placement-'));
  archive = join(folder, 'archive');
  const run = async (...args: readonly string[]) =>
    (await promisify(execFile)(process.execPath, [CLI, ...args], { maxBuffer: 1 << 26 })).stdout;
  await run('archive', 'create', archive, '--title', 'Placement');
  const files = [...new Set(CASES.map(({ file }) => join(FIXTURES, file)))];
  const outcomes: { file: string; documentId: string }[] = JSON.parse(
    await run('-a', archive, 'document', 'import', ...files),
  );
  documents = new Map(outcomes.map(({ file, documentId }) => [basename(file), documentId]));
});

test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** Words that follow each other on a line, and where they stand in the canonical text. */
interface Phrase {
  readonly words: readonly IndependentWord[];
  readonly start: number;
  readonly end: number;
}

const rightToLeft = /[\u0590-\u08ff]/;
/** pdftotext names letters from left to right, whatever their direction. */
const logical = (word: string): string => (rightToLeft.test(word) ? [...word].reverse().join('') : word);
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Three words of a line in the middle of a page, and which of their places in the text they stand at. */
function choosePhrase(words: readonly IndependentWord[], text: string, from: number, to: number): Phrase {
  const middle = Math.floor(words.length / 2);
  const order = words.map((_, index) => index).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  const onPage = text.slice(from, to);
  for (const index of order) {
    const three = words.slice(index, index + 3);
    if (three.length < 3 || !three.every(({ text: word }) => plainLetters(word).length > 1)) continue;
    const [a, , c] = three;
    const isOneLine = a && c && (Math.abs(a.box[1] - c.box[1]) < 2 || Math.abs(a.box[0] - c.box[0]) < 2);
    if (!isOneLine) continue;
    const names = three.map(({ text: word }) => escaped(logical(word)));
    const isBackwards = three.every(({ text: word }) => rightToLeft.test(word));
    const pattern = new RegExp((isBackwards ? names.reverse() : names).join('\\s+'), 'gu');
    const found = [...onPage.matchAll(pattern)];
    const isSame = (at: number) => three.every((word, step) => words[at + step]?.text === word.text);
    const alike = words.map((_, at) => at).filter(isSame);
    const here = found[alike.indexOf(index)];
    if (here && found.length === alike.length) {
      return { words: three, start: from + here.index, end: from + here.index + here[0].length };
    }
  }
  throw new Error('No three words of a line are found in the text.');
}

/** Where a box of a page stands once the view is turned clockwise by quarters. */
function turned([left, top, right, bottom]: Box, width: number, height: number, turns: number): Box {
  if (turns === 1) return [height - bottom, left, height - top, right];
  if (turns === 2) return [width - right, height - bottom, width - left, height - top];
  if (turns === 3) return [top, width - right, bottom, width - left];
  return [left, top, right, bottom];
}

async function openDocument(app: StandpointApp, id: string): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }, documentId) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send('standpoint:changed', { type: 'open-document', documentId });
  }, id);
}

/** Brings a place of a page to the middle of the view; returns the page's box and the part of the view it may fill. */
async function bringToMiddle(page: Page, number: number, shareX: number, shareY: number) {
  return page.evaluate(
    ([index, x, y]) => {
      const shown = [...document.querySelectorAll<HTMLElement>(`[data-page="${index}"]`)].find(
        (each) => each.getBoundingClientRect().width > 0,
      );
      const view = shown?.closest<HTMLElement>('[role=region]');
      if (!shown || !view) return null;
      const seen = view.getBoundingClientRect();
      const before = shown.getBoundingClientRect();
      view.scrollTop += before.top + before.height * y - (seen.top + seen.height / 2);
      view.scrollLeft += before.left + before.width * x - (seen.left + seen.width / 2);
      const { left, top, width, height } = shown.getBoundingClientRect();
      return {
        page: { left, top, width, height },
        view: { left: seen.left, top: seen.top, right: seen.left + view.clientWidth, bottom: seen.bottom },
        isPainted: shown.dataset.painted === 'true',
        turn: Number(
          /rotate\((\d+)deg\)/.exec(shown.querySelector<HTMLElement>('.sp-paper')?.style.transform ?? '')?.[1] ?? 0,
        ),
      };
    },
    [number, shareX, shareY] as const,
  );
}

/** Turns the pages by a quarter and waits until they stand so. */
async function turnPages(
  app: StandpointApp,
  page: Page,
  number: number,
  command: 'reader.rotate' | 'reader.rotateBack',
  turns: number,
): Promise<void> {
  await app.chooseMenu(command);
  await expect.poll(async () => (await bringToMiddle(page, number, 0.5, 0.5))?.turn).toBe(turns * 90);
}

test('a highlight covers the words and nothing else', async ({ app }) => {
  test.setTimeout(900_000);
  const page = await app.start('--archive', archive);
  await app.resize(1500, 1000);
  const table: string[] = [];
  for (const { file, page: number, turns = [0], what } of CASES) {
    const id = documents.get(basename(file)) ?? '';
    const painted = page.locator('[data-painted=true]:visible').first();
    await expect(async () => {
      await openDocument(app, id);
      await expect(painted).toBeVisible();
    }).toPass({ timeout: 120_000 });
    const { pages } = await app.call('document.content', { id });
    const text = await app.call('document.text', { id });
    const info = pages[number - 1];
    if (!info) throw new Error(`${file} has no page ${number}.`);
    const words = readIndependentWords(FIXTURES, basename(file)).filter((each) => each.page === number);
    const phrase = choosePhrase(words, text, info.start, info.end);
    for (const turn of turns) {
      for (let step = 1; step <= turn; step++) await turnPages(app, page, number, 'reader.rotate', step);
      const size = turn % 2 === 0 ? info : { width: info.height, height: info.width };
      const place = (box: Box) => turned(box, info.width, info.height, turn);
      const target = place(phrase.words[1]?.box ?? [0, 0, 0, 0]);
      const share = [(target[0] + target[2]) / 2 / size.width, (target[1] + target[3]) / 2 / size.height] as const;
      const isShown = async () => {
        const shown = await bringToMiddle(page, number, ...share);
        return shown?.isPainted === true && shown.turn === turn * 90;
      };
      await expect.poll(isShown).toBe(true);
      // The first picture of a page may be a coarse one.
      await expect.poll(async () => (await page.screenshot()).equals(await page.screenshot())).toBe(true);
      const shown = await bringToMiddle(page, number, ...share);
      if (!shown) throw new Error('The page is gone.');
      const left = Math.ceil(Math.max(shown.page.left, shown.view.left));
      const top = Math.ceil(Math.max(shown.page.top, shown.view.top));
      const right = Math.floor(Math.min(shown.page.left + shown.page.width, shown.view.right));
      const bottom = Math.floor(Math.min(shown.page.top + shown.page.height, shown.view.bottom));
      const clip = { x: left, y: top, width: right - left, height: bottom - top };
      await page.mouse.move(2, 2);
      const before = await page.screenshot({ clip });
      const passage = await app.call('passage.add', {
        documentId: id,
        start: phrase.start,
        end: phrase.end,
        codings: [{ agency: 'Sheriff', stance: '1' }],
      });
      await expect(page.locator(`.sp-mark[data-passage-id="${passage.id}"]`).first()).toBeAttached();
      const after = await page.screenshot({ clip });
      await app.call('passage.delete', { ids: [passage.id] });
      await expect(page.locator(`.sp-mark[data-passage-id="${passage.id}"]`)).toHaveCount(0);
      const scale = shown.page.width / size.width;
      const toPixels = (box: Box): Box => {
        const [l, t, r, b] = place(box);
        const [x, y] = [shown.page.left - left, shown.page.top - top];
        return [x + l * scale, y + t * scale, x + r * scale, y + b * scale];
      };
      const result = comparePictures(before, after, {
        words: phrase.words.map(({ box }) => toPixels(box)),
        others: words.filter((each) => !phrase.words.includes(each)).map(({ box }) => toPixels(box)),
        scale,
      });
      const label = `${basename(file)} page ${number}, turned by ${turn * 90}° (${what})`;
      table.push(`${label}: ink ${result.inkCovered.toFixed(3)}, astray ${result.astray}, neighbours ${result.spoilt}`);
      if (result.astray > 0 || result.spoilt > 0 || result.inkCovered < 0.95) {
        await writeFile(test.info().outputPath(`${basename(file)}-${number}-${turn}.png`), after);
      }
      for (let step = turn - 1; step >= 0; step--) await turnPages(app, page, number, 'reader.rotateBack', step);
    }
    await app.chooseMenu('tab.close');
  }
  await test.info().attach('placement', { body: table.join('\n'), contentType: 'text/plain' });
  expect(table.filter((row) => !/ink (1\.|0\.9[5-9]).*, astray 0, neighbours 0$/.test(row))).toEqual([]);
});
