// Compares the canonical text of every PDF in a folder with that of poppler's pdftotext, word by word:
//   node scripts/compare-with-pdftotext.mjs DIR [--worst N] [--diff FILE]
// Similarity is 2·LCS/(n+m) on words after NFKC and joining of words hyphenated at a line's end, in both.
// Needs pdftotext (Debian: poppler-utils) and a Node that runs TypeScript (npm's own: node_modules/.bin/node).
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { worst: { type: 'string', default: '0' }, diff: { type: 'string' } },
  allowPositionals: true,
});
const directory = positionals[0];
if (!directory) {
  console.error('usage: node scripts/compare-with-pdftotext.mjs DIR [--diff FILE]');
  process.exit(2);
}
const { extractPdf } = await import('../electron/archive/importers/pdf.ts');

const wordsOf = (text) =>
  text
    .normalize('NFKC')
    .replace(/[-\u2010\u00ad]\s*\n\s*/g, '')
    .split(/\s+/)
    .filter((word) => word !== '');

/**
 * Similarity of the bare letters in their order. pdftotext leaves many letter-spaced headings apart
 * ("O F F I C E") that the importer joins: those differ as words and are equal here.
 */
const lettersOf = (words) => [...words.join('')];

/** Longest common subsequence by Myers' O(ND) algorithm; returns kept pairs' count and the differing words. */
function compare(a, b) {
  const max = a.length + b.length;
  const frontier = new Map([[1, 0]]);
  const trace = [];
  for (let d = 0; d <= max; d++) {
    trace.push(new Map(frontier));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (frontier.get(k - 1) ?? -1) < (frontier.get(k + 1) ?? -1));
      let x = down ? (frontier.get(k + 1) ?? 0) : (frontier.get(k - 1) ?? 0) + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x++;
        y++;
      }
      frontier.set(k, x);
      if (x >= a.length && y >= b.length) return { common: (max - d) / 2, differences: backtrack(a, b, trace, d) };
    }
  }
  return { common: 0, differences: [] };
}

function backtrack(a, b, trace, depth) {
  const differences = [];
  let x = a.length;
  let y = b.length;
  for (let d = depth; d > 0; d--) {
    const frontier = trace[d];
    const k = x - y;
    const down = k === -d || (k !== d && (frontier.get(k - 1) ?? -1) < (frontier.get(k + 1) ?? -1));
    const previousK = down ? k + 1 : k - 1;
    const previousX = frontier.get(previousK) ?? 0;
    const previousY = previousX - previousK;
    differences.push(down ? `+${b[previousY]}` : `-${a[previousX]}`);
    x = previousX;
    y = previousY;
  }
  return differences.reverse();
}

const rows = [];
for (const file of readdirSync(directory).sort()) {
  const bytes = readFileSync(join(directory, file));
  if (bytes.subarray(0, 1024).indexOf('%PDF-') < 0) continue;
  if (values.diff && values.diff !== file) continue;
  const started = performance.now();
  let ours = '';
  try {
    ours = (await extractPdf(new Uint8Array(bytes))).text;
  } catch (error) {
    console.log(`${file}: ${error.message}`);
    continue;
  }
  const milliseconds = performance.now() - started;
  const theirs = execFileSync('pdftotext', ['-enc', 'UTF-8', join(directory, file), '-'], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const a = wordsOf(ours);
  const b = wordsOf(theirs);
  const { common, differences } = compare(a, b);
  const letters = [lettersOf(a), lettersOf(b)];
  rows.push({
    letters: (2 * compare(letters[0], letters[1]).common) / (letters[0].length + letters[1].length || 1),
    file,
    similarity: (2 * common) / (a.length + b.length || 1),
    words: b.length,
    milliseconds,
    differences,
  });
}
const sorted = [...rows].sort((a, b) => a.similarity - b.similarity);
for (const row of sorted) {
  console.log(
    `${row.similarity.toFixed(4)}  letters ${row.letters.toFixed(4)}  ${String(row.words).padStart(6)} words  ${row.milliseconds.toFixed(0).padStart(5)} ms  ${row.file}`,
  );
}
for (const row of values.diff ? sorted : sorted.slice(0, Number(values.worst))) {
  console.log(`\n${row.file} (- ours only, + pdftotext only)\n${row.differences.join(' ')}`);
}
const median = sorted[sorted.length >> 1]?.similarity;
console.log(`\n${rows.length} documents  median ${median?.toFixed(4)}  worst ${sorted[0]?.similarity.toFixed(4)}`);
