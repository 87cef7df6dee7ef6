import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatComment, parseComment } from '../../shared/annotation-comment.ts';
import type { Codebook } from '../../shared/domain/codebook.ts';
import { CERTAINTIES, VOICES } from '../../shared/domain/vocabulary.ts';
import { assertProperty } from '../support/assert-property.ts';

const agency = (id: string, name: string): Codebook['agencies'][number] => ({
  ...{ id, name, aliases: [], jurisdiction: '', level: 'other', parentId: null, notes: '' },
});
const stance = (id: string, name: string, order: number): Codebook['stances'][number] => ({
  ...{ id, name, letter: name.charAt(0), color: '#c0392b', digit: order, definition: '', polarity: null, order },
});
const codebook: Codebook = {
  agencies: [agency('a1', 'County Sheriff'), agency('a2', 'County Sheriff: North'), agency('a3', 'Police (City)')],
  stances: [stance('s1', 'Supports', 1), stance('s2', 'Supports (in part)', 2), stance('s3', 'Opposes', 3)],
  topics: [
    { id: 't1', name: 'Detainers', definition: '', parentId: null, order: 1 },
    { id: 't2', name: 'Jail access', definition: '', parentId: 't1', order: 1 },
  ],
};
const stamp = { id: 'c', coder: 'A', codedAt: '2026-01-01T00:00:00.000Z' };

describe('the comment of a highlight', () => {
  it('names agency, stance, topic, voice and certainty, and then the note', () => {
    const coding = { ...stamp, agencyId: 'a1', stanceId: 's3', topicId: 't2' } as const;
    expect(
      formatComment([{ ...coding, voice: 'own-document', certainty: 'probable' }], codebook, 'Said twice.\n'),
    ).toBe('County Sheriff: Opposes (Detainers / Jail access; own document; probable)\n\nSaid twice.');
    expect(formatComment([], codebook, 'A note')).toBe('A note');
  });

  it('says what it was made from, whatever that was', () => {
    const codings = fc.array(
      fc.record(
        {
          agencyId: fc.constantFrom('a1', 'a2', 'a3'),
          stanceId: fc.constantFrom('s1', 's2', 's3'),
          topicId: fc.constantFrom('t1', 't2'),
          voice: fc.constantFrom(...VOICES),
          certainty: fc.constantFrom(...CERTAINTIES),
        },
        { requiredKeys: ['agencyId', 'stanceId'] },
      ),
      { maxLength: 4 },
    );
    const note = fc.constantFrom('', 'A note', 'Two\n\nparagraphs');
    assertProperty(
      fc.property(codings, note, (given, said) => {
        const comment = formatComment(
          given.map((coding) => ({ ...stamp, ...coding })),
          codebook,
          said,
        );
        const parsed = parseComment(comment, codebook);
        expect(parsed.note).toBe(said);
        expect(
          formatComment(
            parsed.codings.map((coding) => ({
              ...stamp,
              agencyId: codebook.agencies.find(({ name }) => name === coding.agency)?.id ?? '',
              stanceId: codebook.stances.find(({ name }) => name === coding.stance)?.id ?? '',
              ...(coding.topic === undefined ? {} : { topicId: coding.topic === 'Detainers' ? 't1' : 't2' }),
              ...(coding.voice === undefined ? {} : { voice: coding.voice }),
              ...(coding.certainty === undefined ? {} : { certainty: coding.certainty }),
            })),
            codebook,
            said,
          ),
        ).toBe(comment);
      }),
    );
  });

  it('names nothing that the codebook has not', () => {
    expect(parseComment('City Council: Opposes\n\nA note', codebook)).toEqual({
      codings: [],
      unknownStances: [],
      note: 'City Council: Opposes\n\nA note',
    });
  });

  it('names agencies and topics that the codebook has not where it is certain that it has codings', () => {
    const comment = [
      'City Council: Opposes (Rent / Deposits; own document)',
      'Mayor: Office: Supports (in part)',
      'County Sheriff: Waits (probable)',
      '',
      'See also: the budget',
    ].join('\n');
    expect(parseComment(comment, codebook, true)).toEqual({
      codings: [
        { agency: 'City Council', stance: 'Opposes', topic: 'Rent / Deposits', voice: 'own-document' },
        { agency: 'Mayor: Office', stance: 'Supports (in part)' },
      ],
      unknownStances: ['Waits'],
      note: 'County Sheriff: Waits (probable)\n\nSee also: the budget',
    });
  });
});
