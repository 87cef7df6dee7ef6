import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findStatements, MARK_RGB, makeJoinedPdf } from './corpus.mjs';
import { toPng } from './framebuffer.mjs';
import { forgetFileCache, freshFolder, GuiProgram, removeFolder } from './gui-program.mjs';
import { ensurePeer } from './peers.mjs';
import { goalAtMost, ratioSeries } from './report.mjs';
import { failureNotes, runRounds, seriesOf } from './rounds.mjs';
import { runStandpoint } from './run-to-end.mjs';
import { SCREEN, VirtualScreen } from './virtual-screen.mjs';

const PAGES = 400;
// The mark on a page of ordinary width is some thousands of pixels; on a thumbnail at the side it is under 300.
const MARK_PIXELS = 1000;
const TIMEOUT_MS = 60_000;

/** Chromium as it comes, without the conversations it starts with the network and without its first-run questions. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--window-position=0,0',
  `--window-size=${SCREEN.width},${SCREEN.height}`,
];

/**
 * An archive that holds the one document.
 * @param {import('./context.mjs').Context} context
 * @param {string} pdf
 */
async function makeArchive(context, pdf) {
  const cli = await context.built('main/cli.js');
  const directory = freshFolder(context.cache, 'open-archive');
  await runStandpoint(cli, ['archive', 'create', directory, '--title', 'Benchmark']);
  const [outcome] = (await runStandpoint(cli, ['-a', directory, 'document', 'import', pdf])).value;
  if (outcome?.outcome !== 'imported') throw new Error(`The PDF was not imported: ${outcome?.reason}`);
  return { directory, documentId: String(outcome.documentId) };
}

/** Process start to the painted first page of a 400-page PDF, beside chromium. */
export const measureOpen = {
  name: 'open',
  summary: `process start to the painted first page of a ${PAGES}-page PDF, beside chromium`,
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
    const archive = await makeArchive(context, pdf);
    const screen = await VirtualScreen.start();

    /** @type {string[]} */
    const keptProfiles = [];
    /**
     * @param {string} name
     * @param {string | null} kept profile to use again and again; null for a new one each time
     * @param {string} command
     * @param {readonly string[]} args
     */
    const opener = (name, kept, command, args) => ({
      name,
      run: async () => {
        const profile = kept ?? freshFolder(context.cache, 'profile');
        if (context.cold) forgetFileCache(context.say);
        const program = GuiProgram.start(screen, command, [`--user-data-dir=${profile}`, ...args]);
        try {
          const seen = await program.firstPixels();
          const painted = await screen.waitForColor(MARK_RGB, MARK_PIXELS, {
            timeoutMs: TIMEOUT_MS,
            isAlive: program.isAlive,
          });
          const memory = program.megabytes();
          writeFileSync(
            join(context.cache, `open-${name.replaceAll(/\W+/g, '-')}.png`),
            toPng(screen.framebuffer.whole()),
          );
          return { seen: seen - program.startedAt, painted: painted - program.startedAt, memory };
        } finally {
          await program.stop();
          if (kept === null) removeFolder(profile);
        }
      },
    });
    const keepProfile = () => {
      const profile = freshFolder(context.cache, 'profile');
      keptProfiles.push(profile);
      return profile;
    };

    const ourArgs = [...electron.args, context.checkout, '--archive', archive.directory, '--open', archive.documentId];
    const chromiumArgs = [...CHROMIUM_ARGS, pathToFileURL(pdf).href];
    const contestants = [
      opener('standpoint', null, electron.path, ourArgs),
      opener('standpoint, used profile', keepProfile(), electron.path, ourArgs),
    ];
    if (chromium !== null) {
      contestants.push(
        opener('chromium', null, 'chromium', chromiumArgs),
        opener('chromium, used profile', keepProfile(), 'chromium', chromiumArgs),
      );
    }
    try {
      const measured = await runRounds({ ...context, contestants });
      const painted = (/** @type {string} */ name) => seriesOf(measured, name, 'painted');
      const ratio = ratioSeries('standpoint ÷ chromium, page painted', painted('standpoint'), painted('chromium'));
      return {
        name: 'open',
        title: `process start to painted first page of a ${PAGES}-page PDF${context.cold ? ', cold file cache' : ''}`,
        series: [
          ...contestants.flatMap(({ name }) => [
            {
              name: `${name}: first pixels`,
              unit: /** @type {const} */ ('ms'),
              values: seriesOf(measured, name, 'seen'),
            },
            { name: `${name}: page painted`, unit: /** @type {const} */ ('ms'), values: painted(name) },
            {
              name: `${name}: memory then`,
              unit: /** @type {const} */ ('MB'),
              values: seriesOf(measured, name, 'memory'),
            },
          ]),
          ratio,
          ratioSeries(
            'standpoint ÷ chromium, both with used profile',
            painted('standpoint, used profile'),
            painted('chromium, used profile'),
          ),
        ],
        goals: [goalAtMost('first page painted in at most 0.75 × the time of chromium', ratio, 0.75)],
        notes: [`Electron ${electron.version}`, chromium ?? 'chromium is not installed', ...failureNotes(measured)],
      };
    } finally {
      await screen.close();
      removeFolder(archive.directory);
      for (const profile of keptProfiles) removeFolder(profile);
    }
  },
};
