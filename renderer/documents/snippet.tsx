import styles from './snippet.module.css';

/** Text with the found words marked. `marks` are offsets, end exclusive, in any order. */
export function Snippet({
  text,
  marks,
}: {
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}) {
  const parts: { readonly from: number; readonly words: string; readonly isMarked: boolean }[] = [];
  let at = 0;
  for (const [start, end] of [...marks].sort((a, b) => a[0] - b[0])) {
    if (start < at) continue;
    if (start > at) parts.push({ from: at, words: text.slice(at, start), isMarked: false });
    parts.push({ from: start, words: text.slice(start, end), isMarked: true });
    at = end;
  }
  if (at < text.length) parts.push({ from: at, words: text.slice(at), isMarked: false });
  return (
    <span className={styles.snippet}>
      {parts.map((part) =>
        part.isMarked ? <mark key={part.from}>{part.words}</mark> : <span key={part.from}>{part.words}</span>,
      )}
    </span>
  );
}
