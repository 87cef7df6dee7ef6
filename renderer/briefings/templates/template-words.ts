import type { Briefing } from '../../../shared/domain/briefing.ts';

/** True for a briefing that people work on: no pattern for new ones, no former state of another. */
export function isWorkedOn({ isTemplate, versionOf }: Pick<Briefing, 'isTemplate' | 'versionOf'>): boolean {
  return isTemplate !== true && versionOf === undefined;
}
