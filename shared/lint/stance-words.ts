import type { NamedAgency } from './agency-names.ts';

/**
 * What a sentence says of an agency's stance. `for`, `against`, `none` (takes no side), `threat`; `not-for` and
 * `not-against` where a denial says only what it is not.
 */
export type SaidStance = 'for' | 'against' | 'none' | 'threat' | 'not-against';

/** A stance put on an agency in prose. */
export interface StanceWords {
  readonly said: SaidStance;
  /** True for words that go to the end of the scale: “opposes”, “supports” without a condition. */
  readonly isStrong: boolean;
  readonly agencyId: string;
  /** Where the words stand, from the name of the agency to the stance. */
  readonly start: number;
  readonly end: number;
  /** The stance words alone. */
  readonly words: string;
}

const ACT =
  '(?:assist|help|cooperate|co-operate|participate|take part|join|comply|collaborate|work with|work together|honou?r|hold|detain|enforce|share|support|back|aid|serve|contribute|lend)';
const ACTS =
  '(?:assists|helps|cooperates|co-operates|participates|takes part|joins|complies|collaborates|works with|honou?rs|supports|backs|aids|endorses|welcomes|favou?rs|approves|embraces|applauds)';
const ACTED =
  '(?:assisted|helped|cooperated|co-operated|participated|took part|joined|complied|collaborated|honou?red|supported|backed|endorsed|welcomed|favou?red|approved|embraced|applauded)';
const OPPOSE =
  '(?:oppose|object|reject|resist|contest|challenge|condemn|fight|criticise|criticize|denounce|disapprove|sue)';
const OPPOSES =
  '(?:opposes|objects|rejects|resists|contests|challenges|condemns|fights|criticises|criticizes|denounces|disapproves|opposed|objected|rejected|resisted|contested|challenged|condemned|fought|criticised|criticized|denounced|disapproved|sues|sued)';
const ADVERB =
  '(?:(?:also|still|fully|firmly|openly|publicly|strongly|expressly|clearly|now|further|again|generally|broadly|plainly|actively|formally|willingly|gladly|always|already|officially|categorically|flatly|simply)\\s+)*';
const AUX = '(?:will|would|shall|does|do|did|is going to|has|have|can|may|could|is|was|are|were)';
const DENIAL = '(?:not|never|no longer)';

interface Phrase {
  readonly pattern: RegExp;
  readonly said: SaidStance;
  readonly isStrong: boolean;
}

const phrase = (source: string, said: SaidStance, isStrong: boolean): Phrase => ({
  pattern: new RegExp(`\\b${source}(?![\\p{L}])`, 'giu'),
  said,
  isStrong,
});

/** The longest readings first: what an earlier one took is not read again. */
const PHRASES: readonly Phrase[] = [
  phrase(
    `(?:takes?|took|has taken|have taken|takes up)\\s+${ADVERB}no\\s+(?:position|side|sides|stance|view)`,
    'none',
    true,
  ),
  phrase(
    `(?:has|have|had|does|do|did|will)\\s+${DENIAL}\\s+(?:yet\\s+)?(?:taken?|state[d]?|announced?|adopt(?:ed)?|express(?:ed)?|hold|have)\\s+(?:a|any)\\s+(?:position|side|stance|view)`,
    'none',
    true,
  ),
  phrase('(?:is|remains?|remained|stays?|stayed|was)\\s+neutral', 'none', true),
  phrase(
    `(?:is|was|stands?|stood|remains?|came out|comes out|spoke|speaks)\\s+${ADVERB}(?:against|opposed to|hostile to)`,
    'against',
    true,
  ),
  phrase(
    `(?:${AUX}\\s+)?${DENIAL}\\s+${ADVERB}(?:be\\s+)?(?:${OPPOSE}|${OPPOSES}|opposed to|against|decline|declined|refuse|refused)`,
    'not-against',
    false,
  ),
  phrase(`cannot\\s+${ADVERB}(?:${ACT})`, 'against', false),
  phrase(`(?:wo|does|do|did|ca|has|have|would)n[’']t\\s+${ADVERB}(?:${ACT}|${ACTED})`, 'against', false),
  phrase(
    `(?:${AUX}\\s+)?${ADVERB}${DENIAL}\\s+${ADVERB}(?:be\\s+)?(?:${ACT}|${ACTED}|in favou?r of|assisting|helping|cooperating|participating|taking part|joining|supporting)`,
    'against',
    false,
  ),
  phrase('will\\s+neither\\s+(?:join|assist|help|cooperate|participate|take part|support)', 'against', false),
  phrase(
    `${ADVERB}(?:declines?|declined|refuses?|refused|has (?:declined|refused)|is refusing|is declining|is unwilling|was unwilling|is not willing|was not willing|is not prepared|is not ready)\\s+to\\s+\\p{L}+`,
    'against',
    false,
  ),
  phrase(
    `${ADVERB}(?:withdrew|withdraws|has withdrawn)\\s+(?:from|its officers|its support|its participation)`,
    'against',
    false,
  ),
  phrase(`(?:stays?|stayed|keeps? (?:its officers )?|kept)\\s+(?:out of|away from)`, 'against', false),
  phrase(
    '(?:(?:has|have)\\s+)?(?:dropped|drops|withdrew|withdrawn|abandoned|abandons|gave up|given up|ended)\\s+(?:its|all)\\s+(?:opposition|objections?|resistance)',
    'not-against',
    false,
  ),
  phrase('(?:wants?|wanted|has|had|will have)\\s+no (?:part|share|role) in', 'against', false),
  phrase('(?:has|had|sees|saw)\\s+no (?:intention|plans?|wish) (?:of|to)', 'against', false),
  phrase('(?:steers?|steered) clear of|(?:keeps?|kept) its distance from', 'against', false),
  phrase(
    '(?:ended|ends|has ended|stopped|suspended|suspends)\\s+(?:its\\s+)?(?:cooperation|participation|support|assistance)',
    'against',
    false,
  ),
  phrase(
    '(?:bars?|barred|forbids?|forbade|prohibits?|prohibited)\\s+(?:its|all|any)?\\s*(?:officers|deputies|staff|employees)\\s+(?:from|to)',
    'against',
    false,
  ),
  phrase(`${ADVERB}(?:threatens?|threatened|threatening|has threatened|is threatening)`, 'threat', true),
  phrase(`${ADVERB}warns? of (?:prosecution|sanctions|charges|a loss of)`, 'threat', true),
  phrase(
    `(?:will|is going to|has vowed to|vows? to|vowed to|plans to|intends to)\\s+${ADVERB}${OPPOSE}`,
    'against',
    true,
  ),
  phrase(`${ADVERB}${OPPOSES}`, 'against', true),
  phrase(
    `(?:is|was|are|stands?|came out|comes out|remains?)\\s+${ADVERB}(?:in favou?r of|in support of|behind|willing to\\s+${ACT}|ready to\\s+${ACT}|prepared to\\s+${ACT})`,
    'for',
    true,
  ),
  phrase(
    `(?:will|shall|is going to|has agreed to|agreed to|agrees to|agree to|pledges? to|pledged to|promises? to|promised to|offers? to|offered to|has offered to|has promised to|has pledged to|intends to|plans to|commits to|committed to|consents to)\\s+${ADVERB}(?:${ACT})`,
    'for',
    true,
  ),
  phrase(`${ADVERB}(?:has|have)\\s+${ADVERB}(?:${ACTED})`, 'for', true),
  phrase(`${ADVERB}(?:${ACTS}|${ACTED})`, 'for', true),
  phrase(
    '(?:gives?|gave|offers?|offered|lends?|lent|voiced|expressed|expresses|voices|announced|announces|pledged|pledges)\\s+(?:its\\s+)?(?:full\\s+|strong\\s+)?(?:support|backing|assistance)',
    'for',
    true,
  ),
  phrase(
    '(?:gives?|gave|voiced|expressed|expresses|voices|announced|announces)\\s+(?:its\\s+)?(?:full\\s+|strong\\s+)?(?:opposition)',
    'against',
    true,
  ),
];

/** The agency is told, asked or expected to do something, or another speaks of it. */
const BETWEEN_BREAKS = /[;:]|\b(?:who|which|that the|whether|if|because|after|before|while|when|unless|until|as)\b/iu;
const ASKED =
  /\b(?:ask(?:s|ed)?|urge[sd]?|order(?:s|ed)?|direct(?:s|ed)?|require[sd]?|expect(?:s|ed)?|want(?:s|ed)?|tell|tells|told|press(?:es|ed)?|call(?:s|ed)? on|invite[sd]?|instruct(?:s|ed)?|demand(?:s|ed)?|request(?:s|ed)?|compel(?:s|led)?|force[sd]?|threaten(?:s|ed)?|warn(?:s|ed)?|accuse[sd]?|criticise[sd]?|criticize[sd]?|thank(?:s|ed)?|praise[sd]?)\s+(?:that\s+)?(?:the\s+|all\s+|both\s+)?(?:[\p{L}’'.-]+\s+(?:and|,)\s+(?:the\s+)?)?$/iu;
const OTHERS_VOICE =
  /\b(?:according to|reportedly|allegedly|is said to|are said to|is reported to|are reported to|was reported to|is alleged to|is believed to|is expected to|was expected to|is asked to|was asked to|is required to|claims? that|alleges? that)\b/iu;
const NOT_PRESENT =
  /\b(?:formerly|previously|at first|initially|originally|in the past|until|once|used to|before (?:that|then|the|its)|had|earlier|no longer)\b/iu;
const HYPOTHETICAL =
  /\b(?:if|were to|whether|would|could|might|may|should|unlikely|likely|perhaps|possibly|probably|expect|unless asked)\b|\?["”’)\]]*$/iu;
/** “The opponents of the …”: somebody else than the agency; but not its chief, its statement. */
const OF_ANOTHER = /\p{L}+\s+(?:of|at|from|with|against|by|in)\s+(?:the\s+)?$/iu;
const OF_ITS_HEAD =
  /\b(?:chief|sheriff|spokes\p{L}+|head|director|superintendent|leadership|statement|position|policy|notice|answer|reply|letter|memorandum|office)\s+(?:of|at|from|by)\s+(?:the\s+)?$/iu;
/** Words that limit support: the sentence does not say more than “with conditions”. */
const LIMITS =
  /\b(?:if|only|unless|provided|subject to|conditions?|conditional(?:ly)?|as long as|so long as|where|when|within|limits?|limited|except|but|though|although|however|with(?:in)? (?:its|the) (?:means|law)|on a (?:judicial )?warrant|to the extent|part(?:ly|ial(?:ly)?)|qualified|in principle|certain|some|criminal)\b/iu;

/** Whether the sentence limits what it says. */
export const isLimited = (sentence: string): boolean => LIMITS.test(sentence);

/** The stances that a sentence puts on agencies it names; none where it asks, supposes, or tells what others say or what was. */
export function stanceWordsIn(sentence: string, agencies: readonly NamedAgency[]): readonly StanceWords[] {
  if (agencies.length === 0 || OTHERS_VOICE.test(sentence) || NOT_PRESENT_SENTENCE(sentence)) return [];
  if (HYPOTHETICAL.test(sentence)) return [];
  const taken: { readonly start: number; readonly end: number }[] = [];
  const found: StanceWords[] = [];
  for (const { pattern, said, isStrong } of PHRASES) {
    for (const { 0: words, index } of sentence.matchAll(pattern)) {
      const end = index + words.length;
      if (taken.some((other) => other.start < end && index < other.end)) continue;
      const subject = subjectOf(sentence, index, agencies);
      taken.push({ start: index, end });
      if (subject === null) continue;
      found.push({ said, isStrong, agencyId: subject.agencyId, start: subject.start, end, words });
    }
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

const NOT_PRESENT_SENTENCE = (sentence: string): boolean => NOT_PRESENT.test(sentence.replace(/\bno longer\b/giu, ''));

/** The agency that stands right before stance words with nothing between that would give them another subject. */
function subjectOf(sentence: string, at: number, agencies: readonly NamedAgency[]): NamedAgency | null {
  const before = agencies.filter(({ end }) => end <= at);
  const subject = before[before.length - 1];
  if (subject === undefined) return null;
  const between = sentence.slice(subject.end, at);
  if (BETWEEN_BREAKS.test(between) || (between.match(/[\p{L}\p{N}’'-]+/gu) ?? []).length > 12) return null;
  // “X, and Y supports” and “X. Y supports”: another subject may stand between.
  if (/[.!?]\s/u.test(between) || /(?:^|,)\s*(?:and|but|or)\s+(?:the|its|their|a|an|his|her)\b/iu.test(between))
    return null;
  if (
    /^[’']s?\s+\p{L}+/u.test(between) &&
    !/^[’']s?\s+(?:chief|sheriff|spokes\p{L}+|office|position|statement|policy|leadership|superintendent|director)\b/iu.test(
      between,
    )
  )
    return null;
  const lead = sentence.slice(0, subject.start);
  if (ASKED.test(lead) || (OF_ANOTHER.test(lead) && !OF_ITS_HEAD.test(lead))) return null;
  return subject;
}
