import type { QuoteCheck } from '../contract/outcomes.ts';
import { abridgementFault } from './abridgement-replacements.ts';
import { CodebookIndex } from './briefing-codings.ts';
import { type Cited, composeSources, sourceKey } from './briefing-sources.ts';
import { pagesInPrint } from './cited-pages.ts';
import type { ComposedCoding, ComposedQuote, ComposedSource } from './composed-briefing.ts';
import { wordsToShow } from './passage-pieces.ts';
import { formatDate } from './printed-form.ts';
import { isPrintedExactly, readableQuote } from './readable-quote.ts';
import type { QuoteUse, ReportText } from './report.ts';
import type { PlacingInput, ReportInput } from './report-input.ts';
import { isIssuedAfter } from './section-plan.ts';

/** A use of a passage where it stands in the body, before anything is numbered. */
export interface PlacedUse extends Cited {
  /** Unique in the report. */
  readonly useId: string;
  readonly excerpt: string | null;
  readonly isCitation: boolean;
  readonly codings: readonly ComposedCoding[];
}

/** A use that is not printed, and why. */
export interface Gap {
  readonly useId: string;
  readonly passageId: string;
  /** In a sentence. */
  readonly reason: string;
}

const KEPT_IN = 'The passage that stood here is kept in the house.';

/** What stands in place of a use that is not printed. Readers are not told that something is kept in the house. */
export const gapInPrint = (reason: string): string =>
  reason === KEPT_IN ? 'The passage that stood here is left out.' : reason;

/** Finds the passages that uses name, or says why they are not printed. */
export class UsePlacer {
  readonly index: CodebookIndex;
  readonly #input: PlacingInput;
  readonly #passages: ReadonlyMap<string, PlacingInput['passages'][number]>;
  readonly #taken = new Set<string>();

  constructor(input: PlacingInput) {
    this.#input = input;
    this.index = new CodebookIndex(input.codebook);
    this.#passages = new Map([...(input.corpus ?? []), ...input.passages].map((passage) => [passage.id, passage]));
  }

  /** The passage with its document, or why it is not printed. */
  find(passageId: string): Cited | string {
    const { briefing, documents } = this.#input;
    const passage = this.#passages.get(passageId);
    const document = passage === undefined ? undefined : documents.get(passage.documentId);
    if (passage === undefined || document === undefined) return 'The passage that stood here was deleted.';
    if (passage.internal === 'passage') return KEPT_IN;
    if (document.trashedAt !== null) return 'The document of the passage that stood here is in the trash.';
    if (isIssuedAfter(document, briefing.asOf) && briefing.asOf !== null) {
      const issued = document.dateIssued === null ? '' : ` (${formatDate(document.dateIssued)})`;
      return `The document of the passage that stood here was issued${issued} after the as-of date, ${formatDate(briefing.asOf)}.`;
    }
    return { passage, document };
  }

  /** An id for a use that no other use of the report has. */
  takeId(wanted: string): string {
    let id = wanted;
    for (let copy = 2; this.#taken.has(id); copy += 1) id = `${wanted}-${copy}`;
    this.#taken.add(id);
    return id;
  }
}

/** Everything about the quotes of a report that is known before their notes are. */
export interface ComposedUses {
  /** In step with the placed uses. */
  readonly uses: readonly QuoteUse[];
  readonly quotes: readonly ComposedQuote[];
  readonly sources: readonly ComposedSource[];
}

/** What the citation of a use is. */
export interface UseCitation {
  readonly note: number | null;
  readonly inText: readonly ReportText[];
}

const NOT_CHECKED: QuoteCheck = { status: 'broken', reason: 'It was not checked.', start: null, end: null };

/** The check of what is printed: a quote whose typesetting was undone is no longer the very characters. */
function checkAsPrinted(quote: string, check: QuoteCheck): QuoteCheck {
  if (check.status !== 'exact' || isPrintedExactly(quote)) return check;
  const reason = 'A line-end hyphen or a ligature of the source is printed as the word is written.';
  return { ...check, status: 'normalised', reason };
}

/** Numbers uses, passages and sources, and looks whether what is printed of each is faithful. */
export function composeUses(
  input: ReportInput,
  placed: readonly PlacedUse[],
  citationOf: (place: number) => UseCitation,
): ComposedUses {
  const sources = composeSources(placed, input.codebook);
  const codings = new Map<string, Map<string, ComposedCoding>>();
  for (const use of placed) {
    const all = codings.get(use.passage.id) ?? new Map<string, ComposedCoding>();
    for (const coding of use.codings) {
      const key = `${coding.agency.id} ${coding.stance.id} ${coding.topic ?? ''}`;
      if (!all.has(key)) all.set(key, coding);
    }
    codings.set(use.passage.id, all);
  }
  const quotes = new Map<string, ComposedQuote>();
  for (const { passage, document } of placed) {
    const source = sources.get(sourceKey(document, passage.version));
    if (source === undefined || quotes.has(passage.id)) continue;
    const pages = input.pages?.get(passage.id) ?? pageOf(passage);
    const check = checkAsPrinted(passage.quote, input.checks.get(passage.id) ?? NOT_CHECKED);
    quotes.set(passage.id, {
      number: quotes.size + 1,
      passageId: passage.id,
      text: passage.quote === '' ? wordsToShow(passage) : readableQuote(passage.quote),
      pieces: passage.quote === '' ? 0 : (passage.spans?.length ?? 1),
      codings: inOrder([...(codings.get(passage.id)?.values() ?? [])], passage),
      source,
      page: pagesInPrint(pages),
      pageCount: pages.length,
      check,
      isFlagged: check.status !== 'exact' && check.status !== 'normalised',
    });
  }
  const uses = placed.flatMap((use, place): QuoteUse[] => {
    const quote = quotes.get(use.passage.id);
    return quote === undefined ? [] : [composeUse(use, place, quote, citationOf(place))];
  });
  return { uses, quotes: [...quotes.values()], sources: [...sources.values()] };
}

/** Codings in the order in which their passage has them. */
function inOrder(codings: readonly ComposedCoding[], passage: Cited['passage']): readonly ComposedCoding[] {
  const place = ({ agency, stance }: ComposedCoding): number =>
    passage.codings.findIndex(({ agencyId, stanceId }) => agencyId === agency.id && stanceId === stance.id);
  return [...codings].sort((a, b) => place(a) - place(b));
}

function composeUse(use: PlacedUse, place: number, quote: ComposedQuote, { note, inText }: UseCitation): QuoteUse {
  const { passage } = use;
  const excerpt = use.isCitation || use.excerpt === null ? null : readableQuote(use.excerpt);
  const isAbridged = excerpt !== null && excerpt !== quote.text;
  return {
    useId: use.useId,
    number: place + 1,
    quote,
    printed: use.isCitation ? '' : (excerpt ?? quote.text),
    isAbridged,
    fault: isAbridged ? faultOf(passage.quote, excerpt) : null,
    note,
    inText,
    codings: use.codings,
    evidence: {
      documentId: passage.documentId,
      version: passage.version,
      sha256: quote.source.sha256,
      exact: passage.quote,
      selectors: passage.selectors,
    },
  };
}

function faultOf(quote: string, excerpt: string): string | null {
  if (quote === '') return 'An area of a page without words cannot be abridged.';
  return abridgementFault(quote, excerpt);
}

const pageOf = ({ page, pageLabel }: Cited['passage']): readonly { number: number; label: string | null }[] =>
  page === null ? [] : [{ number: page, label: pageLabel }];
