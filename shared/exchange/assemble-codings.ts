import type { Coding, Passage } from '../domain/passage.ts';
import type { IncomingUse } from './incoming.ts';
import type { CodeMeaning } from './map-codes.ts';

/** A coding whose agency, stance and topic are named by the GUIDs of their codes. */
export type AssembledCoding = Omit<Coding, 'id' | 'coder' | 'codedAt'> & Pick<IncomingUse, 'user' | 'at'>;

/** What the codes on one stretch of a source say together. */
export interface Assembled {
  readonly codings: readonly AssembledCoding[];
  /** GUIDs of codes that make no coding: an agency without a stance, a topic without both. */
  readonly left: readonly string[];
  readonly review: Passage['review'];
}

/** Agency and stance for what has a code but not these, by the GUIDs of their codes; null for none. */
export interface CodingDefaults {
  readonly agency: string | null;
  readonly stance: string | null;
}

interface Sorted {
  readonly agencies: IncomingUse[];
  readonly stances: IncomingUse[];
  readonly topics: IncomingUse[];
  voice?: Coding['voice'];
  certainty?: Coding['certainty'];
}

/**
 * Makes codings of the codes put on one stretch. Codes of one selection belong together: each agency with each stance. Most
 * programs have a selection for each code: those that make no coding alone are taken together.
 */
export function assembleCodings(
  selections: readonly (readonly IncomingUse[])[],
  meanings: ReadonlyMap<string, CodeMeaning>,
  defaults: CodingDefaults,
): Assembled {
  const codings: AssembledCoding[] = [];
  const pool: Sorted = { agencies: [], stances: [], topics: [] };
  let review: Passage['review'];
  for (const uses of selections) {
    const own: Sorted = { agencies: [], stances: [], topics: [] };
    for (const use of uses) {
      const meaning = meanings.get(use.code);
      if (meaning?.sort === 'review') review = meaning.value;
      else if (meaning !== undefined) put(own, use, meaning);
    }
    if (own.agencies.length > 0 && own.stances.length > 0) codings.push(...cross(own));
    else {
      pool.agencies.push(...own.agencies);
      pool.stances.push(...own.stances);
      pool.topics.push(...own.topics);
      pool.voice ??= own.voice;
      pool.certainty ??= own.certainty;
    }
  }
  const rest = withDefaults(pool, defaults);
  const isOnlyTopics = pool.agencies.length === 0 && pool.stances.length === 0 && pool.topics.length > 0;
  if (isOnlyTopics && codings.some(({ topicId }) => topicId === undefined)) {
    const topics = pool.topics.map(({ code }) => code);
    return {
      codings: distinct(
        codings.flatMap((coding) =>
          coding.topicId === undefined ? topics.map((topicId) => ({ ...coding, topicId })) : [coding],
        ),
      ),
      left: [],
      review,
    };
  }
  const made = cross(rest);
  const left = made.length > 0 ? [] : [...pool.agencies, ...pool.stances, ...pool.topics].map(({ code }) => code);
  return { codings: distinct([...codings, ...made]), left: [...new Set(left)], review };
}

function put(sorted: Sorted, use: IncomingUse, meaning: Exclude<CodeMeaning, { sort: 'review' }>): void {
  switch (meaning.sort) {
    case 'agency':
      sorted.agencies.push(use);
      return;
    case 'stance':
      sorted.stances.push(use);
      return;
    case 'topic':
      sorted.topics.push(use);
      return;
    case 'voice':
      sorted.voice = meaning.value;
      return;
    case 'certainty':
      sorted.certainty = meaning.value;
  }
}

function withDefaults(pool: Sorted, { agency, stance }: CodingDefaults): Sorted {
  const [first] = [...pool.agencies, ...pool.stances, ...pool.topics];
  if (first === undefined) return pool;
  const { user, at } = first;
  return {
    ...pool,
    agencies: pool.agencies.length > 0 || agency === null ? pool.agencies : [{ code: agency, user, at }],
    stances: pool.stances.length > 0 || stance === null ? pool.stances : [{ code: stance, user, at }],
  };
}

function cross({ agencies, stances, topics, voice, certainty }: Sorted): AssembledCoding[] {
  const about = topics.length === 0 ? [undefined] : topics.map(({ code }) => code);
  return agencies.flatMap((agency) =>
    stances.flatMap((stance) =>
      about.map((topicId) => ({
        agencyId: agency.code,
        stanceId: stance.code,
        ...(topicId === undefined ? {} : { topicId }),
        ...(voice === undefined ? {} : { voice }),
        ...(certainty === undefined ? {} : { certainty }),
        user: agency.user,
        at: agency.at,
      })),
    ),
  );
}

/** Each agency with each stance on each topic once, the first one. */
function distinct(codings: readonly AssembledCoding[]): readonly AssembledCoding[] {
  const seen = new Map<string, AssembledCoding>();
  for (const coding of codings) {
    const key = `${coding.agencyId} ${coding.stanceId} ${coding.topicId ?? ''}`;
    if (!seen.has(key)) seen.set(key, coding);
  }
  return [...seen.values()];
}
