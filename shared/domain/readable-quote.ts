/** Parts before a line-end hyphen that make a compound far more often than they are a syllable of one word. */
const COMPOUND_FIRST_PARTS = new Set(
  (
    'all cross first five four full good half high ill long low multi near nine non one quasi self semi seven short ' +
    'six small third three two twenty thirty forty fifty sixty seventy eighty ninety vice well zero'
  ).split(' '),
);

/** Parts after a line-end hyphen that are endings, never words of a compound. */
const ENDINGS = new Set(
  (
    'able age ages ed en ened ening er ers est ful fully ing ings ish ist ists ity less light lights ly ment ments ' +
    'ness self selves sion sions tion tions ty way ways'
  ).split(' '),
);

const LIGATURES: Readonly<Record<string, string>> = {
  '\ufb00': 'ff',
  '\ufb01': 'fi',
  '\ufb02': 'fl',
  '\ufb03': 'ffi',
  '\ufb04': 'ffl',
  '\ufb05': 'st',
  '\ufb06': 'st',
};

/**
 * A quote as it is printed: one line, without the line breaks, line-end hyphens and ligatures of its source's
 * typesetting. Nothing else changes: not a word, a mark, a capital or a quote mark, so the printed words always
 * verify as `normalised` or better. Paragraph and page breaks become a space: a paragraph sign would put a
 * character into the quote that the source does not have.
 *
 * A hyphen at a line end is kept where it belongs to the word: after a number, a capital letter or an
 * abbreviation ("COVID-", "F-"), before a capital or a number ("Anglo-|American"), in a chain ("state-of-the-|art"),
 * and after parts that make compounds ("non-|citizen", "self-|government", "three-|year"). Elsewhere it is the
 * typesetter's and goes ("immigra-|tion").
 */
export function readableQuote(canonical: string): string {
  return canonical
    .replace(/[\u200b\u2060\ufeff]/g, '')
    .replace(/[\ufb00-\ufb06]/g, (ligature) => LIGATURES[ligature] ?? ligature)
    .replace(HYPHEN_AT_LINE_END, (whole, signs: string, at: number, text: string) => {
      const hyphens = signs.replace(/\u00ad/g, '');
      if (!/^[-\u2010\u2011]$/.test(hyphens)) return hyphens;
      return belongsToWord(wordBefore(text, at), wordAfter(text, at + whole.length)) ? hyphens : '';
    })
    .replace(/\u00ad/g, '')
    .replace(/[^\P{Cc}\t\n\v\f\r\u0085]/gu, '')
    .replace(/[\s\u0085]+/g, ' ')
    .trim();
}

/** Hyphens or dashes between the letters of a word, with the line or page break that follows them. */
const HYPHEN_AT_LINE_END =
  /(?<=[\p{L}\p{N}\p{M}])([-\u00ad\u2010-\u2015\u2212]+)(?:[^\S\n\r\f\u2028\u2029]|\u00ad)*[\n\r\f\u2028\u2029][\s\u00ad]*(?=[\p{L}\p{N}])/gu;

function belongsToWord(before: string, after: string): boolean {
  const part = before.slice(before.search(/[^-\u2010\u2011]*$/));
  if (part !== before) return true;
  if (/\p{N}/u.test(part) || /^[\p{Lu}\p{N}]/u.test(after)) return true;
  if (/\p{Lu}$/u.test(part)) return true;
  return COMPOUND_FIRST_PARTS.has(part.toLowerCase()) && !ENDINGS.has(after.toLowerCase());
}

/** Longest word that counts when deciding about a hyphen. */
const WORD_REACH = 40;

function wordBefore(text: string, at: number): string {
  return (
    /(?:[\p{L}\p{N}\p{M}'’]|[-\u2010\u2011](?=[\p{L}\p{N}]))*$/u.exec(
      text.slice(Math.max(0, at - WORD_REACH), at),
    )?.[0] ?? ''
  );
}

function wordAfter(text: string, at: number): string {
  return /^[\p{L}\p{N}\p{M}'’]*/u.exec(text.slice(at, at + WORD_REACH))?.[0] ?? '';
}
