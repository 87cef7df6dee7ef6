import type { BlockNode, BriefingBody, InlineNode } from '../domain/briefing-body.ts';
import { sentenceAt } from '../sentences.ts';
import { OBJECT } from './lint-rules.ts';

/** A quote, citation or note within written words. */
export interface PlacedObject {
  /** Offset in the text of the block. */
  readonly at: number;
  readonly node: Exclude<InlineNode, { type: 'text' } | { type: 'hardBreak' }>;
}

/** One block that holds no other blocks. */
export interface LintBlock {
  /** Its place in the order of the briefing. */
  readonly index: number;
  readonly path: readonly number[];
  readonly node: Exclude<BlockNode, { type: 'bulletList' | 'orderedList' | 'table' | 'section' }>;
  /** Its words, with U+FFFC for each object; empty for blocks without words. */
  readonly text: string;
  readonly objects: readonly PlacedObject[];
  /** In a list, table or none of them. */
  readonly within: 'list' | 'table-head' | 'table' | null;
  /** Index of the heading it stands under, −1 before the first one. */
  readonly heading: number;
}

/** One use of a passage. */
export interface LintUse {
  readonly useId: string;
  readonly passageId: string;
  /** Null: the whole quote, or no words at all. */
  readonly excerpt: string | null;
  /** Whether words are printed. */
  readonly isQuote: boolean;
  readonly block: LintBlock;
  /** Offset of the object in the text of its block; null for a quote block. */
  readonly at: number | null;
}

/** One sentence of a block, with the objects that stand in it or right after it. */
export interface LintSentence {
  readonly block: LintBlock;
  readonly start: number;
  readonly end: number;
  /** With U+FFFC for each object. */
  readonly text: string;
  readonly objects: readonly PlacedObject[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** The blocks of a briefing in reading order. */
export function blocksOf(body: BriefingBody): readonly LintBlock[] {
  const blocks: LintBlock[] = [];
  let heading = -1;
  const visit = (nodes: readonly BlockNode[], path: readonly number[], within: LintBlock['within']): void => {
    for (const [place, node] of nodes.entries()) {
      const here = [...path, place];
      switch (node.type) {
        case 'bulletList':
        case 'orderedList':
          for (const [item, { content }] of node.content.entries()) visit(content, [...here, item], 'list');
          break;
        case 'table':
          for (const [row, { content: cells }] of node.content.entries()) {
            for (const [cell, { type, content }] of cells.entries()) {
              visit(content, [...here, row, cell], type === 'tableHeader' ? 'table-head' : 'table');
            }
          }
          break;
        case 'section':
          visit(node.content, here, within);
          break;
        default: {
          const index = blocks.length;
          if (node.type === 'heading') heading = index;
          blocks.push({ index, path: here, node, ...wordsOf(node), within, heading });
        }
      }
    }
  };
  visit(body, [], null);
  return blocks;
}

function wordsOf(node: LintBlock['node']): Pick<LintBlock, 'text' | 'objects'> {
  if (node.type !== 'heading' && node.type !== 'paragraph') return { text: '', objects: [] };
  let text = '';
  const objects: PlacedObject[] = [];
  for (const inline of node.content ?? []) {
    if (inline.type === 'text') text += inline.text;
    else if (inline.type === 'hardBreak') text += '\n';
    else {
      objects.push({ at: text.length, node: inline });
      text += OBJECT;
    }
  }
  return { text, objects };
}

/** Every use of a passage, in the order of the briefing. */
export function usesOf(blocks: readonly LintBlock[]): readonly LintUse[] {
  return blocks.flatMap((block): readonly LintUse[] => {
    if (block.node.type === 'quote') {
      const { useId, passageId, excerpt } = block.node.attrs;
      return [{ useId, passageId, excerpt, isQuote: true, block, at: null }];
    }
    return block.objects.flatMap(({ at, node }): readonly LintUse[] => {
      if (node.type === 'footnote') return [];
      const { useId, passageId } = node.attrs;
      if (node.type === 'citation') return [{ useId, passageId, excerpt: null, isQuote: false, block, at }];
      return [{ useId, passageId, excerpt: node.attrs.excerpt, isQuote: true, block, at }];
    });
  });
}

/** The sentences of a block of words. A citation or note after the stop belongs to the sentence that it follows. */
export function sentencesOf(block: LintBlock): readonly LintSentence[] {
  const spans = spansOf(block);
  return spans.map(({ start, end, objects }, index) => ({
    block,
    start,
    end,
    text: block.text.slice(start, end),
    objects,
    isFirst: index === 0,
    isLast: index === spans.length - 1,
  }));
}

interface PlacedSentence {
  readonly start: number;
  readonly end: number;
  readonly objects: readonly PlacedObject[];
}

function spansOf({ text, objects }: LintBlock): readonly PlacedSentence[] {
  // A closing mark stays with the sentence before it, as a citation does.
  const shown = text.replaceAll(OBJECT, '”');
  const spans: { start: number; end: number; objects: PlacedObject[] }[] = [];
  let line = 0;
  for (const part of shown.split('\n')) {
    for (let at = 0; at < part.length; ) {
      const { start, end } = sentenceAt(part, at);
      const next = Math.max(end, at + 1);
      const span = { start: line + Math.max(start, at), end: line + end };
      at = next;
      while (at < part.length && /\s/.test(part[at] ?? '')) at++;
      if (text.slice(span.start, span.end).trim() === '') continue;
      const own = objects.filter((object) => object.at >= span.start && object.at < span.end);
      const last = spans[spans.length - 1];
      const head = last === undefined ? 0 : leadingNotes(text, span, own);
      if (last !== undefined && head > 0) {
        last.objects.push(...own.slice(0, head));
        const begin = (own[head - 1]?.at ?? span.start) + 1;
        const rest = text.slice(begin, span.end);
        if (rest.trim() === '') continue;
        const blank = rest.length - rest.trimStart().length;
        spans.push({ start: begin + blank, end: span.end, objects: own.slice(head) });
      } else spans.push({ ...span, objects: own });
    }
    line += part.length + 1;
  }
  return spans;
}

/** How many objects at the beginning of a sentence belong to the one before it. */
function leadingNotes(
  text: string,
  { start, end }: { start: number; end: number },
  own: readonly PlacedObject[],
): number {
  const isAlone =
    text
      .slice(start, end)
      .replaceAll(OBJECT, '')
      .replace(/[\s.,;:]/gu, '') === '';
  let count = 0;
  for (const { at, node } of own) {
    if (text.slice(start, at).replaceAll(OBJECT, '').trim() !== '') break;
    if (node.type === 'inlineQuote' && !isAlone) break;
    count++;
  }
  return count;
}
