// Run by measure-code.mjs: commits rows of a passage's size one by one and prints each commit's time in ms as JSON.
import { performance } from 'node:perf_hooks';
import { DatabaseSync } from '@photostructure/sqlite';

const [file = '', journalMode = 'wal', count = '0'] = process.argv.slice(2);
const ROW_BYTES = 1500;

const database = new DatabaseSync(file);
database.exec(`PRAGMA journal_mode = ${journalMode === 'wal' ? 'WAL' : 'DELETE'}; PRAGMA synchronous = FULL`);
database.exec('CREATE TABLE passage (id INTEGER PRIMARY KEY, document TEXT NOT NULL, body TEXT NOT NULL)');
const insert = database.prepare('INSERT INTO passage (document, body) VALUES (?, ?)');
const body = 'x'.repeat(ROW_BYTES);
for (let index = 0; index < 20; index++) insert.run('warm-up', body);
const times = [];
for (let index = 0; index < Number(count); index++) {
  const start = performance.now();
  insert.run(`document-${index % 500}`, body);
  times.push(performance.now() - start);
}
database.close();
console.log(JSON.stringify(times));
