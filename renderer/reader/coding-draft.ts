import type { MethodInput } from '../../shared/contract.ts';
import type { Codebook, Stance } from '../../shared/domain/codebook.ts';
import type { Coding, Passage } from '../../shared/domain/passage.ts';
import type { CodingDetails } from '../components/coding-parts.tsx';

/** What the popover has been told so far about the words selected. */
export interface CodingDraft extends CodingDetails {
  /** Agency id, the name of a new agency, or null. */
  readonly agency: string | null;
  readonly stanceId: string | null;
  readonly note: string;
}

/** A coding as the contract takes it. */
export type CodingInput = MethodInput<'passage.code'>['codings'][number];

/** Nothing said yet. */
export const EMPTY_DRAFT: CodingDraft = {
  agency: null,
  stanceId: null,
  topic: null,
  voice: null,
  certainty: null,
  note: '',
};

/** What is to happen after a step: save, ask for the agency or the stance, or nothing. */
export type DraftOutcome = 'save' | 'ask-agency' | 'ask-stance' | 'none';

/** A draft after a step, and what is to happen now. */
export interface DraftStep {
  readonly draft: CodingDraft;
  readonly outcome: DraftOutcome;
}

/** A draft after a step that is shown late: what was changed meanwhile, from `before` to `now`, stays. */
export function withLater(next: CodingDraft, before: CodingDraft, now: CodingDraft): CodingDraft {
  const later = Object.entries(now).filter(([field, value]) => value !== before[field as keyof CodingDraft]);
  return { ...next, ...Object.fromEntries(later) };
}

/** The stance that a digit key stands for, or null. */
export function stanceOfDigit(codebook: Pick<Codebook, 'stances'>, key: string): Stance | null {
  if (!/^[1-9]$/u.test(key)) return null;
  return codebook.stances.find((stance) => stance.digit === Number(key)) ?? null;
}

/** A stance was chosen: with an agency that is all that was missing, without one the agency is asked for. */
export function chooseStance(draft: CodingDraft, stanceId: string): DraftStep {
  return { draft: { ...draft, stanceId }, outcome: draft.agency === null ? 'ask-agency' : 'save' };
}

/** An agency was chosen: if a stance waits for it the coding is whole, else the stance is asked for. */
export function chooseAgency(draft: CodingDraft, agency: string | null): DraftStep {
  const next = { ...draft, agency };
  if (agency === null) return { draft: next, outcome: 'none' };
  return { draft: next, outcome: draft.stanceId === null ? 'ask-stance' : 'save' };
}

/** True while nothing was chosen or written since the popover opened. */
function isUntouched(draft: CodingDraft, initial: CodingDraft): boolean {
  return (
    draft.stanceId === null &&
    draft.agency === initial.agency &&
    draft.topic === null &&
    draft.voice === null &&
    draft.certainty === null &&
    draft.note.trim() === ''
  );
}

/**
 * Whether Enter repeats `last`: nothing was chosen, and the agency shown, if there is one, is the one it names. Words
 * are never coded for another agency than the one that the coder sees in the field.
 */
export function isRepeated(draft: CodingDraft, initial: CodingDraft, last: CodingDraft | null): last is CodingDraft {
  return last !== null && isUntouched(draft, initial) && (draft.agency === null || draft.agency === last.agency);
}

/**
 * Enter: saves what is whole, repeats `last` where nothing was chosen, else asks for what is missing. A note alone is
 * enough for a highlight.
 */
export function submitDraft(draft: CodingDraft, initial: CodingDraft, last: CodingDraft | null): DraftStep {
  if (draft.stanceId !== null) return { draft, outcome: draft.agency === null ? 'ask-agency' : 'save' };
  if (isRepeated(draft, initial, last)) return { draft: last, outcome: 'save' };
  return { draft, outcome: draft.note.trim() === '' ? 'ask-stance' : 'save' };
}

/** The codings that the draft stands for; empty for a highlight without one. */
export function draftCodings(draft: CodingDraft): CodingInput[] {
  if (draft.agency === null || draft.stanceId === null) return [];
  return [codingInput({ ...draft, agency: draft.agency, stance: draft.stanceId })];
}

/** A coding as the contract takes it: what was not said is left out. */
export function codingInput(coding: CodingDetails & { readonly agency: string; readonly stance: string }): CodingInput {
  const { agency, stance, topic, voice, certainty } = coding;
  return {
    agency,
    stance,
    ...(topic === null ? {} : { topic }),
    ...(voice === null ? {} : { voice }),
    ...(certainty === null ? {} : { certainty }),
  };
}

/** What a coding says besides agency and stance. */
export function detailsOf({ topicId, voice, certainty }: Coding): CodingDetails {
  return { topic: topicId ?? null, voice: voice ?? null, certainty: certainty ?? null };
}

/** The newest coding of the passages, or null. */
function newestCoding(passages: readonly Pick<Passage, 'codings'>[]): Coding | null {
  let newest: Coding | null = null;
  for (const { codings } of passages) {
    for (const coding of codings) if (newest === null || coding.codedAt > newest.codedAt) newest = coding;
  }
  return newest;
}

/**
 * The agency that a new coding most likely means: that of the coding made last in this document, as long as it stands,
 * else that of its newest coding, else its issuer.
 */
export function rememberedAgency(
  made: Pick<Coding, 'agencyId'> | null,
  passages: readonly Pick<Passage, 'codings'>[],
  issuerId: string | null,
): string | null {
  return (made ?? newestCoding(passages))?.agencyId ?? issuerId;
}

/** Ids of the agencies that these passages are coded for, those coded last first. */
export function agenciesByUse(passages: readonly Pick<Passage, 'codings'>[]): readonly string[] {
  const codings = passages.flatMap((passage) => passage.codings);
  return [...new Set([...codings].sort((a, b) => b.codedAt.localeCompare(a.codedAt)).map(({ agencyId }) => agencyId))];
}

/**
 * What "the same as last" means: the coding made last in this document, else its newest one, else the one made last
 * anywhere; null if it names an agency or a stance that the codebook has no more. How certain the coder was is not
 * repeated: it is of the words.
 */
export function lastDraft(
  made: { readonly here: Coding | null; readonly anywhere: Coding | null },
  passages: readonly Pick<Passage, 'codings'>[],
  codebook: Codebook,
): CodingDraft | null {
  const last = made.here ?? newestCoding(passages) ?? made.anywhere;
  if (last === null) return null;
  const isKnown =
    codebook.agencies.some(({ id }) => id === last.agencyId) && codebook.stances.some(({ id }) => id === last.stanceId);
  if (!isKnown) return null;
  const { topic, voice } = detailsOf(last);
  const isTopicKnown = codebook.topics.some(({ id }) => id === topic);
  return {
    ...EMPTY_DRAFT,
    agency: last.agencyId,
    stanceId: last.stanceId,
    topic: isTopicKnown ? topic : null,
    voice,
  };
}
