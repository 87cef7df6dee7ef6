import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { briefingInWindow } from './briefing-in-window.mjs';
import { freshFolder, removeFolder } from './gui-program.mjs';
import { makeCodedArchive } from './measure-code.mjs';
import { ensurePeer } from './peers.mjs';
import { goalAtMost, ratioSeries } from './report.mjs';
import { failureNotes, runRounds, seriesOf } from './rounds.mjs';
import { runStandpoint, runToEnd } from './run-to-end.mjs';

const DOCUMENTS = 100;
const PER_DOCUMENT = 5;
const QUOTES = DOCUMENTS * PER_DOCUMENT;
const TITLE = `${QUOTES} quotes`;
const FORMATS = /** @type {const} */ (['docx', 'html', 'md', 'zip']);

/** A composed briefing of all passages, with a paragraph to type into. */
async function composeBriefing(/** @type {string} */ cli, /** @type {string} */ archive) {
  const create = ['briefing', 'create', '--title', TITLE, '--introduction', 'Typed here:'];
  const { value } = await runStandpoint(cli, ['-a', archive, ...create]);
  await runStandpoint(cli, ['-a', archive, 'briefing', 'compose', String(value.id)]);
  return String(value.id);
}

/** A briefing of many quotes: opening, typing, preview and every export, beside LibreOffice at the same pages. */
export const measureBriefing = {
  name: 'briefing',
  summary: `a briefing of ${QUOTES} quotes: open, key to painted, preview, each export's time and memory, beside LibreOffice`,
  /**
   * @param {import('./context.mjs').Context} context
   * @returns {Promise<import('./report.mjs').Result>}
   */
  async run(context) {
    const { directory } = await makeCodedArchive(context, DOCUMENTS, PER_DOCUMENT);
    const cli = await context.built('main/cli.js');
    const version = ensurePeer('soffice', context.say);
    const work = freshFolder(context.cache, 'briefing');
    try {
      const archive = join(work, 'archive');
      cpSync(directory, archive, { recursive: true });
      const id = await composeBriefing(cli, archive);
      const write = (/** @type {string} */ format) => async () => {
        const method = format === 'zip' ? 'package' : 'export';
        const to = join(freshFolder(work, 'out'), `briefing.${format}`);
        const run = await runToEnd(process.execPath, [cli, '-a', archive, 'briefing', method, id, '--to', to]);
        return { seconds: run.seconds, memory: run.peakMegabytes };
      };
      const list = async () => {
        const run = await runToEnd(process.execPath, [cli, '-a', archive, 'briefing', 'list']);
        return { seconds: run.seconds, memory: run.peakMegabytes };
      };
      const docx = join(work, 'briefing.docx');
      const html = join(work, 'briefing.html');
      for (const to of [docx, html]) await runStandpoint(cli, ['-a', archive, 'briefing', 'export', id, '--to', to]);
      const convert = (/** @type {string} */ file, /** @type {string} */ format) => async () => {
        const profile = freshFolder(work, 'office');
        const run = await runToEnd('soffice', [
          `-env:UserInstallation=file://${profile}`,
          ...['--headless', '--convert-to', format, '--outdir', freshFolder(work, 'converted'), file],
        ]);
        return { seconds: run.seconds, memory: run.peakMegabytes };
      };
      const contestants = [
        { name: 'window', run: () => briefingInWindow(context, archive, TITLE) },
        { name: 'nothing', run: list },
        ...FORMATS.map((format) => ({ name: format, run: write(format) })),
        ...(version === null
          ? []
          : [
              { name: 'LibreOffice, to PDF', run: convert(docx, 'pdf') },
              { name: 'LibreOffice, to DOCX', run: convert(html, 'docx:Office Open XML Text') },
            ]),
      ];
      const measured = await runRounds({ ...context, contestants });
      const of = (/** @type {string} */ name, /** @type {string} */ figure) => seriesOf(measured, name, figure);
      const series = (
        /** @type {string} */ contestant,
        /** @type {string} */ label,
        /** @type {string} */ figure,
        /** @type {'ms' | 's' | 'MB'} */ unit,
      ) => ({ name: label, unit, values: of(contestant, figure) });
      const key = series('window', 'window: key to painted, 95th percentile', 'keyP95', 'ms');
      const toDocx = ratioSeries(
        'DOCX export ÷ LibreOffice, HTML to DOCX',
        of('docx', 'seconds'),
        of('LibreOffice, to DOCX', 'seconds'),
      );
      const inSeconds = of('window', 'pdf').map((value) => (value === null ? null : value / 1000));
      const toPdf = ratioSeries(
        'PDF export in the window ÷ LibreOffice, DOCX to PDF',
        inSeconds,
        of('LibreOffice, to PDF', 'seconds'),
      );
      return {
        name: 'briefing',
        title: `a composed briefing of ${QUOTES} quotes from ${DOCUMENTS} PDFs`,
        series: [
          series('window', 'window: open to first quote', 'open', 'ms'),
          series('window', 'window: key to painted, median', 'key', 'ms'),
          key,
          series('window', 'window: preview through IPC', 'preview', 'ms'),
          series('window', 'window: PDF export', 'pdf', 'ms'),
          series('window', 'window: PDF export, largest process', 'pdfMemory', 'MB'),
          series('nothing', 'command line that only lists', 'seconds', 's'),
          series('nothing', 'command line that only lists: memory', 'memory', 'MB'),
          ...FORMATS.flatMap((format) => [
            series(format, `${format.toUpperCase()} export by command line`, 'seconds', 's'),
            series(format, `${format.toUpperCase()} export: memory`, 'memory', 'MB'),
          ]),
          series('LibreOffice, to PDF', 'LibreOffice, DOCX to PDF', 'seconds', 's'),
          series('LibreOffice, to DOCX', 'LibreOffice, HTML to DOCX', 'seconds', 's'),
          toDocx,
          toPdf,
        ],
        goals: [
          goalAtMost('key to painted at 95 of 100 keys in at most 50 ms', key, 50),
          goalAtMost('DOCX in at most the time of LibreOffice', toDocx, 1),
          goalAtMost('PDF in at most the time of LibreOffice', toPdf, 1),
        ],
        notes: [
          'An export verifies every quote and the hash of every original first; LibreOffice only arranges.',
          ...(version === null ? [] : [version]),
          ...failureNotes(measured),
        ],
      };
    } finally {
      removeFolder(work);
    }
  },
};
