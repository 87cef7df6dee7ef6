import type { z } from 'zod';
import type { codingInputSchema } from '../../shared/contract/coding.ts';
import type { Agency, AgencyLevel, Codebook, Stance, Topic } from '../../shared/domain/codebook.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Coding } from '../../shared/domain/passage.ts';
import { joinTopicPath, splitTopicPath } from '../../shared/domain/topic-path.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { PlannedEvent } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { fold } from './fold-name.ts';
import { findTopic, newTopic } from './topic-paths.ts';

type CodingInput = z.infer<typeof codingInputSchema>;

/** What new codings, agencies and topics are stamped with. */
export interface Stamp {
  readonly coder: string;
  /** Instant. */
  readonly time: string;
  readonly newId: () => string;
}

/** The form of an id: never meant as the name of a new agency. */
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** What is said of an agency, by id: everything of a coding but who put it there. */
type Position = Omit<Coding, 'id' | 'coder' | 'codedAt'>;

/**
 * What the codings of a call mean, each once. Unknown agencies and topics are made: `changes` holds them. Throws
 * `not-found` or `ambiguous` for a stance or topic that is not certain.
 */
export function resolvePositions(
  inputs: readonly CodingInput[],
  codebook: Codebook,
  newId: () => string,
): { readonly positions: readonly Position[]; readonly changes: readonly Change[] } {
  const agencies = [...codebook.agencies];
  const topics = [...codebook.topics];
  const changes: Change[] = [];
  const positions: Position[] = [];
  for (const input of inputs) {
    const stance = findStance(codebook.stances, input.stance);
    let agency = findAgency(agencies, input.agency);
    if (!agency) {
      if (ULID.test(input.agency)) {
        throw new ArchiveError(
          'not-found',
          `There is no agency with the id ${input.agency}; it may have been deleted or merged. Choose one of the codebook.`,
        );
      }
      agency = newAgency(input.agency, newId());
      agencies.push(agency);
      changes.push({ entity: 'agency', id: agency.id, before: null, after: agency });
    }
    const { voice, certainty } = input;
    const topic = input.topic === undefined ? undefined : resolveTopic(topics, input.topic, newId, changes);
    const position: Position = {
      agencyId: agency.id,
      stanceId: stance.id,
      ...(topic === undefined ? {} : { topicId: topic.id }),
      ...(voice === undefined ? {} : { voice }),
      ...(certainty === undefined ? {} : { certainty }),
    };
    if (!positions.some((other) => isSamePosition(other, position))) positions.push(position);
  }
  return { positions, changes };
}

/**
 * Codings with these positions. One of the same agency, stance and topic that is among `existing` keeps its id, and takes
 * the voice and certainty given, also if none is; its coder and time stay if that changes nothing.
 */
export function codingsAt(positions: readonly Position[], existing: readonly Coding[], stamp: Stamp): Coding[] {
  return positions.map((position) => {
    const known = existing.find((coding) => isSamePosition(coding, position));
    if (known === undefined) return { id: stamp.newId(), ...position, coder: stamp.coder, codedAt: stamp.time };
    const { id, coder, codedAt } = known;
    return stampIfChanged(known, { id, ...position, coder, codedAt }, stamp);
  });
}

/** A coding as it is to be: by the one who changes it, now; `before` itself if it says the same. */
export function stampIfChanged(before: Coding, after: Coding, { coder, time }: Stamp): Coding {
  return isSameJson(before, after) ? before : { ...after, coder, codedAt: time };
}

/**
 * `existing`, and after them codings with those of the positions that are not among them yet. One that is keeps what is
 * not said of it anew; its coder and time stay if nothing of it changes.
 */
export function addCodings(positions: readonly Position[], existing: readonly Coding[], stamp: Stamp): Coding[] {
  const altered = existing.map((coding) => {
    const position = positions.find((other) => isSamePosition(coding, other));
    return position === undefined ? coding : stampIfChanged(coding, { ...coding, ...position }, stamp);
  });
  const missing = positions.filter((position) => !existing.some((coding) => isSamePosition(coding, position)));
  return [...altered, ...codingsAt(missing, [], stamp)];
}

/** Whether two codings say the same of an agency, if not with the same voice or certainty: a passage has one of them. */
export const isSamePosition = (a: Position, b: Position): boolean =>
  a.agencyId === b.agencyId && a.stanceId === b.stanceId && a.topicId === b.topicId;

/**
 * Codings each once. Of those that say the same but for voice and certainty it is the one that says more; where each says
 * what the other does not, it is the newer one, and the other goes into `overruled`.
 */
export function distinctCodings(codings: readonly Coding[], overruled: Coding[]): Coding[] {
  const kept: Coding[] = [];
  for (const coding of codings) {
    const at = kept.findIndex((other) => isSamePosition(coding, other));
    const known = kept[at];
    if (known === undefined) kept.push(coding);
    else if (saysAllOf(known, coding)) continue;
    else if (saysAllOf(coding, known)) kept[at] = coding;
    else {
      const isNewer = coding.codedAt > known.codedAt;
      overruled.push(isNewer ? known : coding);
      if (isNewer) kept[at] = coding;
    }
  }
  return kept;
}

/** Whether a coding says every voice and certainty that another of the same position says. */
const saysAllOf = (coding: Coding, other: Coding): boolean =>
  (other.voice === undefined || other.voice === coding.voice) &&
  (other.certainty === undefined || other.certainty === coding.certainty);

/** An event that tells of the codings that gave way to others by it; as it is if there are none. */
export function tellOverruled(event: PlannedEvent, overruled: readonly Coding[]): PlannedEvent {
  if (overruled.length === 0) return event;
  const what =
    overruled.length === 1
      ? '1 coding gave way to a newer one of other voice or certainty'
      : `${overruled.length} codings gave way to newer ones of other voice or certainty`;
  return {
    ...event,
    label: `${event.label} (${what})`,
    detail: { ...event.detail, overruledCodings: overruled.map(({ id }) => id) },
  };
}

/** The topic meant, made with those above it if there is none; new ones go into `topics` and `changes`. */
function resolveTopic(topics: Topic[], ref: string, newId: () => string, changes: Change[]): Topic {
  const found = findTopic(topics, ref);
  if (found) return found;
  if (ULID.test(ref)) {
    throw new ArchiveError(
      'not-found',
      `There is no topic with the id ${ref}; it may have been deleted or merged. Choose one of the codebook.`,
    );
  }
  const path = splitTopicPath(ref);
  const name = path[path.length - 1];
  if (name === undefined) throw new ArchiveError('invalid-input', `topic: “${ref}” holds no name.`);
  const parent = path.length === 1 ? null : resolveTopic(topics, joinTopicPath(path.slice(0, -1)), newId, changes);
  const topic = newTopic(topics, name, parent?.id ?? null, newId());
  topics.push(topic);
  changes.push({ entity: 'topic', id: topic.id, before: null, after: topic });
  return topic;
}

/** An agency by id, name or alias, whatever the case and the white space. */
export function findAgency(agencies: readonly Agency[], ref: string): Agency | undefined {
  const wanted = fold(ref);
  return (
    agencies.find(({ id }) => id === ref) ??
    agencies.find(({ name }) => fold(name) === wanted) ??
    agencies.find(({ aliases }) => aliases.some((alias) => fold(alias) === wanted))
  );
}

/** A stance by id, name, letter, digit or the beginning of one name. Throws `not-found` or `ambiguous`, listing all. */
export function findStance(stances: readonly Stance[], ref: string): Stance {
  const wanted = fold(ref);
  const exact =
    stances.find(({ id }) => id === ref) ??
    stances.find(({ name }) => fold(name) === wanted) ??
    stances.find(({ letter }) => letter === ref) ??
    stances.find(({ letter }) => fold(letter) === wanted) ??
    stances.find(({ digit }) => digit !== null && String(digit) === wanted);
  if (exact) return exact;
  const near = stances.filter(({ name }) => fold(name).startsWith(wanted));
  const [only] = near;
  if (only && near.length === 1) return only;
  const listed = (near.length > 1 ? near : stances).map(
    ({ name, letter, digit }) => `${name} (${digit === null ? letter : `${letter}, ${digit}`})`,
  );
  throw near.length > 1
    ? new ArchiveError('ambiguous', `“${ref}” may be any of these stances: ${listed.join('; ')}.`, {
        details: near.map(({ id, name }) => ({ id, name })),
      })
    : new ArchiveError('not-found', `There is no stance “${ref}”. The codebook has: ${listed.join('; ')}.`, {
        details: stances.map(({ id, name }) => ({ id, name })),
      });
}

/** An agency known by its name only. */
export function newAgency(name: string, id: string): Agency {
  return { id, name: name.trim(), aliases: [], jurisdiction: '', level: guessLevel(name), parentId: null, notes: '' };
}

const LEVELS: readonly (readonly [RegExp, AgencyLevel])[] = [
  [/\b(u\.?\s?s\.?|united states|federal|national|homeland security|fbi|ice|dhs|doj|dea|atf|cbp)\b/i, 'federal'],
  [/\b(tribal|tribe|nation|pueblo|reservation)\b/i, 'tribal'],
  [/\b(sheriff('?s)?|county|parish|constable)\b/i, 'county'],
  [/\b(state|governor('?s)?|attorney general|highway patrol|legislature|commonwealth)\b/i, 'state'],
  [/\b(police|city|municipal|metropolitan|mayor('?s)?|town|village|borough)\b/i, 'municipal'],
];

/** Level of government that a name tells of; "other" if it tells of none. */
export function guessLevel(name: string): AgencyLevel {
  const words = name.replace(/’/g, "'");
  return LEVELS.find(([pattern]) => pattern.test(words))?.[1] ?? 'other';
}
