import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bareReader, openAndClose, readBigPdf, standpointReader } from './big-pdf-in-window.mjs';
import { findStatements, MARK_RGB, makeJoinedPdf } from './corpus.mjs';
import { forgetFileCache, freshFolder, GuiProgram, removeFolder } from './gui-program.mjs';
import { CHROMIUM_ARGS } from './measure-open.mjs';
import { ensurePeer } from './peers.mjs';
import { goalAtMost, ratioSeries } from './report.mjs';
import { failureNotes, runRounds, seriesOf } from './rounds.mjs';
import { runStandpoint, runToEnd } from './run-to-end.mjs';
import { typescriptNode } from './typescript-node.mjs';
import { VirtualScreen } from './virtual-screen.mjs';

const PAGES = 1000;
const JUMP_TO = 900;
const PASSAGES = 1000;
const OPENINGS = 50;
const MARK_PIXELS = 1000;
const TIMEOUT_MS = 60_000;
/** Raise it when archives must be made anew. */
const RECIPE = 1;

/**
 * An archive that holds the one document, with so many passages. Kept between runs.
 * @param {import('./context.mjs').Context} context
 * @param {string} pdf
 * @param {number} passages
 */
async function makeArchive(context, pdf, passages) {
  const cli = await context.built('main/cli.js');
  const kept = join(context.cache, 'archives', `big-${RECIPE}-${PAGES}-${passages}`);
  if (!existsSync(kept)) {
    context.say(`making an archive of a ${PAGES}-page PDF with ${passages} passages, once …`);
    mkdirSync(join(context.cache, 'archives'), { recursive: true });
    const making = freshFolder(context.cache, 'big');
    await runStandpoint(cli, ['archive', 'create', making, '--title', 'Benchmark']);
    await runStandpoint(cli, ['-a', making, 'document', 'import', pdf]);
    if (passages > 0) {
      const script = join(context.checkout, 'scripts/bench/passages-process.mjs');
      await runToEnd(typescriptNode(context.checkout), [script, 'fill', making, String(passages)]);
    }
    renameSync(making, kept);
  }
  const { value: list } = await runStandpoint(cli, ['-a', kept, 'document', 'list']);
  return { directory: kept, documentId: String(list[0].id) };
}

/** A PDF of a thousand pages: first page, jump, scrolling, memory; beside a bare pdf.js page and chromium. */
export const measureBigPdf = {
  name: 'big-pdf',
  summary: `a ${PAGES}-page PDF: first page, jump, scrolling, memory, beside a bare pdf.js page and chromium`,
  /**
   * @param {import('./context.mjs').Context} context
   * @returns {Promise<import('./report.mjs').Result>}
   */
  async run(context) {
    const statements = findStatements(context.checkout, context.data);
    const pdf = await makeJoinedPdf(statements.files, PAGES, join(context.cache, 'corpus'));
    const chromium = ensurePeer('chromium', context.say);
    const electron = await context.electron();
    await context.built('main/main.js');
    const plain = await makeArchive(context, pdf, 0);
    const marked = await makeArchive(context, pdf, PASSAGES);
    const screen = await VirtualScreen.start();

    const ours = ({ directory = '', documentId = '' }) => [
      ...[context.checkout, '--archive', directory],
      ...['--open', documentId],
    ];
    const pdfjs = join(context.checkout, 'node_modules/pdfjs-dist');
    const bare = [join(context.checkout, 'scripts/bench/bare-pdfjs'), `--pdfjs=${pdfjs}`, `--pdf=${pdf}`];
    /** @param {string} name @param {string} command @param {readonly string[]} args */
    const opener = (name, command, args) => ({
      name: `${name}, open`,
      run: async () => {
        const profile = freshFolder(context.cache, 'profile');
        if (context.cold) forgetFileCache(context.say);
        const program = GuiProgram.start(screen, command, [`--user-data-dir=${profile}`, ...args]);
        try {
          const options = { timeoutMs: TIMEOUT_MS, isAlive: program.isAlive };
          const painted = await screen.waitForColor(MARK_RGB, MARK_PIXELS, options);
          return { painted: painted - program.startedAt };
        } finally {
          await program.stop();
          removeFolder(profile);
        }
      },
    });
    /** @param {import('./big-pdf-in-window.mjs').Reader} reader @param {boolean} isMemoryWanted @param {string | null} mark */
    const readerOf = (reader, isMemoryWanted, mark = null) => ({
      name: reader.name,
      run: () => readBigPdf(context, screen, reader, { jumpTo: JUMP_TO, isMemoryWanted, mark }),
    });
    const contestants = [
      opener('standpoint', electron.path, [...electron.args, ...ours(plain)]),
      opener('bare pdf.js', electron.path, [...electron.args, ...bare]),
      readerOf(standpointReader(ours(plain)), true),
      readerOf(standpointReader(ours(marked), 'standpoint, marked'), false, '.sp-mark'),
      readerOf(bareReader(bare), true),
      { name: 'open and close', run: () => openAndClose(context, screen, plain.directory, OPENINGS) },
    ];
    if (chromium !== null) {
      contestants.push(opener('chromium', 'chromium', [...CHROMIUM_ARGS, pathToFileURL(pdf).href]));
    }
    try {
      const measured = await runRounds({ ...context, contestants });
      const of = (/** @type {string} */ name, /** @type {string} */ figure) => seriesOf(measured, name, figure);
      const series = (
        /** @type {string} */ name,
        /** @type {string} */ figure,
        /** @type {string} */ label,
        /** @type {import('./report.mjs').Series['unit']} */ unit = 'ms',
      ) => ({ name: `${name}: ${label}`, unit, values: of(name, figure) });
      const against = (/** @type {string} */ label, /** @type {string} */ peer, /** @type {string} */ figure) => {
        const kind = figure === 'painted' ? ', open' : '';
        const [left, right] = [of(`standpoint${kind}`, figure), of(`${peer}${kind}`, figure)];
        return ratioSeries(`standpoint ÷ ${peer}, ${label}`, left, right);
      };
      const openChromium = against('first page', 'chromium', 'painted');
      const openBare = against('first page', 'bare pdf.js', 'painted');
      const jump = against('jump', 'bare pdf.js', 'jump');
      const memory = against('memory after scrolling through', 'bare pdf.js', 'memory');
      const longest = series('standpoint, marked', 'frameLongest', `longest frame with ${PASSAGES} highlights`);
      const frames = ratioSeries(
        `standpoint with ${PASSAGES} highlights ÷ bare pdf.js without, longest scroll frame`,
        of('standpoint, marked', 'frameLongest'),
        of('bare pdf.js', 'frameLongest'),
      );
      const drift = ratioSeries(
        `standpoint: memory after ${OPENINGS} openings ÷ after 5`,
        of('open and close', 'late'),
        of('open and close', 'early'),
      );
      const readers = ['standpoint', 'standpoint, marked', 'bare pdf.js'];
      return {
        name: 'big-pdf',
        title: `a ${PAGES}-page PDF${context.cold ? ', cold file cache' : ''}`,
        series: [
          ...['standpoint', 'bare pdf.js', 'chromium'].map((name) =>
            series(`${name}, open`, 'painted', 'process start to painted first page'),
          ),
          openChromium,
          openBare,
          ...readers.map((name) => series(name, 'jump', `jump to page ${JUMP_TO}`)),
          jump,
          ...readers.flatMap((name) => [
            series(name, 'frame', 'scroll frame, median'),
            series(name, 'frameP99', 'scroll frame, 99th percentile'),
            series(name, 'frameLongest', 'scroll frame, longest'),
            series(name, 'framesOver50', 'scroll frames over 50 ms', 'frames'),
            series(name, 'tasksOver50', 'tasks over 50 ms while scrolling', 'tasks'),
            series(name, 'taskLongest', 'task while scrolling, longest'),
          ]),
          frames,
          series('standpoint', 'memory', 'memory after scrolling through', 'MB'),
          series('bare pdf.js', 'memory', 'memory after scrolling through', 'MB'),
          memory,
          series('open and close', 'early', 'memory after 5 openings', 'MB'),
          series('open and close', 'late', `memory after ${OPENINGS} openings`, 'MB'),
          drift,
        ],
        goals: [
          goalAtMost('first page in at most 0.75 × the time of chromium', openChromium, 0.75),
          goalAtMost('first page in at most the time of a bare pdf.js page', openBare, 1),
          goalAtMost('jump in at most the time of a bare pdf.js page', jump, 1),
          goalAtMost(`no scroll frame over 50 ms with ${PASSAGES} highlights`, longest, 50),
          goalAtMost(`longest scroll frame with ${PASSAGES} highlights at most that of a bare pdf.js page`, frames, 1),
          goalAtMost('memory after scrolling through at most 1.25 × of a bare pdf.js page', memory, 1.25),
          goalAtMost(`memory after ${OPENINGS} openings at most 1.1 × of that after 5`, drift, 1.1),
        ],
        notes: [`Electron ${electron.version}`, chromium ?? 'chromium is not installed', ...failureNotes(measured)],
      };
    } finally {
      await screen.close();
    }
  },
};
