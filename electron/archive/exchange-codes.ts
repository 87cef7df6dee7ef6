import type { ExchangeImport } from '../../shared/contract/exchange.ts';
import type { ParsedInput } from '../../shared/contract.ts';
import type { Codebook } from '../../shared/domain/codebook.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Coding } from '../../shared/domain/passage.ts';
import { topicPath } from '../../shared/domain/topic-path.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { AssembledCoding, CodingDefaults } from '../../shared/exchange/assemble-codings.ts';
import type { IncomingCode } from '../../shared/exchange/incoming.ts';
import { type CodePlan, planCodes } from '../../shared/exchange/map-codes.ts';
import type { ArchiveCore } from './archive-core.ts';
import { type CodebookMerge, mergeCodebook } from './bagit/merge-codebook.ts';
import { findAgency, findStance, newAgency } from './codings.ts';
import { guidOf } from './exchange-guid.ts';

type Input = ParsedInput<'exchange.import'>;

/** Codes of another program, and how they go into the codebook that is here. */
export interface PlannedCodes {
  readonly plan: CodePlan;
  readonly merge: CodebookMerge;
  readonly changes: readonly Change[];
  /** The codebook as it will be. */
  readonly codebook: Codebook;
  /** What the result says of them. */
  readonly told: Pick<ExchangeImport, 'codes' | 'agencies' | 'stances' | 'topics'>;
  readonly defaults: CodingDefaults;
}

/** Plans what becomes of codes. Throws `not-found` for a name that no top-level code has, or a stance that is not here. */
export async function planCodebook(
  core: ArchiveCore,
  codes: readonly IncomingCode[],
  uses: ReadonlyMap<string, number>,
  input: Input,
): Promise<PlannedCodes> {
  const here = await core.store.codebook();
  const asked = {
    agency: input.agencyCodes ?? [],
    stance: input.stanceCodes ?? [],
    topic: input.topicCodes ?? [],
    skip: input.skipCodes ?? [],
  };
  requireNames(codes, Object.values(asked).flat());
  const plan = planCodes(namedAsHere(codes, here), uses, asked);
  const merge = withOwnIds(mergeCodebook(plan.codebook, here, core.context.newId), core.context.newId);
  const { changes } = merge;
  const codebook = withAdditions(here, changes);
  const defaults = defaultsOf(core, input, codebook);
  return {
    plan,
    merge: defaults.merge(merge),
    changes: [...changes, ...defaults.changes],
    codebook: withAdditions(codebook, defaults.changes),
    told: {
      codes: plan.tops.map((top) => ({ ...top, examples: [...top.examples] })),
      agencies: [...changes, ...defaults.changes].flatMap(({ entity, after }) =>
        entity === 'agency' && after !== null ? [after.name] : [],
      ),
      stances: changes.flatMap(({ entity, after }) => (entity === 'stance' && after !== null ? [after.name] : [])),
      topics: changes.flatMap(({ entity, after }) =>
        entity === 'topic' && after !== null ? [topicPath(codebook.topics, after)] : [],
      ),
    },
    defaults: defaults.ids,
  };
}

/** A coding in the ids that hold here; null if its agency or stance is not among them. */
export function codingHere(
  { agencyId, stanceId, topicId, user: _user, at: _at, ...rest }: AssembledCoding,
  { merge }: PlannedCodes,
  by: Pick<Coding, 'coder' | 'codedAt'>,
): Omit<Coding, 'id'> | null {
  const agency = merge.agencies.get(agencyId);
  const stance = merge.stances.get(stanceId);
  const topic = topicId === undefined ? undefined : merge.topics.get(topicId);
  if (agency === undefined || stance === undefined) return null;
  return { agencyId: agency, stanceId: stance, ...(topic === undefined ? {} : { topicId: topic }), ...rest, ...by };
}

function requireNames(codes: readonly IncomingCode[], asked: readonly string[]): void {
  const tops = codes.filter(({ parent }) => parent === null);
  const fold = (name: string): string => name.trim().toLowerCase();
  for (const name of asked) {
    if (tops.some((top) => top.guid === name || fold(top.name) === fold(name))) continue;
    const listed = tops.slice(0, 20).map((top) => `“${top.name}”`);
    throw new ArchiveError(
      'not-found',
      `The file has no top-level code “${name}”. ${listed.length === 0 ? 'It has none.' : `It has: ${listed.join(', ')}.`}`,
    );
  }
}

/** Codes of ours that came back have the names that these things have by now. */
function namedAsHere(codes: readonly IncomingCode[], here: Codebook): readonly IncomingCode[] {
  const names = new Map<string, string>();
  for (const { id, name } of here.agencies) names.set(guidOf('agency', id), name);
  for (const { id, name } of here.stances) names.set(guidOf('stance', id), name);
  for (const { id, name } of here.topics) names.set(guidOf('topic', id), name);
  return codes.map((code) => ({ ...code, name: names.get(code.guid) ?? code.name }));
}

/** What is new gets ids of ours: those of other programs may be anything, and ids become names of files. */
function withOwnIds(merge: CodebookMerge, newId: () => string): CodebookMerge {
  const fresh = new Map(merge.changes.map(({ id }) => [id, newId()]));
  const idOf = (id: string): string => fresh.get(id) ?? id;
  const parentOf = (id: string | null): string | null => (id === null ? null : idOf(id));
  const ids = (map: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
    new Map([...map].map(([from, to]) => [from, idOf(to)]));
  const changes = merge.changes.map((change): Change => {
    const id = idOf(change.id);
    const { entity, after } = change;
    if (entity === 'agency' && after)
      return { ...change, id, after: { ...after, id, parentId: parentOf(after.parentId) } };
    if (entity === 'topic' && after)
      return { ...change, id, after: { ...after, id, parentId: parentOf(after.parentId) } };
    return entity === 'stance' && after ? { ...change, id, after: { ...after, id } } : change;
  });
  return { ...merge, changes, agencies: ids(merge.agencies), stances: ids(merge.stances), topics: ids(merge.topics) };
}

/** The codebook with what is made in it. */
function withAdditions(codebook: Codebook, changes: readonly Change[]): Codebook {
  const made = { agencies: [...codebook.agencies], stances: [...codebook.stances], topics: [...codebook.topics] };
  for (const { entity, after } of changes) {
    if (entity === 'agency' && after) made.agencies.push(after);
    if (entity === 'stance' && after) made.stances.push(after);
    if (entity === 'topic' && after) made.topics.push(after);
  }
  return made;
}

/** Names under which the defaults go among the codes; no GUID is like them. */
const DEFAULT_AGENCY = 'default agency';
const DEFAULT_STANCE = 'default stance';

/** Agency and stance for codings that the file gives none; an unknown agency is made. */
function defaultsOf(
  core: ArchiveCore,
  { defaultAgency, defaultStance }: Input,
  codebook: Codebook,
): {
  readonly ids: CodingDefaults;
  readonly changes: readonly Change[];
  readonly merge: (merge: CodebookMerge) => CodebookMerge;
} {
  const changes: Change[] = [];
  let agency = defaultAgency === undefined ? undefined : findAgency(codebook.agencies, defaultAgency);
  if (defaultAgency !== undefined && agency === undefined) {
    agency = newAgency(defaultAgency, core.context.newId());
    changes.push({ entity: 'agency', id: agency.id, before: null, after: agency });
  }
  const stance = defaultStance === undefined ? undefined : findStance(codebook.stances, defaultStance);
  return {
    ids: {
      agency: agency === undefined ? null : DEFAULT_AGENCY,
      stance: stance === undefined ? null : DEFAULT_STANCE,
    },
    changes,
    merge: (merge) => ({
      ...merge,
      agencies: new Map([...merge.agencies, ...(agency ? [[DEFAULT_AGENCY, agency.id] as const] : [])]),
      stances: new Map([...merge.stances, ...(stance ? [[DEFAULT_STANCE, stance.id] as const] : [])]),
    }),
  };
}
