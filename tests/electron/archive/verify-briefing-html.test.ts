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

  it('says that it looked at no script and at no styles from elsewhere', () => {
    expect(read('assist', { head: '<script>1</script><link rel="stylesheet" href="x.css">' }).remarks).toHaveLength(2);
    expect(read('assist', { head: '<script type="application/json">{}</script>' }).remarks).toEqual([]);
  });

  it('gives up on styles beyond all reason, and says so', () => {
    const css = Array.from({ length: 1000 }, (_, index) => `.a${index}{display:none}`).join('');
    const { words, remarks } = read('<i>x</i>'.repeat(2000), style(css));
    expect(words?.length).toBe(2000);
    expect(remarks).toEqual([expect.stringContaining('not looked at to their end')]);
  });
});
