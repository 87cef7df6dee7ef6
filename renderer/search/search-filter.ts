import type { PassageFilter } from '../../shared/domain/briefing.ts';

/** What passages, or the documents that hold them, are limited to. */
export interface SearchFilter extends Partial<PassageFilter> {
  /** Those whose quote was not checked since it changed, beside those of `statuses`. */
  readonly unchecked?: boolean | undefined;
}

/** The filter without what sets no limit: as it is sent and kept. */
export function activeFilter<T extends SearchFilter>(filter: T): Partial<T> {
  const active: Partial<T> = { ...filter };
  for (const key of Object.keys(active) as (keyof T)[]) {
    const value = active[key];
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0) || value === false) {
      // `uncoded: false` asks for passages with a coding.
      if (key !== 'uncoded' || value === undefined) delete active[key];
    }
  }
  return active;
}

/** Whether a filter sets any limit. */
export function isFiltering(filter: SearchFilter): boolean {
  return Object.keys(activeFilter(filter)).length > 0;
}

/** What of a filter is a kept part of a search: `unchecked` depends on what was checked, and is not. */
export function keptFilter({ unchecked: _unchecked, ...filter }: SearchFilter): Partial<PassageFilter> {
  return activeFilter(filter);
}
