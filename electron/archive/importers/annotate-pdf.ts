import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRef, PDFString } from '@cantoo/pdf-lib';
import { ArchiveError } from '../../../shared/errors.ts';
import { openPdf, type PdfDocument } from './pdf-engine.ts';
import { type IndirectObject, lastCrossReference, writeUpdate } from './pdf-update.ts';

/** A rectangle of a page as shown at scale 1, in points from its top left corner: x, y, width, height. */
export type ShownRect = readonly [number, number, number, number];

/** An annotation to be put on a page. */
export interface NewAnnotation {
  /** 1-based. */
  readonly page: number;
  readonly shape: 'highlight' | 'square';
  /** One a line of a highlight; one of a square. */
  readonly rects: readonly ShownRect[];
  /** #rrggbb. */
  readonly color: string;
  /** Absent if it is not to be told. */
  readonly author: string | null;
  readonly contents: string;
  /** Its name, unique on its page. */
  readonly name: string;
  /** Instants. */
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** What is to be put on which PDF. */
export interface AnnotateTask {
  readonly path: string;
  readonly annotations: readonly NewAnnotation[];
}

/** What follows the bytes of the PDF to make it an annotated one. */
export interface AnnotatedPdf {
  readonly update: Uint8Array;
  readonly added: number;
  /** Those that it has already by their names. */
  readonly present: number;
  /** Whether it bears a digital signature, which holds for the original part only. */
  readonly isSigned: boolean;
}

/**
 * Makes the incremental update that puts annotations on a PDF: appended to its bytes it gives a PDF that shows them, and
 * the original stays its exact beginning. Rejects with an ArchiveError `encrypted`, `corrupt` or `unsupported`.
 */
export async function annotatePdf({ path, annotations }: AnnotateTask): Promise<AnnotatedPdf> {
  const bytes = new Uint8Array(await readFile(path));
  const document = await load(bytes);
  const { context, catalog } = document;
  if (context.trailerInfo.Encrypt !== undefined) {
    throw new ArchiveError(
      'encrypted',
      'This PDF is encrypted; nothing can be added to it without its password. Export the passages as a briefing instead.',
    );
  }
  const shown = await openPdf(bytes.slice());
  try {
    const pages = document.getPages();
    if (pages.length !== shown.numPages) throw notWritable('its pages are not in order');
    const objects: IndirectObject[] = [];
    let next = context.largestObjectNumber + 1;
    const taken = { present: 0, added: 0 };
    for (const number of new Set(annotations.map(({ page }) => page))) {
      const page = pages[number - 1];
      if (page === undefined) throw new ArchiveError('not-found', `This PDF has no page ${number}.`);
      const existing = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray)?.asArray() ?? [];
      const names = new Set(existing.map((each) => nameOf(context.lookup(each))));
      const { convertToPdfPoint } = await viewOf(shown, number);
      const added: PDFRef[] = [];
      for (const annotation of annotations) {
        if (annotation.page !== number) continue;
        if (names.has(annotation.name)) {
          taken.present += 1;
          continue;
        }
        const quads = annotation.rects.map((rect) => cornersOf(rect, convertToPdfPoint));
        const made = describeAnnotation(annotation, quads, page.ref, next + 1);
        objects.push({ number: next, generation: 0, body: made.dictionary });
        objects.push({ number: next + 1, generation: 0, body: made.appearance });
        added.push(PDFRef.of(next));
        next += 2;
      }
      if (added.length === 0) continue;
      taken.added += added.length;
      const changed = page.node.clone(context);
      const all = PDFArray.withContext(context);
      for (const each of [...existing, ...added]) all.push(each);
      changed.set(PDFName.of('Annots'), all);
      const { objectNumber, generationNumber } = page.ref;
      objects.push({ number: objectNumber, generation: generationNumber, body: changed.toString() });
    }
    const isSigned = bearsSignature(catalog);
    if (objects.length === 0) return { update: new Uint8Array(), ...taken, isSigned };
    const update = writeUpdate({
      length: bytes.length,
      endsLine: bytes[bytes.length - 1] === 10 || bytes[bytes.length - 1] === 13,
      previous: lastCrossReference(bytes),
      nextNumber: next,
      root: String(context.trailerInfo.Root),
      info: context.trailerInfo.Info === undefined ? null : String(context.trailerInfo.Info),
      id: firstId(context.lookup(context.trailerInfo.ID)) ?? digest(bytes),
      objects,
    });
    await requireShown(bytes, update, annotations, taken);
    return { update, ...taken, isSigned };
  } finally {
    await shown.loadingTask.destroy();
  }
}

const notWritable = (why: string): ArchiveError =>
  new ArchiveError(
    'unsupported',
    `Annotations cannot be put on this PDF: ${why}. Repair it (for example "qpdf damaged.pdf repaired.pdf"), import the result as a new version, and export that.`,
  );

async function load(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, {
      ignoreEncryption: true,
      updateMetadata: false,
      throwOnInvalidObject: false,
    });
  } catch (error) {
    if (error instanceof Error) throw notWritable(`it is damaged (${error.message.replace(/\.$/, '')})`);
    throw error;
  }
}

/** The value of /NM of an annotation. */
function nameOf(annotation: unknown): string | null {
  if (!(annotation instanceof PDFDict)) return null;
  const name = annotation.lookup(PDFName.of('NM'));
  return name instanceof PDFString || name instanceof PDFHexString ? name.decodeText() : null;
}

function bearsSignature(catalog: PDFDict): boolean {
  const form = catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
  const flags = Number(form?.lookup(PDFName.of('SigFlags'))?.toString() ?? 0);
  return (flags & 1) === 1 || catalog.lookup(PDFName.of('Perms')) !== undefined;
}

type Point = readonly [number, number];
/** The corners of a rectangle as shown: top left, top right, bottom left, bottom right. */
type Corners = readonly [Point, Point, Point, Point];

async function viewOf(document: PdfDocument, number: number) {
  const page = await document.getPage(number);
  const viewport = page.getViewport({ scale: 1 });
  return {
    convertToPdfPoint: (x: number, y: number): Point => {
      const [px = 0, py = 0] = viewport.convertToPdfPoint(x, y);
      return [px, py];
    },
  };
}

function cornersOf([x, y, width, height]: ShownRect, toPdf: (x: number, y: number) => Point): Corners {
  return [toPdf(x, y), toPdf(x + width, y), toPdf(x, y + height), toPdf(x + width, y + height)];
}

const written = (value: number): string => String(Math.round(value * 1000) / 1000);
const place = ([x, y]: Point): string => `${written(x)} ${written(y)}`;

/** The objects of one annotation; its appearance gets the number `appearance`. */
function describeAnnotation(
  annotation: NewAnnotation,
  quads: readonly Corners[],
  page: PDFRef,
  appearance: number,
): { readonly dictionary: string; readonly appearance: string } {
  const points = quads.flat();
  const margin = annotation.shape === 'square' ? 1 : 0;
  const box = [
    Math.min(...points.map(([x]) => x)) - margin,
    Math.min(...points.map(([, y]) => y)) - margin,
    Math.max(...points.map(([x]) => x)) + margin,
    Math.max(...points.map(([, y]) => y)) + margin,
  ];
  const rect = box.map(written).join(' ');
  const color = [1, 3, 5].map((at) => written(Number.parseInt(annotation.color.slice(at, at + 2), 16) / 255)).join(' ');
  const isHighlight = annotation.shape === 'highlight';
  const dictionary = [
    `<< /Type /Annot /Subtype /${isHighlight ? 'Highlight' : 'Square'} /Rect [${rect}]`,
    // The order that Acrobat writes and every reader expects, whatever the text of the standard says.
    isHighlight ? `/QuadPoints [${quads.map((corners) => corners.map(place).join(' ')).join(' ')}]` : '/BS << /W 2 >>',
    `/C [${color}] /CA ${isHighlight ? '0.4' : '1'} /F 4 /P ${page.toString()}`,
    annotation.author === null ? '' : `/T ${textString(annotation.author)}`,
    `/Contents ${textString(annotation.contents)} /NM ${textString(annotation.name)}`,
    `/M ${dateString(annotation.modifiedAt)} /CreationDate ${dateString(annotation.createdAt)}`,
    `/AP << /N ${appearance} 0 R >> >>`,
  ];
  const outline = quads.map(([a, b, c, d]) => `${place(a)} m ${place(b)} l ${place(d)} l ${place(c)} l h`).join('\n');
  const drawing = isHighlight ? `/G gs ${color} rg\n${outline}\nf` : `${color} RG 2 w\n${outline}\nS`;
  const state = isHighlight ? '<< /Type /ExtGState /BM /Multiply /ca 0.4 >>' : '<< /Type /ExtGState >>';
  const form = [
    `<< /Type /XObject /Subtype /Form /BBox [${rect}] /Group << /S /Transparency >>`,
    `/Resources << /ExtGState << /G ${state} >> >> /Length ${drawing.length} >>`,
  ].join(' ');
  return {
    dictionary: dictionary.filter((line) => line !== '').join('\n'),
    appearance: `${form}\nstream\n${drawing}\nendstream`,
  };
}

/** A text string: as ASCII where it is that, else as UTF-16 with a byte order mark, in hexadecimal. */
function textString(text: string): string {
  if (/^[\x20-\x7e\n]*$/.test(text)) return `(${text.replace(/[\\()]/g, '\\$&').replace(/\n/g, '\\n')})`;
  let hex = 'FEFF';
  for (let at = 0; at < text.length; at += 1) hex += text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  return `<${hex}>`;
}

const dateString = (instant: string): string => `(D:${instant.replace(/\D/g, '').slice(0, 14)}Z)`;

const digest = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex').toUpperCase();

function firstId(id: unknown): string | null {
  if (!(id instanceof PDFArray)) return null;
  const first = id.lookup(0);
  if (!(first instanceof PDFString || first instanceof PDFHexString)) return null;
  return Buffer.from(first.asBytes()).toString('hex').toUpperCase();
}

/** Reads the result again: what a reader does not show must not be handed out. */
async function requireShown(
  bytes: Uint8Array,
  update: Uint8Array,
  annotations: readonly NewAnnotation[],
  { added, present }: { readonly added: number; readonly present: number },
): Promise<void> {
  const whole = new Uint8Array(bytes.length + update.length);
  whole.set(bytes);
  whole.set(update, bytes.length);
  const document = await openPdf(whole);
  try {
    let seen = 0;
    for (const number of new Set(annotations.map(({ page }) => page))) {
      const page = await document.getPage(number);
      const wanted = new Set(annotations.filter((each) => each.page === number).map(({ contents }) => contents));
      for (const each of await page.getAnnotations({ intent: 'any' })) {
        if (wanted.has(String(each.contentsObj?.str ?? ''))) seen += 1;
      }
    }
    if (seen < added + present) throw notWritable('its structure does not take an update');
  } finally {
    await document.loadingTask.destroy();
  }
}
