import { evidenceOf } from '../domain/evidence-of.ts';
import type { QuoteUse, Report, ReportBlock } from '../domain/report.ts';
import { sha256Base64 } from '../sha256.ts';
import { renderBlocks } from './html-blocks.ts';
import { HtmlPage, type PageHeading } from './html-page.ts';
import { pageStyle } from './html-page-style.ts';
import { renderContext } from './html-quote.ts';
import { escapeHtml, renderTexts, scriptJson } from './html-text.ts';
import { encodeUtf8 } from './utf8.ts';
import { frontFacts, labelOfUse, plural, reasonOfUse, verificationLine } from './wording.ts';

/** Id of the element that holds what the file carries about its quotes. */
export const EVIDENCE_ELEMENT = 'standpoint-evidence';

/** From how many headings of the first level on a briefing has a list of contents. */
const CONTENTS_FROM = 5;
/** From how many lines on it names those of the first level alone. */
const MOST_CONTENTS = 24;

/**
 * Writes a briefing as one self-contained HTML page: its style inside, no script, nothing loaded, and a policy that
 * forbids both. The printed words of each quote stand in an element that the evidence inside the page names. It is also
 * the preview in the window, and, written for paper, what a PDF is printed from.
 */
export function renderReportHtml(report: Report): string {
  return renderReportPage(report, false).html;
}

/** The same for paper, without what can only be clicked, and its headings from top to bottom. */
export function renderPaperHtml(report: Report): RenderedPage {
  return renderReportPage(report, true);
}

/** A page with what it is divided into. */
export interface RenderedPage {
  readonly html: string;
  readonly headings: readonly PageHeading[];
}

function renderReportPage(report: Report, isForPaper: boolean): RenderedPage {
  const page = new HtmlPage({ isForPaper, hasSources: report.blocks.some(({ kind }) => kind === 'sources') });
  const { body, tail } = splitTail(report.blocks);
  const main = [
    renderBlocks(page, report, body),
    renderNotes(page, report),
    renderBibliography(page, report),
    renderBlocks(page, report, tail),
  ].join('');
  const title = escapeHtml(report.title);
  const style = pageStyle({ paper: report.page, title: report.title, colors: page.colorRules(), isForPaper });
  const policy = `default-src 'none'; style-src 'sha256-${sha256Base64(encodeUtf8(style))}'; base-uri 'none'; form-action 'none'`;
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Standpoint">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
<header class="front">
<p class="eyebrow">Briefing</p>
<h1>${title}</h1>
<dl class="facts">${frontFacts(report)
    .map(({ label, value }) => `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`)
    .join('')}</dl>
${renderVerification(page, report)}
</header>
${renderContents(page)}<main id="text" tabindex="-1">
${main}${renderContexts(page, report.uses)}</main>
<footer class="made">Composed with Standpoint from the archive “${escapeHtml(report.archiveTitle)}”: ${plural(report.quotes.length, 'quote')}, ${plural(report.sources.length, 'source')}.${isForPaper ? '' : ' This file holds what is needed to check its quotes against the preserved originals.'}</footer>
${isForPaper ? '' : `<script type="application/json" id="${EVIDENCE_ELEMENT}">${scriptJson(evidenceOf(report))}</script>\n`}</body>
</html>
`;
  return { html, headings: page.headings };
}

/** Notes stand before the lists of sources and the method note that a briefing ends with. */
function splitTail(blocks: readonly ReportBlock[]): {
  readonly body: readonly ReportBlock[];
  readonly tail: readonly ReportBlock[];
} {
  let end = blocks.length;
  for (let index = blocks.length - 1; index >= 0; index -= 1) {
    const kind = blocks[index]?.kind;
    if (kind === 'sources' || kind === 'method') end = index;
    else if (kind === 'heading' && end === index + 1 && end < blocks.length) end = index;
    else if (kind !== 'pageBreak') break;
  }
  return { body: blocks.slice(0, end), tail: blocks.slice(end) };
}

function renderVerification(page: HtmlPage, report: Report): string {
  const line = escapeHtml(verificationLine(report));
  if (report.quotes.length === 0) return `<p class="verification empty">${line}</p>`;
  if (report.flagged.length === 0) {
    return `<p class="verification good"><span class="sign" aria-hidden="true">✓</span> ${line}</p>`;
  }
  const items = report.flagged.map((use) => {
    const place = page.placeOf(use.quote.number);
    const name = `Quote ${use.quote.number}`;
    const link = place === null ? name : `<a href="#${place}">${name}</a>`;
    return `<li>${link}: ${escapeHtml(labelOfUse(use))}. ${escapeHtml(reasonOfUse(use))}</li>`;
  });
  return `<div class="verification bad" role="note"><p><span class="sign" aria-hidden="true">!</span> ${line}</p><ul>${items.join('')}</ul></div>`;
}

function renderContents({ headings }: HtmlPage): string {
  if (headings.filter(({ level }) => level === 1).length < CONTENTS_FROM) return '';
  const deepest = headings.filter(({ level }) => level <= 2).length > MOST_CONTENTS ? 1 : 2;
  const items = headings
    .filter(({ level }) => level <= deepest)
    .map(({ id, level, html }) => `<li class="level-${level}"><a href="#${id}">${withoutLinks(html)}</a></li>`);
  return `<nav class="contents" aria-labelledby="contents">
<h2 id="contents">Contents</h2>
<ol>
${items.join('\n')}
</ol>
</nav>
`;
}

/** Marks of notes, links and ids of a heading do not go with it into the list. */
function withoutLinks(html: string): string {
  return html
    .replace(/<sup class="ref">.*?<\/sup>|<button.*?<\/button>/g, '')
    .replace(/<\/?a\b[^>]*>/g, '')
    .replace(/ (?:id|dir)="[^"]*"/g, '');
}

function renderNotes(page: HtmlPage, { notes }: Report): string {
  if (notes.length === 0) return '';
  const items = notes.map(({ number, text }) => {
    const back = page.hasMark(number)
      ? ` <a class="back" href="#note-mark-${number}" role="doc-backlink" aria-label="Back to note ${number} in the text">↩</a>`
      : '';
    return `<li id="note-${number}" value="${number}">${renderTexts(text)}${back}</li>`;
  });
  return `<section class="notes" role="doc-endnotes" aria-labelledby="notes">
${page.heading(1, 'Notes', 'Notes', 'notes')}<ol>
${items.join('\n')}
</ol>
</section>
`;
}

function renderBibliography(page: HtmlPage, { bibliography }: Report): string {
  if (bibliography.length === 0) return '';
  const entries = bibliography.map(({ text }) => `<p dir="auto">${renderTexts(text)}</p>`);
  return `<section class="bibliography" aria-labelledby="bibliography">
${page.heading(1, 'Bibliography', 'Bibliography', 'bibliography')}${entries.join('\n')}
</section>
`;
}

function renderContexts(page: HtmlPage, uses: readonly QuoteUse[]): string {
  const shown = page.contexts(uses);
  if (page.isForPaper || shown.length === 0) return '';
  return `<section class="contexts" aria-label="Quotes in their context">
<h2>Quotes in their context</h2>
<p>The preserved text around each quote, with its place, its hash and its check.</p>
${shown.map(renderContext).join('')}</section>
`;
}
