import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { differingShare, toPng } from './framebuffer.mjs';
import { forgetFileCache, freshFolder, GuiProgram, removeFolder } from './gui-program.mjs';
import { goalAtMost, ratioSeries } from './report.mjs';
import { failureNotes, runRounds, seriesOf } from './rounds.mjs';
import { VirtualScreen } from './virtual-screen.mjs';

// A blinking caret or a clock may differ; a missing row of the list may not.
const TOLERANCE = 0.002;
const TIMEOUT_MS = 60_000;
const QUIET_MS = 1500;
// The command palette covers far more than this.
const ANSWER_SHARE = 0.01;

/**
 * The sample archive, to be copied for each contestant.
 * @param {string} checkout
 */
function sampleArchive(checkout) {
  const directory = ['resources/sample/archive']
    .map((path) => join(checkout, path))
    .find((path) => existsSync(join(path, 'archive.json')));
  if (directory === undefined) throw new Error('The sample archive is missing from resources/.');
  return directory;
}

/** Process start to a usable window, beside an empty window of the same Electron. */
export const measureStart = {
  name: 'start',
  summary: 'process start to a usable window, beside an empty Electron window',
  /**
   * Usable: the whole window looks as it does at rest (all documents of the sample archive listed), and a key
   * then pressed is answered on the screen.
   * @param {import('./context.mjs').Context} context
   * @returns {Promise<import('./report.mjs').Result>}
   */
  async run(context) {
    const electron = await context.electron();
    await context.built('main/main.js');
    const archive = freshFolder(context.cache, 'start-archive');
    cpSync(sampleArchive(context.checkout), archive, { recursive: true });
    const screen = await VirtualScreen.start();
    const keyboard = await screen.keyboard();

    /**
     * @param {string} name
     * @param {readonly string[]} args
     * @param {readonly string[] | null} key pressed when the window is painted; null if it answers to none
     */
    const starter = (name, args, key) => {
      const profile = freshFolder(context.cache, 'profile');
      /** @type {import('./framebuffer.mjs').Sample | null} */
      let reference = null;
      const start = () =>
        GuiProgram.start(screen, electron.path, [`--user-data-dir=${profile}`, ...electron.args, ...args]);
      const learn = async () => {
        const program = start();
        try {
          await program.firstPixels();
          const { picture } = await screen.waitForQuiet({ quietMs: QUIET_MS, timeoutMs: TIMEOUT_MS });
          writeFileSync(join(context.cache, `start-${name}.png`), toPng(screen.framebuffer.whole()));
          return picture;
        } finally {
          await program.stop();
        }
      };
      return {
        profile,
        name,
        run: async () => {
          if (reference === null) {
            // The first start fills the profile; the second one shows what every later start shows.
            await learn();
            reference = await learn();
          }
          if (context.cold) forgetFileCache(context.say);
          const program = start();
          try {
            const seen = await program.firstPixels();
            const painted = await screen.waitForPicture(reference, TOLERANCE, {
              timeoutMs: TIMEOUT_MS,
              isAlive: program.isAlive,
            });
            const memory = program.megabytes();
            /** @type {Record<string, number>} */
            const figures = { seen: seen - program.startedAt, usable: painted - program.startedAt, memory };
            if (key !== null) {
              const before = screen.framebuffer.sample(screen.area, 4);
              const pressedAt = performance.now();
              keyboard.press(...key);
              const answeredAt = await screen.waitFor((sample) => differingShare(sample, before) > ANSWER_SHARE, {
                timeoutMs: 5000,
                isAlive: program.isAlive,
              });
              figures.answer = answeredAt - pressedAt;
            }
            return figures;
          } finally {
            await program.stop();
          }
        },
      };
    };

    const contestants = [
      starter('standpoint', [context.checkout, '--archive', archive], ['Control', 'k']),
      starter('empty', [join(context.checkout, 'scripts/bench/empty-app')], null),
    ];
    try {
      const measured = await runRounds({ ...context, contestants });
      const usable = (/** @type {string} */ name) => seriesOf(measured, name, 'usable');
      const ratio = ratioSeries('standpoint ÷ empty window, usable', usable('standpoint'), usable('empty'));
      return {
        name: 'start',
        title: `process start to usable window, sample archive${context.cold ? ', cold file cache' : ''}`,
        series: [
          ...contestants.flatMap(({ name }) => [
            {
              name: `${name}: first pixels`,
              unit: /** @type {const} */ ('ms'),
              values: seriesOf(measured, name, 'seen'),
            },
            { name: `${name}: usable`, unit: /** @type {const} */ ('ms'), values: usable(name) },
            {
              name: `${name}: memory then`,
              unit: /** @type {const} */ ('MB'),
              values: seriesOf(measured, name, 'memory'),
            },
          ]),
          {
            name: 'standpoint: first key answered after',
            unit: 'ms',
            values: seriesOf(measured, 'standpoint', 'answer'),
          },
          ratio,
        ],
        goals: [goalAtMost('usable in at most 2 × the time of an empty window', ratio, 2)],
        notes: [`Electron ${electron.version}`, ...failureNotes(measured)],
      };
    } finally {
      keyboard.close();
      await screen.close();
      removeFolder(archive);
      for (const { profile } of contestants) removeFolder(profile);
    }
  },
};
