/**
 * The canonical text as a plain rendition, for when the original cannot be shown. Its text nodes lie in
 * data-start spans like those of every rendition.
 */
export function textRendition(text: string): string {
  const paragraphs: string[] = [];
  for (const match of text.matchAll(/[^\n\f]+(?:\n(?!\n)[^\n\f]+)*/gu)) {
    paragraphs.push(`<p><span data-start="${match.index}">${escapeHtml(match[0])}</span></p>`);
  }
  return paragraphs.join('');
}

function escapeHtml(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
}
