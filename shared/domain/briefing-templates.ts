import type { BriefingTemplate } from '../contract/composer.ts';
import type { Briefing } from './briefing.ts';
import type { BlockNode, BriefingBody, SectionAttrs } from './briefing-body.ts';
import { alterBlocks, replaceBlocks, replaceUses } from './briefing-uses.ts';
import type { PassageFilter } from './passage-filter-schema.ts';
import { headingNode, paragraphNode } from './section-fill.ts';

const EVERYTHING: PassageFilter = { agencyIds: [], stanceIds: [], documentIds: [], text: '' };

/** What to write at a place: in brackets, so that it is told from what is written. */
const guide = (words: string): BlockNode => paragraphNode(`[${words}]`);

const heading = (words: string, level = 1): BlockNode => headingNode(level, words);

const section = (
  blockId: string,
  groupBy: SectionAttrs['groupBy'],
  filter: Partial<PassageFilter> = {},
): BlockNode => ({
  type: 'section',
  attrs: { blockId, filter: { ...EVERYTHING, ...filter }, groupBy, filledAt: null, seen: {} },
  content: [],
});

const matrix = (
  blockId: string,
  columns: 'stance' | 'topic',
  scope: 'briefing' | 'archive',
  caption: string,
): BlockNode => ({
  type: 'matrix',
  attrs: { blockId, columns, scope, caption },
});

const timeline = (blockId: string, scope: 'briefing' | 'archive', caption: string): BlockNode => ({
  type: 'timeline',
  attrs: { blockId, scope, agencyIds: [], topicIds: [], caption },
});

const sources: readonly BlockNode[] = [heading('Sources'), { type: 'sources', attrs: { blockId: 'sources' } }];
const method: readonly BlockNode[] = [heading('Method'), { type: 'method', attrs: { blockId: 'method' } }];

const list = (type: 'bulletList' | 'orderedList', items: readonly string[]): BlockNode => ({
  type,
  content: items.map((words) => ({ type: 'listItem', content: [guide(words)] })),
});

/** The patterns that come with the program; the ids of their blocks are replaced when one is used. */
export const BUILT_IN_TEMPLATES: readonly BriefingTemplate[] = [
  {
    id: 'decision-memo',
    name: 'Decision memo',
    description: 'One page for somebody who has to decide: question, answer, where agencies stand, options, sources.',
    isOwn: false,
    citationStyle: 'chicago-notes',
    body: [
      heading('Decision required'),
      guide('The question in one sentence, who decides it and by when.'),
      heading('Recommendation'),
      guide('What you recommend, in two or three sentences, each with its source.'),
      heading('Where agencies stand'),
      matrix('matrix', 'topic', 'archive', 'Positions of agencies by topic'),
      guide('What the table means for the decision. Quote the one or two passages on which it turns.'),
      heading('Options'),
      list('orderedList', [
        'First option: what would be done; who supports and who opposes it, in their words.',
        'Second option.',
        'Leaving things as they are.',
      ]),
      heading('Risks and open points'),
      guide('Conditions and withdrawn statements to watch; what no source tells.'),
      ...sources,
      ...method,
    ],
  },
  {
    id: 'position-survey',
    name: 'Position survey',
    description: 'Where every agency stands: summary by stance and by topic, then all quotes by agency.',
    isOwn: false,
    citationStyle: 'chicago-notes',
    body: [
      heading('Scope'),
      guide('Which agencies, which measure, which period; what was looked for and where.'),
      heading('Summary'),
      matrix('stances', 'stance', 'briefing', 'Quotes of each agency by stance'),
      matrix('topics', 'topic', 'briefing', 'Positions of each agency by topic'),
      guide('The three or four findings that the tables show.'),
      heading('Positions by agency'),
      section('positions', 'agency-stance'),
      heading('What others say of them'),
      guide('Words in which a third party describes an agency: they are not its position.'),
      section('described', 'agency-stance', { voices: ['third-party-describing'] }),
      ...sources,
      ...method,
    ],
  },
  {
    id: 'chronology',
    name: 'Chronology',
    description: 'What was said when: a timeline with changes of position marked, then the quotes month by month.',
    isOwn: false,
    citationStyle: 'chicago-notes',
    body: [
      heading('Background'),
      guide('What had happened before the first entry.'),
      heading('Timeline'),
      timeline('timeline', 'briefing', 'Statements by date of issue'),
      heading('Month by month'),
      section('months', 'date'),
      heading('Changes of position'),
      guide('Each change that the timeline marks: what was said before, what since, and what came between.'),
      ...sources,
      ...method,
    ],
  },
  {
    id: 'legal-memorandum',
    name: 'Legal memorandum',
    description: 'Question presented, brief answer, facts, discussion and conclusion, with footnotes.',
    isOwn: false,
    citationStyle: 'bluebook-law-review',
    body: [
      heading('Question presented'),
      guide('The legal question with the facts on which it turns, in one sentence.'),
      heading('Brief answer'),
      guide('Yes, no or probably, and why, in two or three sentences.'),
      heading('Statement of facts'),
      guide('What happened and what was said, in order. Each fact with its source in a footnote.'),
      timeline('timeline', 'briefing', 'Statements relied upon'),
      heading('Discussion'),
      heading('Orders, policies and legislation', 2),
      guide('What binds, and whether it still stands.'),
      section('binding', 'document', { kinds: ['order', 'policy', 'legislation', 'memo'] }),
      heading('What officials have said', 2),
      guide('Words that show how it is understood and applied.'),
      section('said', 'agency-stance', { kinds: ['statement', 'press-release', 'letter', 'transcript'] }),
      heading('Counterarguments', 2),
      guide('The best case of the other side, in its own words.'),
      heading('Conclusion'),
      guide('The answer, its limits, and what should be found out.'),
      ...sources,
      ...method,
    ],
  },
  {
    id: 'press-digest',
    name: 'Press digest',
    description: 'What news reports and press releases say, newest documents by themselves, for daily reading.',
    isOwn: false,
    citationStyle: 'chicago-notes',
    body: [
      heading('In brief'),
      list('bulletList', ['The most important statement of the period, quoted.', 'The second.', 'The third.']),
      heading('News reports'),
      section('news', 'document', { kinds: ['news-report', 'web-page'] }),
      heading('Press releases and statements'),
      section('releases', 'document', { kinds: ['press-release', 'statement'] }),
      ...sources,
    ],
  },
];

/** The blocks of a template for a new briefing: every block has an id of its own, sections are yet to be filled. */
export function bodyFromTemplate(body: BriefingBody, newId: () => string): BriefingBody {
  return alterBlocks(body, (node) => {
    switch (node.type) {
      case 'section':
        return { ...node, attrs: { ...node.attrs, blockId: newId(), filledAt: null, seen: {} } };
      case 'matrix':
        return { ...node, attrs: { ...node.attrs, blockId: newId() } };
      case 'timeline':
        return { ...node, attrs: { ...node.attrs, blockId: newId() } };
      case 'profile':
        return { ...node, attrs: { ...node.attrs, blockId: newId() } };
      case 'sources':
      case 'method':
        return { ...node, attrs: { blockId: newId() } };
      default:
        return node;
    }
  });
}

/**
 * What of a briefing is a pattern for others: its words, headings and blocks, and the queries of its sections. Quotes,
 * citations and what sections were filled with belong to the matter and stay behind.
 */
export function templateBody(body: BriefingBody, newId: () => string): BriefingBody {
  const withoutQuotes = replaceUses(body, () => []);
  const emptied = replaceBlocks(withoutQuotes, (node) => {
    if (node.type !== 'section' || node.attrs.groupBy === 'none') return [node];
    // Headings of groups come back when it is filled.
    return [{ ...node, content: node.content.filter(({ type }) => type !== 'heading') }];
  });
  return bodyFromTemplate(emptied, newId);
}

/** A person's own template as it is offered beside those that come with the program. */
export function ownTemplate({ id, title, introduction, citationStyle, body }: Briefing): BriefingTemplate {
  return {
    id,
    name: title,
    description: introduction.split('\n')[0] ?? '',
    isOwn: true,
    citationStyle: citationStyle ?? 'chicago-notes',
    body: body ?? [],
  };
}
