import { announce } from '../components/announcer.tsx';
import type { Mark, QuarterTurns, Rect, Span } from './document-view.ts';
import { EdgeScroll } from './edge-scroll.ts';
import { isSamePieces, moveEnd, type PassageEnd } from './moved-ends.ts';
import { wordAround } from './selection-pointer.ts';
import { stepBy } from './selection-steps.ts';
import { putAcross } from './tool-layer.ts';

/** What the handles ask of the view. */
interface HandleHost {
  text(): string | null;
  /** Where a place of the text stands, in the coordinates of pointer events; null if it is not on screen. */
  rectAt(offset: number, end: PassageEnd): Rect | null;
  /** The quarter turns of the pages. */
  turns(): QuarterTurns;
  offsetAt(clientX: number, clientY: number): number | null;
  snaps(): boolean;
  viewport(): { readonly top: number; readonly bottom: number };
  scrollBy(pixels: number): void;
  scrollTo(span: Span): void;
  /** Paints a passage with other pieces for the time being, or as it is again (null). */
  preview(passageId: string, pieces: readonly Span[] | null): void;
  /** An end was taken hold of. */
  onGrab(): void;
  /** Saves the pieces; resolves when that is done or was refused. */
  onReshape(passageId: string, pieces: readonly Span[]): Promise<void>;
}

/** Wait after the last key until a moved end is saved, in ms; letting the keys go saves it at once. */
const KEY_PAUSE = 3000;

/** Width in which a handle can be taken hold of, in CSS pixels. */
const GRIP = 12;
/** Time in ms within which the archive tells of a change after it was saved. */
const TOLD_WITHIN = 600;

/** The ends of the selected passage: two handles to drag, and the keys that move them by words. */
export class EndHandles {
  readonly #layer: HTMLElement;
  readonly #host: HandleHost;
  readonly #handles: Readonly<Record<PassageEnd, HTMLButtonElement>>;
  readonly #scroll: EdgeScroll;
  #mark: Mark | null = null;
  #pieces: readonly Span[] = [];
  #drag: PassageEnd | null = null;
  #timer = 0;
  #telling = 0;
  #isMoved = false;
  /** What was saved and is still painted as a preview, until the archive has told of it. */
  #saved: { readonly id: string; readonly pieces: readonly Span[] } | null = null;

  /** @param signal ends the listening */
  constructor(layer: HTMLElement, host: HandleHost, signal: AbortSignal) {
    this.#layer = layer;
    this.#host = host;
    this.#handles = { start: this.#make('start', signal), end: this.#make('end', signal) };
    this.#scroll = new EdgeScroll(host, (x, y) => this.#dragTo(x, y));
    const view = layer.ownerDocument.defaultView;
    view?.addEventListener('keydown', (event) => this.#onEscape(event), { signal, capture: true });
    view?.addEventListener('keyup', (event) => this.#onKeyUp(event), { signal });
    signal.addEventListener('abort', () => this.#stop(), { once: true });
  }

  /** Shows the handles of a passage, or none. What was being moved of another one is given up. */
  show(mark: Mark | null): void {
    if (mark !== null && mark.id === this.#mark?.id && this.#isMoved) return;
    const saved = this.#saved;
    if (saved !== null && mark?.id === saved.id && !isSamePieces(piecesOf(mark), saved.pieces)) {
      this.#mark = mark;
      return;
    }
    if (saved !== null) this.#forgetSaved();
    if (mark?.id !== this.#mark?.id && this.#isMoved) this.#cancel();
    this.#mark = mark === null || mark.isCarried === true || mark.area !== undefined ? null : mark;
    this.#pieces = this.#mark === null ? [] : piecesOf(this.#mark);
    this.place();
  }

  /** Puts the handles where the ends are now. */
  place(): void {
    const first = this.#pieces[0];
    const last = this.#pieces[this.#pieces.length - 1];
    this.#put('start', first === undefined ? null : this.#host.rectAt(first.start, 'start'));
    this.#put('end', last === undefined ? null : this.#host.rectAt(last.end, 'end'));
  }

  /** Moves an end by a word: Shift+Alt and an arrow the end, with Ctrl (Cmd) the start. True if the key was meant for it. */
  handleKey(event: KeyboardEvent): boolean {
    const { key, shiftKey, altKey } = event;
    const text = this.#host.text();
    if (this.#mark === null || text === null || !shiftKey || !altKey) return false;
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return false;
    const end = event.ctrlKey || event.metaKey ? 'start' : 'end';
    const piece = end === 'start' ? this.#pieces[0] : this.#pieces[this.#pieces.length - 1];
    if (piece === undefined) return false;
    const to = stepBy(text, piece[end], key === 'ArrowLeft' ? -1 : 1, 'word');
    // By keys an end does not pass over the other.
    const isTurned = end === 'start' ? to >= piece.end : to <= piece.start;
    const moved = isTurned ? null : moveEnd(text, this.#pieces, end, to);
    if (moved === null || isSamePieces(moved, this.#pieces)) return true;
    this.#take(moved);
    const now = end === 'start' ? moved[0] : moved[moved.length - 1];
    if (now !== undefined) {
      this.#host.scrollTo(end === 'start' ? now : { start: Math.max(now.start, now.end - 1), end: now.end });
      const words = text.slice(now.start, now.end).replace(/\s+/gu, ' ');
      announce(end === 'start' ? `Begins: ${words.slice(0, 60)}` : `Ends: ${words.slice(-60)}`);
    }
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#save(), KEY_PAUSE);
    return true;
  }

  #make(end: PassageEnd, signal: AbortSignal): HTMLButtonElement {
    const handle = this.#layer.ownerDocument.createElement('button');
    handle.type = 'button';
    handle.className = 'sp-handle';
    handle.dataset.end = end;
    handle.hidden = true;
    // The keys work from the document itself.
    handle.tabIndex = -1;
    handle.setAttribute(
      'aria-label',
      end === 'start' ? 'Start of the selected passage' : 'End of the selected passage',
    );
    handle.addEventListener('pointerdown', (event) => this.#onDown(end, event), { signal });
    handle.addEventListener('pointermove', (event) => this.#onMove(event), { signal });
    handle.addEventListener('pointerup', (event) => this.#onUp(event), { signal });
    handle.addEventListener('pointercancel', () => this.#cancel(), { signal });
    this.#layer.append(handle);
    return handle;
  }

  #put(end: PassageEnd, rect: Rect | null): void {
    const handle = this.#handles[end];
    handle.hidden = rect === null;
    if (rect !== null) putAcross(handle, this.#layer, rect, this.#host.turns(), GRIP);
  }

  #onDown(end: PassageEnd, event: PointerEvent): void {
    if (event.button !== 0 || this.#mark === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.#handles[end].setPointerCapture(event.pointerId);
    this.#drag = end;
    this.#host.onGrab();
    this.#layer.dataset.dragging = '';
  }

  #onMove(event: PointerEvent): void {
    if (this.#drag === null) return;
    this.#dragTo(event.clientX, event.clientY);
    this.#scroll.follow(event.clientX, event.clientY);
  }

  #onUp(event: PointerEvent): void {
    if (this.#drag === null) return;
    this.#handles[this.#drag].releasePointerCapture(event.pointerId);
    this.#endDrag();
    if (this.#isMoved) void this.#save();
  }

  #dragTo(clientX: number, clientY: number): void {
    const text = this.#host.text();
    const offset = this.#host.offsetAt(clientX, clientY);
    const mark = this.#mark;
    const end = this.#drag;
    if (text === null || offset === null || mark === null || end === null) return;
    const before = piecesOf(mark);
    const fixed = end === 'start' ? (before[0]?.end ?? 0) : (before[before.length - 1]?.start ?? 0);
    const isBefore = offset < fixed;
    const word = this.#host.snaps() ? wordAround(text, offset, isBefore) : { start: offset, end: offset };
    const moved = moveEnd(text, before, end, isBefore ? word.start : word.end);
    if (moved !== null && !isSamePieces(moved, this.#pieces)) this.#take(moved);
  }

  #take(pieces: readonly Span[]): void {
    if (this.#mark === null) return;
    this.#pieces = pieces;
    this.#isMoved = true;
    this.#saved = null;
    this.#host.preview(this.#mark.id, pieces);
    this.place();
  }

  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    const mark = this.#mark;
    const pieces = this.#pieces;
    if (mark === null || !this.#isMoved) return;
    this.#isMoved = false;
    if (isSamePieces(pieces, piecesOf(mark))) {
      this.#host.preview(mark.id, null);
      return;
    }
    this.#saved = { id: mark.id, pieces };
    // The wait that an earlier save began is not this one's.
    clearTimeout(this.#telling);
    await this.#host.onReshape(mark.id, pieces);
    if (this.#saved?.pieces !== pieces) return;
    this.#telling = window.setTimeout(() => this.#forgetSaved(), TOLD_WITHIN);
  }

  /** Paints the passage as the archive has it: it has told of the change, or has refused it. */
  #forgetSaved(): void {
    const saved = this.#saved;
    this.#saved = null;
    if (saved === null) return;
    this.#host.preview(saved.id, null);
    if (this.#mark?.id !== saved.id || this.#isMoved) return;
    this.#pieces = piecesOf(this.#mark);
    this.place();
  }

  #onEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !(this.#isMoved || this.#drag !== null)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#cancel();
    announce('The passage is as it was');
  }

  #onKeyUp(event: KeyboardEvent): void {
    if (this.#drag === null && this.#isMoved && (event.key === 'Alt' || event.key === 'Shift')) void this.#save();
  }

  #cancel(): void {
    this.#endDrag();
    clearTimeout(this.#timer);
    const mark = this.#mark;
    if (mark === null || !this.#isMoved) return;
    this.#isMoved = false;
    this.#pieces = piecesOf(mark);
    this.#host.preview(mark.id, null);
    this.place();
  }

  #endDrag(): void {
    this.#drag = null;
    this.#scroll.stop();
    delete this.#layer.dataset.dragging;
  }

  #stop(): void {
    this.#scroll.stop();
    clearTimeout(this.#timer);
    clearTimeout(this.#telling);
  }
}

/** The pieces of a passage: one, or as many as it has. */
export function piecesOf(mark: Pick<Mark, 'start' | 'end' | 'spans'>): readonly Span[] {
  return mark.spans ?? [{ start: mark.start, end: mark.end }];
}
