import { useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { LintFinding, LintReport } from '../../../shared/contract/lint.ts';
import { withoutDismissed } from '../../../shared/lint/finding-fingerprint.ts';
import { call } from '../../archive-client.ts';
import { OnScreen } from '../../archive-query.ts';
import { useArchiveState } from '../../archive-state.ts';
import { notifyError } from '../../components/toast.tsx';
import { useBriefingRecord } from '../../use-record.ts';
import { useComposer, useComposerBody } from '../composer/composer-context.ts';
import { dismissFinding } from './dismiss-finding.ts';

/** Pause after the last change before the briefing is looked through again, in milliseconds. */
const SETTLE = 900;

/** What is known to be wrong in the briefing on the page. */
export interface LintState {
  /** Findings that nobody has dismissed, in the order of the briefing. */
  readonly findings: readonly LintFinding[];
  /** How many were dismissed. */
  readonly dismissed: number;
  /** What was looked at; null before the first look is done. */
  readonly checked: LintReport['checked'] | null;
  /** Why the last look failed. */
  readonly error: unknown;
  /** For everybody who opens the archive; undone like any change, also from the message that says it. */
  readonly dismiss: (finding: LintFinding) => void;
  /** Brings back all that were dismissed. */
  readonly restore: () => void;
}

const NOTHING: readonly LintFinding[] = [];

/**
 * Looks through the briefing on the page, unsaved words included, and again when it or the archive has changed and a
 * pause has come. Belongs inside the composer's context.
 */
export function useLint(): LintState {
  const { briefingId } = useComposer();
  const body = useComposerBody();
  const isOnScreen = useContext(OnScreen);
  const revision = useArchiveState(({ revisions }) => revisions.passage + revisions.document + revisions.briefing);
  const [state, setState] = useState<{ readonly report: LintReport | null; readonly error: unknown }>({
    report: null,
    error: null,
  });
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the archive's revision is a reason to look again
  useEffect(() => {
    if (!isOnScreen) return;
    let isCurrent = true;
    const look = () => {
      isFirst.current = false;
      call('briefing.lint', { id: briefingId, body }).then(
        (report) => isCurrent && setState({ report, error: null }),
        (error: unknown) => isCurrent && setState((before) => ({ ...before, error })),
      );
    };
    const timer = setTimeout(look, isFirst.current ? 0 : SETTLE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [briefingId, body, isOnScreen, revision]);
  const { record } = useBriefingRecord(briefingId);
  const dismissed = record?.dismissedFindings;
  return useMemo(() => {
    const all = state.report?.findings ?? NOTHING;
    const findings = withoutDismissed(all, dismissed);
    return {
      findings,
      dismissed: all.length - findings.length,
      checked: state.report?.checked ?? null,
      error: state.error,
      dismiss: (finding: LintFinding) => void dismissFinding(briefingId, finding),
      restore: () => {
        call('briefing.restoreFindings', { id: briefingId }).catch((error) =>
          notifyError('The findings were not brought back', error),
        );
      },
    };
  }, [state, dismissed, briefingId]);
}
