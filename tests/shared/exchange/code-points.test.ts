import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePointCounter, codeUnitCounter } from '../../../shared/exchange/code-points.ts';
import { assertProperty } from '../../support/assert-property.ts';

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('😀', '🚓', 'ש', 'ا', 'é', 'e\u0301', 'a', ' ', '\n', '\f'),
    fc.string({ unit: 'grapheme' }),
  ),
});

describe('code points', () => {
  it('are counted as a program counts that has characters, not code units', () => {
    assertProperty(
      fc.property(text, fc.nat(), (words, seed) => {
        const characters = [...words];
        const point = seed % (characters.length + 1);
        const unit = characters.slice(0, point).join('').length;
        expect(codePointCounter(words)(unit)).toBe(point);
        expect(codeUnitCounter(words)(point)).toBe(unit);
      }),
    );
  });

  it('stay as far apart past the end', () => {
    expect(codePointCounter('😀a')(10)).toBe(9);
    expect(codeUnitCounter('😀a')(9)).toBe(10);
  });
});
