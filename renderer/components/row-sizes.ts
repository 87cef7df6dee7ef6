/**
 * Heights of the rows of a long list: where a row begins, and which row stands at a place, in the logarithm of their
 * number. A library's plain table of places is made anew from the first row that was measured, which at a hundred
 * thousand rows takes longer than a frame.
 */
export class RowSizes {
  readonly #sizes: Float64Array;
  /** A Fenwick tree: sums of stretches whose lengths are powers of two. */
  readonly #sums: Float64Array;

  /** @param sizes height of each row in pixels */
  constructor(sizes: Float64Array) {
    this.#sizes = sizes;
    const sums = new Float64Array(sizes.length + 1);
    for (let index = 1; index < sums.length; index += 1) {
      sums[index] = (sums[index] ?? 0) + (sizes[index - 1] ?? 0);
      const above = index + (index & -index);
      if (above < sums.length) sums[above] = (sums[above] ?? 0) + (sums[index] ?? 0);
    }
    this.#sums = sums;
  }

  /** How many rows there are. */
  get count(): number {
    return this.#sizes.length;
  }

  /** Height of all rows. */
  get total(): number {
    return this.startOf(this.count);
  }

  /** Height of one row. */
  sizeOf(index: number): number {
    return this.#sizes[index] ?? 0;
  }

  /** Where a row begins: the height of all before it. */
  startOf(index: number): number {
    let sum = 0;
    for (let at = Math.min(index, this.count); at > 0; at -= at & -at) sum += this.#sums[at] ?? 0;
    return sum;
  }

  /** The row that stands at a place; the first or the last one where the place is outside of all. */
  indexAt(offset: number): number {
    let index = 0;
    let left = offset;
    for (let step = 2 ** Math.floor(Math.log2(Math.max(1, this.count))); step >= 1; step /= 2) {
      const sum = this.#sums[index + step];
      if (sum === undefined || sum > left) continue;
      index += step;
      left -= sum;
    }
    return Math.max(0, Math.min(index, this.count - 1));
  }

  /** Gives a row another height. */
  resize(index: number, size: number): void {
    const change = size - this.sizeOf(index);
    if (change === 0 || index < 0 || index >= this.count) return;
    this.#sizes[index] = size;
    for (let at = index + 1; at < this.#sums.length; at += at & -at) this.#sums[at] = (this.#sums[at] ?? 0) + change;
  }
}
