import type { StanceMark } from '../domain/composed-briefing.ts';
import type { Report, ReportBlock, ReportInline, ReportPosition } from '../domain/report.ts';
import { type HtmlPage, renderLetter, renderOptionalLetter, renderStance } from './html-page.ts';
import { renderBriefQuote, renderCitation, renderInlineQuote, renderQuote } from './html-quote.ts';
import { escapeHtml, renderTexts, renderUrl } from './html-text.ts';
import { renderTimeline } from './html-timeline.ts';
import { lapsedNote, MOST_NAMED_COLUMNS, matrixCaption, ownHeading, positionLabel, versionText } from './wording.ts';

type Block<Kind extends ReportBlock['kind']> = Extract<ReportBlock, { readonly kind: Kind }>;

/** The blocks of a briefing from top to bottom. */
export function renderBlocks(page: HtmlPage, report: Report, blocks: readonly ReportBlock[]): string {
  return blocks
    .map((block, index) => {
      const heading = ownHeading(blocks, index);
      return `${heading === null ? '' : page.heading(1, heading, heading)}${renderBlock(page, report, block)}`;
    })
    .join('');
}

function renderBlock(page: HtmlPage, report: Report, block: ReportBlock): string {
  switch (block.kind) {
    case 'heading':
      return renderHeading(page, block);
    case 'paragraph':
      return `<p dir="auto">${renderInlines(page, block.content)}</p>\n`;
    case 'list':
      return renderList(page, report, block);
    case 'table':
      return renderTable(page, report, block);
    case 'quote':
      return block.isBrief
        ? renderBriefQuote(page, block.use, block.showCodings)
        : renderQuote(page, block.use, block.showCodings);
    case 'gap':
      return `<p class="gap">[${escapeHtml(block.reason)}]</p>\n`;
    case 'matrix':
      return renderMatrix(page, block);
    case 'timeline':
      return renderTimeline(page, block.caption, block.entries);
    case 'profile':
      return renderProfile(page, block);
    case 'sources':
      return renderSources(report);
    case 'method':
      return renderMethod(block);
    case 'pageBreak':
      return '<hr class="page-break">\n';
  }
}

/** Words, quotes, citations and marks of notes in a line. */
function renderInlines(page: HtmlPage, content: readonly ReportInline[]): string {
  return content.map((inline) => renderInline(page, inline)).join('');
}

function renderInline(page: HtmlPage, inline: ReportInline): string {
  switch (inline.kind) {
    case 'text':
      return renderTexts([inline.text]);
    case 'break':
      return '<br>';
    case 'quote':
      return renderInlineQuote(page, inline.use);
    case 'citation':
      return renderCitation(page, inline.use);
    case 'note':
      return page.noteMark(inline.number);
  }
}

/** The words of a heading without marks of notes. */
const plainInlines = (content: readonly ReportInline[]): string =>
  content
    .map((inline) => (inline.kind === 'text' ? inline.text.text : inline.kind === 'quote' ? inline.use.printed : ' '))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

function renderHeading(page: HtmlPage, block: Block<'heading'>): string {
  const heading = page.heading(
    block.level,
    `${renderOptionalLetter(page, block.stance)}${renderInlines(page, block.content)}`,
    plainInlines(block.content),
  );
  return block.subheading === '' ? heading : `${heading}<p class="subheading">${escapeHtml(block.subheading)}</p>\n`;
}

function renderList(page: HtmlPage, report: Report, { ordered, start, items }: Block<'list'>): string {
  const tag = ordered ? 'ol' : 'ul';
  const from = ordered && start !== 1 ? ` start="${start}"` : '';
  const rows = items.map((item) => {
    const [first, ...rest] = item;
    // The first paragraph stands right beside its sign.
    if (first?.kind !== 'paragraph') return `<li>${renderBlocks(page, report, item)}</li>`;
    return `<li>${renderInlines(page, first.content)}${rest.length === 0 ? '' : `\n${renderBlocks(page, report, rest)}`}</li>`;
  });
  return `<${tag}${from}>\n${rows.join('\n')}\n</${tag}>\n`;
}

function renderTable(page: HtmlPage, report: Report, { hasHead, rows }: Block<'table'>): string {
  const number = page.nextTable();
  const body = rows.map((row, index) => {
    const cells = row.map(({ isHead, colspan, rowspan, content }) => {
      const inHead = hasHead && index === 0;
      const scope = inHead ? (colspan > 1 ? 'colgroup' : 'col') : rowspan > 1 ? 'rowgroup' : 'row';
      const tag = isHead || inHead ? 'th' : 'td';
      const spans = `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`;
      const only = content.length === 1 ? content[0] : undefined;
      const html = only?.kind === 'paragraph' ? renderInlines(page, only.content) : renderBlocks(page, report, content);
      return `<${tag}${tag === 'th' ? ` scope="${scope}"` : ''}${spans}>${html}</${tag}>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const head = hasHead ? `<thead>\n${body[0] ?? ''}\n</thead>\n` : '';
  const name = `Table ${number}`;
  return `<div class="scroll" tabindex="0" role="region" aria-label="${name}"><table class="written">
<caption><span class="label">${name}</span></caption>
${head}<tbody>
${body.slice(hasHead ? 1 : 0).join('\n')}
</tbody>
</table></div>
`;
}

function renderMatrix(page: HtmlPage, matrix: Block<'matrix'>): string {
  if (matrix.rows.length === 0)
    return `<p class="absent">${escapeHtml(matrix.caption || 'Stances by agency')}: there is nothing to count.</p>\n`;
  const number = page.nextTable();
  const marks = matrix.columns.flatMap(({ stance }) => (stance === null ? [] : [stance]));
  const isLetters = marks.length === matrix.columns.length && marks.length > MOST_NAMED_COLUMNS;
  const heads = matrix.columns.map(({ name, stance }) => {
    if (stance === null) return `<th scope="col">${escapeHtml(name)}</th>`;
    if (!isLetters) return `<th scope="col">${renderStance(page, stance)}</th>`;
    return `<th scope="col"><abbr title="${escapeHtml(name)}" class="${page.colorClass(stance)}">${renderLetter(stance)}</abbr></th>`;
  });
  const rows = matrix.rows.map(({ agency, jurisdiction, cells, total }) => {
    const where = jurisdiction === '' ? '' : `<span class="where">${escapeHtml(jurisdiction)}</span>`;
    const row = cells.map(({ count, stances }) => renderCell(page, count, stances)).join('');
    return `<tr><th scope="row">${escapeHtml(agency)}${where}</th>${row}<td class="total">${total}</td></tr>`;
  });
  const shown = new Map<string, StanceMark>();
  if (marks.length < matrix.columns.length) {
    for (const { cells } of matrix.rows)
      for (const mark of cells.flatMap(({ stances }) => stances)) shown.set(mark.id, mark);
  }
  const legend = isLetters ? marks : [...shown.values()];
  return `<div class="scroll" tabindex="0" role="region" aria-labelledby="table-${number}"><table class="matrix">
<caption id="table-${number}"><span class="label">Table ${number}.</span> ${escapeHtml(matrixCaption(matrix))}</caption>
<thead><tr><th scope="col">Agency</th>${heads.join('')}<th scope="col" class="total">Total</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
<tfoot><tr><th scope="row">All agencies</th>${matrix.totals.map((total) => `<td>${total}</td>`).join('')}<td class="total">${matrix.total}</td></tr></tfoot>
</table></div>
${legend.length === 0 ? '' : `<p class="legend">${legend.map((mark) => renderStance(page, mark)).join(' ')}</p>\n`}${
  matrix.absent.length === 0
    ? ''
    : `<p class="absent">No quote in this briefing: ${matrix.absent.map(escapeHtml).join('; ')}.</p>\n`
}${matrix.lapsed.length === 0 ? '' : `<p class="absent">${escapeHtml(lapsedNote(matrix))}</p>\n`}`;
}

function renderCell(page: HtmlPage, count: number, stances: readonly StanceMark[]): string {
  const [first] = stances;
  if (count === 0 || first === undefined) return `<td class="none">${count === 0 ? '–' : count}</td>`;
  const letters = stances
    .map(
      (mark) => `<abbr title="${escapeHtml(mark.name)}" class="${page.colorClass(mark)}">${renderLetter(mark)}</abbr>`,
    )
    .join('');
  return `<td><span class="cell ${page.colorClass(first)}">${letters}<span class="count">${count}</span></span></td>`;
}

function renderProfile(page: HtmlPage, { agency, particulars, positions, quotes }: Block<'profile'>): string {
  const list = positions.map((position) => {
    const topic = position.topic === null ? 'No topic named' : escapeHtml(position.topic);
    return `<div><dt>${topic}</dt><dd>${renderPosition(page, position)}</dd></div>`;
  });
  const line = particulars === '' ? '' : `<p class="subheading">${escapeHtml(particulars)}</p>\n`;
  const body = list.length === 0 ? '<p class="absent">No position is recorded.</p>\n' : `<dl>${list.join('')}</dl>\n`;
  return `<div class="profile">
${page.subheading(escapeHtml(agency), 'profile-name')}${line}${body}</div>
${quotes.map((use) => renderQuote(page, use, true)).join('')}`;
}

function renderPosition(page: HtmlPage, position: ReportPosition): string {
  const stances = position.stances.map((mark) => renderStance(page, mark)).join(' ');
  const facts = [
    ...(position.state === 'clear' ? [] : [positionLabel(position)]),
    ...(position.since === null ? [] : [`since ${escapeHtml(position.since)}`]),
    ...(position.previous.length === 0
      ? []
      : [`before that: ${position.previous.map(({ name }) => escapeHtml(name)).join(', ')}`]),
  ];
  return `${stances}${facts.length === 0 ? '' : ` <span class="particulars">${facts.join('; ')}</span>`}`;
}

function renderSources({ sources }: Report): string {
  if (sources.length === 0) return '<p class="absent">No source is cited.</p>\n';
  const items = sources.map((source) => {
    const facts: readonly (readonly [string, string])[] = [
      ...(source.issuer === null ? [] : [['Issuer', escapeHtml(source.issuer)] as const]),
      ['Issued', escapeHtml(source.dateIssued ?? 'not known')],
      ['Captured', escapeHtml(source.dateCaptured ?? 'not known')],
      ...(source.withdrawal === null ? [] : [['Status', `<strong>${escapeHtml(source.withdrawal)}</strong>`] as const]),
      ...(source.url === null ? [] : [['Address', renderUrl(source.url)] as const]),
      ['File', `<span class="file">${escapeHtml(source.fileName)}</span>${escapeHtml(versionText(source))}`],
      ['SHA-256', `<code>${escapeHtml(source.sha256)}</code>`],
    ];
    const list = facts.map(([label, value]) => `<div><dt>${label}</dt><dd>${value}</dd></div>`).join('');
    return `<li id="source-${source.number}" value="${source.number}"><p class="source"><cite>${escapeHtml(source.title)}</cite> <span class="kind">${escapeHtml(source.kind)}</span></p><dl>${list}</dl></li>`;
  });
  return `<ol class="sources">\n${items.join('\n')}\n</ol>\n`;
}

function renderMethod({ facts, paragraphs }: Block<'method'>): string {
  const list = facts.map(({ label, value }) => `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`);
  const words = paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>\n`).join('');
  return `<div class="method">\n${list.length === 0 ? '' : `<dl>${list.join('')}</dl>\n`}${words}</div>\n`;
}
