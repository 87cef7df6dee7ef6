import { readFile } from 'node:fs/promises';
import type { Extraction, ParserPool } from '../../electron/archive/importers/extraction.ts';
import { parserTasks } from '../../electron/archive/importers/parser-tasks.ts';
import { ArchiveError } from '../../shared/errors.ts';

/**
 * A parser pool that reads plain text in this process. `\f` ends a page, each page of 612 × 792 points has one run per
 * line. A file that begins with "BROKEN" is refused as corrupt. Other tasks are those of the parser processes.
 */
export function createTextParserPool(onParse: (fileName: string) => Promise<void> | void = () => {}): ParserPool {
  return {
    async parse(filePath, fileName): Promise<Extraction> {
      await onParse(fileName);
      const text = await readFile(filePath, 'utf8');
      if (text.startsWith('BROKEN')) throw new ArchiveError('corrupt', `${fileName} is broken. Get another copy.`);
      const isPaged = text.includes('\f');
      const pages: Extraction['pages'][number][] = [];
      for (let start = 0; isPaged && start < text.length; ) {
        const feed = text.indexOf('\f', start);
        const end = feed === -1 ? text.length : feed + 1;
        pages.push({ number: pages.length + 1, label: null, start, end, width: 612, height: 792 });
        start = end;
      }
      return {
        format: 'text',
        extractor: 'text/1 (test)',
        metadata: { title: null, author: null, dateIssued: null, sourceUrl: null, kind: null },
        text,
        paragraphs: [0],
        pages,
        runs: isPaged ? pages.map((page) => runsOf(text, page.start, page.end)) : null,
        rendition: isPaged ? null : `<p><span data-start="0">${text.replace(/[<&]/g, '')}</span></p>`,
      };
    },
    async run(task, input) {
      const work = await parserTasks[task]();
      return work(input, () => undefined);
    },
    async close() {},
  };
}

function runsOf(text: string, from: number, to: number): [number, number, number, number, number, number, number][] {
  const runs: [number, number, number, number, number, number, number][] = [];
  let start = from;
  for (const [row, line] of text.slice(from, to).split('\n').entries()) {
    if (line.trim() !== '') runs.push([start, start + line.length, 72, 72 + row * 14, line.length * 6, 12, 0]);
    start += line.length + 1;
  }
  return runs;
}
