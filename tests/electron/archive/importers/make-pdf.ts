/** One page of a PDF made for a test. */
export interface TestPage {
  /** Content stream. Fonts: /F1 Times-Roman, /F2 Times-Bold, /F3 Helvetica, /F4 a CJK font that is not embedded. */
  readonly content: string;
  readonly rotate?: number;
  readonly width?: number;
  readonly height?: number;
  /** More entries of the page's dictionary, such as a crop box. */
  readonly extra?: string;
}

/** A content stream that shows lines of text from a place downwards. */
export function lines(x: number, y: number, texts: readonly string[], size = 12, leading = 14, font = 'F1'): string {
  const shown = texts.map((text) => `(${text.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
  return `BT /${font} ${size} Tf ${leading} TL 1 0 0 1 ${x} ${y} Tm\n${shown}\nET\n`;
}

/** Number of the first of the `objects` of a PDF of so many pages. */
export const firstObject = (pages: number): number => 8 + 2 * pages;

/**
 * Writes a small PDF by hand, so that tests decide every operator in it. `font`: what /F1 is instead; `objects`: more of
 * them, numbered from `firstObject`.
 */
export function makePdf(
  pages: readonly TestPage[],
  extra: { catalog?: string; info?: string; font?: string; objects?: readonly string[] } = {},
): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const catalog = add('');
  const tree = add('');
  const fonts = [
    `<< /Type /Font /Subtype /Type1 ${extra.font ?? '/BaseFont /Times-Roman /Encoding /WinAnsiEncoding'} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ].map(add);
  const descendant = add(
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>',
  );
  fonts.push(
    add(
      `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [${descendant} 0 R] >>`,
    ),
  );
  const resources = `<< /Font << ${fonts.map((id, i) => `/F${i + 1} ${id} 0 R`).join(' ')} >> >>`;
  const kids = pages.map((page) => {
    const stream = add(`<< /Length ${page.content.length} >>\nstream\n${page.content}\nendstream`);
    return add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${page.width ?? 612} ${page.height ?? 792}] /Rotate ${page.rotate ?? 0} /Resources ${resources} /Contents ${stream} 0 R ${page.extra ?? ''} >>`,
    );
  });
  objects[catalog - 1] = `<< /Type /Catalog /Pages ${tree} 0 R ${extra.catalog ?? ''} >>`;
  objects[tree - 1] = `<< /Type /Pages /Kids [${kids.map((id) => `${id} 0 R`).join(' ')}] /Count ${kids.length} >>`;
  for (const body of extra.objects ?? []) add(body);
  const info = extra.info ? add(`<< ${extra.info} >>`) : 0;
  let pdf = '%PDF-1.7\n';
  const offsets = objects.map((body, i) => {
    const at = pdf.length;
    pdf += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const xref = pdf.length;
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  pdf += offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  pdf += `trailer\n<< /Size ${objects.length + 1} /Root ${catalog} 0 R ${info ? `/Info ${info} 0 R` : ''} >>\nstartxref\n${xref}\n%%EOF\n`;
  return Uint8Array.from(Buffer.from(pdf, 'latin1'));
}
