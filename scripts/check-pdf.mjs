// Holds exported PDFs against poppler: node scripts/check-pdf.mjs [--evidence FILE.html|evidence.json] [--to DIR] FILE.pdf …
// For each: properties, size, outline and tags are told (pdfinfo, qpdf where it is there); no page is empty or lacks its
// number; with --evidence, of the web page or the package of the same briefing, every quoted word is found in the text
// (pdftotext). With --to every page becomes a picture to look at (pdftoppm). Needs poppler's programs; run by hand.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { evidence: { type: 'string' }, to: { type: 'string' } },
});
if (positionals.length === 0) {
  console.error('usage: node scripts/check-pdf.mjs [--evidence FILE] [--to DIR] FILE.pdf …');
  process.exit(2);
}

const run = (program, ...args) => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
// Lines of a PDF end where the page does; what is told apart by that is no difference of words.
const flat = (text) => text.replace(/[\s\u00ad-]+/g, '');

/** The words between quotation marks of every use, from a web page or an evidence.json. */
function printedWords(file) {
  const text = readFileSync(file, 'utf8');
  const json = file.endsWith('.json')
    ? text
    : /<script type="application\/json" id="standpoint-evidence">([^<]*)<\/script>/.exec(text)?.[1];
  if (json === undefined) throw new Error(`${file} holds no evidence.`);
  return JSON.parse(json).uses.map(({ number, printed }) => ({ number, printed }));
}

function outlineOf(file) {
  const made = spawnSync('qpdf', ['--json', '--json-key=outlines', file], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (made.error !== undefined || made.status === 2) return null;
  const count = (entries) => entries.reduce((sum, { kids }) => sum + 1 + count(kids), 0);
  return count(JSON.parse(made.stdout).outlines);
}

for (const file of positionals) {
  const faults = [];
  const info = Object.fromEntries(
    run('pdfinfo', file)
      .split('\n')
      .map((line) => line.split(/:\s+/, 2))
      .filter((pair) => pair.length === 2),
  );
  const pages = run('pdftotext', '-layout', file, '-').split('\f').slice(0, -1);
  if (pages.length !== Number(info.Pages)) faults.push(`${pages.length} pages of text, but ${info.Pages} pages`);
  pages.forEach((text, index) => {
    const number = new RegExp(`${index + 1}\\s*/\\s*${pages.length}\\s*$`);
    if (!number.test(text)) faults.push(`page ${index + 1} has no number`);
    if (text.replace(number, '').trim().length < 80) faults.push(`page ${index + 1} is nearly empty`);
  });
  for (const name of ['Title', 'Subject', 'Creator']) if (!info[name]) faults.push(`no ${name}`);
  if (info.Author) faults.push(`names a person: ${info.Author}`);
  if (info.JavaScript !== 'no') faults.push('holds scripts');
  const outline = outlineOf(file);
  if (outline === 0) faults.push('no outline');
  // Words may go on over the foot of a page.
  const text = flat(run('pdftotext', file, '-').replace(/[^\n]*\n\n?\d+\s*\/\s*\d+\s*\f/g, ''));
  const uses = values.evidence === undefined ? [] : printedWords(values.evidence);
  for (const { number, printed } of uses) {
    if (!text.includes(flat(printed)))
      faults.push(`quote ${number} is not in it word for word: “${printed.slice(0, 60)}”`);
  }
  if (values.to !== undefined) {
    mkdirSync(values.to, { recursive: true });
    run('pdftoppm', '-r', '80', '-png', file, join(values.to, basename(file, '.pdf')));
  }
  const found = [
    `${info.Pages} pages (${info['Page size']})`,
    `tagged: ${info.Tagged}`,
    outline === null ? 'outline not looked at' : `${outline} entries of outline`,
    ...(uses.length === 0 ? [] : [`${uses.length} quotes looked for`]),
  ];
  console.log(`${file}: ${found.join(', ')}${faults.length === 0 ? ': nothing wrong' : ''}`);
  for (const fault of faults) console.log(`  ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}
