import { ShadingType, TextRun } from 'docx';
import type { StanceMark } from '../domain/composed-briefing.ts';
import { SANS_FONT } from './docx-style.ts';
import { printedColor, textOn } from './stance-color.ts';

/** How a run of text differs from its paragraph; sizes in half points, colours without the number sign. */
export interface RunStyle {
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly color?: string;
  readonly size?: number;
  readonly font?: string;
  readonly break?: number;
  readonly superScript?: boolean;
  readonly rightToLeft?: boolean;
}

/** A run of text. */
export const text = (words: string, style: RunStyle = {}): TextRun => new TextRun({ text: clean(words), ...style });

/** The stance's letter on its colour; the name always stands beside it. */
export function letter(mark: StanceMark): TextRun {
  const color = printedColor(mark.color);
  return new TextRun({
    text: `\u00a0${clean(mark.letter)}\u00a0`,
    bold: true,
    font: SANS_FONT,
    color: textOn(color).slice(1),
    shading: { type: ShadingType.CLEAR, fill: color.slice(1), color: 'auto' },
  });
}

/** Without characters that XML 1.0 forbids. */
export function clean(words: string): string {
  return words
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '');
}
