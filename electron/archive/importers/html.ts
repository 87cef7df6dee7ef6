import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { ArchiveError } from '../../../shared/errors.ts';
import { declaredCharset, decodeText } from './charset.ts';
import type { Extraction, FoundMetadata } from './extraction.ts';
import { cleanTitle, findIssueDate, guessKind, parseMetadataDate } from './metadata-evidence.ts';
import { BLOCK_MARK, type DomNode, isDomNode, type Rendition, type RenditionOptions, renderHtml } from './rendition.ts';

/** An element as Readability and linkedom give it, as far as it is read here. */
interface PageElement extends DomNode {
  readonly textContent: string;
  setAttribute(name: string, value: string): void;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  readonly innerHTML: string;
  appendChild(node: DomNode): DomNode;
}

interface Page extends PageElement {
  readonly body: PageElement;
  readonly documentElement: PageElement;
}

const isElement = (value: unknown): value is PageElement => isDomNode(value) && 'querySelectorAll' in value;
const isPage = (value: unknown): value is Page =>
  isElement(value) && 'body' in value && isElement(value.body) && 'documentElement' in value;

/** Parses a page. What stands outside the body, as pages written by hand have it, is moved into it. */
function parsePage(html: string): Page {
  const whole = /<html[\s>]/i.test(html) ? html : `<!doctype html><html><head></head><body>${html}</body></html>`;
  const page: unknown = parseHTML(whole).document;
  if (!isPage(page)) throw new TypeError('the HTML parser gives no page');
  const strays: DomNode[] = [];
  for (let node = page.documentElement.firstChild; node; node = node.nextSibling) {
    if (node !== page.body && node.localName !== 'head') strays.push(node);
  }
  for (const stray of strays) page.body.appendChild(stray);
  return page;
}

interface Article {
  readonly title: string | null;
  readonly byline: string | null;
  readonly dir: string | null;
  readonly lang: string | null;
  readonly publishedTime: string | null;
  /** Marks of the elements that belong to it. */
  readonly marks: ReadonlySet<string>;
}

/** Nested deeper than this, pages are bombs and the article finder would run out of stack. */
const MAX_DEPTH = 500;
/** More elements than this make the article finder too slow to be worth it. */
const MAX_ELEMENTS = 60_000;

/** Visits every element below `root` in document order without recursion; stops when `visit` says so. */
function walkElements(root: DomNode, visit: (element: DomNode, depth: number) => void): void {
  let node: DomNode | null = root.firstChild;
  let depth = 1;
  while (node) {
    if (node.nodeType === 1) visit(node, depth);
    if (node.firstChild) {
      node = node.firstChild;
      depth++;
      continue;
    }
    while (node && !node.nextSibling) {
      node = node.parentNode;
      depth--;
      if (!node || node === root) return;
    }
    node = node?.nextSibling ?? null;
  }
}

const asUrl = (text: string | null | undefined): string | null => {
  if (!text || !URL.canParse?.(text)) return /^https?:\/\/\S+$/.test(text ?? '') ? (text ?? null) : null;
  return /^https?:$/.test(new URL(text).protocol) ? text : null;
};

/** Where the page was saved from: what the browser wrote when saving, else what the page says of itself. */
function findSourceUrl(html: string, page: Page): string | null {
  const saved = /<!--\s*saved from url=\(\d+\)(\S+?)\s*-->/i.exec(html.slice(0, 4000))?.[1];
  const single = /<!--\s*Page saved with SingleFile\s+url:\s*(\S+)/i.exec(html.slice(0, 4000))?.[1];
  const canonical = page.querySelector('link[rel="canonical"]')?.getAttribute('href');
  return asUrl(saved) ?? asUrl(single) ?? asUrl(canonical) ?? asUrl(metaContent(page, ['og:url']));
}

function metaContent(page: Page, names: readonly string[]): string | null {
  for (const name of names) {
    for (const meta of page.querySelectorAll('meta')) {
      const key = meta.getAttribute('property') ?? meta.getAttribute('name') ?? meta.getAttribute('itemprop') ?? '';
      const content = meta.getAttribute('content')?.trim();
      if (key.toLowerCase() === name && content) return content;
    }
  }
  return null;
}

const DATE_NAMES = [
  'article:published_time',
  'datepublished',
  'dcterms.issued',
  'dcterms.date',
  'dc.date.issued',
  'dc.date',
  'dc.date.created',
  'dcterms.created',
  'citation_publication_date',
  'parsely-pub-date',
  'sailthru.date',
  'pubdate',
  'publishdate',
  'publish-date',
  'date',
  'article.published',
  'bt:pubdate',
];

const AUTHOR_NAMES = ['author', 'dc.creator', 'dcterms.creator', 'parsely-author', 'article:author', 'citation_author'];

function isNews(page: Page): boolean {
  for (const script of page.querySelectorAll('script[type="application/ld+json"]')) {
    if (/"@type"\s*:\s*(?:\[[^\]]*)?"(?:NewsArticle|ReportageNewsArticle|LiveBlogPosting)"/.test(script.textContent))
      return true;
  }
  return false;
}

/** Whether a page is small and flat enough to ask the article finder about it. */
function isSearchable(body: DomNode): boolean {
  let deepest = 0;
  let count = 0;
  walkElements(body, (_, depth) => {
    deepest = Math.max(deepest, depth);
    count++;
  });
  return deepest <= MAX_DEPTH && count <= MAX_ELEMENTS;
}

/** Runs the article finder on a page of its own, which it consumes. Null if it finds none. */
function findArticle(html: string): Article | null {
  let root: DomNode | undefined;
  const found = new Readability(parseHTML(html).document, {
    charThreshold: 200,
    serializer: (element: unknown) => {
      if (isDomNode(element)) root = element;
      return '';
    },
  }).parse();
  if (!found) return null;
  const marks = new Set<string>();
  if (root) {
    walkElements(root, (element) => {
      const mark = element.getAttribute(BLOCK_MARK);
      if (mark !== null) marks.add(mark);
    });
  }
  return {
    title: found.title || null,
    byline: found.byline || null,
    dir: found.dir || null,
    lang: found.lang || null,
    publishedTime: found.publishedTime || null,
    marks,
  };
}

const textBlocks = new Set(
  'p div section article aside header footer nav main li td th dt dd h1 h2 h3 h4 h5 h6 blockquote pre figcaption caption address ul ol table form center details summary'.split(
    ' ',
  ),
);

/**
 * Elements that are not part of the article: the topmost blocks that hold text and none of the article's. The
 * page's main heading is never one.
 */
function findFurniture(body: DomNode, article: Article): Set<string> {
  const holds = new Set<DomNode>();
  walkElements(body, (element) => {
    const mark = element.getAttribute(BLOCK_MARK);
    if (!(mark !== null && article.marks.has(mark)) && element.localName !== 'h1') return;
    for (let node: DomNode | null = element; node && node !== body && !holds.has(node); node = node.parentNode) {
      holds.add(node);
    }
  });
  const inArticle = new Set<DomNode>();
  const furniture = new Set<string>();
  walkElements(body, (element) => {
    const mark = element.getAttribute(BLOCK_MARK);
    const parent = element.parentNode;
    const under = parent !== null && inArticle.has(parent);
    if (under || (mark !== null && article.marks.has(mark) && isWhole(element, article))) {
      inArticle.add(element);
      return;
    }
    const above = parent === body || (parent !== null && holds.has(parent));
    if (above && !holds.has(element) && mark !== null && textBlocks.has(element.localName)) furniture.add(mark);
  });
  return furniture;
}

/** A paragraph-like element of the article: everything in it belongs to the article. */
function isWhole(element: DomNode, article: Article): boolean {
  const name = element.localName;
  if (/^(?:p|h[1-6]|pre|blockquote|li|td|th|dt|dd|figcaption|caption)$/.test(name)) return true;
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType !== 1) continue;
    const mark = child.getAttribute(BLOCK_MARK);
    if (textBlocks.has(child.localName) && !(mark !== null && article.marks.has(mark))) return false;
  }
  return true;
}

/** What an HTML page yields apart from its format's name. */
export interface ReadPage {
  readonly metadata: FoundMetadata;
  readonly rendition: Rendition;
}

const clean = (text: string | null): string | null => text?.replace(/\s+/g, ' ').trim() || null;

/** Date as written: the day in the page's own time zone. */
const dayOf = (text: string | null): string | null => (text ? parseMetadataDate(text) : null);

/**
 * Reads a page: metadata and rendition of its whole body, with what is not the article marked. Pictures that came
 * with it are found by `resolveImage`.
 */
export function readHtmlPage(html: string, resolveImage?: RenditionOptions['resolveImage']): ReadPage {
  const page = parsePage(html);
  const body = page.body;
  let count = 0;
  const marked: PageElement[] = [];
  for (const element of body.querySelectorAll('*')) marked.push(element);
  for (const element of marked) element.setAttribute(BLOCK_MARK, String(count++));
  const bodyHtml = body.innerHTML;
  const lang = page.documentElement.getAttribute('lang') ?? body.getAttribute('lang');
  const dir = page.documentElement.getAttribute('dir') ?? body.getAttribute('dir');
  const said = {
    sourceUrl: findSourceUrl(html, page),
    date: dayOf(metaContent(page, DATE_NAMES)),
    author: clean(metaContent(page, AUTHOR_NAMES)),
    title: clean(page.querySelector('title')?.textContent ?? null),
    heading: clean(page.querySelector('h1')?.textContent ?? null),
    news: isNews(page),
    time: page.querySelector('time[datetime]')?.getAttribute('datetime') ?? null,
  };
  // The article finder eats the page: it gets its own reading of it, the furniture is judged on the whole one.
  const article = isSearchable(body)
    ? findArticle(
        `<!doctype html><html lang="${lang ?? ''}">${headOf(page)}<body dir="${dir ?? ''}">${bodyHtml}</body></html>`,
      )
    : null;
  const furniture = article && article.marks.size > 0 ? findFurniture(body, article) : new Set<string>();
  const rendition = renderHtml(bodyHtml, { lang, dir, furniture, ...(resolveImage ? { resolveImage } : {}) });
  const lines = rendition.text.split('\n');
  const author = clean(article?.byline ?? null) ?? (said.author && !asUrl(said.author) ? said.author : null);
  return {
    metadata: {
      title: cleanTitle(article?.title) ?? cleanTitle(said.title) ?? said.heading,
      author,
      dateIssued:
        dayOf(article?.publishedTime ?? null) ??
        said.date ??
        dayOf(said.time) ??
        findIssueDate(headLines(lines, said.heading)),
      sourceUrl: said.sourceUrl,
      kind: guessKind(articleLines(lines, said.heading)) ?? (said.news ? 'news-report' : 'web-page'),
    },
    rendition,
  };
}

const headOf = (page: Page): string => `<head>${page.querySelector('head')?.innerHTML ?? ''}</head>`;

/** The lines just below the main heading, where a page bears its date; further down any date may stand. */
function headLines(lines: readonly string[], heading: string | null): readonly string[] {
  return articleLines(lines, heading)
    .filter((line) => line.trim() !== '')
    .slice(0, 6);
}

/** Lines from the main heading on: menus before it say nothing of the document. */
function articleLines(lines: readonly string[], heading: string | null): readonly string[] {
  const at = heading ? lines.findIndex((line) => line.trim() === heading) : -1;
  return at < 0 ? lines : lines.slice(at);
}

/** Reads an HTML file. Rejects with an ArchiveError `empty` if it holds no words. */
export async function extractHtml(bytes: Uint8Array): Promise<Extraction> {
  const { metadata, rendition } = readHtmlPage(decodeText(bytes, declaredCharset(bytes)));
  if (!/\S/.test(rendition.text)) {
    throw new ArchiveError(
      'empty',
      'This web page holds no text: it may be filled in by scripts when it is shown. Open it in a browser, print it to PDF, and import that.',
    );
  }
  return {
    format: 'html',
    extractor: 'html/1',
    metadata,
    text: rendition.text,
    paragraphs: rendition.paragraphs,
    pages: [],
    runs: null,
    rendition: rendition.html,
  };
}
