import { useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Briefing } from '../../../shared/domain/briefing.ts';
import type { BriefingBody } from '../../../shared/domain/briefing-body.ts';
import { call } from '../../archive-client.ts';
import { notify, notifyError } from '../../components/toast.tsx';
import { DraftTab, useFieldsDraft } from '../../components/use-draft.ts';
import type { DraftStatus } from '../../draft-saver.ts';
import { holdDraft, type PendingDraft, releaseDraft } from '../../pending-drafts.ts';
import { mergeBodies, writtenWords } from './merge-bodies.ts';
import { saveDelay } from './save-pace.ts';

/** The facts of a composed briefing that are edited beside its page. */
export type ComposerFacts = Required<Pick<Briefing, 'asOf' | 'audience'>>;

/** How the saving stands; `waiting` while something was written that is not on its way to the archive yet. */
export type ComposerDraftStatus = DraftStatus | 'waiting';

/** A composed briefing being edited, and how its saving stands. */
export interface ComposerDraft {
  readonly title: string;
  readonly facts: ComposerFacts;
  /** The body as it was last taken from the page or came from elsewhere. */
  readonly body: BriefingBody;
  readonly status: ComposerDraftStatus;
  /** Why the last save was refused. */
  readonly error: string | null;
  readonly setTitle: (title: string) => void;
  readonly setFacts: (facts: Partial<ComposerFacts>) => void;
  /** Something on the page changed; its body is asked for when it is to be saved. */
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

const EMPTY: BriefingBody = [];

/**
 * Edits a composed briefing with automatic saving: after a pause (a large one less often), when the page is left, and
 * before the window closes. What comes from elsewhere meanwhile is put together with what was written here, block by
 * block; where both touched the same blocks, the words written here stay and the others are offered.
 */
export function useComposerDraft(briefing: Briefing, page: PageOfDraft): ComposerDraft {
  const { id, title, asOf, audience = '', body: stored = EMPTY } = briefing;
  const tabId = useContext(DraftTab);
  const latestPage = useRef(page);
  latestPage.current = page;
  const base = useRef(stored);
  /** Bodies on their way to the archive: what it holds next is ours. */
  const sent = useRef<readonly string[]>([]);
  const storedText = useMemo(() => JSON.stringify(stored), [stored]);
  const size = useRef(0);
  size.current = storedText.length;
  const [isWaiting, setIsWaiting] = useState(false);

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
    let changedAt = 0;
    let savedAt: number | null = null;
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
    const save = (body: BriefingBody) => {
      savedAt = Date.now();
      drafts.current.bodyDraft.change({ body }, true);
      // After the draft of the body holds it: at no time does nobody know of it.
      rest();
    };
    const rest = () => {
      if (timer === null) return;
      clearTimeout(timer);
      timer = null;
      setIsWaiting(false);
      releaseDraft(pending);
    };
    const take = () => {
      if (timer !== null) save(latestPage.current.read());
    };
    return {
      touch: () => {
        const now = Date.now();
        if (timer === null) {
          changedAt = now;
          holdDraft(pending);
          setIsWaiting(true);
        } else clearTimeout(timer);
        timer = setTimeout(take, saveDelay({ size: size.current, now, changedAt, savedAt }));
      },
      isTouched: () => timer !== null,
      take,
      save,
      rest,
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
      // Showing it counts as a change of the page, but there is nothing to save.
      if (JSON.stringify(latestPage.current.read()) === storedText) actions.rest();
      return;
    }
    const mine = latestPage.current.read();
    const merged = mergeBodies(before, mine, theirs);
    if (merged !== null) {
      latestPage.current.show(merged);
      actions.save(merged);
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
  const own = isWaiting ? 'waiting' : 'saved';
  return {
    title: titleDraft.fields.title,
    facts: factsDraft.fields,
    body: fields.body,
    status: states.find((state) => state === 'refused') ?? states.find((state) => state === 'saving') ?? own,
    error: titleDraft.error ?? factsDraft.error ?? bodyDraft.error,
    setTitle: actions.setTitle,
    setFacts: actions.setFacts,
    touch: actions.touch,
    flush: actions.flush,
    leave: actions.leave,
  };
}
