import type { AgencyLevel } from '../../shared/domain/codebook.ts';
import { AGENCY_LEVELS } from '../../shared/domain/vocabulary.ts';

/** A level of government as a person reads it. */
export function levelName(level: AgencyLevel): string {
  return `${level[0]?.toUpperCase() ?? ''}${level.slice(1)}`;
}

/** Choices for an agency's level. */
export const LEVEL_OPTIONS = AGENCY_LEVELS.map((level) => ({ value: level, label: levelName(level) }));
