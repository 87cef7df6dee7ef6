import { describe, expect, it } from 'vitest';
import { hiddenStylesOf, readDocxText } from '../../../shared/exporters/docx-text.ts';

const NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const run = (words: string, form = ''): string =>
  `<w:r>${form === '' ? '' : `<w:rPr>${form}</w:rPr>`}<w:t xml:space="preserve">${words}</w:t></w:r>`;
const body = (inner: string): string =>
  `<w:document ${NAMESPACE}><w:body><w:p><w:bookmarkStart w:id="1" w:name="Q"/>${run('We will ')}${inner}${run('assist')}<w:bookmarkEnd w:id="1"/></w:p></w:body></w:document>`;
const words = (inner: string, styles?: ReadonlySet<string>): string | undefined =>
  readDocxText(body(inner), styles).bookmarks.get('Q');

const styles = hiddenStylesOf(`<w:styles ${NAMESPACE}>
  <w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>
  <w:style w:type="character" w:styleId="Child"><w:basedOn w:val="Gone"/></w:style>
  <w:style w:type="character" w:styleId="Back"><w:basedOn w:val="Gone"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
  <w:style w:type="character" w:styleId="Tiny"><w:rPr><w:sz w:val="2"/></w:rPr></w:style>
  <w:style w:type="character" w:styleId="Plain"><w:basedOn w:val="Plain"/><w:rPr><w:sz w:val="22"/></w:rPr></w:style>
</w:styles>`);

describe('readDocxText', () => {
  it.each([
    ['said to be hidden', run('not ', '<w:vanish/>')],
    ['of half a point', run('not ', '<w:sz w:val="1"/>')],
    ['white on white', run('not ', '<w:color w:val="ffffff"/>')],
    ['white, said not to be highlighted', run('not ', '<w:color w:val="FFFFFF"/><w:highlight w:val="none"/>')],
    ['white on white shading', run('not ', '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="FFFFFF"/>')],
    ['white on shading of no color', run('not ', '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="auto"/>')],
    ['hidden by their style', run('not ', '<w:rStyle w:val="Gone"/>')],
    ['hidden by the style that theirs is based on', run('not ', '<w:rStyle w:val="Child"/>')],
    ['of a style too small to read', run('not ', '<w:rStyle w:val="Tiny"/>')],
    ['deleted, and the deletion tracked', `<w:del w:id="5">${run('not ').replaceAll('w:t', 'w:delText')}</w:del>`],
    ['moved away', `<w:moveFrom w:id="5">${run('not ')}</w:moveFrom>`],
  ])('leaves out words that are %s', (_, inner) => {
    expect(words(inner, styles)).toBe('We will assist');
  });

  it.each([
    ['hidden words', run('not ', '<w:vanish/>'), /hidden/],
    ['words hidden by their style', run('not ', '<w:rStyle w:val="Gone"/>'), /hidden/],
    ['white words', run('not ', '<w:color w:val="FFFFFF"/>'), /hidden/],
    ['a hidden sign', '<w:r><w:rPr><w:vanish/></w:rPr><w:sym w:char="0034"/></w:r>', /hidden/],
    ['words white by the theme', run('not ', '<w:color w:val="FFFFFF" w:themeColor="background1"/>'), /hidden/],
    ['words white but for the theme', run('not ', '<w:color w:val="FFFFFF" w:themeColor="text1"/>'), /white/],
    [
      'words that the theme alone makes white',
      run('not ', '<w:color w:val="000000" w:themeColor="light1"/>'),
      /hidden/,
    ],
  ])('doubts a bookmark with %s', (_, inner, reason) => {
    expect([...readDocxText(body(inner), styles).doubts]).toEqual([['Q', expect.stringMatching(reason)]]);
  });

  it.each([
    ['hidden spaces', run(' – ', '<w:vanish/>')],
    ['tracked deletions', `<w:del w:id="5">${run('not ').replaceAll('w:t', 'w:delText')}</w:del>`],
    ['white words on black', run('not ', '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>')],
    ['grey words', run('not ', '<w:color w:val="7F7F7F" w:themeColor="background1" w:themeShade="80"/>')],
  ])('doubts nothing for %s', (_, inner) => {
    const { doubts } = readDocxText(body(inner), styles);
    expect([...doubts]).toEqual([]);
  });

  it('leaves a sign in the text where words are hidden, and none in the bookmark', () => {
    const { text, bookmarks } = readDocxText(body(`\n${run('not ', '<w:vanish/>')}${run('\ufffd')}`));
    expect(text).toBe('We will \ufffd\ufffdassist');
    expect(bookmarks.get('Q')).toBe('We will \ufffdassist');
  });

  it.each([
    ['said not to be hidden', run('not ', '<w:vanish w:val="false"/>')],
    ['shown against their style', run('not ', '<w:rStyle w:val="Gone"/><w:vanish w:val="0"/>')],
    ['of a style that is shown against its own', run('not ', '<w:rStyle w:val="Back"/>')],
    ['of a style that is based on itself', run('not ', '<w:rStyle w:val="Plain"/>')],
    ['white on another color', run('not ', '<w:color w:val="FFFFFF"/><w:shd w:fill="000000"/>')],
    ['white but for the theme', run('not ', '<w:color w:val="FFFFFF" w:themeColor="text1"/>')],
    ['small, but not too small', run('not ', '<w:sz w:val="12"/>')],
    ['inserted, and the insertion tracked', `<w:ins w:id="5">${run('not ')}</w:ins>`],
    ['moved there', `<w:moveTo w:id="5">${run('not ')}</w:moveTo>`],
    ['hidden before a tracked change', run('not ', '<w:rPrChange w:id="4"><w:rPr><w:vanish/></w:rPr></w:rPrChange>')],
  ])('reads words that are %s', (_, inner) => {
    expect(words(inner, styles)).toBe('We will not assist');
  });

  it('leaves out paragraphs that are hidden by their style, and no others', () => {
    const paragraph = (text: string, form: string): string => `<w:p><w:pPr>${form}</w:pPr>${run(text)}</w:p>`;
    const xml = `<w:document ${NAMESPACE}><w:body>${paragraph('one', '<w:pStyle w:val="Gone"/>')}${paragraph('two', '')}${paragraph('three', '<w:pStyle w:val="Plain"/><w:pPrChange w:id="4"><w:pPr><w:pStyle w:val="Gone"/></w:pPr></w:pPrChange>')}</w:body></w:document>`;
    expect(readDocxText(xml, styles).text.split('\n')).toEqual(['\ufffd', 'two', 'three']);
  });
});
