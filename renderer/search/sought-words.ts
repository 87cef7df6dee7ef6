/** One word, or words that stand one after the other, to be marked where they are found. */
interface Sought {
  /** Folded. */
  readonly words: readonly string[];
  readonly isPrefix: boolean;
  /** As typed: other forms do not count. */
  readonly isExact: boolean;
  readonly where: 'quote' | 'note' | null;
}

/** What a query looks for in the words of passages. */
export type SoughtWords = readonly Sought[];

/** A query beyond this many parts marks its first ones. */
const MOST = 64;
const TOKEN =
  /(?<paren>[()])|["“”„](?<phrase>[^"“”„]*)["“”„]?(?<star>\*?)(?:~\d+)?|(?<minus>-)(?=[\p{L}\p{N}("“„])|(?<field>title|issuer|quote|note|agency|stance|topic):(?=[\p{L}\p{N}("“„*])|(?<word>[^\s"“”„()]+)/gu;
const FOLDED_WORD = /[\p{L}\p{N}]+/gu;

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const wordsIn = (text: string): readonly string[] => fold(text).match(FOLDED_WORD) ?? [];

/** The words of a query that stand in quotes or notes: without operators, what must not be there, and names of fields. */
export function soughtWords(query: string, stemming: boolean): SoughtWords {
  const found: Sought[] = [];
  const open: (string | null)[] = [];
  /** What the next part is limited to: a field, "not", or nothing. */
  let next: string | null = null;
  for (const { groups = {} } of query.matchAll(TOKEN)) {
    const { paren, phrase, star, minus, field, word } = groups;
    const around = open[open.length - 1] ?? null;
    if (paren === '(') open.push(next === 'not' || around === 'not' ? 'not' : (next ?? around));
    else if (paren === ')') open.pop();
    else if (minus !== undefined || word === 'NOT') {
      next = 'not';
      continue;
    } else if (field !== undefined) {
      next = next === 'not' ? 'not' : field;
      continue;
    } else if (word !== undefined && /^(AND|OR|NEAR(\/\d*)?)$/.test(word)) continue;
    else {
      const limit = around === 'not' ? 'not' : (next ?? around);
      const typed = phrase ?? word ?? '';
      const words = wordsIn(typed);
      if (words.length > 0 && found.length < MOST && (limit === null || limit === 'quote' || limit === 'note'))
        found.push({
          words,
          isPrefix: star === '*' || typed.replace(/,$/, '').endsWith('*'),
          isExact: phrase !== undefined || !stemming,
          where: limit,
        });
    }
    next = null;
  }
  return found;
}

/** Where the words stand in a text: offsets, end exclusive, in order and apart from each other. */
export function marksIn(text: string, sought: SoughtWords, where: 'quote' | 'note'): readonly [number, number][] {
  const wanted = sought.filter((one) => one.where === null || one.where === where);
  if (wanted.length === 0) return [];
  const words = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ 0: word, index }) => ({
    folded: fold(word),
    start: index,
    end: index + word.length,
  }));
  const marks: [number, number][] = [];
  for (let at = 0; at < words.length; ) {
    let taken = 0;
    for (const one of wanted) {
      const fits = one.words.every((word, step) => {
        const own = words[at + step]?.folded;
        if (own === undefined) return false;
        if (own === word) return true;
        if (one.isPrefix && step === one.words.length - 1) return own.startsWith(word);
        return !one.isExact && stemOf(own) === stemOf(word);
      });
      if (fits) taken = Math.max(taken, one.words.length);
    }
    const first = words[at];
    const last = words[at + taken - 1];
    if (taken > 0 && first && last) marks.push([first.start, last.end]);
    at += Math.max(1, taken);
  }
  return marks;
}

/** Whether what is left of a word still has two syllables, so that a longer ending is one. */
const isLong = (stem: string): boolean => /[aeiouy]+[^aeiouy]+[aeiouy]+[^aeiouy]/.test(stem);

/** About what the search takes as the stem of an English word: enough to see why a passage was found. */
function stemOf(word: string): string {
  if (!/^[a-z]{3,40}$/.test(word)) return word;
  let stem = word
    .replace(/sses$/, 'ss')
    .replace(/ies$/, 'i')
    .replace(/(?<=[^s])s$/, '');
  const bare = stem.replace(/(ed|ing)$/, '');
  if (bare !== stem && /[aeiouy]/.test(bare)) {
    stem = /(at|bl|iz)$/.test(bare) ? `${bare}e` : bare.replace(/([^aeiouylsz])\1$/, '$1');
  }
  stem = stem.replace(/(?<=[a-z])y$/, 'i');
  const [ending = ''] = /(ational|ation|ator|ate|ement|ment|ion|er|or|ance|ence|able|ible|ive|al)$/.exec(stem) ?? [];
  const short = stem.slice(0, stem.length - ending.length);
  if (ending !== '' && isLong(short)) return short;
  return stem.replace(/(?<=...)e$/, '');
}
