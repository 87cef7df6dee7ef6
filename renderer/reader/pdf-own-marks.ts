import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

type Marked = Pick<PDFDocumentProxy, 'annotationStorage'>;

// pdf.js's AnnotationMode.ENABLE and ENABLE_STORAGE; its code is loaded only once a PDF is opened.
const ALL = 1;
const AS_STORED = 3;

/** Leaves marks that a PDF carries itself out of what is painted from now on, in place of those left out `before`. */
export function hideOwnMarks({ annotationStorage }: Marked, before: readonly string[], ids: readonly string[]): void {
  for (const id of before) annotationStorage.remove(id);
  for (const id of ids) annotationStorage.setValue(id, { noView: true });
}

/** How pdf.js is to paint the marks that a PDF carries itself: all but the hidden ones. */
export function annotationModeOf({ annotationStorage }: Marked): number {
  return annotationStorage.size > 0 ? AS_STORED : ALL;
}
