import type { Codebook, Stance } from '../../shared/domain/codebook.ts';
import type { Passage } from '../../shared/domain/passage.ts';

/** What the popover has been told so far about the words selected. */
export interface CodingDraft {
  /** Agency id, the name of a new agency, or null. */
  readonly agency: string | null;
  readonly stanceId: string | null;
  readonly note: string;
}

/** What is to happen after a step: save, ask for the agency or the stance, or nothing. */
export type DraftOutcome = 'save' | 'ask-agency' | 'ask-stance' | 'none';

/** A draft after a step, and what is to happen now. */
export interface DraftStep {
  readonly draft: CodingDraft;
  readonly outcome: DraftOutcome;
}

/** The stance that a digit key stands for, or null. */
export function stanceOfDigit(codebook: Codebook, key: string): Stance | null {
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

/** Enter: saves what is whole, else asks for what is missing. A note alone is enough for a highlight. */
export function submitDraft(draft: CodingDraft): DraftStep {
  if (draft.stanceId !== null) return { draft, outcome: draft.agency === null ? 'ask-agency' : 'save' };
  return { draft, outcome: draft.note.trim() === '' ? 'ask-stance' : 'save' };
}

/** The codings that the draft stands for; empty for a highlight without one. */
export function draftCodings(draft: CodingDraft): { agency: string; stance: string }[] {
  if (draft.agency === null || draft.stanceId === null) return [];
  return [{ agency: draft.agency, stance: draft.stanceId }];
}

/**
 * The agency that a new coding most likely means: the one chosen last in this document, else that of its newest
 * coding, else its issuer. Only agencies of the codebook, or a name just given.
 */
export function rememberedAgency(
  chosen: string | null,
  passages: readonly Pick<Passage, 'codings'>[],
  issuerId: string | null,
): string | null {
  if (chosen !== null) return chosen;
  let newest: { readonly at: string; readonly agencyId: string } | null = null;
  for (const { codings } of passages) {
    for (const { codedAt, agencyId } of codings) {
      if (newest === null || codedAt > newest.at) newest = { at: codedAt, agencyId };
    }
  }
  return newest?.agencyId ?? issuerId;
}
