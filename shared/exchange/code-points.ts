/** Whole surrogate pairs: what counts two in UTF-16 and one in Unicode. */
const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

/**
 * Turns offsets in UTF-16 code units of a text into offsets in code points, as the W3C and REFI-QDA count. An offset
 * within a pair counts as behind it; past the end of the text offsets stay as far apart.
 */
export function codePointCounter(text: string): (unit: number) => number {
  const pairs = pairsOf(text);
  return (unit) => unit - lowest(pairs.length, (index) => (pairs[index] ?? 0) >= unit);
}

/** The inverse: turns offsets in code points of a text into offsets in UTF-16 code units. */
export function codeUnitCounter(text: string): (point: number) => number {
  const pairs = pairsOf(text);
  return (point) => point + lowest(pairs.length, (index) => (pairs[index] ?? 0) - index >= point);
}

/** Where pairs begin, ascending. */
const pairsOf = (text: string): readonly number[] => [...text.matchAll(PAIR)].map(({ index }) => index);

/** The first number below `count` of which a property holds that holds of all after it; `count` if of none. */
function lowest(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
