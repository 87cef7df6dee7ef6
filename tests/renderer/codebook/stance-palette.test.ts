import { describe, expect, it } from 'vitest';
import { freeColor, freeLetter, STANCE_PALETTE } from '../../../renderer/codebook/stance-palette.ts';
import { stanceSchema } from '../../../shared/domain/codebook.ts';

describe('stance palette', () => {
  it('holds colours that the codebook accepts, each once', () => {
    const colors = STANCE_PALETTE.map(({ color }) => color);
    for (const color of colors) expect(stanceSchema.shape.color.safeParse(color).success).toBe(true);
    expect(new Set(colors).size).toBe(colors.length);
  });

  it('offers a colour that is not taken', () => {
    const [first, second] = STANCE_PALETTE.map(({ color }) => color);
    expect(freeColor([first ?? ''])).toBe(second);
    expect(freeColor(STANCE_PALETTE.map(({ color }) => color))).toBe(first);
  });

  it("takes a letter of the name first, then the alphabet's", () => {
    expect(freeLetter('New stance', ['n', 'E'])).toBe('W');
    expect(freeLetter('AB', ['A', 'B'])).toBe('C');
  });
});
