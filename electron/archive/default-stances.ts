import type { Stance } from '../../shared/domain/codebook.ts';

/** The stances that a new archive begins with; the user edits all of them. */
export const DEFAULT_STANCES: readonly Omit<Stance, 'id' | 'order'>[] = [
  {
    name: 'supports',
    definition:
      'The agency says, without reservation, that it favours the measure or will take part in it. Consent implied by conduct alone does not count: code what is said.',
    polarity: 2,
    color: '#1b7f5c',
    letter: 'S',
    digit: 1,
  },
  {
    name: 'supports with conditions',
    definition:
      'The agency favours the measure or will take part if something named is met: funding, a court order, limits of scope, safeguards, local control.',
    polarity: 1,
    color: '#4d9a1e',
    letter: 'SC',
    digit: 2,
  },
  {
    name: 'neutral / no position',
    definition:
      'The agency speaks of the measure and says that it takes no side, leaves the matter to others, or only describes law or procedure.',
    polarity: 0,
    color: '#6b7280',
    letter: 'N',
    digit: 3,
  },
  {
    name: 'declines to participate',
    definition:
      'The agency says that it will not take part, or that the matter is not its task, without arguing against the measure itself.',
    polarity: -1,
    color: '#c47f00',
    letter: 'D',
    digit: 4,
  },
  {
    name: 'opposes',
    definition:
      'The agency argues against the measure, contests its lawfulness, or says that it will resist or litigate.',
    polarity: -2,
    color: '#c2410c',
    letter: 'O',
    digit: 5,
  },
  {
    name: 'threatens or compels',
    definition:
      'The agency announces a sanction, prosecution, loss of funds or an order against others in order to bring about or stop a course of action.',
    polarity: null,
    color: '#9d2a8c',
    letter: 'T',
    digit: 6,
  },
  {
    name: 'silent',
    definition:
      'The source could be expected to state a position and does not. Mark the passage where the position would stand, for example a heading or an unanswered question.',
    polarity: null,
    color: '#3f66c4',
    letter: '–',
    digit: 7,
  },
];

/** Colours for stances that are added without one, in the order in which they are taken. */
export const SPARE_COLORS: readonly string[] = ['#0e7490', '#a16207', '#7c3aed', '#be185d', '#475569', '#15803d'];
