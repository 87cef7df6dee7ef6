import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentTypeOf, parseRange } from '../../../electron/main/object-headers.ts';
import { assertProperty } from '../../support/assert-property.ts';

describe('parseRange', () => {
  const cases = [
    ['no header', null, 100, null],
    ['a closed range', 'bytes=10-19', 100, { start: 10, end: 19 }],
    ['an open range', 'bytes=90-', 100, { start: 90, end: 99 }],
    ['a suffix', 'bytes=-10', 100, { start: 90, end: 99 }],
    ['a suffix longer than the file', 'bytes=-1000', 100, { start: 0, end: 99 }],
    ['an end past the file', 'bytes=95-200', 100, { start: 95, end: 99 }],
    ['a start past the file', 'bytes=100-', 100, undefined],
    ['an end before the start', 'bytes=20-10', 100, undefined],
    ['several ranges', 'bytes=0-1,5-6', 100, null],
    ['another unit', 'pages=1-2', 100, null],
    ['neither end', 'bytes=-', 100, null],
    ['an empty file', 'bytes=0-', 0, undefined],
    ['a suffix of nothing', 'bytes=-0', 100, undefined],
  ] as const;
  it.each(cases)('understands %s', (_name, header, size, expected) => {
    expect(parseRange(header, size)).toEqual(expected);
  });

  it('never names a byte that the file does not have', () => {
    const end = fc.option(fc.nat(1_000), { nil: null });
    assertProperty(
      fc.property(end, end, fc.nat(500), (first, last, size) => {
        const range = parseRange(`bytes=${first ?? ''}-${last ?? ''}`, size);
        if (!range) return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThan(size);
      }),
    );
  });
});

describe('contentTypeOf', () => {
  it.each([
    ['%PDF-1.7', 'application/pdf'],
    ['<!doctype html><script>', 'application/octet-stream'],
    ['<svg onload="">', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('streams %j as %s', (head, expected) => {
    expect(contentTypeOf(new TextEncoder().encode(head))).toBe(expected);
  });
});
