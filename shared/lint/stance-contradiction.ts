import type { Stance } from '../domain/codebook.ts';
import type { LintSentence } from './lint-blocks.ts';
import type { Finding, LintMatter } from './lint-matter.ts';
import { OBJECT } from './lint-rules.ts';
import { daysOf } from './lint-words.ts';
import { agencyName, isOwnVoice, latestPositions, stanceOf } from './positions-of.ts';
import { isLimited, type SaidStance, type StanceWords, stanceWordsIn } from './stance-words.ts';

/** Finds sentences whose stance words contradict the codings of what they cite, or of the agency's position. */
export function stanceContradiction(matter: LintMatter): readonly Finding[] {
  return matter.sentences.flatMap((sentence) => {
    const agencies = matter.findAgencies(sentence.text);
    const seen = new Set<string>();
    return stanceWordsIn(sentence.text.replaceAll(OBJECT, ' '), agencies).flatMap((words): readonly Finding[] => {
      const finding = judge(matter, sentence, words);
      if (finding === null || seen.has(words.agencyId)) return [];
      seen.add(words.agencyId);
      return [finding];
    });
  });
}

/** What the codings say of an agency, and where. */
interface Coded {
  readonly stance: Stance;
  readonly documentId: string;
  readonly documentTitle: string;
  readonly version: number;
  readonly passageId: string;
}

function judge(matter: LintMatter, sentence: LintSentence, words: StanceWords): Finding | null {
  const cited = citedCodings(matter, sentence, words.agencyId);
  const coded = cited.length > 0 ? cited : presentCodings(matter, sentence, words.agencyId);
  const [first] = coded;
  if (first === undefined) return null;
  const isAgainst = coded.every(({ stance }) => contradicts(words.said, stance));
  const isTooStrong = coded.every(({ stance }) => overstates(words, stance, sentence.text));
  if (!isAgainst && !isTooStrong) return null;
  const { codebook } = matter.input;
  const names = [...new Set(coded.map(({ stance }) => `“${stance.name}”`))].join(', ');
  const where = cited.length > 0 ? 'the passage cited here is coded' : 'its position in the archive is coded';
  const name = agencyName(codebook, words.agencyId);
  return {
    rule: 'stance-contradiction',
    severity: isAgainst ? (cited.length > 0 ? 'error' : 'warning') : 'note',
    block: sentence.block,
    useId: null,
    start: sentence.start + words.start,
    end: sentence.start + words.end,
    words: sentence.text.slice(words.start, words.end),
    explanation: isAgainst
      ? `The text says that ${name} “${words.words.trim()}”, but ${where} ${names} (“${first.documentTitle}”).`
      : `The text says that ${name} “${words.words.trim()}”, which is more than ${where}: ${names} (“${first.documentTitle}”).`,
    remedy: isAgainst
      ? 'Compare the sentence with the passage: one of the two is wrong, the sentence or the coding.'
      : 'Say it as the source does, with its conditions, or check the coding.',
    related: { documentId: first.documentId, version: first.version, passageId: first.passageId },
  };
}

/** The codings of an agency on the passages that a sentence cites. */
function citedCodings({ input }: LintMatter, { objects }: LintSentence, agencyId: string): readonly Coded[] {
  return objects.flatMap(({ node }): readonly Coded[] => {
    const passage = node.type === 'footnote' ? undefined : input.passages.get(node.attrs.passageId);
    if (passage === undefined) return [];
    return passage.codings.flatMap((coding): readonly Coded[] => {
      const stance = coding.agencyId === agencyId ? stanceOf(input.codebook, coding.stanceId) : null;
      return stance === null ? [] : [{ ...passage, stance }];
    });
  });
}

/** The agency's latest stances, on the topics that the sentence names if it names any. */
function presentCodings({ input }: LintMatter, { text }: LintSentence, agencyId: string): readonly Coded[] {
  const { codebook, asOf } = input;
  const latest = latestPositions(input.positions, agencyId, asOf === null ? null : daysOf(asOf).last);
  const lower = text.toLowerCase();
  const named = codebook.topics.filter(({ id, name }) => latest.has(id) && lower.includes(name.toLowerCase()));
  const topics = named.length === 0 ? [...latest.keys()] : named.map(({ id }) => id);
  return topics.flatMap((topic) =>
    (latest.get(topic) ?? []).flatMap((position): readonly Coded[] => {
      const stance = isOwnVoice(position.voice) ? stanceOf(codebook, position.stanceId) : null;
      return stance === null ? [] : [{ ...position, stance }];
    }),
  );
}

const isThreat = ({ name }: Stance): boolean => /threat|compel|coerc/iu.test(name);
const isSilence = ({ name }: Stance): boolean => /silent|silence|no (?:answer|statement)/iu.test(name);

function contradicts(said: SaidStance, stance: Stance): boolean {
  const { polarity } = stance;
  if (polarity === null) {
    // Who threatens may be for or against; who is silent says neither.
    if (isThreat(stance)) return said === 'none';
    return isSilence(stance) && said !== 'none';
  }
  switch (said) {
    case 'for':
      return polarity <= 0;
    case 'against':
      return polarity >= 0;
    case 'none':
      return polarity !== 0;
    case 'not-against':
      return polarity < 0;
    // Who opposes may well threaten.
    case 'threat':
      return polarity >= 0;
  }
}

function overstates({ said, isStrong }: StanceWords, { polarity }: Stance, sentence: string): boolean {
  if (!isStrong || polarity === null) return false;
  return (said === 'for' && polarity === 1 && !isLimited(sentence)) || (said === 'against' && polarity === -1);
}
