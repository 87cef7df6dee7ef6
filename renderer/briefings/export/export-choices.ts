import type { UseState } from '../../../shared/contract/composer.ts';

/** The forms in which a briefing leaves the house. */
export const BRIEFING_FORMATS = ['docx', 'pdf', 'html', 'md', 'zip'] as const;

/** One of these forms, by the ending of its file; `zip` is the evidence package. */
export type BriefingFormat = (typeof BRIEFING_FORMATS)[number];

/** A name that every system takes for a file, from the title of a briefing. */
export function fileNameFor(title: string, format: BriefingFormat): string {
  const name = title
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 100);
  return `${name || 'Briefing'}.${format}`;
}

/** Whether pages have a size in this form. */
export function hasPaper(format: BriefingFormat): boolean {
  return format === 'docx' || format === 'pdf' || format === 'zip';
}

/** What of a briefing is not as it should be, before it leaves the house. */
export interface NotClean {
  /** Printed and marked: not verified, or abridged otherwise than marked. */
  readonly flagged: readonly UseState[];
  /** Not printed: what they name is gone, or must not leave. */
  readonly left: readonly UseState[];
}

/** Divides the uses of a briefing that are not clean. */
export function notCleanOf(uses: readonly UseState[]): NotClean {
  const isUnverified = ({ status }: UseState): boolean =>
    status !== null && status !== 'exact' && status !== 'normalised';
  return {
    flagged: uses.filter((use) => use.number !== null && (isUnverified(use) || use.fault !== null)),
    left: uses.filter(({ number }) => number === null),
  };
}
