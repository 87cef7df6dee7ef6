import { readFile, stat } from 'node:fs/promises';
import { ArchiveError } from '../../../shared/errors.ts';
import type { ParserTasks, TaskName } from './extraction.ts';
import { extract, importers } from './index.ts';

/** Does a task in this process; may report as it goes. */
type Task<K extends TaskName> = (
  input: ParserTasks[K]['input'],
  report: (progress: unknown) => void,
) => Promise<ParserTasks[K]['output']>;

/** Every task of a parser process; what it needs is loaded when it is first asked for. */
export const parserTasks: { readonly [K in TaskName]: () => Promise<Task<K>> } = {
  extract: async () => async (input) => extract(await readBytes(input.path), input.fileName, input.extractor),
  unpack: async () => (await import('./unpack.ts')).unpackContainer,
  recognise: async () => (await import('./recognise-page.ts')).recognisePage,
  annotate: async () => (await import('./annotate-pdf.ts')).annotatePdf,
  annotations: async () => (await import('./read-annotations.ts')).readAnnotations,
  drawArea: async () => (await import('./page-area.ts')).drawArea,
  recogniseArea: async () => (await import('./page-area.ts')).recogniseArea,
  readRefi: async () => (await import('./read-refi-file.ts')).readRefiFile,
  writeWorkbook: async () => {
    const { toXlsx } = await import('../../../shared/exchange/xlsx.ts');
    return ({ tables }) => toXlsx(tables);
  },
};

const largest = Math.max(...importers.map((importer) => importer.maxBytes));

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > largest) {
      throw new ArchiveError(
        'too-large',
        `This file has ${Math.round(size / 2 ** 20)} MB; ${largest / 2 ** 20} MB can be read. Split it and import the parts.`,
      );
    }
    const buffer = await readFile(path);
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why =
      code === 'ENOENT'
        ? 'it is no longer there'
        : code === 'EACCES' || code === 'EPERM'
          ? 'permission is denied'
          : (error instanceof Error && error.message) || 'the disk refuses';
    throw new ArchiveError(
      'unreadable',
      `This file cannot be read: ${why}. Check the path, the permissions and the disk, and import it again.`,
      { cause: error },
    );
  }
}
