import type { BlockNode, BriefingBody } from './briefing-body.ts';
import type { SelectionInput } from './compose-briefing.ts';
import { fillSection, headingNode, paragraphNode, seenOf } from './section-fill.ts';
import { type Chosen, choosePassages } from './section-plan.ts';

/** What an automatic body needs besides the briefing: ids for its blocks and uses, and when it is made. */
export interface AutomaticBodyOptions {
  readonly newId: () => string;
  /** For the section, which counts as filled then; null if that is not to be said. */
  readonly filledAt: string | null;
}

/**
 * The body of a briefing that arranges itself: introduction, summary, the passages of its filter under the headings of
 * its grouping, sources and method.
 */
export function automaticBody(input: SelectionInput, { newId, filledAt }: AutomaticBodyOptions): BriefingBody {
  const { briefing, codebook } = input;
  const { blocks } = fillSection(choosePassages(input, briefing), {
    groupBy: briefing.groupBy,
    codebook,
    order: briefing.order,
    level: 1,
    newId,
  });
  const introduction = briefing.introduction
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => paragraphNode(paragraph.trim()));
  if (blocks.length === 0) return introduction;
  // What was put in by hand stays whatever the filter says; what was taken out by hand does not come back.
  const seen = briefing.byHand === true ? {} : seenOf(fittingPassages(input).map(({ passage }) => passage));
  const section: BlockNode = {
    type: 'section',
    attrs: { blockId: newId(), filter: briefing.filter, groupBy: briefing.groupBy, filledAt, seen: { ...seen } },
    content: [...blocks],
  };
  return [
    ...introduction,
    headingNode(1, 'Summary'),
    { type: 'matrix', attrs: { blockId: newId(), columns: 'stance', scope: 'briefing', caption: '' } },
    section,
    headingNode(1, 'Sources'),
    { type: 'sources', attrs: { blockId: newId() } },
    headingNode(1, 'Method'),
    { type: 'method', attrs: { blockId: newId() } },
  ];
}

/** All that fit the filter, those taken out by hand as well. */
const fittingPassages = (input: SelectionInput): readonly Chosen[] =>
  choosePassages(input, { asOf: input.briefing.asOf, filter: input.briefing.filter });
