import { useState } from 'react';
import type { Briefing } from '../../shared/domain/briefing.ts';
import { call } from '../archive-client.ts';
import { useFieldsDraft } from '../components/use-draft.ts';
import type { DraftStatus } from '../draft-saver.ts';

/** The fields a person edits. */
export type BriefingFields = Omit<Briefing, 'id' | 'createdAt' | 'updatedAt'>;

/** A briefing being edited, and how its saving stands. */
export interface BriefingDraft {
  readonly fields: BriefingFields;
  readonly state: DraftStatus;
  /** Why the last save was refused. */
  readonly error: string | null;
  /** Changes fields; they are saved soon, or at once if `isNow`. */
  readonly change: (change: Partial<BriefingFields>, isNow?: boolean) => void;
  /** Saves what waits; resolves when everything is saved, rejects if it was refused. */
  readonly flush: () => Promise<void>;
  /** A field was left: saves what waits and says what is wrong. */
  readonly leave: () => void;
}

/**
 * Edits a briefing with automatic saving. Only what changed is sent, and the title by itself: a title that is refused
 * keeps nothing else from being saved.
 */
export function useBriefingDraft({ id, title, ...briefing }: Briefing): BriefingDraft {
  const { asOf, introduction, groupBy, filter, byHand = false, include, exclude, order } = briefing;
  const titleDraft = useFieldsDraft({ title }, (change) => call('briefing.update', { id, ...change }), {
    label: 'Title of the briefing',
  });
  const bodyDraft = useFieldsDraft(
    { asOf, introduction, groupBy, filter, byHand, include, exclude, order },
    (change) => call('briefing.update', { id, ...change }),
    { label: `Briefing “${title}”` },
  );
  const [actions] = useState(() => ({
    change: ({ title: changed, ...rest }: Partial<BriefingFields>, isNow?: boolean) => {
      if (changed !== undefined) titleDraft.change({ title: changed }, isNow);
      if (Object.keys(rest).length > 0) bodyDraft.change(rest, isNow);
    },
    flush: async () => {
      const results = await Promise.allSettled([titleDraft.flush(), bodyDraft.flush()]);
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    },
    leave: () => {
      titleDraft.leave();
      bodyDraft.leave();
    },
  }));
  const states = [titleDraft.status, bodyDraft.status];
  return {
    fields: { ...titleDraft.fields, ...bodyDraft.fields },
    state: states.find((state) => state === 'refused') ?? states.find((state) => state === 'saving') ?? 'saved',
    error: titleDraft.error ?? bodyDraft.error,
    ...actions,
  };
}
