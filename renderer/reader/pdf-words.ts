/** What lays words over pages and how time passes for it. */
export interface WordsHost {
  /** Lays the words over one page that lacks them; false if none does. */
  layNext(): boolean;
  /** Every page has its words. */
  onDone(): void;
  /** Calls back when the window has nothing else to do, at the latest after `timeout` ms. */
  whenIdle(callback: () => void, timeout: number): number;
  cancelIdle(request: number): void;
}

/** Time without a move after which the window is at rest, in ms. */
export const REST_MS = 160;
/** Longest wait at rest until the words of the next page lie over it, in ms. */
const WORDS_AFTER_MS = 400;

/**
 * Lays the words over pages, one page after the other, only while nothing moves: nobody sees them, some pages have
 * thousands, and scrolling must not wait for those of pages that only fly by.
 */
export class WordsAtRest {
  readonly #host: WordsHost;
  #isWanted = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #idle: number | null = null;

  constructor(host: WordsHost) {
    this.#host = host;
  }

  /** Words are missing. */
  want(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#wait();
  }

  /** What is in sight moved: the wait for rest begins anew. */
  move(): void {
    if (this.#isWanted) this.#wait();
  }

  /** Gives up what is still to be done. */
  cancel(): void {
    this.#stop();
    this.#isWanted = false;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    if (this.#idle !== null) this.#host.cancelIdle(this.#idle);
    this.#idle = null;
  }

  #wait(): void {
    this.#stop();
    this.#timer = setTimeout(() => this.#continue(), REST_MS);
  }

  #continue(): void {
    this.#idle = this.#host.whenIdle(() => {
      this.#idle = null;
      if (this.#host.layNext()) {
        this.#continue();
        return;
      }
      this.#isWanted = false;
      this.#host.onDone();
    }, WORDS_AFTER_MS);
  }
}
