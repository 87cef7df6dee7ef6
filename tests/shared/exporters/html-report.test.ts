import { createHash } from 'node:crypto';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { evidenceSchema } from '../../../shared/domain/evidence.ts';
import type { Report } from '../../../shared/domain/report.ts';
import { EVIDENCE_ELEMENT, renderPaperHtml, renderReportHtml } from '../../../shared/exporters/html-report.ts';
import { aHostileReport } from '../../support/a-hostile-report.ts';
import {
  aFullReport,
  aHeading,
  aLargeReport,
  aParagraph,
  aQuote,
  aReport,
  aUse,
  IN_TEXT_STYLE,
} from '../../support/a-report.ts';
import { workTime } from '../../support/work-time.ts';

const read = (report: Report): Document => parseHTML(renderReportHtml(report)).document;

const REPORTS: readonly (readonly [string, Report])[] = [
  ['notes', aFullReport()],
  ['citations in the text', aFullReport(IN_TEXT_STYLE)],
  ['hostile words', aHostileReport()],
  ['many quotes', aLargeReport(40)],
  ['nothing', aReport([])],
];

const ALLOWED_TAGS = new Set(
  (
    'html head meta title style body main header footer section nav p h1 h2 h3 h4 h5 dl div dt dd span a ul ol li table ' +
    'caption thead tbody tfoot tr th td abbr figure blockquote figcaption sup cite code strong em br hr mark button ' +
    'svg desc g line text circle script'
  ).split(' '),
);

describe('renderReportHtml', () => {
  it('writes the golden page', async () => {
    await expect(renderReportHtml(aFullReport())).toMatchFileSnapshot('../../fixtures/exports/briefing.html');
  });

  it.each(REPORTS)('gives no id twice and leads only to ids that exist: %s', (_name, report) => {
    const page = read(report);
    const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const wanted = [...page.querySelectorAll('a, button, [aria-labelledby]')].flatMap((element) => [
      ...(element.getAttribute('href')?.startsWith('#') ? [element.getAttribute('href')?.slice(1)] : []),
      ...(element.getAttribute('popovertarget') ?? '').split(' '),
      ...(element.getAttribute('aria-labelledby') ?? '').split(' '),
    ]);
    expect(wanted.filter((id) => id && !ids.includes(id))).toEqual([]);
  });

  it.each(REPORTS)('holds the words of each use where its evidence says: %s', (_name, report) => {
    const page = read(report);
    const evidence = evidenceSchema.parse(JSON.parse(page.getElementById(EVIDENCE_ELEMENT)?.textContent ?? ''));
    expect(evidence.uses.map(({ useId }) => useId)).toEqual(
      report.uses.filter(({ printed }) => printed !== '').map(({ useId }) => useId),
    );
    const shown = evidence.uses.map(({ mark }) => page.getElementById(mark)?.textContent);
    // HTML has no place for control characters.
    expect(shown).toEqual(
      evidence.uses.map(({ printed }) => printed.replace(/[^\P{Cc}\t\n\r]/gu, '').replace(/\p{Cs}/gu, '\ufffd')),
    );
  });

  it.each(REPORTS)('skips no level of headings: %s', (_name, report) => {
    const levels = [...read(report).querySelectorAll('h1, h2, h3, h4, h5, h6')].map(({ tagName }) =>
      Number(tagName[1]),
    );
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  });

  it.each(REPORTS)('holds nothing that runs, loads or is styled elsewhere: %s', (_name, report) => {
    const page = read(report);
    const tags = [...page.querySelectorAll('*')].map(({ tagName }) => tagName.toLowerCase());
    expect([...new Set(tags)].filter((tag) => !ALLOWED_TAGS.has(tag))).toEqual([]);
    const scripts = [...page.querySelectorAll('script')].map((script) => script.getAttribute('type'));
    expect(scripts).toEqual(['application/json']);
    const attributes = [...page.querySelectorAll('*')].flatMap((element) => element.getAttributeNames());
    expect(attributes.filter((name) => /^(on.*|src|srcset|style|action|formaction|xlink:href)$/i.test(name))).toEqual(
      [],
    );
    const addresses = [...page.querySelectorAll('[href]')].map((link) => link.getAttribute('href') ?? '');
    expect(addresses.filter((address) => !/^(#|https?:\/\/|mailto:)/.test(address))).toEqual([]);
    expect(page.querySelector('style')?.textContent).not.toMatch(/url\(|@import/);
  });

  it('has a policy that allows its own style and nothing else', () => {
    for (const html of [renderReportHtml(aFullReport()), renderPaperHtml(aFullReport()).html]) {
      const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
      const hash = createHash('sha256').update(style).digest('base64');
      expect(html).toContain(
        `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
      );
    }
  });

  it('takes hostile words for words', () => {
    const html = renderReportHtml(aHostileReport());
    expect([...html].some((char) => /\p{Cs}/u.test(char) || (char < ' ' && char !== '\n'))).toBe(false);
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &quot;quotes&quot;');
    expect(html).not.toContain('</style>}');
  });

  it('shows the preserved text around a quote, or else what its selector holds of it', () => {
    const page = read(aFullReport());
    expect(page.querySelector('#context-3 .passage')?.textContent).toBe(
      '… The chief said: Our officers do not ask about immigration status, and we will not take part in raids. He took no questions. …',
    );
    const use = aUse(1, aQuote(1, 'We will not.'));
    const known = {
      ...use,
      evidence: { ...use.evidence, context: { before: 'Asked twice, he said: ', after: ' Then he left.' } },
    };
    const report = aReport([{ kind: 'quote', use, showCodings: false, isBrief: false }], { uses: [known] });
    expect(read(report).querySelector('#context-1 .passage')?.textContent).toBe(
      '… Asked twice, he said: We will not. Then he left. …',
    );
  });

  it('puts notes before the sources and the method note that end a briefing', () => {
    const headings = [...read(aFullReport()).querySelectorAll('main > h2, main > section > h2')].map(
      (heading) => heading.textContent,
    );
    expect(headings.slice(-5)).toEqual(['Notes', 'Bibliography', 'Sources', 'Method', 'Quotes in their context']);
  });

  it('brings headings of sources and method along where the author has put none', () => {
    const names = (report: Report): readonly string[] =>
      [...read(report).querySelectorAll('h2')].map((heading) => heading.textContent ?? '');
    expect(
      names(aReport([aParagraph('Text.'), { kind: 'sources' }, { kind: 'method', facts: [], paragraphs: [] }])),
    ).toEqual(['Sources', 'Method']);
    expect(names(aReport([aHeading(1, 'What we read'), { kind: 'sources' }]))).toEqual(['What we read']);
  });

  it('explains letters by a legend where the stances are too many for column heads', () => {
    const marks = ['S', 'C', 'N', 'D', 'O', 'T', 'Z'].map((letter) => ({
      name: `Stance ${letter}`,
      stance: { id: letter, name: `Stance ${letter}`, letter, color: '#1a7f37' },
    }));
    const row = { agency: 'A', jurisdiction: '', total: 0, cells: marks.map(() => ({ count: 0, stances: [] })) };
    const page = read(
      aReport([
        {
          kind: 'matrix',
          caption: '',
          columns: marks,
          rows: [row],
          totals: marks.map(() => 0),
          total: 0,
          absent: [],
          lapsed: [],
        },
      ]),
    );
    expect(page.querySelectorAll('.legend .stance')).toHaveLength(7);
    expect(page.querySelector('thead abbr')?.getAttribute('title')).toBe('Stance S');
  });

  it('writes a page of Letter size where the briefing is for that', () => {
    expect(renderReportHtml({ ...aFullReport(), page: 'letter' })).toContain('@page{size:letter;');
  });

  it('writes 500 quotes without delay', () => {
    const report = aLargeReport(500);
    const begun = workTime();
    const html = renderReportHtml(report);
    expect(workTime() - begun).toBeLessThan(2000);
    expect(html.match(/class="entry/g)).toHaveLength(500);
  });
});
