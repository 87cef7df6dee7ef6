import type { Agency, Stance } from '../../shared/domain/codebook.ts';
import type { Coding, Passage, PassageArea } from '../../shared/domain/passage.ts';
import type { Mark, MarkTint, Rect } from './document-view.ts';

/** The codebook by id, as the window mirrors it. */
export interface CodebookIndex {
  readonly agenciesById: ReadonlyMap<string, Agency>;
  readonly stancesById: ReadonlyMap<string, Stance>;
}

function codingLabel(coding: Coding, { agenciesById, stancesById }: CodebookIndex): string {
  const agency = agenciesById.get(coding.agencyId)?.name ?? 'Unknown agency';
  return `${agency}: ${stancesById.get(coding.stanceId)?.name ?? 'Unknown stance'}`;
}

/** All codings of a passage in words. */
function passageLabel(passage: Passage, codebook: CodebookIndex): string {
  if (passage.codings.length === 0) return passage.note === '' ? 'Highlight, not coded' : 'Note, not coded';
  return passage.codings.map((coding) => codingLabel(coding, codebook)).join('; ');
}

interface KnownMark {
  readonly codebook: CodebookIndex;
  readonly mark: Mark;
}

const known = new WeakMap<Passage, KnownMark>();

/** How the views paint the passages: the same passage under the same codebook gives the same mark, not one like it. */
export function marksOf(passages: readonly Passage[], { agenciesById, stancesById }: CodebookIndex): readonly Mark[] {
  return passages.map((passage) => {
    const before = known.get(passage);
    if (before?.codebook.agenciesById === agenciesById && before.codebook.stancesById === stancesById) {
      return before.mark;
    }
    const codebook = { agenciesById, stancesById };
    const mark = markOf(passage, codebook);
    known.set(passage, { codebook, mark });
    return mark;
  });
}

/** A passage of an older version with its place in the one shown. */
export interface CarriedPassage {
  readonly passage: Passage;
  readonly start: number;
  readonly end: number;
}

/** How the views paint passages of older versions at their places in the one shown. */
export function carriedMarks(carried: readonly CarriedPassage[], codebook: CodebookIndex): readonly Mark[] {
  return carried.map(({ passage, start, end }) => {
    const { tints, label } = markOf(passage, codebook);
    const { id, version } = passage;
    return { id, start, end, tints, label: `${label} (carried from version ${version})`, isCarried: true };
  });
}

function rectOf([x, y, width, height]: PassageArea['rect']): Rect {
  return { x, y, width, height };
}

function markOf(passage: Passage, codebook: CodebookIndex): Mark {
  const tints = new Map<string, MarkTint>();
  for (const { stanceId } of passage.codings) {
    const stance = codebook.stancesById.get(stanceId);
    if (stance !== undefined) tints.set(stanceId, { color: stance.color, letter: stance.letter });
  }
  const { id, start, end, spans, area } = passage;
  return {
    ...{ id, start, end, tints: [...tints.values()], label: passageLabel(passage, codebook) },
    ...(spans === undefined ? {} : { spans }),
    ...(area === undefined ? {} : { area: { page: area.page, rect: rectOf(area.rect) } }),
  };
}
