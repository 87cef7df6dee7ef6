import type { PassageFilter } from '../../../shared/domain/briefing.ts';
import type { Codebook } from '../../../shared/domain/codebook.ts';
import { certaintyName, reviewName, voiceName } from '../../coding-words.ts';
import { topicPath } from '../../components/topic-matching.ts';
import { formatPartialDate, kindName } from '../../formats.ts';
import { internalName } from '../../passages/internal-badge.tsx';

function either(names: readonly string[], most = 3): string {
  const shown = names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} or ${shown[shown.length - 1]}`;
}

function dates(from: string | undefined, to: string | undefined): string | null {
  if (from !== undefined && to !== undefined) return `issued ${formatPartialDate(from)} to ${formatPartialDate(to)}`;
  if (from !== undefined) return `issued from ${formatPartialDate(from)} on`;
  return to === undefined ? null : `issued until ${formatPartialDate(to)}`;
}

/** A query as a person reads it: "Supports or Opposes · Omaha PD · about Detainers". */
export function queryWords(filter: PassageFilter, codebook: Codebook): string {
  const agency = (id: string) => codebook.agencies.find((one) => one.id === id)?.name ?? 'an agency that is gone';
  const stance = (id: string) => codebook.stances.find((one) => one.id === id)?.name ?? 'a stance that is gone';
  const named = <T>(values: readonly T[] | undefined, words: (value: T) => string, before = ''): string | null =>
    values === undefined || values.length === 0 ? null : `${before}${either(values.map(words))}`;
  const documents = filter.documentIds.length;
  const parts = [
    named(filter.stanceIds, stance),
    named(filter.agencyIds, agency),
    named(filter.topicIds, (id) => topicPath(codebook.topics, id) ?? 'a topic that is gone', 'about '),
    named(filter.voices, voiceName, 'voice: '),
    named(filter.certainties, certaintyName),
    named(filter.reviews, reviewName),
    named(filter.kinds, kindName),
    named(filter.issuerIds, agency, 'issued by '),
    dates(filter.issuedFrom, filter.issuedTo),
    named(filter.collections, (name) => `“${name}”`, 'collection '),
    named(filter.coders, (name) => name, 'coded by '),
    named(filter.statuses, (status) => status, 'quotes that are '),
    documents === 0 ? null : `${documents} ${documents === 1 ? 'document' : 'documents'}`,
    filter.text === '' ? null : `with the words “${filter.text}”`,
    named(filter.internals, internalName),
    filter.uncoded === undefined ? null : filter.uncoded ? 'not coded' : 'coded',
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'All passages' : parts.join(' · ');
}
