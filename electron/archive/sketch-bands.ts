import { bandKeys } from './text-sketch.ts';

/** Slots and entries that a new table has room for. */
const FIRST_ROOM = 4096;
const LOW = 0x100000000;

/**
 * Documents by the bands of their signatures, in memory: to write 32 of them for each document into a file is more work
 * than all else that is done to index it, and to read them from the signatures takes a fraction of a second. A document
 * that has gone, or has another text now, stays: who asks compares the signatures anyway.
 */
export class SketchBands {
  /** The newest entry of each slot, plus one. */
  #slots = new Int32Array(FIRST_ROOM);
  #keys = new Uint32Array(FIRST_ROOM);
  #docs = new Float64Array(FIRST_ROOM);
  /** The entry before in the same slot, plus one. */
  #earlier = new Int32Array(FIRST_ROOM);
  #count = 0;

  /** Enters the document of a row. */
  add(doc: number, signature: Uint32Array): void {
    for (const key of bandKeys(signature)) {
      if (this.#count === this.#docs.length) this.#grow();
      this.#keys[this.#count] = key % LOW;
      this.#docs[this.#count] = doc;
      this.#link(this.#count);
      this.#count += 1;
    }
  }

  /** Rows that share a band with a signature and are wanted, of each band the `most` that were entered last. */
  sharing(signature: Uint32Array, isWanted: (doc: number) => boolean, most: number): ReadonlySet<number> {
    const found = new Set<number>();
    for (const key of bandKeys(signature)) {
      let left = most;
      const low = key % LOW;
      for (let entry = this.#slots[low & (this.#slots.length - 1)] ?? 0; entry > 0 && left > 0; ) {
        const doc = this.#docs[entry - 1] ?? 0;
        if (this.#keys[entry - 1] === low && isWanted(doc)) {
          found.add(doc);
          left -= 1;
        }
        entry = this.#earlier[entry - 1] ?? 0;
      }
    }
    return found;
  }

  #link(entry: number): void {
    const slot = (this.#keys[entry] ?? 0) & (this.#slots.length - 1);
    this.#earlier[entry] = this.#slots[slot] ?? 0;
    this.#slots[slot] = entry + 1;
  }

  #grow(): void {
    const room = this.#docs.length * 2;
    const [keys, docs] = [this.#keys, this.#docs];
    this.#keys = new Uint32Array(room);
    this.#docs = new Float64Array(room);
    this.#keys.set(keys);
    this.#docs.set(docs);
    this.#slots = new Int32Array(room);
    this.#earlier = new Int32Array(room);
    for (let entry = 0; entry < this.#count; entry += 1) this.#link(entry);
  }
}
