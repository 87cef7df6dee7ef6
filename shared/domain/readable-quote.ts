/**
 * Parts after a line-end hyphen that are endings of one word and no words of their own: only before them is the
 * hyphen surely the typesetter's.
 */
const ENDINGS = new Set(
  (
    'ability able ables ably age ages al ally ance ances ancy ate ated ates ating ation ational ations ative atory ' +
    'cation cations cial cially cient cies cle ed ement ements en ence ences ency ened ening er ered ering ers ery ' +
    'est eral ful fully gation gations gration grations ible ibly ical ically icies icy ied ies ified ify ing ings ' +
    'ion ional ions ish ism ist ists ition itions itive ity ive ively ization izations ize ized izes izing lation ' +
    'lations less ly ment mental mentary ments ness nesses ous ously pation pations ration rations rity sion sional ' +
    'sions tain tained tation tations ted ters tial tially ties ting tion tional tionally tions tive tively tor tors ' +
    'tory ture tures ty ual ually ure ures ution utions vation vations'
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
 * verify as `normalised` or better (see `isPrintedExactly`). Paragraph and page breaks become a space: a paragraph sign would put a
 * character into the quote that the source does not have.
 *
 * A hyphen at a line end is kept, since it may be part of the word ("law-|enforcement", "re-|sign"); it goes only
 * where what follows can be nothing but the ending of one word ("immigra-|tion", "enforce-|ment").
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

/** True if the quote is printed character for character, white space aside. */
export function isPrintedExactly(canonical: string): boolean {
  return readableQuote(canonical) === canonical.replace(/\s+/g, ' ').trim();
}

/** Hyphens or dashes between the letters of a word, with the line or page break that follows them. */
const HYPHEN_AT_LINE_END =
  /(?<=[\p{L}\p{N}\p{M}])([-\u00ad\u2010-\u2015\u2212]+)(?:[^\S\n\r\f\u2028\u2029]|\u00ad)*[\n\r\f\u2028\u2029][\s\u00ad]*(?=[\p{L}\p{N}])/gu;

function belongsToWord(before: string, after: string): boolean {
  const isOneSmallWord = /^[\p{L}\p{M}]+$/u.test(before) && /^\p{Ll}+$/u.test(after);
  return !isOneSmallWord || !ENDINGS.has(after);
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
