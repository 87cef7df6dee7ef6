import { CaseSensitive, ChevronDown, ChevronUp, Highlighter, TextSelect, WholeWord, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import { acceleratorKeys } from '../commands.ts';
import { IconButton } from '../components/button.tsx';
import styles from './find-bar.module.css';
import { type FindOptions, HIT_LIMIT } from './find-in-text.ts';
import type { Find } from './use-find.ts';

/** What FindBar takes. */
export interface FindBarProps {
  readonly find: Find;
  /** Hands the keys back to the document. */
  readonly onDone: () => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** Tells the bars of two panes apart: " (side pane)", or nothing. */
  readonly where: string;
}

/** What the bar says of a search: "3 of 41". */
function findWords({ query, hits, current }: Pick<Find, 'query' | 'hits' | 'current'>): string {
  if (query.trim() === '') return '';
  if (hits.length === 0) return 'No hits';
  return `${current + 1} of ${hits.length}${hits.length === HIT_LIMIT ? '+' : ''}`;
}

const WRAPPED = { top: 'Went on from the top', end: 'Went on from the end' } as const;

/** Finds words in the document: count, options, next and previous. */
export function FindBar({ find, onDone, inputRef, where }: FindBarProps) {
  const { query, hits, options, wrapped } = find;
  useEffect(() => {
    inputRef.current?.focus();
    inputRef.current?.select();
  }, [inputRef]);
  const leave = (close: () => void) => {
    close();
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isInField = event.target === inputRef.current;
    if (event.key === 'Escape') leave(find.leave);
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) leave(find.select);
    else if (event.key === 'Enter' && isInField) find.step(event.shiftKey ? -1 : 1);
    else if (event.key === 'ArrowDown' && isInField) find.step(1);
    else if (event.key === 'ArrowUp' && isInField) find.step(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const toggle = (name: keyof FindOptions) => find.setOptions({ ...options, [name]: !options[name] });
  const hasHits = hits.length > 0;
  return (
    <search className={styles.bar} aria-label={`Find in document${where}`} onKeyDown={onKeyDown}>
      <div className={styles.line}>
        <input
          ref={inputRef}
          type="text"
          className={styles.input}
          aria-label="Find in document"
          placeholder="Find in document"
          value={query}
          spellCheck={false}
          data-missing={query.trim() !== '' && !hasHits}
          onChange={(event) => find.setQuery(event.target.value)}
        />
        <span role="status" className={styles.count} data-missing={query.trim() !== '' && !hasHits}>
          {findWords(find)}
        </span>
        <IconButton label="Match case" size="s" aria-pressed={options.matchCase} onClick={() => toggle('matchCase')}>
          <CaseSensitive />
        </IconButton>
        <IconButton label="Whole words" size="s" aria-pressed={options.wholeWord} onClick={() => toggle('wholeWord')}>
          <WholeWord />
        </IconButton>
        <IconButton
          label="Match accents"
          size="s"
          aria-pressed={options.matchDiacritics}
          onClick={() => toggle('matchDiacritics')}
        >
          <span aria-hidden className={styles.accent}>
            é
          </span>
        </IconButton>
        <IconButton
          label="Highlight all"
          size="s"
          aria-pressed={find.isAllMarked}
          onClick={() => find.setAllMarked(!find.isAllMarked)}
        >
          <Highlighter />
        </IconButton>
        <span className={styles.rule} />
        <IconButton
          label="Previous hit"
          keys={['⇧', 'Enter']}
          size="s"
          disabled={!hasHits}
          onClick={() => find.step(-1)}
        >
          <ChevronUp />
        </IconButton>
        <IconButton label="Next hit" keys={['Enter']} size="s" disabled={!hasHits} onClick={() => find.step(1)}>
          <ChevronDown />
        </IconButton>
        <IconButton
          label="Select hit"
          keys={acceleratorKeys('CmdOrCtrl+Enter')}
          size="s"
          disabled={!hasHits}
          onClick={() => leave(find.select)}
        >
          <TextSelect />
        </IconButton>
        <IconButton label="Close find" keys={['Esc']} size="s" onClick={() => leave(find.close)}>
          <X />
        </IconButton>
      </div>
      <p aria-live="polite" className={styles.notice}>
        {wrapped === null ? '' : WRAPPED[wrapped]}
      </p>
    </search>
  );
}
