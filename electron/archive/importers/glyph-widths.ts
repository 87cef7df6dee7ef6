/**
 * Widths of the characters of the standard PDF fonts (Adobe Font Metrics), in thousandths of the font size, from
 * U+0020 to U+007E. Used to place words inside a run of text of which only the whole width is known.
 */
const SERIF = [
  250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
  500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
  722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
  444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
  200, 480, 541,
];
const SANS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const OTHERS: Readonly<Record<string, number>> = {
  '\u2018': 300,
  '\u2019': 300,
  '\u201c': 420,
  '\u201d': 420,
  '\u2013': 500,
  '\u2014': 1000,
  '\u2026': 1000,
  '\u2022': 350,
  '\u00ad': 333,
};

/** From U+1100 on nearly everything that fills a square does; combining marks take no room. */
function widthOfOther(char: string): number {
  const listed = OTHERS[char];
  if (listed !== undefined) return listed;
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x0300 && code <= 0x036f) return 0;
  return code >= 0x1100 && code !== 0x2022 && (code < 0x1e00 || code > 0x2bff) ? 1000 : 500;
}

/**
 * About how wide a text is in a font of the given generic family, in thousandths of the font size. Exact for
 * unaccented Times, Helvetica and Courier and for fonts that share their metrics (Times New Roman, Arial).
 */
export function naturalWidth(text: string, family: string): number {
  if (family === 'monospace') return 600 * text.length;
  const table = family === 'serif' ? SERIF : SANS;
  let width = 0;
  for (const char of text) {
    const code = char.charCodeAt(0);
    const known = code < 0xc0 ? table[code - 0x20] : table[char.normalize('NFD').charCodeAt(0) - 0x20];
    width += known ?? widthOfOther(char);
  }
  return width;
}
