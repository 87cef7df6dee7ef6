import type { BlockNode, BriefingBody, InlineNode } from './briefing-body.ts';

/** One use of a passage in a body. */
export interface UseInBody {
  readonly kind: 'quote' | 'inlineQuote' | 'citation';
  readonly useId: string;
  readonly passageId: string;
  readonly excerpt: string | null;
  /** Id of the innermost section that it stands in, or null. */
  readonly sectionId: string | null;
}

/** The uses of passages in a body, in its order. */
export function* usesIn(body: BriefingBody, sectionId: string | null = null): Generator<UseInBody> {
  for (const node of body) {
    switch (node.type) {
      case 'heading':
      case 'paragraph':
        for (const inline of node.content ?? []) yield* usesOfInline(inline, sectionId);
        break;
      case 'quote': {
        const { useId, passageId, excerpt } = node.attrs;
        yield { kind: 'quote', useId, passageId, excerpt, sectionId };
        break;
      }
      case 'section':
        yield* usesIn(node.content, node.attrs.blockId);
        break;
      case 'bulletList':
      case 'orderedList':
        for (const item of node.content) yield* usesIn(item.content, sectionId);
        break;
      case 'table':
        for (const row of node.content) for (const cell of row.content) yield* usesIn(cell.content, sectionId);
        break;
    }
  }
}

function* usesOfInline(node: InlineNode, sectionId: string | null): Generator<UseInBody> {
  if (node.type === 'inlineQuote') yield { kind: 'inlineQuote', ...node.attrs, sectionId };
  else if (node.type === 'citation') yield { kind: 'citation', ...node.attrs, excerpt: null, sectionId };
}

/**
 * The body with every block replaced by what `alter` makes of it, from the inside out; the same object where nothing
 * became different.
 */
export function alterBlocks(body: BriefingBody, alter: (node: BlockNode) => BlockNode): BriefingBody {
  return replaceBlocks(body, (node) => [alter(node)]);
}

/** The same, with any number of blocks in the place of one. A list item or a cell keeps at least an empty paragraph. */
export function replaceBlocks(body: BriefingBody, alter: (node: BlockNode) => readonly BlockNode[]): BriefingBody {
  const visit = (nodes: BlockNode[]): BlockNode[] =>
    same(
      nodes,
      nodes.flatMap((node) => alter(withBlocks(node, visit))),
    );
  return visit(body);
}

/** What takes the place of a use: null leaves it as it is, none takes it out. */
export type UseReplacement = readonly { readonly passageId: string; readonly useId: string }[] | null;

/** The body with uses of passages replaced, in blocks and within lines; the same object where nothing changed. */
export function replaceUses(
  body: BriefingBody,
  replace: (use: Pick<UseInBody, 'kind' | 'useId' | 'passageId' | 'excerpt'>) => UseReplacement,
): BriefingBody {
  return replaceBlocks(body, (node) => {
    if (node.type === 'quote') {
      const uses = replace({ kind: 'quote', ...node.attrs });
      return uses === null ? [node] : uses.map((use) => ({ ...node, attrs: { ...node.attrs, ...use } }));
    }
    if ((node.type !== 'heading' && node.type !== 'paragraph') || node.content === undefined) return [node];
    const content = same(
      node.content,
      node.content.flatMap((inline): InlineNode[] => {
        if (inline.type !== 'inlineQuote' && inline.type !== 'citation') return [inline];
        const excerpt = inline.type === 'inlineQuote' ? inline.attrs.excerpt : null;
        const uses = replace({ ...inline.attrs, kind: inline.type, excerpt });
        if (uses === null) return [inline];
        return uses.map(
          ({ passageId, useId }): InlineNode =>
            inline.type === 'inlineQuote'
              ? { ...inline, attrs: { ...inline.attrs, passageId, useId } }
              : { ...inline, attrs: { passageId, useId } },
        );
      }),
    );
    return [content === node.content ? node : { ...node, content }];
  });
}

/** A block with other blocks in it. */
function withBlocks(node: BlockNode, alter: (blocks: BlockNode[]) => BlockNode[]): BlockNode {
  switch (node.type) {
    case 'section': {
      const content = alter(node.content);
      return content === node.content ? node : { ...node, content };
    }
    case 'bulletList':
    case 'orderedList': {
      const items = same(
        node.content,
        node.content.map((item) => {
          const content = filled(alter(item.content));
          return content === item.content ? item : { ...item, content };
        }),
      );
      return items === node.content ? node : { ...node, content: items };
    }
    case 'table': {
      const rows = same(
        node.content,
        node.content.map((row) => {
          const cells = same(
            row.content,
            row.content.map((cell) => {
              const content = filled(alter(cell.content));
              return content === cell.content ? cell : { ...cell, content };
            }),
          );
          return cells === row.content ? row : { ...row, content: cells };
        }),
      );
      return rows === node.content ? node : { ...node, content: rows };
    }
    default:
      return node;
  }
}

const filled = (blocks: BlockNode[]): BlockNode[] => (blocks.length === 0 ? [{ type: 'paragraph' }] : blocks);

/** The list itself if the other holds the same things. */
function same<Item>(before: Item[], after: Item[]): Item[] {
  return before.length === after.length && before.every((item, place) => item === after[place]) ? before : after;
}
