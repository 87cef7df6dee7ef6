import type { ExportExtension, ExportTable } from '../../shared/exchange/formats.ts';

/** Whether a file of this sort holds passages, so that they can be chosen among. */
export function holdsPassages(format: ExportExtension, table: ExportTable): boolean {
  if (format === 'csv') return table === 'codings' || table === 'passages';
  return format === 'xlsx' || format === 'jsonld' || format === 'qdpx';
}

/** Whether a file of this sort can hold notes on passages. */
export function holdsNotes(format: ExportExtension, table: ExportTable): boolean {
  return format === 'csv' ? table === 'passages' || table === 'codings' : holdsPassages(format, table);
}

const CONTENTS: Readonly<Record<Exclude<ExportExtension, 'csv'>, string>> = {
  xlsx: 'passages',
  jsonld: 'annotations',
  qdpx: 'project',
  qdc: 'codebook',
  ris: 'sources',
  json: 'sources',
};

/** A name that every system takes for a file: the archive's title, what is in it, and the ending. */
export function fileNameOf(archiveTitle: string, format: ExportExtension, table: ExportTable): string {
  const words = archiveTitle
    .replace(/[\\/:*?"<>|%\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
  return `${words || 'Archive'} - ${format === 'csv' ? table : CONTENTS[format]}.${format}`;
}
