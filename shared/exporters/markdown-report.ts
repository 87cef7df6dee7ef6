import type { ComposedCoding, ComposedSource, StanceMark } from '../domain/composed-briefing.ts';
import { briefWords } from '../domain/evidence-mark.ts';
import type { QuoteUse, Report, ReportBlock, ReportInline, ReportPosition } from '../domain/report.ts';
import { codeSpan, escapeInline, escapeStart, linkTo, writeTexts } from './markdown-text.ts';
import {
  codingParticulars,
  frontFacts,
  isUseFlagged,
  labelOfUse,
  lapsedNote,
  matrixCaption,
  ownHeading,
  pageText,
  positionLabel,
  reasonOfUse,
  timelineCaption,
  verificationLine,
  versionText,
} from './wording.ts';

type Block<Kind extends ReportBlock['kind']> = Extract<ReportBlock, { readonly kind: Kind }>;

/** Writes a briefing as Markdown with pipe tables and footnotes, as Pandoc and GitHub read it. Ends in a line break. */
export function renderReportMarkdown(report: Report): string {
  const writer = new MarkdownWriter(report);
  const facts = frontFacts(report).map(({ label, value }) => `**${label}:** ${escapeInline(value)}`);
  const blocks = [
    `# ${escapeInline(report.title)}`,
    facts.join(' · '),
    `**${report.flagged.length > 0 ? '⚠ ' : ''}${verificationLine(report)}**`,
    ...(report.flagged.length === 0
      ? []
      : [report.flagged.map((use) => `- Quote ${use.quote.number}: ${writeFlag(use)}`).join('\n')]),
    ...writer.blocks(report.blocks),
  ];
  if (report.bibliography.length > 0) {
    blocks.push('## Bibliography', ...report.bibliography.map(({ text }) => escapeStart(writeTexts(text).trim())));
  }
  if (report.notes.length > 0) {
    blocks.push(report.notes.map(({ number, text }) => `[^${number}]: ${writeTexts(text).trim()}`).join('\n\n'));
  }
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const writeFlag = (use: QuoteUse): string => `${escapeInline(labelOfUse(use))}. ${escapeInline(reasonOfUse(use))}`;

const stancePrefix = (stance: StanceMark | null): string =>
  stance === null ? '' : `\\[${escapeInline(stance.letter)}\\] `;

const stanceName = (stance: StanceMark): string => `${stancePrefix(stance)}${escapeInline(stance.name)}`;

class MarkdownWriter {
  readonly #report: Report;
  #tables = 0;
  #figures = 0;

  constructor(report: Report) {
    this.#report = report;
  }

  /** Blocks as Markdown, each to stand between empty lines. */
  blocks(blocks: readonly ReportBlock[]): readonly string[] {
    return blocks.flatMap((block, index) => {
      const heading = ownHeading(blocks, index);
      return [...(heading === null ? [] : [`## ${heading}`]), ...this.#block(block)];
    });
  }

  #block(block: ReportBlock): readonly string[] {
    switch (block.kind) {
      case 'heading': {
        const words = `${'#'.repeat(block.level + 1)} ${stancePrefix(block.stance)}${writeInlines(block.content, ' ')}`;
        return block.subheading === '' ? [words] : [words, `*${escapeInline(block.subheading)}*`];
      }
      case 'paragraph':
        return [writeParagraph(block.content)];
      case 'list':
        return [this.#list(block)];
      case 'table':
        return [this.#table(block)];
      case 'quote':
        return [block.isBrief ? writeBrief(block.use) : writeQuote(block.use, block.showCodings)];
      case 'gap':
        return [`*\\[${escapeInline(block.reason)}\\]*`];
      case 'matrix':
        return this.#matrix(block);
      case 'timeline':
        return this.#timeline(block);
      case 'profile':
        return writeProfile(block);
      case 'sources':
        return this.#report.sources.map(writeSource);
      case 'method':
        return [
          block.facts.map(({ label, value }) => `- **${escapeInline(label)}:** ${escapeInline(value)}`).join('\n'),
          ...block.paragraphs.map((paragraph) => escapeStart(escapeInline(paragraph))),
        ];
      case 'pageBreak':
        return ['* * *'];
    }
  }

  #list({ ordered, start, items }: Block<'list'>): string {
    return items
      .map((item, index) => {
        const sign = ordered ? `${start + index}. ` : '- ';
        const indent = ' '.repeat(sign.length);
        return (
          sign +
          this.blocks(item)
            .join('\n\n')
            .replace(/\n(?!\n)/g, `\n${indent}`)
        );
      })
      .join('\n');
  }

  #table({ hasHead, rows }: Block<'table'>): string {
    this.#tables += 1;
    const grid = spread(rows);
    const width = Math.max(1, ...grid.map((row) => row.length));
    const cells = grid.map((row) =>
      Array.from({ length: width }, (_, column) => {
        const content = row[column];
        return content === undefined ? '' : this.#cell(content);
      }),
    );
    const [head = [], ...body] = hasHead ? cells : [Array.from({ length: width }, () => ''), ...cells];
    return [writeRow(head), writeRow(head.map(() => '---')), ...body.map(writeRow)].join('\n');
  }

  /** What stands in a cell has to stand in one line. */
  #cell(content: readonly ReportBlock[]): string {
    return content
      .map((block) =>
        block.kind === 'paragraph'
          ? writeInlines(block.content, '<br>')
          : this.#block(block).join('<br>').replace(/^> ?/gm, '').replace(/\n+/g, '<br>'),
      )
      .join('<br>');
  }

  #matrix(matrix: Block<'matrix'>): readonly string[] {
    if (matrix.rows.length === 0)
      return [`*${escapeInline(matrix.caption || 'Stances by agency')}: there is nothing to count.*`];
    this.#tables += 1;
    const isByStance = matrix.columns.every(({ stance }) => stance !== null);
    const cell = ({ count, stances }: Block<'matrix'>['rows'][number]['cells'][number]): string => {
      if (count === 0) return '–';
      const letters = stances.map((mark) => escapeInline(mark.letter)).join(', ');
      return isByStance || letters === '' ? String(count) : `${count} (${letters})`;
    };
    const lines = [
      writeRow([
        'Agency',
        ...matrix.columns.map(({ name, stance }) => `${stancePrefix(stance)}${escapeInline(name)}`),
        'Total',
      ]),
      writeRow(['---', ...matrix.columns.map(() => '--:'), '--:']),
      ...matrix.rows.map(({ agency, cells, total }) =>
        writeRow([escapeInline(agency), ...cells.map(cell), String(total)]),
      ),
      writeRow(['**All**', ...matrix.totals.map((total) => `**${total}**`), `**${matrix.total}**`]),
    ];
    const absent = matrix.absent.map(escapeInline).join('; ');
    return [
      `*Table ${this.#tables}. ${escapeInline(matrixCaption(matrix))}*`,
      lines.join('\n'),
      ...(absent === '' ? [] : [`No quote in this briefing: ${absent}.`]),
      ...(matrix.lapsed.length === 0 ? [] : [escapeInline(lapsedNote(matrix))]),
    ];
  }

  #timeline({ caption, entries }: Block<'timeline'>): readonly string[] {
    if (entries.length === 0)
      return [`*${escapeInline(caption || 'Positions by date')}: nothing dated falls into it.*`];
    this.#figures += 1;
    const lines = entries.map(({ dateText, agency, stance, topic, source, isChange }) =>
      writeRow([
        escapeInline(dateText),
        escapeInline(agency),
        `${stanceName(stance)}${isChange ? ' (change of position)' : ''}`,
        topic === null ? '–' : escapeInline(topic),
        escapeInline(source),
      ]),
    );
    const head = ['Date', 'Agency', 'Stance', 'Topic', 'Source'];
    return [
      `*Figure ${this.#figures}. ${escapeInline(timelineCaption(caption))}*`,
      [writeRow(head), writeRow(head.map(() => '---')), ...lines].join('\n'),
    ];
  }
}

const writeRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Cells in rows and columns; those that another one reaches over are left empty. */
function spread(rows: Block<'table'>['rows']): readonly (readonly (readonly ReportBlock[] | undefined)[])[] {
  const grid: (readonly ReportBlock[] | undefined)[][] = rows.map(() => []);
  rows.forEach((row, index) => {
    let column = 0;
    for (const { colspan, rowspan, content } of row) {
      const line = grid[index] ?? [];
      while (column in line) column += 1;
      for (let down = 0; down < rowspan; down += 1) {
        for (let across = 0; across < colspan; across += 1) {
          const target = grid[index + down];
          if (target !== undefined) target[column + across] = down + across === 0 ? content : undefined;
        }
      }
      column += colspan;
    }
  });
  return grid;
}

function writeParagraph(content: readonly ReportInline[]): string {
  return writeInlines(content, '\\\n').split('\n').map(escapeStart).join('\n');
}

function writeInlines(content: readonly ReportInline[], lineBreak: string): string {
  return content
    .map((inline) => writeInline(inline, lineBreak))
    .join('')
    .trim();
}

function writeInline(inline: ReportInline, lineBreak: string): string {
  switch (inline.kind) {
    case 'text':
      return writeTexts([inline.text]);
    case 'break':
      return lineBreak;
    case 'quote':
      return `“${escapeInline(inline.use.printed)}”${writeSign(inline.use)}${writeCitation(inline.use)}`;
    case 'citation':
      return writeCitation(inline.use);
    case 'note':
      return `[^${inline.number}]`;
  }
}

/** A note's mark, or the citation as it stands in the text. */
function writeCitation({ note, inText }: QuoteUse): string {
  if (note !== null) return `[^${note}]`;
  return inText.length === 0 ? '' : ` ${writeTexts(inText).trim()}`;
}

const writeSign = (use: QuoteUse): string => (isUseFlagged(use) ? ` **\\[⚠ ${escapeInline(labelOfUse(use))}\\]**` : '');

function writeQuote(use: QuoteUse, showCodings: boolean): string {
  const lines = [
    `${escapeStart(escapeInline(use.printed))}${writeCitation(use)}`,
    '',
    `— ${[...(showCodings ? use.codings.map(writeCoding) : []), escapeInline(originOf(use)), labelOfUse(use)].join(' · ')}`,
  ];
  if (isUseFlagged(use)) lines.push('', `**⚠ ${writeFlag(use)}**`);
  return lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n');
}

function writeBrief(use: QuoteUse): string {
  return `> “${escapeStart(escapeInline(briefWords(use)))}”${writeSign(use)}${writeCitation(use)} (in full above)`;
}

function originOf({ quote }: QuoteUse): string {
  const { source } = quote;
  const page = pageText(quote).map((words) => words.replace('\u00a0', ' '));
  const facts = [source.title, ...(source.issuer === null ? [] : [source.issuer]), source.dateIssued ?? 'undated'];
  return [...facts, ...page].join(', ') + versionText(source);
}

function writeCoding(coding: ComposedCoding): string {
  const words = codingParticulars(coding);
  const particulars = words === '' ? '' : ` (${escapeInline(words)})`;
  return `**${escapeInline(coding.agency.name)}** ${stanceName(coding.stance)}${particulars}`;
}

function writeProfile({ agency, particulars, positions, quotes }: Block<'profile'>): readonly string[] {
  const lines = positions.map((position) => `- ${writePosition(position)}`);
  return [
    `**${escapeInline(agency)}**${particulars === '' ? '' : ` · ${escapeInline(particulars)}`}`,
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
    ...quotes.map((use) => writeQuote(use, true)),
  ];
}

function writePosition(position: ReportPosition): string {
  const facts = [
    ...(position.state === 'clear' ? [] : [positionLabel(position)]),
    ...(position.since === null ? [] : [`since ${escapeInline(position.since)}`]),
    ...(position.previous.length === 0
      ? []
      : [`before that: ${position.previous.map(({ name }) => escapeInline(name)).join(', ')}`]),
  ];
  const topic = position.topic === null ? '' : `**${escapeInline(position.topic)}:** `;
  const rest = facts.length === 0 ? '' : ` (${facts.join('; ')})`;
  return `${topic}${position.stances.map(stanceName).join(', ')}${rest}`;
}

function writeSource(source: ComposedSource): string {
  const facts = [
    ...(source.issuer === null ? [] : [`Issuer: ${escapeInline(source.issuer)}`]),
    `Kind: ${escapeInline(source.kind)}`,
    `Issued: ${source.dateIssued ?? 'not known'}`,
    `Captured: ${source.dateCaptured ?? 'not known'}`,
    ...(source.url === null ? [] : [`URL: ${linkTo(source.url)}`]),
    ...(source.withdrawal === null ? [] : [`**${escapeInline(source.withdrawal)}**`]),
    `File: ${codeSpan(source.fileName)}${versionText(source)}`,
    `SHA-256: \`${source.sha256}\``,
  ];
  const title = `${source.number}. **${escapeInline(source.title)}**`;
  return [title, ...facts.map((fact) => `${' '.repeat(String(source.number).length + 2)}- ${fact}`)].join('\n');
}
