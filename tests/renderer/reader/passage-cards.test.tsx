// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { listsOf, PassageCards } from '../../../renderer/reader/passage-cards.tsx';
import type { Passage } from '../../../shared/domain/passage.ts';
import { assertProperty } from '../../support/assert-property.ts';

afterEach(cleanup);

function passageOf(id: string): Passage {
  return {
    ...{ id, documentId: 'document', version: 1, start: 0, end: 5, quote: `Words of ${id}`, page: 1, pageLabel: null },
    ...{ selectors: [], codings: [], note: '', createdAt: '2026-11-22T00:00:00.000Z', coder: 'Reader' },
    ...{ updatedAt: '2026-11-22T00:00:00.000Z' },
  };
}

const many = (count: number): readonly Passage[] =>
  Array.from({ length: count }, (_, index) => passageOf(`passage-${index}`));

describe('the cards of a document', () => {
  it('stand in few lists, of which those out of sight are not laid out, all of them and in order', () => {
    render(
      <PassageCards
        passages={many(300)}
        checks={new Map()}
        hoveredId={null}
        onSelect={() => undefined}
        onHover={() => undefined}
      />,
    );
    const lists = screen.getAllByRole('list');
    expect(lists.length).toBeGreaterThan(5);
    expect(lists.length).toBeLessThan(30);
    const cards = [...document.querySelectorAll<HTMLElement>('[data-passage-card]')];
    expect(cards.map(({ dataset }) => dataset.passageCard)).toEqual(many(300).map(({ id }) => id));
  });

  it('of one document have one list while they are few', () => {
    expect(listsOf([])).toEqual([]);
    expect(listsOf(many(1))).toHaveLength(1);
  });
});

describe('listsOf', () => {
  it('leaves all lists but at most two as they are when a passage is added or deleted', () => {
    const all = many(400);
    assertProperty(
      fc.property(fc.nat({ max: all.length - 1 }), (at) => {
        const before = new Set(listsOf(all).map(keyOf));
        const after = listsOf(all.filter((_, index) => index !== at)).map(keyOf);
        expect(after.filter((list) => !before.has(list)).length).toBeLessThanOrEqual(1);
        expect(after.join(' ').split(' ')).toHaveLength(all.length - 1);
      }),
    );
  });
});

function keyOf(list: readonly Passage[]): string {
  return list.map(({ id }) => id).join(' ');
}
