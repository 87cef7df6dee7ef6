import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../../shared/domain/evidence-of.ts';
import type { Report, TimelineEntry } from '../../../shared/domain/report.ts';
import { readDocxEvidence } from '../../../shared/exporters/docx-evidence.ts';
import { writeReportDocx } from '../../../shared/exporters/docx-report.ts';
import {
  aFullReport,
  aHeading,
  aParagraph,
  aQuote,
  aReport,
  aSource,
  aUse,
  IN_TEXT_STYLE,
  plain,
  STANCES,
} from '../../support/a-report.ts';
import { all, type Element, orderFaults, paragraphs, parse, value, wordsOf } from '../../support/docx-xml.ts';

/** Every part of a document by its name. */
function partsOf(docx: Uint8Array): ReadonlyMap<string, string> {
  return new Map(Object.entries(unzipSync(docx)).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

async function write(report: Report) {
  const bytes = await writeReportDocx(report, '2026-11-22T10:00:00.000Z');
  const parts = partsOf(bytes);
  const part = (name: string): Element => {
    const xml = parts.get(name);
    if (xml === undefined) throw new Error(`the document has no ${name}`);
    return parse(xml);
  };
  return { bytes, parts, part, body: part('word/document.xml') };
}

describe('writeReportDocx', () => {
  /** The document with every kind of block: written once, as none of the tests changes it. */
  const full = write(aFullReport());

  it('writes each kind of block in a style of its own name, with notes at their places', async () => {
    const { body } = await full;
    expect(paragraphs(body)).toMatchSnapshot();
  });

  it('writes citations into the text where the style has no notes', async () => {
    const { body, part } = await write(aFullReport(IN_TEXT_STYLE));
    const words = paragraphs(body);
    expect(words.filter((line) => line.startsWith('Quote:'))[0]).toBe(
      'Quote: Our officers do not ask about immigration status, and we will not take part in raids. (Alder Falls Police Department 2026, 2)',
    );
    expect(all(body, 'w:footnoteReference')).toHaveLength(1);
    expect(all(part('word/footnotes.xml'), 'w:footnote').map(wordsOf).filter(Boolean)).toEqual([
      ' A remark of the author’s own.',
    ]);
  });

  it('numbers notes in the order of their marks and refers to each of them once', async () => {
    const report = aFullReport();
    const { body, part } = await write(report);
    const marks = all(body, 'w:footnoteReference').map((mark) => Number(value(mark, 'w:id')));
    expect(marks).toEqual(report.notes.map(({ number }) => number));
    const notes = all(part('word/footnotes.xml'), 'w:footnote').filter((note) => Number(value(note, 'w:id')) > 0);
    expect(all(part('word/footnotes.xml'), 'w:footnoteRef')).toHaveLength(notes.length);
    expect(notes.map((note) => [Number(value(note, 'w:id')), wordsOf(note).trim()])).toEqual(
      report.notes.map(({ number, text }) => [number, text.map((part) => part.text).join('')]),
    );
  });

  it('sets the number of a note again without a second note', async () => {
    const use = aUse(1, aQuote(1, 'We will not assist.'));
    const { body } = await write(
      aReport(
        [{ kind: 'quote', use, showCodings: false, isBrief: false }, aParagraph('Again ', { kind: 'note', number: 1 })],
        { uses: [use], notes: [{ number: 1, text: [{ text: 'Statement.' }], useId: 'use1' }] },
      ),
    );
    expect(paragraphs(body).filter((line) => /^(?:Quote|BodyText):/.test(line))).toEqual([
      'Quote: We will not assist.[^1]',
      'BodyText: Again 1',
    ]);
  });

  it('keeps the order of the schema in every element', async () => {
    const { part, parts } = await full;
    const names = [...parts.keys()].filter((name) => /^word\/(?:document|styles|footnotes|footer\d*)\.xml$/.test(name));
    expect(names.flatMap((name) => orderFaults(part(name)))).toEqual([]);
  });

  it('gives each bookmark a name and an id of its own, begun and ended once', async () => {
    const { body } = await full;
    const starts = all(body, 'w:bookmarkStart');
    const names = starts.map((start) => value(start, 'w:name') ?? '');
    const ids = starts.map((start) => value(start, 'w:id'));
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      all(body, 'w:bookmarkEnd')
        .map((end) => value(end, 'w:id'))
        .sort(),
    ).toEqual([...ids].sort());
    expect(names.filter((name) => name.length > 40)).toEqual([]);
    const anchors = all(body, 'w:hyperlink').flatMap((link) => value(link, 'w:anchor') ?? []);
    expect(anchors.filter((anchor) => !names.includes(anchor))).toEqual([]);
    expect(anchors.length).toBeGreaterThan(0);
  });

  it('resolves every relationship, and every part has a content type', async () => {
    const { parts, part } = await full;
    for (const [name, xml] of parts) {
      if (!name.endsWith('.rels')) continue;
      const folder = name.replace(/_rels\/[^/]+$/, '');
      const relations = all(parse(xml), 'Relationship');
      const ids = relations.map((relation) => value(relation, 'Id'));
      expect(new Set(ids).size).toBe(ids.length);
      for (const relation of relations) {
        if (value(relation, 'TargetMode') === 'External') continue;
        const target = value(relation, 'Target') ?? '';
        const path = new URL(target, `file:///${folder}`).pathname.slice(1);
        expect([...parts.keys()]).toContain(path);
      }
      const owner = name.replace('_rels/', '').replace(/\.rels$/, '');
      const used = [...(parts.get(owner) ?? '').matchAll(/ r:(?:id|embed)="([^"]+)"/g)].map((match) => match[1]);
      expect(used.filter((id) => !ids.includes(id))).toEqual([]);
    }
    const types = part('[Content_Types].xml');
    const defaults = all(types, 'Default').map((type) => value(type, 'Extension'));
    const overrides = all(types, 'Override').map((type) => value(type, 'PartName')?.slice(1));
    const untyped = [...parts.keys()].filter(
      (name) => !overrides.includes(name) && !defaults.includes(name.slice(name.lastIndexOf('.') + 1)),
    );
    expect(untyped).toEqual(['[Content_Types].xml'].filter((name) => !defaults.includes('xml') && name !== ''));
  });

  it('lists the headings with their numbers before the list is brought up to date', async () => {
    const { body } = await full;
    const entries = all(body, 'w:p').filter((paragraph) => /^TOC\d$/.test(value(all(paragraph, 'w:pStyle')[0]) ?? ''));
    expect(entries.map((entry) => wordsOf(entry).replace(/\d+$/, '#'))).toEqual([
      '1Summary#',
      '2Alder Falls Police Department#',
      '2.1\u00a0D\u00a0\u00a0 Declines to participate#',
      '2.2Once more#',
      '3Profile: Bristow Police Department#',
      '4Sources#',
      '5Method#',
    ]);
  });

  it('lists headings of the first level alone where there are many', async () => {
    const parts = Array.from({ length: 11 }, (_value, index) => [
      aHeading(1, `Agency ${index + 1}`),
      aHeading(2, 'Declines'),
      aParagraph('Words.'),
    ]);
    const { body } = await write(aReport(parts.flat()));
    const listed = paragraphs(body).filter((line) => /^TOC\d:/.test(line));
    expect([listed.length, listed[0], listed[10]]).toEqual([11, 'TOC1: 1Agency 11', 'TOC1: 11Agency 112']);
    const entries = all(body, 'w:p').filter((paragraph) => value(all(paragraph, 'w:pStyle')[0]) === 'TOC1');
    const stops = entries.map((entry) => all(entry, 'w:tab').find((tab) => value(tab) === 'left'));
    expect(new Set(stops.map((stop) => value(stop, 'w:pos')))).toEqual(new Set(['567']));
  });

  it('leaves the list of headings out of a memo with few of them', async () => {
    const { body } = await write(aReport([aHeading(1, 'Issue'), aParagraph('Words.'), aHeading(1, 'Options')]));
    expect(paragraphs(body).filter((line) => line.startsWith('TOC'))).toEqual([]);
  });

  it('repeats the heads of tables, describes each table and merges its cells', async () => {
    const { body } = await full;
    const tables = all(body, 'w:tbl');
    expect(tables).toHaveLength(7);
    for (const table of tables) {
      expect(value(all(table, 'w:tblDescription')[0])).toMatch(/\w/);
      expect(value(all(table, 'w:tblCaption')[0])).toMatch(/\w/);
      const widths = all(table, 'w:gridCol').length;
      for (const row of table.children.filter(({ name }) => name === 'w:tr')) {
        const cells = row.children.filter(({ name }) => name === 'w:tc');
        const spans = cells.map((cell) => Number(value(all(cell, 'w:gridSpan')[0]) ?? 1));
        expect(spans.reduce((sum, span) => sum + span, 0)).toBe(widths);
        expect(cells.every((cell) => cell.children[cell.children.length - 1]?.name === 'w:p')).toBe(true);
      }
    }
    const headed = tables.filter((table) => all(table, 'w:tblHeader').length === 1);
    expect(headed).toHaveLength(6);
  });

  it('numbers captions of tables and figures by fields that already show their numbers', async () => {
    const { body } = await full;
    const captions = paragraphs(body).filter((line) => line.startsWith('Caption:'));
    expect(captions).toEqual([
      'Caption: Table\u00a01',
      'Caption: Table\u00a02. Stances by agency',
      'Caption: Figure\u00a01. Positions over time. * marks a change of position.',
      'Caption: Figure\u00a01 as a table',
    ]);
    const codes = all(body, 'w:instrText').map(({ text }) => text.trim());
    expect(codes.filter((code) => code.startsWith('SEQ'))).toEqual(['SEQ Table', 'SEQ Table', 'SEQ Figure']);
    expect(all(body, 'w:fldChar').filter((field) => value(field, 'w:dirty') === 'true')).toEqual([]);
  });

  it('goes on in a further table where a matrix has more columns than a page has room for', async () => {
    const columns = Array.from({ length: 14 }, (_value, index) => ({ name: `Topic ${index + 1}`, stance: null }));
    const cells = columns.map((_column, index) => ({ count: index, stances: [STANCES.declines] }));
    const totals = columns.map((_column, index) => index);
    const { body } = await write(
      aReport([
        {
          kind: 'matrix',
          caption: 'By topic',
          columns,
          rows: [{ agency: 'Omaha', jurisdiction: '', cells, total: 91 }],
          totals,
          total: 91,
          absent: [],
          lapsed: [],
        },
      ]),
    );
    const heads = all(body, 'w:tbl').map((table) => all(all(table, 'w:tr')[0] ?? table, 'w:tc').map(wordsOf));
    expect(heads).toEqual([
      ['Agency', ...columns.slice(0, 7).map(({ name }) => name)],
      ['Agency', ...columns.slice(7).map(({ name }) => name), 'Total'],
    ]);
    expect(paragraphs(body).filter((line) => line.startsWith('Caption:'))).toEqual([
      'Caption: Table\u00a01. By topic',
      'Caption: Table\u00a01 (continued)',
    ]);
  });

  it('draws a timeline whose periods are as fine as there is room for', async () => {
    const entry = (date: string): TimelineEntry => ({
      date,
      dateText: date,
      agency: 'Omaha',
      stance: STANCES.declines,
      topic: null,
      source: 'Statement',
      sourceNumber: null,
      isChange: false,
    });
    const heads = async (...dates: readonly string[]) => {
      const { body } = await write(aReport([{ kind: 'timeline', caption: 'Over time', entries: dates.map(entry) }]));
      return all(all(body, 'w:tr')[0] ?? body, 'w:tc')
        .map(wordsOf)
        .slice(1);
    };
    expect(await heads('2026-02-03')).toEqual(['Feb32026']);
    expect(await heads('2026-01-30', '2026-02-01')).toEqual(['Jan302026', 'Jan312026', 'Feb12026']);
    expect((await heads('2026-01-12', '2026-01-30')).slice(0, 2)).toEqual(['Jan12–132026', 'Jan14–152026']);
    expect((await heads('2026-01-29', '2026-02-28')).slice(0, 2)).toEqual(['Jan29–312026', 'Feb1–32026']);
    expect((await heads('2026-01-30', '2026-02-28'))[0]).toBe('Jan\u00a030–Feb\u00a012026');
    expect(await heads('2025-11', '2025-12-09')).toEqual(['Nov2025', 'Dec2025']);
    expect(await heads('2025-11-03', '2026-01-09')).toEqual(['Nov2025', 'Dec2025', 'Jan2026']);
    expect(await heads('2024-02', '2025-12')).toHaveLength(8);
    expect(await heads('2019', '2026-01')).toEqual(['2019', '2020', '2021', '2022', '2023', '2024', '2025', '2026']);
    expect(await heads('1990', '2026')).toEqual([
      '1990–1994',
      '1995–1999',
      '2000–2004',
      '2005–2009',
      '2010–2014',
      '2015–2019',
      '2020–2024',
      '2025–2029',
    ]);
  });

  it('sets words that are written from right to left in a paragraph of that direction', async () => {
    const use = aUse(1, aQuote(1, 'לא נשתתף באכיפה אזרחית (911)'), { note: null });
    const { body, bytes } = await write(
      aReport([{ kind: 'quote', use, showCodings: false, isBrief: false }], { uses: [use] }),
    );
    const quote = all(body, 'w:p').find((paragraph) => value(all(paragraph, 'w:pStyle')[0]) === 'Quote');
    expect(quote && all(quote, 'w:bidi').length + all(quote, 'w:rtl').length).toBe(2);
    expect([...readDocxEvidence(bytes).bookmarks.values()]).toEqual([use.printed]);
  });

  it('begins a page where the author broke one', async () => {
    const { body } = await write(aReport([aParagraph('One.'), { kind: 'pageBreak' }, aParagraph('Two.')]));
    const broken = all(body, 'w:p').filter((paragraph) => all(paragraph, 'w:pageBreakBefore').length > 0);
    expect(broken.map(wordsOf)).toEqual(['Two.']);
  });

  it('is printed on the paper of the briefing', async () => {
    const size = async (page: Report['page']) => {
      const { body } = await write(aReport([aParagraph('Words.')], { page }));
      const paper = all(body, 'w:pgSz')[0];
      return [value(paper, 'w:w'), value(paper, 'w:h')];
    };
    expect([await size('a4'), await size('letter')]).toEqual([
      ['11906', '16838'],
      ['12240', '15840'],
    ]);
  });

  it('states title, subject, key words and the program, and no person, revision or path', async () => {
    const { part, parts } = await full;
    const facts = part('docProps/core.xml').children[0]?.children.map(({ name, text }) => [name, text]);
    expect(Object.fromEntries(facts ?? [])).toEqual({
      'dc:title': 'Local participation in federal civil immigration enforcement',
      'dc:subject': 'Briefing as of November 15, 2026',
      'dc:creator': 'Standpoint',
      'dc:language': 'en-US',
      'cp:keywords':
        'Immigration enforcement statements 2026, Alder Falls Police Department, Bristow Police Department, Office of the Governor',
      'dc:description': expect.stringContaining('1 of 3 quotes could not be verified'),
      'dcterms:created': '2026-11-22T10:00:00Z',
      'dcterms:modified': '2026-11-22T10:00:00Z',
    });
    const everything = [...parts.values()].join('\n');
    expect(everything).not.toMatch(
      /w:rsid|lastModifiedBy|Un-named|<Template>|<Manager>|<Company>|w:ins |w:del |w:comment/,
    );
    expect(everything).not.toMatch(/\/home\/|\/work\/|\/tmp\/|[A-Z]:\\/);
  });

  it('gives the same bytes for the same report', async () => {
    const first = await writeReportDocx(aFullReport());
    await writeReportDocx(aFullReport(IN_TEXT_STYLE));
    expect(Buffer.from(await writeReportDocx(aFullReport())).equals(Buffer.from(first))).toBe(true);
  });

  it('survives hostile words everywhere', async () => {
    const hostile = "a<b>&\"\u0000\u0007\u001b\ud800]]>\uffff{{x}} =cmd|' /C calc'!A0";
    const quote = aQuote(1, hostile, {
      source: aSource(1, { title: hostile, url: 'javascript:alert(1)', issuer: hostile }),
    });
    const use = aUse(1, quote);
    const report = aReport(
      [
        {
          ...aHeading(1, hostile),
          kind: 'heading',
          level: 1,
          content: [plain(hostile)],
          subheading: hostile,
          stance: null,
        },
        aParagraph(hostile, plain('link', { href: 'javascript:alert(1)' })),
        { kind: 'quote', use, showCodings: true, isBrief: false },
        { kind: 'gap', reason: hostile },
        { kind: 'sources' },
      ],
      { uses: [use], title: hostile, notes: [{ number: 1, text: [{ text: hostile }], useId: 'use1' }] },
    );
    const { bytes, parts } = await write(report);
    for (const [name, xml] of parts) {
      expect(() => parse(xml), name).not.toThrow();
      expect(xml).not.toMatch(/[^\P{Cc}\t\n\r]/u);
    }
    expect([...parts.values()].join('')).not.toMatch(/Target="javascript:/);
    const { evidence } = readDocxEvidence(bytes);
    const printed = evidence?.uses[0]?.printed ?? '';
    expect(printed).toMatch(/^a<b>&"\ufffd]]>\{\{x}}/);
    expect(evidence).toEqual({
      ...evidenceOf(report),
      uses: evidenceOf(report).uses.map((one) => ({ ...one, printed })),
    });
  });
});
