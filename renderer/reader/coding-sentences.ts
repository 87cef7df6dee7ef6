import type { Codebook, Topic } from '../../shared/domain/codebook.ts';
import type { Coding } from '../../shared/domain/passage.ts';
import { certaintyName, stanceInSentence, voiceName } from '../coding-words.ts';
import { topicPath } from '../components/topic-matching.ts';
import type { CodingDraft } from './coding-draft.ts';

/** A draft in words: its agency, and the rest in one line: "Opposes · Detainers · Spokesperson". */
export function draftWords(
  { agency, stanceId, topic, voice }: CodingDraft,
  codebook: Codebook,
): { readonly agency: string; readonly rest: string } {
  const rest = [
    codebook.stances.find(({ id }) => id === stanceId)?.name ?? null,
    topic === null ? null : (codebook.topics.find(({ id }) => id === topic)?.name ?? topic),
    voice === null ? null : voiceName(voice),
  ];
  return {
    agency: codebook.agencies.find(({ id }) => id === agency)?.name ?? agency ?? '',
    rest: rest.filter((words) => words !== null).join(' · '),
  };
}

/** What is said aloud of a coding just made: "Coded: FBI, opposes". `agency` names one that the window has not met. */
export function codedSentence(coding: Coding, codebook: Codebook, agency: string): string {
  const stance = codebook.stances.find(({ id }) => id === coding.stanceId);
  const words = [
    codebook.agencies.find(({ id }) => id === coding.agencyId)?.name ?? agency,
    stance === undefined ? 'coded' : stanceInSentence(stance),
    coding.topicId === undefined ? null : topicPath(codebook.topics, coding.topicId),
  ];
  return `Coded: ${words.filter((each) => each !== null).join(', ')}`;
}

/** What a coding says besides agency and stance, in plain words; that it is certain goes without saying. */
export function codingRemarks(coding: Coding, topics: readonly Topic[]): readonly string[] {
  const topic = coding.topicId === undefined ? null : topicPath(topics, coding.topicId);
  return [
    ...(topic === null ? [] : [topic]),
    ...(coding.voice === undefined ? [] : [voiceName(coding.voice)]),
    ...(coding.certainty === undefined || coding.certainty === 'certain' ? [] : [certaintyName(coding.certainty)]),
  ];
}
