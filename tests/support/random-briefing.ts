import type { BlockNode, InlineNode } from '../../shared/domain/briefing-body.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { pick, type Random, shuffled } from './tampering.ts';

const LEADS = [
  'The department puts it this way:',
  'In our view the sentence that matters is',
  'Asked about its plans it answered',
  'The notice goes further and says',
  'On the street this means that it',
];
const PROSE = [
  'We read the documents in the order of their dates and give the words as they stand.',
  'What follows is a reading, not a forecast; the sources are listed at the end.',
  'The question is who will assist, and on what terms.',
];

/**
 * The body of a briefing with quotes of some passages: blocks, quotes in sentences, lists and tables, some of them
 * abridged. The same for the same numbers.
 */
export function randomBody(random: Random, passages: readonly Passage[], most: number): BlockNode[] {
  let count = 0;
  const nextUse = (): string => {
    count += 1;
    return `use${count}x${Math.floor(random() * 1e9).toString(36)}`;
  };
  const chosen = shuffled(random, passages).slice(0, 3 + Math.floor(random() * most));
  const attrs = (passage: Passage) => ({
    useId: nextUse(),
    passageId: passage.id,
    excerpt: excerptOf(random, passage),
  });
  const text = (words: string): InlineNode => ({ type: 'text', text: words });
  const sentence = (passage: Passage): BlockNode => ({
    type: 'paragraph',
    content: [text(`${pick(random, LEADS)} `), { type: 'inlineQuote', attrs: attrs(passage) }, text('.')],
  });
  const blocks: BlockNode[] = [{ type: 'paragraph', content: [text(pick(random, PROSE))] }];
  for (const passage of chosen) {
    const way = random();
    if (way < 0.15) blocks.push({ type: 'heading', attrs: { level: 2 }, content: [text(pick(random, PROSE))] });
    if (way < 0.5) blocks.push({ type: 'quote', attrs: { ...attrs(passage), showCodings: random() < 0.5 } });
    else if (way < 0.8) blocks.push(sentence(passage));
    else if (way < 0.9) {
      blocks.push({ type: 'bulletList', content: [{ type: 'listItem', content: [sentence(passage)] }] });
    } else {
      const cells: { type: 'tableCell'; content: BlockNode[] }[] = [
        { type: 'tableCell', content: [{ type: 'paragraph', content: [text(pick(random, PROSE))] }] },
        { type: 'tableCell', content: [sentence(passage)] },
      ];
      blocks.push({ type: 'table', content: [{ type: 'tableRow', content: cells }] });
    }
  }
  if (random() < 0.5) blocks.push({ type: 'sources', attrs: { blockId: 'sources' } });
  return blocks;
}

/** Most often the whole quote; else a beginning, or a beginning and an end with an ellipsis between. */
function excerptOf(random: Random, { quote }: Passage): string | null {
  const words = readableQuote(quote).split(' ');
  if (random() < 0.6 || words.length < 12) return null;
  const first = words.slice(0, 4 + Math.floor(random() * 4)).join(' ');
  if (random() < 0.4) return first;
  return `${first} … ${words.slice(-4).join(' ')}`;
}
