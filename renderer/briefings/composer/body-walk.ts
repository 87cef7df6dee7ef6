import type { BlockNode, BriefingBody, InlineNode } from '../../../shared/domain/briefing-body.ts';

type AnyNode = BlockNode | InlineNode;

/** Every node of a body from top to bottom, an outer one before those in it. */
export function* nodesOf(body: BriefingBody): Generator<AnyNode> {
  for (const block of body) yield* within(block);
}

function* within(node: AnyNode): Generator<AnyNode> {
  yield node;
  switch (node.type) {
    case 'heading':
    case 'paragraph':
      yield* node.content ?? [];
      return;
    case 'bulletList':
    case 'orderedList':
      for (const item of node.content) for (const block of item.content) yield* within(block);
      return;
    case 'table':
      for (const row of node.content)
        for (const cell of row.content) for (const block of cell.content) yield* within(block);
      return;
    case 'section':
      for (const block of node.content) yield* within(block);
      return;
  }
}

/** The passages that a body uses, each once, in their order. */
export function passagesUsed(body: BriefingBody): readonly string[] {
  const ids = new Set<string>();
  for (const node of nodesOf(body))
    if (node.type === 'quote' || node.type === 'inlineQuote' || node.type === 'citation') ids.add(node.attrs.passageId);
  return [...ids];
}

/** One heading of the outline. */
export interface OutlineEntry {
  /** Indices that lead from the body to the heading. */
  readonly path: readonly number[];
  readonly level: number;
  readonly text: string;
}

function headingText(content: readonly InlineNode[] = []): string {
  return content
    .map((node) => (node.type === 'text' ? node.text : node.type === 'hardBreak' ? ' ' : ''))
    .join('')
    .trim();
}

/** The headings of a body, those within sections too. */
export function outlineOf(body: BriefingBody): readonly OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  const walk = (blocks: readonly BlockNode[], path: readonly number[]) => {
    for (const [index, block] of blocks.entries()) {
      if (block.type === 'heading')
        entries.push({ path: [...path, index], level: block.attrs.level, text: headingText(block.content) });
      else if (block.type === 'section') walk(block.content, [...path, index]);
    }
  };
  walk(body, []);
  return entries;
}

/**
 * What of a body decides on numbers, quotes and blocks, and not the prose: while it stays the same, nothing of the
 * archive has to be composed anew.
 */
export function structureOf(body: BriefingBody): string {
  const parts: string[] = [];
  for (const node of nodesOf(body)) {
    if (node.type === 'text' || node.type === 'hardBreak' || node.type === 'paragraph') continue;
    if (node.type === 'footnote') parts.push(node.attrs.useId);
    else if (node.type === 'section') parts.push(`section ${node.attrs.blockId}`);
    else if ('attrs' in node) parts.push(`${node.type} ${JSON.stringify(node.attrs)}`);
    else parts.push(node.type);
  }
  return parts.join('\n');
}
