import Papa from 'papaparse';
import type { ExchangeTable } from './exchange-tables.ts';

/**
 * Words that a spreadsheet would take for a formula: those that begin with = + - @, plain or full-width, whatever white
 * space or control characters stand before it, or with a control character (OWASP, CSV injection).
 */
const FORMULA = /^(?:[\s\ufeff\u200b\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|\p{Cc})/u;

/**
 * A table as CSV (RFC 4180) in UTF-8 with a byte order mark, by which Excel knows it, and with CRLF. Words that a
 * spreadsheet would calculate get a `'` before them; numbers are written as they are.
 */
export function toCsv({ columns, rows }: ExchangeTable): string {
  const fields = columns.map(({ title }) => title);
  const data = rows.map((row) => row.map((cell) => cell ?? ''));
  return `\ufeff${Papa.unparse({ fields, data }, { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`;
}
