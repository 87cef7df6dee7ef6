import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../electron/archive/search-query.ts';
import { idsNamed } from '../../../electron/archive/search-sets.ts';
import type { Codebook } from '../../../shared/domain/codebook.ts';

const agency = (id: string, name: string, aliases: string[] = []) => ({
  id,
  name,
  aliases,
  jurisdiction: '',
  level: 'other' as const,
  parentId: null,
  notes: '',
});
const stance = (id: string, name: string, letter: string) => ({
  id,
  name,
  letter,
  definition: '',
  polarity: null,
  color: '#000000',
  digit: null,
  order: 0,
});
const topic = (id: string, name: string, parentId: string | null = null) => ({
  id,
  name,
  definition: '',
  parentId,
  order: 0,
});

const CODEBOOK: Codebook = {
  agencies: [
    agency('clark', 'Clark County Sheriff', ['CCSO']),
    agency('sheriff', 'Sheriff'),
    agency('union', 'CCSO Union'),
    agency('pena', 'Peña'),
  ],
  stances: [stance('s', 'Supports', '+'), stance('c', 'Supports with conditions', 'C'), stance('o', 'Opposes', 'O')],
  topics: [topic('jail', 'Jail'), topic('access', 'Access', 'jail'), topic('staff', 'Jail staff')],
};

function idsOf(query: string): readonly string[] {
  const node = parseQuery(query)?.node;
  return node?.kind === 'term' ? idsNamed(node, CODEBOOK) : [];
}

describe('a name in a query', () => {
  it.each([
    ['stance:supports', ['s']],
    ['stance:"SUPPORTS"', ['s']],
    ['stance:support', ['s', 'c']],
    ['stance:supports*', ['s', 'c']],
    ['stance:conditions', ['c']],
    ['stance:c', ['c']],
    ['stance:"supports with"', ['c']],
    ['agency:ccso', ['clark']],
    ['agency:sheriff', ['sheriff']],
    ['agency:county', ['clark']],
    ['agency:pena', ['pena']],
    ['topic:jail', ['jail', 'access']],
    ['topic:staff', ['staff']],
    ['topic:nothing', []],
  ])('%s is the one called just so, or else those with the words in their name', (query, expected) => {
    expect(idsOf(query)).toEqual(expected);
  });
});
