import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { Rect, ViewPosition } from './document-view.ts';
import type { PagePoint } from './page-geometry.ts';
import type { PdfDestinations } from './pdf-destinations.ts';

/** Where a link leads: to a place in the document, or to an address outside, which is only ever shown. */
export type LinkTarget =
  | { readonly kind: 'place'; readonly position: ViewPosition; readonly label: string }
  | { readonly kind: 'address'; readonly address: string };

/** A link on a page; its rectangle in points of the page, unturned. */
export interface PageLink {
  readonly rect: Rect;
  readonly target: LinkTarget;
}

/** Most links of one page that are looked at. */
const MOST_LINKS = 500;

/** The links on the pages of one PDF, each page's read once. */
export class PdfLinks {
  readonly #pdf: PDFDocumentProxy;
  readonly #infos: readonly PageInfo[];
  readonly #destinations: PdfDestinations;
  readonly #pages = new Map<number, Promise<readonly PageLink[]>>();
  readonly #known = new Map<number, readonly PageLink[]>();

  constructor(pdf: PDFDocumentProxy, infos: readonly PageInfo[], destinations: PdfDestinations) {
    this.#pdf = pdf;
    this.#infos = infos;
    this.#destinations = destinations;
  }

  /** The links of the page at an index. Rejects if the page cannot be read. */
  load(index: number): Promise<readonly PageLink[]> {
    let links = this.#pages.get(index);
    if (links === undefined) {
      links = this.#read(index);
      this.#pages.set(index, links);
    }
    return links;
  }

  /** The link at a place of the page at an index, or null; also null while the page's links are not read. */
  at(index: number, { x, y }: PagePoint): PageLink | null {
    const isOn = ({ rect }: PageLink) =>
      x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height;
    return this.#known.get(index)?.find(isOn) ?? null;
  }

  /** The link that stands at a place in the list of a page's links. */
  nth(index: number, number: number): PageLink | null {
    return this.#known.get(index)?.[number] ?? null;
  }

  async #read(index: number): Promise<readonly PageLink[]> {
    const page = await this.#pdf.getPage(index + 1);
    const viewport = page.getViewport({ scale: 1 });
    const links: PageLink[] = [];
    const annotations: readonly unknown[] = await page.getAnnotations();
    for (const annotation of annotations) {
      if (links.length === MOST_LINKS) break;
      if (!isLink(annotation)) continue;
      const target = await this.#targetOf(annotation, index);
      if (target === null) continue;
      const [left = 0, bottom = 0, right = 0, top = 0] = annotation.rect;
      const [x1, y1] = viewport.convertToViewportPoint(left, bottom);
      const [x2, y2] = viewport.convertToViewportPoint(right, top);
      if (typeof x1 !== 'number' || typeof y1 !== 'number' || typeof x2 !== 'number' || typeof y2 !== 'number')
        continue;
      const rect = {
        x: Math.min(x1, x2),
        y: Math.min(y1, y2),
        width: Math.abs(x2 - x1),
        height: Math.abs(y2 - y1),
      };
      links.push({ rect, target });
    }
    this.#known.set(index, links);
    return links;
  }

  async #targetOf(link: LinkAnnotation, index: number): Promise<LinkTarget | null> {
    const address = link.url ?? link.unsafeUrl;
    if (typeof address === 'string') return { kind: 'address', address };
    const position = isNamedAction(link.action)
      ? { page: NAMED_ACTIONS[link.action](index + 1, this.#infos.length), fraction: 0 }
      : await this.#destinations.resolveQuietly(link.dest);
    const info = position === null ? undefined : this.#infos[position.page - 1];
    if (position === null || info === undefined) return null;
    return { kind: 'place', position, label: info.label ?? String(info.number) };
  }
}

interface LinkAnnotation {
  readonly rect: readonly number[];
  readonly url?: unknown;
  readonly unsafeUrl?: unknown;
  readonly dest?: unknown;
  readonly action?: unknown;
}

/** Ways to go that a PDF calls by name. */
const NAMED_ACTIONS = {
  NextPage: (page: number) => page + 1,
  PrevPage: (page: number) => page - 1,
  FirstPage: () => 1,
  LastPage: (_page: number, last: number) => last,
};

function isNamedAction(action: unknown): action is keyof typeof NAMED_ACTIONS {
  return typeof action === 'string' && Object.hasOwn(NAMED_ACTIONS, action);
}

function isLink(annotation: unknown): annotation is LinkAnnotation {
  return (
    typeof annotation === 'object' &&
    annotation !== null &&
    'subtype' in annotation &&
    annotation.subtype === 'Link' &&
    'rect' in annotation &&
    Array.isArray(annotation.rect)
  );
}
