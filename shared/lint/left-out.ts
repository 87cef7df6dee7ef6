import { type AbridgementPiece, checkAbridgement } from '../domain/abridgement.ts';
import { joinPieces } from '../domain/passage-pieces.ts';
import type { LintPassage } from './lint-input.ts';

/** One stretch of preserved text that a quote leaves out, and what stands in for it. */
export interface LeftOut {
  /** `head`, `tail`: before and after what is printed; `middle`: between printed words. */
  readonly where: 'head' | 'tail' | 'middle';
  readonly text: string;
  /** The words put in brackets there; empty if there are none. */
  readonly instead: string;
  /** The printed words right before it and right after it. */
  readonly before: string;
  readonly after: string;
}

/**
 * What stands in the preserved text around and between the words that a use of a passage prints. Words of an excerpt
 * that do not stand in the passage are passed over: whether they do is another check's business.
 */
export function leftOutOf(passage: LintPassage, excerpt: string | null): readonly LeftOut[] {
  const { pieces, gaps, before, after } = passage;
  if (pieces.length === 0) return [];
  const outs = excerpt === null ? aroundPieces(pieces, gaps, before, after) : aroundExcerpt(passage, excerpt);
  return outs.filter(({ text }) => text.trim() !== '');
}

function aroundPieces(
  pieces: readonly string[],
  gaps: readonly string[],
  before: string,
  after: string,
): readonly LeftOut[] {
  const last = pieces.length - 1;
  return [
    { where: 'head', text: before, instead: '', before: '', after: pieces[0] ?? '' },
    ...gaps.map(
      (text, index): LeftOut => ({
        where: 'middle',
        text,
        instead: '',
        before: pieces[index] ?? '',
        after: pieces[index + 1] ?? '',
      }),
    ),
    { where: 'tail', text: after, instead: '', before: pieces[last] ?? '', after: '' },
  ];
}

function aroundExcerpt({ pieces, before, after }: LintPassage, excerpt: string): readonly LeftOut[] {
  const checked = checkAbridgement(joinPieces(pieces), excerpt);
  const quoted = checked.pieces.filter(isFound);
  const first = quoted[0];
  const last = quoted[quoted.length - 1];
  if (first === undefined || last === undefined) return [];
  const within = checked.pieces.flatMap((piece, index): readonly LeftOut[] => {
    if (piece.kind === 'quoted') return [];
    const text = piece.kind === 'ellipsis' ? piece.omitted : piece.replaced;
    const beside = (step: 1 | -1): AbridgementPiece | undefined => checked.pieces[index + step];
    const next = beside(1);
    const inserted = [beside(-1), next].flatMap((other) => (other?.kind === 'inserted' ? [other.text] : []));
    const instead = piece.kind === 'inserted' ? piece.text : inserted.join(' ');
    const [earlier, later] = [checked.pieces.slice(0, index), checked.pieces.slice(index + 1)];
    const previous = earlier.filter(isFound).pop();
    const following = later.find(isFound);
    if (previous === undefined || following === undefined) return [];
    return [{ where: 'middle', text, instead, before: previous.text, after: following.text }];
  });
  const edge = (piece: AbridgementPiece | undefined): string => (piece?.kind === 'inserted' ? piece.text : '');
  return [
    {
      where: 'head',
      text: `${before}${before.endsWith(' ') ? '' : ' '}${checked.before} `,
      instead: edge(checked.pieces[0]),
      before: '',
      after: first.text,
    },
    ...within,
    {
      where: 'tail',
      text: checked.after === '' ? after : ` ${checked.after} ${after}`,
      instead: edge(checked.pieces[checked.pieces.length - 1]),
      before: last.text,
      after: '',
    },
  ];
}

const isFound = (piece: AbridgementPiece): boolean => piece.kind === 'quoted' && piece.start !== null;
