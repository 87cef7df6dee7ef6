/**
 * Where the anchors of a rendition stand: the offset of the first words in or after each element that has a name.
 * Read from the markup as it is kept, since what is shown bears no names: a document could overwrite the page's own.
 */
export function anchorOffsets(html: string): ReadonlyMap<string, number> {
  const inert = new DOMParser().parseFromString(html, 'text/html');
  const offsets = new Map<string, number>();
  let waiting: string[] = [];
  for (const element of inert.body.querySelectorAll('[id], a[name], [data-start]')) {
    const name = element.getAttribute('id') ?? element.getAttribute('name');
    if (name !== null && name !== '') waiting.push(name);
    const start = element.getAttribute('data-start');
    if (start === null) continue;
    for (const each of waiting) if (!offsets.has(each)) offsets.set(each, Number(start));
    waiting = [];
  }
  return offsets;
}

/** The name of the anchor that a link leads to within its document; null for a link that leads out of it. */
export function anchorOfLink(href: string | null): string | null {
  if (href === null || !href.startsWith('#') || href.length < 2) return null;
  try {
    return decodeURIComponent(href.slice(1));
  } catch {
    // A stray percent sign is part of the name.
    return href.slice(1);
  }
}
