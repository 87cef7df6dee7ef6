// Run by measure-search.mjs and measure-large-archive.mjs under a Node that reads TypeScript.
//   plain STATEMENTS FILE COUNT LENGTH     a plain FTS5 table of so many made documents; prints { build, processor, queries } in ms
//   ours STATEMENTS FILE COUNT LENGTH      the product's index of the same documents, asked the same
//   archive STATEMENTS DIR COUNT PASSAGES  an archive of so many documents of 3 KB and so many passages
import { performance } from 'node:perf_hooks';
import { DatabaseSync } from '@photostructure/sqlite';
import { findDocuments } from '../../electron/archive/full-text.ts';
import { openSearchIndex } from '../../electron/archive/search-index.ts';
import { createLargeArchive } from '../../tests/support/large-archive.ts';
import { QUERIES, textMaker } from './search-corpus.mjs';

const [task, statements = '', place = '', count = '0', size = '3000'] = process.argv.slice(2);
const BATCH = 200;
const SHOWN = 20;
const REPEATS = 3;
const INSTANT = '2026-03-18T09:00:00.000Z';

/** Words for an engine that knows no fields and no `-`. @param {string} query */
const plainly = (query) =>
  /NEAR\/|-|:|NOT/.test(query)
    ? query
        .split(/[^\p{L}\p{N}*]+/u)
        .filter((word) => word !== '' && !/^(NEAR|NOT|AND|OR|title|\d+)$/.test(word))
        .map((word) => (word.endsWith('*') ? `"${word.slice(0, -1)}"*` : `"${word}"`))
        .join(' ')
    : query;

/** Times of every query, each asked several times. @param {(query: string) => unknown} ask */
function timeQueries(ask) {
  const times = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const query of QUERIES) {
      const start = performance.now();
      ask(query);
      times.push(performance.now() - start);
    }
  }
  return times;
}

/** Processor time, which other programs on the machine change little. @param {NodeJS.CpuUsage} before */
function millisecondsSince(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** @param {readonly string[]} texts */
function plain(texts) {
  const database = new DatabaseSync(place);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE VIRTUAL TABLE t USING fts5(title, body, tokenize = 'porter unicode61 remove_diacritics 2')`);
  const insert = database.prepare('INSERT INTO t (rowid, title, body) VALUES (?, ?, ?)');
  const processor = process.cpuUsage();
  const start = performance.now();
  for (let from = 0; from < texts.length; from += BATCH) {
    database.exec('BEGIN');
    for (const [index, text] of texts.slice(from, from + BATCH).entries()) {
      insert.run(from + index + 1, `Statement ${from + index}`, text);
    }
    database.exec('COMMIT');
  }
  const build = performance.now() - start;
  const spent = millisecondsSince(processor);
  const ask = database.prepare(
    `SELECT rowid, snippet(t, 1, '[', ']', '…', 30) AS snippet FROM t WHERE t MATCH ? ORDER BY rank LIMIT ${SHOWN}`,
  );
  const queries = timeQueries((query) => ask.all(plainly(query)));
  database.close();
  return { build, processor: spent, queries };
}

/** @param {readonly string[]} texts */
async function ours(texts) {
  const index = await openSearchIndex(place);
  const documentOf = (/** @type {number} */ number, /** @type {string} */ text) => {
    const hash = number.toString(16).padStart(64, '0');
    return {
      id: `document-${number}`,
      title: `Statement ${number}`,
      kind: /** @type {const} */ ('statement'),
      ...{ issuerId: null, author: null, sourceUrl: null, dateCaptured: null, collection: null, trashedAt: null },
      dateIssued: `${2010 + (number % 16)}-03-18`,
      notes: '',
      addedAt: INSTANT,
      versions: [
        {
          number: 1,
          sha256: hash,
          byteLength: text.length,
          fileName: `statement-${number}.txt`,
          format: /** @type {const} */ ('text'),
          importedAt: INSTANT,
          extractor: 'text/1',
          textSha256: hash,
          textLength: text.length,
          pageCount: null,
        },
      ],
    };
  };
  const processor = process.cpuUsage();
  const start = performance.now();
  index.beginAnew();
  for (let from = 0; from < texts.length; from += BATCH) {
    await index.addDocuments(
      texts.slice(from, from + BATCH).map((text, number) => ({
        document: documentOf(from + number, text),
        passages: [],
        text: { text, pages: [] },
      })),
    );
  }
  await index.finish([], [], { seq: 1, hash: '0'.repeat(64) });
  const build = performance.now() - start;
  const spent = millisecondsSince(processor);
  const codebook = { agencies: [], stances: [], topics: [] };
  const queries = timeQueries((query) => findDocuments(index, { query, limit: SHOWN }, codebook));
  index.close();
  return { build, processor: spent, queries };
}

const makeText = textMaker(statements, 1);
if (task === 'archive') {
  await createLargeArchive(place, { documents: Number(count), passages: Number(size), textLength: 3000, makeText });
  console.log('{}');
} else {
  const texts = Array.from({ length: Number(count) }, () => makeText(Number(size)));
  console.log(JSON.stringify(task === 'plain' ? plain(texts) : await ours(texts)));
}
