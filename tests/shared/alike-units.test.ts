import { describe, expect, it } from 'vitest';
import { alikeUnits } from '../../shared/alike-units.ts';

describe('alikeUnits', () => {
  const alike = (own: string, other: string, familiar = 0): number =>
    alikeUnits(`${own}\u0001${other}`, 0, own.length + 1, 1, 600, familiar);

  it('counts the units up to the first that differ', () => {
    expect(alike('We will not yield.', 'We will now yield.')).toBe(10);
    expect(alike('We', 'Of')).toBe(0);
  });

  it('does not mind other lines and marks', () => {
    expect(alike('the House,\nand the Senate', 'the House and – the Senate')).toBe('the House,\nand the Senate'.length);
  });

  it('passes over a number that is another, unless too little stands before it', () => {
    const [own, other] = ['of H.R. 6712 and any other bill', 'of H.R. 25 and any other bill'];
    expect(alike(own, other)).toBe(own.length);
    expect(alike(own, other, 20)).toBe('of H.R. '.length - 2);
  });

  it('goes backwards, and no further than it may', () => {
    const text = 'as it was read. | as it was read.';
    expect(alikeUnits(text, 14, text.length - 1, -1, 600, 0)).toBe(15);
    expect(alikeUnits(text, 14, text.length - 1, -1, 6, 0)).toBe(6);
  });
});
