import { codeUnitCounter } from './code-points.ts';

/** A selection by place, and the beginning of its words where the program tells it. */
export interface NamedSpan {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** The text of a source and how to find a position of the file in it. */
export interface ProjectText {
  readonly text: string;
  /** Offset in UTF-16 code units of a position as the file counts. */
  readonly unitAt: (position: number) => number;
}

/** Units of a name that are compared. */
const COMPARED = 24;
/** Selections by which a way of counting is judged. */
const JUDGED = 200;

/**
 * Finds out how a program counted. The standard counts Unicode code points, without saying what a line end of two
 * characters or a byte order mark is; there are programs that count UTF-16 code units. Selections often carry the
 * beginning of their words as a name: the way by which most of these fit is taken, the standard's if none fits better.
 */
export function readProjectText(raw: string, selections: readonly NamedSpan[], origin: string | null): ProjectText {
  const ways = waysToCount(raw, origin);
  const [first] = ways;
  const named = selections.filter(({ name }) => fold(name) !== '').slice(0, JUDGED);
  let best = first;
  let most = first === undefined ? 0 : fitting(first, named);
  for (const way of ways.slice(1)) {
    const fits = fitting(way, named);
    if (fits > most) {
      best = way;
      most = fits;
    }
  }
  return best ?? { text: raw, unitAt: (position) => position };
}

function waysToCount(raw: string, origin: string | null): readonly ProjectText[] {
  const bare = raw.replace(/^\ufeff/, '');
  const folded = bare.replace(/\r\n?/g, '\n');
  const hasPairs = /[\ud800-\udbff]/.test(bare);
  // ATLAS.ti writes two characters and counts one.
  const isFoldedFirst = origin !== null && /atlas/i.test(origin);
  const texts = bare === folded ? [bare] : isFoldedFirst ? [folded, bare] : [bare, folded];
  const ways: ProjectText[] = texts.map((text) => ({ text, unitAt: codeUnitCounter(text) }));
  if (hasPairs) ways.push(...texts.map((text) => ({ text, unitAt: (position: number) => position })));
  if (raw !== bare) ways.push({ text: raw, unitAt: codeUnitCounter(raw) });
  return ways;
}

function fitting({ text, unitAt }: ProjectText, spans: readonly NamedSpan[]): number {
  return spans.filter(({ start, end, name }) => {
    const words = fold(text.slice(unitAt(start), unitAt(end)));
    const wanted = fold(name.replace(/(…|\.\.\.)$/, '')).slice(0, COMPARED);
    return wanted !== '' && words.startsWith(wanted);
  }).length;
}

const fold = (text: string): string => text.replace(/\s+/g, ' ').trim();
