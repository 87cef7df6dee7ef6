import type { QuoteCheck } from '../../../shared/contract/outcomes.ts';
import type { FixityObject } from '../../../shared/contract/preservation.ts';
import { wordingOf } from '../../../shared/domain/abridgement.ts';
import { abridgementFault, replacedWords } from '../../../shared/domain/abridgement-replacements.ts';
import { readableQuote } from '../../../shared/domain/readable-quote.ts';
import { formatTime } from '../../formats.ts';
import { faultWords } from '../../preservation/preservation-actions.ts';

/** A finding in a sentence, and whether it is as it should be. */
export interface Finding {
  readonly tone: 'good' | 'doubtful' | 'bad' | 'unknown';
  readonly words: string;
}

/** What the check of a quote found, for a person who has to answer for it. */
export function checkWords(check: QuoteCheck | null): Finding {
  if (check === null) return { tone: 'unknown', words: 'Being checked…' };
  const reason = check.reason === null ? '' : ` ${check.reason}`;
  switch (check.status) {
    case 'exact':
      return { tone: 'good', words: 'The words are the preserved text, character for character.' };
    case 'normalised':
      return {
        tone: 'good',
        words: `The words are those preserved; only typesetting differs.${reason}`,
      };
    case 'ocr':
      return {
        tone: 'doubtful',
        words: `The words equal a text that was recognised from a picture: compare them with the page.${reason}`,
      };
    case 'drifted':
      return { tone: 'doubtful', words: `The words are not where they were marked, or were altered.${reason}` };
    case 'broken':
      return { tone: 'bad', words: `The words were not found in the preserved text.${reason}` };
  }
}

/** What the check of an abridgement found; null where the whole quote is printed. */
export function abridgementWords(quote: string, printed: string | null): Finding | null {
  if (printed === null || printed === readableQuote(quote)) return null;
  const problem = abridgementFault(quote, printed);
  if (problem !== null) return { tone: 'bad', words: `What is printed is no faithful abridgement of it. ${problem}` };
  if (wordingOf(quote, printed) !== 'author-words')
    return { tone: 'good', words: 'It is abridged, and every omission and addition is marked.' };
  const [first] = replacedWords(quote, printed);
  const where = first === undefined ? '' : ` “${first.shown}” stands where the source reads “${first.replaced}”.`;
  return {
    tone: first === undefined ? 'good' : 'doubtful',
    words: `It is abridged as marked. The words in [ ] are the author’s: no check vouches for them.${where}`,
  };
}

/** What is known of the bytes of the original. */
export function fixityWords(object: FixityObject | null): Finding {
  if (object === null) return { tone: 'unknown', words: 'Nothing is known of its fixity.' };
  if (object.outcome === null || object.checkedAt === null)
    return { tone: 'unknown', words: `Not hashed again since it was preserved on ${formatTime(object.storedAt)}.` };
  if (object.outcome === 'intact')
    return { tone: 'good', words: `Hashed again on ${formatTime(object.checkedAt)}: the bytes are the same.` };
  return { tone: 'bad', words: faultWords({ outcome: object.outcome, reason: null }) };
}
