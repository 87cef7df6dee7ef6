import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { QuarterTurns } from './document-view.ts';
import { makeEaselCanvas } from './pdf-easel.ts';
import { annotationModeOf } from './pdf-own-marks.ts';

/** Which small picture is wanted. */
export interface ThumbnailRequest {
  /** 1-based. */
  readonly page: number;
  /** Turn beyond what the page asks for itself. */
  readonly turns: QuarterTurns;
  /** In CSS pixels. */
  readonly width: number;
}

/** Paints a small picture of a page, sharp for this screen. Rejects with an AbortError once the signal is raised. */
export async function paintThumbnail(
  pdf: PDFDocumentProxy,
  { page: number, turns, width }: ThumbnailRequest,
  canvas: HTMLCanvasElement,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const page = await pdf.getPage(number);
  signal.throwIfAborted();
  const rotation = (page.rotate + turns * 90) % 360;
  const natural = page.getViewport({ scale: 1, rotation });
  const viewport = page.getViewport({
    scale: (width * (window.devicePixelRatio || 1)) / Math.max(1, natural.width),
    rotation,
  });
  const painted = makeEaselCanvas(viewport.width, viewport.height);
  const task = page.render({
    ...{ canvas: painted, viewport, background: '#ffffff' },
    annotationMode: annotationModeOf(pdf),
  });
  const stop = () => task.cancel();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await task.promise;
    canvas.width = painted.width;
    canvas.height = painted.height;
    canvas.getContext('2d')?.drawImage(painted, 0, 0);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    page.cleanup();
    // Gives back the memory of the picture at once.
    painted.width = 0;
    painted.height = 0;
  }
}
