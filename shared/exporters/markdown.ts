import type {
  ComposedBriefing,
  ComposedCoding,
  ComposedEntry,
  ComposedMatrix,
  ComposedQuote,
  ComposedSource,
  StanceMark,
} from '../domain/composed-briefing.ts';
import {
  checkLabel,
  codingParticulars,
  flagReason,
  methodFacts,
  methodNote,
  referenceText,
  safeUrl,
  verificationLine,
  versionText,
} from './wording.ts';

/** Writes a briefing as Markdown (CommonMark with tables and footnotes). Ends in a line break. */
export function renderBriefingMarkdown(briefing: ComposedBriefing): string {
  const facts = methodFacts(briefing).map(({ label, value }) => `**${label}:** ${escapeInline(value)}`);
  const blocks = [
    `# ${escapeInline(briefing.title)}`,
    facts.join(' · '),
    `**${briefing.flagged.length > 0 ? '⚠ ' : ''}${verificationLine(briefing)}**`,
    ...briefing.introduction.map(renderParagraph),
    ...renderMatrix(briefing.matrix),
  ];
  for (const section of briefing.sections) {
    blocks.push(`## ${stancePrefix(section.stance)}${escapeInline(section.heading)}`);
    if (section.subheading !== '') blocks.push(`*${escapeInline(section.subheading)}*`);
    for (const group of section.groups) {
      if (group.heading !== null) blocks.push(`### ${stancePrefix(group.stance)}${escapeInline(group.heading)}`);
      blocks.push(...group.entries.map(renderEntry));
    }
  }
  if (briefing.sources.length > 0) blocks.push('## Sources', ...briefing.sources.map(renderSource));
  if (briefing.quotes.length > 0) {
    blocks.push('## Method', methodNote(briefing), '## Notes', briefing.quotes.map(renderNote).join('\n'));
  }
  return `${blocks.join('\n\n')}\n`;
}

const stancePrefix = (stance: StanceMark | null): string =>
  stance === null ? '' : `\\[${escapeInline(stance.letter)}\\] `;

function renderMatrix(matrix: ComposedMatrix): readonly string[] {
  if (matrix.rows.length === 0) return [];
  const cell = (count: number): string => (count === 0 ? '–' : String(count));
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = [
    row(['Agency', ...matrix.stances.map((mark) => `${stancePrefix(mark)}${escapeInline(mark.name)}`), 'Total']),
    row(['---', ...matrix.stances.map(() => '--:'), '--:']),
    ...matrix.rows.map(({ agency, counts, total }) =>
      row([escapeInline(agency.name), ...counts.map(cell), String(total)]),
    ),
    row(['**All**', ...matrix.totals.map((total) => `**${total}**`), `**${matrix.total}**`]),
  ];
  const absent = matrix.absent.map((mark) => escapeInline(mark.name)).join('; ');
  return ['## Summary', lines.join('\n'), ...(absent === '' ? [] : [`No quote in this briefing: ${absent}.`])];
}

function renderEntry({ quote, codings }: ComposedEntry): string {
  const stances = codings.map(
    (coding) =>
      `**${escapeInline(coding.agency.name)}** ${stancePrefix(coding.stance)}${escapeInline(coding.stance.name)}${particulars(coding)}`,
  );
  const lines = [
    `${escapeStart(escapeInline(quote.text))}[^${quote.number}]`,
    '',
    `— ${[...stances, escapeInline(referenceText(quote)), checkLabel(quote)].join(' · ')}`,
  ];
  if (quote.isFlagged) lines.push('', `**⚠ ${checkLabel(quote)}:** ${escapeInline(flagReason(quote))}`);
  return lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n');
}

function particulars(coding: ComposedCoding): string {
  const words = codingParticulars(coding);
  return words === '' ? '' : ` (${escapeInline(words)})`;
}

function renderSource(source: ComposedSource): string {
  const facts = [
    ...(source.issuer === null ? [] : [`Issuer: ${escapeInline(source.issuer)}`]),
    `Kind: ${source.kind}`,
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

function renderNote(quote: ComposedQuote): string {
  const url = quote.source.url === null ? '' : ` ${linkTo(quote.source.url)}.`;
  return `[^${quote.number}]: ${escapeInline(referenceText(quote))}.${url} Source ${quote.source.number}. ${checkLabel(quote)}.`;
}

function renderParagraph(paragraph: string): string {
  return paragraph
    .split('\n')
    .map((line) => escapeStart(escapeInline(line)))
    .join('\\\n');
}

/** An autolink where the address is a web address, else a code span. */
function linkTo(url: string): string {
  const safe = safeUrl(url);
  return safe === null ? codeSpan(url) : `<${safe}>`;
}

function codeSpan(text: string): string {
  const flat = flatten(text);
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = longest > 0 ? ' ' : '';
  return `${fence}${padding}${flat}${padding}${fence}`;
}

function flatten(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\v\f\r\u0085]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Plain text for one line: every character that Markdown or HTML would read as a sign is escaped. */
function escapeInline(text: string): string {
  return flatten(text).replace(/[\\`*_[\]<>|~&]/g, '\\$&');
}

/** Escapes what would make a line a heading, a list or a rule. */
function escapeStart(line: string): string {
  return line.replace(/^(\s*)(?:([#+=-])|(\d+)([.)]))/, (_, space: string, sign, digits, point) =>
    sign === undefined ? `${space}${digits}\\${point}` : `${space}\\${sign}`,
  );
}
