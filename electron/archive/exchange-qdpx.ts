import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { Version } from '../../shared/domain/document.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { type ExchangeData, newestVersion } from '../../shared/exchange/exchange-data.ts';
import { RefiProject } from '../../shared/exchange/refi-project.ts';
import { assertNoLeak, type LeakRules } from '../../shared/leak-check.ts';
import type { ArchiveCore } from './archive-core.ts';
import { type WrittenFile, writeZip } from './exchange-file.ts';
import { guidOf } from './exchange-guid.ts';
import type { ExportRun } from './export-jobs.ts';
import { chunksOfPng, readJpegHeader, readPngHeader } from './importers/image-header.ts';

/** What is not in the file, and why. */
export interface LeftOut {
  readonly passageId: string | null;
  readonly name: string;
  readonly reason: string;
}

/** Formats that are packed already. */
const PACKED: ReadonlySet<string> = new Set(['pdf', 'docx', 'odt', 'png', 'jpeg']);

/**
 * Writes a REFI-QDA project: project.qde, the canonical text of each source and, if wanted, the originals. Texts and
 * originals are read when their turn comes. An original that is not as it was preserved is left out and told.
 */
export async function writeQdpx(
  core: ArchiveCore,
  data: Omit<ExchangeData, 'checks'>,
  options: {
    readonly file: string;
    readonly origin: string;
    readonly includeOriginals: boolean;
    readonly leaks: LeakRules;
    readonly run: ExportRun;
  },
): Promise<{ readonly written: WrittenFile; readonly skipped: readonly LeftOut[] }> {
  const { file, origin, includeOriginals, leaks, run } = options;
  const createdAt = core.context.now().toISOString();
  const { archiveTitle: name, codebook, namesCoders } = data;
  const project = new RefiProject({ name, origin, createdAt, codebook, guidOf, namesCoders });
  const zip = new ZipFile();
  const skipped: LeftOut[] = [];
  for (const [index, { document, passages }] of data.documents.entries()) {
    await run.at('gather', index, data.documents.length);
    for (const version of document.versions) {
      const own = passages.filter((passage) => passage.version === version.number);
      if (own.length === 0 && version !== newestVersion(document)) continue;
      const leave = (reason: string): void => {
        skipped.push({ passageId: null, name: `${document.title}, ${version.fileName}`, reason });
        for (const { id, quote } of own) skipped.push({ passageId: id, name: quote, reason });
      };
      let derived: { readonly text: string; readonly pages: readonly PageInfo[] };
      try {
        derived = await core.derived.load(version);
      } catch (error) {
        if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
        leave(error.message);
        continue;
      }
      const fixity = includeOriginals ? await core.objects.verify(version.sha256) : 'intact';
      if (fixity !== 'intact') {
        const reason = `The original is ${fixity}; its text is in the project, the original is not. Restore it first.`;
        skipped.push({ passageId: null, name: version.fileName, reason });
      }
      const hasOriginal = includeOriginals && fixity === 'intact';
      const path = core.objects.pathOf(version.sha256);
      const pixels = hasOriginal ? await pixelsOf(version, path, derived.pages) : null;
      const source = { document, version, ...derived, passages: own, hasOriginal, pixels };
      for (const { passage, reason } of project.add(source)) {
        skipped.push({ passageId: passage.id, name: passage.quote || document.title, reason });
      }
      const files = project.filesOf(source);
      zip.addReadStreamLazy(`sources/${files.text}`, { mtime: core.context.now() }, (give) => {
        core.derived.load(version).then(
          ({ text }) => give(null, Readable.from([Buffer.from(text)])),
          (error: unknown) => give(error, Readable.from([])),
        );
      });
      if (files.original !== null) {
        zip.addFile(path, `sources/${files.original}`, { compress: !PACKED.has(version.format) });
      }
    }
  }
  const xml = Buffer.from(project.toXml());
  assertNoLeak(xml, 'project.qde', leaks);
  zip.addBuffer(xml, 'project.qde');
  zip.end();
  return { written: await writeZip(zip, file, run), skipped };
}

/** Pixels a point of an upright picture; null for what is none, or turned. */
export async function pixelsOf(
  { format }: Version,
  path: string,
  [page]: readonly PageInfo[],
): Promise<readonly [number, number] | null> {
  if (page === undefined || (format !== 'png' && format !== 'jpeg')) return null;
  const bytes = await readFile(path);
  const { width, height, orientation } = format === 'png' ? readPngHeader(chunksOfPng(bytes)) : readJpegHeader(bytes);
  return orientation === 1 ? [width / page.width, height / page.height] : null;
}
