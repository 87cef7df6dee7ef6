import type { Span } from '../../shared/find-quote.ts';

/** An edited text that knows where each of its units came from. */
export interface TrackedText {
  readonly text: string;
  /** For each unit the offset in the original that it is or replaces, or −1 if it came in. */
  readonly origins: Int32Array;
}

/** A text before its first edit. */
export function track(text: string): TrackedText {
  return { text, origins: Int32Array.from({ length: text.length }, (_, at) => at) };
}

/** Writes an edited version of a text, piece by piece. */
export class TrackedWriter {
  readonly #source: TrackedText;
  readonly #parts: string[] = [];
  #origins: Int32Array;
  #length = 0;

  constructor(source: TrackedText) {
    this.#source = source;
    this.#origins = new Int32Array(Math.ceil(source.text.length * 1.2) + 1024);
  }

  /** Units written so far. */
  get length(): number {
    return this.#length;
  }

  /** Copies a stretch of the source as it is. */
  keep(from: number, to: number): void {
    if (to <= from) return;
    this.#reserve(to - from);
    this.#parts.push(this.#source.text.slice(from, to));
    this.#origins.set(this.#source.origins.subarray(from, to), this.#length);
    this.#length += to - from;
  }

  /** Writes words that were not there. */
  insert(words: string): void {
    this.#write(words, -1);
  }

  /** Writes words in place of the unit of the source at `at`. */
  replace(at: number, words: string): void {
    this.#write(words, this.#source.origins[at] ?? -1);
  }

  /** What was written. */
  finish(): TrackedText {
    return { text: this.#parts.join(''), origins: this.#origins.slice(0, this.#length) };
  }

  #write(words: string, origin: number): void {
    this.#reserve(words.length);
    this.#parts.push(words);
    this.#origins.fill(origin, this.#length, this.#length + words.length);
    this.#length += words.length;
  }

  #reserve(units: number): void {
    if (this.#length + units <= this.#origins.length) return;
    const larger = new Int32Array(Math.ceil((this.#length + units) * 1.5));
    larger.set(this.#origins.subarray(0, this.#length));
    this.#origins = larger;
  }
}

/** Where a span of the original stands after the edits: a place, nowhere, or nowhere that can be named in one span. */
export type Truth = { readonly kind: 'at'; readonly span: Span } | { readonly kind: 'gone' | 'unclear' };

/** Least share of a passage's units that must be left for it to count as still there. */
const LEAST_LEFT = 0.5;

/**
 * Says for spans of the original where each stands in the edited text. With `needsEnds` only those count whose first
 * and last units are known to stand there.
 */
export function truthsOf(
  edited: TrackedText,
  spans: readonly Span[],
  originalLength: number,
  needsEnds = false,
): readonly Truth[] {
  const first = new Int32Array(originalLength).fill(-1);
  const last = new Int32Array(originalLength).fill(-1);
  for (let at = 0; at < edited.origins.length; at++) {
    const origin = edited.origins[at] ?? -1;
    if (origin < 0) continue;
    if (first[origin] === -1) first[origin] = at;
    last[origin] = at;
  }
  return spans.map(({ start, end }) => {
    let from = edited.text.length;
    let to = -1;
    let left = 0;
    for (let origin = start; origin < end; origin++) {
      const at = first[origin] ?? -1;
      if (at === -1) continue;
      left++;
      from = Math.min(from, at);
      to = Math.max(to, (last[origin] ?? at) + 1);
    }
    if (left === 0) return { kind: needsEnds ? 'unclear' : 'gone' };
    if (left < (end - start) * LEAST_LEFT) return { kind: 'unclear' };
    if (needsEnds && !(isNear(first, start, 1) && isNear(first, end - 1, -1))) return { kind: 'unclear' };
    for (let at = from; at < to; at++) {
      const origin = edited.origins[at] ?? -1;
      if (origin >= 0 && (origin < start || origin >= end)) return { kind: 'unclear' };
    }
    return { kind: 'at', span: { start: from, end: to } };
  });
}

/** Whether one of the first three units from an end on has a place: marks at an end are no words. */
const isNear = (places: Int32Array, end: number, step: 1 | -1): boolean =>
  [0, 1, 2].some((count) => (places[end + step * count] ?? -1) !== -1);
