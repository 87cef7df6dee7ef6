import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** Stands in a text where words are left out that a file hides: what is right around them is no longer one. */
export const HIDDEN_WORDS = '\ufffd';

/** The words of one part of a Word document and of its bookmarks. */
interface DocxText {
  /** As a reader sees them, one paragraph a line; `HIDDEN_WORDS` where words are hidden. */
  readonly text: string;
  /** By name, the words in it; of bookmarks of one name the first counts. */
  readonly bookmarks: ReadonlyMap<string, string>;
  /** By name of the bookmark, why the words in it may not be what everybody reads there, in a sentence. */
  readonly doubts: ReadonlyMap<string, string>;
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
 * tracked changes are taken: deleted, moved away and hidden words are left out, field codes as well. Hidden are words
 * that are said to be so, by themselves or by one of the styles given, and those too small or too white to be read. A
 * bookmark with hidden words in it is doubted: whether a program shows them is not certain.
 *
 * @throws Error if the XML is not well formed, or nested beyond all reason.
 */
export function readDocxText(xml: string, hiddenStyles: ReadonlySet<string> = new Set()): DocxText {
  const reader = new Reader(hiddenStyles);
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => reader.open(tag));
  parser.on('closetag', ({ name }) => reader.close(localName(name)));
  parser.on('text', (text) => reader.write(text));
  parser.on('cdata', (text) => reader.write(text));
  parser.write(xml).close();
  return reader.result();
}

/**
 * The ids of the styles of a Word document (styles.xml) that hide words, those that are based on such ones included.
 *
 * @throws Error if the XML is not well formed.
 */
export function hiddenStylesOf(xml: string): ReadonlySet<string> {
  const form = new RunForm();
  const hidden = new Set<string>();
  const bases = new Map<string, string>();
  let style = '';
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => {
    const name = localName(tag.name);
    if (name === 'style') {
      style = attribute(tag, 'styleId') ?? '';
      form.reset();
    } else if (name === 'basedOn') bases.set(style, attribute(tag, 'val') ?? '');
    else form.take(name, tag);
  });
  parser.on('closetag', ({ name }) => {
    if (localName(name) !== 'style') return;
    if (form.isHidden === true) hidden.add(style);
    // What a style itself says outweighs the one that it is based on.
    else if (form.isHidden === false) bases.delete(style);
  });
  parser.write(xml).close();
  for (const [id] of bases) {
    const seen = new Set<string>();
    for (
      let at: string | undefined = id;
      at !== undefined && !seen.has(at) && seen.size < MAX_BASES;
      at = bases.get(at)
    ) {
      if (hidden.has(at)) hidden.add(id);
      seen.add(at);
    }
  }
  return hidden;
}

/** Styles that a style is based on, one on the other; those of Word are far fewer. */
const MAX_BASES = 50;
/** Half points up to which nobody reads words. */
const LEAST_SIZE = 4;

/** What the properties of a run say of whether its words are seen. */
class RunForm {
  #vanishes: boolean | null = null;
  #isSmall = false;
  #isWhite = false;
  #isShaded = false;
  #isDisputed = false;

  reset(): void {
    this.#vanishes = null;
    this.#isSmall = false;
    this.#isWhite = false;
    this.#isShaded = false;
    this.#isDisputed = false;
  }

  take(name: string, tag: SaxesTagPlain): void {
    const value = attribute(tag, 'val');
    if (name === 'vanish' || name === 'specVanish') this.#vanishes = isOn(value);
    else if (name === 'sz') this.#isSmall = value !== null && Number.parseFloat(value) <= LEAST_SIZE;
    else if (name === 'color') this.#takeColor(value, tag);
    else if (name === 'highlight') this.#isShaded ||= value !== null && !/^(?:none|white)$/i.test(value);
    else if (name === 'shd') this.#isShaded ||= !/^(?:auto|f{6})?$/i.test(attribute(tag, 'fill') ?? '');
  }

  /** The theme outweighs the colour beside it in Word, but not in every program. */
  #takeColor(value: string | null, tag: SaxesTagPlain): void {
    const theme = attribute(tag, 'themeColor');
    const isWhite = /^f{6}$/i.test(value ?? '');
    const isGround = /^(?:background1|light1)$/.test(theme ?? '') && attribute(tag, 'themeShade') === null;
    this.#isWhite = theme === null ? isWhite : isGround;
    this.#isDisputed = theme !== null && isWhite !== isGround;
  }

  /** True where programs differ on whether the words are white. */
  get isDisputed(): boolean {
    return this.#isDisputed && !this.#isShaded;
  }

  /** Null if they say nothing of it. */
  get isHidden(): boolean | null {
    if (this.#isSmall || (this.#isWhite && !this.#isShaded)) return true;
    return this.#vanishes;
  }
}

class Reader {
  readonly #hiddenStyles: ReadonlySet<string>;
  readonly #form = new RunForm();
  #isStyleHidden = false;
  #isParagraphHidden = false;
  #pieces: string[] = [];
  #length = 0;
  /** Offsets of `HIDDEN_WORDS`, ascending. */
  readonly #gaps: number[] = [];
  /** Offsets of words that some programs hide, ascending. */
  readonly #disputed: number[] = [];
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
  #paragraphs = 0;

  constructor(hiddenStyles: ReadonlySet<string>) {
    this.#hiddenStyles = hiddenStyles;
  }

  get #isHidden(): boolean {
    return this.#form.isHidden ?? (this.#isStyleHidden || this.#isParagraphHidden);
  }

  open(tag: SaxesTagPlain): void {
    this.#depth++;
    if (this.#depth > MAX_DEPTH) throw new Error('The document is nested too deeply.');
    const name = localName(tag.name);
    if (name === 'bookmarkStart') this.#startBookmark(tag);
    else if (name === 'bookmarkEnd') this.#endBookmark(attribute(tag, 'id'));
    // The one that counts, not the one before a tracked change.
    if (name === 'pStyle' && this.#unread === this.#depth - 1)
      this.#isParagraphHidden = this.#hiddenStyles.has(attribute(tag, 'val') ?? '');
    if (this.#unread > 0) return;
    if (UNREAD.has(name)) {
      this.#unread = this.#depth;
    } else if (name === 'p') {
      if (this.#paragraphs > 0) this.#push('\n');
      this.#paragraphs++;
      this.#isParagraphHidden = false;
    } else if (name === 'r') {
      this.#endRun();
    } else if (name === 'rPr') {
      this.#inRunForm = true;
    } else if (this.#inRunForm) {
      if (name === 'rStyle') this.#isStyleHidden = this.#hiddenStyles.has(attribute(tag, 'val') ?? '');
      else this.#form.take(name, tag);
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
      else if (name === 'r') this.#endRun();
    }
    this.#depth--;
  }

  write(text: string): void {
    if (!this.#isText || this.#unread > 0) return;
    this.#word(text);
  }

  #word(text: string): void {
    const isWord = /[\p{L}\p{N}]/u.test(text);
    if (!this.#isHidden) {
      if (isWord && this.#form.isDisputed) this.#disputed.push(this.#length);
      this.#push(text);
    } else if (isWord) {
      this.#gaps.push(this.#length);
      this.#push(HIDDEN_WORDS);
    }
  }

  result(): DocxText {
    const text = this.#pieces.join('');
    const bookmarks = new Map<string, string>();
    const doubts = new Map<string, string>();
    for (const { name, start, end } of this.#bounds) {
      if (bookmarks.has(name)) continue;
      const gaps = within(this.#gaps, start, end);
      bookmarks.set(name, withoutGaps(text, start, end, gaps));
      if (gaps.length > 0) doubts.set(name, 'Part of the words in it are hidden by the document.');
      else if (within(this.#disputed, start, end).length > 0)
        doubts.set(name, 'Part of the words in it are white in some programs.');
    }
    return { text, bookmarks, doubts };
  }

  #endRun(): void {
    this.#form.reset();
    this.#isStyleHidden = false;
  }

  #push(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
  }

  #symbol(code: string | null): void {
    const point = Number.parseInt(code ?? '', 16);
    if (point > 0 && point <= 0x10ffff) this.#word(String.fromCodePoint(point));
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

/** Those of ascending offsets that lie in a stretch. */
function within(offsets: readonly number[], start: number, end: number): readonly number[] {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  let to = low;
  while (to < offsets.length && (offsets[to] ?? 0) < end) to += 1;
  return offsets.slice(low, to);
}

function withoutGaps(text: string, start: number, end: number, gaps: readonly number[]): string {
  let words = '';
  let from = start;
  for (const gap of gaps) {
    words += text.slice(from, gap);
    from = gap + HIDDEN_WORDS.length;
  }
  return words + text.slice(from, end);
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The attribute by its local name, whatever the prefix that the program that saved it gave. */
function attribute({ attributes }: SaxesTagPlain, name: string): string | null {
  return attributes[`w:${name}`] ?? attributes[name] ?? null;
}

const isOn = (value: string | null): boolean => value === null || !/^(?:0|false|off)$/.test(value);
