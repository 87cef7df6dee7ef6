const IRREGULAR =
  'begin began begun; bear bore borne; become became; break broke broken; bring brought; build built; buy bought; ' +
  'choose chose chosen; come came; cut cut; deal dealt; draw drew drawn; drive drove driven; fall fell fallen; ' +
  'feel felt; fight fought; find found; forbid forbade forbidden; forget forgot forgotten; get got gotten; ' +
  'give gave given; go goes went gone; grow grew grown; hear heard; hold held; keep kept; know knew known; ' +
  'lay laid; lead led; leave left; lend lent; let let; lose lost; make made; mean meant; meet met; pay paid; ' +
  'put put; read read; ride rode ridden; rise rose risen; run ran; say said; see saw seen; seek sought; ' +
  'sell sold; send sent; set set; shoot shot; show shown; sit sat; speak spoke spoken; spend spent; ' +
  'stand stood; strike struck; swear swore sworn; take took taken; teach taught; tell told; think thought; ' +
  'tear tore torn; throw threw thrown; understand understood; undertake undertook undertaken; uphold upheld; wear wore worn; withdraw withdrew withdrawn; ' +
  'withhold withheld; write wrote written; man men; woman women; person people; child children; ' +
  'be is am are was were been being; have has had having; do does did done doing';

const BASES: ReadonlyMap<string, string> = new Map(
  IRREGULAR.split('; ').flatMap((line) => {
    const [base = '', ...forms] = line.split(' ');
    return [base, ...forms].map((form): [string, string] => [form, base]);
  }),
);

/** Endings that make another kind of word of the same stem, and turn nothing. */
const DERIVED = /^(?:ance|ence|ment|ation|ition|tion|ion|er|or|ly|al|ally|ing|ings)$/u;
/** Letters of a word that must be the same for endings like these to be cut off. */
const LEAST_DERIVED = 4;

/** The form of an English word, in small letters, that its numbers and tenses share; roughly, where they are regular. */
export function stemOf(word: string): string {
  const lower = word
    .toLowerCase()
    .replace(/’/gu, "'")
    .replace(/'s$|'$/u, '');
  const known = BASES.get(lower);
  if (known !== undefined) return known;
  if (lower.length <= 3) return lower;
  const ended = lower
    .replace(/(?:ies|ied)$/u, 'y')
    .replace(/(?<=ss|sh|ch|x|z)es$/u, '')
    .replace(/(?<![su])s$/u, '');
  if (!/(?:ed|ing)$/u.test(ended) || ended.length < 5) return bare(ended);
  const cut = ended.replace(/(?:ed|ing)$/u, '');
  // “planned”, but “called”.
  return bare(/([bdgmnprt])\1$/u.test(cut) ? cut.slice(0, -1) : cut);
}

/** Without the “e” that endings swallow. */
const bare = (word: string): string => (word.length > 3 ? word.replace(/e$/u, '') : word);

/** Whether two words differ in their number, tense or kind at most: “assist”, “assisted”, “assistance”. */
export function isSameWord(one: string, other: string): boolean {
  const [a, b] = [stemOf(one), stemOf(other)].sort((left, right) => left.length - right.length);
  if (a === undefined || b === undefined || a === '') return false;
  if (a === b) return true;
  return a.length >= LEAST_DERIVED && b.startsWith(a) && DERIVED.test(b.slice(a.length));
}
