/** What can be put into a briefing from the menu. */
export const INSERT_CHOICES = [
  { id: 'quote', label: 'Quote…', group: 'Evidence', words: 'passage block cite evidence blockquote' },
  { id: 'inlineQuote', label: 'Inline quote…', group: 'Evidence', words: 'passage sentence words quotation' },
  { id: 'citation', label: 'Citation…', group: 'Evidence', words: 'passage reference source cite' },
  {
    id: 'section',
    label: 'Section from a query…',
    group: 'Evidence',
    words: 'fill filter passages agency stance topic',
  },
  { id: 'matrix', label: 'Matrix', group: 'Blocks', words: 'table agencies stances positions' },
  { id: 'timeline', label: 'Timeline', group: 'Blocks', words: 'chronology dates chart' },
  { id: 'profile', label: 'Agency profile…', group: 'Blocks', words: 'latest position since' },
  { id: 'sources', label: 'Source list', group: 'Blocks', words: 'bibliography references' },
  { id: 'method', label: 'Method note', group: 'Blocks', words: 'corpus codebook coders' },
  { id: 'heading1', label: 'Heading 1', group: 'Text', words: 'title h1' },
  { id: 'heading2', label: 'Heading 2', group: 'Text', words: 'subtitle h2' },
  { id: 'heading3', label: 'Heading 3', group: 'Text', words: 'h3' },
  { id: 'bulletList', label: 'Bulleted list', group: 'Text', words: 'points unordered' },
  { id: 'orderedList', label: 'Numbered list', group: 'Text', words: 'ordered enumeration' },
  { id: 'table', label: 'Table', group: 'Text', words: 'rows columns grid' },
  { id: 'footnote', label: 'Footnote', group: 'Text', words: 'note remark' },
  { id: 'pageBreak', label: 'Page break', group: 'Text', words: 'new page' },
] as const;

/** Name of such a thing. */
export type InsertChoice = (typeof INSERT_CHOICES)[number]['id'];

function rank(choice: (typeof INSERT_CHOICES)[number], query: string): number {
  const label = choice.label.toLowerCase();
  if (label.startsWith(query)) return 0;
  if (label.split(/[\s-]/).some((word) => word.startsWith(query))) return 1;
  if (label.includes(query)) return 2;
  return `${choice.words} ${choice.group}`
    .toLowerCase()
    .split(' ')
    .some((word) => word.startsWith(query))
    ? 3
    : -1;
}

/** What fits the words typed, what fits best first; all in their order where nothing is typed. */
export function matchChoices(typed: string): readonly (typeof INSERT_CHOICES)[number][] {
  const query = typed.trim().toLowerCase();
  if (query === '') return INSERT_CHOICES;
  return INSERT_CHOICES.map((choice) => ({ choice, rank: rank(choice, query) }))
    .filter((one) => one.rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map((one) => one.choice);
}
