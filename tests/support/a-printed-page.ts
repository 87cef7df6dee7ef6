import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import type { PaperPage } from '../../shared/exporters/pdf.ts';

/** A PDF as an Electron without outlines prints a page: one sheet, and a named place for whatever a link leads to. */
export async function aPrintedPage({ html }: Pick<PaperPage, 'html'>): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([595, 842]);
  const ids = [...html.matchAll(/<a class="here" href="#([^"]+)"/g)].flatMap((match) => match[1] ?? []);
  const places = Object.fromEntries(ids.map((id, index) => [id, [page.ref, PDFName.of('XYZ'), 0, 800 - index, 0]]));
  pdf.catalog.set(PDFName.of('Dests'), pdf.context.obj(places));
  return pdf.save({ useObjectStreams: false });
}
