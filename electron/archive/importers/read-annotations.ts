import { readFile } from 'node:fs/promises';
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRef, PDFString } from '@cantoo/pdf-lib';
import type { ANNOTATION_KINDS } from '../../../shared/domain/vocabulary.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import type { ShownRect } from './annotate-pdf.ts';
import { parseMetadataDate } from './metadata-evidence.ts';
import { openPdf, type PdfDocument } from './pdf-engine.ts';

/** A comment or highlight that somebody put on a PDF. */
export interface FoundAnnotation {
  /** Tells it from the others of the same file. */
  readonly id: string;
  /** 1-based. */
  readonly page: number;
  readonly kind: (typeof ANNOTATION_KINDS)[number];
  /** What it covers: one rectangle a line of marked words. */
  readonly rects: readonly ShownRect[];
  readonly author: string | null;
  /** The comment, and after it the replies to it. */
  readonly contents: string;
  /** As precise as it says: YYYY-MM-DD. */
  readonly date: string | null;
  /** #rrggbb. */
  readonly color: string | null;
  /** Its name in the file, which stays when the file is written anew. */
  readonly name: string | null;
}

/** More than any person makes: a file that means to fill the memory. */
const MAX_ANNOTATIONS = 20_000;
const MAX_CONTENTS = 20_000;
const MAX_RECTS = 1000;

const kinds = new Map<string, FoundAnnotation['kind']>([
  ['Highlight', 'highlight'],
  ['Underline', 'underline'],
  ['StrikeOut', 'strike-out'],
  ['Squiggly', 'squiggly'],
  ['Text', 'note'],
  ['FreeText', 'free-text'],
  ['Square', 'area'],
  ['Circle', 'area'],
  ['Polygon', 'area'],
  ['Ink', 'area'],
]);

interface RawAnnotation {
  readonly id: string;
  readonly subtype?: string;
  readonly rect: readonly number[];
  readonly quadPoints?: ArrayLike<number> | null;
  readonly contentsObj?: { readonly str?: string };
  readonly titleObj?: { readonly str?: string };
  readonly modificationDate?: string | null;
  readonly creationDate?: string | null;
  readonly color?: ArrayLike<number> | null;
  readonly inReplyTo?: string;
}

/**
 * The comments and highlights of a PDF in the order of its pages. Rejects with an ArchiveError `corrupt`, `encrypted` or
 * `too-large`.
 */
export async function readAnnotations({ path }: { readonly path: string }): Promise<FoundAnnotation[]> {
  const bytes = new Uint8Array(await readFile(path));
  const document = await open(bytes.slice());
  const found: FoundAnnotation[] = [];
  try {
    for (let number = 1; number <= document.numPages; number++) {
      found.push(...(await readPage(document, number)));
      if (found.length > MAX_ANNOTATIONS) {
        throw new ArchiveError(
          'too-large',
          `This PDF has more than ${MAX_ANNOTATIONS} annotations. Split it and import the parts.`,
        );
      }
    }
  } finally {
    await document.loadingTask.destroy();
  }
  if (found.length === 0) return [];
  const names = await namesOf(bytes);
  return found.map((each) => ({ ...each, name: names.get(each.id) ?? null }));
}

async function open(bytes: Uint8Array): Promise<PdfDocument> {
  try {
    return await openPdf(bytes);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new ArchiveError('corrupt', `The annotations of this PDF cannot be read (${said}).`, { cause: error });
  }
}

async function readPage(document: PdfDocument, number: number): Promise<FoundAnnotation[]> {
  const page = await document.getPage(number);
  const viewport = page.getViewport({ scale: 1 });
  const raw: readonly RawAnnotation[] = await page.getAnnotations({ intent: 'any' });
  const replies = repliesOf(raw);
  const toShown = ([left = 0, bottom = 0, right = 0, top = 0]: readonly number[]): ShownRect => {
    const [x0 = 0, y0 = 0] = viewport.convertToViewportPoint(left, bottom);
    const [x1 = 0, y1 = 0] = viewport.convertToViewportPoint(right, top);
    return [Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0)];
  };
  const found = raw.flatMap((each): FoundAnnotation[] => {
    const kind = kinds.get(each.subtype ?? '');
    if (kind === undefined || each.inReplyTo !== undefined) return [];
    const boxes = boxesOf(each.quadPoints ?? []);
    const shown = (boxes.length > 0 ? boxes : [each.rect]).map(toShown);
    return [
      {
        id: each.id,
        page: number,
        kind,
        rects: shown.filter((rect) => rect.every(Number.isFinite) && rect[2] > 0 && rect[3] > 0),
        author: wordsOf(each.titleObj) || null,
        contents: [wordsOf(each.contentsObj), ...(replies.get(each.id) ?? [])]
          .filter((part) => part !== '')
          .join('\n\n')
          .slice(0, MAX_CONTENTS),
        date: parseMetadataDate(each.modificationDate ?? each.creationDate ?? ''),
        color: colorOf(each.color ?? null),
        name: null,
      },
    ];
  });
  page.cleanup();
  return found;
}

/** The replies to annotations by the id of what they are to, in the order of the file. */
function repliesOf(raw: readonly RawAnnotation[]): Map<string, string[]> {
  const replies = new Map<string, string[]>();
  const roots = new Map(raw.map((each) => [each.id, each.inReplyTo]));
  for (const each of raw) {
    if (each.inReplyTo === undefined) continue;
    let root = each.inReplyTo;
    // A reply to a reply belongs to what both are about; a circle of replies ends somewhere.
    for (let step = 0; step < raw.length; step += 1) {
      const above = roots.get(root);
      if (above === undefined) break;
      root = above;
    }
    const said = wordsOf(each.contentsObj);
    if (said === '') continue;
    const author = wordsOf(each.titleObj);
    replies.set(root, [...(replies.get(root) ?? []), author === '' ? said : `${author}: ${said}`]);
  }
  return replies;
}

const wordsOf = (said: { readonly str?: string } | undefined): string =>
  (said?.str ?? '').replace(/\r\n?/g, '\n').replaceAll('\0', '').trim();

/** The box around each quadrilateral: its corners come in one order or another, depending on who wrote them. */
function boxesOf(points: ArrayLike<number>): number[][] {
  const boxes: number[][] = [];
  for (let at = 0; at + 7 < points.length && boxes.length < MAX_RECTS; at += 8) {
    const xs = [0, 2, 4, 6].map((step) => points[at + step] ?? 0);
    const ys = [1, 3, 5, 7].map((step) => points[at + step] ?? 0);
    boxes.push([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]);
  }
  return boxes;
}

function colorOf(color: ArrayLike<number> | null): string | null {
  if (color === null || color.length !== 3) return null;
  return `#${[0, 1, 2]
    .map((at) =>
      Math.round(color[at] ?? 0)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** The names of annotations by the id that pdf.js gives them; none where the file cannot be read so deeply. */
async function namesOf(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  try {
    const document = await PDFDocument.load(bytes, { ignoreEncryption: true, updateMetadata: false });
    // The strings of an encrypted file are not what they seem.
    if (document.context.trailerInfo.Encrypt !== undefined) return names;
    for (const page of document.getPages()) {
      for (const ref of page.node.lookupMaybe(PDFName.of('Annots'), PDFArray)?.asArray() ?? []) {
        const annotation = document.context.lookup(ref);
        if (!(ref instanceof PDFRef) || !(annotation instanceof PDFDict)) continue;
        const name = annotation.lookup(PDFName.of('NM'));
        if (!(name instanceof PDFString || name instanceof PDFHexString)) continue;
        names.set(`${ref.objectNumber}R${ref.generationNumber || ''}`, name.decodeText().slice(0, 500));
      }
    }
  } catch (error) {
    // Damaged where pdf.js could mend it: the names are a convenience.
    if (!(error instanceof Error)) throw error;
  }
  return names;
}
