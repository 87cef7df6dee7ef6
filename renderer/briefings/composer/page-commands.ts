import { closeHistory } from '@tiptap/pm/history';
import { Fragment, Node as PageNode, type ResolvedPos } from '@tiptap/pm/model';
import { type EditorState, NodeSelection, Selection, TextSelection, type Transaction } from '@tiptap/pm/state';
import type { BlockNode, BriefingBody } from '../../../shared/domain/briefing-body.ts';
import { parseBody, serializeBody } from './body-codec.ts';
import { newUseId } from './ids.ts';

/** How a passage is put on the page. */
export type QuoteForm = 'quote' | 'inlineQuote' | 'citation';

/** A transaction that Undo takes back by itself, however soon it follows another: that one was seen before. */
export const ownStep = (state: EditorState): Transaction => closeHistory(state.tr);

/** The body that a document stands for. */
export function bodyOf(document: PageNode): BriefingBody {
  return serializeBody(document.toJSON());
}

/** The block that a node stands for; null if it is no block. */
export function blockOf(node: PageNode): BlockNode | null {
  return node.isBlock ? (serializeBody({ type: 'doc', content: [node.toJSON()] })[0] ?? null) : null;
}

/** The node of a use of a passage, of a note or of a block, and where it is; null if it is not on the page. */
export function findNode(document: PageNode, id: string): { readonly node: PageNode; readonly pos: number } | null {
  let found: { readonly node: PageNode; readonly pos: number } | null = null;
  document.descendants((node, pos) => {
    if (found !== null) return false;
    if (node.attrs.useId === id || node.attrs.blockId === id) found = { node, pos };
    return found === null;
  });
  return found;
}

/** The block that a path of indices leads to, and where it is; null if there is none. */
export function blockAt(
  document: PageNode,
  path: readonly number[],
): { readonly node: PageNode; readonly pos: number } | null {
  let node = document;
  let inside = 0;
  let pos = -1;
  for (const index of path) {
    if (index >= node.childCount) return null;
    pos = inside;
    for (let before = 0; before < index; before += 1) pos += node.child(before).nodeSize;
    node = node.child(index);
    inside = pos + 1;
  }
  return pos < 0 ? null : { node, pos };
}

/** The textblock that a position is in, or the block beside it: what a new block is put after. */
function blockEnd($pos: ResolvedPos): number {
  return $pos.depth === 0 ? $pos.pos : $pos.after($pos.depth);
}

/**
 * Puts blocks in at the selection: in place of an empty paragraph, else after the block that the caret is in or that is
 * selected. The last of them is selected then, so that the next ones follow it.
 */
export function insertBlocks(state: EditorState, blocks: readonly PageNode[]): Transaction {
  const { selection } = state;
  const tr = ownStep(state);
  const { $from, $to } = selection;
  const last = blocks[blocks.length - 1];
  if (last === undefined) return tr;
  const content = Fragment.fromArray([...blocks]);
  const isOnBlock = selection instanceof NodeSelection && selection.node.isBlock;
  const isEmptyLine = !isOnBlock && $from.parent.isTextblock && $from.parent.content.size === 0;
  let start: number;
  if (isEmptyLine) {
    start = $from.before();
    tr.replaceWith(start, $from.after(), content);
  } else {
    start = isOnBlock ? selection.to : blockEnd($to);
    tr.insert(start, content);
  }
  const end = start + content.size;
  const lastPos = end - last.nodeSize;
  if (last.isAtom || last.type.name === 'section') tr.setSelection(NodeSelection.create(tr.doc, lastPos));
  else tr.setSelection(Selection.near(tr.doc.resolve(lastPos + 1), 1));
  return tr.scrollIntoView();
}

/**
 * Puts inline nodes in at the caret, in place of what is selected there; on a selected block in a new line after it, and
 * between blocks in a new line there.
 */
export function insertInline(state: EditorState, nodes: readonly PageNode[]): Transaction {
  const { selection, schema } = state;
  const tr = ownStep(state);
  const paragraph = schema.nodes.paragraph;
  const isBetweenBlocks = !selection.$from.parent.inlineContent;
  if (isBetweenBlocks && paragraph !== undefined) {
    tr.insert(selection.to, paragraph.create(null, [...nodes]));
    tr.setSelection(TextSelection.create(tr.doc, selection.to + 1 + Fragment.fromArray([...nodes]).size));
    return tr.scrollIntoView();
  }
  const from = selection.from;
  tr.replaceWith(from, selection.to, [...nodes]);
  tr.setSelection(TextSelection.create(tr.doc, from + Fragment.fromArray([...nodes]).size));
  return tr.scrollIntoView();
}

/** New uses of passages, one node each. */
export function quoteNodes(state: EditorState, passageIds: readonly string[], form: QuoteForm): readonly PageNode[] {
  const type = state.schema.nodes[form];
  if (type === undefined) return [];
  return passageIds.map((passageId) => type.create({ useId: newUseId(), passageId }));
}

/** Puts uses of passages in at the selection. */
export function insertQuotes(state: EditorState, passageIds: readonly string[], form: QuoteForm): Transaction {
  const nodes = quoteNodes(state, passageIds, form);
  return form === 'quote' ? insertBlocks(state, nodes) : insertInline(state, nodes);
}

/**
 * Makes the document the one of another body, touching only what differs, so that the caret stays where it is if it can.
 * Null if nothing differs. `isUndoable`: one step of the editor's own undo; else it is as if it had always been so.
 */
export function takeBody(state: EditorState, body: BriefingBody, isUndoable: boolean): Transaction | null {
  const next = PageNode.fromJSON(state.schema, parseBody(body));
  const { doc, tr } = state;
  const start = doc.content.findDiffStart(next.content);
  if (start === null) return null;
  const end = doc.content.findDiffEnd(next.content);
  if (end === null) return null;
  // Where both ends overlap, as with a repeated letter, the stretch between them is widened.
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  tr.replace(start, end.a + overlap, next.slice(start, end.b + overlap));
  if (!tr.doc.eq(next)) {
    const whole = state.tr.replaceWith(0, doc.content.size, next.content);
    whole.setSelection(Selection.near(whole.doc.resolve(Math.min(state.selection.from, whole.doc.content.size)), 1));
    return mark(whole, isUndoable);
  }
  return mark(tr, isUndoable);
}

function mark(tr: Transaction, isUndoable: boolean): Transaction {
  return tr.setMeta('addToHistory', isUndoable).setMeta('taken', !isUndoable);
}

/** The level that headings in a block have: one below the last heading above it. */
export function headingLevelAt(document: PageNode, blockId: string): number {
  const end = findNode(document, blockId)?.pos ?? 0;
  let level = 1;
  document.descendants((node, pos) => {
    if (pos < end && node.type.name === 'heading') level = Math.min(3, Number(node.attrs.level) + 1);
    return pos < end && !node.isTextblock;
  });
  return level;
}

/** Puts other blocks and attributes into a section. */
export function fillSection(
  state: EditorState,
  blockId: string,
  attrs: Readonly<Record<string, unknown>>,
  blocks: BriefingBody | null,
): Transaction | null {
  const found = findNode(state.doc, blockId);
  if (found === null) return null;
  const { node, pos } = found;
  const tr = ownStep(state).setNodeMarkup(pos, undefined, { ...node.attrs, ...attrs });
  if (blocks !== null) {
    const content = blocks.map((block) => PageNode.fromJSON(state.schema, block));
    tr.replaceWith(pos + 1, pos + 1 + node.content.size, content);
    tr.setSelection(NodeSelection.create(tr.doc, pos));
  }
  return tr;
}

/** Gives the node of a use or of a block other attributes. */
export function changeAttributes(
  state: EditorState,
  id: string,
  attrs: Readonly<Record<string, unknown>>,
): Transaction | null {
  const found = findNode(state.doc, id);
  if (found === null) return null;
  const { tr } = state;
  for (const [name, value] of Object.entries(attrs)) tr.setNodeAttribute(found.pos, name, value);
  if (state.selection instanceof NodeSelection && state.selection.from === found.pos)
    tr.setSelection(NodeSelection.create(tr.doc, found.pos));
  return tr;
}

/** Selects what lies between two offsets of a block, or the block. Null if there is no such block. */
export function selectIn(state: EditorState, path: readonly number[], start: number, end: number): Transaction | null {
  const found = blockAt(state.doc, path);
  if (found === null) return null;
  const { node, pos } = found;
  if (node.isTextblock) {
    const size = node.content.size;
    const from = pos + 1 + (start === end ? 0 : Math.min(start, size));
    const to = pos + 1 + (start === end ? size : Math.min(end, size));
    return state.tr.setSelection(TextSelection.create(state.doc, from, to));
  }
  if (NodeSelection.isSelectable(node)) return state.tr.setSelection(NodeSelection.create(state.doc, pos));
  return state.tr.setSelection(Selection.near(state.doc.resolve(pos + 1), 1));
}

/** Puts the caret on the last line of the document, or on a new one after a block that holds no words. */
export function lineAtEnd(state: EditorState): Transaction {
  const { doc, schema, tr } = state;
  const paragraph = schema.nodes.paragraph;
  if (doc.lastChild?.type !== paragraph && paragraph !== undefined) tr.insert(doc.content.size, paragraph.create());
  return tr.setSelection(Selection.atEnd(tr.doc)).scrollIntoView();
}
