/**
 * Base colours offered for stances. Okabe and Ito's set for colour-blind readers (2008), its yellow darkened,
 * with a violet, a brown and two greys of other lightness, so that neighbours differ in hue and in lightness.
 */
export const STANCE_PALETTE: readonly { readonly name: string; readonly color: string }[] = [
  { name: 'Green', color: '#009e73' },
  { name: 'Sky blue', color: '#56b4e9' },
  { name: 'Blue', color: '#0072b2' },
  { name: 'Violet', color: '#7b5ea7' },
  { name: 'Purple', color: '#cc79a7' },
  { name: 'Vermilion', color: '#d55e00' },
  { name: 'Red', color: '#b3202c' },
  { name: 'Orange', color: '#e69f00' },
  { name: 'Ochre', color: '#b8a100' },
  { name: 'Brown', color: '#8c5a2b' },
  { name: 'Grey', color: '#7a7a7a' },
  { name: 'Slate', color: '#44546a' },
];

/** A colour of the palette that no stance has yet; the first one if all are taken. */
export function freeColor(taken: readonly string[]): string {
  const free = STANCE_PALETTE.find(({ color }) => !taken.includes(color)) ?? STANCE_PALETTE[0];
  return free?.color ?? '#7a7a7a';
}

/** A letter for a stance of this name that none of the others has: of its words first, then the alphabet. */
export function freeLetter(name: string, taken: readonly string[]): string {
  const used = new Set(taken.map((letter) => letter.toUpperCase()));
  const candidates = [...name.toUpperCase().replace(/[^\p{L}]/gu, ''), ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return candidates.find((letter) => !used.has(letter)) ?? name.slice(0, 2);
}
