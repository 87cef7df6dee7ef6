import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findStatements, makeCopies } from './corpus.mjs';
import { freshFolder, removeFolder } from './gui-program.mjs';
import { importInWindow } from './import-in-window.mjs';
import { ensurePeer } from './peers.mjs';
import { killTree } from './process-tree.mjs';
import { goalAtMost, ratioSeries } from './report.mjs';
import { failureNotes, runRounds, seriesOf } from './rounds.mjs';
import { runStandpoint, runToEnd } from './run-to-end.mjs';

const FILES = 1_000;
const RATIO = 1.5;
const FRAME_MS = 100;
/** Of the time that a whole import takes: when the process is killed. */
const KILLED_AFTER = 0.5;

/** @param {{ outcome: string }[]} outcomes @param {number} expected */
function requireImported(outcomes, expected) {
  const imported = outcomes.filter(({ outcome }) => outcome === 'imported').length;
  if (imported !== expected) throw new Error(`${imported} of ${expected} files were imported.`);
}

/**
 * Lets the full-text indexer of Recoll, with its settings as they come, do the files, and checks that it did them all.
 * @param {string} cache
 * @param {string} folder
 */
async function indexByRecoll(cache, folder) {
  const settings = freshFolder(cache, 'recoll');
  try {
    mkdirSync(settings, { recursive: true });
    writeFileSync(join(settings, 'recoll.conf'), `topdirs = ${folder}\n`);
    const run = await runToEnd('recollindex', ['-c', settings]);
    const { output } = await runToEnd('recollq', ['-c', settings, '-n', '1', 'mime:application/pdf']);
    if (!new RegExp(`^${FILES} results`, 'm').test(output)) {
      throw new Error(`recollindex did not index all ${FILES} files: ${output.slice(0, 300)}`);
    }
    return run;
  } finally {
    removeFolder(settings);
  }
}

/**
 * Kills an import half-way, the whole tree at once, and lets another process go on with it.
 * @param {string} cli
 * @param {string} archive new and empty
 * @param {string} folder
 * @param {number} afterMs
 * @returns {Promise<Record<string, number>>}
 */
async function killAndResume(cli, archive, folder, afterMs) {
  const child = spawn(process.execPath, [cli, '-a', archive, 'document', 'import', folder], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const timer = setTimeout(() => killTree(child.pid ?? 0), afterMs);
  await ended;
  clearTimeout(timer);
  const { value: shown } = await runStandpoint(cli, ['-a', archive, 'archive', 'show']);
  const [pending] = shown.pendingImports ?? [];
  if (pending === undefined) throw new Error('The killed import left nothing to resume.');
  const resumed = await runStandpoint(cli, ['-a', archive, 'document', 'resume', pending.jobId]);
  const { value: verified } = await runStandpoint(cli, ['-a', archive, 'archive', 'verify']);
  if (!verified.ok || verified.originals !== FILES) {
    throw new Error(
      `After resuming the archive holds ${verified.originals} originals: ${JSON.stringify(verified).slice(0, 300)}`,
    );
  }
  return { before: pending.done, seconds: resumed.seconds };
}

/** Import of 1,000 real PDFs by the command line beside recollindex, in the window, and killed and resumed. */
export const measureImport = {
  name: 'import',
  summary: `import of ${FILES} PDFs by command line and window, killed and resumed, beside recollindex`,
  /**
   * @param {import('./context.mjs').Context} context
   * @returns {Promise<import('./report.mjs').Result>}
   */
  async run(context) {
    const statements = findStatements(context.checkout, context.data);
    const folder = makeCopies(statements.files, FILES, join(context.cache, 'corpus'));
    const cli = await context.built('main/cli.js');
    const version = ensurePeer('recollindex', context.say) && ensurePeer('pdftotext', context.say);
    let lastSeconds = 20;

    /** @template T @param {(archive: string) => Promise<T>} measure */
    const inNewArchive = (measure) => async () => {
      const archive = freshFolder(context.cache, 'import-archive');
      try {
        await runStandpoint(cli, ['archive', 'create', archive, '--title', 'Benchmark']);
        return await measure(archive);
      } finally {
        removeFolder(archive);
      }
    };
    const ours = inNewArchive(async (archive) => {
      const run = await runStandpoint(cli, ['-a', archive, 'document', 'import', folder]);
      requireImported(run.value, FILES);
      lastSeconds = run.seconds;
      return {
        seconds: run.seconds,
        rate: FILES / run.seconds,
        memory: run.peakMegabytes,
        core: run.peaks.core ?? 0,
        parser: run.peaks.parser ?? 0,
      };
    });
    const recoll = async () => {
      const run = await indexByRecoll(context.cache, folder);
      return { seconds: run.seconds, rate: FILES / run.seconds, memory: run.peakMegabytes };
    };

    const contestants = [
      { name: 'standpoint', run: ours },
      ...(version === null ? [] : [{ name: 'recollindex', run: recoll }]),
      { name: 'window', run: inNewArchive((archive) => importInWindow(context, archive, folder, FILES)) },
      {
        name: 'resumed',
        run: inNewArchive((archive) => killAndResume(cli, archive, folder, lastSeconds * 1000 * KILLED_AFTER)),
      },
    ];
    const measured = await runRounds({ ...context, contestants });

    /** @param {string} label @param {import('./report.mjs').Series['unit']} unit @param {string} contestant @param {string} figure */
    const series = (label, unit, contestant, figure) => ({
      name: label,
      unit,
      values: seriesOf(measured, contestant, figure),
    });
    const ratio = ratioSeries(
      'standpoint ÷ recollindex',
      seriesOf(measured, 'standpoint', 'seconds'),
      seriesOf(measured, 'recollindex', 'seconds'),
    );
    const longest = series('window: longest time between two frames', 'ms', 'window', 'longestFrame');
    return {
      name: 'import',
      title: `${FILES} PDFs (${statements.say}), each with a hash of its own, into a new archive`,
      series: [
        series('standpoint: time', 's', 'standpoint', 'seconds'),
        series('standpoint: rate', 'files/s', 'standpoint', 'rate'),
        series('recollindex: time', 's', 'recollindex', 'seconds'),
        series('recollindex: rate', 'files/s', 'recollindex', 'rate'),
        ratio,
        series('standpoint: peak memory of the tree', 'MB', 'standpoint', 'memory'),
        series('standpoint: peak of the core', 'MB', 'standpoint', 'core'),
        series('standpoint: peak of a parser', 'MB', 'standpoint', 'parser'),
        series('recollindex: peak memory of the tree', 'MB', 'recollindex', 'memory'),
        series('window: time', 's', 'window', 'seconds'),
        longest,
        series('window: 99th percentile of frames', 'ms', 'window', 'frameP99'),
        series('window: longest before the import', 'ms', 'window', 'longestIdle'),
        series(`window: frames over ${FRAME_MS} ms`, 'frames', 'window', 'over100'),
        series('window: peak of the renderer', 'MB', 'window', 'rendererMegabytes'),
        series('window: peak of the core or a parser', 'MB', 'window', 'utilityMegabytes'),
        series('resumed: documents when killed', 'files', 'resumed', 'before'),
        series('resumed: time for the rest', 's', 'resumed', 'seconds'),
      ],
      goals: [
        goalAtMost(`import in at most ${RATIO} × recollindex`, ratio, RATIO),
        goalAtMost(`no frame of the window over ${FRAME_MS} ms`, longest, FRAME_MS),
      ],
      notes: [
        version === null
          ? 'recollindex is not installed: see above how to get it'
          : 'recollindex of Debian’s recollcmd',
        'after each resuming, archive verify found every document',
        ...failureNotes(measured),
      ],
    };
  },
};
