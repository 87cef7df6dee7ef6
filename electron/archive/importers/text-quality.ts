import type { PageInfo, PageQuality } from '../../../shared/contract/outcomes.ts';
import type { TextQuality } from '../../../shared/domain/document.ts';
import type { Pdfium } from './pdfium.ts';

/** What a page of a PDF is made of, as far as it tells where its text comes from. */
export interface PageContent {
  /** Characters to be seen. */
  readonly visible: number;
  /** Characters that are not painted, or lie behind an image. */
  readonly hidden: number;
  /** Share of the page that images cover, 0 … 1. */
  readonly imageCover: number;
  /** Objects of any kind. */
  readonly objects: number;
}

/** Share of a page from which images are the page. */
const FULL_PAGE = 0.6;
/** A stamp, a page number, a line of a fax machine: what may stand on a scan that nobody recognised. */
const FEW_CHARACTERS = 150;

/**
 * What the text of a page is by what the page is made of. A scan with hidden text counts as recognised: somebody did it.
 * A page with nothing on it has no words that could be missing. `content` is null where it could not be had.
 */
export function gradePage(text: string, content: PageContent | null): PageQuality | undefined {
  const isEmpty = text.trim() === '';
  if (content === null) return isEmpty ? 'none' : undefined;
  const { visible, hidden, imageCover, objects } = content;
  if (isEmpty) return objects === 0 ? 'born-digital' : 'none';
  if (hidden > visible) return 'ocr';
  return imageCover >= FULL_PAGE && visible < FEW_CHARACTERS ? 'none' : 'born-digital';
}

const TEXT = 1;
const IMAGE = 3;
const FORM = 5;
const DEEPEST_FORM = 10;
/** Text rendering mode 3 of ISO 32000-1, 9.3.6: neither filled nor stroked. */
const INVISIBLE = 3;

/** What is painted on a page, in the order of painting. */
interface Painted {
  /** Number of each text object by its address. */
  readonly texts: Map<number, number>;
  readonly invisible: Set<number>;
  imageCover: number;
  /** Number of the first object of the images, if nothing shines through them. */
  firstImage: number;
  count: number;
}

/**
 * Looks over a page of an open PDF. `page` and `text` are what FPDF_LoadPage and FPDFText_LoadPage gave. Looks at single
 * characters only where the page is an image or has text that is not painted.
 */
export function surveyPage(pdfium: Pdfium, page: number, text: number): PageContent {
  const { call } = pdfium;
  const objects = call.FPDFPage_CountObjects(page);
  const painted: Painted = {
    texts: new Map(),
    invisible: new Set(),
    imageCover: 0,
    firstImage: Number.POSITIVE_INFINITY,
    count: 0,
  };
  const area = call.FPDF_GetPageWidthF(page) * call.FPDF_GetPageHeightF(page);
  for (let index = 0; index < objects; index++) {
    const object = call.FPDFPage_GetObject(page, index);
    const first = painted.count;
    if (!visit(pdfium, object, painted, 0)) continue;
    painted.imageCover = Math.min(1, painted.imageCover + coverOf(pdfium, object, area));
    if (call.FPDFPageObj_HasTransparency(object) === 0) painted.firstImage = Math.min(painted.firstImage, first);
  }
  const { imageCover } = painted;
  const count = call.FPDFText_CountChars(text);
  if (imageCover < FULL_PAGE && painted.invisible.size === 0) return { visible: count, hidden: 0, imageCover, objects };
  const cover = imageCover < FULL_PAGE ? -1 : painted.firstImage;
  let visible = 0;
  let hidden = 0;
  for (let index = 0; index < count; index++) {
    if (call.FPDFText_IsGenerated(text, index) !== 0) continue;
    const object = call.FPDFText_GetTextObject(text, index);
    const isBehind = (painted.texts.get(object) ?? Number.POSITIVE_INFINITY) < cover;
    if (isBehind || painted.invisible.has(object)) hidden++;
    else visible++;
  }
  return { visible, hidden, imageCover, objects };
}

/** Numbers an object and what it holds; says whether there is an image in it. */
function visit(pdfium: Pdfium, object: number, painted: Painted, depth: number): boolean {
  const { call } = pdfium;
  const type = call.FPDFPageObj_GetType(object);
  const number = painted.count++;
  if (type === TEXT) {
    painted.texts.set(object, number);
    if (call.FPDFTextObj_GetTextRenderMode(object) === INVISIBLE) painted.invisible.add(object);
  }
  if (type !== FORM || depth > DEEPEST_FORM) return type === IMAGE;
  let hasImage = false;
  const count = call.FPDFFormObj_CountObjects(object);
  for (let index = 0; index < count; index++) {
    if (visit(pdfium, call.FPDFFormObj_GetObject(object, index), painted, depth + 1)) hasImage = true;
  }
  return hasImage;
}

/** Share of the page that the outline of an object covers. */
function coverOf({ call, memory }: Pdfium, object: number, area: number): number {
  const box = call.malloc(16);
  try {
    if (area <= 0 || call.FPDFPageObj_GetBounds(object, box, box + 4, box + 8, box + 12) === 0) return 0;
    const [left = 0, bottom = 0, right = 0, top = 0] = new Float32Array(memory(), box, 4);
    return Math.min(1, Math.abs((right - left) * (top - bottom)) / area);
  } finally {
    call.free(box);
  }
}

/** How many pages have a text of which quality; null where there are no pages or nobody looked. */
export function summariseQuality(pages: readonly PageInfo[]): TextQuality | null {
  const graded = pages.filter(({ quality }) => quality !== undefined);
  if (graded.length === 0) return null;
  const count = (wanted: PageQuality): number => graded.filter(({ quality }) => quality === wanted).length;
  let sum = 0;
  let letters = 0;
  for (const { confidence, start, end } of graded) {
    if (confidence === null || confidence === undefined) continue;
    const length = Math.max(1, end - start);
    sum += confidence * length;
    letters += length;
  }
  return {
    bornDigital: count('born-digital'),
    ocr: count('ocr'),
    disagrees: count('disagrees'),
    none: count('none'),
    confidence: letters === 0 ? null : Math.round((sum / letters) * 10) / 10,
  };
}
