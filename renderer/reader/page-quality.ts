import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { TextQuality } from '../../shared/domain/document.ts';
import { count } from '../formats.ts';

/** The grade of a page's text in words: short for a badge, longer for who asks. */
export interface QualityWords {
  readonly short: string;
  readonly long: string;
  readonly tone: 'plain' | 'caution' | 'alarm';
}

/** Says what the text of a page is; null where nobody looked. */
export function describePage({ quality, confidence }: PageInfo): QualityWords | null {
  const surely = confidence === null || confidence === undefined ? null : `${Math.round(confidence)} %`;
  switch (quality) {
    case undefined:
      return null;
    case 'born-digital':
      return { short: 'Digital text', long: 'The text of this page was written as text.', tone: 'plain' };
    case 'ocr':
      return surely === null
        ? {
            short: 'Scan with hidden text',
            long: 'Whoever made this file recognised the text of this scan. Nobody has checked it against the image.',
            tone: 'caution',
          }
        : {
            short: `Scan: text recognised, ${surely}`,
            long: `The text was recognised from the image, with a confidence of ${surely}. Quotes from it are marked.`,
            tone: 'caution',
          };
    case 'disagrees':
      return {
        short: 'Hidden text disagrees',
        long: 'The text hidden behind this scan is not what the image shows. Do not quote it unseen.',
        tone: 'alarm',
      };
    case 'none':
      return { short: 'No text', long: 'This page is an image whose words have not been recognised.', tone: 'caution' };
  }
}

/** What the text of a whole version is, in a line: "2 pages digital, 3 recognised (91 %), 1 without text". */
export function describeQuality({ bornDigital, ocr, disagrees, none, confidence }: TextQuality): string {
  const total = bornDigital + ocr + disagrees + none;
  const surely = confidence === null ? '' : ` (${Math.round(confidence)} %)`;
  const parts = [
    [bornDigital, 'digital'],
    [ocr, `recognised from images${surely}`],
    [disagrees, 'with hidden text that disagrees'],
    [none, 'without text'],
  ] as const;
  const present = parts.filter(([number]) => number > 0);
  const [only] = present;
  if (present.length === 1 && only && only[0] === total) return capitalise(only[1]);
  return present.map(([number, words]) => `${count(number, 'page')} ${words}`).join(', ');
}

const capitalise = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
