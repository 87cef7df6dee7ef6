import { describe, expect, it } from 'vitest';
import type { Reference } from '../../../electron/cli/flags.ts';
import { type NameSource, resolveReference } from '../../../electron/cli/resolve.ts';
import { ArchiveError } from '../../../shared/errors.ts';

const agency = (id: string, name: string, aliases: readonly string[]) => ({
  id,
  name,
  aliases: [...aliases],
  jurisdiction: '',
  level: 'municipal' as const,
  parentId: null,
  notes: '',
});
const stance = (id: string, name: string, letter: string, digit: number | null) => ({
  id,
  name,
  definition: '',
  polarity: null,
  color: '#1f6feb',
  letter,
  digit,
  order: 1,
});

const source: NameSource = {
  codebook: async () => ({
    agencies: [
      agency('01AG1', 'Stockton Police Department', ['SPD']),
      agency('01AG2', 'Springfield Police Department', ['SPD', 'Springfield Police']),
    ],
    stances: [stance('01ST1', 'Declines to participate', 'D', 4), stance('01ST2', 'Silent', 'Si', null)],
    topics: [],
  }),
  documents: async () => [
    { id: '01JAAA', title: 'Memo' },
    { id: '01JAAB', title: 'Reply' },
    { id: '01KCCC', title: 'Reply' },
    { id: '01LDDD', title: '01JAAA' },
  ],
  searches: async () => [{ id: '01SS', name: 'Detainers' }],
  briefings: async () => [{ id: '01BR', title: 'Who will assist?' }],
};

describe('resolveReference', () => {
  it.each<[string, Reference, string, string]>([
    ['an agency by id', 'agency', '01AG1', '01AG1'],
    ['an agency by name in other capitals', 'agency', 'stockton police department', '01AG1'],
    ['an agency by alias', 'agency', 'Springfield Police', '01AG2'],
    ['a stance by name', 'stance', 'declines to participate', '01ST1'],
    ['a stance by letter', 'stance', 'si', '01ST2'],
    ['a stance by digit', 'stance', '4', '01ST1'],
    ['a stance by the beginning of its name', 'stance', 'declines', '01ST1'],
    ['a document by id, though it is also a title', 'document', '01JAAA', '01JAAA'],
    ['a document by the beginning of its id', 'document', '01k', '01KCCC'],
    ['a document by title', 'document', 'memo', '01JAAA'],
    ['a briefing by title', 'briefing', 'Who will assist?', '01BR'],
  ])('finds %s', async (_, kind, text, id) => {
    expect(await resolveReference(source, kind, text)).toBe(id);
  });

  it.each<[string, Reference, string, string, string]>([
    ['a name that nobody has', 'agency', 'Stockton Police', 'not-found', 'Did you mean Stockton Police Department?'],
    ['a stance that is not in the codebook', 'stance', 'Nothing', 'not-found', 'Declines to participate (D, 4)'],
    ['an alias of two', 'agency', 'SPD', 'ambiguous', '01AG1 (Stockton Police Department), 01AG2'],
    ['a title of two', 'document', 'Reply', 'ambiguous', '01JAAB (Reply), 01KCCC (Reply)'],
    ['the beginning of two ids', 'document', '01J', 'ambiguous', '01JAAA (Memo), 01JAAB (Reply)'],
  ])('refuses %s', async (_, kind, text, code, message) => {
    const attempt = resolveReference(source, kind, text);
    await expect(attempt).rejects.toThrow(ArchiveError);
    await expect(attempt).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
});
