import { parseHTML } from 'linkedom';
import sanitizeHtml from 'sanitize-html';

/** Canonical text and what is shown of it, made by one walk so that they agree. */
export interface Rendition {
  /** Sanitised HTML; each text node alone in a <span data-start>, equal to `text` from there on. */
  readonly html: string;
  readonly text: string;
  /** Starts of paragraphs in `text`. */
  readonly paragraphs: readonly number[];
}

/** How to make a rendition. */
export interface RenditionOptions {
  /** Language and direction of the whole, from the document element. */
  readonly lang?: string | null;
  readonly dir?: string | null;
  /** Marks of elements (see `BLOCK_MARK`) that are not part of the article; they get class "page-furniture". */
  readonly furniture?: ReadonlySet<string>;
  /** Gives the data URI of a picture that came with the document, by the address its page uses; null without one. */
  readonly resolveImage?: (source: string) => string | null;
}

/** Attribute by which an importer recognises elements after sanitising. It is not in the rendition. */
export const BLOCK_MARK = 'data-block';

/** As much of a DOM node as the walk reads. */
export interface DomNode {
  readonly nodeType: number;
  readonly localName: string;
  readonly data: string;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
  readonly parentNode: DomNode | null;
  getAttribute(name: string): string | null;
}

/** Whether a value is a node that can be walked; types of the parser's nodes depend on the host's libraries. */
export const isDomNode = (value: unknown): value is DomNode =>
  typeof value === 'object' && value !== null && 'nodeType' in value && 'firstChild' in value && 'nextSibling' in value;

const SECTIONS = ['article', 'aside', 'footer', 'header', 'main', 'nav', 'section', 'div', 'center', 'address'];
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const TABLE = ['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'colgroup', 'col'];
const LISTS = ['ul', 'ol', 'li', 'dl', 'dt', 'dd'];
const BLOCKS = [...SECTIONS, ...HEADINGS, 'p', 'blockquote', 'pre', 'figure', 'figcaption', 'hr', 'details', 'summary'];
const INLINE =
  'a abbr b bdi bdo br cite code data dfn del em i img ins kbd mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr big'.split(
    ' ',
  );
/** Elements whose content is not text of the document. */
const DROPPED =
  'script style template noscript noembed noframes iframe frame frameset object embed applet svg canvas audio video map select option optgroup datalist textarea head title dialog'.split(
    ' ',
  );

const block = new Set([...BLOCKS, 'ul', 'ol', 'dl', 'dt', 'dd', 'table', 'caption']);
const kept = new Set([...BLOCKS, ...TABLE, ...LISTS, ...INLINE]);
const empty = new Set(['br', 'hr', 'img', 'col', 'wbr']);
const imageData = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]+$/i;

/** Bytes of inline images (as base64) kept in one rendition; the rest is left out. */
const MAX_IMAGE_CHARS = 24_000_000;
/** Browsers stop nesting at 512; deeper elements give their text to their parents. */
const MAX_DEPTH = 200;
const MAX_NESTING = 250;
const MAX_SPAN = 20_000;

/** Removes everything that could run, load or steer; marks are kept for the walk. */
function sanitize(html: string, resolveImage: RenditionOptions['resolveImage']): string {
  const resolve = (tagName: string, attribs: sanitizeHtml.Attributes) => {
    const resolved = resolveImage && attribs.src !== undefined ? resolveImage(attribs.src) : null;
    return { tagName, attribs: resolved === null ? attribs : { ...attribs, src: resolved } };
  };
  return sanitizeHtml(html, {
    ...(resolveImage ? { transformTags: { img: resolve } } : {}),
    allowedTags: [...kept],
    allowedAttributes: {
      '*': ['dir', 'lang', 'id', BLOCK_MARK],
      a: ['href', 'name'],
      img: ['src', 'alt', 'width', 'height'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan', 'scope'],
      col: ['span'],
      colgroup: ['span'],
      ol: ['start', 'type', 'reversed'],
      li: ['value'],
      abbr: ['title'],
      time: ['datetime'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    nonTextTags: DROPPED,
    parseStyleAttributes: false,
    disallowedTagsMode: 'discard',
    enforceHtmlBoundary: false,
    nestingLimit: MAX_NESTING,
  });
}

/** Parses sanitised HTML and gives its body. */
function parseBody(html: string): DomNode {
  const body: unknown = parseHTML(`<!doctype html><html><head></head><body>${html}</body></html>`).document.body;
  if (!isDomNode(body)) throw new TypeError('the HTML parser gives no body');
  return body;
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const escapeAttribute = (text: string): string => escapeText(text).replaceAll('"', '&quot;');
const attribute = (name: string, value: string): string => ` ${name}="${escapeAttribute(value)}"`;

// Controls, soft hyphens and direction marks: invisible in a browser, in the way of search and quotation.
const invisible = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
const controls = /[^\P{Cc}\t\n]/gu;
const loneSurrogates = /\p{Cs}/gu;

/** Text without what is invisible, with one kind of line end. White space is otherwise as it was. */
export function cleanCharacters(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\f\v\u0085\u2028\u2029]/g, '\n')
    .replace(invisible, '')
    .replace(controls, '')
    .replace(loneSurrogates, '\ufffd');
}

type Break = 'none' | 'cells' | 'line' | 'paragraph';
const RANK: Readonly<Record<Break, number>> = { none: 0, cells: 1, line: 2, paragraph: 3 };

interface OpenElement {
  readonly tag: string;
  readonly html: string;
  /** Its start tag is in the output. */
  written: boolean;
}

/** Collects text and HTML as the walk goes from node to node. */
class RenditionWriter {
  private html = '';
  private text = '';
  private readonly paragraphs: number[] = [];
  private readonly open: OpenElement[] = [];
  private pending: Break = 'none';
  private tabs = 0;
  private space = false;
  /** Line ends met in preformatted text, to be written if more of it follows. */
  private heldLines = 0;
  /** Nothing was written yet in the cell or item just begun: blocks that begin in it break nothing. */
  private fresh = false;
  private atParagraph = true;
  private imageChars = 0;

  begin(tag: string, attributes: string, always: boolean): void {
    this.open.push({ tag, html: `<${tag}${attributes}>`, written: false });
    if (always) this.writeOpenTags();
  }

  end(): void {
    const element = this.open.pop();
    if (element?.written) this.html += `</${element.tag}>`;
  }

  addVoid(tag: string, attributes: string): void {
    this.writeOpenTags();
    this.html += `<${tag}${attributes}>`;
  }

  addImage(source: string, attributes: string): void {
    if (this.imageChars + source.length > MAX_IMAGE_CHARS) return;
    this.imageChars += source.length;
    this.addVoid('img', `${attribute('src', source.replace(/\s+/g, ''))}${attributes}`);
  }

  private writeOpenTags(): void {
    for (const element of this.open) {
      if (element.written) continue;
      this.html += element.html;
      element.written = true;
    }
  }

  /** A block begins or ends here. */
  breakBlock(kind: Break): void {
    this.space = false;
    this.heldLines = 0;
    if (this.fresh) return;
    if (RANK[kind] > RANK[this.pending]) this.pending = kind;
  }

  breakLine(): void {
    this.space = false;
    this.pending = this.pending === 'none' || this.pending === 'cells' ? 'line' : 'paragraph';
  }

  /** An item, row or cell begins: what its predecessor's blocks asked for does not count. */
  startPart(kind: 'cells' | 'line', isFirst: boolean): void {
    this.space = false;
    if (kind === 'cells' && !isFirst) {
      if (this.pending !== 'line' || this.tabs > 0) this.pending = 'cells';
      this.tabs++;
    } else if (kind === 'line') {
      this.tabs = 0;
      if (!isFirst || RANK[this.pending] < RANK.line) this.pending = 'line';
      this.atParagraph = true;
    }
    this.fresh = true;
  }

  endPart(): void {
    this.fresh = false;
  }

  addText(raw: string, preformatted: boolean): void {
    const clean = cleanCharacters(raw);
    if (preformatted) {
      // Line ends at the end of preformatted text are not shown; those inside it are.
      const isFirst = this.heldLines === 0 && (this.text === '' || this.pending !== 'none');
      const body = (isFirst ? clean.replace(/^\n+/, '') : clean).replace(/\n+$/, '');
      const held = '\n'.repeat(this.heldLines);
      this.heldLines = clean.length - clean.replace(/\n+$/, '').length;
      if (body !== '') this.write(held + body);
      else this.heldLines += held.length;
      return;
    }
    const words = clean.replace(/[\s\u00a0]+/g, ' ');
    if (words === '' || words === ' ') {
      this.space ||= words === ' ';
      return;
    }
    const body = words.trim();
    const leads = this.space || words.startsWith(' ');
    this.write(leads && this.text !== '' && this.pending === 'none' ? ` ${body}` : body);
    this.space = words.endsWith(' ');
  }

  private write(words: string): void {
    if (this.text !== '') {
      if (this.pending === 'paragraph') this.text += '\n\n';
      else if (this.pending === 'line') this.text += `\n${'\t'.repeat(this.tabs)}`;
      else if (this.pending === 'cells') this.text += '\t'.repeat(this.tabs);
    }
    if (this.text === '' || this.pending === 'paragraph' || this.atParagraph) this.paragraphs.push(this.text.length);
    this.pending = 'none';
    this.tabs = 0;
    this.fresh = false;
    this.atParagraph = false;
    this.writeOpenTags();
    for (let from = 0; from < words.length; ) {
      const to = endOfPiece(words, from);
      this.html += `<span data-start="${this.text.length + from}">${escapeText(words.slice(from, to))}</span>`;
      from = to;
    }
    this.text += words;
  }

  result(): Rendition {
    return { html: this.html, text: this.text, paragraphs: this.paragraphs };
  }
}

/** Long text is cut into several spans, between words and never inside a surrogate pair. */
export function endOfPiece(words: string, from: number): number {
  if (words.length - from <= MAX_SPAN) return words.length;
  const space = words.lastIndexOf(' ', from + MAX_SPAN);
  if (space > from) return space;
  const code = words.charCodeAt(from + MAX_SPAN);
  return from + MAX_SPAN + (code >= 0xdc00 && code <= 0xdfff ? 1 : 0);
}

const safeId = (id: string): string | null => (/^[\w:.-]{1,100}$/.test(id) ? `doc-${id}` : null);

/** The attributes that a rendition keeps of an element, as text. */
function attributesOf(element: DomNode, furniture: boolean): string {
  const tag = element.localName;
  let out = '';
  const dir = element.getAttribute('dir')?.toLowerCase();
  if (dir === 'rtl' || dir === 'ltr' || dir === 'auto') out += attribute('dir', dir);
  const lang = element.getAttribute('lang');
  if (lang && /^[\w-]{1,35}$/.test(lang)) out += attribute('lang', lang);
  const id = safeId(element.getAttribute('id') ?? (tag === 'a' ? element.getAttribute('name') : null) ?? '');
  if (id) out += attribute('id', id);
  if (tag === 'a') {
    const href = element.getAttribute('href') ?? '';
    const target = href.startsWith('#') ? safeId(href.slice(1)) : null;
    if (target) out += attribute('href', `#${target}`);
    else if (href !== '' && !href.startsWith('#')) out += attribute('title', href) + attribute('data-href', href);
  }
  for (const name of ['colspan', 'rowspan', 'span', 'start', 'value']) {
    const value = element.getAttribute(name);
    if (value && /^-?\d{1,4}$/.test(value)) out += attribute(name, value);
  }
  const type = element.getAttribute('type');
  if (tag === 'ol' && type && /^[1aAiI]$/.test(type)) out += attribute('type', type);
  const scope = element.getAttribute('scope');
  if (scope && /^(?:row|col|rowgroup|colgroup)$/.test(scope)) out += attribute('scope', scope);
  for (const name of ['title', 'datetime']) {
    const value = tag === 'abbr' || tag === 'time' ? element.getAttribute(name) : null;
    if (value) out += attribute(name, value.slice(0, 500));
  }
  return furniture ? `${out} class="page-furniture"` : out;
}

function addImage(writer: RenditionWriter, element: DomNode): void {
  const source = element.getAttribute('src') ?? '';
  if (!imageData.test(source)) return;
  let attributes = attribute('alt', (element.getAttribute('alt') ?? '').slice(0, 1000));
  for (const name of ['width', 'height']) {
    const value = element.getAttribute(name);
    if (value && /^\d{1,5}$/.test(value)) attributes += attribute(name, value);
  }
  writer.addImage(source, attributes);
}

function isFirstOfKind(element: DomNode, names: readonly string[]): boolean {
  for (let node = element.parentNode?.firstChild ?? null; node && node !== element; node = node.nextSibling) {
    if (node.nodeType === 1 && names.includes(node.localName)) return false;
  }
  return true;
}

interface Frame {
  readonly node: DomNode;
  readonly emitted: boolean;
  readonly preformatted: boolean;
  readonly inPart: boolean;
  /** Elements of this kind seen so far among its children, to know the first from the others. */
  partsSeen: number;
}

const PARTS: Readonly<Record<string, 'cells' | 'line'>> = { td: 'cells', th: 'cells', tr: 'line', li: 'line' };

function enter(writer: RenditionWriter, node: DomNode, parent: Frame, depth: number, options: RenditionOptions): Frame {
  const tag = node.localName;
  const mark = node.getAttribute(BLOCK_MARK);
  const furniture = mark !== null && (options.furniture?.has(mark) ?? false);
  const part = PARTS[tag];
  if (part) {
    writer.startPart(part, parent.partsSeen === 0 && (part === 'cells' || isFirstOfKind(node, [tag])));
    parent.partsSeen++;
  } else if (block.has(tag)) {
    const lines = tag === 'dd' || tag === 'dt' || (parent.inPart && (tag === 'ul' || tag === 'ol'));
    writer.breakBlock(lines ? 'line' : 'paragraph');
  }
  const emitted = depth < MAX_DEPTH && kept.has(tag) && !empty.has(tag);
  if (emitted) writer.begin(tag, attributesOf(node, furniture), tag === 'td' || tag === 'th');
  if (tag === 'br') writer.breakLine();
  if (tag === 'br' || tag === 'hr' || tag === 'wbr' || tag === 'col')
    writer.addVoid(tag, attributesOf(node, furniture));
  if (tag === 'img') addImage(writer, node);
  return {
    node,
    emitted,
    preformatted: parent.preformatted || tag === 'pre',
    inPart: part !== undefined || parent.inPart,
    partsSeen: 0,
  };
}

function leave(writer: RenditionWriter, frame: Frame, parent: Frame | undefined): void {
  const tag = frame.node.localName;
  if (frame.emitted) writer.end();
  if (PARTS[tag]) writer.endPart();
  else if (block.has(tag)) {
    const lines = tag === 'dd' || tag === 'dt' || ((parent?.inPart ?? false) && (tag === 'ul' || tag === 'ol'));
    writer.breakBlock(lines ? 'line' : 'paragraph');
  }
}

/**
 * Makes canonical text and rendition of sanitised HTML in one walk: white space collapses as in a browser, blocks
 * are parted by an empty line, lines, items and rows by \n, cells by \t. Deterministic.
 */
function renderBody(body: DomNode, options: RenditionOptions = {}): Rendition {
  const writer = new RenditionWriter();
  const lang = options.lang && /^[\w-]{1,35}$/.test(options.lang) ? attribute('lang', options.lang) : '';
  const dir = options.dir && /^(?:rtl|ltr|auto)$/i.test(options.dir) ? attribute('dir', options.dir.toLowerCase()) : '';
  const wrapped = lang !== '' || dir !== '';
  if (wrapped) writer.begin('div', `${lang}${dir}`, false);
  // Iterative, for nesting may be deeper than the stack.
  const root: Frame = { node: body, emitted: false, preformatted: false, inPart: false, partsSeen: 0 };
  const stack: Frame[] = [root];
  let next: DomNode | null = body.firstChild;
  while (stack.length > 0) {
    const top = stack.at(-1) ?? root;
    if (!next) {
      stack.pop();
      if (top !== root) leave(writer, top, stack.at(-1));
      next = top === root ? null : top.node.nextSibling;
      continue;
    }
    if (next.nodeType === 3) writer.addText(next.data, top.preformatted);
    if (next.nodeType !== 1) {
      next = next.nextSibling;
      continue;
    }
    const frame = enter(writer, next, top, stack.length, options);
    stack.push(frame);
    next = next.firstChild;
  }
  if (wrapped) writer.end();
  return writer.result();
}

/** Sanitises HTML and makes canonical text and rendition of it. */
export function renderHtml(html: string, options: RenditionOptions = {}): Rendition {
  return renderBody(parseBody(sanitize(html, options.resolveImage)), options);
}

/** Puts renditions one behind the other, parted by an empty line; those without text are left out. */
export function joinRenditions(parts: readonly Rendition[]): Rendition {
  let html = '';
  let text = '';
  const paragraphs: number[] = [];
  for (const part of parts) {
    if (part.text === '') continue;
    if (text !== '') text += '\n\n';
    const shift = text.length;
    html += part.html.replace(
      /<span data-start="(\d+)">/g,
      (_, start) => `<span data-start="${Number(start) + shift}">`,
    );
    for (const paragraph of part.paragraphs) paragraphs.push(paragraph + shift);
    text += part.text;
  }
  return { html, text, paragraphs };
}
