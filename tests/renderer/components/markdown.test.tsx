// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { markdownWords, renderMarkdown } from '../../../renderer/components/markdown.tsx';

/** The markup that a note becomes. */
function html(text: string): string {
  const box = document.createElement('div');
  box.append(renderMarkdown(text));
  return box.innerHTML.trim();
}

describe('renderMarkdown', () => {
  it.each([
    ['emphasis', 'a *b* **c**', '<p>a <em>b</em> <strong>c</strong></p>'],
    ['lines as they were typed', 'a\nb', '<p>a<br>b</p>'],
    ['a heading as bold words', '# Why', '<p><strong>Why</strong></p>'],
    ['HTML as it is written', 'x <b onclick="y()">z</b>', '<p>x &lt;b onclick="y()"&gt;z&lt;/b&gt;</p>'],
    ['a block of HTML as it is written', '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['a picture as its name', '![seal](https://e.org/p.png)', '<p><code>[Picture: seal]</code></p>'],
    [
      'a link with its address, leading nowhere',
      '[the order](https://e.org/o "x")',
      '<p><u title="https://e.org/o">the order</u> <small>(https://e.org/o)</small></p>',
    ],
    ['a bare address', 'https://e.org/o', '<p><u title="https://e.org/o">https://e.org/o</u></p>'],
    [
      'a link that would run something',
      '[x](javascript:alert(1))',
      '<p><u title="javascript:alert(1)">x</u> <small>(javascript:alert(1))</small></p>',
    ],
  ])('shows %s', (_name, text, expected) => {
    expect(html(text)).toBe(expected);
  });

  it('has no element that could lead anywhere or load anything, whatever is written', () => {
    const hostile = [
      '<img src=x onerror=alert(1)>',
      '[a]: javascript:alert(1)\n[a]',
      '![x](x"onerror="alert(1))',
      '<https://e.org/"onmouseover="alert(1)>',
      '`<iframe src=//e.org>`',
      '| a |\n|---|\n| <svg/onload=alert(1)> |',
      '<style>*{background:url(//e.org)}</style>',
    ].join('\n\n');
    const box = document.createElement('div');
    box.append(renderMarkdown(hostile));
    expect(box.querySelectorAll('a, img, svg, script, iframe, style, link, [src], [href], [style]')).toHaveLength(0);
    const attributes = [...box.querySelectorAll('*')].flatMap((element) => element.getAttributeNames());
    expect(attributes.filter((name) => name !== 'title' && name !== 'start')).toEqual([]);
  });

  it('leaves what is nested beyond sense, or very long, as it is written', () => {
    expect(html('>'.repeat(2000))).toMatch(/^<pre>(?:&gt;){2000}<\/pre>$/);
    expect(html('*a* '.repeat(6000))).toMatch(/^<pre>\*a\*/);
  });
});

describe('markdownWords', () => {
  it('gives the words in one line without their marks', () => {
    expect(markdownWords('# Compare\n\n- with *2019*\n- and [May](x)')).toBe('Compare with 2019 and May (x)');
  });

  it('are the same whether or not they needed a parser', () => {
    for (const text of [
      'One line.\nAnd another',
      'It’s “so”, said (he): why?',
      '',
      ' a \n\n b ',
      'Été — not',
      'x\n3. y',
    ]) {
      const parsed = markdownWords(`${text}\n\n***`);
      expect(markdownWords(text)).toBe(parsed);
    }
    expect(markdownWords('One\ntwo *three*\nfour')).toBe('One two three four');
  });
});
