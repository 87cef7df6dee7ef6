import { useEffect, useMemo, useRef } from 'react';
import { type SourcePiece, surroundingText } from './source-places.ts';
import styles from './verification.module.css';

/** What SourceWords takes. */
export interface SourceWordsProps {
  readonly text: string;
  readonly places: readonly { readonly start: number; readonly end: number }[];
}

const keyed = <T,>(values: readonly T[]) => values.map((value, index) => ({ key: index, value }));

function SourceStretch({ piece }: { readonly piece: SourcePiece }) {
  return piece.isQuote ? <mark className={styles.quoted}>{piece.text}</mark> : <span>{piece.text}</span>;
}

/** The text of a source around a quote, with the quote marked and in sight. */
export function SourceWords({ text, places }: SourceWordsProps) {
  const root = useRef<HTMLDivElement>(null);
  const paragraphs = useMemo(() => surroundingText(text, places), [text, places]);
  useEffect(() => {
    if (paragraphs.length > 0) root.current?.querySelector('mark')?.scrollIntoView({ block: 'center' });
  }, [paragraphs]);
  return (
    <div ref={root} className={styles.words}>
      {paragraphs.length === 0 && <p>The text of this source has no such words.</p>}
      {keyed(paragraphs).map(({ key, value }) => (
        <p key={key}>
          {keyed(value).map(({ key: at, value: piece }) => (
            <SourceStretch key={at} piece={piece} />
          ))}
        </p>
      ))}
    </div>
  );
}
