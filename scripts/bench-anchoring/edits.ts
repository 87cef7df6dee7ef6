import type { Span } from '../../shared/find-quote.ts';
import { draw, drawBelow, linesOf, paragraphsOf, type Random, sentencesOf, shuffle } from './text-parts.ts';
import { type TrackedText, TrackedWriter } from './tracked-text.ts';

/** What an edit may use. */
export interface EditContext {
  readonly random: Random;
  /** Sentences of other texts. */
  readonly foreign: readonly string[];
  /** The passages, as spans of the original. */
  readonly passages: readonly Span[];
}

/** Makes another version of a text. */
export type Edit = (source: TrackedText, context: EditContext) => TrackedText;

/** Words put in place of `length` units at `at`. */
export interface Change {
  readonly at: number;
  readonly length: number;
  readonly words: string;
}

/** A text with changes made to it; one that begins within another is left out. */
export function withChanges(source: TrackedText, changes: readonly Change[]): TrackedText {
  const writer = new TrackedWriter(source);
  let kept = 0;
  for (const { at, length, words } of [...changes].sort((a, b) => a.at - b.at)) {
    if (at < kept) continue;
    writer.keep(kept, at);
    if (length === 0) writer.insert(words);
    else writer.replace(at, words);
    kept = at + length;
  }
  writer.keep(kept, source.text.length);
  return writer.finish();
}

/** A change for each match of a pattern that `to` has words for. */
export function changesOf(text: string, pattern: RegExp, to: (match: string) => string | null): readonly Change[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const words = to(match[0]);
    return words === null ? [] : [{ at: match.index, length: match[0].length, words }];
  });
}

/** One edit after the other. */
export const inTurn =
  (...edits: readonly Edit[]): Edit =>
  (source, context) =>
    edits.reduce((text, edit) => edit(text, context), source);

/** Lines broken elsewhere, doubled spaces, tabs, no-break spaces. */
export const whiteSpace: Edit = (source, { random }) =>
  withChanges(
    source,
    changesOf(source.text, /[^\S\n\f]*[\n\f][^\S\n\f]*|[^\S\n\f]+/g, (gap) => {
      const drawn = random();
      if (gap.includes('\n') || gap.includes('\f')) {
        return drawn < 0.4 ? ' ' : drawn < 0.6 ? '\n\n' : drawn < 0.7 ? '\r\n' : null;
      }
      return drawn < 0.1 ? '\n' : drawn < 0.16 ? '  ' : drawn < 0.18 ? '\t' : drawn < 0.2 ? '\u00a0' : null;
    }),
  );

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

/** Slips of the finger in a share of the letters. */
export const typos =
  (share: number): Edit =>
  (source, { random }) => {
    const changes: Change[] = [];
    for (const { index: at, 0: pair } of source.text.matchAll(/[A-Za-z](?=([A-Za-z])?)/g)) {
      if (random() >= share) continue;
      const next = source.text.charAt(at + 1);
      const kind = drawBelow(random, 4);
      if (kind === 0 && /[A-Za-z]/.test(next)) {
        changes.push({ at, length: 1, words: next }, { at: at + 1, length: 1, words: pair });
      } else if (kind === 1) changes.push({ at, length: 1, words: '' });
      else if (kind === 2) changes.push({ at, length: 1, words: pair + pair });
      else changes.push({ at, length: 1, words: draw(random, [...ALPHABET]) });
    }
    return withChanges(source, changes);
  };

const MISREAD: readonly (readonly [string, string])[] = [
  ['rn', 'm'],
  ['m', 'rn'],
  ['l', '1'],
  ['1', 'l'],
  ['e', 'c'],
  ['c', 'e'],
  ['o', '0'],
  ['0', 'O'],
  ['h', 'b'],
  ['b', 'h'],
  ['i', 'l'],
  ['I', 'l'],
  ['t', 'f'],
  ['f', 't'],
  ['s', '5'],
  ['S', '5'],
  ['u', 'ii'],
  ['n', 'ri'],
  ['cl', 'd'],
  ['d', 'cl'],
  ['w', 'vv'],
  ['vv', 'w'],
  ['g', 'q'],
  ['B', '8'],
  ['a', 'o'],
  ['.', ','],
  [',', '.'],
  ["'", '`'],
  ['-', '~'],
  ['ti', 'h'],
];

/** Misread letters, specks, and words torn apart or run together, in a share of the letters. */
export const ocr =
  (share: number): Edit =>
  (source, { random }) => {
    const changes: Change[] = [];
    for (let at = 0; at < source.text.length; at++) {
      if (random() >= share) continue;
      if (source.text[at] === ' ') {
        if (random() < 0.5) changes.push({ at, length: 1, words: random() < 0.5 ? '' : ' . ' });
        continue;
      }
      const fitting = MISREAD.filter(([from]) => source.text.startsWith(from, at));
      if (fitting.length === 0) continue;
      if (random() < 0.08) changes.push({ at, length: 0, words: ' ' });
      else {
        const [from, to] = draw(random, fitting);
        changes.push({ at, length: from.length, words: to });
      }
    }
    return withChanges(source, changes);
  };

/** A sentence of another text after a share of the sentences. */
export const insertedSentences =
  (share: number): Edit =>
  (source, { random, foreign }) =>
    withChanges(
      source,
      sentencesOf(source.text).flatMap(({ end }) =>
        random() < share ? [{ at: end, length: 0, words: ` ${draw(random, foreign)}` }] : [],
      ),
    );

/** For each unit of the original 1 if a passage marks it. */
function markedUnits(source: TrackedText, passages: readonly Span[]): Uint8Array {
  const length = source.origins.reduce((most, origin) => Math.max(most, origin + 1), 0);
  const marked = new Uint8Array(length);
  for (const { start, end } of passages) marked.fill(1, start, end);
  return marked;
}

const isMarked = ({ origins }: TrackedText, marked: Uint8Array, { start, end }: Span): boolean => {
  for (let at = start; at < end; at++) if (marked[origins[at] ?? -1] === 1) return true;
  return false;
};

/** A share of the sentences that no passage marks taken out. */
export const deletedElsewhere =
  (share: number): Edit =>
  (source, { random, passages }) => {
    const marked = markedUnits(source, passages);
    return withChanges(
      source,
      sentencesOf(source.text).flatMap((span) =>
        random() < share && !isMarked(source, marked, span)
          ? [{ at: span.start, length: span.end - span.start, words: '' }]
          : [],
      ),
    );
  };

/** A share of the paragraphs put at other places. */
export const movedParagraphs =
  (share: number): Edit =>
  (source, { random }) => {
    const paragraphs = paragraphsOf(source.text);
    const moved = paragraphs.map((_, index) => index).filter(() => random() < share);
    const order = paragraphs.map((_, index) => index);
    for (const [place, index] of shuffle(random, moved).entries()) order[moved[place] ?? 0] = index;
    const writer = new TrackedWriter(source);
    let kept = 0;
    for (const [place, { start, end }] of paragraphs.entries()) {
      writer.keep(kept, start);
      const from = paragraphs[order[place] ?? place];
      if (from !== undefined) writer.keep(from.start, from.end);
      kept = end;
    }
    writer.keep(kept, source.text.length);
    return writer.finish();
  };

const LIGATURES: Readonly<Record<string, string>> = { ffi: 'ﬃ', ffl: 'ﬄ', ff: 'ﬀ', fi: 'ﬁ', fl: 'ﬂ' };
const MARKS: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '"': '”',
  "'": '’',
  '—': ' -- ',
  '–': '-',
  '…': '...',
  '\u00a0': ' ',
  '•': '·',
  '§': 'Sec.',
};

/** Other quote marks, dashes, ligatures, soft hyphens and composition of accents. */
export const typography: Edit = (source, { random }) => {
  const first = withChanges(
    source,
    changesOf(source.text, /ff[il]?|f[il]/g, (found) => LIGATURES[found] ?? null),
  );
  const marks = withChanges(
    first,
    changesOf(first.text, /[“”‘’"'—–…\u00a0•§]/g, (found) => MARKS[found] ?? null),
  );
  const decomposed = withChanges(
    marks,
    changesOf(marks.text, /\p{L}/gu, (found) => (found.normalize('NFD') === found ? null : found.normalize('NFD'))),
  );
  return withChanges(
    decomposed,
    [...decomposed.text.matchAll(/(?<=[a-z]{4})(?=[a-z]{4})/g)].flatMap(({ index }) =>
      random() < 0.02 ? [{ at: index, length: 0, words: random() < 0.5 ? '\u00ad' : '-\n' }] : [],
    ),
  );
};

/** Headings and a share of the other lines in capitals. */
export const headingCase: Edit = (source, { random }) =>
  withChanges(
    source,
    linesOf(source.text).flatMap(({ start, end }) => {
      const line = source.text.slice(start, end);
      const isHeading = line.length < 70 && !/[.,;]$/.test(line);
      if (!isHeading && random() > 0.08) return [];
      const isCapitals = line === line.toUpperCase();
      return [...line].flatMap((letter, at) => {
        const other = isCapitals && at > 0 ? letter.toLowerCase() : letter.toUpperCase();
        return other === letter || other.length !== 1 ? [] : [{ at: start + at, length: 1, words: other }];
      });
    }),
  );

/** Every passage's words said again at another place, in a long text at three. */
export const repeatedPassages: Edit = (source, { random, passages }) => {
  const ends = paragraphsOf(source.text).map(({ end }) => end);
  const inner = ends.filter((end) => !passages.some((span) => span.start < end && end < span.end));
  return withChanges(
    source,
    passages.flatMap(({ start, end }) =>
      end - start > 2000
        ? []
        : [0, 1, 2]
            .slice(source.text.length > 50_000 ? 0 : 2)
            .map(() => ({ at: draw(random, inner), length: 0, words: ` ${source.text.slice(start, end)}` })),
    ),
  );
};

/** The passages' own words taken out. */
export const deletedPassages: Edit = (source, { passages }) => {
  const marked = markedUnits(source, passages);
  return withChanges(
    source,
    runsOf(source, (origin) => marked[origin] === 1, ''),
  );
};

/** The passages' own words replaced by sentences of other texts. */
export const replacedPassages: Edit = (source, { passages, foreign, random }) => {
  const marked = markedUnits(source, passages);
  const removed = runsOf(source, (origin) => marked[origin] === 1, '');
  const out = withChanges(source, removed);
  let shift = 0;
  const put = removed.map(({ at, length }) => {
    const change = { at: at - shift, length: 0, words: draw(random, foreign) };
    shift += length;
    return change;
  });
  return withChanges(out, put);
};

function runsOf(source: TrackedText, isIn: (origin: number) => boolean, words: string): readonly Change[] {
  const changes: Change[] = [];
  let start = -1;
  for (let at = 0; at <= source.origins.length; at++) {
    const inside = at < source.origins.length && (source.origins[at] ?? -1) >= 0 && isIn(source.origins[at] ?? -1);
    if (inside && start === -1) start = at;
    if (!inside && start !== -1) {
      changes.push({ at: start, length: at - start, words });
      start = -1;
    }
  }
  return changes;
}

/** Much at once: what years of revision, another scan and another tool do to a text. */
export const mixed: Edit = inTurn(
  deletedElsewhere(0.12),
  insertedSentences(0.1),
  movedParagraphs(0.15),
  typography,
  ocr(0.015),
  typos(0.008),
  whiteSpace,
);
