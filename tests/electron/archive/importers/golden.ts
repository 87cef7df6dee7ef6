import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'vitest';

const fixtures = resolve(import.meta.dirname, '../../../fixtures');

/** Bytes of a file in tests/fixtures, in memory of their own. */
export function readFixture(path: string): Uint8Array {
  return new Uint8Array(readFileSync(resolve(fixtures, path)));
}

/** Path of a file in tests/fixtures. */
export const fixturePath = (path: string): string => resolve(fixtures, path);

/** Asserts that a text is the golden one of that name; writes it when UPDATE_GOLDEN is set. */
export function expectGolden(name: string, text: string): void {
  const path = resolve(fixtures, 'documents/golden', `${name}.txt`);
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, text);
  if (!existsSync(path)) throw new Error(`${path} is missing: make it with UPDATE_GOLDEN=1 and read it through`);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

/** Asserts that every text node of a rendition is the canonical text at the place it states. */
export function expectAligned(rendition: string, text: string): void {
  let covered = 0;
  for (const [, start, raw] of rendition.matchAll(/<span data-start="(\d+)">([^<]*)<\/span>/g)) {
    const words = (raw ?? '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    expect(text.slice(Number(start), Number(start) + words.length)).toBe(words);
    covered += words.replace(/\s/g, '').length;
  }
  expect(covered).toBe(text.replace(/\s/g, '').length);
  expect(rendition.replace(/<span data-start="\d+">[^<]*<\/span>/g, '').replace(/<[^>]*>/g, '')).toBe('');
}
