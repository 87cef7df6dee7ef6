import { formatDate } from '../../shared/domain/printed-form.ts';
import type { Report } from '../../shared/domain/report.ts';
import { plural, verificationLine } from '../../shared/exporters/wording.ts';

const WIDTH = 78;

/** What the README of a package tells. */
export interface ReadmeInput {
  readonly report: Report;
  readonly exportedAt: Date;
  /** Why there is no PDF, or null. */
  readonly withoutPdf: string | null;
  readonly isFlagged: boolean;
}

/** What a person needs to know who gets a package and has never heard of us. Plain text, lines of at most 78 characters. */
export function packageReadme({ report, exportedAt, withoutPdf, isFlagged }: ReadmeInput): string {
  const paragraphs = [
    `This is the briefing “${report.title}” together with everything needed to check its quotes: ${plural(report.quotes.length, 'quote')} from ${plural(report.sources.length, 'preserved source')} of the archive “${report.archiveTitle}”. It was written on ${formatDate(exportedAt.toISOString())} with Standpoint. No program of ours is needed to read or to check it.`,
    verificationLine(report),
    ...(isFlagged ? ['Quotes that could not be verified are marked in the briefing, each with the reason.'] : []),
  ];
  const title = report.title.replace(/\s+/g, ' ').trim();
  return `${title}
${'='.repeat(Math.min(WIDTH, [...title].length))}

${paragraphs.map((paragraph) => wrap(paragraph)).join('\n\n')}

To check it
-----------
${wrap('Open verify.html in any browser: a double click will do, and no network is needed. Give it the files of the folder “originals”, or files that you got elsewhere and take to be the same. It computes the fingerprint (SHA-256) of each, compares it with the one recorded when the source was preserved, shows every quote in its context and says whether it holds. Nothing leaves your computer.')}

${wrap('By hand: compute the SHA-256 of an original and compare it with the one in the briefing’s list of sources, then look the quote up in the original at the page cited.')}

    Windows      certutil -hashfile "originals\\NAME" SHA256
    macOS        shasum -a 256 "originals/NAME"
    Linux        sha256sum "originals/NAME"

${wrap('That the package as a whole is complete and unaltered, any program for BagIt (RFC 8493) can tell; or, in the folder above this one:')}

    sha256sum -c manifest-sha256.txt

${wrap('Whoever altered a package could have altered its lists as well. If that matters, compare the fingerprints with those in a copy of the briefing that came another way, or ask the archive for them.')}

What is where
-------------
${contents(withoutPdf === null)
  .map(([name, words]) => entry(name, words))
  .join('\n')}
${withoutPdf === null ? '' : `\n${wrap(`There is no PDF in it: ${withoutPdf}`)}\n`}`;
}

/** What lies in the package beside the README. */
const contents = (hasPdf: boolean): readonly (readonly [string, string])[] => [
  ['briefing/', `The briefing as Word document,${hasPdf ? ' PDF,' : ''} web page and Markdown.`],
  [
    'originals/',
    'The quoted sources as they came, byte for byte. A character that some system cannot have in a name is written as = and its number in hexadecimal (=3A for a colon).',
  ],
  ['text/', 'Their words as plain text (UTF-8); positions count from here.'],
  [
    'passages/',
    'The quoted passages as W3C Web Annotations (JSON-LD): the exact words, their place, the agency and its stance. Positions are in Unicode code points.',
  ],
  [
    'evidence.json',
    'Each use of a quote: the words printed, the preserved words, the source, its SHA-256 and the place. Positions are in UTF-16 code units.',
  ],
  [
    'log/',
    'What was done with the quoted sources and passages, and when: one line of JSON for each entry of the archive’s log, with its hash.',
  ],
  ['verify.html', 'The page by which to check it.'],
];

const COLUMN = 16;

/** A name with what is said of it in a column of its own. */
function entry(name: string, words: string): string {
  const [first = '', ...rest] = wrap(words, WIDTH - COLUMN).split('\n');
  return [name.padEnd(COLUMN) + first, ...rest.map((line) => ' '.repeat(COLUMN) + line)].join('\n');
}

/** Breaks a paragraph into lines. */
function wrap(paragraph: string, width = WIDTH): string {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(/\s+/)) {
    if (line !== '' && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
