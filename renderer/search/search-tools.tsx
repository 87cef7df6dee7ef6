import { CaseSensitive, CircleHelp } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../components/button.tsx';
import { Popover } from '../components/popover.tsx';
import { Tooltip } from '../components/tooltip.tsx';
import { RoomyLabel } from '../components/view-layout.tsx';
import styles from './search.module.css';

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['sheriff detainer', 'both words, in any order'],
  ['"court order"', 'the words as they stand'],
  ['particip*', 'words that begin so'],
  ['warrant NEAR/5 judge', 'at most 5 words between them; NEAR(warrant judge, 5) does the same'],
  ['"signed judge"~8', 'the same, at most 8 words between'],
  ['police OR sheriff', 'one or the other'],
  ['policy -funding', 'not this word; NOT does the same'],
  ['(jail OR prison) detainer', 'parentheses group'],
  ['title:memo', 'in the title'],
  ['quote:"will not"', 'in quotes; note: in notes'],
  ['agency:FBI stance:opposes', 'coded so, by the whole name if one is it; topic: and issuer: too'],
];

/** What SearchTools takes. */
export interface SearchToolsProps {
  readonly stemming: boolean;
  readonly onStemming: (stemming: boolean) => void;
}

/** Beside a search box: whether other forms of a word count, and what may be typed. */
export function SearchTools({ stemming, onStemming }: SearchToolsProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <span className={styles.tools}>
      <Tooltip label={stemming ? 'Finds other forms of a word too' : 'Finds the words as typed'}>
        <button
          type="button"
          className={styles.toggle}
          aria-pressed={stemming}
          aria-label="Word forms"
          onClick={() => onStemming(!stemming)}
        >
          <CaseSensitive aria-hidden />
          <RoomyLabel>Word forms</RoomyLabel>
        </button>
      </Tooltip>
      <Popover
        open={isOpen}
        onOpenChange={setIsOpen}
        label="What can be searched for"
        align="end"
        trigger={
          <IconButton label="What can be searched for" size="s">
            <CircleHelp />
          </IconButton>
        }
      >
        <dl className={styles.help}>
          {EXAMPLES.map(([typed, meaning]) => (
            <div key={typed}>
              <dt>
                <code>{typed}</code>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Popover>
    </span>
  );
}

/** How a query was understood that could not be taken as it was typed; announced. */
export function SearchNote({ words }: { readonly words: string | null | undefined }) {
  return (
    <p role="status" className={styles.note} data-empty={!words}>
      {words}
    </p>
  );
}
