import { cpSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { codeInWindow } from './code-in-window.mjs';
import { findStatements, makeCopies } from './corpus.mjs';
import { freshFolder, removeFolder } from './gui-program.mjs';
import { goalAtMost, ratioSeries } from './report.mjs';
import { failureNotes, runRounds, seriesOf } from './rounds.mjs';
import { runStandpoint, runToEnd } from './run-to-end.mjs';
import { median, quantile } from './statistics.mjs';
import { typescriptNode } from './typescript-node.mjs';

const DOCUMENTS = 500;
const PER_DOCUMENT = 100;
/** Highlights of one document, where a digit is to be painted at once. */
const CROWDED = 500;
const SAMPLES = 200;
/** Raise it when archives must be made anew, for example because their passages are made otherwise. */
const RECIPE = 1;
// Between two figures of a few milliseconds on a busy machine this is no difference that a person could see.
const FLAT = 1.25;

/**
 * An archive of copies of the real PDFs with so many passages in each, made by the product and verified by it.
 * Kept between runs.
 * @param {import('./context.mjs').Context} context
 * @param {number} documents
 * @param {number} perDocument
 */
export async function makeCodedArchive(context, documents, perDocument = PER_DOCUMENT) {
  const statements = findStatements(context.checkout, context.data);
  const folder = makeCopies(statements.files, documents, join(context.cache, 'corpus'));
  const cli = await context.built('main/cli.js');
  const kept = join(
    context.cache,
    'archives',
    `coded-${RECIPE}-${perDocument === PER_DOCUMENT ? '' : `${perDocument}-`}${basename(folder)}`,
  );
  if (!existsSync(kept)) {
    context.say(`making an archive of ${documents * perDocument} passages in ${documents} documents, once …`);
    mkdirSync(join(context.cache, 'archives'), { recursive: true });
    const making = freshFolder(context.cache, 'coded');
    await runStandpoint(cli, ['archive', 'create', making, '--title', `${documents * perDocument} passages`]);
    await runStandpoint(cli, ['-a', making, 'document', 'import', folder]);
    const script = join(context.checkout, 'scripts/bench/passages-process.mjs');
    await runToEnd(typescriptNode(context.checkout), [script, 'fill', making, String(perDocument)]);
    const { value } = await runStandpoint(cli, ['-a', making, 'archive', 'verify']);
    if (!value.ok || value.passages !== documents * perDocument) {
      throw new Error(`The archive made for the measurement does not verify: ${JSON.stringify(value).slice(0, 500)}`);
    }
    renameSync(making, kept);
  }
  const { value: list } = await runStandpoint(cli, ['-a', kept, 'document', 'list']);
  const first = readdirSync(folder).sort()[0];
  const coded = list.find((/** @type {{ fileName: string }} */ { fileName }) => fileName === first);
  return { directory: kept, documentId: String(coded.id) };
}

/** Digit key to durable highlight with 100 and with 50,000 passages, beside a row committed by SQLite. */
export const measureCode = {
  name: 'code',
  summary: `digit key to durable highlight with ${PER_DOCUMENT} and with ${DOCUMENTS * PER_DOCUMENT} passages, beside SQLite`,
  /**
   * @param {import('./context.mjs').Context} context
   * @returns {Promise<import('./report.mjs').Result>}
   */
  async run(context) {
    const archives = {
      small: await makeCodedArchive(context, 1),
      large: await makeCodedArchive(context, DOCUMENTS),
      crowded: await makeCodedArchive(context, 1, CROWDED),
    };
    const node = typescriptNode(context.checkout);
    const script = (/** @type {string} */ name) => join(context.checkout, 'scripts/bench', name);
    const figures = (/** @type {readonly number[]} */ times) => ({
      median: median(times),
      p95: quantile(times, 0.95),
    });

    /**
     * Measures on a copy, so that every round finds the same archive.
     * @param {{ directory: string, documentId: string }} archive
     * @param {(copy: string, documentId: string) => Promise<Record<string, number>>} measure
     */
    const onCopy = (archive, measure) => async () => {
      const copy = freshFolder(context.cache, 'coding');
      try {
        cpSync(archive.directory, copy, { recursive: true });
        return await measure(copy, archive.documentId);
      } finally {
        removeFolder(copy);
      }
    };
    const inCore = (/** @type {string} */ copy, /** @type {string} */ documentId) =>
      runToEnd(node, [script('passages-process.mjs'), 'time', copy, documentId, String(SAMPLES)]).then(({ output }) =>
        figures(JSON.parse(output)),
      );
    const inWindow = (/** @type {string} */ copy, /** @type {string} */ documentId) =>
      codeInWindow(context, copy, documentId);
    const sqlite = (/** @type {string} */ mode) => async () => {
      const folder = freshFolder(context.cache, 'sqlite');
      try {
        const args = [script('sqlite-process.mjs'), join(folder, 'rows.db'), mode, String(SAMPLES)];
        return figures(JSON.parse((await runToEnd(process.execPath, args)).output));
      } finally {
        removeFolder(folder);
      }
    };

    const contestants = [
      { name: 'window, 100', run: onCopy(archives.small, inWindow) },
      { name: 'window, 50,000', run: onCopy(archives.large, inWindow) },
      { name: 'window, crowded', run: onCopy(archives.crowded, inWindow) },
      { name: 'core, 100', run: onCopy(archives.small, inCore) },
      { name: 'core, 50,000', run: onCopy(archives.large, inCore) },
      { name: 'SQLite, WAL', run: sqlite('wal') },
      { name: 'SQLite, rollback journal', run: sqlite('delete') },
    ];
    const measured = await runRounds({ ...context, contestants });
    const of = (/** @type {string} */ name, figure = 'median') => seriesOf(measured, name, figure);
    const series = (/** @type {string} */ name, /** @type {string} */ label, figure = 'median') => ({
      name: label,
      unit: /** @type {const} */ ('ms'),
      values: of(name, figure),
    });
    const durable = series('window, 50,000', 'window, 50,000 passages: key to durable');
    const flatWindow = ratioSeries('window: 50,000 ÷ 100 passages', of('window, 50,000'), of('window, 100'));
    const crowded = ratioSeries(
      `window, key to painted: ${CROWDED} ÷ ${PER_DOCUMENT} highlights in the document`,
      of('window, crowded', 'painted'),
      of('window, 100', 'painted'),
    );
    const flatCore = ratioSeries('core: 50,000 ÷ 100 passages', of('core, 50,000'), of('core, 100'));
    return {
      name: 'code',
      title: `digit key to durable highlight, ${PER_DOCUMENT} passages in 1 document and ${DOCUMENTS * PER_DOCUMENT} in ${DOCUMENTS}`,
      series: [
        series('window, 100', 'window, 100 passages: key to durable'),
        series('window, 100', 'window, 100 passages: key to painted', 'painted'),
        durable,
        series('window, 50,000', 'window, 50,000 passages: key to painted', 'painted'),
        series('window, crowded', `window, ${CROWDED} highlights in the document: key to painted`, 'painted'),
        crowded,
        series('core, 100', 'core, 100 passages: acknowledged'),
        series('core, 50,000', 'core, 50,000 passages: acknowledged'),
        series('core, 50,000', 'core, 50,000 passages: 95th percentile', 'p95'),
        series('SQLite, WAL', 'SQLite row, synchronous=FULL, WAL'),
        series('SQLite, rollback journal', 'SQLite row, synchronous=FULL, rollback journal'),
        flatWindow,
        flatCore,
        ratioSeries('core, 50,000 ÷ SQLite WAL', of('core, 50,000'), of('SQLite, WAL')),
        ratioSeries('core, 50,000 ÷ SQLite rollback', of('core, 50,000'), of('SQLite, rollback journal')),
      ],
      goals: [
        goalAtMost('key to durable highlight with 50,000 passages in at most 10 ms', durable, 10),
        goalAtMost(`flat in the window: at most ${FLAT} × of 100 passages`, flatWindow, FLAT),
        goalAtMost(`flat in the core: at most ${FLAT} × of 100 passages`, flatCore, FLAT),
      ],
      notes: [`each figure of a round is the median of ${SAMPLES} passages (window: fewer)`, ...failureNotes(measured)],
    };
  },
};
