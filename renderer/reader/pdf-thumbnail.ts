import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { QuarterTurns } from './document-view.ts';

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
  canvas.width = Math.max(1, Math.round(viewport.width));
  canvas.height = Math.max(1, Math.round(viewport.height));
  const task = page.render({ canvas, viewport, background: '#ffffff' });
  const stop = () => task.cancel();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await task.promise;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    page.cleanup();
  }
}
