import type { Span } from './document-view.ts';
import type { PagePoint } from './page-geometry.ts';
import { sentenceAt, stepOffset, wordAt } from './word-bounds.ts';

/** What a place in the window hits: a page (index), a place on it, and the nearest offset of the text. */
export interface PageHit {
  readonly index: number;
  readonly point: PagePoint;
  readonly offset: number;
}

/** What the selection asks of the view it belongs to. */
interface SelectionHost {
  text(): string | null;
  hitAt(clientX: number, clientY: number): PageHit | null;
  offsetInLine(offset: number, step: -1 | 1): number | null;
  onChange(span: Span | null, settled: boolean): void;
  /** A click that selected nothing. */
  onClick(clientX: number, clientY: number): void;
}

type Grain = 'character' | 'word' | 'sentence';

/** Pixels that the pointer travels before a press becomes a selection. */
const DRAG_THRESHOLD = 3;

/**
 * Selects text of a PDF by pointer and keyboard. The browser's own selection jumps about among absolutely
 * positioned words; this one asks the geometry of the page, so it stays on the line the pointer is nearest to.
 */
export class PdfSelection {
  readonly #viewport: HTMLElement;
  readonly #host: SelectionHost;
  readonly #abort = new AbortController();
  #anchor: Span | null = null;
  #ends: { readonly anchor: number; readonly focus: number } | null = null;
  #grain: Grain = 'character';
  #pressed: { readonly x: number; readonly y: number } | null = null;
  #isDragging = false;
  #pointer = { x: 0, y: 0 };
  #frame = 0;

  constructor(viewport: HTMLElement, host: SelectionHost) {
    this.#viewport = viewport;
    this.#host = host;
    const { signal } = this.#abort;
    viewport.addEventListener('mousedown', (event) => this.#onDown(event), { signal });
    window.addEventListener('mousemove', (event) => this.#onMove(event), { signal });
    window.addEventListener('mouseup', (event) => this.#onUp(event), { signal });
  }

  /** Where the selection began and where it reaches; null if nothing is selected. */
  get ends(): { readonly anchor: number; readonly focus: number } | null {
    return this.#ends;
  }

  /** The selected stretch, or null. */
  get span(): Span | null {
    if (this.#ends === null || this.#ends.anchor === this.#ends.focus) return null;
    const { anchor, focus } = this.#ends;
    return { start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
  }

  /** Selects a stretch, or nothing. */
  set(span: Span | null): void {
    if (span === null && this.#ends === null) return;
    this.#ends = span === null ? null : { anchor: span.start, focus: span.end };
    this.#anchor = span;
    this.#host.onChange(this.span, true);
  }

  /** Extends the selection by Shift and an arrow, or selects all; true if the key was meant for it. */
  handleKey(event: KeyboardEvent): boolean {
    const text = this.#host.text();
    if (text === null) return false;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'a') {
      this.set({ start: 0, end: text.length });
      return true;
    }
    if (!event.shiftKey || event.altKey) return false;
    const focus = this.#ends?.focus ?? this.#firstVisible();
    if (focus === null) return false;
    const anchor = this.#ends?.anchor ?? focus;
    const next = this.#step(text, event.key, focus, isCommand ? 'word' : 'character');
    if (next === null) return false;
    this.#ends = { anchor, focus: next };
    this.#anchor = { start: anchor, end: anchor };
    this.#host.onChange(this.span, true);
    return true;
  }

  /** Stops listening. */
  destroy(): void {
    this.#abort.abort();
    cancelAnimationFrame(this.#frame);
  }

  #step(text: string, key: string, from: number, unit: 'character' | 'word'): number | null {
    switch (key) {
      case 'ArrowLeft':
        return stepOffset(text, from, -1, unit);
      case 'ArrowRight':
        return stepOffset(text, from, 1, unit);
      case 'ArrowUp':
        return this.#host.offsetInLine(from, -1);
      case 'ArrowDown':
        return this.#host.offsetInLine(from, 1);
      default:
        return null;
    }
  }

  #firstVisible(): number | null {
    const box = this.#viewport.getBoundingClientRect();
    // The left edge is nearest to where a line begins: the first step must not start within a word.
    return this.#host.hitAt(box.left, box.top + 24)?.offset ?? null;
  }

  #onDown(event: MouseEvent): void {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button') !== null)) return;
    if (this.#isOnScrollbar(event)) return;
    // The native selection would start from here and jump.
    event.preventDefault();
    this.#viewport.focus({ preventScroll: true });
    const text = this.#host.text();
    const hit = this.#host.hitAt(event.clientX, event.clientY);
    this.#pressed = { x: event.clientX, y: event.clientY };
    this.#isDragging = false;
    if (hit === null || text === null) return;
    this.#grain = event.detail >= 3 ? 'sentence' : event.detail === 2 ? 'word' : 'character';
    if (event.shiftKey && this.#ends !== null) {
      this.#isDragging = true;
      this.#anchor = { start: this.#ends.anchor, end: this.#ends.anchor };
      this.#extendTo(hit.offset, false);
      return;
    }
    this.#anchor = this.#grainAt(text, hit.offset);
    if (this.#grain !== 'character') {
      this.#isDragging = true;
      this.#extendTo(hit.offset, false);
    }
  }

  #isOnScrollbar(event: MouseEvent): boolean {
    const box = this.#viewport.getBoundingClientRect();
    return (
      event.clientX > box.left + this.#viewport.clientWidth || event.clientY > box.top + this.#viewport.clientHeight
    );
  }

  #onMove(event: MouseEvent): void {
    if (this.#pressed === null) return;
    this.#pointer = { x: event.clientX, y: event.clientY };
    if (!this.#isDragging) {
      const distance = Math.hypot(event.clientX - this.#pressed.x, event.clientY - this.#pressed.y);
      if (distance < DRAG_THRESHOLD || this.#anchor === null) return;
      this.#isDragging = true;
    }
    this.#follow();
    this.#scrollWhileOutside();
  }

  #onUp(event: MouseEvent): void {
    if (this.#pressed === null || event.button !== 0) return;
    this.#pressed = null;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (this.#isDragging) {
      this.#isDragging = false;
      this.#host.onChange(this.span, true);
      return;
    }
    this.set(null);
    this.#host.onClick(event.clientX, event.clientY);
  }

  #follow(): void {
    const hit = this.#host.hitAt(this.#pointer.x, this.#pointer.y);
    if (hit !== null) this.#extendTo(hit.offset, false);
  }

  #extendTo(offset: number, settled: boolean): void {
    const text = this.#host.text();
    const anchor = this.#anchor;
    if (text === null || anchor === null) return;
    const reach = this.#grainAt(text, offset);
    const ends =
      reach.start < anchor.start
        ? { anchor: anchor.end, focus: reach.start }
        : { anchor: anchor.start, focus: Math.max(reach.end, anchor.end) };
    if (ends.anchor === this.#ends?.anchor && ends.focus === this.#ends.focus) return;
    this.#ends = ends;
    this.#host.onChange(this.span, settled);
  }

  #grainAt(text: string, offset: number): Span {
    if (this.#grain === 'word') return wordAt(text, offset);
    if (this.#grain === 'sentence') return sentenceAt(text, offset);
    return { start: offset, end: offset };
  }

  /** Scrolls on while the pointer is held above or below the viewport. */
  #scrollWhileOutside(): void {
    if (this.#frame !== 0) return;
    const tick = () => {
      this.#frame = 0;
      if (this.#pressed === null || !this.#isDragging) return;
      const box = this.#viewport.getBoundingClientRect();
      const over = Math.max(0, this.#pointer.y - box.bottom + 12) - Math.max(0, box.top + 12 - this.#pointer.y);
      if (over === 0) return;
      this.#viewport.scrollTop += Math.sign(over) * Math.min(40, 2 + Math.abs(over) / 3);
      this.#follow();
      this.#frame = requestAnimationFrame(tick);
    };
    this.#frame = requestAnimationFrame(tick);
  }
}
