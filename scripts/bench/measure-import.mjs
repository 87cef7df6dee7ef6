import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findStatements, makeCopies } from './corpus.mjs';
import { ensurePeer } from './peers.mjs';
import { ratioSeries } from './report.mjs';
import { failureNotes, runRounds, seriesOf } from './rounds.mjs';
import { runStandpoint, runToEnd } from './run-to-end.mjs';

const FILES = 400;

/** Import of 400 real PDFs by the command line, beside pdftotext over the same files. */
export const measureImport = {
  name: 'import',
  summary: `import of ${FILES} PDFs by the command line, beside pdftotext`,
  /**
   * @param {import('./context.mjs').Context} context
   * @returns {Promise<import('./report.mjs').Result>}
   */
  async run(context) {
    const statements = findStatements(context.checkout, context.data);
    const folder = makeCopies(statements.files, FILES, join(context.cache, 'corpus'));
    const cli = await context.built('main/cli.js');
    const version = ensurePeer('pdftotext', context.say);
    const archive = join(context.cache, 'work', 'import-archive');
    mkdirSync(join(context.cache, 'work'), { recursive: true });

    const ours = async () => {
      rmSync(archive, { recursive: true, force: true });
      await runStandpoint(cli, ['archive', 'create', archive, '--title', 'Benchmark']);
      const run = await runStandpoint(cli, ['-a', archive, 'document', 'import', folder]);
      const imported = run.value.filter(
        (/** @type {{ outcome: string }} */ { outcome }) => outcome === 'imported',
      ).length;
      if (imported !== FILES) throw new Error(`${imported} of ${FILES} files were imported.`);
      return { seconds: run.seconds, rate: FILES / run.seconds, memory: run.peakMegabytes };
    };
    const peer = (/** @type {number} */ atOnce) => async () => {
      const run = await runToEnd('sh', [
        '-c',
        `find "$1" -name '*.pdf' -print0 | xargs -0 -n 1 -P ${atOnce} sh -c 'exec pdftotext "$0" -' > /dev/null`,
        'sh',
        folder,
      ]);
      return { seconds: run.seconds, rate: FILES / run.seconds, memory: run.peakMegabytes };
    };

    const contestants = [{ name: 'standpoint', run: ours }];
    if (version !== null) {
      contestants.push({ name: 'pdftotext', run: peer(1) }, { name: 'pdftotext ×2', run: peer(2) });
    }
    const measured = await runRounds({ ...context, contestants });
    rmSync(archive, { recursive: true, force: true });

    const time = (/** @type {string} */ name) => seriesOf(measured, name, 'seconds');
    return {
      name: 'import',
      title: `${FILES} PDFs (${statements.say}), each with a hash of its own, into a new archive`,
      series: [
        ...contestants.flatMap(({ name }) => [
          { name: `${name}: time`, unit: /** @type {const} */ ('s'), values: time(name) },
          { name: `${name}: rate`, unit: /** @type {const} */ ('files/s'), values: seriesOf(measured, name, 'rate') },
        ]),
        { name: 'standpoint: peak memory of the tree', unit: 'MB', values: seriesOf(measured, 'standpoint', 'memory') },
        ...contestants
          .filter(({ name }) => name !== 'standpoint')
          .map(({ name }) => ratioSeries(`standpoint ÷ ${name}`, time('standpoint'), time(name))),
      ],
      goals: [],
      notes: [...(version === null ? ['pdftotext is not installed'] : [version]), ...failureNotes(measured)],
    };
  },
};
