/** How a run of characters is shown. */
export interface RunLook {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
  readonly position: 'sup' | 'sub' | null;
  /** Address that a field links it to, or null. */
  readonly href: string | null;
}

/** What kind of paragraph has ended. */
export interface ParagraphLook {
  readonly element: 'p' | 'h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6' | 'blockquote';
  readonly inTable: boolean;
  /** Place in a list, or null outside lists. */
  readonly list: { readonly level: number; readonly isNumbered: boolean; readonly value: number | null } | null;
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const escapeAttribute = (text: string): string => escapeText(text).replaceAll('"', '&quot;');

const sameLook = (a: RunLook, b: RunLook): boolean =>
  a.bold === b.bold &&
  a.italic === b.italic &&
  a.underline === b.underline &&
  a.strike === b.strike &&
  a.position === b.position &&
  a.href === b.href;

function wrapRun(html: string, look: RunLook): string {
  let out = html;
  if (look.position) out = `<${look.position}>${out}</${look.position}>`;
  if (look.strike) out = `<s>${out}</s>`;
  if (look.underline && look.href === null) out = `<u>${out}</u>`;
  if (look.italic) out = `<em>${out}</em>`;
  if (look.bold) out = `<strong>${out}</strong>`;
  return look.href === null ? out : `<a href="${escapeAttribute(look.href)}">${out}</a>`;
}

interface OpenList {
  readonly level: number;
  readonly tag: 'ol' | 'ul';
}

/** Makes HTML of a stream of paragraphs, cells and rows: RTF says only where each of them ends. */
export class RtfBlocks {
  private readonly html: string[] = [];
  private readonly lists: OpenList[] = [];
  private run: { readonly look: RunLook; text: string } | null = null;
  private line: string[] = [];
  /** What stands in a paragraph and is shown behind it: boxes. */
  private behind = '';
  private cell: string[] = [];
  private cells: string[] = [];
  private rows: string[] = [];

  addText(text: string, look: RunLook): void {
    if (this.run && sameLook(this.run.look, look)) this.run.text += text;
    else {
      this.flushRun();
      this.run = { look, text };
    }
  }

  /** Adds HTML that stands in the line: a picture, the mark of a note. */
  addInline(html: string): void {
    this.flushRun();
    this.line.push(html);
  }

  addBehind(html: string): void {
    this.behind += html;
  }

  private flushRun(): void {
    if (this.run) this.line.push(wrapRun(escapeText(this.run.text).replaceAll('\n', '<br>'), this.run.look));
    this.run = null;
  }

  private takeLine(): string {
    this.flushRun();
    const html = this.line.join('');
    this.line = [];
    return html;
  }

  endParagraph(look: ParagraphLook): void {
    const html = this.takeLine();
    const behind = this.behind;
    this.behind = '';
    if (look.inTable) {
      if (html !== '' || this.cell.length > 0) this.cell.push(`<p>${html}</p>${behind}`);
      return;
    }
    this.endTable();
    if (look.list && look.element === 'p') this.addItem(html, look.list);
    else {
      this.closeLists(-1);
      const inner = look.element === 'blockquote' ? `<p>${html}</p>` : html;
      this.html.push(`<${look.element}>${inner}</${look.element}>`);
    }
    this.html.push(behind);
  }

  private addItem(html: string, { level, isNumbered, value }: NonNullable<ParagraphLook['list']>): void {
    const tag = isNumbered ? 'ol' : 'ul';
    this.closeLists(level);
    const top = this.lists.at(-1);
    if (top?.level === level && top.tag !== tag) this.closeLists(level - 1);
    if (this.lists.at(-1)?.level === level) this.html.push('</li>');
    else {
      this.lists.push({ level, tag });
      this.html.push(`<${tag}>`);
    }
    this.html.push(`<li${value === null ? '' : ` value="${value}"`}>${html}`);
  }

  /** Ends the lists that are deeper than a level. */
  private closeLists(level: number): void {
    for (let top = this.lists.at(-1); top && top.level > level; top = this.lists.at(-1)) {
      this.html.push(`</li></${top.tag}>`);
      this.lists.pop();
    }
  }

  endCell(): void {
    const last = this.takeLine();
    // A cell of one paragraph is that paragraph.
    const html = this.cell.length === 0 ? last : `${this.cell.join('')}<p>${last}</p>`;
    this.cells.push(`<td>${html}${this.behind}</td>`);
    this.behind = '';
    this.cell = [];
  }

  endRow(): void {
    if (this.cells.length > 0) this.rows.push(`<tr>${this.cells.join('')}</tr>`);
    this.cells = [];
  }

  private endTable(): void {
    if (this.cell.length > 0) this.endCell();
    this.endRow();
    if (this.rows.length === 0) return;
    this.closeLists(-1);
    this.html.push(`<table>${this.rows.join('')}</table>`);
    this.rows = [];
  }

  /** Everything so far; what was not ended ends here. */
  finish(look: ParagraphLook): string {
    const rest = this.takeLine();
    if (rest !== '' || this.behind !== '') {
      this.line.push(rest);
      this.endParagraph({ ...look, inTable: false });
    }
    this.endTable();
    this.closeLists(-1);
    return this.html.join('');
  }
}
