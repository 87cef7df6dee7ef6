// Makes the PDFs of tests/fixtures/mapping and what pdftotext says of their words:
//   node scripts/make-mapping-fixtures.ts [--words-only]
// Needs soffice, chromium, pdftotext and pdftocairo (Debian: libreoffice, chromium, poppler-utils) and a Node that runs
// TypeScript (npm's own: node_modules/.bin/node). The tests need none of them: all that is made is committed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lines, makePdf } from '../tests/electron/archive/importers/make-pdf.ts';
import { writtenDocuments } from './mapping/written-documents.ts';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '../tests/fixtures');
const target = join(fixtures, 'mapping');

const shown = [
  'Deputies will not honor civil detainers',
  'without a warrant signed by a judge.',
  'Visits (lawyers, family) stay as they are.',
];

/** Content that stands upright on a page that is shown turned by `rotate`. */
function upright(rotate: number, width: number, height: number, content: string): string {
  const matrix = { 90: `0 1 -1 0 ${width} 0`, 180: `-1 0 0 -1 ${width} ${height}`, 270: `0 -1 1 0 0 ${height}` }[
    rotate
  ];
  return matrix === undefined ? content : `q ${matrix} cm\n${content}Q\n`;
}

function byHand(): void {
  const put = (name: string, pages: Parameters<typeof makePdf>[0], extra?: Parameters<typeof makePdf>[1]) =>
    writeFileSync(join(target, name), makePdf(pages, extra));
  put(
    'rotated.pdf',
    [0, 90, 180, 270].flatMap((rotate) => [
      { rotate, content: upright(rotate, 612, 792, lines(72, 520, [`Upright at ${rotate} degrees`, ...shown])) },
      { rotate, content: lines(72, 700, [`Lying at ${rotate} degrees`, ...shown], 11, 15, 'F3') },
    ]),
  );
  put('mixed-sizes.pdf', [
    { content: lines(72, 700, ['Letter', ...shown]) },
    { width: 1191, height: 842, content: lines(700, 400, ['A3 on its side', ...shown], 20, 26) },
    { width: 180, height: 120, content: lines(10, 90, ['A card', 'Deputies will not', 'honor detainers'], 9, 11) },
    { width: 420, height: 595, rotate: 90, content: upright(90, 420, 595, lines(40, 300, ['A5 turned', ...shown])) },
  ]);
  put('cropped.pdf', [
    { extra: '/CropBox [50 400 500 760]', content: lines(72, 700, ['Cropped', ...shown]) },
    { extra: '/CropBox [50 400 500 760]', rotate: 90, content: lines(72, 700, ['Cropped and turned', ...shown]) },
    { extra: '/CropBox [-100 -100 900 900]', content: lines(72, 700, ['Cropped beyond the page', ...shown]) },
    {
      extra: '/MediaBox [-200 -300 412 492] /CropBox [-180 -100 400 480]',
      content: lines(-100, 300, ['Another origin', ...shown]),
    },
  ]);
  put('empty-layers.pdf', [
    { content: '0.5 g 100 100 300 300 re f' },
    { content: lines(72, 700, ['Between two pages without words', ...shown]) },
    { content: '' },
    { content: `${lines(72, 700, ['   '])}3 Tr ${lines(72, 600, ['Nobody sees these words'])}` },
  ]);
}

function byOffice(): void {
  const work = mkdtempSync(join(tmpdir(), 'standpoint-mapping-'));
  try {
    for (const { name, flatOdt } of writtenDocuments) {
      writeFileSync(join(work, `${name}.fodt`), flatOdt);
      const home = `-env:UserInstallation=file://${join(work, 'home')}`;
      execFileSync('soffice', [
        home,
        '--headless',
        '--convert-to',
        'pdf',
        '--outdir',
        target,
        join(work, `${name}.fodt`),
      ]);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function byBrowser(): void {
  const page = join(target, 'sources/browser.html');
  const options = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer'];
  execFileSync('chromium', [...options, `--print-to-pdf=${join(target, 'browser.pdf')}`, `file://${page}`], {
    stdio: 'ignore',
    timeout: 60_000,
  });
}

function byCairo(): void {
  const statement = join(fixtures, 'statements/2009-06-16_hr2847.pdf');
  execFileSync('pdftocairo', ['-pdf', '-l', '1', statement, join(target, 'cairo.pdf')]);
}

/** Other PDFs of the fixtures whose words are compared too: of different years and makers. */
const published = [
  'statements/2009-06-16_hr2847.pdf',
  'statements/2010-02-22_hr2847.pdf',
  'statements/2011-12-07_hr1633.pdf',
  'statements/2014-06-17_hr4660.pdf',
  'statements/2015-10-20_s2146.pdf',
  'statements/2017-06-27_hr3004.pdf',
  'statements/2019-01-02_hr268.pdf',
  'statements/2021-04-20_hr1573.pdf',
  'statements/2021-07-29_hr3237.pdf',
  'statements/2024-07-08_hr8281.pdf',
  'statements/2026-06-03_s2.pdf',
  'scans/hidden.pdf',
];

/** What pdftotext finds, in `<name>.words.tsv`: page, left, top, right, bottom of each word in the crop box as shown. */
function words(path: string, name: string, lastPage: number): void {
  const xml = execFileSync('pdftotext', ['-bbox', '-cropbox', '-l', String(lastPage), path, '-'], { encoding: 'utf8' });
  let page = 0;
  const rows: string[] = [];
  const number = (value: string | undefined) => String(Math.round(Number(value) * 100) / 100);
  for (const [line, left, top, right, bottom, word = ''] of xml.matchAll(
    /<page [^>]*>|<word xMin="([^"]*)" yMin="([^"]*)" xMax="([^"]*)" yMax="([^"]*)">([^<]*)<\/word>/g,
  )) {
    if (line.startsWith('<page')) page += 1;
    else {
      const plain = word
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, '&');
      rows.push([page, ...[left, top, right, bottom].map(number), plain].join('\t'));
    }
  }
  writeFileSync(join(target, `${name}.words.tsv`), `${rows.join('\n')}\n`);
}

if (!process.argv.includes('--words-only')) {
  byHand();
  byOffice();
  byBrowser();
  byCairo();
}
for (const file of readdirSync(target)) if (file.endsWith('.pdf')) words(join(target, file), file, 20);
for (const path of published) words(join(fixtures, path), path.split('/').pop() ?? path, 2);
console.log(
  `${readdirSync(target).length} files, ${readFileSync(join(target, 'rotated.pdf')).length} bytes in rotated.pdf`,
);
