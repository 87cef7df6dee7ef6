import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { matchChoices } from './insert-choices.ts';

/**
 * Whether a slash typed now asks for the menu of things to insert: at the start of a line, after a blank, or between
 * blocks. Within words, dates, fractions and addresses (“and/or”, “1/2”) it is a slash.
 */
export function isSlashForMenu({ selection }: EditorState): boolean {
  const { $from } = selection;
  if (!selection.empty) return false;
  if (!$from.parent.isTextblock) return true;
  const before = $from.nodeBefore;
  if (before === null || before.type.name === 'hardBreak') return true;
  return before.isText && /\s$/u.test(before.text ?? '');
}

/**
 * Whether what was typed after a slash is plainly no search for something to insert: a slash that stands alone, or words
 * that fit nothing and end in something else than a letter, such as a path or a number.
 */
export function isPlainSlash(typed: string): boolean {
  if (/^\s/u.test(typed)) return true;
  return typed !== '' && !/\p{L}$/u.test(typed) && matchChoices(typed).length === 0;
}

/** Writes words at a place where the caret was: into the line there, or as a new line between blocks. */
export function writeAt(state: EditorState, pos: number, words: string): Transaction {
  const { schema, tr } = state;
  const at = Math.min(pos, state.doc.content.size);
  const $pos = state.doc.resolve(at);
  if ($pos.parent.isTextblock) return tr.insertText(words, at).scrollIntoView();
  const paragraph = schema.nodes.paragraph;
  if (paragraph === undefined) return tr;
  tr.insert(at, paragraph.create(null, schema.text(words)));
  return tr.setSelection(TextSelection.create(tr.doc, at + 1 + words.length)).scrollIntoView();
}

const KEY = new PluginKey<number | null>('slashMark');

/** Draws the slash that opened the menu as long as it is open: it is not on the page yet. */
export const slashMark = new Plugin<number | null>({
  key: KEY,
  state: {
    init: () => null,
    apply: (tr, before) => {
      const meta: unknown = tr.getMeta(KEY);
      if (meta !== undefined) return typeof meta === 'number' ? meta : null;
      return before === null ? null : tr.mapping.map(before);
    },
  },
  props: {
    decorations: (state) => {
      const pos = KEY.getState(state) ?? null;
      if (pos === null || !state.doc.resolve(pos).parent.isTextblock) return null;
      const draw = () => {
        const mark = document.createElement('span');
        mark.className = 'composer-slash';
        mark.textContent = '/';
        return mark;
      };
      return DecorationSet.create(state.doc, [Decoration.widget(pos, draw, { side: 1 })]);
    },
  },
});

/** Shows the slash at the caret, or takes it away. */
export function showSlash(state: EditorState, isShown: boolean): Transaction {
  return state.tr.setMeta(KEY, isShown ? state.selection.from : null);
}

/** Where the slash is shown, as the page changes under it; null if it is not. */
export function slashPlace(state: EditorState): number | null {
  return KEY.getState(state) ?? null;
}
