import type { Alteration, AlterationEffect } from '../../shared/contract/search.ts';
import type { ParsedInput, PassageView } from '../../shared/contract.ts';
import type { Codebook } from '../../shared/domain/codebook.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Coding, Passage } from '../../shared/domain/passage.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, Planned, PlannedEvent } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import {
  addCodings,
  distinctCodings,
  findStance,
  isSamePosition,
  resolvePositions,
  type Stamp,
  stampIfChanged,
  tellOverruled,
} from './codings.ts';
import { listPassages } from './passage-queries.ts';
import { findPassage, nameOf, shortenQuote, stampOf, viewOf } from './passages.ts';
import { withBelow } from './search-sets.ts';

/** What is put in place of what a coding says; null takes it off. */
interface Replacement {
  readonly agencyId?: string;
  readonly stanceId?: string;
  readonly topicId?: string | null;
  readonly voice?: Coding['voice'] | null;
  readonly certainty?: Coding['certainty'] | null;
}

/** An alteration with all its names found in the codebook, or made. */
interface Resolved {
  readonly replacement: Replacement;
  readonly added: ReturnType<typeof resolvePositions>['positions'];
  /** New agencies and topics. */
  readonly changes: readonly Change[];
}

/** What an alteration would come to. Throws `not-found` for a passage or a stance that is not there. */
export async function measureAlteration(core: ArchiveCore, input: Alteration): Promise<AlterationEffect> {
  return (await alterAll(core, input)).effect;
}

/** The alteration as one event; none if nothing changes by it. */
export async function applyAlteration(core: ArchiveCore, input: Alteration): Promise<Planned<AlterationEffect>> {
  const { effect, changes, codebookChanges, overruled } = await alterAll(core, input);
  const [first] = changes;
  if (!first) return { value: effect, event: null };
  const what =
    changes.length === 1 && first.entity === 'passage'
      ? `“${shortenQuote(first.after?.quote ?? '')}”`
      : `${changes.length} passages`;
  const isReview = effect.altered + effect.added + effect.removed + effect.merged === 0;
  const event: PlannedEvent = {
    type: isReview ? 'passage.review' : 'passage.update',
    label: `${isReview ? 'Review' : effect.removed > 0 && effect.added === 0 ? 'Take codings off' : 'Recode'} ${what}`,
    changes: [...codebookChanges, ...changes],
  };
  return { value: effect, event: tellOverruled(event, overruled) };
}

/**
 * What codings of a passage say instead, as one event. They keep their ids, so that changes that overlap are each of the
 * coding that was meant. Throws `not-found` for a coding that the passage does not have.
 */
export async function applyCodingChange(
  core: ArchiveCore,
  { id, codingIds, ...set }: ParsedInput<'passage.changeCoding'>,
): Promise<Planned<PassageView>> {
  const { passage: before, document } = await findPassage(core, id);
  const missing = codingIds?.find((wanted) => !before.codings.some((coding) => coding.id === wanted));
  if (missing !== undefined) {
    throw new ArchiveError('not-found', `“${nameOf(before)}” has no coding with the id ${missing}.`);
  }
  const stamp = stampOf(core);
  const { replacement, changes } = resolve({ set }, await core.store.codebook(), stamp);
  const overruled: Coding[] = [];
  const replaced = before.codings.map((coding) =>
    codingIds === undefined || codingIds.includes(coding.id) ? replace(coding, replacement, stamp) : coding,
  );
  if (isSameJson(before.codings, replaced)) return { value: viewOf(before, document), event: null };
  const after: Passage = { ...before, codings: distinctCodings(replaced, overruled), updatedAt: stamp.time };
  const event: PlannedEvent = {
    type: 'passage.update',
    label: `Code “${nameOf(before)}”`,
    changes: [...changes, { entity: 'passage', id, before, after }],
  };
  return { value: viewOf(after, document), event: tellOverruled(event, overruled) };
}

async function alterAll(
  core: ArchiveCore,
  input: Alteration,
): Promise<{
  readonly effect: AlterationEffect;
  readonly changes: readonly Change[];
  readonly codebookChanges: readonly Change[];
  readonly overruled: readonly Coding[];
}> {
  const codebook = await core.store.codebook();
  const stamp = stampOf(core);
  const resolved = resolve(input, codebook, stamp);
  const passages = await readPassages(core, input.ids, codebook);
  const effect = {
    passages: passages.length,
    changed: 0,
    altered: 0,
    added: 0,
    removed: 0,
    merged: 0,
    reviewed: 0,
    uncoded: 0,
  };
  const changes: Change[] = [];
  const overruled: Coding[] = [];
  for (const before of passages) {
    const after = alterOne(before, input, resolved, codebook, stamp, { effect, overruled });
    if (isSameJson(before, after)) continue;
    effect.changed += 1;
    changes.push({ entity: 'passage', id: before.id, before, after: { ...after, updatedAt: stamp.time } });
  }
  return { effect, changes, codebookChanges: changes.length === 0 ? [] : resolved.changes, overruled };
}

/** The passages as they are stored, in the order given. Throws `not-found`. */
async function readPassages(
  core: ArchiveCore,
  ids: readonly string[],
  codebook: Codebook,
): Promise<readonly Passage[]> {
  const wanted = [...new Set(ids)];
  const listed = await core.index.use((index) => listPassages(index, { ids: wanted }, codebook));
  const documents = new Set(listed.passages.map(({ passage }) => passage.documentId));
  const stored = new Map<string, Passage>();
  for (const id of documents) for (const passage of await core.store.passages(id)) stored.set(passage.id, passage);
  return wanted.map((id) => {
    const passage = stored.get(id);
    if (!passage) throw new ArchiveError('not-found', `There is no passage with the id ${id}.`);
    return passage;
  });
}

function resolve({ set, add }: Pick<Alteration, 'set' | 'add'>, codebook: Codebook, { newId }: Stamp): Resolved {
  const stance = set?.stance === undefined ? undefined : findStance(codebook.stances, set.stance);
  const agency = set?.agency;
  const topic = set?.topic ?? undefined;
  // Agencies and topics are found, or made, as for a coding; its stance has no say in that.
  const anyStance = stance?.id ?? codebook.stances[0]?.id;
  const anyAgency = agency ?? codebook.agencies[0]?.id;
  const needsNames =
    (agency !== undefined || topic !== undefined) && anyStance !== undefined && anyAgency !== undefined;
  const named = needsNames ? [{ agency: anyAgency, stance: anyStance, ...(topic === undefined ? {} : { topic }) }] : [];
  const { positions, changes } = resolvePositions([...named, ...(add ? [add] : [])], codebook, newId);
  const [first] = named.length === 0 ? [] : positions;
  return {
    replacement: {
      ...(agency === undefined || !first ? {} : { agencyId: first.agencyId }),
      ...(stance === undefined ? {} : { stanceId: stance.id }),
      ...(set?.topic === null ? { topicId: null } : first?.topicId === undefined ? {} : { topicId: first.topicId }),
      ...(set?.voice === undefined ? {} : { voice: set.voice }),
      ...(set?.certainty === undefined ? {} : { certainty: set.certainty }),
    },
    added: add ? positions.slice(-1) : [],
    changes,
  };
}

type Counters = { -readonly [K in keyof AlterationEffect]: AlterationEffect[K] };

function alterOne(
  passage: Passage,
  input: Alteration,
  { replacement, added }: Resolved,
  codebook: Codebook,
  stamp: Stamp,
  { effect, overruled }: { readonly effect: Counters; readonly overruled: Coding[] },
): Passage {
  if (passage.codings.length === 0) effect.uncoded += 1;
  const matches = matcher(input, codebook);
  let codings: readonly Coding[] = passage.codings;
  if (input.remove === true) {
    codings = codings.filter((coding) => !matches(coding));
    effect.removed += passage.codings.length - codings.length;
  } else if (Object.keys(replacement).length > 0) {
    const replaced = codings.map((coding) => (matches(coding) ? replace(coding, replacement, stamp) : coding));
    const altered = replaced.filter((coding, index) => !isSameJson(coding, codings[index] ?? null)).length;
    codings = altered === 0 ? codings : distinctCodings(replaced, overruled);
    effect.altered += altered;
    effect.merged += replaced.length - codings.length;
  }
  if (added.length > 0 && (input.addsToUncoded !== true || passage.codings.length === 0)) {
    const missing = added.filter((position) => !codings.some((coding) => isSamePosition(coding, position)));
    const known = codings;
    codings = addCodings(added, known, stamp);
    effect.added += missing.length;
    // One that is there already takes the voice and the certainty given.
    effect.altered += known.filter((coding, index) => !isSameJson(coding, codings[index] ?? null)).length;
  }
  const { review, ...rest } = passage;
  const wanted = input.review ?? review ?? 'coded';
  if (wanted !== (review ?? 'coded')) effect.reviewed += 1;
  return { ...rest, codings: [...codings], ...(wanted === 'coded' && review === undefined ? {} : { review: wanted }) };
}

function matcher({ only }: Alteration, codebook: Codebook): (coding: Coding) => boolean {
  const topics = only?.topicIds && only.topicIds.length > 0 ? withBelow(only.topicIds, codebook) : [];
  const fits = (wanted: readonly string[] | undefined, value: string | undefined): boolean =>
    wanted === undefined || wanted.length === 0 || (value !== undefined && wanted.includes(value));
  return ({ agencyId, stanceId, topicId, voice }) =>
    fits(only?.agencyIds, agencyId) &&
    fits(only?.stanceIds, stanceId) &&
    fits(topics, topicId) &&
    fits(only?.voices, voice);
}

/** The coding with what is replaced of it, by the one who replaces it; the same one if it says all that already. */
function replace(coding: Coding, replacement: Replacement, stamp: Stamp): Coding {
  const { topicId, voice, certainty, ...rest } = { ...coding, ...replacement };
  const altered: Coding = {
    ...rest,
    ...(topicId === null || topicId === undefined ? {} : { topicId }),
    ...(voice === null || voice === undefined ? {} : { voice }),
    ...(certainty === null || certainty === undefined ? {} : { certainty }),
  };
  return stampIfChanged(coding, altered, stamp);
}
