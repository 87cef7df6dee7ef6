import type { Editor } from '@tiptap/core';
import { newUseId } from './ids.ts';
import type { Insertion } from './insert-menu.tsx';
import { insertBlocks, insertInline, insertQuotes } from './page-commands.ts';

/** Size of a new table. */
const NEW_TABLE = { rows: 3, cols: 3, withHeaderRow: true } as const;

/** What is to be opened after something was put in: its words or its choices are still missing. */
export type NextStep =
  | { readonly kind: 'footnote'; readonly useId: string }
  | { readonly kind: 'block'; readonly blockId: string };

/** Puts something in at the caret. Returns what is to be asked next, or null. */
export function insertInto(editor: Editor, insertion: Insertion): NextStep | null {
  const { state, view } = editor;
  const { nodes } = state.schema;
  switch (insertion.kind) {
    case 'quote':
    case 'inlineQuote':
    case 'citation':
      view.dispatch(insertQuotes(state, [insertion.passageId], insertion.kind));
      return null;
    case 'heading1':
    case 'heading2':
    case 'heading3':
      editor.chain().focus().setHeading({ level: HEADINGS[insertion.kind] }).run();
      return null;
    case 'bulletList':
      editor.chain().focus().toggleBulletList().run();
      return null;
    case 'orderedList':
      editor.chain().focus().toggleOrderedList().run();
      return null;
    case 'table':
      editor.chain().focus().insertTable(NEW_TABLE).run();
      return null;
    case 'footnote': {
      const useId = newUseId();
      if (nodes.footnote !== undefined) view.dispatch(insertInline(state, [nodes.footnote.create({ useId })]));
      return { kind: 'footnote', useId };
    }
    case 'pageBreak':
      if (nodes.pageBreak !== undefined) view.dispatch(insertBlocks(state, [nodes.pageBreak.create()]));
      return null;
    case 'section':
    case 'matrix':
    case 'timeline':
    case 'profile':
    case 'sources':
    case 'method': {
      const blockId = newUseId();
      const agency = insertion.kind === 'profile' ? { agencyId: insertion.agencyId } : {};
      const type = nodes[insertion.kind];
      if (type !== undefined) view.dispatch(insertBlocks(state, [type.create({ blockId, ...agency })]));
      return insertion.kind === 'section' ? { kind: 'block', blockId } : null;
    }
  }
}

const HEADINGS = { heading1: 1, heading2: 2, heading3: 3 } as const;
