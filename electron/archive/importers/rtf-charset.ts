/** Character sets by code page (\ansicpg, \cpg), where the number is not the name. */
const CODE_PAGES: Readonly<Record<number, string>> = {
  437: 'cp437',
  850: 'cp850',
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  10007: 'x-mac-cyrillic',
  20866: 'koi8-r',
  21866: 'koi8-u',
  28592: 'iso-8859-2',
  28595: 'iso-8859-5',
  28597: 'iso-8859-7',
  28605: 'iso-8859-15',
  51932: 'euc-jp',
  54936: 'gb18030',
  65001: 'utf-8',
};

/** Code pages by the number of a font's character set (\fcharset). */
const FONT_CHARSETS: Readonly<Record<number, number>> = {
  0: 1252,
  77: 10000,
  78: 932,
  79: 949,
  80: 936,
  81: 950,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
  254: 437,
  255: 850,
};

/** Name of the character set of a code page; one that no decoder knows keeps its number. */
export const codePageLabel = (page: number): string =>
  CODE_PAGES[page] ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : `cp${page}`);

/** Name of the character set of a font; null where it is the document's own. */
export function fontCharsetLabel(charset: number): string | null {
  const page = FONT_CHARSETS[charset];
  return page === undefined ? null : codePageLabel(page);
}
