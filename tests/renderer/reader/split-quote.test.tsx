// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { likelyCut, quoteWords, SplitQuote } from '../../../renderer/reader/split-quote.tsx';

const QUOTE = 'The office objects. It asks for a warrant.\nNothing else will do.';

afterEach(cleanup);

function open() {
  const cuts: number[] = [];
  const left: string[] = [];
  render(<SplitQuote quote={QUOTE} onSplit={(at) => cuts.push(at)} onCancel={() => left.push('cancel')} />);
  return { cuts, left, slider: screen.getByRole('slider') };
}

describe('where a quote is cut', () => {
  it('is first the sentence nearest to the middle', () => {
    const words = quoteWords(QUOTE);
    expect(words[likelyCut(words)]?.text).toBe('Nothing');
    const one = quoteWords('one two three four');
    expect(one[likelyCut(one)]?.text).toBe('three');
  });

  it('is moved by words and sentences, and told as the offset in the quote', () => {
    const { cuts, slider } = open();
    expect(document.activeElement).toBe(slider);
    fireEvent.keyDown(slider, { key: 'Enter' });
    fireEvent.keyDown(slider, { key: 'ArrowLeft' });
    expect(slider.getAttribute('aria-valuetext')).toContain('warrant. Nothing else');
    fireEvent.keyDown(slider, { key: 'Enter' });
    fireEvent.keyDown(slider, { key: 'ArrowUp' });
    fireEvent.keyDown(slider, { key: 'Enter' });
    expect(cuts.map((at) => QUOTE.slice(at).split(/\s/)[0])).toEqual(['Nothing', 'warrant.', 'It']);
  });

  it('is never before the first word or after the last', () => {
    const { cuts, slider } = open();
    for (const key of ['Home', 'ArrowLeft', 'Enter', 'End', 'ArrowRight', 'Enter']) fireEvent.keyDown(slider, { key });
    expect(cuts.map((at) => QUOTE.slice(at).split(/\s/)[0])).toEqual(['office', 'do.']);
  });

  it('is given up by Escape', () => {
    const { left, slider } = open();
    fireEvent.keyDown(slider, { key: 'Escape' });
    expect(left).toEqual(['cancel']);
  });
});
