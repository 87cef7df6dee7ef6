import { useMemo } from 'react';
import type { MethodOutput, PassageView } from '../../shared/contract.ts';
import type { Briefing } from '../../shared/domain/briefing.ts';
import { useArchiveQuery, useLastKnown } from '../archive-query.ts';
import { isFlagged } from './verification-summary.ts';

/** Passages that are composed anew after each change; where there are more, only the beginning is. */
const WHOLE = 2000;
/** Passages of the beginning that the preview of a large briefing shows. */
export const PREVIEWED = 200;
/** Pause after a change before the preview is made again, in milliseconds. */
const SETTLE = 300;
const ANYTHING = ['briefing', 'passage', 'document', 'agency', 'stance'] as const;
const OF_PASSAGES = ['passage', 'document', 'agency', 'stance'] as const;
const NONE: readonly never[] = [];

const NO_CHECKS: MethodOutput<'briefing.preview'>['passages'] = [];

/** Which passages a briefing takes, by id. */
export interface BriefingPassageIds {
  /** True if there are too many to compose whole while the briefing is written. */
  readonly isLarge: boolean;
  /** In the briefing: in its order, or in reading order if it is large. */
  readonly chosen: readonly string[];
  /** Candidates that are not in the briefing. */
  readonly left: readonly string[];
  /** Taken by the filter, whatever was ticked by hand. */
  readonly fits: ReadonlySet<string>;
}

/** Divides the candidates of a briefing; `checked` are those its preview shows, in their order. */
export function divideCandidates(
  byFilter: readonly string[],
  byHand: readonly string[],
  exclude: readonly string[],
  checked: readonly string[],
): BriefingPassageIds {
  const fits = new Set(byFilter);
  const candidates = [...byFilter, ...byHand.filter((id) => !fits.has(id))];
  const isLarge = isTooLarge(candidates.length);
  const out = new Set(exclude);
  const chosen = isLarge ? candidates.filter((id) => !out.has(id)) : checked;
  const taken = new Set(chosen);
  return { isLarge, chosen, left: candidates.filter((id) => !taken.has(id)), fits };
}

/** Whether a briefing with so many candidates is previewed in part. */
function isTooLarge(candidates: number): boolean {
  return candidates > WHOLE;
}

/** What the editor knows of the passages of a briefing. */
export interface BriefingPassagesState extends BriefingPassageIds {
  readonly html: string;
  /** Those of the preview, with their numbers and checks. */
  readonly checks: MethodOutput<'briefing.preview'>['passages'];
  /** Words of those whose check is flagged. */
  readonly flagged: readonly PassageView[];
  /** Why the preview was not made. */
  readonly error: unknown;
}

const idsOf = (outline: MethodOutput<'passage.outline'> | undefined): readonly string[] =>
  outline?.groups.flatMap((group) => group.ids) ?? NONE;

/** The candidates of a briefing by id, and its preview: whole, or of the beginning if it is large. */
export function useBriefingPassages(briefing: Briefing): BriefingPassagesState {
  const { id, filter, byHand: isByHand = false, include, exclude } = briefing;
  const { agencyIds, stanceIds, documentIds, text } = filter;
  const filtered = useArchiveQuery(
    'passage.outline',
    isByHand ? null : { agencyIds, stanceIds, documentIds, text },
    OF_PASSAGES,
  );
  const added = useArchiveQuery('passage.outline', include.length > 0 ? { ids: include } : null, OF_PASSAGES);
  const found = useLastKnown(useMemo(() => filtered.data && idsOf(filtered.data), [filtered.data]));
  const byFilter = isByHand ? NONE : found;
  const byHand = useMemo(() => idsOf(added.data), [added.data]);
  const isKnown = byFilter !== undefined && (include.length === 0 || !added.isLoading);
  const limit = isTooLarge((byFilter?.length ?? 0) + byHand.length) ? { limit: PREVIEWED } : {};
  const preview = useArchiveQuery('briefing.preview', isKnown ? { id, ...limit } : null, ANYTHING, SETTLE);
  const shown = useLastKnown(preview.data);
  const checks = shown?.passages ?? NO_CHECKS;
  const divided = useMemo(
    () =>
      divideCandidates(
        byFilter ?? NONE,
        byHand,
        exclude,
        checks.map((one) => one.id),
      ),
    [byFilter, byHand, exclude, checks],
  );
  const flaggedIds = checks.filter((one) => isFlagged(one.check)).map((one) => one.id);
  const flagged = useArchiveQuery('passage.list', flaggedIds.length > 0 ? { ids: flaggedIds } : null, OF_PASSAGES);
  return {
    ...divided,
    html: shown?.html ?? '',
    checks,
    flagged: flagged.data?.passages ?? NONE,
    error: preview.error ?? filtered.error ?? added.error,
  };
}
