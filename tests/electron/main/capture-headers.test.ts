import { describe, expect, it } from 'vitest';
import { headerLines, isPageType, mediaTypeOf } from '../../../electron/main/capture-headers.ts';

describe('headerLines', () => {
  it('keeps order, case and repetitions of a head as it came', () => {
    const headersText = 'HTTP/1.1 200 OK\r\nZeta: z\r\nset-cookie: a=1\r\nAlpha:a: b\r\nset-cookie: b=2\r\n\r\n';
    expect(headerLines({ headersText, headers: { alpha: 'other' } })).toEqual([
      ['Zeta', 'z'],
      ['set-cookie', 'a=1'],
      ['Alpha', 'a: b'],
      ['set-cookie', 'b=2'],
    ]);
  });

  it('parts the joined lines where there is no head as text', () => {
    expect(headerLines({ headers: { date: 'today', 'set-cookie': 'a=1\nb=2' } })).toEqual([
      ['date', 'today'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ]);
  });
});

describe('the type of an answer', () => {
  it.each([
    ['text/html; charset=utf-8', true],
    ['Application/XHTML+XML', true],
    ['application/pdf', false],
    ['text/plain', false],
    ['application/octet-stream', false],
  ])('%s: a page? %s', (type, isPage) => expect(isPageType(mediaTypeOf([['Content-Type', type]]))).toBe(isPage));

  it('is that of a page where none is declared', () => expect(isPageType(mediaTypeOf([]))).toBe(true));
});
