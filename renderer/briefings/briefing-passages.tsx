import { ArrowDown, ArrowUp, GripVertical, RotateCcw } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { MethodOutput, PassageView } from '../../shared/contract.ts';
import { Button, IconButton } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { VerificationMark } from '../components/verification-mark.tsx';
import { formatPage, formatPartialDate } from '../formats.ts';
import { openPassage } from '../passages/passage-actions.ts';
import { Codings } from '../passages/passage-card.tsx';
import { isWithin } from '../positions/matrix-model.ts';
import styles from './briefing-passages.module.css';
import { movePassage } from './briefing-selection.ts';
import type { BriefingPassageIds } from './use-briefing-passages.ts';
import { VirtualLines } from './virtual-lines.tsx';

/** What BriefingPassages takes. */
export interface BriefingPassagesProps {
  readonly passages: BriefingPassageIds;
  /** Passages of the preview in their order. */
  readonly checks: MethodOutput<'briefing.preview'>['passages'];
  readonly asOf: string | null;
  /** What scrolls around the list; null until it is there. */
  readonly scroller: HTMLElement | null;
  readonly isOrderedByHand: boolean;
  /** Whether no filter takes any. */
  readonly isByHand: boolean;
  readonly onToggle: (id: string, isIn: boolean) => void;
  /** Gets the whole order; empty for the order of the grouping. */
  readonly onOrder: (ids: string[]) => void;
}

interface LineProps {
  readonly passage: PassageView;
  readonly isIn: boolean;
  readonly number: number | null;
  readonly check: QuoteCheck | null;
  readonly onToggle: (isIn: boolean) => void;
}

function Line({ passage, isIn, number, check, onToggle }: LineProps) {
  const page = formatPage(passage.page, passage.pageLabel);
  const short = passage.quote.length > 60 ? `${passage.quote.slice(0, 60)}…` : passage.quote;
  return (
    <>
      <Checkbox label={`In the briefing: ${short}`} checked={isIn} onChange={onToggle} />
      <span className={styles.number}>{number ?? ''}</span>
      <div className={styles.content}>
        <button type="button" className={styles.quote} onClick={() => openPassage(passage)}>
          “{passage.quote}”
        </button>
        <div className={styles.facts}>
          <Codings passage={passage} isEditable={false} />
        </div>
        <div className={styles.facts}>
          <span className={styles.source}>
            {passage.documentTitle}
            {page ? `, ${page}` : ''} · {formatPartialDate(passage.dateIssued)}
          </span>
          {check && <VerificationMark check={check} />}
        </div>
      </div>
    </>
  );
}

/**
 * The passages of a briefing with check boxes, in an order that buttons and dragging change; a large briefing keeps the
 * order of the grouping.
 */
export function BriefingPassages(props: BriefingPassagesProps) {
  const { passages, checks, asOf, scroller, isOrderedByHand, isByHand, onToggle, onOrder } = props;
  const { chosen, left, isLarge } = passages;
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const checkOf = useMemo(() => new Map(checks.map((one) => [one.id, one])), [checks]);
  const move = (id: string, to: number) => onOrder(movePassage(chosen, id, to));
  const drop = () => {
    if (dragged !== null && over !== null) {
      const from = chosen.indexOf(dragged);
      move(dragged, over > from ? over - 1 : over);
    }
    setDragged(null);
    setOver(null);
  };
  const renderChosen = (passage: PassageView, index: number) => {
    const { id } = passage;
    const one = checkOf.get(id);
    // Whether a date is late is known of the passages read alone: in a large briefing they stay where they are.
    const isIn = !isLarge || isWithin(passage.dateIssued, asOf);
    return (
      <div
        className={styles.line}
        data-dragged={dragged === id}
        data-over={over === index}
        data-out={isIn ? undefined : true}
      >
        {isLarge ? (
          <span className={styles.grip} />
        ) : (
          <span
            className={styles.grip}
            draggable
            aria-hidden
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', passage.quote);
              setDragged(id);
            }}
            onDragEnd={() => {
              setDragged(null);
              setOver(null);
            }}
          >
            <GripVertical />
          </span>
        )}
        <Line
          passage={passage}
          isIn={isIn}
          number={isLarge ? null : (one?.number ?? null)}
          check={one?.check ?? null}
          onToggle={(next) => onToggle(id, next)}
        />
        {!isLarge && (
          <span className={styles.moves}>
            <IconButton label="Move up" size="s" disabled={index === 0} onClick={() => move(id, index - 1)}>
              <ArrowUp />
            </IconButton>
            <IconButton
              label="Move down"
              size="s"
              disabled={index === chosen.length - 1}
              onClick={() => move(id, index + 1)}
            >
              <ArrowDown />
            </IconButton>
          </span>
        )}
      </div>
    );
  };
  const renderLeft = (passage: PassageView) => (
    <div className={styles.line} data-out>
      <span className={styles.grip} />
      <Line passage={passage} isIn={false} number={null} check={null} onToggle={(isIn) => onToggle(passage.id, isIn)} />
    </div>
  );
  return (
    <section aria-label="Passages of the briefing" onDrop={drop} onDragOver={(event) => event.preventDefault()}>
      <header className={styles.header}>
        <h2>
          Passages <span>{chosen.length.toLocaleString('en')}</span>
        </h2>
        {isOrderedByHand && (
          <Button size="s" variant="ghost" icon={<RotateCcw />} onClick={() => onOrder([])}>
            Order of the grouping
          </Button>
        )}
      </header>
      <VirtualLines
        scroller={scroller}
        label="In the briefing"
        ids={chosen}
        kept={dragged === null ? null : chosen.indexOf(dragged)}
        renderLine={renderChosen}
        onDragOver={(event, index) => {
          if (dragged === null) return;
          event.preventDefault();
          const box = event.currentTarget.getBoundingClientRect();
          setOver(event.clientY > box.top + box.height / 2 ? index + 1 : index);
        }}
      />
      {chosen.length === 0 && (
        <p className={styles.none}>
          No passage is in the briefing. {isByHand ? 'Send some here from Passages' : 'Widen the filter'} or tick some
          below.
        </p>
      )}
      {left.length > 0 && (
        <>
          <h3 className={styles.left}>Left out</h3>
          <VirtualLines scroller={scroller} label="Left out" ids={left} kept={null} renderLine={renderLeft} />
        </>
      )}
    </section>
  );
}
