import type { BlockNode, BriefingBody } from '../../../shared/domain/briefing-body.ts';

/** A node as ProseMirror writes it. Nobody changes one, but its types say that one may. */
export interface DocumentNode {
  type: string;
  attrs?: Record<string, unknown> | undefined;
  content?: DocumentNode[] | undefined;
  marks?: { type: string; attrs?: Record<string, unknown> | undefined }[] | undefined;
  text?: string;
}

/** The attributes of a body's nodes; whatever else an extension of the editor adds is its own affair. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  heading: ['level'],
  inlineQuote: ['useId', 'passageId', 'excerpt'],
  citation: ['useId', 'passageId'],
  footnote: ['useId', 'text'],
  quote: ['useId', 'passageId', 'excerpt', 'showCodings'],
  section: ['blockId', 'filter', 'groupBy', 'filledAt', 'seen'],
  matrix: ['blockId', 'columns', 'scope', 'caption'],
  timeline: ['blockId', 'scope', 'agencyIds', 'topicIds', 'caption'],
  profile: ['blockId', 'agencyId', 'quotes'],
  sources: ['blockId'],
  method: ['blockId'],
};

/** Attributes that are written only where they say something. */
const OPTIONAL: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  orderedList: { start: 1 },
  tableCell: { colspan: 1, rowspan: 1, colwidth: null },
  tableHeader: { colspan: 1, rowspan: 1, colwidth: null },
};

/** Nodes that need nothing but their content. */
const PLAIN = ['paragraph', 'bulletList', 'listItem', 'table', 'tableRow', 'hardBreak', 'pageBreak'];

/** Nodes whose content may be left out where there is none. */
const MAY_BE_EMPTY = ['paragraph', 'heading'];

/** Nodes without content of their own. */
const LEAVES = [
  'hardBreak',
  'inlineQuote',
  'citation',
  'footnote',
  'quote',
  'matrix',
  'timeline',
  'profile',
  'sources',
  'method',
  'pageBreak',
];

const MARK_ORDER = ['bold', 'italic', 'link'];

/** The document that the editor shows for a body. A body without blocks becomes one empty paragraph to write in. */
export function parseBody(body: BriefingBody): DocumentNode {
  return { type: 'doc', content: body.length === 0 ? [{ type: 'paragraph' }] : body };
}

/**
 * The body that a document of the editor stands for; the inverse of `parseBody`. What the editor alone adds (attributes
 * of its extensions, marks on quotes) is left out. Throws at a node or mark that no body knows: nothing goes silently.
 */
export function serializeBody(document: DocumentNode): BriefingBody {
  if (document.type !== 'doc') throw new Error(`A briefing cannot hold a node “${document.type}” as its whole.`);
  // Every node below is written with exactly the fields that its schema names.
  return (document.content ?? []).map(node) as BlockNode[];
}

function node(source: DocumentNode): DocumentNode {
  if (source.type === 'text') return words(source);
  const attrs = attributesOf(source);
  const content = (source.content ?? []).map(node);
  const isContentLeftOut = LEAVES.includes(source.type) || (MAY_BE_EMPTY.includes(source.type) && content.length === 0);
  return {
    type: source.type,
    ...(attrs === null ? {} : { attrs }),
    ...(isContentLeftOut
      ? {}
      : { content: source.type === 'tableRow' && content.length === 0 ? [EMPTY_CELL] : content }),
  };
}

/** A row that merged cells of other rows cover holds a cell of its own all the same. */
const EMPTY_CELL: DocumentNode = { type: 'tableCell', content: [{ type: 'paragraph' }] };

function attributesOf({ type, attrs = {} }: DocumentNode): Record<string, unknown> | null {
  const named = ATTRIBUTES[type];
  if (named !== undefined) return Object.fromEntries(named.map((name) => [name, attrs[name]]));
  const optional = OPTIONAL[type];
  if (optional !== undefined) {
    const said = Object.entries(optional).filter(([name, usual]) => (attrs[name] ?? usual) !== usual);
    return said.length === 0 ? null : Object.fromEntries(said.map(([name]) => [name, attrs[name]]));
  }
  if (PLAIN.includes(type)) return null;
  throw new Error(`A briefing cannot hold a node “${type}”.`);
}

function words({ text = '', marks = [] }: DocumentNode): DocumentNode {
  const sorted = [...marks].sort((a, b) => MARK_ORDER.indexOf(a.type) - MARK_ORDER.indexOf(b.type));
  const written = sorted.map(({ type, attrs }) => {
    if (!MARK_ORDER.includes(type)) throw new Error(`Words of a briefing cannot be marked “${type}”.`);
    return type === 'link' ? { type, attrs: { href: attrs?.href } } : { type };
  });
  return { type: 'text', text, ...(written.length === 0 ? {} : { marks: written }) };
}
