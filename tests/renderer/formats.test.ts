import { describe, expect, it } from 'vitest';
import { count, formatBytes, formatPage, formatPartialDate, versionName } from '../../renderer/formats.ts';

describe('formats', () => {
  it.each([
    ['2026', '2026'],
    ['2026-03', 'Mar 2026'],
    ['2026-03-08', '8 Mar 2026'],
    [null, '—'],
  ])('shows the date %s as %s', (date, words) => {
    expect(formatPartialDate(date)).toBe(words);
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1500, '1.5 kB'],
    [81_234, '81 kB'],
    [999_999, '1.0 MB'],
    [2_400_000_000, '2.4 GB'],
  ])('shows %d bytes as %s', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });

  it('prefers the label of a page to its number', () => {
    expect([formatPage(4, 'iv'), formatPage(4, null), formatPage(null, null)]).toEqual(['p. iv', 'p. 4', null]);
  });

  it('says of a version whether it is the newest', () => {
    expect([versionName(1, 2), versionName(2, 2)]).toEqual(['Version 1', 'Version 2 (newest)']);
  });

  it('counts with the right noun', () => {
    expect([count(1, 'agency', 'agencies'), count(1200, 'passage')]).toEqual(['1 agency', '1,200 passages']);
  });
});
