import { alignWords } from '../align-words.ts';
import type { BlockChange, BriefingComparison } from '../contract/composer.ts';
import { compareTexts } from '../redline.ts';
import type { Briefing } from './briefing.ts';
import type { BlockNode, BriefingBody, InlineNode } from './briefing-body.ts';
import { formatDate } from './printed-form.ts';
import { readableQuote } from './readable-quote.ts';

/** A state of a briefing to be compared. */
export interface BriefingState {
  readonly briefing: Briefing;
  /** Its body, or that of `automaticBody`. */
  readonly body: BriefingBody;
}

/** What names in a body stand for. */
export interface ComparisonNames {
  /** The quote of a passage, or null if it is gone. */
  readonly quoteOf: (passageId: string) => string | null;
  readonly agencyOf: (agencyId: string) => string;
}

/** Compares two states of a briefing, block by block and within blocks word by word. */
export function compareBriefings(
  before: BriefingState,
  after: BriefingState,
  names: ComparisonNames,
): BriefingComparison {
  const blocks = compareBlocks(linesOf(before.body, names), linesOf(after.body, names));
  const count = (kind: BlockChange['kind']): number => blocks.filter((block) => block.kind === kind).length;
  const words = (kind: 'insert' | 'delete'): number =>
    blocks
      .flatMap((block) => block.words.filter((piece) => piece.kind === kind))
      .reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]+(?:['’\u2010-][\p{L}\p{N}]+)*/gu)?.length ?? 0), 0);
  return {
    fields: compareFields(before.briefing, after.briefing),
    blocks: [...blocks],
    counts: {
      inserted: count('insert'),
      deleted: count('delete'),
      changed: count('change'),
      wordsInserted: words('insert'),
      wordsDeleted: words('delete'),
    },
  };
}

function compareFields(before: Briefing, after: Briefing): BriefingComparison['fields'] {
  const fields: readonly (readonly [string, (briefing: Briefing) => string])[] = [
    ['Title', ({ title }) => title],
    ['As of', ({ asOf }) => (asOf === null ? 'no date' : formatDate(asOf))],
    ['Prepared for', ({ audience }) => audience ?? ''],
    ['Citation style', ({ citationStyle }) => citationStyle ?? 'chicago-notes'],
    ['Paper', ({ page }) => (page === 'letter' ? 'Letter' : 'A4')],
    ['Coders are named', ({ namesCoders }) => (namesCoders === true ? 'yes' : 'no')],
  ];
  return fields.flatMap(([name, read]) => {
    const [old, present] = [read(before), read(after)];
    return old === present ? [] : [{ name, before: old, after: present }];
  });
}

/** A block of words. */
interface Line {
  readonly block: string;
  readonly text: string;
}

const HEADINGS = ['Heading', 'Subheading', 'Lower heading'] as const;

function linesOf(body: BriefingBody, names: ComparisonNames, within = ''): readonly Line[] {
  return body.flatMap((node) => linesOfBlock(node, names, within));
}

function linesOfBlock(node: BlockNode, names: ComparisonNames, within: string): readonly Line[] {
  switch (node.type) {
    case 'heading':
      return [{ block: HEADINGS[node.attrs.level - 1] ?? 'Heading', text: wordsOf(node.content, names) }];
    case 'paragraph':
      return [{ block: within === '' ? 'Paragraph' : within, text: wordsOf(node.content, names) }];
    case 'bulletList':
    case 'orderedList':
      return node.content.flatMap((item) => linesOf(item.content, names, 'List item'));
    case 'table':
      return node.content.flatMap((row) => row.content.flatMap((cell) => linesOf(cell.content, names, 'Table cell')));
    case 'quote':
      return [{ block: 'Quote', text: quoted(node.attrs, names) }];
    case 'section':
      return linesOf(node.content, names);
    case 'matrix': {
      const { columns, scope, caption } = node.attrs;
      const what = `Agencies by ${columns}, of ${scope === 'archive' ? 'the archive' : 'this briefing'}`;
      return [{ block: 'Matrix', text: [what, caption].filter(Boolean).join('. ') }];
    }
    case 'timeline': {
      const { scope, agencyIds, caption } = node.attrs;
      const what = `Statements by date, of ${scope === 'archive' ? 'the archive' : 'this briefing'}`;
      return [
        { block: 'Timeline', text: [what, ...agencyIds.map(names.agencyOf), caption].filter(Boolean).join('. ') },
      ];
    }
    case 'profile':
      return [{ block: 'Profile', text: `${names.agencyOf(node.attrs.agencyId)}, ${node.attrs.quotes} latest quotes` }];
    case 'sources':
      return [{ block: 'Sources', text: 'List of sources' }];
    case 'method':
      return [{ block: 'Method', text: 'Method note' }];
    case 'pageBreak':
      return [{ block: 'Page break', text: 'Page break' }];
  }
}

function quoted(
  { passageId, excerpt }: { readonly passageId: string; readonly excerpt: string | null },
  { quoteOf }: ComparisonNames,
): string {
  const quote = excerpt ?? quoteOf(passageId);
  return quote === null ? '[a passage that is gone]' : `“${readableQuote(quote)}”`;
}

const wordsOf = (content: readonly InlineNode[] | undefined, names: ComparisonNames): string =>
  (content ?? []).map((node) => wordsOfInline(node, names)).join('');

function wordsOfInline(node: InlineNode, names: ComparisonNames): string {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'hardBreak':
      return ' ';
    case 'inlineQuote':
      return quoted(node.attrs, names);
    case 'citation':
      return ' [citation]';
    case 'footnote':
      return ` [note: ${node.attrs.text}]`;
  }
}

function compareBlocks(before: readonly Line[], after: readonly Line[]): readonly BlockChange[] {
  const ids = new Map<string, number>();
  const number = ({ block, text }: Line): number => {
    const key = `${block}\n${text}`;
    const known = ids.get(key) ?? ids.size;
    ids.set(key, known);
    return known;
  };
  const images = alignWords(Int32Array.from(before, number), Int32Array.from(after, number));
  const changes: BlockChange[] = [];
  let [i, j] = [0, 0];
  const settle = (toI: number, toJ: number): void => {
    changes.push(...comparePart(before.slice(i, toI), after.slice(j, toJ)));
    [i, j] = [toI, toJ];
  };
  for (let at = 0; at < before.length; at += 1) {
    const image = images[at] ?? -1;
    if (image === -1) continue;
    settle(at, image);
    const line = before[at];
    if (line !== undefined)
      changes.push({ kind: 'equal', block: line.block, words: [{ kind: 'equal', text: line.text }] });
    [i, j] = [at + 1, image + 1];
  }
  settle(before.length, after.length);
  return changes;
}

/** Share of words that two blocks must have in common to be one that was changed. */
const ALIKE = 0.35;

/** What became of blocks between two that stayed. */
function comparePart(before: readonly Line[], after: readonly Line[]): readonly BlockChange[] {
  const changes: BlockChange[] = [];
  let next = 0;
  for (const line of before) {
    const found = after.findIndex((other, at) => at >= next && other.block === line.block && areAlike(line, other));
    const match = after[found];
    if (match === undefined) {
      changes.push({ kind: 'delete', block: line.block, words: [{ kind: 'delete', text: line.text }] });
      continue;
    }
    for (const other of after.slice(next, found)) changes.push(inserted(other));
    changes.push({ kind: 'change', block: line.block, words: compareWords(line.text, match.text) });
    next = found + 1;
  }
  return [...changes, ...after.slice(next).map(inserted)];
}

const inserted = ({ block, text }: Line): BlockChange => ({ kind: 'insert', block, words: [{ kind: 'insert', text }] });

function areAlike(a: Line, b: Line): boolean {
  const words = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const [left, right] = [words(a.text), words(b.text)];
  let common = 0;
  for (const word of left) if (right.has(word)) common += 1;
  return common >= ALIKE * Math.max(1, Math.min(left.size, right.size));
}

function compareWords(before: string, after: string): BlockChange['words'] {
  const words: BlockChange['words'] = [];
  const push = (kind: 'equal' | 'insert' | 'delete', text: string): void => {
    if (text !== '') words.push({ kind, text });
  };
  for (const { from, to } of compareTexts(before, after)) {
    if (from !== null && to !== null) push('equal', after.slice(...to));
    else if (from !== null) push('delete', before.slice(...from));
    else if (to !== null) push('insert', after.slice(...to));
  }
  return words;
}
