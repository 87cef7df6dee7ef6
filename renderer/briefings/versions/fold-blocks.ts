import type { BlockChange } from '../../../shared/contract/composer.ts';

/** One row of a comparison: a block, or a number of unchanged ones that are not shown. */
export type ComparisonRow =
  | { readonly kind: 'block'; readonly key: string; readonly change: BlockChange }
  | { readonly kind: 'fold'; readonly key: string; readonly number: number };

/** Unchanged blocks shown before and after a change. */
const AROUND = 1;
/** Unchanged blocks from which a run is folded. */
const FOLDED_FROM = 2;

/** Puts long runs of unchanged blocks away; those next to a change stay, so that it is seen where it is. */
export function foldBlocks(blocks: readonly BlockChange[]): readonly ComparisonRow[] {
  const isNear = (index: number): boolean =>
    blocks.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ kind }) => kind !== 'equal');
  const rows: ComparisonRow[] = [];
  let run: { readonly index: number; readonly change: BlockChange }[] = [];
  const endRun = (): void => {
    const [first] = run;
    if (first !== undefined && run.length >= FOLDED_FROM)
      rows.push({ kind: 'fold', key: `fold ${first.index}`, number: run.length });
    else for (const { index, change } of run) rows.push({ kind: 'block', key: `block ${index}`, change });
    run = [];
  };
  for (const [index, change] of blocks.entries()) {
    if (!isNear(index)) {
      run.push({ index, change });
      continue;
    }
    endRun();
    rows.push({ kind: 'block', key: `block ${index}`, change });
  }
  endRun();
  return rows;
}
