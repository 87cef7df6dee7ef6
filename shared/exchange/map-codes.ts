import type { Agency, Codebook, Stance, Topic } from '../domain/codebook.ts';
import { CERTAINTIES, REVIEW_STATES, VOICES } from '../domain/vocabulary.ts';
import { readCodeFacts } from './code-facts.ts';
import type { CodeRole } from './formats.ts';
import type { IncomingCode } from './incoming.ts';
import { CODE_SETS, VALUE_CODES } from './refi-codes.ts';

/** Names of top-level codes for which a person has said what they are. */
export type AskedRoles = Readonly<Record<CodeRole, readonly string[]>>;

/** What a code means here. Ids are GUIDs of codes; values are of our vocabulary. */
export type CodeMeaning =
  | { readonly sort: 'agency' | 'stance' | 'topic'; readonly id: string }
  | { readonly sort: 'voice'; readonly value: (typeof VOICES)[number] }
  | { readonly sort: 'certainty'; readonly value: (typeof CERTAINTIES)[number] }
  | { readonly sort: 'review'; readonly value: (typeof REVIEW_STATES)[number] };

/** One code of the top with all that is below it. */
export interface CodeTop {
  readonly name: string;
  readonly role: CodeRole;
  readonly isGuess: boolean;
  readonly below: number;
  readonly examples: readonly string[];
  readonly uses: number;
}

/** What codes of another program become. */
export interface CodePlan {
  readonly tops: readonly CodeTop[];
  /** Agencies, stances and topics as they come, their ids the GUIDs of the codes. */
  readonly codebook: Codebook;
  readonly meanings: ReadonlyMap<string, CodeMeaning>;
  /** Names with those above them, by GUID, for those left out as well. */
  readonly paths: ReadonlyMap<string, string>;
}

const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const GREY = '#6b7280';
/** Names of tops that only hold others together. */
const GENERIC = /^(topics?|themes?|codes?|tags?|subjects?)$/i;
const GUESSES: readonly (readonly [RegExp, CodeRole])[] = [
  [/\b(agenc(y|ies)|organi[sz]ations?|institutions?|actors?|authorit(y|ies)|departments?|bodies)\b/i, 'agency'],
  [/\b(stances?|positions?|attitudes?|sentiments?)\b/i, 'stance'],
];

/**
 * Decides what the codes of another program become: what is below a top-level code has the role of that one. What nobody
 * has said is guessed by the name of the top-level code, and is a topic if that tells nothing.
 */
export function planCodes(
  codes: readonly IncomingCode[],
  uses: ReadonlyMap<string, number>,
  asked: AskedRoles,
): CodePlan {
  const distinct = [...new Map(codes.map((code) => [code.guid, code])).values()];
  const byGuid = new Map(distinct.map((code) => [code.guid, code]));
  const children = new Map<string | null, IncomingCode[]>();
  for (const code of distinct) {
    const parent = code.parent !== null && byGuid.has(code.parent) ? code.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), code]);
  }
  const tops: CodeTop[] = [];
  const agencies: Agency[] = [];
  const stances: Stance[] = [];
  const topics: Topic[] = [];
  const meanings = new Map<string, CodeMeaning>();
  const paths = new Map<string, string>();
  const add = (code: IncomingCode, role: CodeRole, parentId: string | null): void => {
    const { guid: id } = code;
    const name = nameOf(code);
    const facts = readCodeFacts(code.description);
    if (role === 'agency') {
      const { jurisdiction = '', level = 'other', aliases = [], definition } = facts;
      agencies.push({ id, name, aliases: [...aliases], jurisdiction, level, parentId, notes: definition });
    } else if (role === 'stance') {
      const { definition, polarity = null, digit = null } = facts;
      const letter = facts.letter ?? [...name][0]?.toUpperCase() ?? '?';
      stances.push({ id, name, definition, polarity, color: code.color ?? GREY, letter, digit, order: stances.length });
    } else if (role === 'topic') {
      topics.push({ id, name, definition: code.description.trim(), parentId, order: topics.length });
    }
    if (role !== 'skip') meanings.set(id, { sort: role, id });
  };
  const addBelow = (code: IncomingCode, role: CodeRole, parentId: string | null): void => {
    for (const child of children.get(code.guid) ?? []) {
      add(child, role, parentId);
      addBelow(child, role, role === 'stance' ? null : child.guid);
    }
  };
  for (const top of children.get(null) ?? []) {
    const below = allBelow(top, children, paths, '');
    if (addValues(top, below, meanings)) continue;
    const used = [top, ...below].reduce((sum, { guid }) => sum + (uses.get(guid) ?? 0), 0);
    const said = roleAsked(top, asked);
    const role = said ?? roleGuessed(top);
    const examples = below.slice(0, 5).map(nameOf);
    tops.push({ name: nameOf(top), role, isGuess: said === null, below: below.length, examples, uses: used });
    const holdsOthers = below.length > 0 && (uses.get(top.guid) ?? 0) === 0;
    const isHolder = holdsOthers && (role === 'topic' ? GENERIC.test(top.name.trim()) : role !== 'skip');
    if (!isHolder) add(top, role, null);
    addBelow(top, role, isHolder || role === 'stance' ? null : top.guid);
  }
  return { tops, codebook: { agencies, stances, topics }, meanings, paths };
}

const nameOf = ({ name, guid }: IncomingCode): string =>
  VISIBLE.test(name) ? name.replace(/\s+/g, ' ').trim() : `Code ${guid.slice(0, 8)}`;

/** All codes below one, each after the one above it; notes the path of each. */
function allBelow(
  code: IncomingCode,
  children: ReadonlyMap<string | null, readonly IncomingCode[]>,
  paths: Map<string, string>,
  above: string,
): IncomingCode[] {
  const path = above === '' ? nameOf(code) : `${above} / ${nameOf(code)}`;
  paths.set(code.guid, path);
  return (children.get(code.guid) ?? []).flatMap((child) => [child, ...allBelow(child, children, paths, path)]);
}

function roleAsked({ name, guid }: IncomingCode, asked: AskedRoles): CodeRole | null {
  const wanted = name.trim().toLowerCase();
  const roles: readonly CodeRole[] = ['agency', 'stance', 'topic', 'skip'];
  const isMeant = (ref: string): boolean => ref === guid || ref.trim().toLowerCase() === wanted;
  return roles.find((role) => asked[role].some(isMeant)) ?? null;
}

const roleGuessed = ({ name }: IncomingCode): CodeRole =>
  GUESSES.find(([pattern]) => pattern.test(name))?.[1] ?? 'topic';

/** Takes the values of our vocabulary that a project of ours has as codes. False if the top is another one. */
function addValues(top: IncomingCode, below: readonly IncomingCode[], meanings: Map<string, CodeMeaning>): boolean {
  const valueNamed = (sort: keyof typeof VALUE_CODES, name: string): string | undefined =>
    [...VALUE_CODES[sort]].find(([, label]) => label === name)?.[0];
  const sorts = ['voice', 'certainty', 'review'] as const;
  const sort = sorts.find((each) => CODE_SETS[each] === top.name);
  if (sort === undefined || !below.every(({ name }) => valueNamed(sort, name) !== undefined)) return false;
  for (const { guid, name } of below) {
    const value = valueNamed(sort, name);
    const voice = VOICES.find((each) => each === value);
    const certainty = CERTAINTIES.find((each) => each === value);
    const review = REVIEW_STATES.find((each) => each === value);
    if (sort === 'voice' && voice) meanings.set(guid, { sort, value: voice });
    if (sort === 'certainty' && certainty) meanings.set(guid, { sort, value: certainty });
    if (sort === 'review' && review) meanings.set(guid, { sort, value: review });
  }
  return true;
}
