import type { IncomingLink, IncomingSelection, IncomingSource, IncomingUse } from './incoming.ts';
import { PIECE_LINK } from './refi-project.ts';

/** What was marked at one place of a source, whatever number of selections there are for it. */
export interface ProjectMark {
  /** The pieces of its place; one for most. */
  readonly pieces: readonly IncomingSelection[];
  /** The codes of each selection, or of each chain of pieces. */
  readonly codes: readonly (readonly IncomingUse[])[];
  /** GUIDs of notes, and descriptions, each once. */
  readonly notes: readonly string[];
  readonly descriptions: readonly string[];
}

/** The marks of a source: selections of the same place are one, and pieces that are linked are one. */
export function marksOf(source: IncomingSource, links: readonly IncomingLink[]): readonly ProjectMark[] {
  const next = new Map(links.filter(({ name }) => name === PIECE_LINK).map(({ from, to }) => [from, to]));
  // NVivo ties a note to a selection by a link.
  const tied = new Map<string, string[]>();
  for (const { name, from, to } of links) if (name !== PIECE_LINK) tied.set(to, [...(tied.get(to) ?? []), from]);
  const byGuid = new Map(source.selections.map((selection) => [selection.guid, selection]));
  const isLater = new Set([...next.values()].filter((guid) => byGuid.has(guid)));
  const marks = new Map<string, { pieces: IncomingSelection[]; chains: IncomingSelection[][] }>();
  for (const first of source.selections) {
    if (isLater.has(first.guid)) continue;
    const chain = chainFrom(first, next, byGuid);
    const key = chain.map(placeKey).join(' ');
    const mark = marks.get(key) ?? { pieces: chain, chains: [] };
    mark.chains.push(chain);
    marks.set(key, mark);
  }
  return [...marks.values()].map(({ pieces, chains }) => ({
    pieces,
    codes: chains.map((chain) => distinctUses(chain)),
    notes: [...new Set(chains.flat().flatMap(({ guid, notes }) => [...notes, ...(tied.get(guid) ?? [])]))],
    descriptions: [...new Set(chains.flat().map(({ description }) => description.trim()))].filter(Boolean),
  }));
}

function chainFrom(
  first: IncomingSelection,
  next: ReadonlyMap<string, string>,
  byGuid: ReadonlyMap<string, IncomingSelection>,
): IncomingSelection[] {
  const chain = [first];
  const seen = new Set([first.guid]);
  for (let guid = next.get(first.guid); guid !== undefined && !seen.has(guid); guid = next.get(guid)) {
    const piece = byGuid.get(guid);
    if (piece === undefined) break;
    seen.add(guid);
    chain.push(piece);
  }
  return chain;
}

function placeKey({ place, name }: IncomingSelection): string {
  if (place.kind === 'text') return `${place.start}-${place.end}`;
  const page = place.kind === 'page' ? place.page : 0;
  return `${page} ${place.corners.join(' ')} ${name}`;
}

/** The pieces of one passage carry the same codes: each counts once. */
function distinctUses(chain: readonly IncomingSelection[]): readonly IncomingUse[] {
  return [...new Map(chain.flatMap(({ uses }) => uses).map((use) => [use.code, use])).values()];
}

/** How often each code was put on something, by GUID. */
export function countUses(sources: readonly IncomingSource[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { selections, uses } of sources) {
    for (const { code } of [...uses, ...selections.flatMap((selection) => selection.uses)]) {
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  }
  return counts;
}
