import type { ComparedSegment } from '../../shared/contract/versions.ts';

/** Words of a row that had one fate. */
export interface RowPiece {
  /** Unique within the comparison. */
  readonly key: string;
  readonly kind: ComparedSegment['kind'];
  /** For a moved piece: true at its old place. */
  readonly isOldPlace: boolean;
  readonly moveId: number | null;
  /** Number of the change that it belongs to, from 0; null where nothing changed. */
  readonly change: number | null;
  /** The words in the older and in the newer version; null where they do not stand. */
  readonly older: string | null;
  readonly newer: string | null;
  readonly passageIds: readonly string[];
}

/** One paragraph of a comparison. */
export interface ComparisonRow {
  readonly key: string;
  readonly pieces: readonly RowPiece[];
  readonly isChanged: boolean;
  /** Pages of the first change in it, where there are pages. */
  readonly fromPage: number | null;
  readonly toPage: number | null;
}

/** Paragraphs to be shown, or so many unchanged ones that are left out. */
export type ShownRow =
  | { readonly kind: 'row'; readonly row: ComparisonRow }
  | { readonly kind: 'gap'; readonly key: string; readonly rows: readonly ComparisonRow[] };

const PARAGRAPH_END = /\n\s*\n|\f/;

/** Arranges a comparison by paragraphs, and numbers its changes: what follows each other without a word between is one. */
export function layComparison(
  segments: readonly ComparedSegment[],
  older: string,
  newer: string,
): { readonly rows: readonly ComparisonRow[]; readonly changeCount: number } {
  const rows: ComparisonRow[] = [];
  let pieces: RowPiece[] = [];
  let pages: Pick<ComparisonRow, 'fromPage' | 'toPage'> = { fromPage: null, toPage: null };
  let change = -1;
  let isInChange = false;
  const close = (): void => {
    const shown = pieces.filter((piece) => (piece.older ?? piece.newer ?? '').trim() !== '');
    if (shown.length > 0) {
      const isChanged = shown.some((piece) => piece.change !== null);
      rows.push({ key: shown[0]?.key ?? '', pieces: shown, isChanged, ...pages });
    }
    pieces = [];
    pages = { fromPage: null, toPage: null };
  };
  for (const [index, segment] of segments.entries()) {
    const isChange = segment.kind !== 'equal';
    if (isChange && !isInChange) change += 1;
    isInChange = isChange;
    for (const [part, [before, after]] of partsOf(segment, older, newer).entries()) {
      if (part > 0) close();
      pieces.push({
        key: `${index}-${part}`,
        kind: segment.kind,
        isOldPlace: segment.kind === 'moved' && segment.from !== null,
        moveId: segment.moveId,
        change: isChange ? change : null,
        older: before,
        newer: after,
        passageIds: segment.passageIds,
      });
      if (isChange && pages.fromPage === null) pages = { ...pages, fromPage: segment.fromPage };
      if (isChange && pages.toPage === null) pages = { ...pages, toPage: segment.toPage };
    }
  }
  close();
  return { rows, changeCount: change + 1 };
}

/** The words of a segment paragraph by paragraph, in both versions. */
function partsOf(
  { from, to }: ComparedSegment,
  older: string,
  newer: string,
): readonly (readonly [string | null, string | null])[] {
  const before = from === null ? null : older.slice(...from);
  const after = to === null ? null : newer.slice(...to);
  const left = before?.split(PARAGRAPH_END).map(flowing) ?? null;
  const right = after?.split(PARAGRAPH_END).map(flowing) ?? null;
  if (left === null) return (right ?? []).map((words) => [null, words]);
  if (right === null) return left.map((words) => [words, null]);
  // The break between a change and what is equal may belong to either of them.
  const head = left[0]?.trim() === '' || right[0]?.trim() === '';
  const tail = left[left.length - 1]?.trim() === '' || right[right.length - 1]?.trim() === '';
  const [bodyA, bodyB] = [withoutBlankEnds(left), withoutBlankEnds(right)];
  const body: readonly (readonly [string, string])[] =
    bodyA.length === bodyB.length
      ? bodyA.map((words, part) => [words, bodyB[part] ?? ''])
      : // Equal words whose paragraphs end elsewhere, because one version is typeset otherwise, stay together.
        [[flowing(before ?? ''), flowing(after ?? '')]];
  return [...(head ? [BLANK] : []), ...body, ...(tail && left.length + right.length > 2 ? [BLANK] : [])];
}

const BLANK = ['', ''] as const;

const withoutBlankEnds = (parts: readonly string[]): readonly string[] =>
  parts.filter((words, part) => words.trim() !== '' || (part > 0 && part < parts.length - 1));

/** Words without the line breaks of their page. */
const flowing = (words: string): string =>
  words.replace(/(?<=\p{Ll})[-\u2010\u2011]\n\s*(?=\p{Ll})/gu, '').replace(/\s+/g, ' ');

/** Unchanged paragraphs in a row from which those in the middle are left out. */
const FOLDED = 4;

/** Leaves out what did not change, but for the paragraph next to each change; `unfolded` names gaps that are open. */
export function foldRows(rows: readonly ComparisonRow[], unfolded: ReadonlySet<string>): readonly ShownRow[] {
  const shown: ShownRow[] = [];
  for (let at = 0; at < rows.length; ) {
    let end = at;
    while (end < rows.length && rows[end]?.isChanged === false) end += 1;
    const first = at === 0 ? 0 : 1;
    const last = end === rows.length || end === at ? 0 : 1;
    const middle = rows.slice(at + first, end - last);
    const key = middle[0]?.key ?? '';
    if (middle.length >= FOLDED && !unfolded.has(key)) {
      for (const row of rows.slice(at, at + first)) shown.push({ kind: 'row', row });
      shown.push({ kind: 'gap', key, rows: middle });
      for (const row of rows.slice(end - last, end)) shown.push({ kind: 'row', row });
    } else {
      for (const row of rows.slice(at, end)) shown.push({ kind: 'row', row });
    }
    while (end < rows.length && rows[end]?.isChanged === true) {
      const row = rows[end];
      if (row !== undefined) shown.push({ kind: 'row', row });
      end += 1;
    }
    at = end;
  }
  return shown;
}
