import { describe, expect, it } from 'vitest';
import { buildCollectionTree, isInCollection } from '../../../renderer/frame/collection-tree.ts';

describe('buildCollectionTree', () => {
  it('nests paths, counts what lies inside, sorts by name and numbers', () => {
    const tree = buildCollectionTree([
      { collection: 'Police / Nevada', count: 1 },
      { collection: 'Police', count: 1 },
      { collection: null, count: 7 },
      { collection: 'Police / Nevada / 10', count: 2 },
      { collection: 'Police / Nevada / 9', count: 1 },
      { collection: 'Federal', count: 1 },
    ]);
    expect(tree).toEqual([
      { path: 'Federal', name: 'Federal', count: 1, children: [] },
      {
        path: 'Police',
        name: 'Police',
        count: 5,
        children: [
          {
            path: 'Police / Nevada',
            name: 'Nevada',
            count: 4,
            children: [
              { path: 'Police / Nevada / 9', name: '9', count: 1, children: [] },
              { path: 'Police / Nevada / 10', name: '10', count: 2, children: [] },
            ],
          },
        ],
      },
    ]);
  });

  it('tells a collection inside another from one whose name begins alike', () => {
    expect(isInCollection('Police / Nevada', 'Police')).toBe(true);
    expect(isInCollection('Police', 'Police')).toBe(true);
    expect(isInCollection('Police unions', 'Police')).toBe(false);
    expect(isInCollection(null, 'Police')).toBe(false);
  });
});
