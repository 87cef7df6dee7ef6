import { Fragment } from '@tiptap/pm/model';
import { type EditorState, NodeSelection, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { ownStep, quoteNodes } from './page-commands.ts';
import { areDraggedPassages, draggedPassages } from './passage-drag.ts';

/** Where dropped passages go. */
export interface DropPlace {
  readonly form: 'quote' | 'inlineQuote';
  readonly pos: number;
}

const LETTER = /[\p{L}\p{N}]/u;

/** The end of the word around a position that is nearer to it; the position itself where it is in no word. */
function edgeOfWord(state: EditorState, pos: number): number {
  const $pos = state.doc.resolve(pos);
  // Every node that is not text counts as one sign that no word holds.
  const text = $pos.parent.textBetween(0, $pos.parent.content.size, undefined, '\u{FFFC}');
  const at = $pos.parentOffset;
  const isLetter = (index: number): boolean => LETTER.test(text[index] ?? '');
  if (!isLetter(at - 1) || !isLetter(at)) return pos;
  let start = at;
  let end = at;
  while (isLetter(start - 1)) start -= 1;
  while (isLetter(end)) end += 1;
  return pos - at + (at - start < end - at ? start : end);
}

/**
 * Where passages dropped at a position of the document go: into the sentence between two words if that is wanted, else
 * as blocks. Words are never parted by a block: it goes below the paragraph that it was dropped on, or above it if that
 * was left of or beyond the words in the upper half.
 */
export function dropPlaceAt(
  state: EditorState,
  pos: number,
  { wantsInline, isInUpperHalf }: { readonly wantsInline: boolean; readonly isInUpperHalf: boolean },
): DropPlace {
  const $pos = state.doc.resolve(pos);
  const { parent } = $pos;
  if (!parent.isTextblock) return { form: 'quote', pos };
  if (wantsInline) return { form: 'inlineQuote', pos: edgeOfWord(state, pos) };
  const isWithinWords = $pos.parentOffset > 0 && $pos.parentOffset < parent.content.size;
  const isAbove = isInUpperHalf && !isWithinWords && parent.content.size > 0;
  return { form: 'quote', pos: isAbove ? $pos.before() : $pos.after() };
}

/** Puts uses of passages in where they were dropped; in a sentence with blanks between them and the words. */
export function dropQuotes(state: EditorState, passageIds: readonly string[], place: DropPlace): Transaction {
  const nodes = quoteNodes(state, passageIds, place.form);
  const { schema } = state;
  const tr = ownStep(state);
  const $pos = state.doc.resolve(place.pos);
  const last = nodes[nodes.length - 1];
  if (last === undefined) return tr;
  if (place.form === 'inlineQuote') {
    const before = $pos.nodeBefore;
    const after = $pos.nodeAfter;
    const isTight = before !== null && !(before.isText && /[\s(“"‘]$/u.test(before.text ?? ''));
    const isTightAfter = after?.isText === true && LETTER.test((after.text ?? '')[0] ?? '');
    const content = Fragment.fromArray([
      ...(isTight ? [schema.text(' ')] : []),
      ...nodes,
      ...(isTightAfter ? [schema.text(' ')] : []),
    ]);
    tr.insert(place.pos, content);
    return tr.setSelection(TextSelection.create(tr.doc, place.pos + content.size));
  }
  const before = $pos.nodeBefore;
  // Dropped on an empty line, it takes the line's place.
  const isAfterEmptyLine = before !== null && before.type.name === 'paragraph' && before.content.size === 0;
  const start = isAfterEmptyLine ? place.pos - before.nodeSize : place.pos;
  const content = Fragment.fromArray([...nodes]);
  tr.replaceWith(start, place.pos, content);
  return tr.setSelection(NodeSelection.create(tr.doc, start + content.size - last.nodeSize));
}

function placeUnder(view: EditorView, event: DragEvent): DropPlace | null {
  const hit = view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (hit === null) return null;
  const $pos = view.state.doc.resolve(hit.pos);
  const box = $pos.parent.isTextblock ? view.nodeDOM($pos.before()) : null;
  const rect = box instanceof HTMLElement ? box.getBoundingClientRect() : null;
  const isInUpperHalf = rect !== null && event.clientY < rect.top + rect.height / 2;
  return dropPlaceAt(view.state, hit.pos, { wantsInline: event.altKey, isInUpperHalf });
}

/** The rectangle of the line that shows a place, in the window. */
function lineAt(view: EditorView, { form, pos }: DropPlace): DOMRect {
  if (form === 'inlineQuote') {
    const caret = view.coordsAtPos(pos);
    return new DOMRect(caret.left - 1, caret.top, 2, caret.bottom - caret.top);
  }
  const $pos = view.state.doc.resolve(pos);
  const rectOf = (at: number): DOMRect | null => {
    const element = view.nodeDOM(at);
    return element instanceof HTMLElement ? element.getBoundingClientRect() : null;
  };
  const above = $pos.nodeBefore === null ? null : rectOf(pos - $pos.nodeBefore.nodeSize);
  const below = $pos.nodeAfter === null ? null : rectOf(pos);
  const whole = view.dom.getBoundingClientRect();
  const { left, width } = above ?? below ?? whole;
  const top = above !== null && below !== null ? (above.bottom + below.top) / 2 : (above?.bottom ?? below?.top);
  return new DOMRect(left, (top ?? whole.top) - 1, width, 2);
}

/** A line that shows where passages would go if they were dropped now. */
class DropLine {
  #element: HTMLElement | null = null;

  show(view: EditorView, place: DropPlace | null): void {
    const parent = view.dom.offsetParent;
    if (place === null || !(parent instanceof HTMLElement)) {
      this.hide();
      return;
    }
    const rect = lineAt(view, place);
    const origin = parent.getBoundingClientRect();
    this.#element ??= parent.appendChild(document.createElement('div'));
    this.#element.className = 'composer-drop';
    this.#element.dataset.form = place.form;
    Object.assign(this.#element.style, {
      position: 'absolute',
      zIndex: '5',
      pointerEvents: 'none',
      left: `${rect.left - origin.left - parent.clientLeft + parent.scrollLeft}px`,
      top: `${rect.top - origin.top - parent.clientTop + parent.scrollTop}px`,
      width: `${rect.width}px`,
      height: `${rect.height}px`,
    });
  }

  hide(): void {
    this.#element?.remove();
    this.#element = null;
  }
}

/** Dragging passages onto the page: as blocks between its paragraphs, with Alt into a sentence. */
export function passageDrop(): Plugin {
  const line = new DropLine();
  const hide = () => {
    line.hide();
    return false;
  };
  return new Plugin({
    key: new PluginKey('passageDrop'),
    view: () => ({ destroy: hide }),
    props: {
      handleDOMEvents: {
        dragover: (view, event) => {
          if (!areDraggedPassages(event.dataTransfer)) return false;
          event.preventDefault();
          if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
          // The line of the editor itself would stand at the sign under the pointer, where nothing goes.
          event.stopImmediatePropagation();
          line.show(view, placeUnder(view, event));
          return true;
        },
        dragleave: (view, event) => {
          if (!(event.relatedTarget instanceof Node) || !view.dom.contains(event.relatedTarget)) line.hide();
          return false;
        },
        dragend: hide,
      },
      handleDrop: (view, event) => {
        line.hide();
        const ids = draggedPassages(event.dataTransfer);
        if (ids.length === 0) return false;
        event.preventDefault();
        const place = placeUnder(view, event);
        if (place === null) return true;
        view.dispatch(dropQuotes(view.state, ids, place));
        view.focus();
        return true;
      },
    },
  });
}
