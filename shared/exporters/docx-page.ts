import {
  Bookmark,
  BuilderElement,
  ExternalHyperlink,
  FootnoteReferenceRun,
  InternalHyperlink,
  type IParagraphOptions,
  type ITableOptions,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Table,
  TextRun,
} from 'docx';
import type { StanceMark } from '../domain/composed-briefing.ts';
import { markOf } from '../domain/evidence-mark.ts';
import type { QuoteUse, Report, ReportInline, ReportText } from '../domain/report.ts';
import { BAD_COLOR, SANS_FONT } from './docx-report-style.ts';
import { linkAddress } from './html-text.ts';
import { printedColor, textOn } from './stance-color.ts';
import { isUseFlagged, labelOfUse } from './wording.ts';

/** How a run of text differs from its paragraph; sizes in half points, colours without the number sign. */
interface RunForm {
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly smallCaps?: boolean;
  readonly color?: string;
  readonly size?: number;
  readonly break?: number;
  readonly superScript?: boolean;
  readonly rightToLeft?: boolean;
  readonly style?: string;
}

/** Without characters that XML 1.0 forbids, with "\n" for every end of a line: as a reader of XML gets it back. */
export function clean(words: string): string {
  return words
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replace(/\r\n?/g, '\n');
}

/** A run of text. */
export const text = (words: string, form: RunForm = {}): TextRun => new TextRun({ text: clean(words), ...form });

/** Runs of text, a line each. */
export const lines = (words: string, form: RunForm = {}): readonly TextRun[] =>
  clean(words)
    .split('\n')
    .map((line, index) => text(line, index === 0 ? form : { ...form, break: 1 }));

/** The stance's letter on its colour; the name always stands beside it. */
export function letter(mark: StanceMark): TextRun {
  const color = printedColor(mark.color);
  return new TextRun({
    text: `\u00a0${clean(mark.letter)}\u00a0`,
    bold: true,
    font: SANS_FONT,
    color: textOn(color).slice(1),
    shading: { type: ShadingType.CLEAR, fill: color.slice(1), color: 'auto' },
  });
}

/** The stance's letter and name. */
export const stance = (mark: StanceMark, form: RunForm = {}): readonly TextRun[] => [
  letter(mark),
  text(`\u00a0${mark.name}`, form),
];

/** A table that says in words what it shows, for who cannot see it. */
class DescribedTable extends Table {
  constructor(options: ITableOptions, title: string, description: string) {
    super(options);
    const properties: unknown = this.root[0];
    if (!isParent(properties)) throw new Error('A table begins with its properties.');
    properties.addChildElement(valued('w:tblCaption', title));
    properties.addChildElement(valued('w:tblDescription', description));
  }
}

interface Parent {
  addChildElement(child: BuilderElement<{ val: string }>): unknown;
}

const isParent = (value: unknown): value is Parent =>
  typeof value === 'object' && value !== null && 'addChildElement' in value;

const valued = (name: string, words: string): BuilderElement<{ val: string }> =>
  new BuilderElement<{ val: string }>({ name, attributes: { val: { key: 'w:val', value: clean(words) } } });

/** Where blocks stand. */
export interface Setting {
  /** Of plain paragraphs. */
  readonly style: 'BodyText' | 'TableText' | 'TableHead';
  /** How far they are set in, in twentieths of a point. */
  readonly indent: number;
  /** How many lists they are in. */
  readonly depth: number;
  /** How wide they may be, in twentieths of a point. */
  readonly width: number;
}

/** What one document remembers while it is written: what was numbered, marked and noted so far. */
export class DocxPage {
  readonly report: Report;
  readonly #noted = new Set<number>();
  readonly #marked = new Set<string>();
  /** By number of the quote, the bookmark around its words where it first stands in full. */
  readonly #placed = new Map<number, string>();
  #tables = 0;
  #figures = 0;
  #lists = 0;
  #bars = 0;
  #isBreakDue = false;

  constructor(report: Report) {
    this.report = report;
  }

  /** Number of the next table. */
  nextTable(): number {
    this.#tables += 1;
    return this.#tables;
  }

  /** Number of the next figure. */
  nextFigure(): number {
    this.#figures += 1;
    return this.#figures;
  }

  /**
   * Width of the bar beside a quote, in eighths of a point. Bars of quotes that follow on each other differ by the least
   * there is: of bars that are alike, programs make one.
   */
  nextBar(): number {
    this.#bars += 1;
    return 24 + (this.#bars % 2);
  }

  /** A number that no other list has. */
  nextList(): number {
    this.#lists += 1;
    return this.#lists;
  }

  /** What comes next begins a page. */
  breakPage(): void {
    this.#isBreakDue = true;
  }

  /** The next paragraph of the document: paragraphs are asked for in the order in which they stand. */
  paragraph(options: IParagraphOptions): Paragraph {
    if (!this.#isBreakDue) return new Paragraph(options);
    this.#isBreakDue = false;
    return new Paragraph({ ...options, pageBreakBefore: true });
  }

  /** What has to stand before a table, which cannot begin a page by itself. */
  beforeTable(): readonly Paragraph[] {
    return this.#isBreakDue ? [this.paragraph({ style: 'Spacer' })] : [];
  }

  /** A table with its description. */
  table(options: ITableOptions, title: string, description: string): Table {
    return new DescribedTable(options, title, description);
  }

  /** Numbers of the notes whose marks were set. */
  get noted(): ReadonlySet<number> {
    return this.#noted;
  }

  /** The mark of a note: it brings the note the first time, and is its number alone after that. */
  noteMark(number: number): ParagraphChild {
    if (this.#noted.has(number)) return text(String(number), { superScript: true });
    this.#noted.add(number);
    return new FootnoteReferenceRun(number);
  }

  /** The printed words of a use in the bookmark that the evidence names. */
  words(use: QuoteUse, printed: string, isWhole: boolean): readonly ParagraphChild[] {
    const runs = lines(printed, isRightToLeft(printed) ? { rightToLeft: true } : {});
    const mark = markOf(use);
    if (printed === '' || this.#marked.has(mark)) return runs;
    this.#marked.add(mark);
    if (isWhole && !this.#placed.has(use.quote.number)) this.#placed.set(use.quote.number, mark);
    return [new Bookmark({ id: mark, children: [...runs] })];
  }

  /** Name of the bookmark where a quote stands in full further up, or null. */
  placeOf(quoteNumber: number): string | null {
    return this.#placed.get(quoteNumber) ?? null;
  }

  /** The note's mark, or the citation as it stands in the text, a space before it if none ends the words `before`. */
  citation(use: QuoteUse, before: string): readonly ParagraphChild[] {
    if (use.note !== null) return [this.noteMark(use.note)];
    if (use.inText.length === 0) return [];
    return [...(before === '' || /[\s([]$/.test(before) ? [] : [text(' ')]), ...texts(use.inText)];
  }

  /** Words, quotes, citations and marks of notes in a line. */
  inlines(content: readonly ReportInline[]): readonly ParagraphChild[] {
    return content.flatMap((inline, index) => this.#inline(inline, content[index - 1]));
  }

  #inline(inline: ReportInline, before: ReportInline | undefined): readonly ParagraphChild[] {
    switch (inline.kind) {
      case 'text':
        return texts([inline.text]);
      case 'break':
        return [new TextRun({ break: 1 })];
      case 'quote':
        return this.#inlineQuote(inline.use);
      case 'citation':
        return this.citation(inline.use, before === undefined ? '' : before.kind === 'text' ? before.text.text : ')');
      case 'note':
        return [this.noteMark(inline.number)];
    }
  }

  #inlineQuote(use: QuoteUse): readonly ParagraphChild[] {
    return [
      text('“'),
      ...this.words(use, use.printed, !use.isAbridged),
      text('”'),
      ...flagSign(use),
      ...this.citation(use, 'x'),
    ];
  }
}

/** What stands behind words that are flagged, where there is no room for more. */
export const flagSign = (use: QuoteUse): readonly TextRun[] =>
  isUseFlagged(use) ? [text(` [${labelOfUse(use)}]`, { bold: true, color: BAD_COLOR })] : [];

/** Words in their forms; links only to the web and to mail. */
export function texts(parts: readonly ReportText[]): readonly ParagraphChild[] {
  return parts.flatMap(({ text: words, bold, italic, smallCaps, superscript, href }): readonly ParagraphChild[] => {
    const form: RunForm = {
      ...(bold === true ? { bold } : {}),
      ...(italic === true ? { italics: true } : {}),
      ...(smallCaps === true ? { smallCaps } : {}),
      ...(superscript === true ? { superScript: true } : {}),
    };
    const address = href === undefined ? null : linkAddress(href);
    if (address === null) return lines(words, form);
    return [new ExternalHyperlink({ link: address, children: [...lines(words, { ...form, style: 'Hyperlink' })] })];
  });
}

/** A link within the document. */
export const linkTo = (bookmark: string, words: string): ParagraphChild =>
  new InternalHyperlink({ anchor: bookmark, children: [text(words, { style: 'Hyperlink' })] });

/** True if the first letter with a direction is written from right to left. */
export function isRightToLeft(words: string): boolean {
  const first = /\p{L}/u.exec(words)?.[0];
  return first !== undefined && /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u.test(first);
}
