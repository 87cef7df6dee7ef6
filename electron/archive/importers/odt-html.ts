import { headingOf, type OdtStyles } from './odt-styles.ts';
import { readXml, type XmlElement } from './xml-reader.ts';

/** What is shown of a part of an OpenDocument text. */
export interface OdtBody {
  readonly html: string;
  /** Footnotes and endnotes as a list, empty without any. */
  readonly notes: string;
}

/** Gives the data URI of a picture of the package by its path, or null. */
export type FindPicture = (path: string) => string | null;

/** Elements whose content is no text of the document: comments, deleted words, forms, scripts, descriptions. */
const SKIPPED = new Set([
  'text:tracked-changes',
  'office:annotation',
  'office:forms',
  'office:scripts',
  'office:font-face-decls',
  'office:automatic-styles',
  'office:styles',
  'office:settings',
  'office:meta',
  'office:event-listeners',
  'text:script',
  'text:note-citation',
  'text:table-of-content-source',
  'text:alphabetical-index-source',
  'text:illustration-index-source',
  'text:table-index-source',
  'text:object-index-source',
  'text:user-index-source',
  'text:bibliography-source',
  'draw:object',
  'draw:glue-point',
  'text:variable-decls',
  'text:sequence-decls',
  'text:user-field-decls',
]);

/** Elements that hold paragraphs of their own wherever they stand, also inside a paragraph. */
const BOXES = new Set([
  'draw:text-box',
  'draw:custom-shape',
  'draw:rect',
  'draw:ellipse',
  'draw:circle',
  'draw:polygon',
]);

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const escapeAttribute = (text: string): string => escapeText(text).replaceAll('"', '&quot;');

/** An element that is open, and what ends it. */
interface Open {
  readonly name: string;
  readonly end: string;
  /** Holds a paragraph already. */
  started: boolean;
}

interface OpenList {
  readonly style: string;
  readonly level: number;
}

/** Where HTML is collected: the body, a note, a box that stands in a paragraph. */
interface Sink {
  readonly html: string[];
  /** Elements open in this sink that are paragraphs. */
  paragraphs: number;
  /** Boxes met inside a paragraph, shown behind it. */
  boxes: string;
}

class OdtReader {
  private readonly styles: OdtStyles;
  private readonly findPicture: FindPicture;
  private readonly idPrefix: string;
  private readonly open: Open[] = [];
  private readonly sinks: Sink[] = [{ html: [], paragraphs: 0, boxes: '' }];
  private readonly lists: OpenList[] = [];
  private readonly notes: string[] = [];
  private skipping = 0;
  private inHeaderRows = 0;
  /** Text of a frame's title or description, until its picture is shown. */
  private description: string | null = null;
  private alternative = '';
  private picture: string | null = null;

  constructor(styles: OdtStyles, findPicture: FindPicture, idPrefix: string) {
    this.styles = styles;
    this.findPicture = findPicture;
    this.idPrefix = idPrefix;
  }

  private get sink(): Sink {
    const sink = this.sinks.at(-1);
    if (!sink) throw new TypeError('no place for text');
    return sink;
  }

  private put(html: string): void {
    this.sink.html.push(html);
  }

  onText(text: string): void {
    if (this.description !== null) this.description += text;
    else if (this.skipping === 0 && this.sink.paragraphs > 0) this.put(escapeText(text));
  }

  onOpen(element: XmlElement): void {
    const { name } = element;
    if (this.skipping > 0 || SKIPPED.has(name)) {
      this.skipping++;
      return;
    }
    const parent = this.open.at(-1);
    this.open.push({ name, end: this.begin(element, parent), started: false });
  }

  onClose(element: XmlElement): void {
    if (this.skipping > 0) {
      this.skipping--;
      return;
    }
    const top = this.open.pop();
    if (top) this.finish(element, top.end);
  }

  /** Writes what an element begins with and gives what it ends with. */
  private begin({ name, attributes }: XmlElement, parent: Open | undefined): string {
    const value = (attribute: string) => attributes.get(attribute) ?? '';
    switch (name) {
      case 'text:h':
      case 'text:p':
        return this.beginParagraph(name, value('text:style-name'), Number(value('text:outline-level') || 1), parent);
      case 'text:span':
        return this.wrap(this.styles.marksOf(value('text:style-name')));
      case 'text:a':
      case 'draw:a':
        return this.beginTag('a', value('xlink:href') ? ` href="${escapeAttribute(value('xlink:href'))}"` : '');
      case 'text:s':
        this.put(' '.repeat(Math.min(Math.max(Number(value('text:c') || 1), 1), 200)));
        return '';
      case 'text:tab':
        this.put('\t');
        return '';
      case 'text:line-break':
        this.put('<br>');
        return '';
      case 'text:list':
        return this.beginList(value('text:style-name'), value('text:start-value'));
      case 'text:list-item':
      case 'text:list-header':
        return this.beginTag(
          'li',
          value('text:start-value') ? ` value="${escapeAttribute(value('text:start-value'))}"` : '',
        );
      case 'text:note':
        return this.beginNote();
      case 'text:ruby':
        return this.beginTag('ruby');
      case 'text:ruby-text':
        return this.beginTag('rt');
      case 'text:section':
      case 'text:index-body':
        return this.beginTag('div');
      case 'table:table':
        return this.beginTag('table');
      case 'table:table-header-rows':
        this.inHeaderRows++;
        return '';
      case 'table:table-row':
        return this.beginTag('tr');
      case 'table:table-cell':
        return this.beginTag(this.inHeaderRows > 0 ? 'th' : 'td', spans(value));
      case 'svg:title':
      case 'svg:desc':
        this.description = '';
        return '';
      case 'draw:frame':
        this.alternative = '';
        this.picture = null;
        return '';
      case 'draw:image':
        // A frame may hold the same picture in several forms; the first that can be shown is.
        this.picture ??= this.findPicture(value('xlink:href').replace(/^\.\//, ''));
        return '';
      default:
        if (BOXES.has(name)) this.sinks.push({ html: [], paragraphs: 0, boxes: '' });
        return '';
    }
  }

  private finish({ name }: XmlElement, end: string): void {
    switch (name) {
      case 'text:h':
      case 'text:p': {
        this.put(end);
        const { sink } = this;
        sink.paragraphs--;
        if (sink.paragraphs === 0 && sink.boxes !== '') {
          this.put(sink.boxes);
          sink.boxes = '';
        }
        return;
      }
      case 'text:list':
        this.lists.pop();
        break;
      case 'text:note':
        this.finishNote();
        return;
      case 'table:table-header-rows':
        this.inHeaderRows--;
        break;
      case 'svg:title':
      case 'svg:desc':
        this.alternative ||= this.description?.trim() ?? '';
        this.description = null;
        break;
      case 'draw:frame':
        if (this.picture !== null) this.put(`<img src="${this.picture}" alt="${escapeAttribute(this.alternative)}">`);
        this.picture = null;
        break;
      default:
        if (BOXES.has(name)) this.finishBox();
    }
    this.put(end);
  }

  private beginTag(tag: string, attributes = ''): string {
    this.put(`<${tag}${attributes}>`);
    return `</${tag}>`;
  }

  private wrap(tags: readonly string[]): string {
    this.put(tags.map((tag) => `<${tag}>`).join(''));
    return tags
      .map((tag) => `</${tag}>`)
      .reverse()
      .join('');
  }

  private beginParagraph(name: string, style: string, level: number, parent: Open | undefined): string {
    this.sink.paragraphs++;
    const look = this.styles.paragraphLook(style);
    // The first paragraph of an item is the item, as with the other formats; further ones stand below it.
    const isItem = look === 'p' && name === 'text:p' && parent?.name === 'text:list-item' && !parent.started;
    if (parent) parent.started = true;
    if (isItem) return '';
    if (name === 'text:h') return this.wrap([/^h\d$/.test(look) && look !== 'h1' ? look : headingOf(level)]);
    return this.wrap(look === 'blockquote' ? ['blockquote', 'p'] : [look]);
  }

  private beginList(style: string, start: string): string {
    const outer = this.lists.at(-1);
    const list = { style: style || (outer?.style ?? ''), level: (outer?.level ?? 0) + 1 };
    this.lists.push(list);
    if (!this.styles.isNumbered(list.style, list.level)) return this.beginTag('ul');
    return this.beginTag('ol', start ? ` start="${escapeAttribute(start)}"` : '');
  }

  /** The mark of a note stands in the text, its words at the end, as with Word documents. */
  private beginNote(): string {
    this.sinks.push({ html: [], paragraphs: 0, boxes: '' });
    return '';
  }

  private finishNote(): void {
    const note = this.sinks.pop();
    this.notes.push(note ? note.html.join('') + note.boxes : '');
    const number = this.notes.length;
    const id = `${this.idPrefix}note-${number}`;
    this.put(`<sup><a href="#${id}" id="${this.idPrefix}note-ref-${number}">[${number}]</a></sup>`);
  }

  private finishBox(): void {
    const box = this.sinks.pop();
    const html = box ? box.html.join('') + box.boxes : '';
    if (html === '') return;
    if (this.sink.paragraphs > 0) this.sink.boxes += `<div>${html}</div>`;
    else this.put(`<div>${html}</div>`);
  }

  result(): OdtBody {
    const items = this.notes.map((note, index) => `<li id="${this.idPrefix}note-${index + 1}">${note}</li>`);
    return {
      html: this.sinks.map((sink) => sink.html.join('')).join(''),
      notes: items.length > 0 ? `<ol>${items.join('')}</ol>` : '',
    };
  }
}

function spans(value: (name: string) => string): string {
  const columns = value('table:number-columns-spanned');
  const rows = value('table:number-rows-spanned');
  return `${columns ? ` colspan="${escapeAttribute(columns)}"` : ''}${rows ? ` rowspan="${escapeAttribute(rows)}"` : ''}`;
}

/**
 * HTML of the elements named `root` of an XML part; what stands outside them is left out. It is not sanitised yet.
 * Deleted words and comments are left out; insertions count. Throws XmlError.
 */
export function odtToHtml(
  xml: string,
  root: string,
  styles: OdtStyles,
  findPicture: FindPicture,
  idPrefix: string,
): readonly OdtBody[] {
  const bodies: OdtBody[] = [];
  let depth = 0;
  let reader: OdtReader | null = null;
  readXml(xml, {
    open: (element) => {
      if (reader) {
        depth++;
        reader.onOpen(element);
      } else if (element.name === root)
        reader = new OdtReader(styles, findPicture, `${idPrefix}${bodies.length || ''}`);
    },
    text: (text) => reader?.onText(text),
    close: (element) => {
      if (!reader) return;
      if (depth === 0) {
        bodies.push(reader.result());
        reader = null;
      } else {
        depth--;
        reader.onClose(element);
      }
    },
  });
  return bodies;
}
