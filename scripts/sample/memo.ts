import type { BlockNode, BriefingBody, InlineNode } from '../../shared/domain/briefing-body.ts';

/** What the sample memo is composed with. */
export interface MemoParts {
  /** Id of the passage whose quote begins so. Throws if there is none. */
  readonly passageOf: (beginning: string) => string;
  readonly agencyOf: (name: string) => string;
  readonly topicOf: (path: string) => string;
  /** The section about judicial warrants, filled. */
  readonly warrants: BlockNode;
  readonly newId: () => string;
}

/** Fields of the sample memo besides its body. */
export const MEMO = {
  title: 'Decision memo: whose help may a February operation count on?',
  asOf: '2026-01-31',
  audience: 'Counsel to the Governor of Nebraska (invented)',
  citationStyle: 'chicago-notes',
  page: 'letter',
} as const;

/** The sample memo: a decision memo with every kind of block. */
export function memoBody({ passageOf, agencyOf, topicOf, warrants, newId }: MemoParts): BriefingBody {
  const text = (words: string, ...forms: readonly ('bold' | 'italic')[]): InlineNode =>
    forms.length === 0
      ? { type: 'text', text: words }
      : { type: 'text', text: words, marks: forms.map((type) => ({ type })) };
  const inline = (beginning: string, excerpt: string): InlineNode => ({
    type: 'inlineQuote',
    attrs: { useId: newId(), passageId: passageOf(beginning), excerpt },
  });
  const cite = (beginning: string): InlineNode => ({
    type: 'citation',
    attrs: { useId: newId(), passageId: passageOf(beginning) },
  });
  const note = (words: string): InlineNode => ({ type: 'footnote', attrs: { useId: newId(), text: words } });
  const paragraph = (...content: readonly (string | InlineNode)[]): BlockNode => ({
    type: 'paragraph',
    content: content.map((part) => (typeof part === 'string' ? text(part) : part)),
  });
  const heading = (words: string, level = 1): BlockNode => ({
    type: 'heading',
    attrs: { level },
    content: [text(words)],
  });
  const quote = (beginning: string, excerpt: string | null = null): BlockNode => ({
    type: 'quote',
    attrs: { useId: newId(), passageId: passageOf(beginning), excerpt, showCodings: true },
  });
  const cell = (type: 'tableHeader' | 'tableCell', ...content: readonly (string | InlineNode)[]) => ({
    type,
    content: [paragraph(...content)],
  });
  return [
    heading('Decision required'),
    paragraph(
      'Federal officers have asked for local help with operations in February 2026. The Governor’s counsel has to advise by February 6 ',
      text('on whose help such an operation may count', 'italic'),
      ', now that a memorandum of the acting Deputy Attorney General announces that an official who withholds it ',
      inline('An official who knowingly', 'will be considered for prosecution to the fullest extent of the law'),
      '.',
    ),
    heading('Recommendation'),
    paragraph(
      text('Do not plan on local police for civil operations; plan on judicial warrants.', 'bold'),
      ' Every police department that has answered says that it will not take part: Las Vegas officers ',
      inline('Our officers will not take part', 'will not take part in civil immigration enforcement operations'),
      ', Chicago ',
      inline(
        'The Chicago Police Department does not',
        'does not take part in civil immigration enforcement. It will not do so under threat',
      ),
      ', and in Omaha officers ',
      inline('The Omaha Police Department will not', 'will not be assigned to civil immigration operations'),
      '. Only the Alder County Sheriff’s Office offers its help without a warrant, and even it will not run checkpoints.',
      note(
        'Lincoln did not answer the press and has published nothing; its silence is recorded here and counts for no position.',
      ),
    ),
    heading('Where agencies stand'),
    paragraph(
      'The table gives the position of each body on each topic as of January 31, 2026. Words in which one body describes another are left out of it.',
    ),
    {
      type: 'matrix',
      attrs: {
        blockId: newId(),
        columns: 'topic',
        scope: 'archive',
        caption: 'Positions by topic as of January 31, 2026',
      },
    },
    heading('Who helps in what', 2),
    {
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: [
            cell('tableHeader', 'Kind of help'),
            cell('tableHeader', 'To be had from'),
            cell('tableHeader', 'Not to be had from'),
          ],
        },
        {
          type: 'tableRow',
          content: [
            cell('tableCell', text('Officers for civil operations', 'bold')),
            cell(
              'tableCell',
              'State Patrol',
              cite('The State Patrol will support'),
              '; Alder County',
              cite('The Alder County Sheriff’s Office will'),
            ),
            cell('tableCell', 'Las Vegas, Chicago, Omaha, Stockton'),
          ],
        },
        {
          type: 'tableRow',
          content: [
            cell('tableCell', text('Holding on a detainer alone', 'bold')),
            cell('tableCell', 'Alder County, for 48 hours', cite('We will honor every detainer')),
            cell('tableCell', 'Las Vegas', cite('The Department will hold a person')),
          ],
        },
        {
          type: 'tableRow',
          content: [
            cell('tableCell', text('Execution of a judge’s warrant', 'bold')),
            cell('tableCell', 'All that have answered'),
            cell('tableCell', 'None'),
          ],
        },
      ],
    },
    heading('How positions moved'),
    paragraph(
      'One department changed its answer. Omaha said first that it ',
      inline('The Department takes no position', 'takes no position on how that responsibility should be exercised'),
      ' and put another statement in its place a week later.',
    ),
    {
      type: 'timeline',
      attrs: {
        blockId: newId(),
        scope: 'archive',
        agencyIds: [],
        topicIds: [topicOf('Immigration enforcement / Joint operations')],
        caption: 'What was said about joint operations, January 2026',
      },
    },
    { type: 'profile', attrs: { blockId: newId(), agencyId: agencyOf('Omaha Police Department'), quotes: 2 } },
    heading('Common ground: a warrant signed by a judge'),
    paragraph('On one point all of them agree, in nearly the same words.'),
    warrants,
    heading('Options'),
    {
      type: 'orderedList',
      content: [
        {
          type: 'listItem',
          content: [
            paragraph(
              text('Plan on warrants alone (recommended).', 'bold'),
              ' Help is certain and uncontested; a judge has to be asked first.',
            ),
          ],
        },
        {
          type: 'listItem',
          content: [
            paragraph(
              text('Plan on the State Patrol and Alder County.', 'bold'),
              ' Possible within the State; the Patrol helps only ',
              inline('The State Patrol will support', 'within the law and within its means'),
              '.',
            ),
          ],
        },
        {
          type: 'listItem',
          content: [
            paragraph(
              text('Press the cities.', 'bold'),
              ' The memorandum itself sets a limit: ',
              inline(
                'Nothing in this memorandum',
                'Nothing in this memorandum directs a State or local officer to act as an immigration officer',
              ),
              '; Stockton’s City Attorney calls the threat ',
              inline('A threat to prosecute officials', 'a command by another name'),
              ' and will oppose any prosecution.',
            ),
          ],
        },
      ],
    },
    heading('Risks'),
    {
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          content: [
            paragraph(
              'Funds: awards may be suspended until a jurisdiction certifies that it complies with 8 U.S.C. § 1373.',
              cite('Where the law allows'),
            ),
          ],
        },
        {
          type: 'listItem',
          content: [
            paragraph('The Governor has spoken against charging local officials, which the memorandum announces:'),
            quote('A chief who disagrees with me'),
          ],
        },
      ],
    },
    heading('Sources'),
    { type: 'sources', attrs: { blockId: newId() } },
    heading('Method'),
    { type: 'method', attrs: { blockId: newId() } },
  ];
}
