import type { StanceMark } from '../domain/composed-briefing.ts';
import type { QuoteUse } from '../domain/report.ts';
import { escapeHtml } from './html-text.ts';
import { printedColor, textOn } from './stance-color.ts';

/** A heading of a page. */
export interface PageHeading {
  /** Of its element. */
  readonly id: string;
  /** 1 for those right below the title. */
  readonly level: number;
  readonly html: string;
  /** Its words. */
  readonly name: string;
}

/** What one page remembers while it is written: what was numbered, named and coloured so far. */
export class HtmlPage {
  /** True: for paper alone, without what can only be clicked. */
  readonly isForPaper: boolean;
  /** True: the sources are listed, so that links may lead to them. */
  readonly hasSources: boolean;
  readonly #opened = new Set<string>();
  readonly #colors = new Map<string, string>();
  readonly #referred = new Set<number>();
  readonly #placed = new Map<number, string>();
  readonly #headings: PageHeading[] = [];
  #level = 1;
  #tables = 0;
  #figures = 0;
  #regions = 0;

  constructor({ isForPaper, hasSources }: { readonly isForPaper: boolean; readonly hasSources: boolean }) {
    this.isForPaper = isForPaper;
    this.hasSources = hasSources;
  }

  /** Id of the context of a use, for a button that opens it. */
  contextOf({ useId, number }: QuoteUse): string {
    this.#opened.add(useId);
    return `context-${number}`;
  }

  /** Those of the uses whose context a button opens. */
  contexts(uses: readonly QuoteUse[]): readonly QuoteUse[] {
    return uses.filter(({ useId }) => this.#opened.has(useId));
  }

  /** Words as a link to a source of the list, if there is one. */
  linkToSource(number: number | null, html: string): string {
    return this.hasSources && number !== null ? `<a href="#source-${number}">${html}</a>` : html;
  }

  /** Class of the element that has a stance's colour as its own: no style stands in attributes. */
  colorClass(mark: StanceMark): string {
    const color = printedColor(mark.color);
    const known = this.#colors.get(color);
    if (known !== undefined) return known;
    const name = `tone-${this.#colors.size + 1}`;
    this.#colors.set(color, name);
    return name;
  }

  /** Rules for the classes given out. */
  colorRules(): string {
    return [...this.#colors]
      .map(([color, name]) => `.${name}{--stance:${color};--on-stance:${textOn(color)}}`)
      .join('\n');
  }

  /** Number of the next table; of the next figure. */
  nextTable(): number {
    this.#tables += 1;
    return this.#tables;
  }

  nextFigure(): number {
    this.#figures += 1;
    return this.#figures;
  }

  /** Id of a stretch that scrolls by itself, and is a landmark for that. */
  nextRegion(): string {
    this.#regions += 1;
    return `region-${this.#regions}`;
  }

  /**
   * A heading of the briefing's level 1, 2 or 3, one below the title's. None is left out on the way down: who listens to
   * a page goes by that. `name` is its plain words.
   */
  heading(level: number, html: string, name: string, id = `part-${this.#headings.length + 1}`): string {
    const shown = Math.min(level + 1, this.#level + 1);
    this.#level = shown;
    this.#headings.push({ id, level: shown - 1, html, name });
    // A printed page keeps only places that something leads to, and the outline of a PDF needs this one.
    const here = this.isForPaper ? `<a class="here" href="#${id}" aria-hidden="true"></a>` : '';
    return `<h${shown} id="${id}">${here}${html}</h${shown}>\n`;
  }

  /** A heading of what belongs to the part it stands in. It is in no list of contents. */
  subheading(html: string, className: string): string {
    const level = Math.min(this.#level + 1, 6);
    return `<h${level} class="${className}">${html}</h${level}>\n`;
  }

  /** Every heading so far, from top to bottom. */
  get headings(): readonly PageHeading[] {
    return this.#headings;
  }

  /** Where a quote stands in full: the first place that asks is it, and gets the id; the others null. */
  place(quoteNumber: number): string | null {
    if (this.#placed.has(quoteNumber)) return null;
    const id = `quote-${quoteNumber}`;
    this.#placed.set(quoteNumber, id);
    return id;
  }

  /** Id of the place where a quote stands in full, if there was one yet. */
  placeOf(quoteNumber: number): string | null {
    return this.#placed.get(quoteNumber) ?? null;
  }

  /** The mark that leads to a note. */
  noteMark(number: number): string {
    const id = this.#referred.has(number) ? '' : ` id="note-mark-${number}"`;
    this.#referred.add(number);
    return `<sup class="ref"><a${id} href="#note-${number}" role="doc-noteref" aria-label="Note ${number}">${number}</a></sup>`;
  }

  /** True if a mark in the text leads to the note. */
  hasMark(number: number): boolean {
    return this.#referred.has(number);
  }
}

/** A stance's letter on its colour; the colour is that of the element around it. */
export const renderLetter = (mark: StanceMark): string => `<span class="letter">${escapeHtml(mark.letter)}</span>`;

/** A stance's letter and name. */
export function renderStance(page: HtmlPage, mark: StanceMark): string {
  return `<span class="stance ${page.colorClass(mark)}">${renderLetter(mark)} <span class="name">${escapeHtml(mark.name)}</span></span>`;
}

/** The letter before a heading about one stance, or nothing. */
export function renderOptionalLetter(page: HtmlPage, mark: StanceMark | null): string {
  return mark === null ? '' : `<span class="mark ${page.colorClass(mark)}">${renderLetter(mark)}</span> `;
}
