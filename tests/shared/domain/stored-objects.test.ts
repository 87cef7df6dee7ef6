import { expect, it } from 'vitest';
import type { Version } from '../../../shared/domain/document.ts';
import { objectsOf } from '../../../shared/domain/stored-objects.ts';

const hash = (digit: string): string => digit.repeat(64);

const version: Version = {
  number: 1,
  sha256: hash('a'),
  byteLength: 10,
  fileName: 'memo.pdf',
  format: 'pdf',
  importedAt: '2026-03-18T10:00:00.000Z',
  extractor: 'pdf/1',
  textSha256: hash('0'),
  textLength: 5,
  pageCount: 1,
};

it('names the original alone where nothing is kept beside it', () => {
  expect(objectsOf(version)).toEqual([{ sha256: hash('a'), byteLength: 10, fileName: 'memo.pdf' }]);
});

it('names companions after the original, and bytes that stand twice once', () => {
  const container = { role: 'container', byteLength: 99, mediaType: 'application/zip' } as const;
  const companions = [
    { ...container, sha256: hash('b'), fileName: 'bundle.zip' },
    { ...container, sha256: hash('a'), fileName: 'memo again.pdf' },
    { ...container, sha256: hash('b'), fileName: 'bundle copy.zip' },
  ];
  expect(objectsOf({ ...version, companions })).toEqual([
    { sha256: hash('a'), byteLength: 10, fileName: 'memo.pdf' },
    { sha256: hash('b'), byteLength: 99, fileName: 'bundle.zip' },
  ]);
});
