import type { LintFinding } from '../../../shared/contract/lint.ts';
import type { Briefing } from '../../../shared/domain/briefing.ts';
import { dismissalOf, withoutDismissed } from '../../../shared/lint/finding-fingerprint.ts';
import { call } from '../../archive-client.ts';
import { notify, notifyError } from '../../components/toast.tsx';
import { undoable } from '../../undoable.ts';

/** Dismisses a finding of a briefing for everybody who opens the archive; the message offers the way back. */
export async function dismissFinding(briefingId: string, finding: LintFinding): Promise<void> {
  const isDismissedIn = (briefing: Briefing | null): boolean =>
    withoutDismissed([finding], briefing?.dismissedFindings).length === 0;
  try {
    const { undo } = await undoable(
      'Finding dismissed',
      // Words of the same briefing are saved by changes of the same type.
      ({ changes }) =>
        changes.some(
          (change) =>
            change.entity === 'briefing' &&
            change.id === briefingId &&
            isDismissedIn(change.after) &&
            !isDismissedIn(change.before),
        ),
      () => call('briefing.dismissFindings', { id: briefingId, findings: [dismissalOf(finding)] }),
    );
    notify('Finding dismissed', undo);
  } catch (error) {
    notifyError('The finding was not dismissed', error);
  }
}
