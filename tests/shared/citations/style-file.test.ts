import { describe, expect, it } from 'vitest';
import { BUILT_IN_STYLES } from '../../../shared/citations/built-in-styles.ts';
import { createCitationFormatter } from '../../../shared/citations/citation-formatter.ts';
import { readStyle } from '../../../shared/citations/style-file.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import { builtInCsl, LOCALES, marked } from './sources.ts';

const NAMESPACE = 'http://purl.org/net/xbiblio/csl';

const style = (body: string, attributes = 'class="note"'): string =>
  `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="${NAMESPACE}" version="1.0" ${attributes}>
  <info><title>House style</title><id>http://example.org/styles/House_Style</id></info>
  ${body}
</style>`;

const CITATION = '<citation><layout suffix="."><text variable="title" font-style="italic"/></layout></citation>';

function faultOf(xml: string): { readonly code: string; readonly message: string } {
  try {
    readStyle(xml);
  } catch (error) {
    if (error instanceof ArchiveError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('the style was read');
}

describe('readStyle', () => {
  it.each(BUILT_IN_STYLES)('reads $id as the list of styles has it', ({ id, kind, locale }) => {
    const file = readStyle(builtInCsl(id));
    expect({ id: file.id, kind: file.kind, locale: file.locale ?? 'en-US' }).toEqual({ id, kind, locale });
  });

  it('reads id, title and kind of a style', () => {
    const { root: _root, ...read } = readStyle(style(CITATION, 'class="in-text" default-locale="de-DE"'));
    expect(read).toEqual({ id: 'house-style', title: 'House style', kind: 'in-text', locale: 'de-DE' });
  });

  it('reads a style whose elements have a prefix', () => {
    const xml = `<cs:style xmlns:cs="${NAMESPACE}" version="1.0" class="note"><cs:info><cs:title>P</cs:title></cs:info><cs:citation><cs:layout><cs:text variable="title"/></cs:layout></cs:citation></cs:style>`;
    expect(readStyle(xml)).toMatchObject({ id: 'p', title: 'P' });
  });

  it.each([
    ['no XML', 'A style? Not at all.', 'corrupt', /not well-formed XML \(line 1/],
    [
      'an element that is not closed',
      style('<citation><layout>'),
      'corrupt',
      /not well-formed XML \(line \d+, column \d+/,
    ],
    ['nothing', '', 'corrupt', /not well-formed XML|empty/],
    ['a page of the web', '<html><body/></html>', 'corrupt', /begins with <html>/],
    ['a file of terms', `<locale xmlns="${NAMESPACE}"/>`, 'corrupt', /begins with <locale>/],
    ['a style without a class', style(CITATION, ''), 'corrupt', /class/],
    ['a style without a citation', style(''), 'corrupt', /no <citation>/],
    ['a citation without a layout', style('<citation/>'), 'corrupt', /one <layout>/],
    [
      'an element of no style',
      style('<citation>\n<layout><loop/></layout></citation>'),
      'corrupt',
      /line 5 has the element <loop>/,
    ],
    [
      'a macro that is missing',
      style('<citation><layout><text macro="authors"/></layout></citation>'),
      'corrupt',
      /“authors”, which is not there/,
    ],
    [
      'macros that call each other',
      style(
        `<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro><citation><layout><text macro="a"/></layout></citation>`,
      ),
      'corrupt',
      /calls itself/,
    ],
    [
      'macros that double at every step',
      style(
        Array.from(
          { length: 40 },
          (_, n) => `<macro name="m${n}"><text macro="m${n + 1}"/><text macro="m${n + 1}"/></macro>`,
        ).join('') +
          '<macro name="m40"><text value="ha"/></macro><citation><layout><text macro="m0"/></layout></citation>',
      ),
      'too-large',
      /never end/,
    ],
    [
      'entities of its own',
      `<!DOCTYPE style [<!ENTITY a "x">]>${style('<macro name="a"><text value="&a;"/></macro>').slice(39)}`,
      'corrupt',
      /entity/,
    ],
    [
      'elements within elements without end',
      style(`${'<group>'.repeat(150)}${'</group>'.repeat(150)}`),
      'corrupt',
      /nested/,
    ],
    ['a file of three million characters', ' '.repeat(3_000_000), 'too-large', /2,000,000/],
  ] as const)('refuses %s and says what is wrong', (_name, xml, code, message) => {
    expect(faultOf(xml)).toEqual({ code, message: expect.stringMatching(message) });
  });

  it('refuses a dependent style and names the one it stands for', () => {
    const xml = `<style xmlns="${NAMESPACE}" version="1.0"><info><title>Journal of Detention</title><link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info></style>`;
    expect(faultOf(xml)).toEqual({
      code: 'unsupported',
      message:
        '“Journal of Detention” is a dependent style: it holds no rules and only points to http://www.zotero.org/styles/apa. Add the file of that style instead.',
    });
  });
});

describe('createCitationFormatter', () => {
  const format = (csl: string, kind: 'note' | 'in-text' = 'note') =>
    createCitationFormatter({
      style: { id: 'house', title: 'House style', kind },
      file: readStyle(csl),
      locales: LOCALES,
    });

  it('keeps forms, takes marks and tags in titles for words, and makes links of web addresses alone', () => {
    const csl = style(
      `<citation><layout suffix="."><group delimiter=", "><text variable="title" font-style="italic" quotes="true"/><text variable="publisher" font-weight="bold"/><text variable="genre" font-variant="small-caps"/><text variable="note" /><text variable="medium" vertical-align="sup"/><text variable="URL"/></group></layout></citation>`,
    );
    const { citations, bibliography } = format(csl)([
      {
        useId: 'u',
        page: null,
        item: {
          id: 'x',
          type: 'report',
          title: 'Costs $& <b onclick="x()">more</b> &amp; \ue001less\ue000',
          publisher: '<script>alert(1)</script>',
          genre: 'Memo',
          medium: '2',
          URL: 'https://example.org/?a=1&b=2',
        },
      },
      { useId: 'v', page: null, item: { id: 'y', type: 'report', title: 'Bad', URL: 'javascript:alert(1)' } },
    ]);
    expect(citations).toEqual([
      [
        { text: '“' },
        { text: 'Costs $& <b onclick="x()">more</b> &amp; less,', italic: true },
        { text: '” ' },
        { text: '<script>alert(1)</script>', bold: true },
        { text: ', ' },
        { text: 'Memo', smallCaps: true },
        { text: ', ' },
        { text: '2', superscript: true },
        { text: ', ' },
        { text: 'https://example.org/?a=1&b=2', href: 'https://example.org/?a=1&b=2' },
        { text: '.' },
      ],
      [{ text: '“' }, { text: 'Bad,', italic: true }, { text: '” javascript:alert(1).' }],
    ]);
    expect(bibliography).toEqual([]);
  });

  it('cites by its title what the style prints nothing of', () => {
    const csl = style('<citation><layout><text variable="DOI"/></layout></citation>');
    const { citations } = format(csl)([{ useId: 'u', page: '3', item: { id: 'x', type: 'report', title: 'Rules' } }]);
    expect(citations.map(marked)).toEqual(['Rules.']);
  });

  it('tells a hyphen within a page label from a range', () => {
    const csl = style(
      '<citation><layout><group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group></layout></citation>',
    );
    const item = { id: 'x', type: 'report', title: 'Rules' };
    const { citations } = format(csl)(
      ['A-3', '3–5', 'iv', '3–5, 9', 'xii–xiv'].map((page) => ({ useId: page, page, item })),
    );
    expect(citations.map(marked)).toEqual(['p. A-3', 'pp. 3–5', 'p. iv', 'pp. 3–5, 9', 'pp. xii–xiv']);
  });

  it('gives the same for the same, whatever was formatted between', () => {
    const formatter = createCitationFormatter({
      style: { id: 'apa', title: 'APA', kind: 'in-text' },
      file: readStyle(builtInCsl('apa')),
      locales: LOCALES,
    });
    const request = (id: string, title: string) => ({
      useId: id,
      page: null,
      item: { id, type: 'report', title, author: [{ literal: 'Office' }], issued: { 'date-parts': [[2026]] } },
    });
    const alone = formatter([request('a', 'One')]);
    expect(formatter([request('a', 'One'), request('b', 'Two')]).citations.map(marked)).toEqual([
      '(Office, 2026a)',
      '(Office, 2026b)',
    ]);
    expect(formatter([request('a', 'One')])).toEqual(alone);
    expect(formatter([])).toEqual({
      style: { id: 'apa', title: 'APA', kind: 'in-text' },
      citations: [],
      bibliography: [],
    });
  });
});

describe('a style that can be read but not followed', () => {
  it('is refused with its title when it is used', () => {
    const csl = style(
      '<citation><layout><choose><if match="most" variable="title"><text value="x"/></if></choose></layout></citation>',
    );
    const use = () =>
      createCitationFormatter({
        style: { id: 'house', title: 'House style', kind: 'note' },
        file: readStyle(csl),
        locales: LOCALES,
      })([{ useId: 'u', page: null, item: { id: 'x', type: 'report', title: 'Rules' } }]);
    expect(use).toThrow(/^The citation style “House style” fails: .+Use another style/);
  });
});
