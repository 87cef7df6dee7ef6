import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import { IconButton } from '../components/button.tsx';
import styles from './find-bar.module.css';
import { HIT_LIMIT } from './find-in-text.ts';

/** What FindBar takes. */
export interface FindBarProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly hitCount: number;
  /** Index of the hit in sight, or −1. */
  readonly current: number;
  readonly onStep: (step: 1 | -1) => void;
  readonly onClose: () => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

function countWords({ query, hitCount, current }: Pick<FindBarProps, 'query' | 'hitCount' | 'current'>): string {
  if (query.trim() === '') return '';
  if (hitCount === 0) return 'No hits';
  return `${current + 1} of ${hitCount}${hitCount === HIT_LIMIT ? '+' : ''}`;
}

/** Finds words in the document: count, next and previous. */
export function FindBar(props: FindBarProps) {
  const { query, onQuery, hitCount, onStep, onClose, inputRef } = props;
  useEffect(() => {
    inputRef.current?.focus();
    inputRef.current?.select();
  }, [inputRef]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      onStep(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <search className={styles.bar} aria-label="Find in document">
      <input
        ref={inputRef}
        type="text"
        className={styles.input}
        aria-label="Find in document"
        placeholder="Find in document"
        value={query}
        spellCheck={false}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <span role="status" className={styles.count}>
        {countWords(props)}
      </span>
      <IconButton
        label="Previous hit"
        keys={['⇧', 'Enter']}
        size="s"
        disabled={hitCount === 0}
        onClick={() => onStep(-1)}
      >
        <ChevronUp />
      </IconButton>
      <IconButton label="Next hit" keys={['Enter']} size="s" disabled={hitCount === 0} onClick={() => onStep(1)}>
        <ChevronDown />
      </IconButton>
      <IconButton label="Close find" keys={['Esc']} size="s" onClick={onClose}>
        <X />
      </IconButton>
    </search>
  );
}
