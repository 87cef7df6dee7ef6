import { AlignmentType, HeadingLevel, LevelFormat, type Paragraph, type ParagraphChild, type Table } from 'docx';
import type { ReportBlock, ReportPosition } from '../domain/report.ts';
import { matrixPart } from './docx-matrix.ts';
import { type DocxPage, letter, lines, type Setting, stance, text } from './docx-page.ts';
import { briefQuotePart, quotePart } from './docx-quotes.ts';
import { sourcePart } from './docx-source-list.ts';
import { factTable, plainTable, writtenTable } from './docx-tables.ts';
import { timelinePart } from './docx-timeline.ts';
import { ownHeading, plural, positionLabel } from './wording.ts';

type Block<Kind extends ReportBlock['kind']> = Extract<ReportBlock, { readonly kind: Kind }>;
type Part = Paragraph | Table;

const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const LIST_INDENT = 425;
const DEEPEST_LIST = 8;
const BULLETS = ['•', '–', '◦'];

/** The blocks of a briefing from top to bottom. */
export function blockParts(page: DocxPage, blocks: readonly ReportBlock[], setting: Setting): readonly Part[] {
  return blocks.flatMap((block, index) => {
    const heading = ownHeading(blocks, index);
    return [
      ...(heading === null ? [] : [page.paragraph({ heading: HeadingLevel.HEADING_1, children: [text(heading)] })]),
      ...blockPart(page, block, setting),
    ];
  });
}

function blockPart(page: DocxPage, block: ReportBlock, setting: Setting): readonly Part[] {
  switch (block.kind) {
    case 'heading':
      return headingPart(page, block);
    case 'paragraph':
      // An empty line between paragraphs is the room that the style gives them already.
      if (block.content.length === 0 && setting.style === 'BodyText') return [];
      return [paragraph(page, page.inlines(block.content), setting)];
    case 'list':
      return listPart(page, block, setting);
    case 'table':
      return writtenTable(page, block, setting, (content, inner) => blockParts(page, content, inner));
    case 'quote':
      return block.isBrief
        ? briefQuotePart(page, block.use, block.showCodings, setting.indent)
        : quotePart(page, block.use, block.showCodings, setting.indent);
    case 'gap':
      return [page.paragraph({ style: 'Gap', ...indented(setting), children: [text(`[${block.reason}]`)] })];
    case 'matrix':
      return matrixPart(page, block, setting.width);
    case 'timeline':
      return timelinePart(page, block, setting.width);
    case 'profile':
      return profilePart(page, block, setting);
    case 'sources':
      return sourcePart(page, setting.width);
    case 'method':
      return methodPart(page, block, setting);
    case 'pageBreak':
      page.breakPage();
      return [];
  }
}

const indented = ({ indent }: Setting) => (indent === 0 ? {} : { indent: { left: indent } });

function paragraph(page: DocxPage, children: readonly ParagraphChild[], setting: Setting): Paragraph {
  return page.paragraph({ style: setting.style, ...indented(setting), children: [...children] });
}

function headingPart(page: DocxPage, { level, content, subheading, stance: mark }: Block<'heading'>): readonly Part[] {
  return [
    page.paragraph({
      heading: HEADINGS[level],
      ...(subheading === '' ? {} : { spacing: { after: 40 } }),
      children: [...(mark === null ? [] : [letter(mark), text('\u00a0 ')]), ...page.inlines(content)],
    }),
    ...(subheading === '' ? [] : [page.paragraph({ style: 'HeadingNote', children: [text(subheading)] })]),
  ];
}

/** The numbering of one list; a list that begins at another number has one of its own. */
function numbering(ordered: boolean, start: number) {
  return {
    reference: ordered ? `ordered-${start}` : 'bullets',
    levels: Array.from({ length: DEEPEST_LIST + 1 }, (_value, level) => ({
      level,
      format: ordered ? LevelFormat.DECIMAL : LevelFormat.BULLET,
      text: ordered ? `%${level + 1}.` : (BULLETS[level % BULLETS.length] ?? '•'),
      start: ordered ? start : 1,
      alignment: AlignmentType.LEFT,
      style: { paragraph: { indent: { left: LIST_INDENT * (level + 1), hanging: LIST_INDENT } } },
    })),
  };
}

function listPart(page: DocxPage, { ordered, start, items }: Block<'list'>, setting: Setting): readonly Part[] {
  const instance = page.nextList();
  const level = Math.min(setting.depth, DEEPEST_LIST);
  const indent = setting.indent + LIST_INDENT;
  const inner: Setting = { ...setting, depth: setting.depth + 1, indent, width: setting.width - LIST_INDENT };
  return items.flatMap((item): readonly Part[] => {
    const [first, ...rest] = item;
    const isWritten = first?.kind === 'paragraph';
    const sign = page.paragraph({
      style: setting.style !== 'BodyText' ? setting.style : ordered ? 'ListNumber' : 'ListBullet',
      numbering: { reference: numbering(ordered, start), level, instance, custom: true },
      indent: { left: indent, hanging: LIST_INDENT },
      ...(isWritten ? {} : { keepNext: true }),
      children: isWritten ? [...page.inlines(first.content)] : [],
    });
    return [sign, ...blockParts(page, isWritten ? rest : item, inner)];
  });
}

function profilePart(page: DocxPage, block: Block<'profile'>, setting: Setting): readonly Part[] {
  const { agency, particulars, positions, quotes } = block;
  const title = `Positions of ${agency}`;
  return [
    page.paragraph({ style: 'ProfileName', children: [text(agency)] }),
    ...(particulars === '' ? [] : [page.paragraph({ style: 'HeadingNote', children: [text(particulars)] })]),
    ...(positions.length === 0
      ? [page.paragraph({ style: 'Facts', children: [text('No position is recorded.')] })]
      : [
          ...page.beforeTable(),
          plainTable(page, {
            width: setting.width,
            title,
            description: `${plural(positions.length, 'topic')} with the latest stance, since when, and the stance before.`,
            shares: [30, 34, 18, 18],
            head: ['Topic', 'Position', 'Since', 'Before'],
            rows: positions.map((position) => [
              [text(position.topic ?? 'No topic named', { bold: true })],
              positionRuns(position),
              [text(position.since ?? 'not known')],
              [text(position.previous.length === 0 ? '–' : position.previous.map(({ name }) => name).join(', '))],
            ]),
          }),
          page.paragraph({ style: 'Spacer' }),
        ]),
    ...quotes.flatMap((use) => quotePart(page, use, true, setting.indent)),
  ];
}

function positionRuns(position: ReportPosition): readonly ParagraphChild[] {
  return [
    ...position.stances.flatMap((mark, index) => [...(index === 0 ? [] : [text('', { break: 1 })]), ...stance(mark)]),
    ...(position.state === 'clear' ? [] : [text(`  (${positionLabel(position).toLowerCase()})`)]),
  ];
}

function methodPart(page: DocxPage, { facts, paragraphs }: Block<'method'>, setting: Setting): readonly Part[] {
  return [
    ...(facts.length === 0 ? [] : [...factTable(page, facts, setting.width), page.paragraph({ style: 'Spacer' })]),
    ...paragraphs.map((words) => paragraph(page, lines(words), setting)),
  ];
}
