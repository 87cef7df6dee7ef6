import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { markOf } from '../../../shared/domain/evidence-mark.ts';
import { evidenceOf } from '../../../shared/domain/evidence-of.ts';
import { readDocxEvidence } from '../../../shared/exporters/docx-evidence.ts';
import { writeReportDocx } from '../../../shared/exporters/docx-report.ts';
import { readDocxText } from '../../../shared/exporters/docx-text.ts';
import { aFullReport, aLargeReport, aQuote, aReport, aUse } from '../../support/a-report.ts';
import { assertProperty } from '../../support/assert-property.ts';

const body = (xml: string): string =>
  `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${xml}</w:body></w:document>`;
const run = (words: string, form = ''): string => `<w:r>${form}<w:t xml:space="preserve">${words}</w:t></w:r>`;
const start = '<w:bookmarkStart w:id="7" w:name="Quote_1_a"/>';
const end = '<w:bookmarkEnd w:id="7"/>';

/** A document with parts put in, changed or, by null, taken out. */
function changed(docx: Uint8Array, parts: Readonly<Record<string, string | null>>): Uint8Array {
  const files = unzipSync(docx);
  for (const [name, xml] of Object.entries(parts)) {
    if (xml === null) delete files[name];
    else files[name] = strToU8(xml);
  }
  return zipSync(files);
}

describe('readDocxEvidence', () => {
  /** Written once: none of the tests changes it. */
  const full = writeReportDocx(aFullReport());

  it('reads the evidence that was written and the words in each bookmark', async () => {
    const report = aFullReport();
    const read = readDocxEvidence(await full);
    const evidence = evidenceOf(report);
    expect(read.evidence).toEqual(evidence);
    expect(read.evidenceFault).toBeNull();
    expect(evidence.uses.map(({ mark }) => read.bookmarks.get(mark))).toEqual(
      evidence.uses.map(({ printed }) => printed),
    );
    expect(read.text).toContain('The chief said that officers “[will] not take part in raids”');
    expect(read.notes.split('\n')).toContain(' A remark of the author’s own.');
  });

  it('finds every bookmark of a briefing of many quotes', async () => {
    const report = aLargeReport(60);
    const { bookmarks } = readDocxEvidence(await writeReportDocx(report));
    expect(report.uses.filter((use) => bookmarks.get(markOf(use)) !== use.printed)).toEqual([]);
  });

  it('reads back whatever words were quoted, character by character', async () => {
    const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
    await assertProperty(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 12 }), async (quoted) => {
        const uses = quoted.map((text, index) => aUse(index + 1, aQuote(index + 1, text), { note: null }));
        const blocks = uses.map((use) => ({ kind: 'quote', use, showCodings: false, isBrief: false }) as const);
        const { evidence, bookmarks } = readDocxEvidence(await writeReportDocx(aReport(blocks, { uses })));
        const printed = evidence?.uses.map((use) => use.printed);
        expect(evidence?.uses.map(({ mark }) => bookmarks.get(mark) ?? '')).toEqual(printed);
        expect(printed?.length).toBe(quoted.length);
      }),
      { numRuns: 15 },
    );
  });

  it('finds the part under another name and prefix', async () => {
    const docx = await full;
    const part = strFromU8(unzipSync(docx)['customXml/item1.xml'] ?? new Uint8Array());
    const other = part.replace('<evidence xmlns=', '<a:evidence xmlns:a=').replace('</evidence>', '</a:evidence>');
    const moved = changed(docx, {
      'customXml/item1.xml':
        '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"/>',
      'customXml/item3.xml': other,
    });
    expect(readDocxEvidence(moved).evidence).toEqual(evidenceOf(aFullReport()));
  });

  it.each([
    ['no part at all', null, null],
    ['JSON that is cut off', '{"format":', 'What this document carries about its quotes is damaged.'],
    [
      'JSON of another form',
      '{"format":"standpoint-evidence/1"}',
      'What this document carries about its quotes is damaged.',
    ],
  ])('says what it finds: %s', async (_name, json, fault) => {
    const docx = await full;
    const part = json === null ? null : `<evidence xmlns="urn:standpoint:evidence:1">${json}</evidence>`;
    const read = readDocxEvidence(changed(docx, { 'customXml/item1.xml': part }));
    expect([read.evidence, read.evidenceFault, read.briefingId]).toEqual([null, fault, 'briefing1']);
    expect(read.bookmarks.size).toBeGreaterThan(0);
  });

  it.each([
    ['no ZIP', () => strToU8('not a document')],
    ['no text', async () => changed(await full, { 'word/document.xml': null })],
    ['text that is not well formed', async () => changed(await full, { 'word/document.xml': '<w:p>' })],
  ])('refuses what is no Word document: %s', async (_name, make) => {
    const bytes = await make();
    expect(() => readDocxEvidence(bytes)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });

  it('refuses a part that unpacks to far more than a briefing', async () => {
    const bomb = zipSync({ 'word/document.xml': strToU8('<w:p/>') });
    // The directory of a ZIP begins with PK 1 2; 24 bytes on it states the size of the entry.
    const directory = Buffer.from(bomb).indexOf('PK\u0001\u0002', 0, 'latin1');
    new DataView(bomb.buffer, bomb.byteOffset).setUint32(directory + 24, 129 * 1024 ** 2, true);
    expect(() => readDocxEvidence(bomb)).toThrow(expect.objectContaining({ code: 'too-large' }));
  });
});

describe('readDocxText', () => {
  it.each([
    [
      'over several runs',
      `<w:p>${start}${run('will ')}${run('not', '<w:rPr><w:b/></w:rPr>')}${end}${run('!')}</w:p>`,
      'will not',
    ],
    [
      'without what is deleted',
      `<w:p>${start}${run('will')}<w:del w:id="1">${run(' not').replace(/w:t/g, 'w:delText')}</w:del>${end}</w:p>`,
      'will',
    ],
    [
      'without what was moved away',
      `<w:p>${start}<w:moveFrom w:id="1">${run('not ')}</w:moveFrom>${run('now')}${end}</w:p>`,
      'now',
    ],
    [
      'with what is inserted',
      `<w:p>${start}${run('will')}<w:ins w:id="1">${run(' not')}</w:ins>${end}</w:p>`,
      'will not',
    ],
    [
      'without hidden words',
      `<w:p>${start}${run('will')}${run(' not', '<w:rPr><w:vanish/></w:rPr>')}${end}</w:p>`,
      'will',
    ],
    [
      'with words that are shown again',
      `<w:p>${start}${run('not', '<w:rPr><w:vanish w:val="0"/></w:rPr>')}${end}</w:p>`,
      'not',
    ],
    [
      'whatever its form was before',
      `<w:p>${start}${run('not', '<w:rPr><w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>')}${end}</w:p>`,
      'not',
    ],
    [
      'over paragraphs and lines',
      `<w:p>${start}${run('one')}<w:r><w:br/></w:r>${run('two')}</w:p><w:p>${run('three')}${end}</w:p>`,
      'one\ntwo\nthree',
    ],
    [
      'with hyphens and tabs',
      `<w:p>${start}${run('a')}<w:r><w:noBreakHyphen/><w:tab/></w:r>${run('b')}${end}</w:p>`,
      'a\u2011\tb',
    ],
    ['without codes of fields', `<w:p>${start}<w:r><w:instrText>PAGE</w:instrText></w:r>${run('2')}${end}</w:p>`, '2'],
    [
      'once where a drawing has a fallback',
      `<w:p>${start}<mc:AlternateContent xmlns:mc="x"><mc:Choice>${run('a')}</mc:Choice><mc:Fallback>${run('a')}</mc:Fallback></mc:AlternateContent>${end}</w:p>`,
      'a',
    ],
  ])('reads a bookmark %s', (_name, xml, words) => {
    expect(readDocxText(body(xml)).bookmarks.get('Quote_1_a')).toBe(words);
  });

  it('puts each paragraph on a line of its own, in tables as well', () => {
    const table = `<w:tbl><w:tr><w:tc><w:p>${run('a')}</w:p></w:tc><w:tc><w:p>${run('b')}</w:p></w:tc></w:tr></w:tbl>`;
    expect(readDocxText(body(`<w:p>${run('x')}</w:p>${table}<w:p>${run('y')}</w:p>`)).text).toBe('x\na\nb\ny');
  });

  it('refuses nesting beyond all reason', () => {
    expect(() => readDocxText(body(`${'<w:sdt>'.repeat(3000)}${'</w:sdt>'.repeat(3000)}`))).toThrow(
      'nested too deeply',
    );
  });
});
