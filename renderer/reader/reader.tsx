import { FileWarning } from 'lucide-react';
import { useEffect, useState } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { type DocumentTab, setTabTitle } from '../tabs-state.ts';
import { OpenDocument } from './open-document.tsx';
import styles from './reader.module.css';
import { useDocumentContent } from './use-document.ts';
import { warmReader } from './use-view.ts';

// pdf.js and the document load side by side.
warmReader();

/** The reader of one document. `active` is true while its tab is the one shown. */
export function Reader({ tab, active }: { readonly tab: DocumentTab; readonly active: boolean }) {
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const state = useDocumentContent(tab.documentId, chosen ?? tab.version);
  const title = state.kind === 'open' ? state.content.document.title : null;
  useEffect(() => {
    if (title !== null) setTabTitle(tab.id, title);
  }, [tab.id, title]);

  if (state.kind === 'failed') {
    return (
      <EmptyState icon={<FileWarning />} title="This document can’t be shown">
        {state.message}
      </EmptyState>
    );
  }
  if (state.kind === 'loading') return <div className={styles.reader} aria-busy="true" />;
  return (
    <OpenDocument
      key={`${tab.documentId} ${state.content.version.number}`}
      tab={tab}
      active={active}
      content={state.content}
      onVersion={setChosen}
    />
  );
}
