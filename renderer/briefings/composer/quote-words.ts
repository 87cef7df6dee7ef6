import type { PassageView } from '../../../shared/contract.ts';
import { abridgementFault } from '../../../shared/domain/abridgement-replacements.ts';
import { wordsToShow } from '../../../shared/domain/passage-pieces.ts';
import { readableQuote } from '../../../shared/domain/readable-quote.ts';

/** The whole words of a passage as they are printed. */
export function wholeWords(passage: Pick<PassageView, 'quote' | 'area'>): string {
  return passage.quote === '' ? wordsToShow(passage) : readableQuote(passage.quote);
}

/** Why the words chosen of a quote are no faithful abridgement of it, in a sentence; null if they are, or are all. */
export function faultOf(passage: Pick<PassageView, 'quote'>, excerpt: string | null): string | null {
  return excerpt === null ? null : abridgementFault(passage.quote, excerpt);
}

/** The beginning of words, to name them by. */
export function shortWords(words: string, most = 60): string {
  return words.length <= most ? words : `${words.slice(0, most).trimEnd()}…`;
}
