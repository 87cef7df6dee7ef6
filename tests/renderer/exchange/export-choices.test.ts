import { describe, expect, it } from 'vitest';
import { fileNameOf, holdsNotes, holdsPassages } from '../../../renderer/exchange/export-choices.ts';
import { EXPORT_FORMATS, EXPORT_TABLES } from '../../../shared/exchange/formats.ts';

describe('export choices', () => {
  it('name a file by the archive and what is in it', () => {
    expect(fileNameOf('Who: will/assist?', 'qdpx', 'codings')).toBe('Who will assist - project.qdpx');
    expect(fileNameOf('', 'csv', 'documents')).toBe('Archive - documents.csv');
  });

  it('offer notes only where passages are', () => {
    for (const { extension } of EXPORT_FORMATS)
      for (const table of EXPORT_TABLES)
        expect(!holdsNotes(extension, table) || holdsPassages(extension, table)).toBe(true);
    expect(holdsPassages('csv', 'codebook')).toBe(false);
    expect(holdsPassages('qdc', 'codings')).toBe(false);
  });
});
