import type { CitationStyle } from '../domain/report.ts';

/** A citation style that comes with Standpoint, as resources/csl/<id>.csl. */
export interface BuiltInStyle extends CitationStyle {
  /** Language of quotation marks, dates and terms. */
  readonly locale: 'en-US' | 'en-GB';
}

/** The citation styles that come with Standpoint, in the order of lists. */
export const BUILT_IN_STYLES: readonly BuiltInStyle[] = [
  { id: 'chicago-notes', title: 'Chicago, notes and bibliography (17th ed.)', kind: 'note', locale: 'en-US' },
  { id: 'chicago-notes-ibid', title: 'Chicago, notes with “ibid.” (17th ed.)', kind: 'note', locale: 'en-US' },
  { id: 'chicago-author-date', title: 'Chicago, author-date (17th ed.)', kind: 'in-text', locale: 'en-US' },
  { id: 'apa', title: 'APA (7th ed.)', kind: 'in-text', locale: 'en-US' },
  { id: 'bluebook-law-review', title: 'Bluebook, law review (21st ed.)', kind: 'note', locale: 'en-US' },
  { id: 'oscola', title: 'OSCOLA (4th ed.)', kind: 'note', locale: 'en-GB' },
];

/** The style of briefings that name none. */
export const DEFAULT_CITATION_STYLE = 'chicago-notes';

/** Languages of which resources/csl/ holds the terms. */
export const CITATION_LOCALES = ['en-US', 'en-GB'] as const;
