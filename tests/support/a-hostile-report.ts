import type { Report } from '../../shared/domain/report.ts';
import { aCoding, aHeading, aParagraph, aQuote, aReport, aSource, aUse, plain, STANCES } from './a-report.ts';

/** Words that every format must take for words. */
export const HOSTILE =
  '<script>alert("x")</script> & "quotes" | pipes * _stars_ [link](http://x) `code` $x$ ^up^ @you \u0000\u0007\u001b\ud800 end';

/** A report with hostile words in every place that a person or a source fills. */
export function aHostileReport(): Report {
  const stance = { ...STANCES.opposes, name: HOSTILE, letter: '<', color: 'red;}</style>' };
  const source = aSource(1, {
    title: HOSTILE,
    issuer: HOSTILE,
    url: 'javascript:alert(1)',
    fileName: '../</style>`x`.pdf',
    withdrawal: HOSTILE,
  });
  const other = aSource(2, { title: 'Link', url: 'https://x.example/a"onmouseover="alert(1)' });
  const first = aUse(
    1,
    aQuote(1, HOSTILE, {
      source,
      page: '<i>',
      codings: [aCoding(HOSTILE, stance, { topic: HOSTILE })],
      isFlagged: true,
      check: { status: 'broken', reason: HOSTILE, start: null, end: null },
    }),
  );
  const second = aUse(2, aQuote(2, 'לא נשתתף באכיפה אזרחית (911)', { source: other }));
  const third = aUse(3, aQuote(3, '- a line that looks like a list', { source: other }));
  return aReport(
    [
      aHeading(1, HOSTILE),
      aParagraph(`# ${HOSTILE}`, { kind: 'break' }, `1. ${HOSTILE}`, { kind: 'quote', use: first }),
      aParagraph(
        plain(HOSTILE, { bold: true, italic: true, href: 'javascript:alert(1)' }),
        plain('mail', { href: 'mailto:a@b.example' }),
        plain(' spaced ', { bold: true, superscript: true }),
      ),
      { kind: 'quote', use: second, showCodings: true, isBrief: false },
      { kind: 'quote', use: third, showCodings: true, isBrief: false },
      { kind: 'gap', reason: HOSTILE },
      {
        kind: 'table',
        hasHead: true,
        rows: [[{ isHead: true, colspan: 1, rowspan: 1, content: [aParagraph(HOSTILE), aParagraph('second')] }]],
      },
      {
        kind: 'matrix',
        caption: HOSTILE,
        columns: [{ name: HOSTILE, stance }],
        rows: [{ agency: HOSTILE, jurisdiction: HOSTILE, cells: [{ count: 1, stances: [stance] }], total: 1 }],
        totals: [1],
        total: 1,
        absent: [HOSTILE],
        lapsed: [{ agency: HOSTILE, column: HOSTILE, count: 1 }],
      },
      {
        kind: 'timeline',
        caption: HOSTILE,
        entries: [
          {
            date: '2026',
            dateText: HOSTILE,
            agency: HOSTILE,
            stance,
            topic: HOSTILE,
            source: HOSTILE,
            sourceNumber: 1,
            isChange: true,
          },
        ],
      },
      { kind: 'profile', agency: HOSTILE, particulars: HOSTILE, positions: [], quotes: [] },
      { kind: 'sources' },
      { kind: 'method', facts: [{ label: HOSTILE, value: HOSTILE }], paragraphs: [HOSTILE] },
    ],
    {
      title: HOSTILE,
      archiveTitle: HOSTILE,
      audience: HOSTILE,
      uses: [first, second, third],
      notes: [1, 2, 3].map((number) => ({ number, text: [{ text: HOSTILE, italic: true }], useId: `use${number}` })),
      bibliography: [{ sourceNumbers: [1], text: [{ text: HOSTILE }] }],
    },
  );
}
