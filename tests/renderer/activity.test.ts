import { describe, expect, it } from 'vitest';
import { NO_FILTER, toListInput } from '../../renderer/activity/activity-filter.ts';
import { describeChanges } from '../../renderer/activity/change-words.ts';
import { EVENT_KINDS, kindOf, typesOf } from '../../renderer/activity/event-kinds.ts';
import type { Change } from '../../shared/domain/event.ts';
import { EVENT_TYPES } from '../../shared/domain/vocabulary.ts';
import { anAgency, aPassage, aStance } from './support.ts';

const NAMES = { agency: (id: string) => `Agency ${id}`, stance: (id: string) => `Stance ${id}` };

describe('the kinds of event', () => {
  it('take in every type once', () => {
    const all = EVENT_KINDS.flatMap(({ kind }) => typesOf([kind]));
    expect([...all].sort()).toEqual([...EVENT_TYPES].sort());
    expect(kindOf('stance.update')).toBe('codebook');
    expect(kindOf('history.undo')).toBe('undo');
  });
});

describe('the filter', () => {
  const today = new Date('2026-11-22T12:00:00.000Z');

  it('asks for everything as long as nothing is chosen', () => {
    expect(toListInput(NO_FILTER, today)).toEqual({});
  });

  it('asks for what is chosen', () => {
    const filter = {
      text: '  import  ',
      kinds: ['fixity' as const],
      coders: ['A. Coder'],
      outcomes: ['failure' as const],
      since: ['week' as const],
      document: { id: 'd1', title: 'Statement' },
    };
    expect(toListInput(filter, today)).toEqual({
      text: 'import',
      types: ['fixity.check', 'fixity.dismiss', 'fixity.restore'],
      coder: 'A. Coder',
      outcome: 'failure',
      from: '2026-11-16',
      documentId: 'd1',
    });
  });
});

describe('changes in words', () => {
  const { documentTitle: _title, dateIssued: _date, ...passage } = aPassage({ id: 'p1', quote: 'We will not.' });

  it('names what differs, before and after, and leaves out what follows from it', () => {
    const before = { ...passage, note: 'Once' };
    const coding = { id: 'c1', agencyId: 'a1', stanceId: 's1', coder: '', codedAt: '2026-01-01T00:00:00.000Z' };
    const after = { ...passage, note: 'Twice', codings: [coding], updatedAt: '2026-02-01T00:00:00.000Z' };
    const changes: Change[] = [{ entity: 'passage', id: 'p1', before, after }];
    expect(describeChanges(changes, NAMES)).toEqual([
      {
        id: 'p1',
        title: 'Passage: “We will not.”',
        verb: 'changed',
        fields: [
          { field: 'Codings', before: null, after: 'Agency a1: Stance s1' },
          { field: 'Note', before: 'Once', after: 'Twice' },
        ],
      },
    ]);
  });

  it('says what was added and what was removed', () => {
    const changes: Change[] = [
      { entity: 'agency', id: 'a1', before: null, after: anAgency({ id: 'a1', name: 'Sheriff', parentId: 'a0' }) },
      { entity: 'stance', id: 's1', before: aStance({ id: 's1', name: 'opposes' }), after: null },
    ];
    const [added, removed] = describeChanges(changes, NAMES);
    expect(added).toMatchObject({ title: 'Agency: Sheriff', verb: 'added' });
    expect(added?.fields).toContainEqual({ field: 'Belongs to', before: null, after: 'Agency a0' });
    expect(removed).toMatchObject({ title: 'Stance: opposes', verb: 'removed' });
    expect(removed?.fields.every(({ after }) => after === null)).toBe(true);
  });

  it('shortens long values without cutting a letter in two', () => {
    const after = { ...passage, note: '😀'.repeat(1000) };
    const changes: Change[] = [{ entity: 'passage', id: 'p1', before: passage, after }];
    const note = describeChanges(changes, NAMES)[0]?.fields[0]?.after ?? '';
    expect([...note]).toHaveLength(400);
    expect(note.replace(/😀/gu, '')).toBe('…');
  });
});
