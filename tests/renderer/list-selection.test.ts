import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepExisting, moveSelection, NO_SELECTION, selectRow } from '../../renderer/list-selection.ts';
import { assertProperty } from '../support/assert-property.ts';

const IDS = ['a', 'b', 'c', 'd', 'e'];
const chosen = (selection: { readonly selected: ReadonlySet<string> }) => [...selection.selected].join('');

describe('list selection', () => {
  it('selects one, adds one with Ctrl, takes it away with Ctrl', () => {
    const one = selectRow(NO_SELECTION, IDS, 'b');
    const two = selectRow(one, IDS, 'd', { toggle: true, range: false });
    expect([chosen(one), chosen(two), chosen(selectRow(two, IDS, 'b', { toggle: true, range: false }))]).toEqual([
      'b',
      'bd',
      'd',
    ]);
  });

  it('extends with Shift from the anchor in either direction', () => {
    const start = selectRow(NO_SELECTION, IDS, 'c');
    const down = selectRow(start, IDS, 'e', { toggle: false, range: true });
    expect(chosen(down)).toBe('cde');
    expect(chosen(selectRow(down, IDS, 'a', { toggle: false, range: true }))).toBe('abc');
  });

  it('walks, stops at the ends, and starts from either end', () => {
    expect(moveSelection(NO_SELECTION, IDS, 1).focus).toBe('a');
    expect(moveSelection(NO_SELECTION, IDS, -1).focus).toBe('e');
    expect(moveSelection(selectRow(NO_SELECTION, IDS, 'b'), IDS, Number.POSITIVE_INFINITY).focus).toBe('e');
    expect(moveSelection(selectRow(NO_SELECTION, IDS, 'b'), IDS, Number.NEGATIVE_INFINITY).focus).toBe('a');
    expect(moveSelection(selectRow(NO_SELECTION, IDS, 'e'), IDS, 1).focus).toBe('e');
  });

  it('moves the focus to the next row when its row is deleted, to the last when there is none', () => {
    expect(keepExisting(selectRow(NO_SELECTION, IDS, 'b'), IDS, ['a', 'c', 'd', 'e']).focus).toBe('c');
    expect(keepExisting(selectRow(NO_SELECTION, IDS, 'e'), IDS, ['a', 'b']).focus).toBe('b');
    expect(keepExisting(selectRow(NO_SELECTION, IDS, 'a'), ['a'], []).focus).toBeNull();
  });

  it('never holds a row that is not in the list', () => {
    const lists = fc.uniqueArray(fc.constantFrom(...IDS));
    assertProperty(
      fc.property(lists, fc.constantFrom(...IDS), lists, (before, id, after) => {
        const selection = keepExisting(selectRow(NO_SELECTION, before, id), before, after);
        const all = [...selection.selected, selection.focus, selection.anchor].filter((one) => one !== null);
        expect(all.every((one) => after.includes(one))).toBe(true);
      }),
    );
  });
});
