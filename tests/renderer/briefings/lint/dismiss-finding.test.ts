// @vitest-environment jsdom
import { toast } from 'sonner';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { dismissFinding } from '../../../../renderer/briefings/lint/dismiss-finding.ts';
import type { LintFinding } from '../../../../shared/contract/lint.ts';
import type { Briefing } from '../../../../shared/domain/briefing.ts';
import { dismissalOf } from '../../../../shared/lint/finding-fingerprint.ts';
import { aChange, FakeBridge } from '../../support.ts';

const FINDING: LintFinding = {
  id: 'f',
  rule: 'uncited-claim',
  severity: 'warning',
  path: [0],
  useId: null,
  start: 0,
  end: 9,
  words: 'It is so.',
  explanation: 'A claim without a source.',
  remedy: 'Cite a source.',
  related: null,
};

const BRIEFING: Briefing = {
  id: 'b',
  title: 'Title',
  asOf: null,
  introduction: '',
  groupBy: 'document',
  filter: { agencyIds: [], stanceIds: [], documentIds: [], text: '' },
  include: [],
  exclude: [],
  order: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

const DISMISSED: Briefing = { ...BRIEFING, dismissedFindings: [dismissalOf(FINDING)] };

/** What a press of the button in the newest message does. */
function undoIt(): void {
  const newest = toast.getHistory().at(-1);
  const action = newest !== undefined && 'action' in newest ? newest.action : undefined;
  if (action === null || typeof action !== 'object' || !('onClick' in action))
    throw new Error('It offers no way back.');
  action.onClick.call(null, Object.create(null));
}

describe('dismissFinding', () => {
  let bridge: FakeBridge;
  const saved = (seq: number, before: Briefing, after: Briefing) =>
    bridge.broadcast(
      aChange({ seq, eventType: 'briefing.update', changes: [{ entity: 'briefing', id: 'b', before, after }] }),
    );

  beforeEach(() => {
    bridge = new FakeBridge();
    bridge.answer('history.undo', { undo: null, redo: null });
  });

  it('says it, and takes back the dismissal and not words saved before or after it', async () => {
    const answer = bridge.hold('briefing.dismissFindings');
    const work = dismissFinding('b', FINDING);
    saved(6, BRIEFING, { ...BRIEFING, title: 'Typed before' });
    saved(7, BRIEFING, DISMISSED);
    saved(8, DISMISSED, { ...DISMISSED, title: 'Typed after' });
    answer(DISMISSED);
    await work;
    expect(bridge.inputsOf('briefing.dismissFindings')).toEqual([{ id: 'b', findings: [dismissalOf(FINDING)] }]);
    expect(toast.getHistory().at(-1)).toMatchObject({ title: 'Finding dismissed', action: { label: 'Undo' } });
    undoIt();
    await vi.waitFor(() => expect(bridge.inputsOf('history.undo')).toEqual([{ seq: 7 }]));
  });

  it('says why it was refused', async () => {
    bridge.refuse('briefing.dismissFindings', 'The archive is open to read only.');
    await dismissFinding('b', FINDING);
    expect(toast.getHistory().at(-1)).toMatchObject({
      title: 'The finding was not dismissed',
      description: 'The archive is open to read only.',
    });
  });
});
