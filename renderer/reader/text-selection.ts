import { type Span, trimSpan } from './document-view.ts';
import type { SelectionEnds } from './native-selection.ts';
import { growBySentence, joinPieces, type StepUnit, sentenceFrom, spanOf, stepBy } from './selection-steps.ts';

/** Where the reader stands before anything is selected, and how it came there. */
export interface ReadingPlace extends Span {
  /** What a sentence asked for here is: the one that holds the place, the one after it, or the first that begins there. */
  readonly kind: 'at' | 'after' | 'top';
}

/** What the selection asks of the view it belongs to. */
interface TextSelectionHost {
  text(): string | null;
  /** The place to begin at, such as a search hit or the top of what is in sight; null if nothing is known yet. */
  place(): ReadingPlace | null;
  /** The offset one line up or down. */
  offsetInLine(offset: number, step: -1 | 1): number | null;
  /** The ends of the line that holds an offset. */
  lineOf(offset: number): Span | null;
  /** The selection or the caret changed; `isByKey` if by the keyboard, so that it has to be brought into sight. */
  onChange(settled: boolean, isByKey: boolean): void;
  /** The caret was switched on or off. */
  onCaret(on: boolean): void;
}

/**
 * What is selected in a document, as places in its text: one stretch with a fixed and a moving end, and pieces kept
 * before it. Knows the keys that change it; how it is painted is the view's business.
 */
export class TextSelection {
  readonly #host: TextSelectionHost;
  #ends: SelectionEnds | null = null;
  #pieces: readonly Span[] = [];
  #hasCaret = false;

  constructor(host: TextSelectionHost) {
    this.#host = host;
  }

  /** Where the selection began and where it reaches; the same place twice for a caret, null for neither. */
  get ends(): SelectionEnds | null {
    return this.#ends;
  }

  /** The selected stretch, or null. */
  get span(): Span | null {
    return spanOf(this.#ends);
  }

  /** Pieces that are kept while another stretch is selected. */
  get kept(): readonly Span[] {
    return this.#pieces;
  }

  /** All that is selected, without white space at the ends, in reading order. */
  get pieces(): readonly Span[] {
    const text = this.#host.text();
    const { span } = this;
    if (text === null) return [];
    const own = span === null ? null : trimSpan(text, span);
    return joinPieces(own === null ? this.#pieces : [...this.#pieces, own]);
  }

  /** Whether arrows move a visible caret. */
  get hasCaret(): boolean {
    return this.#hasCaret;
  }

  /** Selects a stretch, or nothing; a caret stays where it was. */
  set(span: Span | null): void {
    if (span === null && this.span === null && this.#pieces.length === 0) return;
    this.#pieces = [];
    const focus = this.#ends?.focus ?? null;
    if (span !== null) this.#ends = { anchor: span.start, focus: span.end };
    else this.#ends = this.#hasCaret && focus !== null ? { anchor: focus, focus } : null;
    this.#host.onChange(true, false);
  }

  /** Puts both ends, as a pointer or a key does. */
  setEnds(ends: SelectionEnds, settled: boolean, isByKey = false): void {
    if (ends.anchor === this.#ends?.anchor && ends.focus === this.#ends.focus && !settled) return;
    this.#ends = ends;
    this.#host.onChange(settled, isByKey);
  }

  /** Puts the caret at a place that was clicked and forgets what was selected. */
  moveTo(offset: number): void {
    const wasSelected = this.span !== null || this.#pieces.length > 0;
    this.#pieces = [];
    this.#ends = { anchor: offset, focus: offset };
    if (wasSelected || this.#hasCaret) this.#host.onChange(true, false);
  }

  /** Forgets a caret that nobody sees, so that the next key begins at the view's place. */
  forgetPlace(): void {
    if (this.span === null && !this.#hasCaret) this.#ends = null;
  }

  /** Keeps what is selected as a piece and lets another stretch be selected; false if nothing is. */
  keepPiece(): boolean {
    const { pieces, span } = this;
    if (span === null) return false;
    this.#pieces = pieces;
    this.#ends = { anchor: span.end, focus: span.end };
    this.#host.onChange(true, false);
    return true;
  }

  /** Selects the sentence at the place of the reader, or grows and shrinks what is selected by sentences. */
  selectSentence(step: 1 | -1): boolean {
    const text = this.#host.text();
    if (text === null) return false;
    const { span } = this;
    if (span === null) {
      if (step === -1) return false;
      const sentence = this.#sentenceHere(text);
      if (sentence === null) return false;
      this.setEnds({ anchor: sentence.start, focus: sentence.end }, true, true);
      return true;
    }
    const grown = growBySentence(text, span, step);
    if (grown === null) return false;
    this.setEnds({ anchor: grown.start, focus: grown.end }, true, true);
    return true;
  }

  /** Does what a key of the selection or the caret does; true if the key was meant for it. */
  handleKey(event: KeyboardEvent): boolean {
    const text = this.#host.text();
    if (text === null || event.isComposing) return false;
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === 'F7' && !isCommand && !event.altKey && !event.shiftKey) return this.#toggleCaret();
    if (isCommand && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'a') {
      this.set({ start: 0, end: text.length });
      return true;
    }
    if (!event.shiftKey && !this.#hasCaret) return false;
    const ends = this.#ends ?? this.#begin(event.shiftKey);
    if (ends === null) return false;
    const next = this.#target(text, event, ends);
    if (next === null) return false;
    this.setEnds(event.shiftKey ? { anchor: ends.anchor, focus: next } : { anchor: next, focus: next }, true, true);
    return true;
  }

  #sentenceHere(text: string): Span | null {
    if (this.#ends !== null) return sentenceFrom(text, this.#ends.focus);
    const place = this.#host.place();
    if (place === null) return null;
    const sentence = sentenceFrom(text, place.kind === 'after' ? place.end : place.start);
    // One that begins above what is in sight is not where the reader looks.
    const isAbove = place.kind === 'top' && sentence !== null && sentence.start < place.start;
    return isAbove ? sentenceFrom(text, sentence.end) : sentence;
  }

  #toggleCaret(): boolean {
    this.#hasCaret = !this.#hasCaret;
    if (this.#hasCaret) this.#ends ??= this.#begin(false);
    else if (this.span === null) this.#ends = null;
    this.#host.onChange(true, this.#hasCaret);
    this.#host.onCaret(this.#hasCaret);
    return true;
  }

  /** Where a selection by keys begins: a hit is selected with it, after a passage it begins anew. */
  #begin(isExtending: boolean): SelectionEnds | null {
    const place = this.#host.place();
    if (place === null) return null;
    if (place.kind === 'after') return { anchor: place.end, focus: place.end };
    return { anchor: place.start, focus: isExtending ? place.end : place.start };
  }

  #target(text: string, event: KeyboardEvent, ends: SelectionEnds): number | null {
    const { key, altKey, shiftKey } = event;
    const isCommand = event.ctrlKey || event.metaKey;
    const from = ends.focus;
    const span = spanOf(ends);
    const step = (direction: -1 | 1, unit: StepUnit) => stepBy(text, from, direction, unit);
    // Without Shift an arrow first leaves the selection on its side.
    const leave = (edge: number | undefined) => (shiftKey || isCommand || edge === undefined ? null : edge);
    switch (key) {
      case 'ArrowLeft':
        return altKey ? null : (leave(span?.start) ?? step(-1, isCommand ? 'word' : 'character'));
      case 'ArrowRight':
        return altKey ? null : (leave(span?.end) ?? step(1, isCommand ? 'word' : 'character'));
      case 'ArrowUp':
        if (altKey) return step(-1, 'sentence');
        return isCommand ? step(-1, 'paragraph') : this.#host.offsetInLine(from, -1);
      case 'ArrowDown':
        if (altKey) return step(1, 'sentence');
        return isCommand ? step(1, 'paragraph') : this.#host.offsetInLine(from, 1);
      case 'Home':
        return isCommand ? step(-1, 'document') : (this.#host.lineOf(from)?.start ?? null);
      case 'End':
        return isCommand ? step(1, 'document') : (this.#host.lineOf(from)?.end ?? null);
      default:
        return null;
    }
  }
}
