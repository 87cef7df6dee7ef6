/** A stretch of the canonical text in UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A rectangle. Its owner says in which space. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What one coding contributes to the look of a highlight. */
export interface MarkTint {
  /** #rrggbb of the stance. */
  readonly color: string;
  /** The stance's letter mark. */
  readonly letter: string;
}

/** A rectangle of a page, in points of the page as the original shows it (not turned), from its top left corner. */
export interface PageArea {
  /** 1-based. */
  readonly page: number;
  readonly rect: Rect;
}

/** What a press of the pointer on the document takes hold of: words, or a rectangle of a page. */
export type Tool = 'text' | 'area';

/** One passage as a view paints it. */
export interface Mark extends Span {
  readonly id: string;
  /** Its pieces in reading order, if it has several. */
  readonly spans?: readonly Span[];
  /** The part of a page that it marks instead of words. */
  readonly area?: PageArea;
  /** One per distinct stance, in the order coded; empty for an uncoded passage. */
  readonly tints: readonly MarkTint[];
  /** For assistive technology and tooltips: "FBI: opposes". */
  readonly label: string;
  /** True for a passage of an older version that stands here too. */
  readonly isCarried?: boolean;
}

/** Where a reader stands in a document, so that it can come back there. */
export interface ViewPosition {
  /** Page at the top of the view, 1-based; 1 where there are no pages. */
  readonly page: number;
  /** Share of that page's height (or of the whole document's) that lies above the view. */
  readonly fraction: number;
}

/**
 * Zoom of a view: a factor of the actual size, as wide as there is room for (at most `most` times the actual
 * size, if given), or so that a whole page (or pair of pages) is in sight.
 */
export type Zoom =
  | { readonly kind: 'factor'; readonly factor: number }
  | { readonly kind: 'fit-width'; readonly most?: number }
  | { readonly kind: 'fit-page' };

/** How far pages are turned clockwise, in quarters of a turn, beyond what the original asks for. */
export type QuarterTurns = 0 | 1 | 2 | 3;

/** Whether pages lie one below the other, or in pairs. */
export type Spread = 'single' | 'double';

/** Pages as they were printed, or light on dark. */
export type PageColors = 'original' | 'dark';

/** One line of a document's table of contents. */
export interface OutlineEntry {
  readonly title: string;
  /** 0 for the uppermost. */
  readonly level: number;
  /** Where it leads; null if it leads nowhere in this document. */
  readonly destination: ViewPosition | null;
  readonly children: readonly OutlineEntry[];
}

/** One page as the view shows it, turned and all; width and height in points. */
export interface PageSize {
  /** 1-based. */
  readonly number: number;
  /** What the document calls the page ("iv"), or null. */
  readonly label: string | null;
  readonly width: number;
  readonly height: number;
}

/** What a menu was asked for. */
export interface MenuRequest {
  /** The passages pointed at, the one that a click would choose first; empty for a key. */
  readonly passageIds: readonly string[];
  /** Whether selected words are pointed at. */
  readonly isOnSelection: boolean;
  /** A key asks for what is selected, wherever the pointer is. */
  readonly isByKey: boolean;
  /** In the window. */
  readonly at: { readonly x: number; readonly y: number };
}

/** What a view tells the reader. Coordinates are those of the window. */
export interface ViewEvents {
  /** The selection changed; `settled` is false while the pointer is still down. */
  onSelection(span: Span | null, settled: boolean): void;
  /** The pointer moved over passages (the one that a click would choose first; where, in the window), or over none. */
  onHover(passageIds: readonly string[], x: number, y: number): void;
  /** The menu was asked for, by the other button of the pointer or by a key. */
  onMenu(request: MenuRequest): void;
  /**
   * The ends of a passage were moved, or a piece was added: its pieces in reading order, one for an ordinary passage.
   * Resolves when that is saved or was refused.
   */
  onReshape(passageId: string, spans: readonly Span[]): Promise<void>;
  /** A corner of a passage's area was moved. Resolves when that is saved or was refused. */
  onResize(passageId: string, area: PageArea): Promise<void>;
  /** A rectangle of a page was chosen, or the chosen one was given up. */
  onArea(area: PageArea | null): void;
  /** The tool changed by itself: after an area was taken, or by Escape. */
  onTool(tool: Tool): void;
  /** A passage was clicked, or blank space was. */
  onActivate(passageId: string | null): void;
  /** The page at the top of the view, 1-based. */
  onPage(page: number): void;
  /** The factor in use after a zoom or a change of width. */
  onZoom(factor: number): void;
  /** The view scrolled or was laid out anew: places on screen moved. */
  onMove(): void;
  /** A link was pointed at (its address, for showing only), or left. */
  onLink(address: string | null): void;
  /** A link led to another place in the document; `from` is the place that was left. */
  onJump(from: ViewPosition): void;
  /** The original cannot be shown; the message says why and what to do. */
  onTrouble(message: string): void;
}

/** What the reader needs of a view of a document, whatever the document's format. */
export interface DocumentView {
  /** The selected words without white space at the ends, or null. */
  describe(): Span | null;
  /** The selected pieces in reading order: several after words were kept by `keepPiece`; empty for no selection. */
  describePieces(): readonly Span[];
  /** Keeps the selected words as a piece while others are selected; false if none are selected. */
  keepPiece(): boolean;
  /** Selects the sentence where the reader stands, or one sentence more (1) or fewer (−1); false if there is none. */
  selectSentence(step: 1 | -1): boolean;
  /** Selects the span, or nothing. */
  select(span: Span | null): void;
  /** Lets drags select whole words only. */
  setSnap(on: boolean): void;
  /** Chooses what the pointer takes hold of; rectangles only where there are pages. */
  setTool(tool: Tool): void;
  /** Shows the rectangle as chosen, or none. */
  selectArea(area: PageArea | null): void;
  /** The rectangle in window coordinates; empty where it is not on screen. */
  rectsOfArea(area: PageArea): readonly Rect[];
  /** Rectangles of the span in window coordinates, one a line; empty where it is not on screen. */
  rectsOf(span: Span): readonly Rect[];
  /** Brings the span into sight if it is not, at once or as soon as its place is known. */
  scrollTo(span: Span): void;
  /** Paints the passages. */
  setMarks(marks: readonly Mark[]): void;
  /** Marks one passage as selected and one as pointed at. */
  setEmphasis(selectedId: string | null, hoveredId: string | null): void;
  /** Draws the eye to a passage. */
  flash(passageId: string): void;
  /** Paints what a search found; `current` is an index into `hits` or −1. */
  setHits(hits: readonly Span[], current: number): void;
  /** Changes the zoom, keeping the place. */
  setZoom(zoom: Zoom): void;
  /** Turns all pages, keeping the place; does nothing where there are no pages. */
  setRotation(quarterTurns: QuarterTurns): void;
  /** Lays the pages one below the other or in pairs, keeping the place; does nothing where there are no pages. */
  setSpread(spread: Spread): void;
  /** Shows the pages as printed or light on dark; does nothing where there are no pages. */
  setPageColors(colors: PageColors): void;
  /**
   * Paints the pages without these marks of the original's own, by their ids: passages stand in their place. Does nothing
   * where there are no pages.
   */
  hideAnnotations(ids: readonly string[]): void;
  /** The document's table of contents; empty if it has none. Rejects if the original cannot be read. */
  outline(): Promise<readonly OutlineEntry[]>;
  /** All pages in order; empty where there are no pages. */
  pageSizes(): readonly PageSize[];
  /**
   * Paints a small picture of a page, 1-based, turned as the view is, and sets the canvas's size: `width` CSS pixels wide
   * (sharp for this screen). Does nothing where there are no pages. Rejects with an AbortError if the signal is raised, or if
   * the page cannot be painted.
   */
  thumbnail(page: number, canvas: HTMLCanvasElement, width: number, signal: AbortSignal): Promise<void>;
  /** Scrolls to the top of a page, 1-based; does nothing where there are no pages. */
  goToPage(page: number): void;
  /** Offset of about the first words in sight, from which a search goes on. */
  firstOffset(): number;
  /** Where the view stands. */
  position(): ViewPosition;
  /** Goes back to where it stood. */
  restore(position: ViewPosition): void;
  /** Takes the keyboard focus. */
  focus(): void;
  /** Scrolls by screens, or to an end. */
  scrollBy(step: 'page-up' | 'page-down' | 'home' | 'end'): void;
  /** Lets go of everything. */
  destroy(): void;
}

/** The span without white space at its ends, or null if nothing is left. */
export function trimSpan(text: string, span: Span): Span | null {
  let { start, end } = span;
  start = Math.max(0, start);
  end = Math.min(text.length, end);
  while (start < end && /\s/u.test(text.charAt(start))) start += 1;
  while (end > start && /\s/u.test(text.charAt(end - 1))) end -= 1;
  return start < end ? { start, end } : null;
}
