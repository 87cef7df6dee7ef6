import { parseHTML } from 'linkedom';
import { type Evidence, evidenceSchema } from '../../shared/domain/evidence.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { HIDDEN_WORDS } from '../../shared/exporters/docx-text.ts';
import { EVIDENCE_ELEMENT } from '../../shared/exporters/html-report.ts';
import { hidingOf } from './verify-briefing-declarations.ts';
import { type StyledPage, type StyledWords, wordsByStyles } from './verify-briefing-styles.ts';

/** What a web page says of its quotes, whoever saved it last. */
export interface HtmlEvidence {
  /** Null if it carries nothing about its quotes, or nothing that can be read. */
  readonly evidence: Evidence | null;
  readonly evidenceFault: string | null;
  /** By id of the elements that the evidence names, and of those that are named like the marks of quotes, the words in it. */
  readonly marks: ReadonlyMap<string, string>;
  /** By id of such an element, why its words may not be what everybody reads there, in a sentence. */
  readonly doubts: ReadonlyMap<string, string>;
  /** The words of the page as a reader sees them, one block a line; `HIDDEN_WORDS` for words that are hidden. */
  readonly text: string;
  /** What was not looked at though it may change what is read, in sentences. */
  readonly remarks: readonly string[];
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
/** What shows or hides more than the words in it. */
const REPLACED: ReadonlySet<string> = new Set(
  'audio canvas datalist details dialog embed iframe img input meter object optgroup option picture progress select slot textarea video'.split(
    ' ',
  ),
);
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
  if (!isPage(document) || root === null)
    throw new ArchiveError('corrupt', 'This is not a web page, or it is damaged. Ask for it again.');
  const sheets = [...document.querySelectorAll('style')].map(({ textContent }) => textContent);
  const styled = wordsByStyles(document, sheets);
  const reader = new Reader(styled);
  reader.read(root);
  const read = readEvidence(reader.evidence);
  const all = reader.words();
  const named = new Set((read.evidence?.uses ?? []).map(({ mark }) => mark));
  const marks = new Map<string, string>();
  for (const mark of named) {
    const words = all.get(mark);
    if (words !== undefined) marks.set(mark, words());
  }
  // Within one another they would be read again and again.
  let left = MAX_LENGTH;
  for (const [id, words] of all) {
    if (left <= 0) break;
    if (marks.has(id) || !QUOTE_MARK.test(id)) continue;
    const found = words();
    left -= found.length;
    marks.set(id, found);
  }
  return { ...read, marks, doubts: reader.doubts, text: reader.text(), remarks: remarksOf(document, styled) };
}

interface Page extends StyledPage<PageNode> {
  readonly documentElement: PageNode | null;
}

const isPage = (value: unknown): value is Page =>
  typeof value === 'object' && value !== null && 'documentElement' in value && 'querySelectorAll' in value;

/** Scripts and styles from elsewhere may show other words than those that stand in the file. */
function remarksOf(page: Page, styled: StyledWords<PageNode>): readonly string[] {
  const runs = [...page.querySelectorAll('script')].some(
    (script) =>
      !/json/iu.test(script.getAttribute('type') ?? '') && (script.textContent !== '' || script.hasAttribute('src')),
  );
  const isShadowed = [...page.querySelectorAll('template')].some((each) => each.hasAttribute('shadowrootmode'));
  const isStyled =
    styled.isFetching ||
    [...page.querySelectorAll('link')].some((link) => /\bstylesheet\b/iu.test(link.getAttribute('rel') ?? ''));
  return [
    ...(runs ? ['The page runs a script, which no export has: what that makes of the words was not looked at.'] : []),
    ...(isShadowed
      ? ['The page shows a template in the place of some words: which words those are was not looked at.']
      : []),
    ...(isStyled ? ['The page takes styles from another file, which were not looked at: they may hide words.'] : []),
    ...(styled.isUnderstood
      ? []
      : ['The page has styles of which it was not made out what they are for: they may hide words.']),
    ...(styled.isWhole
      ? []
      : ['The styles of the page were not looked at to their end, so long are they: they may hide words.']),
  ];
}

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
  /** By id, where the words of an element stand among the pieces. */
  readonly #bounds = new Map<string, { readonly start: number; end: number | null }>();
  readonly doubts = new Map<string, string>();
  evidence: string | null = null;
  readonly #styled: StyledWords<PageNode>;
  readonly #pieces: string[] = [];
  /** Which of the pieces stand for words that were left out. */
  readonly #gaps = new Set<number>();
  /** Open elements with an id, outermost first. */
  readonly #open: { readonly node: PageNode; readonly id: string }[] = [];
  /** Open elements of which screen readers are told nothing, those that styles put words into, those they may hide. */
  #silent = 0;
  #filled = 0;
  #unsure = 0;

  constructor(styled: StyledWords<PageNode>) {
    this.#styled = styled;
  }

  /** By id, the words of the elements that were read. */
  words(): ReadonlyMap<string, () => string> {
    return new Map(
      [...this.#bounds].map(([id, { start, end }]) => [
        id,
        () =>
          this.#pieces
            .slice(start, end ?? this.#pieces.length)
            .filter((_, at) => !this.#gaps.has(start + at))
            .join(''),
      ]),
    );
  }

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
    const isHidden = this.#isHidden(node);
    if (UNREAD.has(name) || node.hasAttribute('popover') || isHidden) {
      this.#leaveOut(node, isHidden && !UNREAD.has(name));
      return false;
    }
    if (isSilent(node)) this.#silent += 1;
    if (this.#isFilled(node)) this.#filled += 1;
    if (this.#isUnsure(node)) this.#unsure += 1;
    if (id !== null && !this.#bounds.has(id)) {
      this.#bounds.set(id, { start: this.#pieces.length, end: null });
      this.#open.push({ node, id });
    }
    if (this.#silent > 0) this.#doubt('Part of its words, or all of them, are hidden from screen readers.');
    if (this.#filled > 0) this.#doubt('A style of the page puts words right before or after it.');
    if (this.#unsure > 0) this.#doubt('A style of the page may hide part of its words, or all of them.');
    if (REPLACED.has(name)) this.#doubt('It holds something other than words, which may show others.');
    if (name === 'br' || !INLINE.has(name)) this.#pieces.push('\n');
    return true;
  }

  #isHidden(node: PageNode): boolean {
    return (
      node.hasAttribute('hidden') ||
      this.#styled.hidden.has(node) ||
      hidingOf(node.getAttribute('style') ?? '') === 'hidden'
    );
  }

  /** Another rule may show what one hides: what was left out of a quote is no proof that nobody reads it. */
  #leaveOut(node: PageNode, isHidden: boolean): void {
    if (this.#open.length === 0 && !isHidden) return;
    if (!/[\p{L}\p{N}]/u.test(node.textContent)) return;
    this.#doubt('Part of the words in it are hidden by the page.');
    if (!isHidden) return;
    const line = INLINE.has(node.localName ?? '') ? '' : '\n';
    this.#gaps.add(this.#pieces.length);
    this.#pieces.push(`${line}${HIDDEN_WORDS}${line}`);
  }

  #isUnsure(node: PageNode): boolean {
    return this.#styled.unsure.has(node) || hidingOf(node.getAttribute('style') ?? '') === 'unsure';
  }

  /** What a style puts beside a whole page or a part of it stands at no quote. */
  #isFilled(node: PageNode): boolean {
    return this.#styled.filled.has(node) && !/^(?:html|body|main|section)$/u.test(node.localName ?? '');
  }

  /** Of all that is open: what the evidence names as a mark is not known here. */
  #doubt(reason: string): void {
    for (const { id } of this.#open) if (!this.doubts.has(id)) this.doubts.set(id, reason);
  }

  #leave(node: PageNode): void {
    if (isSilent(node)) this.#silent -= 1;
    if (this.#isFilled(node)) this.#filled -= 1;
    if (this.#isUnsure(node)) this.#unsure -= 1;
    const last = this.#open[this.#open.length - 1];
    if (last?.node === node) {
      this.#open.pop();
      const bounds = this.#bounds.get(last.id);
      if (bounds !== undefined) bounds.end = this.#pieces.length;
    }
    if (node.nodeType === ELEMENT && !INLINE.has(node.localName ?? '')) this.#pieces.push('\n');
  }
}

const isSilent = (node: PageNode): boolean => node.getAttribute('aria-hidden') === 'true';
