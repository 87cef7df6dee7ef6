import type { OutlineEntry } from './document-view.ts';
import { outlineTree } from './outline-tree.ts';

/** The headings of a rendition that is laid out, with the share of its height that lies above each. */
export function headingOutline(root: HTMLElement): readonly OutlineEntry[] {
  const top = root.getBoundingClientRect().top;
  const headings = [...root.querySelectorAll<HTMLElement>('h1, h2, h3, h4, h5, h6')].flatMap((heading) => {
    const title = (heading.textContent ?? '').replace(/\s+/gu, ' ').trim();
    if (title === '') return [];
    const above = heading.getBoundingClientRect().top - top;
    return [
      {
        title,
        rank: Number(heading.tagName.charAt(1)),
        destination: { page: 1, fraction: root.scrollHeight > 0 ? Math.max(0, above) / root.scrollHeight : 0 },
      },
    ];
  });
  return outlineTree(headings);
}
