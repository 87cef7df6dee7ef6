import type { BlockNode, BriefingBody } from '../../../shared/domain/briefing-body.ts';
import { nodesOf } from './body-walk.ts';

/** Where one list of blocks differs from another: blocks of `before` from `start` to `end` became `blocks`. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly blocks: readonly BlockNode[];
}

function differing(before: BriefingBody, after: BriefingBody): Stretch | null {
  const left = before.map((block) => JSON.stringify(block));
  const right = after.map((block) => JSON.stringify(block));
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let tail = 0;
  while (
    tail < Math.min(left.length, right.length) - start &&
    left[left.length - 1 - tail] === right[right.length - 1 - tail]
  )
    tail += 1;
  const end = left.length - tail;
  if (start === end && right.length - tail === start) return null;
  return { start, end, blocks: after.slice(start, right.length - tail) };
}

/**
 * What was written here and what came from elsewhere since both had the same body, put together block by block. Null
 * where both touched the same blocks: then somebody must choose.
 */
export function mergeBodies(base: BriefingBody, mine: BriefingBody, theirs: BriefingBody): BriefingBody | null {
  if (base.length === mine.length && base.length === theirs.length) return mergeEach(base, mine, theirs);
  const ours = differing(base, mine);
  const others = differing(base, theirs);
  if (others === null) return mine;
  if (ours === null) return theirs;
  const [first, second] = ours.start <= others.start ? [ours, others] : [others, ours];
  if (first.end > second.start || (first.start === second.start && first.end === second.end)) return null;
  return [
    ...base.slice(0, first.start),
    ...first.blocks,
    ...base.slice(first.end, second.start),
    ...second.blocks,
    ...base.slice(second.end),
  ];
}

/** The same where no block came or went: each for itself. */
function mergeEach(base: BriefingBody, mine: BriefingBody, theirs: BriefingBody): BriefingBody | null {
  const merged: BlockNode[] = [];
  for (const [index, block] of base.entries()) {
    const own = mine[index];
    const other = theirs[index];
    if (own === undefined || other === undefined) return null;
    const before = JSON.stringify(block);
    const here = JSON.stringify(own);
    const there = JSON.stringify(other);
    if (here !== before && there !== before && here !== there) return null;
    merged.push(here === before ? other : own);
  }
  return merged;
}

/** The written words of a body, a line for each paragraph and heading. */
export function writtenWords(body: BriefingBody): string {
  const lines: string[] = [];
  for (const node of nodesOf(body)) {
    if (node.type === 'paragraph' || node.type === 'heading') lines.push('');
    else if (node.type === 'text') lines[lines.length - 1] = `${lines[lines.length - 1] ?? ''}${node.text}`;
    else if (node.type === 'footnote')
      lines[lines.length - 1] = `${lines[lines.length - 1] ?? ''} (${node.attrs.text})`;
  }
  return lines.filter((line) => line !== '').join('\n');
}
