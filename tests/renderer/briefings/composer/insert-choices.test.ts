import { describe, expect, it } from 'vitest';
import { INSERT_CHOICES, matchChoices } from '../../../../renderer/briefings/composer/insert-choices.ts';
import { linkAddress } from '../../../../renderer/briefings/composer/link-address.ts';

describe('the menu of things to insert', () => {
  it('offers everything in its order while nothing is typed', () => {
    expect(matchChoices(' ')).toEqual(INSERT_CHOICES);
  });

  it.each([
    ['quo', 'quote'],
    ['inline', 'inlineQuote'],
    ['matr', 'matrix'],
    ['chron', 'timeline'],
    ['biblio', 'sources'],
    ['foot', 'footnote'],
    ['heading 2', 'heading2'],
    ['FILL', 'section'],
  ])('puts what “%s” means first', (typed, id) => {
    expect(matchChoices(typed)[0]?.id).toBe(id);
  });

  it('finds nothing for words that fit nothing', () => {
    expect(matchChoices('zebra')).toEqual([]);
  });
});

describe('the address of a link', () => {
  it.each([
    ['example.org/a', 'https://example.org/a'],
    ['https://example.org', 'https://example.org'],
    ['mailto:a@example.org', 'mailto:a@example.org'],
    ['a@example.org', 'mailto:a@example.org'],
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
    ['data:text/html,hi', null],
    ['two words', null],
    ['', null],
  ])('of “%s” is %s', (typed, address) => {
    expect(linkAddress(typed)).toBe(address);
  });
});
