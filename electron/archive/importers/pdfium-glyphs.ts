import type { Pdfium } from './pdfium.ts';
import { standardHeight } from './standard-font-heights.ts';
import { type PageContent, surveyPage } from './text-quality.ts';

/** How far a font reaches above and below the base line, for one point of font size; both positive. */
interface LineHeight {
  readonly ascent: number;
  readonly descent: number;
}

/** What is known of a font. */
export interface GlyphFont extends LineHeight {
  readonly name: string;
  /** What its glyphs' boxes reach, which is not the same. */
  readonly box: LineHeight;
}

/** One character, or the letters of one ligature, as a page paints it; in the points of the PDF page (origin bottom left). */
export interface PageGlyph {
  /** A blank where white space was painted. */
  readonly text: string;
  /** Where its base line starts. */
  readonly x: number;
  readonly y: number;
  /** How far it reaches along its base line. */
  readonly advance: number;
  /** Unit vectors along the base line and up from it, times the font size as seen. */
  readonly along: readonly [number, number];
  readonly up: readonly [number, number];
  /** Font size as the page's operators give it. */
  readonly fontSize: number;
  readonly font: GlyphFont;
}

/** The glyphs of a page in the order of painting, or why PDFium's account of it is not to be relied on. */
export type GlyphReading =
  | { readonly glyphs: readonly PageGlyph[]; readonly doubt: null }
  | { readonly glyphs: null; readonly doubt: string };

/** A PDF that PDFium holds open. */
export interface PdfiumDocument {
  readonly pageCount: number;
  /** The glyphs of a page, counted from 0. */
  glyphsOf(page: number): GlyphReading;
  /** What the page is made of whose glyphs were asked for last; null if it could not be looked over. */
  content(): PageContent | null;
  /** Frees its memory. */
  close(): void;
}

/** Opens a PDF, or gives null if PDFium cannot. Copies `bytes`. */
export function openWithPdfium(pdfium: Pdfium, bytes: Uint8Array): PdfiumDocument | null {
  const { call } = pdfium;
  const address = call.malloc(bytes.length);
  if (address === 0) return null;
  new Uint8Array(pdfium.memory()).set(bytes, address);
  const document = call.FPDF_LoadMemDocument(address, bytes.length, 0);
  if (document === 0) {
    call.free(address);
    return null;
  }
  let content: PageContent | null = null;
  return {
    pageCount: call.FPDF_GetPageCount(document),
    content: () => content,
    glyphsOf: (index) => {
      content = null;
      const page = call.FPDF_LoadPage(document, index);
      if (page === 0) return { glyphs: null, doubt: 'PDFium cannot load the page' };
      const text = call.FPDFText_LoadPage(page);
      try {
        if (text === 0) return { glyphs: null, doubt: 'PDFium cannot read the text of the page' };
        content = surveyPage(pdfium, page, text);
        return readGlyphs(pdfium, page, text);
      } finally {
        if (text !== 0) call.FPDFText_ClosePage(text);
        call.FPDF_ClosePage(page);
      }
    },
    close: () => {
      call.FPDF_CloseDocument(document);
      call.free(address);
    },
  };
}

const HYPHEN = 0x2d;
const SOFT_HYPHEN = 0xad;
/** Kinds of page objects: text, and a form that holds more objects. */
const TEXT_OBJECT = 1;
const FORM_OBJECT = 5;
const DEEPEST_FORM = 30;
const NAME_BYTES = 128;
const LARGEST_FONT = 64 * 1024 * 1024;
/** Tags of a font file. */
const TRUE = 0x74727565;
const HEAD = 0x68656164;
const HHEA = 0x68686561;

/** Written from right to left: PDFium has turned such lines round. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Numbers that PDFium leaves in its memory for us to fetch. */
interface Scratch {
  readonly address: number;
  /** The 32-bit numbers there. */
  floats(): Float32Array;
  /** The 64-bit numbers there. */
  doubles(): Float64Array;
}

function makeScratch(pdfium: Pdfium): Scratch {
  const address = pdfium.call.malloc(NAME_BYTES);
  let floats = new Float32Array(pdfium.memory(), address, 16);
  let doubles = new Float64Array(pdfium.memory(), address, 8);
  // When the memory grows what showed it before is empty.
  const look = (): void => {
    if (floats.length > 0) return;
    floats = new Float32Array(pdfium.memory(), address, 16);
    doubles = new Float64Array(pdfium.memory(), address, 8);
  };
  return {
    address,
    floats: () => {
      look();
      return floats;
    },
    doubles: () => {
      look();
      return doubles;
    },
  };
}

/** The text objects of a page in the order of painting: each one's number by its address. */
function paintingOrder({ call }: Pdfium, page: number): ReadonlyMap<number, number> {
  const order = new Map<number, number>();
  const visit = (object: number, depth: number): void => {
    const type = call.FPDFPageObj_GetType(object);
    if (type === TEXT_OBJECT) order.set(object, order.size);
    if (type !== FORM_OBJECT || depth > DEEPEST_FORM) return;
    const count = call.FPDFFormObj_CountObjects(object);
    for (let index = 0; index < count; index++) visit(call.FPDFFormObj_GetObject(object, index), depth + 1);
  };
  const count = call.FPDFPage_CountObjects(page);
  for (let index = 0; index < count; index++) visit(call.FPDFPage_GetObject(page, index), 0);
  return order;
}

function readFont(pdfium: Pdfium, scratch: Scratch, font: number): GlyphFont {
  const { call, memory } = pdfium;
  const { address } = scratch;
  const length = Math.min(call.FPDFFont_GetBaseFontName(font, address, NAME_BYTES), NAME_BYTES);
  const name = Buffer.from(memory(), address, Math.max(0, length - 1)).toString('latin1');
  call.FPDFFont_GetAscent(font, 1, address);
  call.FPDFFont_GetDescent(font, 1, address + 4);
  const [ascent = 0, descent = 0] = scratch.floats();
  const box = { ascent, descent: -descent };
  const height = standardHeight(name, ascent) ?? readLineHeight(pdfium, scratch, font) ?? box;
  return { name, box, ascent: height.ascent, descent: height.descent };
}

/** Ascent and descent as an embedded TrueType font has them: descriptors often name the extremes of all its glyphs. */
function readLineHeight({ call, memory }: Pdfium, scratch: Scratch, font: number): LineHeight | null {
  if (call.FPDFFont_GetIsEmbedded(font) !== 1) return null;
  const { address } = scratch;
  call.FPDFFont_GetFontData(font, 0, 0, address);
  const size = new DataView(memory()).getUint32(address, true);
  if (size < 12 || size > LARGEST_FONT) return null;
  const copy = call.malloc(size);
  if (copy === 0) return null;
  try {
    if (call.FPDFFont_GetFontData(font, copy, size, address) === 0) return null;
    return lineHeightOfTrueType(new DataView(memory(), copy, size));
  } finally {
    call.free(copy);
  }
}

/** From the tables head and hhea of a font file (ISO 14496-22); null if it is none or lacks them. */
function lineHeightOfTrueType(file: DataView): LineHeight | null {
  const version = file.getUint32(0);
  if (version !== 0x00010000 && version !== TRUE) return null;
  const places = new Map<number, number>();
  const count = file.getUint16(4);
  for (let index = 0; index < count && 28 + index * 16 <= file.byteLength; index++) {
    places.set(file.getUint32(12 + index * 16), file.getUint32(20 + index * 16));
  }
  const [head, hhea] = [places.get(HEAD) ?? file.byteLength, places.get(HHEA) ?? file.byteLength];
  if (head + 20 > file.byteLength || hhea + 8 > file.byteLength) return null;
  const unitsPerEm = file.getUint16(head + 18);
  if (unitsPerEm === 0) return null;
  return { ascent: file.getInt16(hhea + 4) / unitsPerEm, descent: -file.getInt16(hhea + 6) / unitsPerEm };
}

/** A glyph with the text object that it is part of. */
interface ObjectGlyph {
  readonly object: number;
  readonly glyph: PageGlyph;
}

function readGlyphs(pdfium: Pdfium, page: number, text: number): GlyphReading {
  const scratch = makeScratch(pdfium);
  try {
    const found = gatherGlyphs(pdfium, text, scratch);
    const order = paintingOrder(pdfium, page);
    if (found.length === 0 && order.size > 0) throw new Doubt('text is painted of which nothing can be read');
    return { glyphs: inOrder(order, found), doubt: null };
  } catch (error) {
    if (error instanceof Doubt) return { glyphs: null, doubt: error.message };
    throw error;
  } finally {
    pdfium.call.free(scratch.address);
  }
}

/** Why PDFium's account of a page is not to be relied on. */
class Doubt extends Error {}

/** What the characters of one text object have in common. */
interface TextObject {
  readonly address: number;
  readonly fontAddress: number;
  readonly font: GlyphFont;
  readonly fontSize: number;
  readonly along: readonly [number, number];
  readonly up: readonly [number, number];
}

function gatherGlyphs(pdfium: Pdfium, text: number, scratch: Scratch): readonly ObjectGlyph[] {
  const { call } = pdfium;
  const fonts = new Map<number, GlyphFont>();
  const found: ObjectGlyph[] = [];
  let object: TextObject | null = null;
  const count = call.FPDFText_CountChars(text);
  for (let index = 0; index < count; index++) {
    if (call.FPDFText_IsGenerated(text, index) !== 0) continue;
    const address = call.FPDFText_GetTextObject(text, index);
    if (object === null || object.address !== address) {
      object = readTextObject(pdfium, scratch, text, index, address, fonts);
    }
    const char = readCharacter(pdfium, scratch, text, index, object.fontAddress);
    call.FPDFText_GetCharOrigin(text, index, scratch.address, scratch.address + 8);
    const [x = 0, y = 0] = scratch.doubles();
    const before = found.at(-1);
    const previous = before?.object === address ? before.glyph : null;
    if (previous !== null && previous.x === x && previous.y === y) {
      found[found.length - 1] = {
        object: address,
        glyph: joined(pdfium, scratch, object, previous, char, readAdvance(pdfium, scratch, text, index, object)),
      };
      continue;
    }
    if (previous !== null && leavesBaseLine(previous, x, y)) throw new Doubt('text runs downwards');
    const { font, fontSize, along, up } = object;
    const advance = readAdvance(pdfium, scratch, text, index, object);
    found.push({ object: address, glyph: { text: char, x, y, advance, along, up, fontSize, font } });
  }
  return found;
}

function readTextObject(
  pdfium: Pdfium,
  scratch: Scratch,
  text: number,
  index: number,
  address: number,
  fonts: Map<number, GlyphFont>,
): TextObject {
  const { call } = pdfium;
  if (address === 0) throw new Doubt('a character belongs to nothing painted');
  const fontAddress = call.FPDFTextObj_GetFont(address);
  const font = fonts.get(fontAddress) ?? readFont(pdfium, scratch, fontAddress);
  fonts.set(fontAddress, font);
  if (font.box.ascent + font.box.descent <= 0) throw new Doubt('a font is drawn by procedures');
  const fontSize = call.FPDFText_GetFontSize(text, index);
  call.FPDFText_GetMatrix(text, index, scratch.address);
  const [a = 0, b = 0, c = 0, d = 0] = scratch.floats();
  const along = [a * fontSize, b * fontSize] as const;
  return { address, fontAddress, font, fontSize, along, up: [c * fontSize, d * fontSize] };
}

function readCharacter({ call }: Pdfium, scratch: Scratch, text: number, index: number, fontAddress: number): string {
  if (call.FPDFText_HasUnicodeMapError(text, index) !== 0) throw new Doubt('a character has no known meaning');
  let code = call.FPDFText_GetUnicode(text, index);
  if (call.FPDFText_IsHyphen(text, index) !== 0) {
    // At the end of a line PDFium says only that it is some hyphen.
    call.FPDFFont_GetGlyphWidth(fontAddress, HYPHEN, 1, scratch.address);
    code = (scratch.floats()[0] ?? 0) > 0 ? HYPHEN : SOFT_HYPHEN;
  }
  if (code === 0 || code > 0x10ffff) throw new Doubt('a character has no known meaning');
  const char = String.fromCodePoint(code);
  if (code >= 0x590 && rightToLeft.test(char)) throw new Doubt('text runs from right to left');
  return char;
}

/** The advance of a glyph from its box, which is as long as the advance and as high as the font, turned with the text. */
function readAdvance(
  { call }: Pdfium,
  scratch: Scratch,
  text: number,
  index: number,
  { along: [a, b], up: [c, d], font }: TextObject,
): number {
  call.FPDFText_GetLooseCharBox(text, index, scratch.address);
  const [left = 0, top = 0, right = 0, bottom = 0] = scratch.floats();
  const [width, height] = [right - left, top - bottom];
  const tall = font.box.ascent + font.box.descent;
  const share =
    Math.abs(a) >= Math.abs(b)
      ? (width - Math.abs(c) * tall) / Math.abs(a)
      : (height - Math.abs(d) * tall) / Math.abs(b);
  return Math.max(0, share) * Math.hypot(a, b);
}

const LIGATURES: Readonly<Record<string, number>> = { ff: 0xfb00, fi: 0xfb01, fl: 0xfb02, ffi: 0xfb03, ffl: 0xfb04 };

/** A ligature's letters come one by one from the same place, each as wide as it would be by itself or as the whole. */
function joined(
  { call }: Pdfium,
  scratch: Scratch,
  { fontAddress, along: [a, b] }: TextObject,
  before: PageGlyph,
  char: string,
  advance: number,
): PageGlyph {
  const text = before.text + char;
  const ligature = LIGATURES[text];
  if (ligature !== undefined) {
    call.FPDFFont_GetGlyphWidth(fontAddress, ligature, 1, scratch.address);
    const width = scratch.floats()[0] ?? 0;
    if (width > 0) return { ...before, text, advance: width * Math.hypot(a, b) };
  }
  const isWhole = Math.abs(advance - before.advance) < 0.001;
  return { ...before, text, advance: isWhole ? advance : before.advance + advance };
}

/** What one operator shows stands on one base line, unless it is written downwards. */
function leavesBaseLine({ x: fromX, y: fromY, along: [a, b] }: PageGlyph, x: number, y: number): boolean {
  return Math.abs((y - fromY) * a - (x - fromX) * b) > (a * a + b * b) * 0.02;
}

/** PDFium sorts what stands in one line from left to right. */
function inOrder(order: ReadonlyMap<number, number>, found: readonly ObjectGlyph[]): PageGlyph[] {
  const numberOf = ({ object }: ObjectGlyph): number => order.get(object) ?? order.size;
  let isSorted = true;
  let object = 0;
  let number = -1;
  for (const each of found) {
    if (each.object === object) continue;
    object = each.object;
    const next = numberOf(each);
    if (next < number) isSorted = false;
    number = next;
  }
  const sorted = isSorted ? found : [...found].sort((one, other) => numberOf(one) - numberOf(other));
  return sorted.map(({ glyph }) => glyph);
}
