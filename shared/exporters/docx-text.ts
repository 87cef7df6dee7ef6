import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** The words of one part of a Word document and of its bookmarks. */
interface DocxText {
  /** As a reader sees them, one paragraph a line. */
  readonly text: string;
  /** By name, the words in it; of bookmarks of one name the first counts. */
  readonly bookmarks: ReadonlyMap<string, string>;
}

/** What stands in these is not read by anybody, or stands elsewhere once more. */
const UNREAD: ReadonlySet<string> = new Set([
  'del',
  'moveFrom',
  'delText',
  'delInstrText',
  'instrText',
  'Fallback',
  'sdtPr',
  'pPr',
  'tblPr',
  'sectPr',
  // The form before a tracked change of it.
  'rPrChange',
]);

/** Characters that Word writes as elements. */
const CHARACTERS: Readonly<Record<string, string>> = {
  tab: '\t',
  ptab: '\t',
  br: '\n',
  cr: '\n',
  noBreakHyphen: '\u2011',
  softHyphen: '\u00ad',
};

/** Deepest nesting of elements; Word's own documents stay far under it. */
const MAX_DEPTH = 2000;

/**
 * The words of a part of a Word document (document.xml, footnotes.xml) and of its bookmarks, as they stand when all
 * tracked changes are taken: deleted, moved away and hidden words are left out, field codes as well.
 *
 * @throws Error if the XML is not well formed, or nested beyond all reason.
 */
export function readDocxText(xml: string): DocxText {
  const reader = new Reader();
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => reader.open(tag));
  parser.on('closetag', ({ name }) => reader.close(localName(name)));
  parser.on('text', (text) => reader.write(text));
  parser.on('cdata', (text) => reader.write(text));
  parser.write(xml).close();
  return reader.result();
}

class Reader {
  #pieces: string[] = [];
  #length = 0;
  /** Offset at which a bookmark begins, by its id. */
  #open = new Map<string, { readonly name: string; readonly start: number }>();
  #bounds: { readonly name: string; readonly start: number; readonly end: number }[] = [];
  #depth = 0;
  /** Depth at which an unread element began; 0 for none. */
  #unread = 0;
  /** Inside w:t. */
  #isText = false;
  /** Inside the properties of a run. */
  #inRunForm = false;
  #isHidden = false;
  #paragraphs = 0;

  open(tag: SaxesTagPlain): void {
    this.#depth++;
    if (this.#depth > MAX_DEPTH) throw new Error('The document is nested too deeply.');
    const name = localName(tag.name);
    if (name === 'bookmarkStart') this.#startBookmark(tag);
    else if (name === 'bookmarkEnd') this.#endBookmark(attribute(tag, 'id'));
    if (this.#unread > 0) return;
    if (UNREAD.has(name)) {
      this.#unread = this.#depth;
    } else if (name === 'p') {
      if (this.#paragraphs > 0) this.#push('\n');
      this.#paragraphs++;
    } else if (name === 'r') {
      this.#isHidden = false;
    } else if (name === 'rPr') {
      this.#inRunForm = true;
    } else if (this.#inRunForm) {
      if (name === 'vanish') this.#isHidden = isOn(attribute(tag, 'val'));
    } else if (name === 't') {
      this.#isText = true;
    } else if (name === 'sym') {
      this.#symbol(attribute(tag, 'char'));
    } else {
      const character = CHARACTERS[name];
      if (character !== undefined && !this.#isHidden && !(name === 'br' && attribute(tag, 'type') === 'page')) {
        this.#push(character);
      }
    }
  }

  close(name: string): void {
    if (this.#unread === this.#depth) this.#unread = 0;
    else if (this.#unread === 0) {
      if (name === 't') this.#isText = false;
      else if (name === 'rPr') this.#inRunForm = false;
      else if (name === 'r') this.#isHidden = false;
    }
    this.#depth--;
  }

  write(text: string): void {
    if (this.#isText && this.#unread === 0 && !this.#isHidden) this.#push(text);
  }

  result(): DocxText {
    const text = this.#pieces.join('');
    const bookmarks = new Map<string, string>();
    for (const { name, start, end } of this.#bounds) {
      if (!bookmarks.has(name)) bookmarks.set(name, text.slice(start, end));
    }
    return { text, bookmarks };
  }

  #push(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
  }

  #symbol(code: string | null): void {
    const point = Number.parseInt(code ?? '', 16);
    if (!this.#isHidden && point > 0 && point <= 0x10ffff) this.#push(String.fromCodePoint(point));
  }

  #startBookmark(tag: SaxesTagPlain): void {
    const id = attribute(tag, 'id');
    const name = attribute(tag, 'name');
    if (id !== null && name !== null) this.#open.set(id, { name, start: this.#length });
  }

  #endBookmark(id: string | null): void {
    const open = id === null ? undefined : this.#open.get(id);
    if (id === null || open === undefined) return;
    this.#open.delete(id);
    this.#bounds.push({ ...open, end: this.#length });
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The attribute by its local name, whatever the prefix that the program that saved it gave. */
function attribute({ attributes }: SaxesTagPlain, name: string): string | null {
  return attributes[`w:${name}`] ?? attributes[name] ?? null;
}

const isOn = (value: string | null): boolean => value === null || !/^(?:0|false|off)$/.test(value);
