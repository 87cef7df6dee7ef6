import { describe, expect, it } from 'vitest';
import { foldBlocks } from '../../../renderer/briefings/versions/fold-blocks.ts';
import type { BlockChange } from '../../../shared/contract/composer.ts';

const block = (kind: BlockChange['kind']): BlockChange => ({ kind, block: 'Paragraph', words: [] });
const shape = (kinds: readonly BlockChange['kind'][]) =>
  foldBlocks(kinds.map(block)).map((row) => (row.kind === 'fold' ? row.number : row.change.kind));

describe('foldBlocks', () => {
  it('puts runs of unchanged blocks away and keeps those next to a change', () => {
    expect(shape(['equal', 'equal', 'equal', 'change', 'equal', 'equal', 'equal'])).toEqual([
      2,
      'equal',
      'change',
      'equal',
      2,
    ]);
  });

  it('does not put a single block away', () => {
    expect(shape(['equal', 'equal', 'insert'])).toEqual(['equal', 'equal', 'insert']);
  });

  it('gives every row a key of its own', () => {
    const rows = foldBlocks(
      ['equal', 'equal', 'delete', 'equal', 'equal', 'equal', 'change'].map((kind) =>
        block(kind as BlockChange['kind']),
      ),
    );
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });
});
