import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGENCY_LEVELS } from '../../../shared/domain/vocabulary.ts';
import { describeAgency, describeStance, readCodeFacts } from '../../../shared/exchange/code-facts.ts';
import { assertProperty } from '../../support/assert-property.ts';

const words = fc
  .string({ minLength: 1 })
  .map((text) => text.replace(/\s+/g, ' ').replaceAll(';', ',').trim())
  .filter((text) => text !== '');

describe('the description of a code', () => {
  it('tells all of an agency and is read again', () => {
    assertProperty(
      fc.property(
        words,
        fc.constantFrom(...AGENCY_LEVELS),
        fc.array(words, { maxLength: 3 }),
        (jurisdiction, level, aliases) => {
          const agency = { id: 'a', name: 'A', jurisdiction, level, aliases, parentId: null, notes: '' };
          const { definition, ...facts } = readCodeFacts(describeAgency(agency));
          expect(definition).toBe('');
          expect(facts).toEqual({ jurisdiction, level, ...(aliases.length === 0 ? {} : { aliases }) });
        },
      ),
    );
  });

  it('tells all of a stance beside its definition', () => {
    const stance = { id: 's', name: 'opposes', polarity: -2, color: '#c0392b', letter: 'O', digit: 5, order: 5 };
    const definition = 'Says that it will not take part.\n\nNote: not merely silent.';
    expect(readCodeFacts(describeStance({ ...stance, definition }))).toEqual({
      definition,
      polarity: -2,
      letter: 'O',
      digit: 5,
    });
    expect(readCodeFacts(describeStance({ ...stance, definition: '', polarity: null, digit: null }))).toEqual({
      definition: '',
      polarity: null,
      letter: 'O',
    });
  });

  it('of another program is a definition', () => {
    expect(readCodeFacts('Use it when: never.\r\nSecond line')).toEqual({
      definition: 'Use it when: never.\nSecond line',
    });
  });
});
