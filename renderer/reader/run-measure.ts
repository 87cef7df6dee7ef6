import type { MeasureRun } from './page-geometry.ts';

/** Width of a string at a font size of 1, in the same unit for all strings. */
export type AdvanceOf = (character: string) => number;

/**
 * Makes a MeasureRun of the widths of single characters. What the widths do not explain (justified lines) goes
 * to the blanks where there are some, as typesetting does, else to all alike.
 */
export function measureByAdvances(advanceOf: AdvanceOf): MeasureRun {
  return (text, width, height) => {
    const advances: number[] = [];
    let sum = 0;
    let blanks = 0;
    for (const unit of codeUnits(text)) {
      const advance = unit === '' ? 0 : advanceOf(unit) * height;
      advances.push(advance);
      sum += advance;
      if (unit === ' ') blanks += 1;
    }
    const rest = width - sum;
    const isJustified = blanks > 0 && Math.abs(rest) < sum * 0.35 && rest / blanks > -0.2 * height;
    const scale = isJustified || sum === 0 ? 1 : width / sum;
    const extra = isJustified ? rest / blanks : 0;
    const reaches = [0];
    let reach = 0;
    for (let index = 0; index < text.length; index += 1) {
      reach += (advances[index] ?? 0) * scale + (text.charAt(index) === ' ' ? extra : 0);
      reaches.push(width === 0 ? index / text.length : Math.min(1, Math.max(0, reach / width)));
    }
    reaches[text.length] = 1;
    return reaches;
  };
}

/** One entry a code unit; the second half of a surrogate pair is empty, its width goes to the first. */
function codeUnits(text: string): string[] {
  const units: string[] = [];
  for (const character of text) {
    units.push(character);
    for (let extra = 1; extra < character.length; extra += 1) units.push('');
  }
  return units;
}

/** Widths from a font of this machine: near enough until the page's own fonts are known. */
export function systemAdvances(family: string): AdvanceOf {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  if (context !== null) context.font = `100px ${family}`;
  return (character) => {
    let width = known.get(character);
    if (width === undefined) {
      width = context === null ? 0.5 : context.measureText(character).width / 100;
      known.set(character, width);
    }
    return width;
  };
}
