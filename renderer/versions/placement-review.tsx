import { Check, CircleCheck, ListChecks, ScrollText, SearchX, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { PlacementView } from '../../shared/contract/versions.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Placement } from '../../shared/domain/passage.ts';
import { isUndecided } from '../../shared/domain/placement.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { compareTexts } from '../../shared/redline.ts';
import { call } from '../archive-client.ts';
import { useArchiveQuery, useLastKnown } from '../archive-query.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Keys } from '../components/keys.tsx';
import { errorMessage, notifyError } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { openTab } from '../tabs-state.ts';
import styles from './placement-review.module.css';
import { useStepKeys } from './use-step-keys.ts';

/** What PlacementReview takes. */
export interface PlacementReviewProps {
  readonly document: SourceDocument;
  /** The version in which the passages are looked for. */
  readonly version: number;
  readonly active: boolean;
}

/** Length from which the surroundings of a place are taken to be cut. */
const CUT = 240;

const STATES: Readonly<Record<string, string>> = {
  moved: 'Moved',
  lost: 'Not found',
  'moved accepted': 'Accepted',
  'moved rejected': 'Rejected',
  'lost accepted': 'Gone',
};

const stateName = ({ outcome, decision }: Placement): string =>
  STATES[decision === null ? outcome : `${outcome} ${decision}`] ?? outcome;

/** The passages that moved or are lost, one beside the other: A accepts, R rejects, the arrows walk. */
export function PlacementReview({ document, version, active }: PlacementReviewProps) {
  const query = useArchiveQuery('version.placements', { documentId: document.id, version }, [
    'passage',
    'briefing',
    'document',
  ]);
  const data = useLastKnown(query.data);
  const doubtful = useMemo(
    () => data?.placements.filter(({ placement }) => placement.outcome !== 'anchored') ?? [],
    [data],
  );
  const anchored = (data?.placements.length ?? 0) - doubtful.length;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const firstOpen = doubtful.find(({ placement }) => isUndecided(placement)) ?? doubtful[0];
  const chosen = doubtful.find(({ passageId }) => passageId === chosenId) ?? firstOpen;
  const at = chosen === undefined ? -1 : doubtful.indexOf(chosen);
  const open = doubtful.filter(({ placement }) => isUndecided(placement)).length;

  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  const walk = (direction: 1 | -1): boolean => {
    const next = doubtful[at + direction];
    if (next !== undefined) setChosenId(next.passageId);
    return doubtful.length > 0;
  };
  const decide = (decision: 'accept' | 'reject'): boolean => {
    if (chosen === undefined) return false;
    if (decision === 'reject' && chosen.placement.outcome === 'lost') return true;
    // On to the next one that nobody has decided on, round the list.
    const order = [...doubtful.slice(at + 1), ...doubtful.slice(0, at)];
    const next = order.find(({ placement }) => isUndecided(placement)) ?? chosen;
    call('version.decide', { passageIds: [chosen.passageId], version, decision }).then(
      () => setChosenId(next.passageId),
      (error: unknown) => notifyError('The decision was not saved', error),
    );
    return true;
  };
  useStepKeys(active, {
    a: () => decide('accept'),
    r: () => decide('reject'),
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    ArrowRight: () => walk(1),
    ArrowLeft: () => walk(-1),
  });

  if (query.error && !data)
    return <EmptyState title="The passages can’t be shown">{errorMessage(query.error)}</EmptyState>;
  if (!data) return <div aria-busy="true" />;
  if (chosen === undefined) {
    return (
      <EmptyState icon={<Check />} title="Nothing to review">
        {anchored === 0
          ? `No passage was marked on a version before ${version}.`
          : `${count(anchored, 'passage')} of older versions ${anchored === 1 ? 'stands' : 'stand'} in version ${version} with the same words and context.`}
      </EmptyState>
    );
  }
  return (
    <div className={styles.review}>
      <nav className={styles.side} aria-label="Passages to review">
        <p className={styles.summary} role="status">
          <ListChecks aria-hidden />
          {open === 0 ? 'All decided' : `${open} of ${doubtful.length} to decide`}
          {anchored > 0 && <span>{anchored} anchored</span>}
        </p>
        <ul ref={list} className={styles.list}>
          {doubtful.map((item) => (
            <li key={item.passageId}>
              <button
                type="button"
                className={styles.item}
                aria-current={item === chosen}
                onClick={() => setChosenId(item.passageId)}
              >
                <span className={styles.itemQuote}>{readableQuote(item.quote)}</span>
                <span className={styles.state} data-state={item.placement.decision ?? item.placement.outcome}>
                  {stateName(item.placement)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <section className={styles.main} aria-label="Passage in both versions">
        {open === 0 && (
          <p className={styles.closing}>
            <CircleCheck aria-hidden />
            Every passage is decided on. A decision can still be changed.
          </p>
        )}
        <div className={styles.sides}>
          <Side
            title={`Version ${chosen.version}`}
            page={chosen.page}
            surroundings={chosen.surroundings}
            quote={chosen.quote}
            other={chosen.placement.quote}
            isOlder
            onOpen={() => openPlace(document, chosen.version, chosen.passageId, null)}
          />
          {chosen.newSurroundings === null || chosen.placement.quote === null ? (
            <div className={styles.lost}>
              <SearchX aria-hidden />
              <h2>Not found in version {version}</h2>
              <p>
                Its words are no longer in the text. The passage stays on version {chosen.version}, readable and
                quotable. If the words stand there in another form, mark them as a new passage.
              </p>
              <Button
                size="s"
                onClick={() => openTab({ kind: 'document', documentId: document.id, title: document.title, version })}
              >
                Open version {version}
              </Button>
            </div>
          ) : (
            <Side
              title={`Version ${version}`}
              page={chosen.placement.page}
              surroundings={chosen.newSurroundings}
              quote={chosen.placement.quote}
              other={chosen.quote}
              isOlder={false}
              onOpen={() => openPlace(document, version, chosen.passageId, chosen.placement)}
            />
          )}
        </div>
        <footer className={styles.foot}>
          <p className={styles.reason}>
            {reasonOf(chosen)}
            {chosen.briefings.map(({ id, title }) => (
              <Button
                key={id}
                size="s"
                variant="ghost"
                icon={<ScrollText />}
                onClick={() => openTab({ kind: 'briefing', briefingId: id, title })}
              >
                {title}
              </Button>
            ))}
          </p>
          <span className={styles.position}>
            {at + 1} of {doubtful.length} <Keys keys={['↑', '↓']} />
          </span>
          {chosen.placement.outcome === 'moved' && (
            <Button
              icon={<X />}
              aria-pressed={chosen.placement.decision === 'rejected'}
              onClick={() => decide('reject')}
            >
              Not this place <Keys keys={['R']} />
            </Button>
          )}
          <Button
            variant={isUndecided(chosen.placement) ? 'primary' : 'secondary'}
            icon={<Check />}
            aria-pressed={chosen.placement.decision === 'accepted'}
            onClick={() => decide('accept')}
          >
            {chosen.placement.outcome === 'lost' ? 'It is gone' : 'It stands here'} <Keys keys={['A']} />
          </Button>
          {open === 0 && (
            <Button
              variant="primary"
              onClick={() => openTab({ kind: 'document', documentId: document.id, title: document.title, version })}
            >
              Done: open version {version}
            </Button>
          )}
        </footer>
      </section>
    </div>
  );
}

function openPlace(document: SourceDocument, version: number, passageId: string, placement: Placement | null): void {
  const { id: documentId, title } = document;
  // A place that nobody has accepted carries no mark to go to: its words are pointed at.
  const words =
    placement?.start == null || placement.end === null ? {} : { start: placement.start, end: placement.end };
  openTab({ kind: 'document', documentId, title, version, passageId, ...words });
}

/** Why a person must look, in words. */
function reasonOf({ placement, quote }: PlacementView): string {
  const fit = `fit ${Math.round(placement.score * 100)} %`;
  if (placement.outcome === 'lost') return 'Its words were not found.';
  if (placement.quote !== null && readableQuote(placement.quote) === readableQuote(quote)) {
    return `The same words, but what stands around them, or their place, is another (${fit}).`;
  }
  return `The words differ (${fit}).`;
}

/** One of the two places: its words among those around them, with what differs from the other place. */
function Side(props: {
  readonly title: string;
  readonly page: number | null;
  readonly surroundings: { readonly before: string; readonly after: string };
  readonly quote: string;
  readonly other: string | null;
  readonly isOlder: boolean;
  readonly onOpen: () => void;
}) {
  const { title, page, surroundings, quote, other, isOlder, onOpen } = props;
  const pieces = useMemo(() => {
    const segments = other === null ? [] : isOlder ? compareTexts(quote, other) : compareTexts(other, quote);
    return segments.flatMap((segment) => {
      const place = isOlder ? segment.from : segment.to;
      return place === null ? [] : [{ words: quote.slice(...place), isSame: segment.kind === 'equal', key: place[0] }];
    });
  }, [quote, other, isOlder]);
  const Changed = isOlder ? 'del' : 'ins';
  return (
    <article className={styles.sideText}>
      <header className={styles.sideHead}>
        <h2>{title}</h2>
        {page !== null && <span>p. {page}</span>}
        <Button size="s" variant="ghost" onClick={onOpen}>
          Open there
        </Button>
      </header>
      <p className={styles.text}>
        <span>{flowing(startingAtWord(surroundings.before))}</span>
        <mark className={styles.mark}>
          {pieces.length === 0
            ? flowing(quote)
            : pieces.map(({ words, isSame, key }) =>
                isSame ? (
                  flowing(words)
                ) : (
                  <Changed key={key} className={styles.changed}>
                    {flowing(words)}
                  </Changed>
                ),
              )}
        </mark>
        <span>{flowing(endingAtWord(surroundings.after))}</span>
      </p>
    </article>
  );
}

// What the core hands over is cut at a number of letters.
const startingAtWord = (words: string): string => (words.length < CUT ? words : words.replace(/^\S*\s/, '… '));
const endingAtWord = (words: string): string => (words.length < CUT ? words : words.replace(/\s\S*$/, ' …'));

/** Lines run on; paragraphs stay apart. */
const flowing = (words: string): string => words.replace(/\s+/g, (space) => (/\n\s*\n|\f/.test(space) ? '\n\n' : ' '));
