import { useEffect, useRef, useState } from 'react';
import type { EventSummary } from '../../shared/contract/preservation.ts';
import type { MethodInput } from '../../shared/contract.ts';
import { call } from '../archive-client.ts';
import { archiveKey, useArchiveState } from '../archive-state.ts';

/** Entries read at once. */
const PAGE = 200;
/** Changes that come in quick succession are read together, in milliseconds. */
const DELAY = 250;

/** What is known of the entries that fit a filter, newest first. */
export interface JournalPart {
  readonly lines: readonly EventSummary[];
  readonly error: unknown;
  /** False until the first answer to this filter. */
  readonly isRead: boolean;
  /** Reads older entries, if there are any. */
  readonly more: () => void;
}

/** Entries of the journal that fit, read page by page and kept up to date. */
export function useJournal(filter: MethodInput<'history.list'>): JournalPart {
  const revision = useArchiveState((state) => state.revision);
  const archive = useArchiveState((state) => archiveKey(state.status));
  const about = `${archive} ${JSON.stringify(filter)}`;
  const occasion = `${about} ${revision}`;
  const [read, setRead] = useState<{ readonly about: string; readonly lines: readonly EventSummary[] }>({
    about: '',
    lines: [],
  });
  const [error, setError] = useState<unknown>(null);
  const isReading = useRef(false);
  const complete = useRef('');
  const last = useRef({ about: '', occasion: '' });
  const question = JSON.stringify(filter);

  useEffect(() => {
    let isStale = false;
    const isKnown = last.current.about === about;
    last.current = { about, occasion };
    const timer = setTimeout(
      () => {
        call('history.list', { ...JSON.parse(question), limit: PAGE }).then(
          (newest) => {
            if (isStale) return;
            setError(null);
            complete.current = newest.length < PAGE ? about : '';
            setRead((before) => {
              const oldest = newest[newest.length - 1]?.seq ?? 0;
              // More came than were read at once: what is known begins after a gap, and is read again.
              const isGap = newest.length === PAGE && (before.lines[0]?.seq ?? 0) < oldest;
              if (before.about !== about || isGap) return { about, lines: newest };
              return { about, lines: [...newest, ...before.lines.filter((line) => line.seq < oldest)] };
            });
          },
          (reason) => !isStale && setError(reason),
        );
      },
      isKnown ? DELAY : 0,
    );
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [question, about, occasion]);

  const lines = read.about === about ? read.lines : [];
  const more = () => {
    const oldest = lines[lines.length - 1]?.seq;
    if (isReading.current || complete.current === about || oldest === undefined || lines.length < PAGE) return;
    isReading.current = true;
    call('history.list', { ...filter, limit: PAGE, before: oldest }).then(
      (older) => {
        isReading.current = false;
        if (older.length < PAGE) complete.current = about;
        // Unless what these follow was left out meanwhile.
        setRead((before) =>
          before.about === about && before.lines[before.lines.length - 1]?.seq === oldest
            ? { about, lines: [...before.lines, ...older] }
            : before,
        );
      },
      (reason) => {
        isReading.current = false;
        setError(reason);
      },
    );
  };
  return { lines, error, isRead: read.about === about, more };
}
