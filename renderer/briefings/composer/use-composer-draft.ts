import { useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Briefing } from '../../../shared/domain/briefing.ts';
import type { BriefingBody } from '../../../shared/domain/briefing-body.ts';
import { call } from '../../archive-client.ts';
import { notify, notifyError } from '../../components/toast.tsx';
import { DraftTab, useFieldsDraft } from '../../components/use-draft.ts';
import type { DraftStatus } from '../../draft-saver.ts';
import { holdDraft, type PendingDraft, releaseDraft } from '../../pending-drafts.ts';
import { mergeBodies, writtenWords } from './merge-bodies.ts';

/** The facts of a composed briefing that are edited beside its page. */
export type ComposerFacts = Required<Pick<Briefing, 'asOf' | 'audience'>>;

/** A composed briefing being edited, and how its saving stands. */
export interface ComposerDraft {
  readonly title: string;
  readonly facts: ComposerFacts;
  /** The body as it was last taken from the page or came from elsewhere. */
  readonly body: BriefingBody;
  readonly status: DraftStatus;
  /** Why the last save was refused. */
  readonly error: string | null;
  readonly setTitle: (title: string) => void;
  readonly setFacts: (facts: Partial<ComposerFacts>) => void;
  /** Something on the page changed; its body is asked for a moment later. */
  readonly touch: () => void;
  /** Saves what waits; resolves when everything is saved, rejects if it was refused. */
  readonly flush: () => Promise<void>;
  /** A field or the page was left. */
  readonly leave: () => void;
}

/** What the draft asks of the page. */
export interface PageOfDraft {
  /** What stands on the page now. */
  readonly read: () => BriefingBody;
  /** Shows a body that came from elsewhere. */
  readonly show: (body: BriefingBody) => void;
}

/** Time after a keystroke in which others may follow before the page is read, in milliseconds. */
const GATHER = 300;

const EMPTY: BriefingBody = [];

/**
 * Edits a composed briefing with automatic saving: after a pause, when the page is left, and before the window closes.
 * What comes from elsewhere meanwhile is put together with what was written here, block by block; where both touched the
 * same blocks, the words written here stay and the others are offered.
 */
export function useComposerDraft(briefing: Briefing, page: PageOfDraft): ComposerDraft {
  const { id, title, asOf, audience = '', body: stored = EMPTY } = briefing;
  const tabId = useContext(DraftTab);
  const latestPage = useRef(page);
  latestPage.current = page;
  const base = useRef(stored);
  /** Bodies on their way to the archive: what it holds next is ours. */
  const sent = useRef<readonly string[]>([]);

  const titleDraft = useFieldsDraft({ title }, (change) => call('briefing.update', { id, ...change }), {
    label: 'Title of the briefing',
  });
  const factsDraft = useFieldsDraft({ asOf, audience }, (change) => call('briefing.update', { id, ...change }), {
    label: `Facts of “${title}”`,
  });
  const bodyDraft = useFieldsDraft(
    { body: stored },
    async ({ body }) => {
      if (body === undefined) return;
      const text = JSON.stringify(body);
      sent.current = [...sent.current, text];
      try {
        await call('briefing.update', { id, body });
        base.current = body;
      } finally {
        sent.current = sent.current.filter((other) => other !== text);
      }
    },
    { label: `Briefing “${title}”` },
  );
  const drafts = useRef({ titleDraft, factsDraft, bodyDraft });
  drafts.current = { titleDraft, factsDraft, bodyDraft };

  const [actions] = useState(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const flushDrafts = async () => {
      const { titleDraft, factsDraft, bodyDraft } = drafts.current;
      const results = await Promise.allSettled([titleDraft.flush(), factsDraft.flush(), bodyDraft.flush()]);
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    };
    const pending: PendingDraft = {
      label: 'Briefing',
      tabId,
      isEntry: false,
      flush: () => {
        take();
        return flushDrafts();
      },
    };
    const take = () => {
      if (timer === null) return;
      clearTimeout(timer);
      timer = null;
      drafts.current.bodyDraft.change({ body: latestPage.current.read() });
      releaseDraft(pending);
    };
    return {
      touch: () => {
        if (timer === null) holdDraft(pending);
        else clearTimeout(timer);
        timer = setTimeout(take, GATHER);
      },
      isTouched: () => timer !== null,
      take,
      flush: () => {
        take();
        return flushDrafts();
      },
      leave: () => {
        take();
        const { titleDraft, factsDraft, bodyDraft } = drafts.current;
        titleDraft.leave();
        factsDraft.leave();
        bodyDraft.leave();
      },
      setTitle: (next: string) => drafts.current.titleDraft.change({ title: next }),
      setFacts: (facts: Partial<ComposerFacts>) => drafts.current.factsDraft.change(facts, !('audience' in facts)),
    };
  });

  useEffect(
    () => () => {
      if (!actions.isTouched()) return;
      actions.take();
      // What is refused then is reported by the draft itself, which is gone from the screen.
      drafts.current.bodyDraft.flush().catch(() => undefined);
    },
    [actions],
  );

  const storedText = useMemo(() => JSON.stringify(stored), [stored]);
  const { fields, status } = bodyDraft;
  const isDirty = useRef(false);
  isDirty.current = status !== 'saved' || actions.isTouched();
  // The body that the archive holds now is another one.
  useEffect(() => {
    const theirs: BriefingBody = JSON.parse(storedText);
    if (sent.current.includes(storedText) || JSON.stringify(base.current) === storedText) return;
    const before = base.current;
    base.current = theirs;
    if (!isDirty.current && !actions.isTouched()) {
      latestPage.current.show(theirs);
      return;
    }
    const mine = latestPage.current.read();
    const merged = mergeBodies(before, mine, theirs);
    if (merged !== null) {
      latestPage.current.show(merged);
      drafts.current.bodyDraft.change({ body: merged });
      notify('What was changed elsewhere was put together with what you wrote');
      return;
    }
    notify(
      'The briefing was changed elsewhere while you were writing',
      {
        label: 'Copy the other words',
        run: () => {
          navigator.clipboard
            .writeText(writtenWords(theirs))
            .catch((error: unknown) => notifyError('They were not copied', error));
        },
      },
      'Your words stay. The other state is kept in Activity, and can be copied now.',
    );
  }, [storedText, actions]);

  const states = [titleDraft.status, factsDraft.status, status];
  return {
    title: titleDraft.fields.title,
    facts: factsDraft.fields,
    body: fields.body,
    status: states.find((state) => state === 'refused') ?? states.find((state) => state === 'saving') ?? 'saved',
    error: titleDraft.error ?? factsDraft.error ?? bodyDraft.error,
    setTitle: actions.setTitle,
    setFacts: actions.setFacts,
    touch: actions.touch,
    flush: actions.flush,
    leave: actions.leave,
  };
}
