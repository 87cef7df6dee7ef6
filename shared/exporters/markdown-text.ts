import type { ReportText } from '../domain/report.ts';
import { linkAddress } from './html-text.ts';
import { safeUrl } from './wording.ts';

/** Plain text for one line: every character that Markdown or HTML would read as a sign is escaped. */
export function escapeInline(text: string): string {
  return escapeSigns(flatten(text));
}

/** Escapes what would make a line a heading, a list or a rule. */
export function escapeStart(line: string): string {
  return line.replace(/^(\s*)(?:([#+=:%-])|(\d+)([.)]))/, (_, space: string, sign, digits, point) =>
    sign === undefined ? `${space}${digits}\\${point}` : `${space}\\${sign}`,
  );
}

const escapeSigns = (text: string): string =>
  text.replace(/[\\`*_[\]<>|~&$^]/g, '\\$&').replace(/(?<![\p{L}\p{N}.])@/gu, '\\@');

function clean(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\v\f\r\u0085]/gu, '').replace(/\p{Cs}/gu, '\ufffd');
}

function flatten(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

/** Words in their forms, in one line. Space at the ends of emphasised words stands outside the signs, as it must. */
export function writeTexts(texts: readonly ReportText[]): string {
  return texts.map(writeText).join('');
}

function writeText({ text, bold, italic, superscript, href }: ReportText): string {
  const flat = clean(text).replace(/\s+/g, ' ');
  const words = flat.trim();
  if (words === '') return flat;
  const before = flat.startsWith(' ') ? ' ' : '';
  const after = flat.endsWith(' ') ? ' ' : '';
  let written = escapeSigns(words);
  if (superscript) written = `^${written.replace(/ /g, '\\ ')}^`;
  if (italic) written = `*${written}*`;
  if (bold) written = `**${written}**`;
  const address = href === undefined ? null : linkAddress(href);
  if (address !== null) written = `[${written}](<${address}>)`;
  return `${before}${written}${after}`;
}

/** An autolink where the address is a web address, else a code span. */
export function linkTo(url: string): string {
  const safe = safeUrl(url);
  return safe === null ? codeSpan(url) : `<${safe}>`;
}

/** Text as it is, in one line. */
export function codeSpan(text: string): string {
  const flat = flatten(text);
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = longest > 0 ? ' ' : '';
  return `${fence}${padding}${flat}${padding}${fence}`;
}
