import { useEffect, useRef, useState } from 'react';
import type { DocumentContent } from '../../shared/contract.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { call } from '../archive-client.ts';
import { errorMessage } from '../components/toast.tsx';
import { listenToChanges } from './change-feed.ts';

/** What is known of a document being opened. */
export type ContentState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'open'; readonly content: DocumentContent };

/** What the reader shows of a document, and the number of its newest version once that is known. */
export interface DocumentState {
  readonly state: ContentState;
  readonly newest: number | undefined;
}

const LOADING: ContentState = { kind: 'loading' };

/**
 * Loads what the reader shows of one version. If `version` is undefined that is the newest, also when another one
 * is added later.
 */
export function useDocumentContent(documentId: string, version: number | undefined): DocumentState {
  const [newest, setNewest] = useState<number | undefined>(undefined);
  const [known, setKnown] = useState<{ readonly wanted: number | undefined; readonly state: ContentState } | null>(
    null,
  );
  const wanted = version ?? newest;
  const isKnown =
    known !== null &&
    (known.wanted === wanted || (known.state.kind === 'open' && known.state.content.version.number === wanted));
  useEffect(
    () =>
      listenToChanges((changes) => {
        for (const change of changes) {
          if (change.entity === 'document' && change.id === documentId && change.after !== null) {
            setNewest(newestVersion(change.after));
            reload.current(change.after);
          }
        }
      }),
    [documentId],
  );
  // A page whose words were recognised has another text: what is shown stays until the new one is here.
  const reload = useRef((_record: SourceDocument): void => undefined);
  reload.current = (record) => {
    if (known?.state.kind !== 'open') return;
    const { number, textSha256 } = known.state.content.version;
    const now = record.versions.find((each) => each.number === number);
    if (now === undefined || now.textSha256 === textSha256) return;
    call('document.content', { id: documentId, version: number }).then(
      (content) =>
        setKnown((before) => (before === known ? { wanted: known.wanted, state: { kind: 'open', content } } : before)),
      (error: unknown) => console.error('The new text could not be read', error),
    );
  };
  useEffect(() => {
    if (isKnown) return;
    let isCurrent = true;
    call('document.content', wanted === undefined ? { id: documentId } : { id: documentId, version: wanted }).then(
      (content) => {
        if (!isCurrent) return;
        setKnown({ wanted, state: { kind: 'open', content } });
        setNewest((before) => Math.max(before ?? 0, newestVersion(content.document)));
      },
      (error: unknown) => {
        if (isCurrent) setKnown({ wanted, state: { kind: 'failed', message: errorMessage(error) } });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [documentId, wanted, isKnown]);
  return { state: isKnown ? known.state : LOADING, newest };
}

function newestVersion({ versions }: SourceDocument): number {
  return Math.max(...versions.map(({ number }) => number));
}

/** The document's record, kept in step with the archive. */
export function useDocumentRecord(initial: SourceDocument): SourceDocument {
  const [record, setRecord] = useState(initial);
  useEffect(
    () =>
      listenToChanges((changes) => {
        for (const change of changes) {
          if (change.entity === 'document' && change.id === initial.id && change.after !== null) {
            setRecord(change.after);
          }
        }
      }),
    [initial.id],
  );
  return record;
}

/** The passages of one version in reading order, and whether they have arrived. */
export interface DocumentPassages {
  readonly passages: readonly Passage[];
  readonly isLoaded: boolean;
  readonly error: string | null;
}

/** The passages after some changes; the same array if it does not concern this version. */
export function applyPassageChanges(
  passages: readonly Passage[],
  changes: readonly Change[],
  documentId: string,
  version: number,
): readonly Passage[] {
  let next = passages;
  for (const change of changes) {
    if (change.entity !== 'passage') continue;
    const { after } = change;
    const belongs = after !== null && after.documentId === documentId && after.version === version;
    if (!belongs && !next.some((passage) => passage.id === change.id)) continue;
    const rest = next.filter((passage) => passage.id !== change.id);
    next = belongs ? inReadingOrder([...rest, after]) : rest;
  }
  return next;
}

function inReadingOrder(passages: readonly Passage[]): readonly Passage[] {
  return [...passages].sort((a, b) => a.start - b.start || a.end - b.end || a.id.localeCompare(b.id));
}

/** Mirrors the passages of one version: read once, then kept in step by what the archive broadcasts. */
export function useDocumentPassages(documentId: string, version: number): DocumentPassages {
  const [state, setState] = useState<DocumentPassages>({ passages: [], isLoaded: false, error: null });
  useEffect(() => {
    let isCurrent = true;
    // Changes that overtake the first answer are applied to it when it comes.
    let early: (readonly Change[])[] | null = [];
    call('passage.list', { documentIds: [documentId] }).then(
      ({ passages }) => {
        if (!isCurrent) return;
        let known = inReadingOrder(passages.filter((passage) => passage.version === version));
        for (const changes of early ?? []) known = applyPassageChanges(known, changes, documentId, version);
        early = null;
        setState({ passages: known, isLoaded: true, error: null });
      },
      (error: unknown) => {
        early = null;
        if (isCurrent) setState((before) => ({ ...before, isLoaded: true, error: errorMessage(error) }));
      },
    );
    const stop = listenToChanges((changes) => {
      if (early !== null) {
        early.push(changes);
        return;
      }
      setState((before) => {
        const passages = applyPassageChanges(before.passages, changes, documentId, version);
        return passages === before.passages ? before : { ...before, passages };
      });
    });
    return () => {
      isCurrent = false;
      stop();
    };
  }, [documentId, version]);
  return state;
}
