import type { Briefing } from '../../shared/domain/briefing.ts';
import type { BlockNode, InlineNode } from '../../shared/domain/briefing-body.ts';

/** Length of the opening words in characters. */
const LENGTH = 240;

function inlineWords(content: readonly InlineNode[] = []): string {
  return content
    .map((node) => (node.type === 'text' ? node.text : node.type === 'hardBreak' ? ' ' : ''))
    .join('')
    .trim();
}

function* paragraphs(blocks: readonly BlockNode[]): Generator<string> {
  for (const block of blocks) {
    if (block.type === 'paragraph') yield inlineWords(block.content);
    else if (block.type === 'section') yield* paragraphs(block.content);
    else if (block.type === 'bulletList' || block.type === 'orderedList')
      for (const item of block.content) yield* paragraphs(item.content);
  }
}

/** The words that a briefing begins with, without its headings and quotes; empty if nothing is written yet. */
export function openingWords({ body, introduction }: Pick<Briefing, 'body' | 'introduction'>): string {
  if (body === undefined) return introduction.slice(0, LENGTH);
  let words = '';
  for (const paragraph of paragraphs(body)) {
    if (paragraph !== '') words += `${words === '' ? '' : ' '}${paragraph}`;
    if (words.length >= LENGTH) break;
  }
  return words.slice(0, LENGTH);
}
