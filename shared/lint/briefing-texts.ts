import type { Briefing } from '../domain/briefing.ts';
import { blocksOf } from './lint-blocks.ts';

/** What the author of a briefing wrote into it: title, introduction, text, notes, captions. */
export function writtenTexts({ title, introduction, audience = '', body = [] }: Briefing): readonly string[] {
  const written = blocksOf(body).flatMap(({ text, objects, node }) => [
    text,
    ...objects.flatMap(({ node: inline }) => (inline.type === 'footnote' ? [inline.attrs.text] : [])),
    ...(node.type === 'matrix' || node.type === 'timeline' ? [node.attrs.caption] : []),
  ]);
  return [title, introduction, audience, ...written].filter((text) => text.trim() !== '');
}
