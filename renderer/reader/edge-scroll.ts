/** What scrolls while the pointer is held beyond it. */
interface ScrolledPart {
  /** In coordinates of the pointer's events. */
  viewport(): { readonly top: number; readonly bottom: number };
  scrollBy(pixels: number): void;
}

/** Pixels inside the edge at which scrolling begins. */
const EDGE = 14;

/** Scrolls on while the pointer is held at or beyond the upper or lower edge: the further out, the faster. */
export class EdgeScroll {
  readonly #part: ScrolledPart;
  readonly #onScroll: (clientX: number, clientY: number) => void;
  #frame = 0;
  #pointer = { x: 0, y: 0 };

  /** @param onScroll called after each step with where the pointer is held */
  constructor(part: ScrolledPart, onScroll: (clientX: number, clientY: number) => void) {
    this.#part = part;
    this.#onScroll = onScroll;
  }

  /** Takes where the pointer is now. */
  follow(x: number, y: number): void {
    this.#pointer = { x, y };
    if (this.#frame === 0 && this.#beyond() !== 0) this.#frame = requestAnimationFrame(() => this.#step());
  }

  /** Ends it: the pointer was let go. */
  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #beyond(): number {
    const { top, bottom } = this.#part.viewport();
    return Math.max(0, this.#pointer.y - bottom + EDGE) - Math.max(0, top + EDGE - this.#pointer.y);
  }

  #step(): void {
    this.#frame = 0;
    const over = this.#beyond();
    if (over === 0) return;
    this.#part.scrollBy(Math.sign(over) * Math.min(40, 2 + Math.abs(over) / 3));
    this.#onScroll(this.#pointer.x, this.#pointer.y);
    this.#frame = requestAnimationFrame(() => this.#step());
  }
}
