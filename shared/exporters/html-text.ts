import type { ReportText } from '../domain/report.ts';
import { safeUrl } from './wording.ts';

/** Text for element content and quoted attributes; control characters that HTML forbids are left out. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]/gu, '')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** A web address as a link, anything else as plain words. */
export function renderUrl(url: string): string {
  const safe = safeUrl(url);
  const shown = escapeHtml(url);
  return safe === null
    ? `<span class="url">${shown}</span>`
    : `<a class="url" href="${escapeHtml(safe)}" rel="noreferrer noopener">${shown}</a>`;
}

/** Words in their forms; links only to the web and to mail. */
export function renderTexts(texts: readonly ReportText[]): string {
  return texts.map(renderText).join('');
}

function renderText({ text, bold, italic, smallCaps, superscript, href }: ReportText): string {
  let html = escapeHtml(text);
  if (smallCaps) html = `<span class="caps">${html}</span>`;
  if (superscript) html = `<sup>${html}</sup>`;
  if (italic) html = `<em>${html}</em>`;
  if (bold) html = `<strong>${html}</strong>`;
  const address = href === undefined ? null : linkAddress(href);
  return address === null ? html : `<a href="${escapeHtml(address)}" rel="noreferrer noopener">${html}</a>`;
}

/** Where a link of the author's may lead: the web, or a letter by mail; null for anything else. */
export function linkAddress(href: string): string | null {
  const trimmed = href.trim();
  if (!/^mailto:[^\s@]+@[^\s@]+$/i.test(trimmed)) return safeUrl(trimmed);
  return trimmed.replace(/["'<>\\^`{|}\p{Cc}\p{Cf}\p{Cs}]/gu, '');
}

/** Plain words of inlines or texts, for names of things. */
export const plainText = (texts: readonly ReportText[]): string => texts.map(({ text }) => text).join('');

/** JSON for an element `<script type="application/json">`: nothing in it can end the element. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
