// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { type ReadingPlace, TextSelection } from '../../../renderer/reader/text-selection.ts';

const TEXT = 'One two three. Four five six. Seven eight.';

function begin(place: ReadingPlace | null = { start: 0, end: 0, kind: 'top' }) {
  const told: boolean[] = [];
  const selection = new TextSelection({
    text: () => TEXT,
    place: () => place,
    offsetInLine: (offset, step) => offset + step * 15,
    lineOf: () => ({ start: 0, end: 14 }),
    onChange: () => undefined,
    onCaret: (on) => told.push(on),
  });
  const press = (key: string, modifiers: KeyboardEventInit = {}) =>
    selection.handleKey(new KeyboardEvent('keydown', { key, ...modifiers }));
  const words = () => selection.pieces.map(({ start, end }) => TEXT.slice(start, end));
  return { selection, press, words, told };
}

describe('selecting by keys', () => {
  it('begins at what is in sight and leaves arrows without Shift alone', () => {
    const { press, words } = begin();
    expect(press('ArrowRight')).toBe(false);
    expect(press('ArrowRight', { shiftKey: true, ctrlKey: true })).toBe(true);
    expect(press('ArrowRight', { shiftKey: true, ctrlKey: true })).toBe(true);
    expect(words()).toEqual(['One two']);
    press('ArrowLeft', { shiftKey: true });
    expect(words()).toEqual(['One tw']);
  });

  it('takes in a hit of a search, and begins anew after a passage', () => {
    const hit = begin({ start: 4, end: 7, kind: 'at' });
    hit.press('ArrowRight', { shiftKey: true, ctrlKey: true });
    expect(hit.words()).toEqual(['two three']);
    const after = begin({ start: 0, end: 14, kind: 'after' });
    after.press('ArrowRight', { shiftKey: true, ctrlKey: true });
    expect(after.words()).toEqual(['Four']);
  });

  it('selects the sentence of a hit, the one after a passage, the first that begins in sight', () => {
    const at = begin({ start: 4, end: 7, kind: 'at' });
    expect([at.selection.selectSentence(1), at.words()]).toEqual([true, ['One two three.']]);
    expect([at.selection.selectSentence(1), at.words()]).toEqual([true, ['One two three. Four five six.']]);
    expect([at.selection.selectSentence(-1), at.words()]).toEqual([true, ['One two three.']]);
    expect(at.selection.selectSentence(-1)).toBe(false);
    const after = begin({ start: 0, end: 14, kind: 'after' });
    expect([after.selection.selectSentence(1), after.words()]).toEqual([true, ['Four five six.']]);
    const top = begin({ start: 4, end: 4, kind: 'top' });
    expect([top.selection.selectSentence(1), top.words()]).toEqual([true, ['Four five six.']]);
    expect(begin(null).selection.selectSentence(1)).toBe(false);
  });

  it('moves a caret while that is on, and leaves a selection on the side of the arrow', () => {
    const { selection, press, words, told } = begin();
    press('F7');
    press('ArrowRight', { ctrlKey: true });
    expect([selection.ends, told]).toEqual([{ anchor: 3, focus: 3 }, [true]]);
    press('End', { shiftKey: true });
    expect(words()).toEqual(['two three.']);
    press('ArrowLeft');
    expect(selection.ends).toEqual({ anchor: 3, focus: 3 });
    press('ArrowDown');
    expect(selection.ends?.focus).toBe(18);
    press('F7');
    expect([selection.ends, told]).toEqual([null, [true, false]]);
  });

  it('keeps pieces while another stretch is selected', () => {
    const { selection, words } = begin();
    expect(selection.keepPiece()).toBe(false);
    selection.set({ start: 15, end: 19 });
    expect(selection.keepPiece()).toBe(true);
    selection.setEnds({ anchor: 3, focus: 0 }, true);
    expect(words()).toEqual(['One', 'Four']);
    selection.moveTo(8);
    expect(words()).toEqual([]);
  });
});
