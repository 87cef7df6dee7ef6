import { sentenceAt, wordAt } from '../../shared/sentences.ts';
import { type Span, trimSpan } from './document-view.ts';
import { EdgeScroll } from './edge-scroll.ts';
import type { TextSelection } from './text-selection.ts';

/** What selecting by pointer asks of the view. */
interface PointerHost {
  text(): string | null;
  /** The offset nearest to a place, in coordinates of the document that the events come from. */
  offsetAt(clientX: number, clientY: number): number | null;
  /** Whether drags select whole words. */
  snaps(): boolean;
  /** True if a press here is not one on the text: on a button, a scroll bar, or with another tool. */
  isElsewhere(event: MouseEvent): boolean;
  /** The part of the window that scrolls, in the same coordinates. */
  viewport(): { readonly top: number; readonly bottom: number };
  scrollBy(pixels: number): void;
  focus(): void;
  /** The first place of a press with Ctrl (Cmd): what is selected is to be kept, another piece begins. */
  onPiece(): void;
  /** A selection by pointer is done. */
  onSettled(): void;
  /** A click that selected nothing. */
  onClick(clientX: number, clientY: number): void;
}

type Grain = 'character' | 'word' | 'sentence';

/** Pixels that the pointer travels before a press becomes a selection. */
const DRAG_THRESHOLD = 3;

/**
 * Selects text by pointer: by characters, after a second press by words, after a third by sentences. The browser's own
 * selection jumps about among absolutely positioned words and knows no sentences; this one asks where the words stand.
 */
export class SelectionPointer {
  readonly #selection: TextSelection;
  readonly #host: PointerHost;
  readonly #scroll: EdgeScroll;
  /** What the first press took hold of: it stays selected whichever way the pointer goes. */
  #anchor: Span | null = null;
  #grain: Grain = 'character';
  #pressed: { readonly x: number; readonly y: number } | null = null;
  #isDragging = false;

  /** @param target where presses count @param view window of the target: it gets the moves, wherever the pointer is */
  constructor(target: HTMLElement, view: Window, selection: TextSelection, host: PointerHost, signal: AbortSignal) {
    this.#selection = selection;
    this.#host = host;
    this.#scroll = new EdgeScroll(host, (x, y) => this.#follow(x, y));
    target.addEventListener('mousedown', (event) => this.#onDown(event), { signal });
    view.addEventListener('mousemove', (event) => this.#onMove(event), { signal });
    view.addEventListener('mouseup', (event) => this.#onUp(event), { signal });
    signal.addEventListener('abort', () => this.#scroll.stop(), { once: true });
  }

  /** Whether a selection by pointer is going on. */
  get isPressed(): boolean {
    return this.#pressed !== null;
  }

  /** Ends what is going on where it is, such as when the button was let go outside of everything. */
  release(): void {
    if (this.#pressed === null) return;
    this.#pressed = null;
    this.#scroll.stop();
    if (this.#isDragging) this.#settle();
    this.#isDragging = false;
  }

  #onDown(event: MouseEvent): void {
    if (event.button !== 0 || this.#host.isElsewhere(event)) return;
    // The native selection would start from here and jump.
    event.preventDefault();
    this.#host.focus();
    const text = this.#host.text();
    const offset = this.#host.offsetAt(event.clientX, event.clientY);
    this.#pressed = { x: event.clientX, y: event.clientY };
    this.#isDragging = false;
    this.#anchor = null;
    if (offset === null || text === null) return;
    this.#grain = event.detail >= 3 ? 'sentence' : event.detail === 2 ? 'word' : 'character';
    const { ends } = this.#selection;
    if (event.shiftKey && ends !== null) {
      this.#isDragging = true;
      this.#anchor = { start: ends.anchor, end: ends.anchor };
      this.#extendTo(offset);
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.detail === 1) this.#host.onPiece();
    this.#anchor = this.#grainAt(text, offset);
    if (this.#grain !== 'character') {
      this.#isDragging = true;
      this.#extendTo(offset);
    }
  }

  #onMove(event: MouseEvent): void {
    if (this.#pressed === null) return;
    if (!this.#isDragging) {
      const distance = Math.hypot(event.clientX - this.#pressed.x, event.clientY - this.#pressed.y);
      if (distance < DRAG_THRESHOLD || this.#anchor === null) return;
      this.#isDragging = true;
    }
    this.#follow(event.clientX, event.clientY);
    this.#scroll.follow(event.clientX, event.clientY);
  }

  #onUp(event: MouseEvent): void {
    if (this.#pressed === null || event.button !== 0) return;
    this.#pressed = null;
    this.#scroll.stop();
    if (this.#isDragging) {
      this.#isDragging = false;
      this.#settle();
      return;
    }
    if (event.ctrlKey || event.metaKey) return;
    const offset = this.#host.offsetAt(event.clientX, event.clientY);
    if (offset === null) this.#selection.set(null);
    else this.#selection.moveTo(offset);
    this.#host.onClick(event.clientX, event.clientY);
  }

  #settle(): void {
    const { ends } = this.#selection;
    if (ends !== null) this.#selection.setEnds(ends, true);
    this.#host.onSettled();
  }

  #follow(clientX: number, clientY: number): void {
    const offset = this.#host.offsetAt(clientX, clientY);
    if (offset !== null) this.#extendTo(offset);
  }

  #extendTo(offset: number): void {
    const text = this.#host.text();
    if (text === null || this.#anchor === null) return;
    const snaps = this.#host.snaps() && this.#grain === 'character';
    const anchor = snaps ? wordAround(text, this.#anchor.start, offset >= this.#anchor.start) : this.#anchor;
    const reach = snaps ? wordAround(text, offset, offset < anchor.start) : this.#grainAt(text, offset);
    const ends =
      reach.start < anchor.start
        ? { anchor: anchor.end, focus: reach.start }
        : { anchor: anchor.start, focus: Math.max(reach.end, anchor.end) };
    this.#selection.setEnds(ends, false);
  }

  #grainAt(text: string, offset: number): Span {
    if (this.#grain === 'word') return wordAt(text, offset);
    if (this.#grain === 'sentence') return trimSpan(text, sentenceAt(text, offset)) ?? { start: offset, end: offset };
    return { start: offset, end: offset };
  }
}

/** The word at an offset; between two, the one after it if `isBefore`, so that a drag takes in only what it touches. */
export function wordAround(text: string, offset: number, isBefore: boolean): Span {
  const word = wordAt(text, isBefore || offset === 0 ? offset : offset - 1);
  return /\S/u.test(text.slice(word.start, word.end)) ? word : { start: offset, end: offset };
}
