import type { Agency } from '../../shared/domain/codebook.ts';

/** One line of the agency list. */
export type AgencyItem =
  | {
      readonly kind: 'agency';
      readonly agency: Agency;
      readonly matchedAlias: string | null;
      /** The words that are being coded, or those around them, name it. */
      readonly isMentioned?: boolean;
    }
  | { readonly kind: 'create'; readonly name: string };

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** 0 for equal, 1 for a start, 2 for the start of a word, 3 for anywhere, null for no match. */
function rank(name: string, query: string): number | null {
  const folded = fold(name);
  if (folded === query) return 0;
  if (folded.startsWith(query)) return 1;
  if (folded.includes(` ${query}`)) return 2;
  return folded.includes(query) ? 3 : null;
}

/**
 * The agencies that fit what was typed, best first, aliases included; last a line that makes a new one,
 * unless a name or an alias equals the words. With nothing typed: those that the text names, recent ones, then all by
 * name.
 */
export function matchAgencies(
  agencies: readonly Agency[],
  typed: string,
  recentIds: readonly string[] = [],
  mentionedIds: readonly string[] = [],
): AgencyItem[] {
  const query = fold(typed);
  const places = new Map([...new Set([...mentionedIds, ...recentIds])].map((id, at) => [id, at]));
  const recency = (agency: Agency) => places.get(agency.id) ?? places.size;
  const mentioned = new Set(mentionedIds);
  const mention = (agency: Agency) => (mentioned.has(agency.id) ? { isMentioned: true } : {});
  if (query === '')
    return [...agencies]
      .sort((a, b) => recency(a) - recency(b) || a.name.localeCompare(b.name))
      .map((agency) => ({ kind: 'agency', agency, matchedAlias: null, ...mention(agency) }));

  const found: { item: AgencyItem; agency: Agency; rank: number }[] = [];
  for (const agency of agencies) {
    const byName = rank(agency.name, query);
    let best = byName;
    let matchedAlias: string | null = null;
    for (const alias of agency.aliases) {
      const byAlias = rank(alias, query);
      if (byAlias !== null && (best === null || byAlias < best)) {
        best = byAlias;
        matchedAlias = alias;
      }
    }
    if (best !== null)
      found.push({ item: { kind: 'agency', agency, matchedAlias, ...mention(agency) }, agency, rank: best });
  }
  found.sort(
    (a, b) => a.rank - b.rank || recency(a.agency) - recency(b.agency) || a.agency.name.localeCompare(b.agency.name),
  );
  const items = found.map(({ item }) => item);
  if (!found.some((one) => one.rank === 0)) items.push({ kind: 'create', name: typed.trim() });
  return items;
}
