import type { ReportText } from '../domain/report.ts';
import { escapeHtml } from '../exporters/html-text.ts';
import { safeUrl } from '../exporters/wording.ts';

/**
 * Words in quotation marks, with the marks inside them of the other sort: “ ‘ ’ ” in the United States, ‘ “ ” ’ in
 * Britain. Nothing else of the words changes.
 */
export function inQuotationMarks(words: string, locale: 'en-US' | 'en-GB'): string {
  if (locale === 'en-GB') return `‘${words.replace(DOUBLE_STRAIGHT, curled('“', '”'))}’`;
  return `“${words.replaceAll('“', '‘').replaceAll('”', '’').replace(DOUBLE_STRAIGHT, curled('‘', '’'))}”`;
}

const DOUBLE_STRAIGHT = /"/g;

/** A straight mark opens after white space, an opening bracket or dash, and at the beginning. */
const curled =
  (open: string, close: string) =>
  (_mark: string, at: number, text: string): string =>
    at === 0 || /[\s([{—–‘“]/.test(text.charAt(at - 1)) ? open : close;

/** Words as HTML that keeps its looks where it is pasted: nothing but `i`, `b`, `sup`, small capitals and links. */
export function pasteableHtml(texts: readonly ReportText[]): string {
  return texts
    .map(({ text, bold, italic, smallCaps, superscript, href }) => {
      let html = escapeHtml(text);
      if (smallCaps) html = `<span style="font-variant: small-caps">${html}</span>`;
      if (superscript) html = `<sup>${html}</sup>`;
      if (bold) html = `<b>${html}</b>`;
      if (italic) html = `<i>${html}</i>`;
      const address = href === undefined ? null : safeUrl(href);
      return address === null ? html : `<a href="${escapeHtml(address)}">${html}</a>`;
    })
    .join('');
}
