import type { DocumentKind } from './document.ts';

const KIND_LABELS: Readonly<Record<DocumentKind, string>> = {
  statement: 'Statement',
  memo: 'Memorandum',
  order: 'Order',
  policy: 'Policy',
  transcript: 'Transcript',
  letter: 'Letter',
  'press-release': 'Press release',
  'news-report': 'News report',
  'web-page': 'Web page',
  legislation: 'Legislation',
  other: 'Document',
};

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** The kind of a source document as it is printed. */
export function kindLabel(kind: DocumentKind): string {
  return KIND_LABELS[kind];
}

/**
 * A partial date or an instant in words, as precise as it is: "2026", "March 2026", "March 18, 2026",
 * "March 18, 2026, 09:05 UTC". What is neither comes back as it is.
 */
export function formatDate(date: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})[\d:.]*Z)?)?)?$/.exec(date);
  if (match === null) return date;
  const [, year = '', month, day, time] = match;
  if (month === undefined) return year;
  const name = MONTHS[Number(month) - 1] ?? month;
  if (day === undefined) return `${name} ${year}`;
  return `${name} ${Number(day)}, ${year}${time === undefined ? '' : `, ${time} UTC`}`;
}
