import { describe, expect, it } from 'vitest';
import type { Codebook } from '../../../shared/domain/codebook.ts';
import { codebookContent } from '../../../shared/domain/codebook-content.ts';

/** One and the same codebook, with ids that begin with what is given, in any order. */
function codebook(prefix: string, isReversed: boolean): Codebook {
  const id = (name: string): string => `${prefix}-${name}`;
  const order = <T>(items: T[]): T[] => (isReversed ? items.reverse() : items);
  const agency = (name: string, parent: string | null, aliases: string[]): Codebook['agencies'][number] => ({
    id: id(name),
    name,
    aliases: order(aliases),
    jurisdiction: 'Nebraska',
    level: 'municipal',
    parentId: parent === null ? null : id(parent),
    notes: '',
  });
  const stance = (name: string, place: number): Codebook['stances'][number] => ({
    id: id(name),
    name,
    definition: `It ${name}.`,
    polarity: null,
    color: '#336699',
    letter: name.charAt(0),
    digit: place,
    // Places of stances that were deleted stay free.
    order: isReversed ? place * 10 : place,
  });
  const topic = (name: string, parent: string | null, place: number): Codebook['topics'][number] => ({
    id: id(name),
    name,
    definition: '',
    parentId: parent === null ? null : id(parent),
    order: isReversed ? place * 10 : place,
  });
  return {
    agencies: order([agency('State', null, []), agency('City', 'State', ['Town', 'Burgh'])]),
    stances: order([stance('Supports', 1), stance('Opposes', 2)]),
    topics: order([topic('Detainers', null, 1), topic('Jails', 'Detainers', 2), topic('Funding', null, 3)]),
  };
}

describe('codebookContent', () => {
  it('is the same for codebooks that say the same, whatever their ids', () => {
    expect(codebookContent(codebook('a', false))).toEqual(codebookContent(codebook('b', true)));
    expect(JSON.stringify(codebookContent(codebook('a', false)))).not.toContain('a-');
  });

  it.each<[string, (one: Codebook) => Codebook]>([
    ['a definition', (one) => ({ ...one, stances: one.stances.map((each) => ({ ...each, definition: 'Other.' })) })],
    ['a letter', (one) => ({ ...one, stances: one.stances.map((each) => ({ ...each, letter: '!' })) })],
    [
      'the order of stances',
      (one) => ({ ...one, stances: one.stances.map((each) => ({ ...each, order: -each.order })) }),
    ],
    ['the order of topics', (one) => ({ ...one, topics: one.topics.map((each) => ({ ...each, order: -each.order })) })],
    ['where a topic is', (one) => ({ ...one, topics: one.topics.map((each) => ({ ...each, parentId: null })) })],
    [
      'what an agency is a part of',
      (one) => ({ ...one, agencies: one.agencies.map((each) => ({ ...each, parentId: null })) }),
    ],
    ['an alias', (one) => ({ ...one, agencies: one.agencies.map((each) => ({ ...each, aliases: [] })) })],
  ])('differs by %s', (_name, alter) => {
    const before = codebook('a', false);
    expect(codebookContent(alter(before))).not.toEqual(codebookContent(before));
  });
});
