import type { PDFDocument, PDFRef, PDFDict as PdfDict } from '@cantoo/pdf-lib';
import type { PageHeading } from './html-page.ts';

type PdfLibrary = typeof import('@cantoo/pdf-lib');

interface Entry {
  readonly heading: PageHeading;
  readonly ref: PDFRef;
  readonly dict: PdfDict;
  readonly children: Entry[];
}

/**
 * Gives a PDF printed from a page an outline of its headings, if the printing program gave it none: it leaves a named
 * place for each heading that something on the page leads to. Headings without one are left out.
 */
export function addOutline(library: PdfLibrary, pdf: PDFDocument, headings: readonly PageHeading[]): void {
  const { PDFDict, PDFHexString, PDFName, PDFNumber } = library;
  const { catalog, context } = pdf;
  const places = catalog.lookupMaybe(PDFName.of('Dests'), PDFDict);
  if (catalog.has(PDFName.of('Outlines')) || places === undefined) return;
  const root: Entry[] = [];
  const open: Entry[] = [];
  for (const heading of headings) {
    const place = places.get(PDFName.of(heading.id));
    if (place === undefined || heading.name === '') continue;
    const dict = context.obj({ Title: PDFHexString.fromText(heading.name), Dest: PDFName.of(heading.id) });
    const entry: Entry = { heading, ref: context.register(dict), dict, children: [] };
    while (open.length > 0 && (open[open.length - 1]?.heading.level ?? 0) >= heading.level) open.pop();
    (open[open.length - 1]?.children ?? root).push(entry);
    open.push(entry);
  }
  if (root.length === 0) return;
  const outlines = context.obj({ Type: 'Outlines' });
  const ref = context.register(outlines);
  const link = (entries: readonly Entry[], parent: PdfDict, parentRef: PDFRef): number => {
    let count = entries.length;
    entries.forEach((entry, index) => {
      const [before, after] = [entries[index - 1], entries[index + 1]];
      entry.dict.set(PDFName.of('Parent'), parentRef);
      if (before !== undefined) entry.dict.set(PDFName.of('Prev'), before.ref);
      if (after !== undefined) entry.dict.set(PDFName.of('Next'), after.ref);
      count += link(entry.children, entry.dict, entry.ref);
    });
    const [first, last] = [entries[0], entries[entries.length - 1]];
    if (first === undefined || last === undefined) return 0;
    parent.set(PDFName.of('First'), first.ref);
    parent.set(PDFName.of('Last'), last.ref);
    parent.set(PDFName.of('Count'), PDFNumber.of(count));
    return count;
  };
  link(root, outlines, ref);
  catalog.set(PDFName.of('Outlines'), ref);
  catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
}
