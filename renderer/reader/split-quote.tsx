import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Keys } from '../components/keys.tsx';
import styles from './split-quote.module.css';

/** A word of a quote and where it begins in it. */
interface QuoteWord {
  readonly text: string;
  readonly start: number;
  readonly beginsSentence: boolean;
}

/** The words of a quote; each but the first may begin the second of two passages. */
export function quoteWords(quote: string): readonly QuoteWord[] {
  let isAfterEnd = true;
  return [...quote.matchAll(/\S+/gu)].map((match) => {
    const [text] = match;
    const beginsSentence = isAfterEnd;
    isAfterEnd = /[.!?…][\p{Pe}\p{Pf}"']*$/u.test(text);
    return { text, start: match.index, beginsSentence };
  });
}

/** Index of the word at which a person most likely wants to cut: the sentence, else the word, nearest to the middle. */
export function likelyCut(words: readonly QuoteWord[]): number {
  const middle = words.length / 2;
  const places = words.map((_, at) => at).filter((at) => at > 0);
  const sentences = places.filter((at) => words[at]?.beginsSentence);
  const nearest = (among: readonly number[]) =>
    among.reduce((best, at) => (Math.abs(at - middle) < Math.abs(best - middle) ? at : best), among[0] ?? 1);
  return nearest(sentences.length > 0 ? sentences : places);
}

/** What SplitQuote takes. */
export interface SplitQuoteProps {
  readonly quote: string;
  /** Gets the offset in the quote at which the second part begins. */
  readonly onSplit: (at: number) => void;
  readonly onCancel: () => void;
}

/** Shows a quote with the place at which it is to be cut: arrows or a click move it, Enter cuts. */
export function SplitQuote({ quote, onSplit, onCancel }: SplitQuoteProps) {
  const words = useMemo(() => quoteWords(quote), [quote]);
  const [cut, setCut] = useState(() => likelyCut(words));
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const last = words.length - 1;
  const word = words[cut];
  const split = () => {
    if (word !== undefined) onSplit(word.start);
  };
  const toSentence = (step: 1 | -1) => {
    for (let at = cut + step; at > 0 && at <= last; at += step) if (words[at]?.beginsSentence) return at;
    return step === 1 ? last : 1;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') setCut(Math.min(last, cut + 1));
    else if (event.key === 'ArrowLeft') setCut(Math.max(1, cut - 1));
    else if (event.key === 'ArrowDown') setCut(toSentence(1));
    else if (event.key === 'ArrowUp') setCut(toSentence(-1));
    else if (event.key === 'Home') setCut(1);
    else if (event.key === 'End') setCut(last);
    else if (event.key === 'Enter') split();
    else if (event.key === 'Escape') onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  if (last < 1) return <p className={styles.hint}>One word can’t be cut in two.</p>;
  const following = words.slice(cut, cut + 6).map(({ text }) => text);
  return (
    <div className={styles.split}>
      <div
        ref={box}
        role="slider"
        tabIndex={0}
        aria-label="Where the second passage begins"
        aria-valuemin={1}
        aria-valuemax={last}
        aria-valuenow={cut}
        aria-valuetext={`Before “${following.join(' ')} …”`}
        className={styles.words}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const chosen = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-word]') : null;
          const at = Number(chosen?.dataset.word ?? 0);
          if (at > 0) setCut(at);
        }}
      >
        {words.map(({ text, start }, at) => (
          <span key={start} data-word={at} className={styles.word} data-second={at >= cut || undefined}>
            {at === cut && <span className={styles.cut} aria-hidden />}
            {text}{' '}
          </span>
        ))}
      </div>
      <div className={styles.actions}>
        <Button variant="primary" size="s" onClick={split}>
          Split here
        </Button>
        <Button variant="ghost" size="s" onClick={onCancel}>
          Cancel
        </Button>
        <span className={styles.hint} aria-hidden>
          <Keys keys={['←', '→']} /> word <Keys keys={['↑', '↓']} /> sentence
        </span>
      </div>
    </div>
  );
}
