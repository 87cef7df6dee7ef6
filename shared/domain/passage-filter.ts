import type { PassageFilter } from './briefing.ts';
import type { Topic } from './codebook.ts';
import type { SourceDocument } from './document.ts';
import type { Coding, Passage } from './passage.ts';
import { readableQuote } from './readable-quote.ts';
import type { QUOTE_STATUSES } from './vocabulary.ts';

/** What parts of a filter speak of besides the passage itself; a part about what is not given sets no limit. */
export interface FilterSurroundings {
  readonly document?: Pick<SourceDocument, 'kind' | 'issuerId' | 'dateIssued' | 'collection'> | undefined;
  readonly topics?: readonly Topic[] | undefined;
  /** Outcome of the check of its quote. */
  readonly status?: (typeof QUOTE_STATUSES)[number] | undefined;
}

type FilteredPassage = Pick<Passage, 'quote' | 'note' | 'codings' | 'documentId'> &
  Partial<Pick<Passage, 'coder' | 'review' | 'internal'>>;

/**
 * True if a passage fits a filter: one of its codings has all that is wanted of codings, its document is wanted, and
 * quote and note together contain every word of the text, whatever its case. Empty parts of the filter set no limit.
 */
export function passageMatchesFilter(
  passage: FilteredPassage,
  filter: PassageFilter,
  { document, topics = [], status }: FilterSurroundings = {},
): boolean {
  if (!isAmong(filter.documentIds, passage.documentId)) return false;
  if (document !== undefined && !documentFits(document, filter)) return false;
  if (limitsCodings(filter) && !passage.codings.some((coding) => codingFits(coding, filter, topics))) return false;
  if (filter.uncoded !== undefined && filter.uncoded !== (passage.codings.length === 0)) return false;
  if (!isAmong(filter.reviews, passage.review ?? 'coded')) return false;
  if (!isAmong(filter.internals, passage.internal ?? 'none')) return false;
  const people = [passage.coder, ...passage.codings.map(({ coder }) => coder)];
  if (filter.coders?.length && !people.some((coder) => isAmong(filter.coders, coder))) return false;
  if (status !== undefined && !isAmong(filter.statuses, status)) return false;
  const wanted = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return true;
  const words = `${passage.quote}\n${readableQuote(passage.quote)}\n${passage.note}`.toLowerCase();
  return wanted.every((word) => words.includes(word));
}

/** Whether a coding has all that a filter wants of codings. */
export function codingFits(
  coding: Pick<Coding, 'agencyId' | 'stanceId'> & Partial<Pick<Coding, 'topicId' | 'voice' | 'certainty'>>,
  filter: PassageFilter,
  topics: readonly Topic[],
): boolean {
  return (
    isAmong(filter.agencyIds, coding.agencyId) &&
    isAmong(filter.stanceIds, coding.stanceId) &&
    isAmong(filter.voices, coding.voice) &&
    isAmong(filter.certainties, coding.certainty) &&
    topicFits(coding.topicId, filter.topicIds, topics)
  );
}

function limitsCodings({ agencyIds, stanceIds, topicIds, voices, certainties }: PassageFilter): boolean {
  return [agencyIds, stanceIds, topicIds, voices, certainties].some((list) => list !== undefined && list.length > 0);
}

/** Whether a list that sets a limit holds a value. */
function isAmong<T>(wanted: readonly T[] | undefined, value: T | undefined): boolean {
  return wanted === undefined || wanted.length === 0 || (value !== undefined && wanted.includes(value));
}

/** A topic fits with those below it. */
function topicFits(
  topicId: string | undefined,
  wanted: readonly string[] | undefined,
  topics: readonly Topic[],
): boolean {
  if (wanted === undefined || wanted.length === 0) return true;
  const seen = new Set<string>();
  for (let at: string | null | undefined = topicId; at != null && !seen.has(at); ) {
    if (wanted.includes(at)) return true;
    seen.add(at);
    const id: string = at;
    at = topics.find((topic) => topic.id === id)?.parentId;
  }
  return false;
}

function documentFits(document: NonNullable<FilterSurroundings['document']>, filter: PassageFilter): boolean {
  const { kind, issuerId, dateIssued, collection } = document;
  if (!isAmong(filter.kinds, kind)) return false;
  if (!isAmong(filter.issuerIds, issuerId ?? undefined)) return false;
  const { issuedFrom, issuedTo } = filter;
  if ((issuedFrom !== undefined || issuedTo !== undefined) && dateIssued === null) return false;
  // A date that is coarser than the limit fits if it may lie within it.
  if (issuedFrom !== undefined && cut(dateIssued ?? '', issuedFrom) < cut(issuedFrom, dateIssued ?? '')) return false;
  if (issuedTo !== undefined && cut(dateIssued ?? '', issuedTo) > cut(issuedTo, dateIssued ?? '')) return false;
  const { collections = [] } = filter;
  return (
    collections.length === 0 ||
    collections.some((wanted) => collection === wanted || collection?.startsWith(`${wanted} / `) === true)
  );
}

const cut = (date: string, other: string): string => date.slice(0, other.length);
