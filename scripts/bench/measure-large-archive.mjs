import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder } from './gui-program.mjs';
import { largeArchiveInWindow } from './large-archive-in-window.mjs';
import { goalAtMost, ratioSeries } from './report.mjs';
import { failureNotes, runRounds, seriesOf } from './rounds.mjs';
import { runToEnd } from './run-to-end.mjs';
import { makeStatementsArchive } from './search-corpus.mjs';
import { typescriptNode } from './typescript-node.mjs';

const DOCUMENTS = 10_000;
const PASSAGES = 100_000;
/** Raise it when the archive must be made anew. */
const RECIPE = 1;

/** @param {import('./context.mjs').Context} context */
async function makeArchive(context) {
  const kept = join(context.cache, 'archives', `large-${RECIPE}`);
  if (existsSync(kept)) return kept;
  context.say(`making an archive of ${DOCUMENTS} documents and ${PASSAGES} passages, once …`);
  mkdirSync(join(context.cache, 'archives'), { recursive: true });
  const making = freshFolder(context.cache, 'large');
  const statements = await makeStatementsArchive(context);
  const script = join(context.checkout, 'scripts/bench/search-process.mjs');
  await runToEnd(typescriptNode(context.checkout), [
    script,
    'archive',
    statements,
    making,
    String(DOCUMENTS),
    String(PASSAGES),
  ]);
  renameSync(making, kept);
  return kept;
}

/** A large archive in the real window, beside an empty window of the same Electron. */
export const measureLargeArchive = {
  name: 'large-archive',
  summary: `start, search, filter, matrix and scrolling with ${DOCUMENTS} documents and ${PASSAGES} passages`,
  /**
   * @param {import('./context.mjs').Context} context
   * @returns {Promise<import('./report.mjs').Result>}
   */
  async run(context) {
    const archive = await makeArchive(context);
    const contestants = [{ name: 'standpoint', run: () => largeArchiveInWindow(context, archive) }];
    const measured = await runRounds({ ...context, contestants });
    const of = (/** @type {string} */ figure) => seriesOf(measured, 'standpoint', figure);
    const line = (/** @type {string} */ name, /** @type {string} */ figure) => ({
      name,
      unit: /** @type {const} */ ('ms'),
      values: of(figure),
    });
    const start = ratioSeries('documents listed ÷ empty window', of('start'), of('empty'));
    const search = line('search through IPC, 95th percentile', 'searchP95');
    const matrix = line('matrix through IPC, median', 'matrix');
    const frame = line('scroll of Passages: frame, 99th percentile', 'frameP99');
    return {
      name: 'large-archive',
      title: `${DOCUMENTS.toLocaleString('en-GB')} documents × 3 KB, ${PASSAGES.toLocaleString('en-GB')} passages, in the window`,
      series: [
        line('start to documents listed', 'start'),
        line('empty window', 'empty'),
        start,
        line('search through IPC, median', 'search'),
        search,
        line('filter of Passages through IPC, median', 'filter'),
        line('filter of Passages through IPC, 95th percentile', 'filterP95'),
        matrix,
        line('scroll of Passages: frame, median', 'frame'),
        frame,
      ],
      goals: [
        goalAtMost('start in at most 2 × the time of an empty window', start, 2),
        goalAtMost('search, 95th percentile, in at most 25 ms', search, 25),
        goalAtMost('matrix in at most 16 ms', matrix, 16),
        goalAtMost('no frame of 50 ms or more but one in a hundred', frame, 50),
      ],
      notes: failureNotes(measured),
    };
  },
};
