import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../../electron/archive/importers/rendition.ts';
import { assertProperty } from '../../../support/assert-property.ts';
import { expectAligned } from './golden.ts';

const cases = [
  [
    'collapses white space as a browser does',
    '<p>One <b> two</b>\n  three </p> \n <p>four</p>',
    'One two three\n\nfour',
  ],
  ['breaks lines at br and paragraphs at two', '<p>a<br>b<br><br>c</p>', 'a\nb\n\nc'],
  [
    'parts cells by tabs and rows by line ends',
    '<table><tr><td><p>a</p></td><td></td><td>b</td></tr><tr><th>c</th><td>d</td></tr></table>e',
    'a\t\tb\nc\td\n\ne',
  ],
  ['keeps paragraphs inside a cell apart', '<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>', 'a\n\nb\tc'],
  [
    'parts items by line ends, also nested ones',
    '<ul><li>a<ul><li>b</li><li><p>c</p></li></ul></li><li>d</li></ul><p>e</p>',
    'a\nb\nc\nd\n\ne',
  ],
  ['keeps preformatted text', '<pre>\na\n  b\tc\n\nd\n</pre><p>e</p>', 'a\n  b\tc\n\nd\n\ne'],
  ['turns no-break spaces into spaces', '<p>H.R.&nbsp;1958 &nbsp; is</p>', 'H.R. 1958 is'],
  ['drops what cannot be seen', '<p>immi\u00adgration \u200blaw\u0007</p>', 'immigration law'],
  ['decodes entities once', '<p>&lt;b&gt; &amp;amp; &#8220;x&#8221;</p>', '<b> &amp; “x”'],
  ['joins words across inline elements', '<p>A<i>gen</i><b>cy</b> <a href="https://x.org">one</a>.</p>', 'Agency one.'],
  ['keeps terms and descriptions on lines', '<dl><dt>t</dt><dd>d</dd><dt>u</dt></dl>', 't\nd\nu'],
  [
    'drops scripts, styles, frames, drawings and fields',
    '<p>a</p><script>x</script><style>y</style><svg><text>z</text></svg><iframe>w</iframe><noscript>v</noscript><textarea>u</textarea><select><option>t</option></select><template>s</template>',
    'a',
  ],
  ['keeps the text of forms and buttons', '<form><label>Name</label> <button>Go</button></form>', 'Name Go'],
] as const;

describe('renderHtml', () => {
  it.each(cases)('%s', (_, html, text) => {
    const rendition = renderHtml(html);
    expect(rendition.text).toBe(text);
    expectAligned(rendition.html, rendition.text);
  });

  it('lets nothing through that runs, loads or leads out', () => {
    const { html } = renderHtml(`
      <p onclick="x()" style="background:url(https://x.org/a)" class="c">a</p>
      <a href="javascript:x()">b</a><a href="https://x.org/?q=&quot;">c</a><a href="#n1">1</a><p id="n1">n</p>
      <img src="https://x.org/i.png"><img src="data:image/svg+xml;base64,AAAA"><img src="data:image/png;base64,iVBORw0KGgo=" alt='"' onerror="x()">
      <video src="https://x.org/v"></video><object data="x"></object><embed src="x"><link rel="stylesheet" href="x"><base href="https://x.org">
      <meta http-equiv="refresh" content="0;url=https://x.org"><form action="https://x.org"><input name="q"></form>
      <math><mtext></mtext><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=x()&gt;"></mglyph></math>`);
    expect(html).not.toMatch(/<(?!\/?(?:p|a|img|span)\b)/);
    expect(html).not.toMatch(/\son\w+=|javascript:|style=|class=|src="(?!data:image\/png)/);
    expect(html).not.toMatch(/\shref="(?!#doc-)/);
    expect(html).toContain('<a title="https://x.org/?q=&quot;" data-href="https://x.org/?q=&quot;">');
    expect(html).toContain('<a href="#doc-n1">');
    expect(html).toContain('<p id="doc-n1">');
    expect(html).toContain('<img src="data:image/png;base64,iVBORw0KGgo=" alt="&quot;">');
  });

  it('keeps direction and language', () => {
    const { html } = renderHtml('<p dir="rtl" lang="he">שלום <span dir="ltr">A</span></p>', { lang: 'en', dir: 'ltr' });
    expect(html).toBe(
      '<div lang="en" dir="ltr"><p dir="rtl" lang="he"><span data-start="0">שלום</span><span dir="ltr"><span data-start="4"> A</span></span></p></div>',
    );
  });

  it('survives nesting that no browser would take', () => {
    const deep = 20_000;
    const { html, text } = renderHtml(`${'<div>'.repeat(deep)}deep${'</div>'.repeat(deep)}<p>after</p>`);
    expect(text).toBe('deep\n\nafter');
    expect(html.length).toBeLessThan(10_000);
    expectAligned(html, text);
  });

  it('cuts huge text into pieces that are still its own', () => {
    const { html, text } = renderHtml(`<p>${'word '.repeat(50_000)}${'😀'.repeat(30_000)}</p>`);
    expect(text).toHaveLength(310_000);
    expect(html.match(/<span/g)?.length).toBeGreaterThan(15);
    expectAligned(html, text);
  });

  it('aligns every text node with the canonical text, whatever the HTML', () => {
    const tag = fc.constantFrom(
      'p',
      'div',
      'b',
      'li',
      'ul',
      'table',
      'tr',
      'td',
      'th',
      'pre',
      'br',
      'h1',
      'a',
      'span',
      'dl',
      'dd',
      'script',
      'blockquote',
    );
    const piece = fc.oneof(
      tag.map((name) => `<${name}>`),
      tag.map((name) => `</${name}>`),
      fc.constantFrom(
        ' ',
        '\n',
        '\t',
        '&nbsp;',
        '&lt;',
        '&amp;',
        'word',
        'two words',
        'é',
        '\u0007',
        '\ud83d',
        '<',
        '\u00ad',
        '<!-- c -->',
      ),
    );
    assertProperty(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const html = pieces.join('');
        const rendition = renderHtml(html);
        expectAligned(rendition.html, rendition.text);
        expect(renderHtml(html)).toEqual(rendition);
      }),
      { numRuns: 400 },
    );
  });
});
