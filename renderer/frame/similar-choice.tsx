import { useState } from 'react';
import { create } from 'zustand';
import type { ImportOutcome, SimilarDocument } from '../../shared/contract/outcomes.ts';
import { call } from '../archive-client.ts';
import { onArchiveChange } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import { openTab } from '../tabs-state.ts';
import { undo } from './archive-actions.ts';
import styles from './import-sheet.module.css';

/** Imported documents of which a person has said what they are, and the document that each has become. */
const decidedStore = create<{ readonly became: ReadonlyMap<string, string> }>(() => ({ became: new Map() }));
onArchiveChange(() => decidedStore.setState({ became: new Map() }));

function decide(id: string, became: string): void {
  decidedStore.setState((state) => ({ became: new Map(state.became).set(id, became) }));
}

/** The document in which an imported one is found now: itself, or the one whose version it was made. */
export function useDocumentNow(documentId: string | null): string | null {
  return decidedStore(({ became }) => (documentId === null ? null : (became.get(documentId) ?? documentId)));
}

/** The document that an imported one nearly equals, while nobody has said what is to become of it; else null. */
export function useUndecided({ outcome, documentId, similar }: ImportOutcome): SimilarDocument | null {
  const isDecided = decidedStore(({ became }) => documentId !== null && became.has(documentId));
  return outcome === 'imported' && !isDecided ? (similar?.[0] ?? null) : null;
}

/** Offers to make a document that nearly equals another one its next version, or to keep both. */
export function SimilarChoice(props: { readonly documentId: string; readonly similar: SimilarDocument }) {
  const { documentId, similar } = props;
  const [isBusy, setIsBusy] = useState(false);
  const run = (work: Promise<unknown>, became: string, done: string, failed: string) => {
    setIsBusy(true);
    work
      .then(
        () => {
          decide(documentId, became);
          notify(done, { label: 'Undo', run: () => void undo() });
        },
        (error) => notifyError(failed, error),
      )
      .finally(() => setIsBusy(false));
  };
  const join = () =>
    run(
      call('version.join', { id: documentId, into: similar.documentId }),
      similar.documentId,
      `It is now the newest version of “${similar.title}”`,
      'It was not made a version',
    );
  const keep = () =>
    run(
      call('document.distinguish', { id: documentId, other: similar.documentId }),
      documentId,
      'Both are kept as documents of their own',
      'That was not noted',
    );
  const share =
    similar.similarity === 1 ? 'The same words as' : `${Math.floor(similar.similarity * 100)} % the words of`;
  return (
    <>
      <span className={styles.reason}>
        {share}{' '}
        <button
          type="button"
          className={styles.link}
          onClick={() => openTab({ kind: 'document', documentId: similar.documentId, title: similar.title })}
        >
          {similar.title}
        </button>
      </span>
      <span className={styles.choices}>
        <Button size="s" disabled={isBusy} onClick={join} aria-label={`Make it a new version of ${similar.title}`}>
          Make it a new version
        </Button>
        <Button size="s" variant="ghost" disabled={isBusy} onClick={keep}>
          Keep both
        </Button>
      </span>
    </>
  );
}
