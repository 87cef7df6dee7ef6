/** Says which share of some units is found at the start of others, by edit distance with a free end; 0 to 1. */
export type StartLikeness = (there: Uint16Array) => number;

/** Rows of the comparison that are worked on at once. */
const WORD = 32;

/**
 * Makes units ready to be compared with the starts of others, again and again. A column of 32 rows is worked out in a few
 * operations on its differences (Myers 1999, in blocks as Hyyrö 2003).
 */
export function startLikeness(wanted: Uint16Array): StartLikeness {
  const length = wanted.length;
  if (length === 0) return () => 0;
  const blocks = Math.ceil(length / WORD);
  const masks = new Map<number, Int32Array>();
  for (let row = 0; row < length; row++) {
    const unit = wanted[row] ?? 0;
    const mask = masks.get(unit) ?? new Int32Array(blocks);
    mask[row >> 5] = (mask[row >> 5] ?? 0) | (1 << (row & 31));
    masks.set(unit, mask);
  }
  const none = new Int32Array(blocks);
  const last = 1 << ((length - 1) & 31);
  const rises = new Int32Array(blocks);
  const falls = new Int32Array(blocks);
  return (there) => {
    rises.fill(-1);
    falls.fill(0);
    let cost = length;
    let least = length;
    for (let column = 0; column < there.length; column++) {
      const mask = masks.get(there[column] ?? 0) ?? none;
      // Each unit that is passed over at the start costs one.
      let carry = 1;
      for (let block = 0; block < blocks; block++) {
        const rise = rises[block] ?? 0;
        const fall = falls[block] ?? 0;
        const equal = mask[block] ?? 0;
        const vertical = equal | fall;
        const entering = carry < 0 ? equal | 1 : equal;
        const horizontal = (((entering & rise) + rise) ^ rise) | entering;
        let up = fall | ~(horizontal | rise);
        let down = rise & horizontal;
        const edge = block === blocks - 1 ? last : 1 << 31;
        const leaving = (up & edge) !== 0 ? 1 : (down & edge) !== 0 ? -1 : 0;
        up = (up << 1) | (carry > 0 ? 1 : 0);
        down = (down << 1) | (carry < 0 ? 1 : 0);
        rises[block] = down | ~(vertical | up);
        falls[block] = up & vertical;
        carry = leaving;
      }
      cost += carry;
      if (cost < least) least = cost;
    }
    return 1 - least / length;
  };
}
