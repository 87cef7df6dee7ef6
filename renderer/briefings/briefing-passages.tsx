import { ArrowDown, ArrowUp, GripVertical, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { MethodOutput, PassageView, QuoteCheck } from '../../shared/contract.ts';
import { Button, IconButton } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { VerificationMark } from '../components/verification-mark.tsx';
import { formatPage, formatPartialDate } from '../formats.ts';
import { openPassage } from '../passages/passage-actions.ts';
import { Codings } from '../passages/passage-card.tsx';
import styles from './briefing-passages.module.css';
import { movePassage } from './briefing-selection.ts';

/** What BriefingPassages takes. */
export interface BriefingPassagesProps {
  /** Passages of the filter and those added by hand. */
  readonly candidates: readonly PassageView[];
  /** Passages of the briefing in their order, as the preview has them. */
  readonly chosen: MethodOutput<'briefing.preview'>['passages'];
  readonly isOrderedByHand: boolean;
  readonly onToggle: (id: string, isIn: boolean) => void;
  /** Gets the whole order; empty for the order of the grouping. */
  readonly onOrder: (ids: string[]) => void;
}

interface LineProps {
  readonly passage: PassageView;
  readonly number: number | null;
  readonly check: QuoteCheck | null;
  readonly onToggle: (isIn: boolean) => void;
}

function Line({ passage, number, check, onToggle }: LineProps) {
  const page = formatPage(passage.page, passage.pageLabel);
  const short = passage.quote.length > 60 ? `${passage.quote.slice(0, 60)}…` : passage.quote;
  return (
    <>
      <Checkbox label={`In the briefing: ${short}`} checked={number !== null} onChange={onToggle} />
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

/** The passages of a briefing with check boxes, in an order that buttons and dragging change. */
export function BriefingPassages(props: BriefingPassagesProps) {
  const { candidates, chosen, isOrderedByHand, onToggle, onOrder } = props;
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const byId = new Map(candidates.map((passage) => [passage.id, passage]));
  const ids = chosen.map((one) => one.id);
  const left = candidates.filter((passage) => !ids.includes(passage.id));
  const move = (id: string, to: number) => onOrder(movePassage(ids, id, to));
  const drop = () => {
    if (dragged !== null && over !== null) {
      const from = ids.indexOf(dragged);
      move(dragged, over > from ? over - 1 : over);
    }
    setDragged(null);
    setOver(null);
  };
  return (
    <section aria-label="Passages of the briefing">
      <header className={styles.header}>
        <h2>
          Passages <span>{chosen.length}</span>
        </h2>
        {isOrderedByHand && (
          <Button size="s" variant="ghost" icon={<RotateCcw />} onClick={() => onOrder([])}>
            Order of the grouping
          </Button>
        )}
      </header>
      <ol className={styles.list} onDrop={drop} onDragOver={(event) => event.preventDefault()}>
        {chosen.map((one, index) => {
          const passage = byId.get(one.id);
          if (!passage) return null;
          return (
            <li
              key={one.id}
              className={styles.line}
              data-dragged={dragged === one.id}
              data-over={over === index}
              onDragOver={(event) => {
                if (dragged === null) return;
                event.preventDefault();
                const box = event.currentTarget.getBoundingClientRect();
                setOver(event.clientY > box.top + box.height / 2 ? index + 1 : index);
              }}
            >
              <span
                className={styles.grip}
                draggable
                aria-hidden
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move';
                  event.dataTransfer.setData('text/plain', passage.quote);
                  setDragged(one.id);
                }}
                onDragEnd={() => {
                  setDragged(null);
                  setOver(null);
                }}
              >
                <GripVertical />
              </span>
              <Line
                passage={passage}
                number={one.number}
                check={one.check}
                onToggle={(isIn) => onToggle(one.id, isIn)}
              />
              <span className={styles.moves}>
                <IconButton label="Move up" size="s" disabled={index === 0} onClick={() => move(one.id, index - 1)}>
                  <ArrowUp />
                </IconButton>
                <IconButton
                  label="Move down"
                  size="s"
                  disabled={index === chosen.length - 1}
                  onClick={() => move(one.id, index + 1)}
                >
                  <ArrowDown />
                </IconButton>
              </span>
            </li>
          );
        })}
      </ol>
      {chosen.length === 0 && (
        <p className={styles.none}>No passage is in the briefing. Widen the filter or tick some below.</p>
      )}
      {left.length > 0 && (
        <>
          <h3 className={styles.left}>Left out</h3>
          <ul className={styles.list} aria-label="Left out">
            {left.map((passage) => (
              <li key={passage.id} className={styles.line} data-out>
                <span className={styles.grip} />
                <Line passage={passage} number={null} check={null} onToggle={(isIn) => onToggle(passage.id, isIn)} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
