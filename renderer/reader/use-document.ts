import { useEffect, useState } from 'react';
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

/** Loads what the reader shows of one version; the newest if `version` is undefined. */
export function useDocumentContent(documentId: string, version: number | undefined): ContentState {
  const [state, setState] = useState<ContentState>({ kind: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    setState({ kind: 'loading' });
    call('document.content', version === undefined ? { id: documentId } : { id: documentId, version }).then(
      (content) => {
        if (isCurrent) setState({ kind: 'open', content });
      },
      (error: unknown) => {
        if (isCurrent) setState({ kind: 'failed', message: errorMessage(error) });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [documentId, version]);
  return state;
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
