/**
 * The standard PDF fonts: what PDFium's stand-in for each reaches above the base line, and what the font itself does
 * above and below (Adobe Font Metrics). In thousandths of the font size.
 */
const HEIGHTS: Readonly<Record<string, readonly [standIn: number, ascent: number, descent: number]>> = {
  Courier: [803, 629, 157],
  'Courier-Bold': [811, 629, 157],
  'Courier-Oblique': [803, 629, 157],
  'Courier-BoldOblique': [811, 629, 157],
  Helvetica: [945, 718, 207],
  'Helvetica-Bold': [962, 718, 207],
  'Helvetica-Oblique': [951, 718, 207],
  'Helvetica-BoldOblique': [962, 718, 207],
  'Times-Roman': [878, 683, 217],
  'Times-Bold': [889, 683, 217],
  'Times-Italic': [868, 683, 217],
  'Times-BoldItalic': [869, 683, 217],
  Symbol: [1010, 800, 200],
  ZapfDingbats: [826, 800, 200],
};

/**
 * How far a standard font reaches above and below the base line for one point of font size, if `ascent` shows that the
 * PDF says nothing of it and PDFium took that of its stand-in; else null.
 */
export function standardHeight(
  name: string,
  ascent: number,
): { readonly ascent: number; readonly descent: number } | null {
  const known = HEIGHTS[name];
  if (known === undefined || Math.round(ascent * 1000) !== known[0]) return null;
  return { ascent: known[1] / 1000, descent: known[2] / 1000 };
}
