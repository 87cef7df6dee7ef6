import { describe, expect, it } from 'vitest';
import { readHtmlEvidence } from '../../../electron/archive/verify-briefing-html.ts';

const MARK = 'Quote_1_abc';

/** A page with some words in the element of a quote. */
const page = (words: string, { head = '', around = (mark: string) => mark } = {}): string =>
  `<!doctype html><html><head>${head}</head><body><p>It says “${around(`<span class="words" id="${MARK}">${words}</span>`)}”.</p></body></html>`;

const read = (words: string, options: Parameters<typeof page>[1] = {}) => {
  const { marks, text, doubts, remarks } = readHtmlEvidence(page(words, options));
  return { words: marks.get(MARK), text, doubts: [...doubts.values()], remarks };
};

const style = (css: string) => ({ head: `<style>${css}</style>` });

describe('readHtmlEvidence', () => {
  it.each([
    ['display', '<i style="display:none">not </i>'],
    ['display, in other letters', '<i style="DISPLAY : NONE !important">not </i>'],
    ['an escape', '<i style="d\\69splay:none">not </i>'],
    ['visibility', '<i style="color:red;visibility:hidden">not </i>'],
    ['no size', '<i style="font-size:0">not </i>'],
    ['hardly a size', '<i style="font-size: .5px">not </i>'],
    ['no size, in short', '<i style="font:0/0 a">not </i>'],
    ['opacity', '<i style="opacity:0.0">not </i>'],
    ['no color', '<i style="color:transparent">not </i>'],
    ['a place far away', '<i style="position:absolute;left:-9999px">not </i>'],
    ['a box without room', '<i style="display:inline-block;width:0;overflow:hidden">not </i>'],
    ['a clip', '<i style="clip-path:inset(50%)">not </i>'],
    ['the attribute hidden', '<i hidden>not </i>'],
    ['an element that is not shown', '<template>not </template>'],
  ])('leaves out of a quote what is hidden by %s', (_, inner) => {
    const { words, doubts, text } = read(`We will ${inner}assist`);
    expect(words).toBe('We will assist');
    expect(doubts).toEqual(['Part of the words in it are hidden by the page.']);
    expect(text.replace(/\ufffd/u, '')).toBe('It says “We will assist”.');
  });

  it.each([
    ['by another rule', '<i class="x">not </i>', '.x{display:none}.x{display:inline}'],
    ['in narrow windows alone', '<i class="x">not </i>', '@media (max-width:1px){.x{display:none}}'],
    ['against its attribute', '<i hidden>not </i>', '[hidden]{display:inline}'],
    ['within what is hidden', '<i class="x"><b style="visibility:visible">not </b></i>', '.x{visibility:hidden}'],
  ])('doubts a quote with words that a rule hides, though they are shown %s', (_, inner, css) => {
    expect(read(`We will ${inner}assist`, style(css)).doubts).toEqual([expect.stringContaining('hidden by the page')]);
  });

  it('doubts nothing for what is hidden without words, and lets nothing hidden stand beside a quote unseen', () => {
    expect(read('We <i hidden> – </i>will')).toMatchObject({ doubts: [], text: 'It says “We will”.' });
    const around = (mark: string): string => `<i hidden>never </i>${mark}`;
    expect(read('assist', { around })).toMatchObject({ words: 'assist', doubts: [], text: 'It says “\ufffdassist”.' });
  });

  it.each([
    ['a class', '.x{display:none}'],
    ['a list of selectors', 'h1, p > .words .x:not(.y) { visibility : hidden }'],
    ['a rule for screens', '@media screen and (min-width:1px){.x{display:none}}'],
    ['a rule in a layer', '@layer a{@supports (color:red){.x{display:none}}}'],
    ['a rule within another', 'p{color:red;.x{display:none}}'],
    ['a rule behind a comment and a brace in words', '/* { */ p::before{content:"}"} .x{font-size:0}'],
  ])('leaves out what is hidden by %s in a style sheet', (_, css) => {
    expect(read('We will <i class="x">not </i>assist', style(css)).words).toBe('We will assist');
  });

  it.each([
    ['print alone', '@media print{.x{display:none}}'],
    ['another element', '.y{display:none}'],
    ['a mark before it', '.x::before{display:none}'],
    ['another property', '.x{font-size:10px;width:0;opacity:0.9;margin:0}'],
    ['what is no style sheet', '.x{display:none'.slice(0, 4)],
    ['a selector nobody knows', '.x:::no{display:none}'],
  ])('reads what styles hide only by %s', (_, css) => {
    expect(read('We will <i class="x">not </i>assist', style(css)).words).toBe('We will not assist');
  });

  it('reads nothing of a quote that is hidden as a whole', () => {
    const around = (mark: string): string => `<b style="display:none">${mark}</b>`;
    expect(read('We will assist', { around })).toMatchObject({ words: undefined, text: 'It says “\ufffd”.' });
  });

  it.each([
    ['a part that screen readers are not told', 'We will <i aria-hidden="true">not </i>assist', {}, /screen readers/],
    ['words that a style puts before it', 'assist', style(`#${MARK}::before{content:"never "}`), /puts words/],
    ['words that a style takes from an attribute', 'assist', style('.words:after{content:attr(id)}'), /puts words/],
  ])('doubts %s', (_, words, options, reason) => {
    expect(read(words, options).doubts).toEqual([expect.stringMatching(reason)]);
  });

  it('doubts nothing for a sign that a style puts there, nor for what is put beside the page', () => {
    expect(read('assist', style('.words::before{content:"◎ "} body::after{content:"Draft"}')).doubts).toEqual([]);
  });

  it.each([
    ['an import', '@import "data:text/css,.x{display:none}";', /styles from another file/],
    ['an import, by an escape', '@\\69mport url(a.css);', /styles from another file/],
    ['a language', ':lang(en) .x{display:none}', /not made out/],
    ['a direction', '.x:dir(ltr){display:none}', /not made out/],
    ['what all are', '.x:defined{display:none}', /not made out/],
    ['what cannot be written', '.x:read-only{display:none}', /not made out/],
    ['a place among its like', ':nth-child(1 of .x){display:none}', /not made out/],
    ['any namespace', '*|i{display:none}', /not made out/],
    ['what is not so now', '.x:not(:fullscreen){display:none}', /not made out/],
    ['the pointer', '.x:not(:hover){display:none}', /not made out/],
    ['a part that nobody knows', '.words::part(a){display:none}', /not made out/],
    ['a color kept for later', ':root{--x:transparent}.x{color:var(--x)}', /not made out/],
    ['nesting beyond all reason', `${'.x{'.repeat(40)}display:none`, /not looked at to their end/],
    ['lists in lists', `${'a,a,a,a{'.repeat(30)}display:none`, /not looked at to their end/],
    ['selectors that grow', `${'& &{'.repeat(30)}display:none`, /not looked at to their end/],
  ])('remarks what it does not know of %s', (_, css, remark) => {
    expect(read('We will <i class="x">not </i>assist', style(css)).remarks).toEqual([expect.stringMatching(remark)]);
  });

  it.each([
    ['a sheet that is not closed', '<style>x{</style><style>.x{display:none}</style>'],
    ['a comment that is not closed', '<style>/* x</style><style>.x{display:none}</style>'],
    ['words that are not closed', '<style>x{content:"</style><style>.x{display:none}</style>'],
    ['a comment within words', '<style>p{content:"/*"}.x{display:none}p{content:"*/"}</style>'],
    ['an escape within words', String.raw`<style>p{content:"\"}"}.x{display:none}</style>`],
    ['an escape before a bracket', String.raw`<style>p\{,.x{display:none}</style>`],
    ['an escape as a letter', String.raw`<style>.\78{display:none}</style>`],
    ['words that end with their line', '<style>p{content:"a\n}.x{display:none}</style>'],
    ['an address with a quotation mark', "<style>p{background:url(a')}.x{display:none}</style>"],
    ['brackets that close nothing', '<style>p{color:red)]}.x{display:none}</style>'],
    ['a brace in brackets', '<style>p{color:(})}.x{display:none}</style>'],
    ['a comment in a query', '<style>@media/**/screen{.x{display:none}}</style>'],
    ['a statement without a block', '<style>@layer a;@charset "x";.x{display:none}</style>'],
    ['words that look like a mark', '<style>[title=":before"]{display:none}</style>'],
    ['capital letters', '<style>I:NOT(.y){DISPLAY:NONE}</style>'],
  ])('leaves out what a style hides behind %s', (_, head) => {
    expect(read('We will <i class="x" title=":before">not </i>assist', { head })).toMatchObject({
      words: 'We will assist',
      doubts: [expect.stringContaining('hidden by the page')],
      remarks: [],
    });
  });

  it.each([
    'display:none',
    'position:absolute;left:-99em',
    'display:inline-block;transform:translateX(-9999px)',
    'filter:opacity(0)',
    'opacity:1e-9',
    'opacity:5%',
    'font-size:1e-3px',
    'color:rgb(0 0 0/0)',
    'inset:0 0 0 -200vw',
    'text-indent:9999px',
    'transform:scale(1,0)',
    'visibility:inherit;visibility:hidden',
  ])('leaves out what is hidden by %s', (css) => {
    const inner = `We will <i style="${css}">not </i>assist`;
    expect(read(inner)).toMatchObject({ words: 'We will assist', doubts: [expect.stringContaining('hidden')] });
  });

  it.each([
    'display:var(--x)',
    'opacity:calc(1 - 1)',
    'font-size:var(--x)',
    'font:var(--x)',
    'filter:contrast(0)',
    'transform:rotateX(90deg)',
    'clip-path:polygon(0 0)',
    'mask-image:linear-gradient(transparent)',
    'animation:gone 0s forwards',
    'margin-left:calc(-1 * var(--x))',
    'width:0',
    'z-index:-1',
    'letter-spacing:-1em',
    'content:url(a.png)',
    'color:color-mix(in srgb,red 0%,transparent)',
    'unicode-bidi:bidi-override',
  ])('doubts words that may be hidden by %s', (css) => {
    const { words, doubts } = read('We will <i class="x">not </i>assist', style(`.x{${css}}`));
    expect(words).toBe('We will not assist');
    expect(doubts).toEqual([expect.stringContaining('may hide')]);
    expect(read('assist', { around: (mark) => `<b style="${css}">${mark}</b>` }).doubts).toEqual(doubts);
  });

  it.each([
    'display:inline-flex;visibility:visible;opacity:.9',
    'font:600 .9rem var(--sans);color:var(--ink);background:color-mix(in srgb,red 16%,transparent)',
    'text-indent:-1.6rem;top:-4rem;margin:-.4rem 0 .75rem auto;z-index:2;letter-spacing:-.015em',
    'transform:none;filter:none;clip-path:none;content:normal;opacity:inherit;list-style:none',
    'width:100%;max-height:80vh;overflow:auto;height:auto',
    'font-size:smaller;quotes:"“" "”";color:rgb(0 0 0/.8);color:#101010',
  ])('doubts nothing for %s', (css) => {
    const inner = 'We will <i class="x">not </i>assist';
    expect(read(inner, style(`.x{${css}}`))).toMatchObject({ words: 'We will not assist', doubts: [], remarks: [] });
    expect(read(inner.replace('class="x"', `style='${css}'`)).doubts).toEqual([]);
  });

  it.each(['<img alt="not">', '<input value="not">', '<details>not</details>', '<button>not</button>'])(
    'doubts a quote with %s in it',
    (inner) => {
      expect(read(`We will ${inner} assist`).doubts).toHaveLength(1);
    },
  );

  it('reads a style sheet of brackets, quotation marks and comments at once', () => {
    for (const sign of ['(', '{', '"', "'", '/*', '\\', '@', 'url(', '<!--', '[{(', '&{', 'a{"\\'])
      expect(read('assist', style(sign.repeat(20_000))).words).toBe('assist');
  });

  it('says that it looked at no script and at no styles from elsewhere', () => {
    expect(read('assist', { head: '<script>1</script><link rel="stylesheet" href="x.css">' }).remarks).toHaveLength(2);
    expect(read('assist', { head: '<script type="application/json">{}</script>' }).remarks).toEqual([]);
    const around = (mark: string): string => `<b><template shadowrootmode="open">We will not</template>${mark}</b>`;
    expect(read('assist', { around }).remarks).toEqual([expect.stringContaining('template')]);
  });

  it('gives up on styles beyond all reason, and says so', () => {
    const css = Array.from({ length: 1000 }, (_, index) => `.a${index}{display:none}`).join('');
    const { words, remarks } = read('<i>x</i>'.repeat(2000), style(css));
    expect(words?.length).toBe(2000);
    expect(remarks).toEqual([expect.stringContaining('not looked at to their end')]);
  });
});
