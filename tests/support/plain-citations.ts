import type { CitationFormatter, CslItem } from '../../shared/domain/citation.ts';

/** Formats citations as "Title, p. 2", the same each time, as notes or in the text. */
export function plainCitations(kind: 'note' | 'in-text' = 'note'): CitationFormatter {
  return (requests) => ({
    style: { id: `plain-${kind}`, title: 'Plain', kind },
    citations: requests.map(({ item, page }) => [
      { text: page === null ? titleOf(item) : `${titleOf(item)}, p. ${page}` },
    ]),
    bibliography: [...new Map(requests.map(({ item }) => [item.id, item])).values()].map((item) => ({
      itemId: item.id,
      text: [{ text: titleOf(item) }],
    })),
  });
}

const titleOf = (item: CslItem): string => (typeof item.title === 'string' ? item.title : item.id);
