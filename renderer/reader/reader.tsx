import { FileWarning } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { notify } from '../components/toast.tsx';
import { type DocumentTab, openTab, setTabTitle } from '../tabs-state.ts';
import { OpenDocument } from './open-document.tsx';
import styles from './reader.module.css';
import { useDocumentContent } from './use-document.ts';
import { warmReader } from './use-view.ts';

// pdf.js and the document load side by side.
warmReader();

/** The reader of one document. `active` is true while its tab is the one shown. */
export function Reader({ tab, active }: { readonly tab: DocumentTab; readonly active: boolean }) {
  const { documentId, version } = tab;
  const { state, newest } = useDocumentContent(documentId, version);
  const title = state.kind === 'open' ? state.content.document.title : null;
  useEffect(() => {
    if (title !== null) setTabTitle(tab.id, title);
  }, [tab.id, title]);

  const newestBefore = useRef(newest);
  useEffect(() => {
    const before = newestBefore.current;
    newestBefore.current = newest;
    if (version !== undefined || before === undefined || newest === undefined || newest <= before) return;
    notify(`Version ${newest} of this document was added and is shown now`, {
      label: `Show version ${before}`,
      run: () => openTab({ kind: 'document', documentId, version: before }),
    });
  }, [newest, version, documentId]);

  if (state.kind === 'failed') {
    return (
      <EmptyState icon={<FileWarning />} title="This document can’t be shown">
        {state.message}
      </EmptyState>
    );
  }
  if (state.kind === 'loading') return <div className={styles.reader} aria-busy="true" />;
  return (
    <>
      <h1 className="visually-hidden">{state.content.document.title}</h1>
      <OpenDocument
        key={`${documentId} ${state.content.version.number} ${state.content.version.textSha256}`}
        tab={tab}
        active={active}
        content={state.content}
        onVersion={(number) =>
          openTab({ kind: 'document', documentId, ...(number === newest ? {} : { version: number }) })
        }
      />
    </>
  );
}
