import { useEffect, useState } from 'react';
import type { Briefing } from '../shared/domain/briefing.ts';
import type { SourceDocument } from '../shared/domain/document.ts';
import type { Change } from '../shared/domain/event.ts';
import { ArchiveError } from '../shared/errors.ts';
import { call, onBroadcast } from './archive-client.ts';

/** A record of the archive as far as it is known, and what is wrong with it now. */
export interface RecordState<T> {
  /** Null until the first answer. Stays when an error follows. */
  readonly record: T | null;
  readonly error: unknown;
}

/**
 * Mirrors one record: read once, then kept in step by what the archive broadcasts, which comes in the order of the
 * changes. An answer that such a change has overtaken is dropped.
 */
function useRecord<T>(
  id: string,
  get: (id: string) => Promise<T>,
  afterOf: (change: Change, id: string) => T | null | undefined,
): RecordState<T> {
  const [state, setState] = useState<RecordState<T>>({ record: null, error: null });
  useEffect(() => {
    let isCurrent = true;
    let heard = 0;
    const load = () => {
      const before = heard;
      get(id).then(
        (record) => {
          if (isCurrent && heard === before) setState({ record, error: null });
        },
        (error: unknown) => {
          if (isCurrent && heard === before) setState(({ record }) => ({ record, error }));
        },
      );
    };
    const stop = onBroadcast((broadcast) => {
      if (broadcast.type === 'archive' && broadcast.status !== null) {
        heard += 1;
        load();
      }
      if (broadcast.type !== 'changes') return;
      for (const change of broadcast.changes) {
        const after = afterOf(change, id);
        if (after === undefined) continue;
        heard += 1;
        if (after !== null) setState({ record: after, error: null });
        else {
          const error = new ArchiveError('not-found', 'It was deleted. Undo brings it back.');
          setState(({ record }) => ({ record, error }));
        }
      }
    });
    load();
    return () => {
      isCurrent = false;
      stop();
    };
  }, [id, get, afterOf]);
  return state;
}

const getBriefing = (id: string) => call('briefing.get', { id });
const briefingAfter = (change: Change, id: string) =>
  change.entity === 'briefing' && change.id === id ? change.after : undefined;

/** A briefing, kept in step with the archive. */
export function useBriefingRecord(id: string): RecordState<Briefing> {
  return useRecord(id, getBriefing, briefingAfter);
}

const getDocument = (id: string) => call('document.get', { id });
const documentAfter = (change: Change, id: string) =>
  change.entity === 'document' && change.id === id ? change.after : undefined;

/** A document's record, kept in step with the archive. */
export function useSourceDocument(id: string): RecordState<SourceDocument> {
  return useRecord(id, getDocument, documentAfter);
}
