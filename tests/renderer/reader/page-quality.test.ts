import { describe, expect, it } from 'vitest';
import { describePage, describeQuality } from '../../../renderer/reader/page-quality.ts';
import type { PageInfo } from '../../../shared/contract/outcomes.ts';

const page = (more: Partial<PageInfo>): PageInfo => ({
  ...{ number: 1, label: null, start: 0, end: 9, width: 600, height: 800 },
  ...more,
});

describe('the words for a page', () => {
  it.each([
    [{ quality: 'born-digital' }, 'Digital text', 'plain'],
    [{ quality: 'ocr', confidence: 91.4 }, 'Scan: text recognised, 91 %', 'caution'],
    [{ quality: 'ocr', confidence: null }, 'Scan with hidden text', 'caution'],
    [{ quality: 'disagrees', confidence: 90 }, 'Hidden text disagrees', 'alarm'],
    [{ quality: 'none' }, 'No text', 'caution'],
  ] as const)('%o are “%s”', (grade, short, tone) => {
    expect(describePage(page(grade))).toMatchObject({ short, tone });
  });

  it('are missing where nobody looked', () => {
    expect(describePage(page({}))).toBeNull();
  });
});

describe('the words for a version', () => {
  const none = { bornDigital: 0, ocr: 0, disagrees: 0, none: 0, confidence: null };
  it.each([
    [{ bornDigital: 4 }, 'Digital'],
    [{ ocr: 2, confidence: 93.6 }, 'Recognised from images (94 %)'],
    [{ none: 1 }, 'Without text'],
    [{ bornDigital: 2, ocr: 1, confidence: 88 }, '2 pages digital, 1 page recognised from images (88 %)'],
    [
      { ocr: 3, disagrees: 1, none: 2 },
      '3 pages recognised from images, 1 page with hidden text that disagrees, 2 pages without text',
    ],
  ])('%o are “%s”', (counts, words) => {
    expect(describeQuality({ ...none, ...counts })).toBe(words);
  });
});
