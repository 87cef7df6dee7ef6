import { wordingOf } from '../domain/abridgement.ts';
import type { ComposedCoding, ComposedQuote, ComposedSource } from '../domain/composed-briefing.ts';
import type { QuoteUse, Report, ReportBlock, ReportPosition } from '../domain/report.ts';

/** What the sentence about checks counts. */
type Checked = Pick<Report, 'counts' | 'uses'> & { readonly quotes: readonly unknown[] };

/** The sentence about numbers and checks that stands on every briefing, flagged quotes first. */
export function verificationLine(briefing: Checked): string {
  const { exact, normalised, flagged, areas } = briefing.counts;
  const shown =
    areas === 0 ? '' : ` ${plural(areas, 'area')} of a page ${areas === 1 ? 'is' : 'are'} named without words.`;
  const abridged = abridgementLine(briefing);
  const total = briefing.quotes.length;
  if (total === 0) return 'No passage fits this briefing yet.';
  if (flagged > 0) {
    const rest = [
      ...(exact > 0 ? [`${exact} exact`] : []),
      ...(normalised > 0 ? [`${normalised} normalised`] : []),
    ].join(', ');
    return (
      `${flagged} of ${plural(total, 'quote')} could not be verified and ${flagged === 1 ? 'is' : 'are'} marked ` +
      `where ${flagged === 1 ? 'it stands' : 'they stand'}.${rest === '' ? '' : ` The others are verified: ${rest}.`}${abridged}${shown}`
    );
  }
  if (exact + normalised === 0) return `No words are quoted.${shown}`;
  const parts = [`${exact} exact`, ...(normalised > 0 ? [`${normalised} normalised`] : [])].join(', ');
  return `Every quote verified against the preserved original: ${parts}, 0 flagged.${abridged}${shown}`;
}

/** What is to be said of quotes that are not printed whole, as a sentence with a space before it; empty if all are. */
function abridgementLine({ uses }: Pick<Checked, 'uses'>): string {
  const abridged = uses.filter((use) => use.isAbridged && !isUseFlagged(use));
  if (abridged.length === 0) return '';
  const own = abridged.filter(hasAuthorsWords).length;
  const among = own === abridged.length ? '' : `in ${own} of them `;
  const authors = own === 0 ? '' : `; ${among}words in [ ] are the author’s`;
  return ` ${abridged.length === 1 ? 'One quote is' : `${abridged.length} quotes are`} abridged as marked${authors}.`;
}

/** True for words printed of a quote some of which are the author's and not the quote's own. */
const hasAuthorsWords = ({ evidence, printed }: QuoteUse): boolean =>
  wordingOf(evidence.exact, printed) === 'author-words';

/** Label and value of what stands under the title: for whom, as of when, out of what. */
export function frontFacts(report: Report): readonly { readonly label: string; readonly value: string }[] {
  const { quotes, sources } = report;
  return [
    ...(report.audience === '' ? [] : [{ label: 'Prepared for', value: report.audience }]),
    ...(report.asOf === null ? [] : [{ label: 'As of', value: report.asOf }]),
    { label: 'Archive', value: report.archiveTitle },
    { label: 'Quotes', value: `${quotes.length} from ${plural(sources.length, 'preserved source')}` },
  ];
}

/**
 * The heading that a list of sources or a method note brings along: none where the author has put a heading right
 * before it.
 */
export function ownHeading(blocks: readonly ReportBlock[], index: number): string | null {
  const block = blocks[index];
  if (blocks[index - 1]?.kind === 'heading') return null;
  return block?.kind === 'sources' ? 'Sources' : block?.kind === 'method' ? 'Method' : null;
}

/** True if the use is to be marked: not verified, or abridged otherwise than marked. */
export function isUseFlagged({ quote, fault }: QuoteUse): boolean {
  return quote.isFlagged || fault !== null;
}

/** How one use was verified, in a few words. */
export function labelOfUse(use: QuoteUse): string {
  if (use.quote.isFlagged) return checkLabel(use.quote);
  if (use.fault !== null) return 'Not a faithful abridgement';
  if (!use.isAbridged) return checkLabel(use.quote);
  const own = hasAuthorsWords(use) ? '; words in [ ] are the author’s' : '';
  return `${checkLabel(use.quote)}, abridged as marked${own}`;
}

/** Why a flagged use is flagged, as a sentence. */
export function reasonOfUse(use: QuoteUse): string {
  return use.quote.isFlagged ? flagReason(use.quote) : (use.fault ?? flagReason(use.quote));
}

/** What stands over a matrix: the author's words, else what it counts. */
export function matrixCaption({ caption, columns }: Extract<ReportBlock, { readonly kind: 'matrix' }>): string {
  if (caption !== '') return caption;
  const what = columns.every(({ stance }) => stance !== null) ? 'Stances by agency' : 'Stances by agency and topic';
  return `${what}. Figures count coded quotes; a quote may carry more than one coding.`;
}

/** Cells of a matrix that are named for quotes that no longer stand. */
const MOST_LAPSED = 8;

/** Which figures of a matrix count quotes that no longer stand, as a sentence; empty where none do. */
export function lapsedNote({ lapsed }: Pick<Extract<ReportBlock, { readonly kind: 'matrix' }>, 'lapsed'>): string {
  if (lapsed.length === 0) return '';
  const named = lapsed.slice(0, MOST_LAPSED).map(({ agency, column, count }) => `${agency}, ${column}: ${count}`);
  const more = lapsed.length > MOST_LAPSED ? `; and in ${lapsed.length - MOST_LAPSED} more cells` : '';
  return `Counted in the figures though they no longer stand (withdrawn, rescinded or dropped from a newer version): ${named.join('; ')}${more}.`;
}

/** What stands under a timeline: the author's words, else what it shows. */
export const timelineCaption = (caption: string): string => (caption === '' ? 'Stated positions by date.' : caption);

const POSITION_WORDS: Readonly<Record<ReportPosition['state'], string>> = {
  clear: 'Clear',
  qualified: 'Qualified',
  mixed: 'Mixed',
  superseded: 'Superseded',
};

/** How settled a position is, in a word. */
export const positionLabel = ({ state }: ReportPosition): string => POSITION_WORDS[state];

/** How a quote was verified, in one or two words. */
function checkLabel(quote: ComposedQuote): string {
  if (quote.pieces === 0 && !quote.isFlagged) return 'Area of the preserved page';
  const parts = quote.pieces > 1 ? `, ${quote.pieces} pieces` : '';
  switch (quote.check.status) {
    case 'exact':
      return `Verified: exact${parts}`;
    case 'normalised':
      return `Verified: normalised${parts}`;
    case 'ocr':
      return 'Recognised text';
    case 'drifted':
      return 'Drifted';
    case 'broken':
      return 'Not verified';
  }
}

const VOICE_WORDS: Readonly<Record<NonNullable<ComposedCoding['voice']>, string>> = {
  'own-document': '',
  'named-official': 'in the words of a named official',
  spokesperson: 'through a spokesperson',
  'third-party-quoting': 'as quoted by a third party',
  'third-party-describing': 'as described by a third party',
};
const CERTAINTY_WORDS: Readonly<Record<NonNullable<ComposedCoding['certainty']>, string>> = {
  certain: '',
  probable: 'coding probable',
  doubtful: 'coding doubtful',
};

/**
 * What is to be said of a coding besides agency and stance: the topic, whose words they are unless they are the agency's
 * own, and how sure the coder is if not certain; empty for nothing.
 */
export function codingParticulars({ topic, voice, certainty }: ComposedCoding): string {
  const voiceWords = voice === null ? '' : VOICE_WORDS[voice];
  const certaintyWords = certainty === null ? '' : CERTAINTY_WORDS[certainty];
  return [voiceWords, topic === null ? '' : `on ${topic}`, certaintyWords].filter(Boolean).join('; ');
}

/** Why a flagged quote is flagged, as a sentence. */
function flagReason(quote: ComposedQuote): string {
  return quote.check.reason ?? 'The words differ from the preserved text.';
}

/** “p. 12” or “pp. 3–5, 9”, not to be broken after the point; nothing where the source has no pages. */
export function pageText({ page, pageCount }: Pick<ComposedQuote, 'page' | 'pageCount'>): readonly string[] {
  return page === null ? [] : [`${pageCount > 1 ? 'pp' : 'p'}.\u00a0${page}`];
}

/** " (version 1 of 2)", or empty where the archive holds one version. */
export function versionText(source: ComposedSource): string {
  return source.versionCount > 1 ? ` (version ${source.version} of ${source.versionCount})` : '';
}

/** "1 quote", "2 quotes". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What the good results of a check mean, for the reader of a briefing. */
export function methodNote({ quotes }: Pick<Report, 'quotes'>): string {
  return quotes.some(({ pieces }) => pieces > 1) ? `${METHOD_NOTE} ${PIECES_NOTE}` : METHOD_NOTE;
}

const PIECES_NOTE =
  'Of a quote of several pieces each piece was checked by itself; … stands between them for what was left out.';

const METHOD_NOTE =
  'Exact: the preserved text holds these very characters at the place cited, line breaks aside. Normalised: the ' +
  'words are the same; only white space, line-end hyphens or typography differ. Each source is identified by the SHA-256 hash of the file ' +
  'as it was captured, so that anyone holding the file can confirm that it is the one cited.';

/**
 * The address with characters that could end a link escaped, or null if it is not a web address: nothing else
 * becomes a link in an export.
 */
export function safeUrl(url: string): string | null {
  const trimmed = url.trim();
  if (!/^https?:\/\/[^\s]+$/i.test(trimmed)) return null;
  return trimmed.replace(/["'<>\\^`{|}\p{Cc}\p{Cf}\p{Cs}]/gu, (char) =>
    /\p{Cs}/u.test(char) ? '%EF%BF%BD' : encodeURIComponent(char).replace("'", '%27'),
  );
}

/** Most stances that the summary names in its column heads; beyond it the letters stand alone over a legend. */
export const MOST_NAMED_COLUMNS = 6;
