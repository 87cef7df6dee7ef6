/** Marks put around found words by the engine. Texts are indexed without them, see `indexable`. */
export const MARK_START = '\u0002';
export const MARK_END = '\u0003';

/** A stretch of a text with the found words in it. */
export interface Snippet {
  /** Plain text, with … where it is cut. */
  readonly snippet: string;
  /** Offsets of the found words in it. */
  readonly marks: [number, number][];
  /** Offsets of the found words of this place in the whole text, from the first to the last. */
  readonly place: readonly [number, number] | null;
}

const BEFORE = 70;
const LENGTH = 240;
/** Found words as far apart as this, from the first to the last, are one place. */
const REACH = 160;

/** The text without marks, and where they stood. */
export function readMarks(marked: string): { readonly text: string; readonly spans: readonly [number, number][] } {
  const spans: [number, number][] = [];
  const pieces: string[] = [];
  let length = 0;
  for (const [index, piece] of marked.split(MARK_START).entries()) {
    const end = index === 0 ? -1 : piece.indexOf(MARK_END);
    if (index > 0) spans.push([length, length + (end === -1 ? piece.length : end)]);
    const plain = end === -1 ? piece : piece.slice(0, end) + piece.slice(end + 1);
    pieces.push(plain);
    length += plain.length;
  }
  return { text: pieces.join(''), spans };
}

/** Places found in a text: those that are shown, and how many there are. */
export interface FoundPlaces {
  readonly count: number;
  readonly snippets: readonly Snippet[];
}

/**
 * The places of a text in which the engine has marked the found words. Words that stand close together are one place.
 * At most `limit` are given: those with most different words first, of these the closest together, then in the order of
 * the text.
 */
export function findPlaces(marked: string, limit: number): FoundPlaces {
  const { text, spans } = readMarks(marked);
  const found = clusters(text, spans);
  return { count: found.length, snippets: found.slice(0, limit).map((cluster) => cut(text, cluster, spans)) };
}

type Span = readonly [number, number];

interface Window {
  readonly from: number;
  readonly to: number;
  readonly distinct: number;
  readonly width: number;
}

function clusters(text: string, spans: readonly Span[]): readonly (readonly Span[])[] {
  // Forms of one word count as one.
  const words = spans.map(([start, end]) => text.slice(start, end).toLowerCase().slice(0, 5));
  const windows: Window[] = [];
  let to = 0;
  for (let from = 0; from < spans.length; from += 1) {
    const start = spans[from]?.[0] ?? 0;
    to = Math.max(to, from + 1);
    while (to < spans.length && (spans[to]?.[1] ?? 0) - start <= REACH) to += 1;
    const distinct = new Set(words.slice(from, to)).size;
    windows.push({ from, to, distinct, width: distinct === 1 ? 0 : (spans[to - 1]?.[1] ?? 0) - start });
  }
  windows.sort((a, b) => b.distinct - a.distinct || a.width - b.width || a.from - b.from);
  const isTaken = new Uint8Array(spans.length);
  const taken: Window[] = [];
  for (const window of windows) {
    if (isTaken[window.from] === 1 || isTaken[window.to - 1] === 1) continue;
    isTaken.fill(1, window.from, window.to);
    taken.push(window);
  }
  // What lies between two places taken may be no beginning of a window; it is no place of its own then.
  return taken.map(({ from, to: end }) => spans.slice(from, end));
}

/** The text around a place, with all words marked that were found in what is shown of it. */
function cut(text: string, place: readonly Span[], spans: readonly Span[]): Snippet {
  const first = place[0] ?? null;
  const last = place[place.length - 1] ?? null;
  let from = Math.max(0, (first?.[0] ?? 0) - BEFORE);
  if (from > 0) {
    const space = text.indexOf(' ', from);
    if (space !== -1 && space < (first?.[0] ?? 0)) from = space + 1;
  }
  let to = Math.min(text.length, Math.max(from + LENGTH, last?.[1] ?? 0));
  if (to < text.length) {
    const space = text.lastIndexOf(' ', to);
    if (space > Math.max(from, last?.[1] ?? 0)) to = space;
  }
  const head = from > 0 ? '…' : '';
  const shown = spans.filter(([a, b]) => a >= from && b <= to);
  const marks = shown.map(([a, b]): [number, number] => [a - from + head.length, b - from + head.length]);
  return {
    snippet: head + text.slice(from, to) + (to < text.length ? '…' : ''),
    marks,
    place: first && last ? [first[0], last[1]] : null,
  };
}
