import { Extension } from '@tiptap/core';
import { GapCursor } from '@tiptap/pm/gapcursor';
import type { Node as PageNode } from '@tiptap/pm/model';
import { NodeSelection, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { newUseId } from './ids.ts';
import { passageDrop } from './passage-drop.ts';
import { isSlashForMenu, slashMark } from './slash.ts';

/** What the page asks the editor around it for. */
export interface PageRequests {
  /** Opens the menu of things to insert; `from` says by which key. */
  readonly openInsertMenu: (from: 'slash' | 'command') => void;
  readonly openLinkDialog: () => void;
  /** Enter on a selected node: its main control. False if it has none. */
  readonly openNode: (node: PageNode) => boolean;
}

/** True for a change that puts more into the document than letters: only then can two nodes have one id. */
function bringsNodes(transactions: readonly Transaction[]): boolean {
  return transactions.some((tr) => {
    if (!tr.docChanged) return false;
    let hasNodes = false;
    for (const step of tr.steps)
      step.getMap().forEach((_oldStart, _oldEnd, from, to) => {
        const end = Math.min(to, tr.doc.content.size);
        if (hasNodes || from >= end) return;
        tr.doc.nodesBetween(from, end, (node) => {
          if (idName(node) !== null) hasNodes = true;
          return !hasNodes;
        });
      });
    return hasNodes;
  });
}

function idName(node: PageNode): 'useId' | 'blockId' | null {
  if (typeof node.attrs.useId === 'string') return 'useId';
  return typeof node.attrs.blockId === 'string' ? 'blockId' : null;
}

/** Ids are unique on a page: the second of two nodes with one id, as after copying, gets another. */
const uniqueIds = new Plugin({
  key: new PluginKey('uniqueIds'),
  appendTransaction: (transactions, _before, state) => {
    if (!bringsNodes(transactions)) return null;
    const seen = new Set<string>();
    const { tr } = state;
    state.doc.descendants((node, pos) => {
      const name = idName(node);
      if (name === null) return;
      const id: unknown = node.attrs[name];
      if (typeof id === 'string' && id !== '' && !seen.has(id)) seen.add(id);
      else tr.setNodeAttribute(pos, name, newUseId());
    });
    return tr.docChanged ? tr : null;
  },
});

function selectedBlock(view: EditorView): NodeSelection | null {
  const { selection } = view.state;
  return selection instanceof NodeSelection && selection.node.isBlock ? selection : null;
}

/** Words behind the selected node: in a new line if that is a block. False if no node is selected. */
function writeAfter(view: EditorView, text: string): boolean {
  const inline = view.state.selection;
  if (inline instanceof NodeSelection && inline.node.isInline && text !== '') {
    const tr = view.state.tr.insertText(text, inline.to);
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, inline.to + text.length)).scrollIntoView());
    return true;
  }
  const selection = selectedBlock(view);
  const paragraph = view.state.schema.nodes.paragraph;
  if (selection === null || paragraph === undefined) return false;
  const words = text === '' ? null : view.state.schema.text(text);
  const tr = view.state.tr.insert(selection.to, paragraph.create(null, words));
  tr.setSelection(TextSelection.create(tr.doc, selection.to + 1 + text.length));
  view.dispatch(tr.scrollIntoView());
  return true;
}

function focusControl(view: EditorView, pos: number): boolean {
  const element = view.nodeDOM(pos);
  const control =
    element instanceof HTMLElement
      ? element.querySelector<HTMLElement>('[role="toolbar"] button:not(:disabled)')
      : null;
  control?.focus();
  return control !== null;
}

/** The first control of the selected node gets the focus. */
function enterNode(view: EditorView): boolean {
  const { selection } = view.state;
  if (!(selection instanceof NodeSelection)) return false;
  const pos = selection.from;
  // A node that was selected this very moment draws its controls in the next frame.
  if (!focusControl(view, pos)) requestAnimationFrame(() => focusControl(view, pos));
  return true;
}

/** Puts the caret behind the last block if that holds no words, without writing a line there yet. */
function goBehindLast(view: EditorView): boolean {
  const { doc, tr } = view.state;
  let last = doc.lastChild;
  while (last !== null && !last.isAtom && !last.type.spec.isolating && !last.inlineContent && last.childCount > 0)
    last = last.lastChild;
  if (last === null || last.inlineContent) return false;
  view.dispatch(tr.setSelection(new GapCursor(doc.resolve(doc.content.size))).scrollIntoView());
  return true;
}

/** How the page answers to keys, typing and dropping beyond what its nodes do themselves. */
export function pageBehaviour(requests: PageRequests): Extension {
  return Extension.create({
    name: 'pageBehaviour',
    // Before the keys of the nodes.
    priority: 1100,
    addKeyboardShortcuts() {
      return {
        'Mod-/': () => {
          requests.openInsertMenu('command');
          return true;
        },
        'Mod-k': () => {
          requests.openLinkDialog();
          return true;
        },
        Enter: ({ editor }) => {
          const { selection } = editor.state;
          if (selection instanceof NodeSelection && requests.openNode(selection.node)) return true;
          return writeAfter(editor.view, '');
        },
        Tab: ({ editor }) => enterNode(editor.view),
        'Mod-End': ({ editor }) => goBehindLast(editor.view),
        'Cmd-ArrowDown': ({ editor }) => goBehindLast(editor.view),
      };
    },
    addProseMirrorPlugins() {
      return [
        uniqueIds,
        slashMark,
        passageDrop(),
        new Plugin({
          key: new PluginKey('pageBehaviour'),
          props: {
            // What is typed while a quote is selected must not take its place.
            handleTextInput: (view, _from, _to, text) => writeAfter(view, text),
            handleKeyDown: (view, event) => {
              if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || view.composing) return false;
              if (!isSlashForMenu(view.state)) return false;
              event.preventDefault();
              requests.openInsertMenu('slash');
              return true;
            },
          },
        }),
      ];
    },
  });
}
