import { isTextInput } from '../text-input.ts';
import type { DomPoint } from './text-mapping.ts';

/** Where a selection begins and where it reaches, as offsets of the canonical text. */
export interface SelectionEnds {
  readonly anchor: number;
  readonly focus: number;
}

/** Finds the place in the DOM of an offset, see TextMapping.pointOf; null where the text is not mounted. */
export type FindPoint = (offset: number, edge: 'start' | 'end') => DomPoint | null;

/**
 * Lets the native selection follow one that the view paints itself, for assistive technology and whoever asks for
 * it. It happens when the window is idle: laying out the native selection of a full page takes tens of milliseconds.
 */
export class NativeSelection {
  readonly #root: HTMLElement;
  readonly #find: FindPoint;
  #request = 0;

  /** @param root element whose native selection is ours to change */
  constructor(root: HTMLElement, find: FindPoint) {
    this.#root = root;
    this.#find = find;
  }

  /** Follows soon; what was asked for before and not done yet is left out. */
  follow(ends: SelectionEnds | null): void {
    this.cancel();
    const native = window.getSelection();
    if (ends === null && (native?.anchorNode == null || !this.#root.contains(native.anchorNode))) return;
    this.#request = window.requestIdleCallback(() => this.#apply(ends), { timeout: 1000 });
  }

  /** Leaves the native selection as it is. */
  cancel(): void {
    window.cancelIdleCallback(this.#request);
  }

  #apply(ends: SelectionEnds | null): void {
    const native = window.getSelection();
    // Whoever began to write meanwhile keeps the caret.
    if (native === null || isTextInput(document.activeElement)) return;
    if (ends === null) {
      native.removeAllRanges();
      return;
    }
    const isForward = ends.anchor <= ends.focus;
    const anchor = this.#find(ends.anchor, isForward ? 'start' : 'end');
    const focus = this.#find(ends.focus, isForward ? 'end' : 'start');
    if (anchor === null || focus === null) return;
    native.setBaseAndExtent(anchor.node, anchor.offset, focus.node, focus.offset);
  }
}
