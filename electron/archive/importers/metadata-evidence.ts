import type { DocumentKind } from '../../../shared/domain/document.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthName =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const monthDayYear = new RegExp(`\\b${monthName}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b`, 'i');
const dayMonthYear = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+${monthName},?\\s+(\\d{4})\\b`, 'i');
const isoDate = /\b(\d{4})-(\d{2})-(\d{2})\b/;
const usDate = /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/;

const monthNumber = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

/** A calendar date as YYYY-MM-DD, or null if there is no such day or it is not of the last 250 years. */
function toIsoDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!real || year < 1776 || year > 2100) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The first date written in a text ("March 18, 2026", "18 March 2026", 2026-03-18, 3/18/2026), or null. */
function findDate(text: string): string | null {
  const found: { at: number; date: string }[] = [];
  const note = (match: RegExpExecArray | null, year: number, month: number, day: number) => {
    const date = match ? toIsoDate(year, month, day) : null;
    if (match && date) found.push({ at: match.index, date });
  };
  const a = monthDayYear.exec(text);
  note(a, Number(a?.[3]), monthNumber(a?.[1] ?? ''), Number(a?.[2]));
  const b = dayMonthYear.exec(text);
  note(b, Number(b?.[3]), monthNumber(b?.[2] ?? ''), Number(b?.[1]));
  const c = isoDate.exec(text);
  note(c, Number(c?.[1]), Number(c?.[2]), Number(c?.[3]));
  const d = usDate.exec(text);
  note(d, Number(d?.[3]), Number(d?.[1]), Number(d?.[2]));
  found.sort((x, y) => x.at - y.at);
  return found[0]?.date ?? null;
}

/**
 * The date a document bears at its head: on a line of its own or behind "Date:", among its first lines. Dates
 * inside sentences do not count.
 */
export function findIssueDate(lines: readonly string[]): string | null {
  const head = lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 25);
  const labelled = head.find((line) => /^(date|dated|issued|effective|published)\b/i.test(line) && findDate(line));
  if (labelled) return findDate(labelled);
  for (const line of head) {
    const date = line.length <= 90 ? findDate(line) : null;
    // A line that is mostly the date: a letterhead, a place and a date, "(House) March 18, 2026".
    if (date && line.split(/\s+/).length <= 12 && !/[.;]$/.test(line.replace(/\b\d{4}\.$/, ''))) return date;
  }
  return null;
}

/** A date as PDF (`D:20260318…`) or ISO 8601 or HTTP metadata write it, to the day; null if it is none. */
export function parseMetadataDate(value: string): string | null {
  const pdf = /^(?:D:)?(\d{4})(\d{2})(\d{2})/.exec(value.trim());
  if (pdf) return toIsoDate(Number(pdf[1]), Number(pdf[2]), Number(pdf[3]));
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(value.trim());
  if (iso) return toIsoDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  return findDate(value);
}

const KINDS: readonly (readonly [RegExp, DocumentKind])[] = [
  [/^statements? of administrati(?:on|ve) policy\b/i, 'statement'],
  [
    /^(?:(?:for|embargoed until) (?:immediate|general)? ?release|(?:press|news|media) (?:release|advisory))\b/i,
    'press-release',
  ],
  [/^(?:(?:joint|public|written|media|official|press) )?(?:statement|testimony)\b(?! number)/i, 'statement'],
  [/^(?:interoffice |inter-office |presidential )?memo(?:randum|randa)?\b/i, 'memo'],
  [
    /^(?:executive|general|special|departmental|administrative|court|training|emergency) orders?\b|^order(?:ed)?$/i,
    'order',
  ],
  [/^order (?:no\.?|number|granting|denying)\b/i, 'order'],
  [/^(?:official |verbatim |hearing )?transcript\b/i, 'transcript'],
  [/^(?:a bill|an act|joint resolution|concurrent resolution|public law|chapter \d+, statutes)\b/i, 'legislation'],
  [
    /^(?:policy(?: manual| directive| number| no\.?)?|directive|procedural order|standard operating procedure)\b/i,
    'policy',
  ],
  [/^dear\b.{1,80}[,:]$/i, 'letter'],
];

/** What kind of document its first lines say it is, or null if they say nothing. */
export function guessKind(lines: readonly string[]): DocumentKind | null {
  const head = lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 30);
  for (const line of head) {
    if (line.length > 120) continue;
    // Letter-spaced headings: "M E M O R A N D U M".
    const joined = /^(?:\p{L} ){4,}\p{L}$/u.test(line) ? line.replaceAll(' ', '') : line;
    const kind = KINDS.find(([pattern]) => pattern.test(joined))?.[1];
    if (kind) return kind;
  }
  return null;
}

const fileNameLike = /\.(?:docx?|pdf|rtf|wpd|odt|txt|html?|indd|pptx?|xlsx?|pub|qxd)$/i;

/** The title a file's metadata give, without what programs put there; null if nothing is left that names it. */
export function cleanTitle(title: string | null | undefined): string | null {
  const text = (title ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^microsoft (?:office )?(?:word|powerpoint|excel) - /i, '');
  const bare = fileNameLike.test(text) ? text.replace(fileNameLike, '').replaceAll(/[_]+/g, ' ').trim() : text;
  if (
    bare === '' ||
    /^(?:untitled|title|document|doc|slide|print|no title|microsoft word|template)\b ?[-\d]*$/i.test(bare)
  ) {
    return null;
  }
  // Names of scanners and codes of no meaning: "SKM_C36819010911", "0001".
  if (/^\P{L}+$/u.test(bare) || /^(?:skm|scan|img|dsc|xerox|kmbt)[\s_-]?\w*\d{3,}\w*$/i.test(bare)) return null;
  return bare.length > 500 ? `${bare.slice(0, 499)}…` : bare;
}

/** A heading that says what sort of thing a document is, but not which. */
export function isGenericHeading(line: string): boolean {
  return /^(?:statements? of administrati(?:on|ve) policy|(?:interoffice )?memorandum|memo|press release|news release|media release|for immediate release|executive order|general order|order|policy|statement|letter|transcript|notice)$/i.test(
    line.trim(),
  );
}

/** A title too short or too general to tell one document from another: "SAP", "Memorandum". */
export function isGenericTitle(title: string): boolean {
  const bare = title.trim();
  return bare.length < 5 || /^[A-Z]{2,6}$/.test(bare) || isGenericHeading(bare);
}
