import type {
  ComposedBriefing,
  ComposedCoding,
  ComposedEntry,
  ComposedMatrix,
  ComposedQuote,
  ComposedSection,
  ComposedSource,
  StanceMark,
} from '../domain/composed-briefing.ts';
import { BRIEFING_STYLE } from './html-style.ts';
import { printedColor, textOn } from './stance-color.ts';
import {
  checkLabel,
  codingParticulars,
  flagReason,
  MOST_NAMED_COLUMNS,
  methodFacts,
  methodNote,
  pageText,
  plural,
  referenceText,
  safeUrl,
  verificationLine,
  versionText,
} from './wording.ts';

/**
 * Writes a briefing as one self-contained HTML page: inline style only, no script, nothing loaded. It is also the
 * preview in the window.
 */
export function renderBriefingHtml(briefing: ComposedBriefing): string {
  const title = escapeHtml(briefing.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Standpoint">
<title>${title}</title>
<style>${BRIEFING_STYLE}</style>
</head>
<body>
<main>
<header class="front">
<p class="eyebrow">Briefing</p>
<h1>${title}</h1>
<dl class="facts">${methodFacts(briefing)
    .map(({ label, value }) => `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`)
    .join('')}</dl>
${renderVerification(briefing)}
</header>
${renderIntroduction(briefing.introduction)}${renderMatrix(briefing.matrix)}${briefing.sections
  .map(renderSection)
  .join('')}${renderNotes(briefing.quotes)}${renderSources(briefing.sources)}${renderMethod(briefing)}</main>
</body>
</html>
`;
}

function renderVerification(briefing: ComposedBriefing): string {
  const line = escapeHtml(verificationLine(briefing));
  if (briefing.quotes.length === 0) return `<p class="verification empty">${line}</p>`;
  if (briefing.flagged.length === 0) {
    return `<p class="verification good"><span class="sign" aria-hidden="true">✓</span> ${line}</p>`;
  }
  const items = briefing.flagged
    .map(
      (quote) =>
        `<li><a href="#quote-${quote.number}">Quote ${quote.number}</a> ${escapeHtml(checkLabel(quote))}. ${escapeHtml(flagReason(quote))}</li>`,
    )
    .join('');
  return `<div class="verification bad" role="note"><p><span class="sign" aria-hidden="true">!</span> ${line}</p><ul>${items}</ul></div>`;
}

function renderIntroduction(paragraphs: readonly string[]): string {
  if (paragraphs.length === 0) return '';
  const body = paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph).replace(/\n/g, '<br>')}</p>`).join('\n');
  return `<section class="introduction" aria-label="Introduction">\n${body}\n</section>\n`;
}

function renderMatrix(matrix: ComposedMatrix): string {
  if (matrix.rows.length === 0) return '';
  const isWide = matrix.stances.length > MOST_NAMED_COLUMNS;
  const heads = matrix.stances.map((mark) =>
    isWide
      ? `<th scope="col"><abbr title="${escapeHtml(mark.name)}"${stanceStyle(mark)}>${renderLetter(mark)}</abbr></th>`
      : `<th scope="col">${renderStance(mark)}</th>`,
  );
  const legend = isWide
    ? `<p class="legend">${matrix.stances.map((mark) => renderStance(mark)).join(' ')}</p>
`
    : '';
  const rows = matrix.rows.map(({ agency, counts, total }) => {
    const cells = counts.map((count, column) => {
      const mark = matrix.stances[column];
      if (count === 0 || mark === undefined) return '<td class="none">–</td>';
      return `<td><span class="cell"${stanceStyle(mark)}>${renderLetter(mark)}<span class="count">${count}</span></span></td>`;
    });
    const where = agency.jurisdiction === '' ? '' : `<span class="where">${escapeHtml(agency.jurisdiction)}</span>`;
    return `<tr><th scope="row">${escapeHtml(agency.name)}${where}</th>${cells.join('')}<td class="total">${total}</td></tr>`;
  });
  const totals = matrix.totals.map((total) => `<td>${total}</td>`).join('');
  const absent =
    matrix.absent.length === 0
      ? ''
      : `<p class="absent">No quote in this briefing: ${matrix.absent.map((mark) => escapeHtml(mark.name)).join('; ')}.</p>\n`;
  return `<section class="summary" aria-labelledby="summary">
<h2 id="summary">Summary</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="summary"><table>
<caption>Stances by agency. Figures count coded quotes; a quote may carry more than one coding.</caption>
<thead><tr><th scope="col">Agency</th>${heads.join('')}<th scope="col" class="total">Total</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
<tfoot><tr><th scope="row">All agencies</th>${totals}<td class="total">${matrix.total}</td></tr></tfoot>
</table></div>
${legend}${absent}</section>
`;
}

function renderSection(section: ComposedSection): string {
  const subheading = section.subheading === '' ? '' : `<p class="subheading">${escapeHtml(section.subheading)}</p>\n`;
  const groups = section.groups.map((group) => {
    const heading =
      group.heading === null ? '' : `<h3>${renderOptionalLetter(group.stance)}${escapeHtml(group.heading)}</h3>\n`;
    return `${heading}${group.entries.map(renderEntry).join('')}`;
  });
  return `<section class="part">
<h2>${renderOptionalLetter(section.stance)}${escapeHtml(section.heading)}</h2>
${subheading}${groups.join('')}</section>
`;
}

function renderEntry({ quote, codings, isFirst }: ComposedEntry): string {
  const { number, source } = quote;
  const id = isFirst ? ` id="quote-${number}"` : '';
  const color = codings[0] === undefined ? '' : stanceStyle(codings[0].stance);
  const lines = codings.map(renderCoding).join('');
  const facts = [
    `<cite><a href="#source-${source.number}">${escapeHtml(source.title)}</a></cite>`,
    ...(source.issuer === null ? [] : [escapeHtml(source.issuer)]),
    escapeHtml(source.dateIssued ?? 'undated'),
    ...pageText(quote).map(escapeHtml),
  ];
  const flag = quote.isFlagged
    ? `<p class="flag"><strong><span class="sign" aria-hidden="true">!</span> ${escapeHtml(checkLabel(quote))}.</strong> ${escapeHtml(flagReason(quote))}</p>\n`
    : '';
  return `<figure class="entry${quote.isFlagged ? ' flagged' : ''}"${id}${color}>
<blockquote><p dir="auto">${escapeHtml(quote.text)}<sup class="ref"><a href="#note-${number}" aria-label="Note ${number}">${number}</a></sup></p></blockquote>
${flag}<figcaption>${lines}<p class="from">${facts.join(', ')}\u2002 ${renderCheck(quote)}</p></figcaption>
</figure>
`;
}

function renderCoding(coding: ComposedCoding): string {
  const particulars = codingParticulars(coding);
  const rest = particulars === '' ? '' : ` <span class="particulars">${escapeHtml(particulars)}</span>`;
  return `<p class="coding"><span class="agency">${escapeHtml(coding.agency.name)}</span> ${renderStance(coding.stance)}${rest}</p>`;
}

function renderCheck(quote: ComposedQuote): string {
  const sign = quote.isFlagged ? '!' : '✓';
  const kind = quote.isFlagged ? 'bad' : 'good';
  return `<span class="check ${kind}"><span class="sign" aria-hidden="true">${sign}</span> ${escapeHtml(checkLabel(quote))}</span>`;
}

function renderNotes(quotes: readonly ComposedQuote[]): string {
  if (quotes.length === 0) return '';
  const notes = quotes.map((quote) => {
    const url = quote.source.url === null ? '' : ` ${renderUrl(quote.source.url)}.`;
    const flag = quote.isFlagged ? ` <strong class="bad">${escapeHtml(checkLabel(quote))}.</strong>` : '';
    return `<li id="note-${quote.number}">${escapeHtml(referenceText(quote))}.${url} <a href="#source-${quote.source.number}">Source\u00a0${quote.source.number}</a>.${flag} <a class="back" href="#quote-${quote.number}" aria-label="Back to quote ${quote.number}">↩</a></li>`;
  });
  return `<section class="notes" aria-labelledby="notes">
<h2 id="notes">Notes</h2>
<ol>
${notes.join('\n')}
</ol>
</section>
`;
}

function renderSources(sources: readonly ComposedSource[]): string {
  if (sources.length === 0) return '';
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
    return `<li id="source-${source.number}"><p class="source"><cite>${escapeHtml(source.title)}</cite> <span class="kind">${escapeHtml(source.kind)}</span></p><dl>${list}</dl></li>`;
  });
  return `<section class="sources" aria-labelledby="sources">
<h2 id="sources">Sources</h2>
<ol>
${items.join('\n')}
</ol>
</section>
`;
}

function renderMethod(briefing: ComposedBriefing): string {
  if (briefing.quotes.length === 0) return '';
  return `<footer class="method"><h2>Method</h2>
<p>${escapeHtml(methodNote(briefing))}</p>
<p>Composed with Standpoint from the archive “${escapeHtml(briefing.archiveTitle)}”: ${plural(briefing.quotes.length, 'quote')}, ${plural(briefing.sources.length, 'source')}.</p></footer>
`;
}

function renderUrl(url: string): string {
  const safe = safeUrl(url);
  const shown = escapeHtml(url);
  return safe === null
    ? `<span class="url">${shown}</span>`
    : `<a class="url" href="${escapeHtml(safe)}" rel="noreferrer noopener">${shown}</a>`;
}

function renderStance(mark: StanceMark): string {
  return `<span class="stance"${stanceStyle(mark)}>${renderLetter(mark)} <span class="name">${escapeHtml(mark.name)}</span></span>`;
}

const renderLetter = (mark: StanceMark): string => `<span class="letter">${escapeHtml(mark.letter)}</span>`;

const renderOptionalLetter = (mark: StanceMark | null): string =>
  mark === null ? '' : `<span class="mark"${stanceStyle(mark)}>${renderLetter(mark)}</span> `;

/** The stance's colour and the text colour that reads on it, as custom properties of the element. */
function stanceStyle(mark: StanceMark): string {
  const color = printedColor(mark.color);
  return ` style="--stance:${color};--on-stance:${textOn(color)}"`;
}

/** Text for element content and quoted attributes; control characters that HTML forbids are left out. */
function escapeHtml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]/gu, '')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
