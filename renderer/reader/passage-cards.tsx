import { memo, type Ref, useEffect, useMemo, useRef } from 'react';
import type { QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import styles from './inspector.module.css';
import { PassageCard } from './passage-card.tsx';

/** What PassageCards takes. */
export interface PassageCardsProps {
  readonly ref?: Ref<HTMLDivElement>;
  readonly passages: readonly Passage[];
  readonly checks: ReadonlyMap<string, QuoteCheck>;
  readonly hoveredId: string | null;
  readonly onSelect: (id: string | null) => void;
  readonly onHover: (id: string | null) => void;
}

/** Cards of one list on average: the window looks after lists out of sight in every frame, so they are not to be many. */
const CHUNK = 25;
/** About the height of a card, in rem. */
const CARD_HEIGHT = 8.5;

/** The cards of a document's passages, in lists of which only those in sight are laid out. */
export const PassageCards = memo(function PassageCards({ ref, passages, hoveredId, ...rest }: PassageCardsProps) {
  const lists = useStable(useMemo(() => listsOf(passages), [passages]));
  return (
    <div ref={ref} className={styles.cards}>
      {lists.map((list, index) => (
        <CardList
          // The first list stays the same one when its first passage goes.
          key={index === 0 ? 'first' : list[0]?.id}
          label={index === 0 ? 'Passages of this document' : `Passages of this document, part ${index + 1}`}
          passages={list}
          hoveredId={list.some(({ id }) => id === hoveredId) ? hoveredId : null}
          {...rest}
        />
      ))}
    </div>
  );
});

/**
 * The passages in lists. Where one ends goes by the passage that follows, not by a count: a passage added or deleted
 * changes one list and leaves the others as they are.
 */
export function listsOf(passages: readonly Passage[]): readonly (readonly Passage[])[] {
  const lists: Passage[][] = [];
  for (const passage of passages) {
    const last = lists[lists.length - 1];
    if (last === undefined || isFirst(passage)) lists.push([passage]);
    else last.push(passage);
  }
  return lists;
}

function isFirst({ id }: Passage): boolean {
  let sum = 0;
  for (let index = 0; index < id.length; index += 1) sum = (sum * 31 + id.charCodeAt(index)) % 1_000_003;
  return sum % CHUNK === 0;
}

/** Lists with the same passages as before are the ones from before. */
function useStable(lists: ReturnType<typeof listsOf>): ReturnType<typeof listsOf> {
  const known = useRef<ReturnType<typeof listsOf>>([]);
  const stable = useMemo(() => {
    const before = new Map(known.current.map((list) => [list[0], list]));
    return lists.map((list) => {
      const same = before.get(list[0]);
      return same?.length === list.length && same.every((passage, at) => passage === list[at]) ? same : list;
    });
  }, [lists]);
  useEffect(() => {
    known.current = stable;
  }, [stable]);
  return stable;
}

type CardListProps = Omit<PassageCardsProps, 'ref'> & { readonly label: string };

const CardList = memo(function CardList({ label, passages, checks, hoveredId, onSelect, onHover }: CardListProps) {
  return (
    <ul
      className={styles.list}
      aria-label={label}
      style={{ containIntrinsicBlockSize: `auto ${passages.length * CARD_HEIGHT}rem` }}
    >
      {passages.map((passage) => (
        <PassageCard
          key={passage.id}
          passage={passage}
          check={checks.get(passage.id) ?? null}
          isHovered={passage.id === hoveredId}
          onSelect={onSelect}
          onHover={onHover}
        />
      ))}
    </ul>
  );
});
