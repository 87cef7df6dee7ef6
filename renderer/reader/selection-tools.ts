import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { announce } from '../components/announcer.tsx';
import { Caret, caretRect, sideOf } from './caret.ts';
import { type Mark, type QuarterTurns, type Rect, type Span, trimSpan, type ViewEvents } from './document-view.ts';
import { EndHandles, piecesOf } from './end-handles.ts';
import type { SelectionEnds } from './native-selection.ts';
import { SelectionPointer } from './selection-pointer.ts';
import { joinPieces } from './selection-steps.ts';
import { type ReadingPlace, TextSelection } from './text-selection.ts';
import { makeToolLayer } from './tool-layer.ts';

/** What the hand in a document asks of its view. Coordinates are those of the events of `target`'s window. */
export interface SelectionHost {
  /** Where presses and keys count. */
  readonly target: HTMLElement;
  /** What is scrolled: caret and handles are laid over it. */
  readonly content: HTMLElement;
  readonly window: Window;
  readonly events: ViewEvents;
  text(): string | null;
  offsetAt(clientX: number, clientY: number): number | null;
  rectsOf(span: Span): readonly Rect[];
  /** The quarter turns of the pages; 0 where there are none. */
  turns(): QuarterTurns;
  offsetInLine(offset: number, step: -1 | 1): number | null;
  /** The offset of the first words in sight. */
  firstOffset(): number | null;
  viewport(): { readonly top: number; readonly bottom: number };
  scrollBy(pixels: number): void;
  scrollTo(span: Span): void;
  focus(): void;
  /** True for a press that is not one on the text. */
  isElsewhere(event: MouseEvent): boolean;
  /** Paints what is selected. */
  paint(settled: boolean): void;
  preview(passageId: string, pieces: readonly Span[] | null): void;
  onClick(clientX: number, clientY: number): void;
}

/** Wait after the last key until the selected words are read out, in ms. */
const TELL_AFTER = 250;
/** Longest words read out; of more the ends. */
const TOLD = 160;

/** Selecting in a document by pointer and keys, the caret, and the ends of the selected passage: the same in every view. */
export class SelectionTools {
  readonly selection: TextSelection;
  readonly layer: HTMLElement;
  readonly #host: SelectionHost;
  readonly #pointer: SelectionPointer;
  readonly #caret: Caret;
  readonly #handles: EndHandles;
  #place: ReadingPlace | null = null;
  #selected: Mark | null = null;
  /** Whether what is selected was selected by pointer. */
  #isByPointer = false;
  /** Whether the stretch being selected is to be a piece of the selected passage. */
  #wantsPiece = false;
  #snaps = false;
  #told = 0;

  constructor(host: SelectionHost, signal: AbortSignal) {
    this.#host = host;
    this.layer = makeToolLayer(host.content.ownerDocument, host.content);
    const snaps = () => this.#snaps;
    this.selection = new TextSelection({
      text: host.text,
      place: () => this.#placeNow(),
      offsetInLine: (offset, step) => host.offsetInLine(offset, step),
      lineOf: (offset) => this.#lineOf(offset),
      onChange: (settled, isByKey) => this.#onChange(settled, isByKey),
      onCaret: (on) => announce(on ? 'Caret on: arrows move it, Shift and arrows select' : 'Caret off'),
    });
    this.#pointer = new SelectionPointer(
      host.target,
      host.window,
      this.selection,
      {
        ...{ text: host.text, snaps },
        offsetAt: (x, y) => host.offsetAt(x, y),
        isElsewhere: (event) => host.isElsewhere(event),
        viewport: () => host.viewport(),
        scrollBy: (pixels) => host.scrollBy(pixels),
        focus: () => host.focus(),
        onPiece: () => this.#onPiece(),
        onSettled: () => this.#onSettled(),
        onClick: (x, y) => host.onClick(x, y),
      },
      signal,
    );
    this.#caret = new Caret(this.layer, (offset) => this.#rectAt(offset), host.turns);
    this.#handles = new EndHandles(
      this.layer,
      {
        ...{ text: host.text, snaps },
        rectAt: (offset, end) => this.#rectAtEnd(offset, end),
        turns: host.turns,
        offsetAt: (x, y) => host.offsetAt(x, y),
        viewport: () => host.viewport(),
        scrollBy: (pixels) => host.scrollBy(pixels),
        scrollTo: (span) => host.scrollTo(span),
        preview: (id, pieces) => host.preview(id, pieces),
        onGrab: () => host.events.onHover([], 0, 0),
        onReshape: (id, pieces) => host.events.onReshape(id, pieces),
      },
      signal,
    );
    signal.addEventListener('abort', () => host.window.clearTimeout(this.#told), { once: true });
  }

  /** Whether a selection by pointer is going on. */
  get isPressed(): boolean {
    return this.#pointer.isPressed;
  }

  /** The stretch selected last, without white space at its ends, or null. */
  describe(): Span | null {
    const { span } = this.selection;
    const text = this.#host.text();
    return span === null || text === null ? null : trimSpan(text, span);
  }

  /** The words selected, as they read, for copying; null if there are none. */
  words(): string | null {
    const text = this.#host.text();
    const { pieces } = this.selection;
    if (text === null || pieces.length === 0) return null;
    return pieces.map(({ start, end }) => readableQuote(text.slice(start, end))).join(' … ');
  }

  /** Ends a drag whose button was let go outside of the document's window. */
  release(): void {
    this.#pointer.release();
  }

  /** Lets drags take whole words. */
  setSnap(on: boolean): void {
    this.#snaps = on;
  }

  /** Tells where keys begin: at a search hit, which is part of what they select. */
  setHit(hit: Span): void {
    this.#place = { ...hit, kind: 'at' };
    this.selection.forgetPlace();
  }

  /** Shows the ends of a passage, or none. Keys begin after it when it is another one than before. */
  setSelected(mark: Mark | null): void {
    if (mark === this.#selected) return;
    if (mark !== null && mark.id !== this.#selected?.id) {
      this.#place = { start: mark.start, end: mark.end, kind: 'after' };
      this.selection.forgetPlace();
    }
    this.#selected = mark;
    this.#handles.show(this.selection.span === null ? mark : null);
  }

  /** Puts caret and handles where their places are now. */
  place(): void {
    this.#caret.place();
    this.#handles.place();
  }

  /** Selects the sentence where the reader stands, or one more or fewer. */
  selectSentence(step: 1 | -1): boolean {
    return this.selection.selectSentence(step);
  }

  /** Does what a key of the hand does; true if the key was meant for it. */
  handleKey(event: KeyboardEvent): boolean {
    if (this.selection.span === null && this.#handles.handleKey(event)) return true;
    if (this.selection.handleKey(event)) return true;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
    // After a selection by pointer a letter begins an agency's name.
    const isFree = this.selection.span === null || !this.#isByPointer;
    if (event.key === 's' && isFree) return this.selectSentence(1);
    if (event.key === 'S' && isFree) return this.selectSentence(-1);
    if (event.key === '+') return this.#keepPiece();
    if (event.key === 'H') return this.#addToPassage();
    return false;
  }

  #onChange(settled: boolean, isByKey: boolean): void {
    const { span, ends, hasCaret } = this.selection;
    this.#isByPointer = false;
    this.#host.paint(settled);
    const isShown = ends !== null && (hasCaret || isByKey);
    this.#caret.show(isShown ? ends.focus : null);
    this.#handles.show(span === null ? this.#selected : null);
    if (isByKey && ends !== null) this.#bringIntoSight(ends);
    this.#host.events.onSelection(this.describe() ?? span, settled);
    if (isByKey && settled) this.#tellSoon();
  }

  #bringIntoSight({ focus }: SelectionEnds): void {
    const rect = this.#rectAt(focus);
    const { top, bottom } = this.#host.viewport();
    if (rect !== null && rect.y > top + 8 && rect.y + rect.height < bottom - 8) return;
    this.#host.scrollTo({ start: focus, end: focus + 1 });
  }

  #tellSoon(): void {
    const { window } = this.#host;
    window.clearTimeout(this.#told);
    this.#told = window.setTimeout(() => {
      const words = this.words();
      const text = this.#host.text();
      const { ends } = this.selection;
      if (words !== null) {
        announce(words.length <= TOLD ? `Selected: ${words}` : `Selected: ${words.slice(0, 80)} … ${words.slice(-60)}`);
      } else if (text !== null && ends !== null) {
        announce(text.slice(ends.focus, ends.focus + 60).replace(/\s+/gu, ' '));
      }
    }, TELL_AFTER);
  }

  #onPiece(): void {
    this.#wantsPiece = !this.selection.keepPiece() && this.selection.kept.length === 0 && this.#selected !== null;
  }

  #onSettled(): void {
    this.#isByPointer = true;
    const isPieceOfPassage = this.#wantsPiece;
    this.#wantsPiece = false;
    if (isPieceOfPassage) this.#addToPassage();
  }

  #keepPiece(): boolean {
    if (!this.selection.keepPiece()) return false;
    const count = this.selection.kept.length;
    announce(`${count === 1 ? 'One piece' : `${count} pieces`} kept: select another`);
    return true;
  }

  /** Makes what is selected a piece of the selected passage. */
  #addToPassage(): boolean {
    const mark = this.#selected;
    const { pieces } = this.selection;
    if (mark === null || mark.isCarried === true || mark.area !== undefined || pieces.length === 0) return false;
    const all = joinPieces([...piecesOf(mark), ...pieces]);
    this.selection.set(null);
    void this.#host.events.onReshape(mark.id, all);
    return true;
  }

  #placeNow(): ReadingPlace | null {
    const place = this.#place;
    if (place !== null && this.#isInSight(place)) return place;
    const first = this.#host.firstOffset();
    return first === null ? null : { start: first, end: first, kind: 'top' };
  }

  #isInSight(span: Span): boolean {
    const { top, bottom } = this.#host.viewport();
    return this.#host.rectsOf(span).some((rect) => rect.y + rect.height > top && rect.y < bottom);
  }

  #rectAt(offset: number): Rect | null {
    const text = this.#host.text();
    return text === null ? null : caretRect(text, offset, (span) => this.#host.rectsOf(span), this.#host.turns());
  }

  /** At an end of a passage the words of the passage count, not those beside it. */
  #rectAtEnd(offset: number, end: 'start' | 'end'): Rect | null {
    if (end === 'start') return this.#rectAt(offset);
    const rect = this.#host.rectsOf({ start: offset - 1, end: offset })[0];
    return rect === undefined ? null : sideOf(rect, 'end', this.#host.turns());
  }

  /** The offsets of a line: as far to both sides as the words stand at the same height, the page turned back. */
  #lineOf(offset: number): Span | null {
    const text = this.#host.text();
    const here = this.#rectAt(offset);
    if (text === null || here === null) return null;
    const isUpright = this.#host.turns() % 2 === 0;
    const middle = ({ x, y, width, height }: Rect) => (isUpright ? y + height / 2 : x + width / 2);
    const half = (isUpright ? here.height : here.width) / 2;
    const isSameLine = (at: number): boolean => {
      const rect = this.#host.rectsOf({ start: at, end: at + 1 })[0];
      if (rect === undefined) return !/\S/u.test(text.charAt(at)) && !/[\n\f]/u.test(text.charAt(at));
      return Math.abs(middle(rect) - middle(here)) < half;
    };
    let start = offset;
    while (start > 0 && isSameLine(start - 1)) start -= 1;
    let end = offset;
    while (end < text.length && isSameLine(end)) end += 1;
    return trimSpan(text, { start, end });
  }
}
