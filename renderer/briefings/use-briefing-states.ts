import { useContext, useEffect, useState } from 'react';
import type { Briefing } from '../../shared/domain/briefing.ts';
import { call } from '../archive-client.ts';
import { OnScreen } from '../archive-query.ts';
import { useArchiveState } from '../archive-state.ts';
import { notCleanOf } from './export/export-choices.ts';

/** How a briefing stands, for the list of briefings. */
export interface BriefingState {
  /** Passages quoted; those of the beginning alone if `isMore`. */
  readonly quotes: number;
  readonly isMore: boolean;
  /** Uses that are not clean, or that are not printed. */
  readonly notClean: number;
  /** Findings of the check that are more than notes; null while the briefing was not looked through. */
  readonly findings: number | null;
}

/** Passages of a briefing that are checked for the list; a larger one is checked when it is opened. */
const CHECKED = 300;
/** Pause after the last change before the states are asked for again, in milliseconds. */
const SETTLE = 600;

async function stateOf(id: string): Promise<BriefingState> {
  const { uses, passages } = await call('briefing.preview', { id, limit: CHECKED });
  const { flagged, left } = notCleanOf(uses);
  const counted = {
    quotes: passages.length,
    isMore: passages.length >= CHECKED,
    notClean: flagged.length + left.length,
  };
  if (counted.isMore) return { ...counted, findings: null };
  const { findings } = await call('briefing.lint', { id });
  return { ...counted, findings: findings.filter(({ severity }) => severity !== 'note').length };
}

/**
 * How briefings stand, as far as that is known, by id. One is asked for after the other, in the order given, while the
 * list is on screen: to compose and check them takes its time.
 */
export function useBriefingStates(
  briefings: readonly Pick<Briefing, 'id' | 'updatedAt'>[],
): ReadonlyMap<string, BriefingState> {
  const isOnScreen = useContext(OnScreen);
  const [states, setStates] = useState<ReadonlyMap<string, BriefingState>>(new Map());
  const revision = useArchiveState(({ revisions }) => revisions.passage + revisions.document + revisions.briefing);
  const asked = `${revision} ${briefings.map(({ id, updatedAt }) => `${id} ${updatedAt}`).join(' ')}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` says all that matters of the briefings
  useEffect(() => {
    if (!isOnScreen || briefings.length === 0) return;
    let isCurrent = true;
    const askAll = async () => {
      for (const { id } of briefings) {
        try {
          const state = await stateOf(id);
          if (!isCurrent) return;
          setStates((before) => new Map([...before, [id, state]]));
        } catch (error) {
          // The list is of use without it; the briefing itself says what is wrong when it is opened.
          console.error('How a briefing stands is not known', error);
        }
        if (!isCurrent) return;
      }
    };
    const timer = setTimeout(() => void askAll(), states.size === 0 ? 0 : SETTLE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [asked, isOnScreen]);
  return states;
}
