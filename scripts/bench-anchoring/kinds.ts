import type { Span } from '../../shared/find-quote.ts';
import {
  type Change,
  deletedElsewhere,
  deletedPassages,
  type Edit,
  type EditContext,
  headingCase,
  insertedSentences,
  inTurn,
  mixed,
  movedParagraphs,
  ocr,
  repeatedPassages,
  replacedPassages,
  typography,
  typos,
  whiteSpace,
  withChanges,
} from './edits.ts';
import type { SampledPassage } from './passages.ts';
import { draw, paragraphsOf } from './text-parts.ts';
import { type TrackedText, track } from './tracked-text.ts';
import {
  badFax,
  doubledParagraphs,
  drafting,
  droppedWords,
  foreignMarks,
  lineNumbers,
  lostLetters,
  markup,
  narrowColumns,
  noPunctuation,
  otherWords,
  pageFurniture,
  swappedSentences,
} from './unseen-edits.ts';

/** A text, passages of it, and an edited version of it. */
export interface Case {
  readonly original: string;
  readonly passages: readonly SampledPassage[];
  readonly edited: TrackedText;
}

/** A kind of edit. */
export interface Kind {
  readonly name: string;
  /** True if the engine was never tuned on it: it is held out. */
  readonly isUnseen: boolean;
  readonly make: (original: string, passages: readonly SampledPassage[], context: EditContext) => Case;
}

const simple = (name: string, edit: Edit, isUnseen = false): Kind => ({
  name,
  isUnseen,
  make: (original, passages, context) => ({ original, passages, edited: edit(track(original), context) }),
});

/** A second copy of each passage is put into the original first; then one of the two is taken out again. */
const twoCopies = (name: string, takesOwn: boolean): Kind => ({
  name,
  isUnseen: false,
  make: (text, passages, { random, foreign }) => {
    const fitting = passages.filter(({ start, end }) => end - start < 2000 && end - start > 12);
    const ends = paragraphsOf(text)
      .map(({ end }) => end)
      .filter((end) => !passages.some((span) => span.start < end && end <= span.end));
    if (ends.length === 0) return { original: text, passages: [], edited: track(text) };
    const put = fitting.map((span) => ({ span, at: draw(random, ends) })).sort((a, b) => a.at - b.at);
    const changes: Change[] = put.map(({ span, at }) => ({
      at,
      length: 0,
      words: ` ${text.slice(span.start, span.end)} ${draw(random, foreign)}`,
    }));
    // Where several copies come to one place the later ones stand behind the earlier.
    const original = withChanges(track(text), changes).text;
    const moved = (offset: number): number =>
      changes.reduce((sum, { at, words }) => (at <= offset ? sum + words.length : sum), offset);
    let shift = 0;
    const pairs = put.map(({ span, at }, index) => {
      const from = at + shift + 1;
      shift += changes[index]?.words.length ?? 0;
      const first = { start: moved(span.start), end: moved(span.start) + span.end - span.start };
      return { size: span.size, first, second: { start: from, end: from + span.end - span.start } };
    });
    const chosen = pairs.map(({ size, first, second }) =>
      random() < 0.5 ? { size, own: first, other: second } : { size, own: second, other: first },
    );
    const source = track(original);
    return {
      original,
      passages: chosen.map(({ size, own }) => ({ size, ...own })),
      edited: deletedPassages(source, {
        random,
        foreign,
        passages: chosen.map(({ own, other }): Span => (takesOwn ? own : other)),
      }),
    };
  },
});

/** Every kind of edit that is made on texts alone. */
export const KINDS: readonly Kind[] = [
  simple('unchanged', (source) => source),
  simple('white space', whiteSpace),
  simple('typos', typos(0.02)),
  simple('OCR noise', ocr(0.04)),
  simple('OCR heavy', ocr(0.09)),
  simple('inserted sentences', insertedSentences(0.25)),
  simple('deleted elsewhere', deletedElsewhere(0.4)),
  simple('moved paragraphs', movedParagraphs(0.35)),
  simple('typography', typography),
  simple('case of headings', headingCase),
  simple('repeated elsewhere', repeatedPassages),
  twoCopies('other copy deleted', false),
  simple('mixed', mixed),
  simple('deleted', deletedPassages),
  simple('deleted, rest revised', inTurn(deletedPassages, mixed)),
  simple('replaced', replacedPassages),
  twoCopies('own copy deleted', true),
  simple('other words', otherWords),
  simple('dropped words', droppedWords),
  simple('page furniture', pageFurniture),
  simple('line numbers', lineNumbers),
  simple('no punctuation', noPunctuation),
  simple('markup', markup),
  simple('lost letters', lostLetters),
  simple('doubled paragraphs', doubledParagraphs),
  simple('sentences copied on', swappedSentences),
  simple('bad fax', badFax),
  simple('deleted, bad fax', inTurn(deletedPassages, badFax)),
  simple('narrow columns', narrowColumns, true),
  simple('drafting', drafting, true),
  simple('foreign marks', foreignMarks, true),
  simple('much deleted elsewhere', deletedElsewhere(0.7), true),
  simple('deleted, narrow columns', inTurn(deletedPassages, narrowColumns), true),
  simple('replaced, drafting', inTurn(replacedPassages, drafting), true),
];
