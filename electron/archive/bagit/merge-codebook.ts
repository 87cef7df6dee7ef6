import type { Agency, Codebook, Stance } from '../../../shared/domain/codebook.ts';
import type { Change } from '../../../shared/domain/event.ts';
import { findAgency, fold } from '../codings.ts';

/** How a codebook that comes in goes into the one that is there. */
export interface CodebookMerge {
  /** Agencies and stances that are new here. */
  readonly changes: readonly Change[];
  /** Ids here by the ids that came. */
  readonly agencies: ReadonlyMap<string, string>;
  readonly stances: ReadonlyMap<string, string>;
  readonly newAgencies: number;
  readonly newStances: number;
}

/**
 * Finds for each agency and stance the one here that has its id or its name, and plans the others as new ones. What
 * is here is not altered.
 */
export function mergeCodebook(incoming: Codebook, here: Codebook, newId: () => string): CodebookMerge {
  const agencies = mergeAgencies(incoming.agencies, here.agencies, newId);
  const stances = mergeStances(incoming.stances, here.stances, newId);
  return {
    changes: [
      ...agencies.added.map((after): Change => ({ entity: 'agency', id: after.id, before: null, after })),
      ...stances.added.map((after): Change => ({ entity: 'stance', id: after.id, before: null, after })),
    ],
    agencies: agencies.ids,
    stances: stances.ids,
    newAgencies: agencies.added.length,
    newStances: stances.added.length,
  };
}

interface Merged<T> {
  readonly ids: ReadonlyMap<string, string>;
  readonly added: readonly T[];
}

function mergeAgencies(incoming: readonly Agency[], here: readonly Agency[], newId: () => string): Merged<Agency> {
  const ids = new Map<string, string>();
  const fresh: Agency[] = [];
  const taken = new Set(here.map(({ id }) => id));
  for (const agency of incoming) {
    const same = here.find(({ id, name }) => id === agency.id && fold(name) === fold(agency.name));
    const known = same ?? findAgency([...here, ...fresh].map(withoutId), agency.name);
    const twin = known && [...here, ...fresh].find(({ name }) => name === known.name);
    if (twin) ids.set(agency.id, twin.id);
    else {
      const id = taken.has(agency.id) ? newId() : agency.id;
      taken.add(id);
      ids.set(agency.id, id);
      fresh.push({ ...agency, id });
    }
  }
  const added = fresh.map((agency) => ({
    ...agency,
    parentId: agency.parentId === null ? null : (ids.get(agency.parentId) ?? null),
  }));
  return { ids, added };
}

/** A name that happens to be the id of another agency must not find that one. */
const withoutId = (agency: Agency): Agency => ({ ...agency, id: '' });

function mergeStances(incoming: readonly Stance[], here: readonly Stance[], newId: () => string): Merged<Stance> {
  const ids = new Map<string, string>();
  const added: Stance[] = [];
  for (const stance of incoming) {
    const all = [...here, ...added];
    const twin =
      all.find(({ id, name }) => id === stance.id && fold(name) === fold(stance.name)) ??
      all.find(({ name }) => fold(name) === fold(stance.name));
    if (twin) {
      ids.set(stance.id, twin.id);
      continue;
    }
    const id = all.some((other) => other.id === stance.id) ? newId() : stance.id;
    ids.set(stance.id, id);
    added.push({
      ...stance,
      id,
      letter: freeLetter(stance.letter, all),
      digit: all.some(({ digit }) => digit === stance.digit) ? null : stance.digit,
      order: Math.max(0, ...all.map(({ order }) => order)) + 1,
    });
  }
  return { ids, added };
}

const SPARE_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** The letter, or the first one or two characters that no stance has. */
function freeLetter(wanted: string, stances: readonly Stance[]): string {
  const taken = new Set(stances.map(({ letter }) => letter));
  if (!taken.has(wanted)) return wanted;
  const first = [...wanted][0] ?? 'A';
  const pairs = [...SPARE_LETTERS].map((second) => `${first}${second}`).filter((pair) => pair.length <= 2);
  const all = [...pairs, ...[...SPARE_LETTERS].flatMap((a) => [...SPARE_LETTERS].map((b) => `${a}${b}`))];
  return all.find((letter) => !taken.has(letter)) ?? wanted;
}
