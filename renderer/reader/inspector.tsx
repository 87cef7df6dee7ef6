import { useEffect, useRef, useState } from 'react';
import type { QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { SourceDocument, Version } from '../../shared/domain/document.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { DocumentFixity } from '../preservation/document-fixity.tsx';
import { CarriedList } from '../versions/carried-list.tsx';
import type { CarriedState } from '../versions/use-carried.ts';
import { DocumentFacts } from './document-facts.tsx';
import styles from './inspector.module.css';
import type { PassageActions } from './passage-actions.ts';
import { PassageCards } from './passage-cards.tsx';
import { type DetailPart, PassageDetail } from './passage-detail.tsx';

/** What Inspector takes. */
export interface InspectorProps {
  readonly record: SourceDocument;
  readonly version: Version;
  readonly passages: readonly Passage[];
  /** Passages of older versions, as they stand in this one. */
  readonly carried: CarriedState;
  readonly isLoaded: boolean;
  readonly checks: ReadonlyMap<string, QuoteCheck>;
  readonly selected: Passage | null;
  /** What may be done with the selected one. */
  readonly actions: PassageActions | null;
  readonly hoveredId: string | null;
  readonly agency: string | null;
  /** Agencies used in this document, the last first. */
  readonly recent: readonly string[];
  /** What is to be opened of the selected passage, or null. */
  readonly request: DetailPart | null;
  /** It was opened. */
  readonly onServed: () => void;
  readonly onSelect: (id: string | null) => void;
  readonly onHover: (id: string | null) => void;
  readonly onNote: (passage: Passage, note: string) => Promise<void>;
  /** Hands the keys back to the document. */
  readonly onDone: () => void;
}

/** The right side of the reader: the selected passage, or the document's passages and its provenance. */
export function Inspector(props: InspectorProps) {
  const { record, version, passages, selected, actions, hoveredId, onSelect } = props;
  const [tab, setTab] = useState<'passages' | 'document'>('passages');
  const list = useRef<HTMLDivElement>(null);
  const tabs = useRef<HTMLDivElement>(null);
  /** The passage whose card takes the focus after one was deleted. */
  const follower = useRef<string | null>(null);
  // The card of a highlight pointed at comes into sight.
  useEffect(() => {
    if (hoveredId === null) return;
    const card = list.current?.querySelector(`[data-passage-card="${CSS.escape(hoveredId)}"]`);
    if (card && !card.matches(':hover, :focus')) card.scrollIntoView({ block: 'nearest' });
  }, [hoveredId]);

  // Back from a passage to the list, the card one came from is in sight; who left it by the inspector goes on there.
  const lastSelected = useRef<string | null>(null);
  const isLeftByHand = useRef(false);
  useEffect(() => {
    if (selected !== null) lastSelected.current = selected.id;
    else if (lastSelected.current !== null) {
      const card = list.current?.querySelector<HTMLElement>(
        `[data-passage-card="${CSS.escape(lastSelected.current)}"]`,
      );
      card?.scrollIntoView({ block: 'nearest' });
      if (isLeftByHand.current) (card ?? tabs.current?.querySelector('button'))?.focus();
      isLeftByHand.current = false;
    }
  }, [selected]);
  const leave = (nextId: string | undefined) => {
    isLeftByHand.current = true;
    if (nextId !== undefined) lastSelected.current = nextId;
    follower.current = nextId ?? null;
  };
  // Where a passage goes whose list goes with it, the card that has the focus is made anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the passages are what makes cards anew
  useEffect(() => {
    if (selected !== null) follower.current = null;
    else if (follower.current !== null && document.activeElement === document.body)
      list.current?.querySelector<HTMLElement>(`[data-passage-card="${CSS.escape(follower.current)}"]`)?.focus();
  }, [passages, selected]);

  // The list stays while a passage is shown: making a hundred cards anew would delay every coding.
  return (
    <>
      {selected !== null && actions !== null && (
        <PassageDetail
          key={selected.id}
          passage={selected}
          shown={version.number}
          check={props.checks.get(selected.id) ?? null}
          agency={props.agency}
          actions={actions}
          recent={props.recent}
          request={props.request}
          onServed={props.onServed}
          onNote={(note) => props.onNote(selected, note)}
          onDelete={() => {
            leave((actions.next ?? actions.before)?.id);
            actions.remove();
          }}
          onShow={() => onSelect(selected.id)}
          onDone={props.onDone}
          onClose={() => {
            leave(undefined);
            onSelect(null);
          }}
        />
      )}
      <div className={styles.inspector} hidden={selected !== null}>
        <h2 className={styles.title}>{record.title}</h2>
        <div ref={tabs} role="tablist" aria-label="Inspector" className={styles.tabs}>
          {(['passages', 'document'] as const).map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              aria-selected={tab === name}
              className={styles.tab}
              onClick={() => setTab(name)}
            >
              {name === 'passages' ? `Passages ${passages.length > 0 ? passages.length : ''}` : 'Document'}
            </button>
          ))}
        </div>
        {tab === 'document' && (
          <>
            <DocumentFacts record={record} version={version} />
            <div className={styles.fixity}>
              <DocumentFixity documentId={record.id} title={record.title} />
            </div>
          </>
        )}
        {tab === 'passages' && passages.length > 0 && (
          <PassageCards
            ref={list}
            passages={passages}
            checks={props.checks}
            hoveredId={hoveredId}
            onSelect={onSelect}
            onHover={props.onHover}
          />
        )}
        {tab === 'passages' && (
          <CarriedList
            document={record}
            carried={props.carried}
            checks={props.checks}
            onSelect={onSelect}
            onHover={props.onHover}
          />
        )}
        {tab === 'passages' && passages.length === 0 && props.carried.placed.length === 0 && props.isLoaded && (
          <div className={styles.empty}>
            <p>No passages yet.</p>
            <p>
              Select words in the document, then press <kbd>1</kbd> to <kbd>9</kbd> for a stance, <kbd>H</kbd> to
              highlight or <kbd>N</kbd> to note.
            </p>
          </div>
        )}
      </div>
    </>
  );
}
