let easel: Document | null = null;

/**
 * A document of its own, out of sight, in which pages are painted. A font that is added to a document lays out all of its
 * text anew, and pdf.js adds several for most pages: here there is no text.
 */
export function pdfEasel(): Document {
  if (easel !== null) return easel;
  const host = document.createElement('div');
  host.setAttribute('aria-hidden', 'true');
  host.style.cssText = 'position:fixed;top:0;left:0;width:0;height:0;overflow:hidden;visibility:hidden';
  const frame = document.createElement('iframe');
  frame.tabIndex = -1;
  host.attachShadow({ mode: 'closed' }).append(frame);
  document.body.append(host);
  if (frame.contentDocument === null) throw new Error('There is no place to paint pages in.');
  easel = frame.contentDocument;
  return easel;
}

/** A canvas on which pdf.js finds the fonts of its pages; once painted it may be moved into the window. */
export function makeEaselCanvas(width: number, height: number): HTMLCanvasElement {
  const canvas = pdfEasel().createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  return canvas;
}
