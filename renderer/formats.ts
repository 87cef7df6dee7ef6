import type { DocumentKind } from '../shared/domain/document.ts';

const KIND_NAMES: Readonly<Record<DocumentKind, string>> = {
  statement: 'Statement',
  memo: 'Memo',
  order: 'Order',
  policy: 'Policy',
  transcript: 'Transcript',
  letter: 'Letter',
  'press-release': 'Press release',
  'news-report': 'News report',
  'web-page': 'Web page',
  legislation: 'Legislation',
  other: 'Other',
};

/** A document kind as a person reads it. */
export function kindName(kind: DocumentKind): string {
  return KIND_NAMES[kind];
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A partial date (2026, 2026-03, 2026-03-18) as a person reads it; a dash for none. */
export function formatPartialDate(date: string | null): string {
  if (date === null) return '—';
  if (date.length === 4) return date;
  const instant = new Date(date.length === 7 ? `${date}-01` : date);
  if (Number.isNaN(instant.getTime())) return date;
  return (date.length === 7 ? MONTH : DAY).format(instant);
}

const LOCAL_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const LOCAL_TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** The day of an instant in the zone of this machine. */
export function formatDay(instant: string): string {
  return LOCAL_DAY.format(new Date(instant));
}

/** Day and time of an instant in the zone of this machine. */
export function formatTime(instant: string): string {
  return LOCAL_TIME.format(new Date(instant));
}

/** A number of bytes as a person reads it, in powers of 1000. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`;
}

/** "1 passage", "2 passages": the number with its noun. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;
}

/** The page as a person cites it: its own label where it has one. */
export function formatPage(page: number | null, label: string | null): string | null {
  if (page === null) return null;
  return `p. ${label ?? page}`;
}

/** A version by its number, as it is called everywhere: "Version 1", "Version 2 (newest)". */
export function versionName(number: number, newest: number): string {
  return number === newest ? `Version ${number} (newest)` : `Version ${number}`;
}
