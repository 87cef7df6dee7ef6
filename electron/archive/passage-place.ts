import { describe } from '../../shared/anchoring.ts';
import type { PageInfo, TextRun } from '../../shared/contract/outcomes.ts';
import type { Version } from '../../shared/domain/document.ts';
import type { Passage, PassageArea } from '../../shared/domain/passage.ts';
import { joinPieces } from '../../shared/domain/passage-pieces.ts';
import type { PageQuadsSelector, Selector } from '../../shared/domain/selector.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { Span } from '../../shared/find-quote.ts';
import type { ArchiveCore } from './archive-core.ts';
import { cutRun, describeQuads } from './page-quads.ts';
import { rightToLeft } from './words-under.ts';

/** What a passage says of where it stands. */
export type Place = Pick<Passage, 'quote' | 'start' | 'end' | 'page' | 'pageLabel' | 'selectors' | 'spans' | 'area'>;

/**
 * Describes pieces of the canonical text of a version. Pieces are cut to their words; those that overlap or have only
 * white space between them become one. Throws `invalid-input` for a piece outside of the text or without words.
 */
export async function describePlace(core: ArchiveCore, version: Version, spans: readonly Span[]): Promise<Place> {
  const { text, pages } = await core.derived.load(version);
  const runsOf = await core.derived.loadRuns(version);
  const pieces = joinSpans(
    text,
    spans.map((span) => cutToWords(text, span, version.fileName)),
  );
  const described = pieces.map(({ start, end }) => describe(text, start, end));
  const snapped = described.flatMap((selectors) =>
    selectors.flatMap((selector) =>
      selector.type === 'TextPositionSelector' ? { start: selector.start, end: selector.end } : [],
    ),
  );
  const quads =
    runsOf === null ? [] : joinQuads(snapped.flatMap(({ start, end }) => describeQuads(start, end, pages, runsOf)));
  const [first] = snapped;
  const last = snapped[snapped.length - 1];
  if (!first || !last) throw new ArchiveError('invalid-input', 'spans: give at least one piece.');
  const page = pageAt(pages, first.start);
  return {
    quote: joinPieces(snapped.map(({ start, end }) => text.slice(start, end))),
    start: first.start,
    end: last.end,
    page: page?.number ?? null,
    pageLabel: page?.label ?? null,
    selectors: [...described.flat(), ...(page === undefined ? [] : [pageSelector(page.number)]), ...quads],
    ...(snapped.length > 1 ? { spans: snapped } : {}),
  };
}

/**
 * Describes a rectangle of a page with the words that lie mostly within it. Throws `unsupported` for a format without
 * pages, `invalid-input` for a page or a rectangle that is not there.
 */
export async function describeArea(
  core: ArchiveCore,
  version: Version,
  { page, rect, recognised }: PassageArea,
): Promise<Place> {
  const { text, pages } = await core.derived.load(version);
  const runsOf = await core.derived.loadRuns(version);
  const info = pages.find(({ number }) => number === page);
  if (pages.length === 0) {
    throw new ArchiveError('unsupported', `“${version.fileName}” has no pages to take an area of. Mark its words.`);
  }
  if (info === undefined) {
    const last = pages[pages.length - 1]?.number ?? 0;
    throw new ArchiveError(
      'invalid-input',
      `page: “${version.fileName}” has no page ${page}; its last one is ${last}.`,
    );
  }
  const area = { page, rect: clip(rect, info), recognised };
  const words = runsOf === null ? [] : wordsWithin(text, runsOf(pages.indexOf(info)), area.rect);
  const quads: PageQuadsSelector = { type: 'PageQuadsSelector', page, quads: [area.rect] };
  if (words.length === 0) {
    const { start } = info;
    const position: Selector = { type: 'TextPositionSelector', start, end: start };
    const selectors = [position, pageSelector(page), quads];
    return { quote: '', start, end: start, page, pageLabel: info.label, selectors, area };
  }
  const place = await describePlace(core, version, words);
  const selectors = [...place.selectors.filter(({ type }) => type !== 'PageQuadsSelector'), quads];
  return { ...place, page, pageLabel: info.label, selectors, area };
}

/** The page that an offset stands on. */
function pageAt(pages: readonly PageInfo[], offset: number): PageInfo | undefined {
  return pages.find(({ start, end }) => offset >= start && offset < end);
}

const pageSelector = (page: number): Selector => ({
  type: 'FragmentSelector',
  conformsTo: 'http://tools.ietf.org/rfc/rfc3778',
  value: `page=${page}`,
});

/** A piece without the white space around its words. */
function cutToWords(text: string, { start, end }: Span, title: string): Span {
  if (end > text.length) {
    throw new ArchiveError('invalid-input', `end: the text of “${title}” ends at ${text.length}, before ${end}.`);
  }
  const words = text.slice(start, end);
  if (words.trim() === '') {
    throw new ArchiveError('invalid-input', `start: there are no words between ${start} and ${end}.`);
  }
  return {
    start: start + (words.length - words.trimStart().length),
    end: end - (words.length - words.trimEnd().length),
  };
}

/** Pieces in reading order; those that overlap or that only white space parts are one. */
function joinSpans(text: string, spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined[joined.length - 1];
    if (last && (span.start <= last.end || text.slice(last.end, span.start).trim() === '')) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else joined.push(span);
  }
  return joined;
}

/** One selector for each page. */
function joinQuads(selectors: readonly PageQuadsSelector[]): readonly PageQuadsSelector[] {
  const pages = new Map<number, PageQuadsSelector>();
  for (const selector of selectors) {
    const known = pages.get(selector.page);
    pages.set(selector.page, known ? { ...known, quads: [...known.quads, ...selector.quads] } : selector);
  }
  return [...pages.values()];
}

type Rect = PassageArea['rect'];

/** Whether so much of a rectangle lies on a page that it can be described as an area of it. */
export const isOnPage = (rect: Rect, page: PageInfo): boolean => {
  const [, , width, height] = within(rect, page);
  // Not a number, out of a damaged file, is neither.
  return width >= 1 && height >= 1;
};

function within([x, y, width, height]: Rect, page: PageInfo): Rect {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  return [left, top, Math.min(page.width, x + width) - left, Math.min(page.height, y + height) - top];
}

/** The part of a rectangle that lies on its page. */
function clip(rect: Rect, page: PageInfo): Rect {
  if (!isOnPage(rect, page)) {
    const size = `${Math.round(page.width)} × ${Math.round(page.height)} points`;
    throw new ArchiveError('invalid-input', `rect: nothing of it lies on page ${page.number}, which is ${size}.`);
  }
  return within(rect, page);
}

/**
 * The words of a page more than half of which lies in a rectangle. Letters of a run are taken to be equally wide, from
 * its right end on where they are read so.
 */
export function wordsWithin(text: string, runs: readonly TextRun[], rect: Rect): readonly Span[] {
  return runs.flatMap((run) => {
    const words = text.slice(run[0], run[1]);
    const isBackwards = rightToLeft.test(words);
    return [...words.matchAll(/\S+/gu)].flatMap((match): Span[] => {
      const start = run[0] + match.index;
      const end = start + match[0].length;
      const [from, to] = isBackwards ? [run[0] + run[1] - end, run[0] + run[1] - start] : [start, end];
      const [x, y, width, height] = cutRun(run, from, to);
      const across = Math.min(x + width, rect[0] + rect[2]) - Math.max(x, rect[0]);
      const down = Math.min(y + height, rect[1] + rect[3]) - Math.max(y, rect[1]);
      const isWithin = across > 0 && down > 0 && across * down > (width * height) / 2;
      return isWithin ? [{ start, end }] : [];
    });
  });
}
