import type { Grouping } from '../../shared/domain/briefing.ts';
import { GROUPINGS } from '../../shared/domain/vocabulary.ts';

/** Groupings as a person reads them. */
export const GROUPING_NAMES: Readonly<Record<Grouping, string>> = {
  'agency-stance': 'By agency, then stance',
  'stance-agency': 'By stance, then agency',
  document: 'By document',
  date: 'By date',
};

/** Choices for a briefing's grouping. */
export const GROUPING_OPTIONS = GROUPINGS.map((value) => ({ value, label: GROUPING_NAMES[value] }));

/** Title of a briefing that nobody has named yet. */
export const UNTITLED = 'Untitled briefing';
