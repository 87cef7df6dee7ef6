import type { PassageFilter } from '../../../shared/domain/briefing.ts';
import type { Agency, Codebook, Stance, Topic } from '../../../shared/domain/codebook.ts';
import type { Change } from '../../../shared/domain/event.ts';
import type { Coding } from '../../../shared/domain/passage.ts';
import { findAgency } from '../codings.ts';
import { fold } from '../fold-name.ts';

/** How a codebook that comes in goes into the one that is there. */
export interface CodebookMerge {
  /** Agencies, stances and topics that are new here. */
  readonly changes: readonly Change[];
  /** Ids here by the ids that came. */
  readonly agencies: ReadonlyMap<string, string>;
  readonly stances: ReadonlyMap<string, string>;
  readonly topics: ReadonlyMap<string, string>;
  readonly newAgencies: number;
  readonly newStances: number;
  readonly newTopics: number;
}

/**
 * Finds for each agency, stance and topic the one here that has its id or its name (a topic: at its place in the
 * tree), and plans the others as new ones. What is here is not altered.
 */
export function mergeCodebook(incoming: Codebook, here: Codebook, newId: () => string): CodebookMerge {
  const agencies = mergeAgencies(incoming.agencies, here.agencies, newId);
  const stances = mergeStances(incoming.stances, here.stances, newId);
  const topics = mergeTopics(incoming.topics, here.topics, newId);
  return {
    changes: [
      ...agencies.added.map((after): Change => ({ entity: 'agency', id: after.id, before: null, after })),
      ...stances.added.map((after): Change => ({ entity: 'stance', id: after.id, before: null, after })),
      ...topics.added.map((after): Change => ({ entity: 'topic', id: after.id, before: null, after })),
    ],
    agencies: agencies.ids,
    stances: stances.ids,
    topics: topics.ids,
    newAgencies: agencies.added.length,
    newStances: stances.added.length,
    newTopics: topics.added.length,
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

/** From the top down, so that a topic knows its parent here before it is looked for among its siblings. */
function mergeTopics(incoming: readonly Topic[], here: readonly Topic[], newId: () => string): Merged<Topic> {
  const ids = new Map<string, string>();
  const added: Topic[] = [];
  const known = new Set(incoming.map(({ id }) => id));
  const isTop = ({ parentId }: Topic): boolean => parentId === null || !known.has(parentId);
  let level = incoming.filter(isTop);
  while (level.length > 0) {
    for (const topic of level) {
      const all = [...here, ...added];
      const parentId = isTop(topic) ? null : (ids.get(topic.parentId ?? '') ?? null);
      const siblings = all.filter((other) => other.parentId === parentId);
      const twin = siblings.find(({ name }) => fold(name) === fold(topic.name));
      const id = twin?.id ?? (all.some((other) => other.id === topic.id) ? newId() : topic.id);
      ids.set(topic.id, id);
      if (twin) continue;
      added.push({ ...topic, id, parentId, order: Math.max(0, ...siblings.map(({ order }) => order)) + 1 });
    }
    const parents = new Set(level.map(({ id }) => id));
    level = incoming.filter((topic) => !isTop(topic) && parents.has(topic.parentId ?? '') && !ids.has(topic.id));
  }
  return { ids, added };
}

/** A coding in the ids that hold here; null if its agency or stance did not come along. */
export function adaptCoding(coding: Coding, { agencies, stances, topics }: CodebookMerge): Coding | null {
  const { topicId, ...rest } = coding;
  const agencyId = agencies.get(coding.agencyId);
  const stanceId = stances.get(coding.stanceId);
  const topic = topicId === undefined ? undefined : topics.get(topicId);
  if (agencyId === undefined || stanceId === undefined) return null;
  return { ...rest, agencyId, stanceId, ...(topic === undefined ? {} : { topicId: topic }) };
}

/** A filter in the ids that hold here. What did not come along stays named, so that the filter takes in no more. */
export function adaptFilter<Filter extends Partial<PassageFilter>>(
  filter: Filter,
  { agencies, stances, topics }: CodebookMerge,
  documentId: (id: string) => string,
): Filter {
  const { agencyIds, stanceIds, topicIds, issuerIds, documentIds } = filter;
  const there = (ids: ReadonlyMap<string, string>) => (id: string) => ids.get(id) ?? id;
  return {
    ...filter,
    ...(agencyIds && { agencyIds: agencyIds.map(there(agencies)) }),
    ...(stanceIds && { stanceIds: stanceIds.map(there(stances)) }),
    ...(topicIds && { topicIds: topicIds.map(there(topics)) }),
    ...(issuerIds && { issuerIds: issuerIds.map(there(agencies)) }),
    ...(documentIds && { documentIds: documentIds.map(documentId) }),
  };
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
