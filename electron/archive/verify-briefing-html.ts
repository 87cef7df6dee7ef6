import { parseHTML } from 'linkedom';
import { type Evidence, evidenceSchema } from '../../shared/domain/evidence.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { EVIDENCE_ELEMENT } from '../../shared/exporters/html-report.ts';

/** What a web page says of its quotes, whoever saved it last. */
export interface HtmlEvidence {
  /** Null if it carries nothing about its quotes, or nothing that can be read. */
  readonly evidence: Evidence | null;
  readonly evidenceFault: string | null;
  /** By id of the elements that the evidence names, and of those that are named like the marks of quotes, the words in it. */
  readonly marks: ReadonlyMap<string, string>;
  /** The words of the page as a reader sees them, one block a line. */
  readonly text: string;
}

/** A node as far as it is read here. */
interface PageNode {
  readonly nodeType: number;
  readonly localName: string | undefined;
  readonly textContent: string;
  readonly firstChild: PageNode | null;
  readonly nextSibling: PageNode | null;
  readonly parentNode: PageNode | null;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
}

const TEXT = 3;
const ELEMENT = 1;
/** Elements that a program may nest before it is taken for a bomb. */
const MAX_DEPTH = 500;
/** Largest page that is read, in UTF-16 code units. */
const MAX_LENGTH = 64 * 1024 * 1024;
/** As `markOf` names the marks of quotes. */
const QUOTE_MARK = /^Quote_\d+_[A-Za-z0-9]*$/;

const UNREAD: ReadonlySet<string> = new Set(['script', 'style', 'template', 'title', 'noscript', 'svg', 'button']);
const INLINE: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr font'.split(
    ' ',
  ),
);

/** Reads a page that a briefing was exported as. Throws `corrupt`, `too-large`. */
export function readHtmlEvidence(html: string): HtmlEvidence {
  if (html.length > MAX_LENGTH) {
    throw new ArchiveError('too-large', 'This page is far longer than a briefing. It was not read.');
  }
  const document: unknown = parseHTML(html).document;
  const root = isPage(document) ? document.documentElement : null;
  if (root === null) throw new ArchiveError('corrupt', 'This is not a web page, or it is damaged. Ask for it again.');
  const reader = new Reader();
  reader.read(root);
  const read = readEvidence(reader.evidence);
  const marks = new Map<string, string>();
  for (const { mark } of read.evidence?.uses ?? []) {
    const element = reader.elements.get(mark);
    if (element !== undefined) marks.set(mark, element.textContent);
  }
  // Within one another they would be read again and again.
  let left = MAX_LENGTH;
  for (const [id, element] of reader.elements) {
    if (left <= 0) break;
    if (marks.has(id) || !QUOTE_MARK.test(id)) continue;
    const words = element.textContent;
    left -= words.length;
    marks.set(id, words);
  }
  return { ...read, marks, text: reader.text() };
}

const isPage = (value: unknown): value is { readonly documentElement: PageNode | null } =>
  typeof value === 'object' && value !== null && 'documentElement' in value;

function readEvidence(json: string | null): Pick<HtmlEvidence, 'evidence' | 'evidenceFault'> {
  if (json === null) return { evidence: null, evidenceFault: null };
  const fault = 'What this page carries about its quotes is damaged.';
  try {
    const parsed = evidenceSchema.safeParse(JSON.parse(json));
    return parsed.success ? { evidence: parsed.data, evidenceFault: null } : { evidence: null, evidenceFault: fault };
  } catch {
    // Not JSON at all: said as the fault.
    return { evidence: null, evidenceFault: fault };
  }
}

/** Walks a page once, without recursion: pages may be nested as deep as their makers like. */
class Reader {
  /** By id. */
  readonly elements = new Map<string, PageNode>();
  evidence: string | null = null;
  readonly #pieces: string[] = [];

  text(): string {
    return this.#pieces
      .join('')
      .replace(/[ \t\r\f]+/g, ' ')
      .replace(/ ?\n[\s]*/g, '\n')
      .trim();
  }

  read(root: PageNode): void {
    let node: PageNode | null = root;
    let depth = 0;
    while (node !== null) {
      const isEntered: boolean = this.#enter(node);
      if (isEntered && node.firstChild !== null) {
        node = node.firstChild;
        depth++;
        if (depth > MAX_DEPTH) {
          throw new ArchiveError('too-large', 'This page is nested more deeply than any briefing. It was not read.');
        }
        continue;
      }
      if (isEntered) this.#leave(node);
      while (node !== root && node.nextSibling === null) {
        const parent: PageNode | null = node.parentNode;
        if (parent === null) return;
        node = parent;
        depth--;
        this.#leave(node);
      }
      if (node === root) return;
      node = node.nextSibling;
    }
  }

  #enter(node: PageNode): boolean {
    if (node.nodeType === TEXT) {
      this.#pieces.push(node.textContent.replace(/[\r\n]+/g, ' '));
      return false;
    }
    if (node.nodeType !== ELEMENT) return false;
    const name = node.localName ?? '';
    const id = node.getAttribute('id');
    if (name === 'script' && id === EVIDENCE_ELEMENT) this.evidence ??= node.textContent;
    // What opens on a click shows the preserved text, not what the author says.
    if (UNREAD.has(name) || node.hasAttribute('popover') || node.hasAttribute('hidden')) return false;
    if (id !== null && !this.elements.has(id)) this.elements.set(id, node);
    if (name === 'br' || !INLINE.has(name)) this.#pieces.push('\n');
    return true;
  }

  #leave(node: PageNode): void {
    if (node.nodeType === ELEMENT && !INLINE.has(node.localName ?? '')) this.#pieces.push('\n');
  }
}
