import {
  type AnyExtension,
  type Attributes,
  Mark,
  Node,
  type NodeConfig,
  type NodeViewRenderer,
  type ParentConfig,
} from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';
import { isLinkAddress } from './link-address.ts';

/** The nodes of a briefing that stand for something of the archive rather than for written words. */
export const LIVE_NODES = [
  'quote',
  'inlineQuote',
  'citation',
  'footnote',
  'section',
  'matrix',
  'timeline',
  'profile',
  'sources',
  'method',
  'pageBreak',
] as const;

/** Name of such a node. */
export type LiveNode = (typeof LIVE_NODES)[number];

/** What each attribute is where nobody said anything, and by that which kind of value it holds. */
const DEFAULTS: Readonly<Record<LiveNode, Readonly<Record<string, unknown>>>> = {
  quote: { useId: '', passageId: '', excerpt: null, showCodings: true },
  inlineQuote: { useId: '', passageId: '', excerpt: null },
  citation: { useId: '', passageId: '' },
  footnote: { useId: '', text: '' },
  section: {
    blockId: '',
    filter: { agencyIds: [], stanceIds: [], documentIds: [], text: '' },
    groupBy: 'none',
    filledAt: null,
    seen: {},
  },
  matrix: { blockId: '', columns: 'stance', scope: 'briefing', caption: '' },
  timeline: { blockId: '', scope: 'briefing', agencyIds: [], topicIds: [], caption: '' },
  profile: { blockId: '', agencyId: '', quotes: 3 },
  sources: { blockId: '' },
  method: { blockId: '' },
  pageBreak: {},
};

const INLINE: readonly LiveNode[] = ['inlineQuote', 'citation', 'footnote'];

/** What draws the nodes, and what they say as plain text. */
export interface NodeLooks {
  /** Absent where nothing is drawn, as in tests. */
  readonly views?: Partial<Readonly<Record<LiveNode, NodeViewRenderer>>>;
  /** The words of a node when it is copied as plain text. */
  readonly plainText?: (name: LiveNode, attrs: Readonly<Record<string, unknown>>) => string;
}

function attributesOf(name: LiveNode): Attributes {
  return Object.fromEntries(
    Object.entries(DEFAULTS[name]).map(([key, usual]) => [
      key,
      // They travel together in one attribute of the copied HTML.
      { default: usual, rendered: false, parseHTML: () => null },
    ]),
  );
}

/** Attributes as `renderHTML` wrote them; false if they are not: then what was pasted is no node of ours. */
function readAttributes(name: LiveNode, element: HTMLElement): Record<string, unknown> | false {
  const written = element.getAttribute('data-attrs');
  let parsed: unknown;
  try {
    parsed = JSON.parse(written ?? '');
  } catch {
    return false;
  }
  if (typeof parsed !== 'object' || parsed === null) return false;
  const given = new Map(Object.entries(parsed));
  const attrs: Record<string, unknown> = {};
  for (const [key, usual] of Object.entries(DEFAULTS[name])) {
    const value: unknown = given.get(key) ?? null;
    const isText = usual === null && (value === null || typeof value === 'string');
    if (!isText && (value === null || typeof value !== typeof usual || Array.isArray(value) !== Array.isArray(usual)))
      return false;
    attrs[key] = value;
  }
  return attrs;
}

function liveNode(name: LiveNode, looks: NodeLooks): AnyExtension {
  const isInline = INLINE.includes(name);
  const view = looks.views?.[name];
  const config: NodeConfig = {
    name,
    group: isInline ? 'inline' : 'block',
    inline: isInline,
    selectable: true,
    draggable: true,
    ...(name === 'section' ? { content: 'block*', defining: true, isolating: true } : { atom: true }),
    addAttributes: () => attributesOf(name),
    parseHTML: () => [
      {
        tag: `[data-briefing-node="${name}"]`,
        // Before the rules for paragraphs and spans.
        priority: 80,
        getAttrs: (element) => readAttributes(name, element),
      },
    ],
    renderHTML: ({ node }) => {
      const attributes = { 'data-briefing-node': name, 'data-attrs': JSON.stringify(node.attrs) };
      return name === 'section' ? ['div', attributes, 0] : [isInline ? 'span' : 'div', attributes];
    },
    renderText: ({ node }) => looks.plainText?.(name, node.attrs) ?? '',
    ...(view === undefined ? {} : { addNodeView: () => view }),
  };
  return Node.create(config);
}

const Link = Mark.create({
  name: 'link',
  inclusive: false,
  addAttributes: () => ({ href: { default: '' } }),
  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs: (element) => {
        const href = element.getAttribute('href')?.trim() ?? '';
        return isLinkAddress(href) ? { href } : false;
      },
    },
  ],
  renderHTML: ({ mark }) => ['a', { href: String(mark.attrs.href), title: String(mark.attrs.href) }, 0],
});

/** An item of a list may begin with any block, as in a body. */
function withFreeListItems(extensions: readonly AnyExtension[]): AnyExtension[] {
  return extensions.map((extension) =>
    extension.name === 'listItem' && extension instanceof Node ? extension.extend({ content: 'block+' }) : extension,
  );
}

const Basics = StarterKit.extend({
  addExtensions(this: { parent: ParentConfig<{ addExtensions: () => AnyExtension[] }>['addExtensions'] }) {
    return withFreeListItems(this.parent?.() ?? []);
  },
}).configure({
  blockquote: false,
  code: false,
  codeBlock: false,
  horizontalRule: false,
  link: false,
  strike: false,
  underline: false,
  trailingNode: false,
  heading: { levels: [1, 2, 3] },
  dropcursor: { width: 2, class: 'composer-drop', color: false },
});

/** Everything that the document of a briefing is made of: the nodes and marks of `BriefingBody`, and no others. */
export function composerNodes(looks: NodeLooks): AnyExtension[] {
  return [
    Basics,
    Link,
    Table.configure({ resizable: false, allowTableNodeSelection: true }),
    TableRow,
    TableHeader,
    TableCell,
    ...LIVE_NODES.map((name) => liveNode(name, looks)),
  ];
}
