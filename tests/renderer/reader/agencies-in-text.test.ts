import { describe, expect, it } from 'vitest';
import { agenciesInText } from '../../../renderer/reader/agencies-in-text.ts';
import { anAgency } from '../support.ts';

const AGENCIES = [
  anAgency({ id: 'ice', name: 'Immigration and Customs Enforcement', aliases: ['ICE'] }),
  anAgency({ id: 'chi', name: 'Chicago Police Department', aliases: ['CPD', 'the Department'] }),
  anAgency({ id: 'fbi', name: 'FBI' }),
];

describe('agenciesInText', () => {
  it.each([
    ['a name over the end of a line', 'The Chicago\nPolice Department declines.', ['chi']],
    ['a name in another case', 'CHICAGO POLICE DEPARTMENT', ['chi']],
    ['an alias', 'ICE asked.', ['ice']],
    ['no acronym in small letters', 'ice on the road', []],
    ['no acronym within a word', 'The OFFICES of the FBIs', []],
    ['agencies in the order of the words', 'FBI and ICE', ['fbi', 'ice']],
    ['none in none', '', []],
  ])('finds %s', (_name, words, expected) => {
    expect(agenciesInText(AGENCIES, words, '')).toEqual(expected);
  });

  it('puts those of the words before those of the text around them', () => {
    expect(agenciesInText(AGENCIES, 'ICE asked', 'The FBI said: ICE asked')).toEqual(['ice', 'fbi']);
  });
});
