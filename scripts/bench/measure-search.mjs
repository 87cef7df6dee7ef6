import { join } from 'node:path';
import { freshFolder, removeFolder } from './gui-program.mjs';
import { goalAtMost, ratioSeries } from './report.mjs';
import { failureNotes, runRounds, seriesOf } from './rounds.mjs';
import { runToEnd } from './run-to-end.mjs';
import { makeStatementsArchive } from './search-corpus.mjs';
import { median, quantile } from './statistics.mjs';
import { typescriptNode } from './typescript-node.mjs';

const DOCUMENTS = 33_000;
const LENGTH = 3000;

/** Full text over 100 MB: building the index and asking it, beside a plain FTS5 table of the same documents. */
export const measureSearch = {
  name: 'search',
  summary: 'index of 100 MB of text and queries of it, beside a plain FTS5 table',
  /**
   * @param {import('./context.mjs').Context} context
   * @returns {Promise<import('./report.mjs').Result>}
   */
  async run(context) {
    const statements = await makeStatementsArchive(context);
    const script = join(context.checkout, 'scripts/bench/search-process.mjs');
    const contestant = (/** @type {'plain' | 'ours'} */ name) => ({
      name,
      run: async () => {
        const folder = freshFolder(context.cache, 'search');
        try {
          const args = [script, name, statements, join(folder, 'index.sqlite'), String(DOCUMENTS), String(LENGTH)];
          const { output } = await runToEnd(typescriptNode(context.checkout), args);
          const { build, processor, queries } = JSON.parse(output);
          return { build, processor, median: median(queries), p95: quantile(queries, 0.95) };
        } finally {
          removeFolder(folder);
        }
      },
    });
    const measured = await runRounds({ ...context, contestants: [contestant('ours'), contestant('plain')] });
    const of = (/** @type {string} */ name, /** @type {string} */ figure) => seriesOf(measured, name, figure);
    const build = ratioSeries('standpoint ÷ plain FTS5, build', of('ours', 'build'), of('plain', 'build'));
    const p95 = {
      name: 'standpoint: query, 95th percentile',
      unit: /** @type {const} */ ('ms'),
      values: of('ours', 'p95'),
    };
    return {
      name: 'search',
      title: `index and search of ${DOCUMENTS.toLocaleString('en-GB')} documents, ${Math.round((DOCUMENTS * LENGTH) / 1e6)} MB of text`,
      series: [
        { name: 'standpoint: build', unit: 'ms', values: of('ours', 'build') },
        { name: 'plain FTS5: build', unit: 'ms', values: of('plain', 'build') },
        build,
        ratioSeries(
          'standpoint ÷ plain FTS5, processor time of the build',
          of('ours', 'processor'),
          of('plain', 'processor'),
        ),
        { name: 'standpoint: query, median', unit: 'ms', values: of('ours', 'median') },
        { name: 'plain FTS5: query, median', unit: 'ms', values: of('plain', 'median') },
        p95,
        { name: 'plain FTS5: query, 95th percentile', unit: 'ms', values: of('plain', 'p95') },
        ratioSeries('standpoint ÷ plain FTS5, query, 95th percentile', of('ours', 'p95'), of('plain', 'p95')),
      ],
      goals: [
        goalAtMost('build in at most 2 × the time of plain FTS5', build, 2),
        goalAtMost('query, 95th percentile, in at most 25 ms', p95, 25),
      ],
      notes: [
        'Texts are real sentences in another order, with three of ten longer words drawn by Zipf from real and made ones.',
        'Our build includes what near duplicates are found by, and the merging at its end.',
        'Ours gives documents with several places each, title and metadata weighed, and the total; plain FTS5 twenty rows with a snippet.',
        ...failureNotes(measured),
      ],
    };
  },
};
