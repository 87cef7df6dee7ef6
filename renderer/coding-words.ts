import type { Stance } from '../shared/domain/codebook.ts';
import { CERTAINTIES, REVIEW_STATES, VOICES } from '../shared/domain/vocabulary.ts';

/** Whose words a passage holds. */
export type Voice = (typeof VOICES)[number];

/** How certain the coder is. */
export type Certainty = (typeof CERTAINTIES)[number];

/** How far the coding of a passage has come. */
export type ReviewState = (typeof REVIEW_STATES)[number];

/** One value of a closed vocabulary in plain words. */
export interface Wording<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** What it means, for those who see it the first time. */
  readonly hint: string;
}

const VOICE_WORDS: Readonly<Record<Voice, Omit<Wording<Voice>, 'value'>>> = {
  'own-document': { label: 'Own document', hint: 'The agency’s own paper says it' },
  'named-official': { label: 'Named official', hint: 'An official speaks for it by name' },
  spokesperson: { label: 'Spokesperson', hint: 'Somebody speaks for it' },
  'third-party-quoting': { label: 'Third party quoting', hint: 'Others give its words' },
  'third-party-describing': { label: 'Third party describing', hint: 'Others tell what it thinks' },
};

const CERTAINTY_WORDS: Readonly<Record<Certainty, Omit<Wording<Certainty>, 'value'>>> = {
  certain: { label: 'Certain', hint: 'The words leave no doubt' },
  probable: { label: 'Probable', hint: 'The likeliest reading' },
  doubtful: { label: 'Doubtful', hint: 'It may mean something else' },
};

const REVIEW_WORDS: Readonly<Record<ReviewState, Omit<Wording<ReviewState>, 'value'>>> = {
  coded: { label: 'Coded', hint: 'Nobody has looked at it again' },
  'needs-review': { label: 'Needs review', hint: 'Somebody is to look at it' },
  reviewed: { label: 'Reviewed', hint: 'Somebody has looked at it' },
};

/** Every voice, in the order of the vocabulary. */
export const VOICE_OPTIONS: readonly Wording<Voice>[] = VOICES.map((value) => ({ value, ...VOICE_WORDS[value] }));

/** Every degree of certainty. */
export const CERTAINTY_OPTIONS: readonly Wording<Certainty>[] = CERTAINTIES.map((value) => ({
  value,
  ...CERTAINTY_WORDS[value],
}));

/** Every state of review. */
export const REVIEW_OPTIONS: readonly Wording<ReviewState>[] = REVIEW_STATES.map((value) => ({
  value,
  ...REVIEW_WORDS[value],
}));

/** A voice in plain words: "Named official". */
export function voiceName(voice: Voice): string {
  return VOICE_WORDS[voice].label;
}

/** A degree of certainty in plain words. */
export function certaintyName(certainty: Certainty): string {
  return CERTAINTY_WORDS[certainty].label;
}

/** A state of review in plain words. */
export function reviewName(state: ReviewState): string {
  return REVIEW_WORDS[state].label;
}

/** The state after this one, round and round. */
export function nextReview(state: ReviewState): ReviewState {
  return REVIEW_STATES[(REVIEW_STATES.indexOf(state) + 1) % REVIEW_STATES.length] ?? 'coded';
}

/** A stance within a sentence: "opposes"; names that begin with several capitals stay as they are. */
export function stanceInSentence({ name }: Pick<Stance, 'name'>): string {
  return /^\p{Lu}\p{Lu}/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
}
