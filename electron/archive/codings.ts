import type { ParsedInput } from '../../shared/contract.ts';
import type { Agency, AgencyLevel, Codebook, Stance } from '../../shared/domain/codebook.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Coding } from '../../shared/domain/passage.ts';
import { ArchiveError } from '../../shared/errors.ts';

type CodingInput = NonNullable<ParsedInput<'passage.add'>['codings']>[number];

/** What new codings and agencies are stamped with. */
export interface Stamp {
  readonly coder: string;
  /** Instant. */
  readonly time: string;
  readonly newId: () => string;
}

/** The form of an id: never meant as the name of a new agency. */
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** An agency and its stance, by id. */
type Position = Pick<Coding, 'agencyId' | 'stanceId'>;

/**
 * What the codings of a call mean, each once. Unknown agencies are made: `changes` holds them. Throws `not-found` or
 * `ambiguous` for a stance that is not certain.
 */
export function resolvePositions(
  inputs: readonly CodingInput[],
  codebook: Codebook,
  newId: () => string,
): { readonly positions: readonly Position[]; readonly changes: readonly Change[] } {
  const agencies = [...codebook.agencies];
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
    const position = { agencyId: agency.id, stanceId: stance.id };
    if (!positions.some((other) => isSamePosition(other, position))) positions.push(position);
  }
  return { positions, changes };
}

/** Codings with these positions. One that is among `existing` already keeps its id, coder and time. */
export function codingsAt(positions: readonly Position[], existing: readonly Coding[], stamp: Stamp): Coding[] {
  return positions.map(
    (position) =>
      existing.find((coding) => isSamePosition(coding, position)) ?? {
        id: stamp.newId(),
        ...position,
        coder: stamp.coder,
        codedAt: stamp.time,
      },
  );
}

/** `existing`, and after them codings with those of the positions that are not among them yet. */
export function addCodings(positions: readonly Position[], existing: readonly Coding[], stamp: Stamp): Coding[] {
  const missing = positions.filter((position) => !existing.some((coding) => isSamePosition(coding, position)));
  return [...existing, ...codingsAt(missing, [], stamp)];
}

const isSamePosition = (a: Position, b: Position): boolean => a.agencyId === b.agencyId && a.stanceId === b.stanceId;

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

/** The form in which names are compared: trimmed, single spaces, lower case. */
export function fold(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}
