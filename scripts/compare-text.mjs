// Compares the canonical text of documents with that of independent extractors, word by word:
//   node scripts/compare-text.mjs FILE…
// .odt, .rtf, .docx: LibreOffice (soffice --convert-to txt); .eml: Python's email package (python3).
// Similarity is 2·LCS/(n+m) on words after NFKC. Left out on both sides, for they are shown otherwise by design: labels
// of list items. Headers, footers and notes are left out of ours, as they are not in the text of LibreOffice.
// Needs a Node that runs TypeScript (npm's own: node_modules/.bin/node). Run by hand.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: node scripts/compare-text.mjs FILE…');
  process.exit(2);
}
const { extract } = await import('../electron/archive/importers/index.ts');
const { renderHtml } = await import('../electron/archive/importers/rendition.ts');

const PYTHON = `
import sys, email, email.policy
m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
b = m.get_body(preferencelist=('html', 'plain'))
sys.stdout.buffer.write((b.get_content_type() + '\\n' + b.get_content()).encode())
`;

function withLibreOffice(file, folder) {
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  execFileSync(
    'soffice',
    ['--headless', profile, '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder, file],
    {
      stdio: 'ignore',
    },
  );
  return readFileSync(join(folder, `${basename(file, extname(file))}.txt`), 'utf8');
}

function withPython(file) {
  const said = execFileSync('python3', ['-c', PYTHON, file], { encoding: 'utf8' });
  const end = said.indexOf('\n');
  const body = said.slice(end + 1);
  // The words of an HTML body by the tags alone: what Python gives is markup.
  return said.startsWith('text/html') ? renderHtml(body).text : body;
}

/** Our text without what the other extractor leaves out: header, footer and notes, or an e-mail's fields and list. */
function comparable({ rendition, format }) {
  const html =
    format === 'eml'
      ? rendition.replace(/^<header>.*?<\/header>/s, '').replace(/<footer>.*?<\/footer>$/s, '')
      : rendition
          .replace(/<header>.*?<\/header>|<footer>.*?<\/footer>/gs, '')
          .replace(/<ol><li id="doc-(?:foot|end)?note-\d+">.*<\/ol>/s, '');
  return renderHtml(html.replace(/<p class="plain-text">/g, '<p>')).text;
}

const wordsOf = (text) =>
  text
    .normalize('NFKC')
    .replace(/\ufeff/g, '')
    .replace(/^\s*(?:\d+[.)]|[a-z][.)]|[•●▪○◦-])\s+/gmu, '')
    .replace(/\[(\d+)\]/g, '$1')
    .split(/\s+/)
    .filter((word) => word !== '');

/** Length of the longest common subsequence. */
function common(a, b) {
  let row = new Uint32Array(b.length + 1);
  for (const word of a) {
    const next = new Uint32Array(b.length + 1);
    for (let j = 0; j < b.length; j++) next[j + 1] = word === b[j] ? row[j] + 1 : Math.max(row[j + 1], next[j]);
    row = next;
  }
  return row[b.length];
}

const folder = mkdtempSync(join(tmpdir(), 'compare-text-'));
try {
  for (const file of files) {
    const extraction = await extract(new Uint8Array(readFileSync(file)), basename(file));
    const ours = wordsOf(comparable(extraction));
    const theirs = wordsOf(extraction.format === 'eml' ? withPython(file) : withLibreOffice(file, folder));
    const similarity = (2 * common(ours, theirs)) / Math.max(1, ours.length + theirs.length);
    console.log(`${similarity.toFixed(4)}  ${String(ours.length).padStart(6)} words  ${basename(file)}`);
    if (similarity < 0.98) {
      const missing = (from, other) => from.filter((word) => !other.includes(word)).slice(0, 12);
      console.log(
        '        only ours:',
        missing(ours, theirs).join(' '),
        '| only theirs:',
        missing(theirs, ours).join(' '),
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
