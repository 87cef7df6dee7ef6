import { useContext, useEffect, useMemo } from 'react';
import type { StoreApi } from 'zustand';
import type { Briefing } from '../../../shared/domain/briefing.ts';
import type { BriefingBody } from '../../../shared/domain/briefing-body.ts';
import { call } from '../../archive-client.ts';
import { OnScreen, useArchiveQuery } from '../../archive-query.ts';
import { useArchiveState } from '../../archive-state.ts';
import { errorMessage } from '../../components/toast.tsx';
import { useChecks } from '../../verification.ts';
import { passagesUsed, structureOf } from './body-walk.ts';
import { type PageFacts, tieReport } from './page-facts.ts';

/** Pause after a change before the briefing is composed again, in milliseconds. */
const SETTLE = 350;
const OF_PASSAGES = ['passage', 'document', 'agency', 'stance', 'topic'] as const;
const NONE: readonly never[] = [];

/**
 * Keeps a page's facts in step with the archive: the passages it quotes and their checks, and the briefing composed
 * anew whenever something else than prose changes.
 */
export function usePageSync(briefing: Briefing, body: BriefingBody, facts: StoreApi<PageFacts>): void {
  const { id } = briefing;
  const isOnScreen = useContext(OnScreen);
  const structure = useMemo(() => structureOf(body), [body]);
  // The passages are those of the structure.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const ids = useMemo(() => [...passagesUsed(body)].sort(), [structure]);
  const list = useArchiveQuery('passage.list', ids.length === 0 ? null : { ids }, OF_PASSAGES);
  const passages = list.data?.passages;
  const checks = useChecks(passages ?? NONE);

  useEffect(() => {
    if (passages === undefined) return;
    facts.setState(({ asked, passages: known }) => {
      const next = new Map(passages.map((passage) => [passage.id, passage]));
      // Those taken off the page stay known: undo brings them back at once.
      for (const [other, passage] of known) if (!next.has(other) && !ids.includes(other)) next.set(other, passage);
      return { passages: next, asked: new Set([...asked, ...ids]) };
    });
  }, [passages, ids, facts]);

  useEffect(() => {
    if (checks.size > 0) facts.setState((state) => ({ checks: new Map([...state.checks, ...checks]) }));
  }, [checks, facts]);

  const revision = useArchiveState(({ revisions }) => OF_PASSAGES.reduce((sum, entity) => sum + revisions[entity], 0));
  const look = JSON.stringify([
    briefing.title,
    briefing.asOf,
    briefing.citationStyle,
    briefing.page,
    briefing.namesCoders,
  ]);
  // Whatever the report is made of; the body it is made of is the newest.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (!isOnScreen) return;
    let isCurrent = true;
    // Whoever opens a briefing does not wait for more changes to come.
    const pause = facts.getState().report === null ? 0 : SETTLE;
    const timer = setTimeout(() => {
      call('briefing.preview', { id, body }).then(
        ({ report }) => {
          if (!isCurrent) return;
          facts.setState({ ...tieReport(body, report), failure: null });
        },
        (error: unknown) => {
          if (isCurrent) facts.setState({ failure: errorMessage(error) });
        },
      );
    }, pause);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [id, structure, revision, look, isOnScreen, facts]);
}
