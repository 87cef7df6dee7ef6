import type { QuoteUse, Report, ReportBlock } from './report.ts';

/** Longest name that Word takes for a bookmark. */
const LONGEST = 40;

/**
 * Name of the mark around the printed words of a use: of the bookmark in a DOCX, id of the element in an HTML file. It
 * is one of its own within a briefing (the number) and almost surely so beyond it (the end of the use's id), so that a
 * quote pasted from another briefing is not taken for one of this.
 */
export function markOf({ number, useId }: Pick<QuoteUse, 'number' | 'useId'>): string {
  const head = `Quote_${number}_`;
  const id = useId.replace(/[^A-Za-z0-9]/g, '');
  return `${head}${id.slice(-Math.min(12, LONGEST - head.length))}`;
}

/** How many characters of a quote that stands in full further up are shown again, at most. */
const BRIEF = 90;

/**
 * The words that are shown of a quote that stands in full further up: its beginning, to the end of a word, and an
 * ellipsis for the rest. All of it where it is short.
 */
export function briefWords({ printed }: Pick<QuoteUse, 'printed'>): string {
  if (printed.length <= BRIEF) return printed;
  const cut = printed.slice(0, BRIEF + 1).replace(/\s+\S*$/u, '');
  const whole = cut.length > BRIEF ? printed.slice(0, BRIEF).replace(/[\ud800-\udbff]$/, '') : cut;
  return `${whole.replace(/[\s,;:.…]+$/u, '')} …`;
}

/** Ids of the uses of which only the beginning is shown. */
export function briefUses({ blocks }: Pick<Report, 'blocks'>): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (block: ReportBlock): void => {
    if (block.kind === 'quote' && block.isBrief) found.add(block.use.useId);
    else if (block.kind === 'list') block.items.flat().forEach(visit);
    else if (block.kind === 'table') {
      for (const row of block.rows) for (const cell of row) cell.content.forEach(visit);
    }
  };
  blocks.forEach(visit);
  return found;
}
