import { changesOf, type Edit, inTurn, ocr, typos, whiteSpace, withChanges } from './edits.ts';
import { draw, drawBelow, linesOf, paragraphsOf, sentencesOf, wordsOf } from './text-parts.ts';

const OTHER_WORDS: Readonly<Record<string, string>> = {
  Administration: 'White House',
  strongly: 'firmly',
  opposes: 'is opposed to',
  supports: 'is in favor of',
  bill: 'measure',
  would: 'will',
  House: 'Chamber',
  President: 'Chief Executive',
  legislation: 'proposed law',
  Congress: 'the legislature',
  funding: 'money',
  Federal: 'national',
  the: 'this',
  important: 'significant',
  people: 'persons',
  said: 'stated',
};

/** A house style enforced: a share of common words replaced by others. */
export const otherWords: Edit = (source, { random }) =>
  withChanges(
    source,
    changesOf(source.text, /\b\p{L}+\b/gu, (word) => (random() < 0.25 ? (OTHER_WORDS[word] ?? null) : null)),
  );

/**
 * Words dropped and doubled, as a tired copyist does. Which of two equal words is the copy cannot be told: at the start of a
 * passage it is the one outside.
 */
export const droppedWords: Edit = (source, { random, passages }) =>
  withChanges(
    source,
    wordsOf(source.text).flatMap(({ start, end }) => {
      const drawn = random();
      if (drawn < 0.02) return [{ at: start, length: end - start, words: '' }];
      if (drawn >= 0.03) return [];
      const word = source.text.slice(start, end);
      const isFirst = passages.some((span) => span.start === source.origins[start]);
      return [isFirst ? { at: start, length: 0, words: `${word} ` } : { at: end, length: 0, words: ` ${word}` }];
    }),
  );

/** A running head and a page number between the lines, every 40 lines or so. */
export const pageFurniture: Edit = (source, { random }) => {
  let page = 1;
  return withChanges(
    source,
    linesOf(source.text).flatMap(({ end }) =>
      random() < 0.025
        ? [{ at: end, length: 0, words: `\n\n${++page}\n\f\nSTATEMENT OF ADMINISTRATION POLICY (continued)\n` }]
        : [],
    ),
  );
};

/** Numbers before every line, as in a transcript. */
export const lineNumbers: Edit = (source) => {
  let line = 0;
  return withChanges(
    source,
    linesOf(source.text).map(({ start }) => ({ at: start, length: 0, words: `${(line++ % 25) + 1}  ` })),
  );
};

/** Every mark of punctuation gone. */
export const noPunctuation: Edit = (source) =>
  withChanges(
    source,
    changesOf(source.text, /[.,;:!?()“”"'’‘—–-]/g, () => ''),
  );

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  '’': '&rsquo;',
  '“': '&ldquo;',
  '”': '&rdquo;',
  '—': '&mdash;',
  '\u00a0': '&nbsp;',
  '§': '&sect;',
};

/** Marks of a page's source left in: entities, and tags about some words. */
export const markup: Edit = (source, { random }) =>
  withChanges(source, [
    ...changesOf(source.text, /[&"’“”—\u00a0§]/g, (mark) => ENTITIES[mark] ?? null),
    ...wordsOf(source.text).flatMap(({ start, end }) =>
      random() < 0.03
        ? [
            { at: start, length: 0, words: '<b>' },
            { at: end, length: 0, words: '</b>' },
          ]
        : [],
    ),
  ]);

/** Letters that another tool could not read: a question mark or a box in their place. */
export const lostLetters: Edit = (source, { random }) =>
  withChanges(
    source,
    changesOf(source.text, /\p{L}/gu, () => (random() < 0.03 ? draw(random, ['?', '\ufffd', '□', '']) : null)),
  );

/** Whole paragraphs said twice, as when pages overlap. */
export const doubledParagraphs: Edit = (source, { random }) =>
  withChanges(
    source,
    paragraphsOf(source.text).flatMap(({ start, end }) =>
      random() < 0.1 ? [{ at: end, length: 0, words: `\n\n${source.text.slice(start, end)}` }] : [],
    ),
  );

/** Sentences within paragraphs in another order. */
export const swappedSentences: Edit = (source, { random }) => {
  const sentences = sentencesOf(source.text);
  return withChanges(
    source,
    sentences.flatMap((span, index) => {
      const other = sentences[index + 1 + drawBelow(random, 2)];
      if (random() > 0.06 || other === undefined) return [];
      return [{ at: other.end, length: 0, words: ` ${source.text.slice(span.start, span.end)}` }];
    }),
  );
};

/** A bad fax of a retyped copy. */
export const badFax: Edit = inTurn(typos(0.015), ocr(0.04), whiteSpace);

/** Set in narrow columns: lines broken elsewhere, words divided at their ends. */
export const narrowColumns: Edit = (source, { random }) =>
  withChanges(source, [
    ...changesOf(source.text, /[^\S\n\f]+/g, () => (random() < 0.2 ? '\n' : null)),
    ...[...source.text.matchAll(/(?<=\p{Ll}{3})(?=\p{Ll}{3})/gu)].flatMap(({ index }) =>
      random() < 0.03 ? [{ at: index, length: 0, words: '-\n' }] : [],
    ),
  ]);

/** A drafter's hand: terms defined in brackets, notes of the editor, words struck for others. */
export const drafting: Edit = (source, { random }) =>
  withChanges(
    source,
    wordsOf(source.text).flatMap(({ start, end }) => {
      const drawn = random();
      const word = source.text.slice(start, end);
      if (drawn < 0.008) return [{ at: end, length: 0, words: ` (“the ${word}”)` }];
      if (drawn < 0.014) return [{ at: end, length: 0, words: ' [sic]' }];
      return drawn < 0.02 && word.length > 3 ? [{ at: start, length: end - start, words: 'thereof' }] : [];
    }),
  );

const OTHER_MARKS: Readonly<Record<string, string>> = {
  '“': '„',
  '”': '“',
  '"': '»',
  '’': '´',
  '—': ' – ',
  '–': '−',
  '.': '．',
  ':': ' :',
  ';': ' ;',
};

/** Marks as another country sets them, and thin spaces. */
export const foreignMarks: Edit = (source, { random }) =>
  withChanges(source, [
    ...changesOf(source.text, /[“”"’—–.:;]/g, (mark) => (random() < 0.6 ? (OTHER_MARKS[mark] ?? null) : null)),
    ...changesOf(source.text, / /g, () => (random() < 0.1 ? '\u2009' : null)),
  ]);
