import { briefWords, markOf } from '../domain/evidence-mark.ts';
import { readableQuote } from '../domain/readable-quote.ts';
import type { QuoteUse } from '../domain/report.ts';
import { type HtmlPage, renderStance } from './html-page.ts';
import { escapeHtml, renderTexts } from './html-text.ts';
import { codingParticulars, isUseFlagged, labelOfUse, pageText, reasonOfUse, versionText } from './wording.ts';

/** A quote that stands by itself, with its source, its check and, if asked for, what it is coded as. */
export function renderQuote(page: HtmlPage, use: QuoteUse, showCodings: boolean): string {
  const { quote } = use;
  const isFlagged = isUseFlagged(use);
  const id = page.place(quote.number);
  const first = use.codings[0];
  const tone = first === undefined ? '' : ` ${page.colorClass(first.stance)}`;
  const codings = showCodings ? renderCodings(page, use) : '';
  const flag = isFlagged
    ? `<p class="flag"><strong>${SIGN_BAD} ${escapeHtml(labelOfUse(use))}.</strong> ${escapeHtml(reasonOfUse(use))}</p>\n`
    : '';
  return `<figure class="entry${isFlagged ? ' flagged' : ''}${tone}"${id === null ? '' : ` id="${id}"`}>
<blockquote><p dir="auto">${renderWords(use, use.printed)}${renderCitation(page, use)}</p></blockquote>
${flag}<figcaption>${codings}<p class="from">${renderOrigin(page, use)}\u2002 ${renderCheck(page, use)}</p></figcaption>
</figure>
`;
}

/** A quote that stands in full further up: its beginning and where it stands. */
export function renderBriefQuote(page: HtmlPage, use: QuoteUse, showCodings: boolean): string {
  const words = briefWords(use);
  const place = page.placeOf(use.quote.number);
  const where = place === null || words === use.printed ? '' : ` <a class="above" href="#${place}">In full above</a>`;
  const codings = showCodings ? renderCodings(page, use) : '';
  return `<div class="brief"><p dir="auto">“${renderWords(use, words)}”${renderCitation(page, use)}${where}${renderFlagSign(use)}</p>${codings}</div>\n`;
}

/** Quoted words in a sentence, in quotation marks, with their citation. */
export function renderInlineQuote(page: HtmlPage, use: QuoteUse): string {
  const id = page.placeOf(use.quote.number) === null && !use.isAbridged ? page.place(use.quote.number) : null;
  const words = `“${renderWords(use, use.printed)}”${renderFlagSign(use)}`;
  return `<span class="said"${id === null ? '' : ` id="${id}"`}>${words}</span>${renderButton(page, use)}${renderCitation(page, use)}`;
}

/** The note's mark, or the citation as it stands in the text. */
export function renderCitation(page: HtmlPage, use: QuoteUse): string {
  if (use.note !== null) return page.noteMark(use.note);
  return use.inText.length === 0 ? '' : ` <span class="cited">${renderTexts(use.inText)}</span>`;
}

/** The printed words in the element that the evidence names. */
function renderWords(use: QuoteUse, words: string): string {
  const isFlagged = isUseFlagged(use);
  return `<span class="words${isFlagged ? ' doubtful' : ''}" id="${markOf(use)}" dir="auto">${escapeHtml(words)}</span>`;
}

const SIGN_BAD = '<span class="sign" aria-hidden="true">!</span>';
const SIGN_GOOD = '<span class="sign" aria-hidden="true">✓</span>';

const renderFlagSign = (use: QuoteUse): string =>
  isUseFlagged(use) ? ` <strong class="bad">[${escapeHtml(labelOfUse(use))}]</strong>` : '';

function renderCodings(page: HtmlPage, use: QuoteUse): string {
  return use.codings
    .map((coding) => {
      const particulars = codingParticulars(coding);
      const rest = particulars === '' ? '' : ` <span class="particulars">${escapeHtml(particulars)}</span>`;
      return `<p class="coding"><span class="agency">${escapeHtml(coding.agency.name)}</span> ${renderStance(page, coding.stance)}${rest}</p>`;
    })
    .join('');
}

function renderOrigin(page: HtmlPage, { quote }: QuoteUse): string {
  const { source } = quote;
  const facts = [
    `<cite>${page.linkToSource(source.number, escapeHtml(source.title))}</cite>`,
    ...(source.issuer === null ? [] : [escapeHtml(source.issuer)]),
    escapeHtml(source.dateIssued ?? 'undated'),
    ...pageText(quote).map(escapeHtml),
  ];
  return facts.join(', ') + escapeHtml(versionText(source));
}

function renderCheck(page: HtmlPage, use: QuoteUse): string {
  const isFlagged = isUseFlagged(use);
  const check = `<span class="check ${isFlagged ? 'bad' : 'good'}">${isFlagged ? SIGN_BAD : SIGN_GOOD} ${escapeHtml(labelOfUse(use))}</span>`;
  if (page.isForPaper) return check;
  return `${check} <button type="button" class="open" popovertarget="${page.contextOf(use)}" aria-label="Quote ${use.quote.number} in its context">In context</button>`;
}

function renderButton(page: HtmlPage, use: QuoteUse): string {
  if (page.isForPaper) return '';
  const isFlagged = isUseFlagged(use);
  return `<button type="button" class="open small" popovertarget="${page.contextOf(use)}" aria-label="Quote ${use.quote.number} in its context: ${escapeHtml(labelOfUse(use))}">${isFlagged ? SIGN_BAD : SIGN_GOOD}</button>`;
}

const contextId = (use: QuoteUse): string => `context-${use.number}`;

/**
 * Where the words of a use were taken from: the preserved text around them, page, version, hash and check. It opens over
 * the page without a script; where a program does not know how, it stands in a list at the end.
 */
export function renderContext(use: QuoteUse): string {
  const { quote, evidence } = use;
  const { source } = quote;
  const isFlagged = isUseFlagged(use);
  const { before, after } = surroundingsOf(use);
  const title = `${contextId(use)}-title`;
  const facts: readonly (readonly [string, string])[] = [
    ['Source', `${escapeHtml(source.title)}${source.issuer === null ? '' : `, ${escapeHtml(source.issuer)}`}`],
    ['Issued', escapeHtml(source.dateIssued ?? 'not known')],
    ...(quote.page === null ? [] : [['Page', escapeHtml(quote.page)] as const]),
    [
      'Version',
      `${evidence.version} of ${source.versionCount}, captured ${escapeHtml(source.dateCaptured ?? 'at a time not known')}`,
    ],
    ['File', escapeHtml(source.fileName)],
    ['SHA-256', `<code>${escapeHtml(evidence.sha256)}</code>`],
  ];
  const list = facts.map(([label, value]) => `<div><dt>${label}</dt><dd>${value}</dd></div>`).join('');
  const words = readableQuote(evidence.exact);
  const passage =
    words === ''
      ? '<p class="passage">An area of the page is marked; it holds no words.</p>'
      : `<p class="passage" dir="auto">${around(before)}<mark>${escapeHtml(words)}</mark>${around(after)}</p>`;
  return `<div class="context" id="${contextId(use)}" popover role="dialog" aria-labelledby="${title}">
<p class="context-head"><strong id="${title}">Quote ${quote.number} in its context</strong><button type="button" class="close" popovertarget="${contextId(use)}" popovertargetaction="hide">Close</button></p>
${passage}
<p class="check ${isFlagged ? 'bad' : 'good'}">${isFlagged ? SIGN_BAD : SIGN_GOOD} ${escapeHtml(labelOfUse(use))}${isFlagged ? `. ${escapeHtml(reasonOfUse(use))}` : ''}</p>
<dl>${list}</dl>
</div>
`;
}

const around = (text: string): string => (text === '' ? '' : `<span class="around">${escapeHtml(text)}</span>`);

/** The preserved text around a quote, as one line each, an ellipsis where it is cut. */
function surroundingsOf({ evidence }: QuoteUse): { readonly before: string; readonly after: string } {
  const quotes = evidence.selectors.flatMap((selector) => (selector.type === 'TextQuoteSelector' ? [selector] : []));
  const before = evidence.context?.before ?? quotes[0]?.prefix ?? '';
  const after = evidence.context?.after ?? quotes.at(-1)?.suffix ?? '';
  return {
    before: before.trim() === '' ? '' : `… ${readableQuote(before)}${/\s$/.test(before) ? ' ' : ''}`,
    after: after.trim() === '' ? '' : `${/^\s/.test(after) ? ' ' : ''}${readableQuote(after)} …`,
  };
}
