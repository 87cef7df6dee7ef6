import { ArchiveError } from '../../../shared/errors.ts';
import { decodeKnown } from './charset.ts';
import { type ParagraphLook, RtfBlocks, type RunLook } from './rtf-blocks.ts';
import { codePageLabel, fontCharsetLabel } from './rtf-charset.ts';
import { type RtfToken, readRtfTokens } from './rtf-tokens.ts';

/** What an RTF file holds, as HTML that is not sanitised yet. */
export interface RtfDocument {
  readonly html: string;
  /** Words of its \info group by destination: title, author … */
  readonly info: ReadonlyMap<string, string>;
  /** Day of creation as YYYY-MM-DD, or null. */
  readonly created: string | null;
}

/** Groups nested deeper are a bomb. */
const MAX_DEPTH = 20_000;
const MAX_PICTURE_HEX = 16_000_000;

/** Where the characters of a group go. */
type Destination = 'body' | 'skip' | 'fonts' | 'styles' | 'info' | 'link' | 'label' | 'picture' | 'list';

/** Destinations without words of the document, beside those marked with \*. */
const SKIPPED = new Set(
  'colortbl filetbl revtbl rsidtbl themedata colorschememapping latentstyles datastore xmlnstbl listoverridetable generator annotation atnid atnauthor atndate atnref atnparent atnicn atrfstart atrfend bkmkstart bkmkend objdata objclass objname objalias datafield nonshppict sp mmathPr panose falt ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn nextfile template private tc tcn xe rxe txe pgptbl protusertbl userprops docvar passwordhash factoidname fchars lchars nesttableprops'.split(
    ' ',
  ),
);

/** Destinations marked with \* whose words count all the same. */
const KEPT = new Set([
  'shppict',
  'shpinst',
  'shptxt',
  'footnote',
  'ud',
  'fldinst',
  'listtable',
  'pn',
  'pntext',
  'pntxtb',
  'pntxta',
]);

const INFO = new Set([
  'title',
  'subject',
  'author',
  'operator',
  'keywords',
  'comment',
  'company',
  'doccomm',
  'hlinkbase',
  'manager',
  'category',
]);

const SYMBOLS: Readonly<Record<string, string>> = {
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  enspace: ' ',
  emspace: ' ',
  qmspace: ' ',
  tab: '\t',
  line: '\n',
  softline: '\n',
  '~': '\u00a0',
  _: '\u2011',
  '{': '{',
  '}': '}',
  '\\': '\\',
};

interface Group extends RunLook {
  destination: Destination;
  hidden: boolean;
  deleted: boolean;
  font: number;
  /** Fallback characters that follow each \u. */
  fallback: number;
  /** The field this group belongs to. */
  field: { href: string | null } | null;
  /** What to do with what a group collected when it ends. */
  onEnd: (() => void) | null;
  bold: boolean;
  italic: boolean;
  underline: boolean;
  strike: boolean;
  position: 'sup' | 'sub' | null;
  href: string | null;
  /** Code page of \cpg in a font's entry, or \u's of \upr. */
  isUpr: boolean;
}

interface Paragraph {
  style: number;
  outline: number | null;
  inTable: boolean;
  list: number | null;
  level: number;
  label: string;
}

const newParagraph = (): Paragraph => ({ style: 0, outline: null, inTable: false, list: null, level: 0, label: '' });

class RtfReader {
  private readonly bytes: Uint8Array;
  private readonly groups: Group[] = [];
  private group: Group;
  private readonly blocks: RtfBlocks[] = [new RtfBlocks()];
  private readonly paragraphs: Paragraph[] = [newParagraph()];
  private charset = 'windows-1252';
  private readonly fonts = new Map<number, string | null>();
  private readonly symbolFonts = new Set<number>();
  private readonly styles = new Map<number, ParagraphLook['element']>();
  private readonly info = new Map<string, string>();
  private readonly created: [number, number, number] = [0, 0, 0];
  private inCreated = false;
  private pending: number[] = [];
  private toSkip = 0;
  private starred = false;
  /** Characters of the destination being collected: a font's or style's name, a link, a label, a property. */
  private words = '';
  private hex: string[] = [];
  private hexLength = 0;
  private pictureType: 'png' | 'jpeg' | null = null;
  private entry = 0;
  private readonly notes: string[] = [];
  private readonly margins = { header: new Map<string, string>(), footer: new Map<string, string>() };

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.group = {
      destination: 'body',
      hidden: false,
      deleted: false,
      font: -1,
      fallback: 1,
      field: null,
      onEnd: null,
      bold: false,
      italic: false,
      underline: false,
      strike: false,
      position: null,
      href: null,
      isUpr: false,
    };
  }

  read(): RtfDocument {
    for (const token of readRtfTokens(this.bytes)) this.take(token);
    this.flush();
    while (this.groups.length > 0) this.close();
    const body = this.out.finish(this.look());
    const items = this.notes.map((note, index) => `<li id="note-${index + 1}">${note}</li>`);
    const [year, month, day] = this.created;
    const pad = (value: number) => String(value).padStart(2, '0');
    return {
      html: [
        ...[...this.margins.header.values()].map((html) => `<header>${html}</header>`),
        body,
        items.length > 0 ? `<ol>${items.join('')}</ol>` : '',
        ...[...this.margins.footer.values()].map((html) => `<footer>${html}</footer>`),
      ].join(''),
      info: this.info,
      created: year > 0 ? `${year}-${pad(month)}-${pad(day)}` : null,
    };
  }

  private get out(): RtfBlocks {
    const blocks = this.blocks.at(-1);
    if (!blocks) throw new TypeError('no place for text');
    return blocks;
  }

  private get paragraph(): Paragraph {
    const paragraph = this.paragraphs.at(-1);
    if (!paragraph) throw new TypeError('no paragraph');
    return paragraph;
  }

  private take(token: RtfToken): void {
    if (token.kind === 'byte') {
      if (this.toSkip > 0) this.toSkip--;
      else this.pending.push(token.byte);
      return;
    }
    if (token.kind === 'bytes') {
      const skipped = Math.min(this.toSkip, token.to - token.from);
      this.toSkip -= skipped;
      this.addBytes(token.from + skipped, token.to);
      return;
    }
    if (token.kind === 'control' && this.toSkip > 0 && token.word !== 'u') {
      this.toSkip--;
      return;
    }
    this.flush();
    if (token.kind === 'open') this.open();
    else if (token.kind === 'close') this.close();
    else if (token.kind === 'control') this.control(token.word, token.value);
  }

  private addBytes(from: number, to: number): void {
    const { destination } = this.group;
    if (destination === 'skip' || destination === 'list') return;
    if (destination === 'picture') {
      this.hexLength += to - from;
      if (this.hexLength <= MAX_PICTURE_HEX) {
        this.hex.push(Buffer.from(this.bytes.buffer, this.bytes.byteOffset + from, to - from).toString('latin1'));
      }
      return;
    }
    for (let i = from; i < to; i++) this.pending.push(this.bytes[i] ?? 0);
  }

  /** Decodes the bytes met so far: all of one character set. */
  private flush(): void {
    if (this.pending.length === 0) return;
    const bytes = Uint8Array.from(this.pending);
    this.pending = [];
    if (this.group.destination === 'skip' || this.group.destination === 'picture') return;
    const label = this.fonts.get(this.group.font) ?? this.charset;
    const text = decodeKnown(bytes, label);
    // In fonts of symbols this is the bullet of lists.
    this.addText(this.symbolFonts.has(this.group.font) ? text.replaceAll('·', '•') : text);
  }

  private addText(text: string): void {
    const { group } = this;
    if (group.destination === 'body') {
      if (!group.hidden && !group.deleted)
        this.out.addText(text, { ...lookOf(group), href: group.field?.href ?? null });
    } else if (group.destination !== 'skip' && group.destination !== 'picture' && group.destination !== 'list') {
      if (this.words.length < 100_000) this.words += text;
      if (group.destination === 'fonts' || group.destination === 'styles') this.endEntries();
    }
  }

  /** Entries of the style table end in a semicolon. */
  private endEntries(): void {
    if (!this.words.includes(';')) return;
    const name = this.words.split(';', 1)[0]?.trim() ?? '';
    if (this.group.destination === 'styles') {
      const look = styleLook(name);
      if (look) this.styles.set(this.entry, look);
    }
    this.words = '';
  }

  private open(): void {
    if (this.groups.length >= MAX_DEPTH) {
      throw new ArchiveError(
        'too-large',
        `The groups of this RTF document are nested more than ${MAX_DEPTH.toLocaleString('en-US')} deep, which no word processor does. It was made to harm its readers, or is damaged.`,
      );
    }
    this.toSkip = 0;
    this.starred = false;
    this.groups.push(this.group);
    const parent = this.group;
    this.group = { ...parent, onEnd: null, isUpr: false };
    // The first group of \upr says in bytes what the second says in Unicode.
    if (parent.isUpr) this.group.destination = 'skip';
  }

  private close(): void {
    this.toSkip = 0;
    this.starred = false;
    const ended = this.group;
    const outer = this.groups.pop();
    if (!outer) return;
    ended.onEnd?.();
    this.group = outer;
  }

  private control(word: string, value: number | null): void {
    if (word === '*') {
      this.starred = true;
      return;
    }
    const starred = this.starred;
    this.starred = false;
    if (this.enterDestination(word, starred)) return;
    if (word === 'u' && value !== null) {
      this.addText(String.fromCharCode(toSymbol(value)));
      this.toSkip = this.group.fallback;
      return;
    }
    const symbol = SYMBOLS[word];
    if (symbol !== undefined) this.addText(symbol);
    else if (!this.setDocument(word, value) && !this.setCharacters(word, value)) this.setParagraph(word, value);
  }

  /** Begins a destination if the word is one; true if so. */
  private enterDestination(word: string, starred: boolean): boolean {
    const { group } = this;
    if (group.destination === 'skip' && word !== 'ud') return starred;
    if (word === 'ud') {
      const parent = this.groups.at(-2);
      group.destination = parent?.destination ?? 'body';
      return true;
    }
    if (SKIPPED.has(word) || (starred && !KEPT.has(word))) {
      group.destination = 'skip';
      return true;
    }
    switch (word) {
      case 'upr':
        group.isUpr = true;
        return true;
      case 'fonttbl':
        group.destination = 'fonts';
        return true;
      case 'stylesheet':
        group.destination = 'styles';
        return true;
      case 'listtable':
        group.destination = 'list';
        return true;
      case 'info':
        group.destination = 'info';
        return true;
      case 'creatim':
        this.inCreated = true;
        this.whenGroupEnds(() => {
          this.inCreated = false;
        });
        return true;
      case 'fldinst':
        this.collect('link', (words) => {
          const href = /HYPERLINK\s+(?:\\l\s+)?(?:"([^"]*)"|(\S+))/i.exec(words);
          if (group.field) group.field.href = href?.[1] ?? href?.[2] ?? null;
        });
        return true;
      case 'field':
        group.field = { href: null };
        return true;
      case 'listtext':
      case 'pntext':
        this.collect('label', (words) => {
          this.paragraph.label = words.trim();
        });
        return true;
      case 'pntxtb':
      case 'pntxta':
        group.destination = 'skip';
        return true;
      case 'pict':
        this.enterPicture();
        return true;
      case 'footnote':
        this.enterNote();
        return true;
      case 'shptxt':
      case 'dptxbxtext':
        this.enterPart((html) => this.out.addBehind(`<div>${html}</div>`));
        return true;
      default:
        break;
    }
    const margin = /^(header|footer)[lrf]?$/.exec(word)?.[1];
    if (margin === 'header' || margin === 'footer') {
      this.enterPart((html) => {
        const text = html.replace(/<[^>]*>/g, '').trim();
        if (text !== '' && this.margins[margin].size < 12) this.margins[margin].set(text, html);
      });
      return true;
    }
    if (group.destination === 'info' && INFO.has(word)) {
      this.collect('info', (words) => {
        if (words.trim() !== '' && !this.info.has(word)) this.info.set(word, words.trim());
      });
      return true;
    }
    return false;
  }

  /** A group may, against the rules, name several destinations: each one ends, the last first. */
  private whenGroupEnds(act: () => void): void {
    const before = this.group.onEnd;
    this.group.onEnd = () => {
      act();
      before?.();
    };
  }

  /** Collects the words of this group, and hands them on when it ends. */
  private collect(destination: Destination, use: (words: string) => void): void {
    const before = this.words;
    this.words = '';
    this.group.destination = destination;
    this.whenGroupEnds(() => {
      use(this.words);
      this.words = before;
    });
  }

  /** Reads this group as a text of its own: a note, a header, a box. */
  private enterPart(use: (html: string) => void): void {
    this.blocks.push(new RtfBlocks());
    this.paragraphs.push(newParagraph());
    Object.assign(this.group, PLAIN, { destination: 'body', field: null });
    this.whenGroupEnds(() => {
      const html = this.out.finish(this.look());
      this.blocks.pop();
      this.paragraphs.pop();
      use(html);
    });
  }

  private enterNote(): void {
    this.enterPart((html) => {
      this.notes.push(html);
      const number = this.notes.length;
      this.out.addInline(`<sup><a href="#note-${number}" id="note-ref-${number}">[${number}]</a></sup>`);
    });
  }

  private enterPicture(): void {
    const { hidden } = this.group;
    this.hex = [];
    this.hexLength = 0;
    this.pictureType = null;
    this.group.destination = 'picture';
    this.whenGroupEnds(() => {
      const type = this.pictureType;
      const bytes = type && !hidden ? Buffer.from(this.hex.join('').replace(/[^0-9a-f]/gi, ''), 'hex') : null;
      this.hex = [];
      if (bytes && bytes.length > 0 && this.hexLength <= MAX_PICTURE_HEX) {
        this.out.addInline(`<img src="data:image/${type};base64,${bytes.toString('base64')}" alt="">`);
      }
    });
  }

  private setDocument(word: string, value: number | null): boolean {
    const { group } = this;
    switch (word) {
      case 'ansicpg':
        if (value) this.charset = codePageLabel(value);
        return true;
      case 'mac':
        this.charset = 'macintosh';
        return true;
      case 'pc':
        this.charset = 'cp437';
        return true;
      case 'pca':
        this.charset = 'cp850';
        return true;
      case 'deff':
        group.font = value ?? 0;
        return true;
      case 'uc':
        group.fallback = Math.min(Math.max(value ?? 1, 0), 8);
        return true;
      case 'fcharset':
        if (value === 2) this.symbolFonts.add(this.entry);
        this.fonts.set(this.entry, fontCharsetLabel(value ?? 0));
        return true;
      case 'cpg':
        if (group.destination === 'fonts' && value) this.fonts.set(this.entry, codePageLabel(value));
        return true;
      case 'pngblip':
        this.pictureType = 'png';
        return true;
      case 'jpegblip':
        this.pictureType = 'jpeg';
        return true;
      case 'yr':
      case 'mo':
      case 'dy':
        if (this.inCreated) this.created[word === 'yr' ? 0 : word === 'mo' ? 1 : 2] = value ?? 0;
        return true;
      default:
        return false;
    }
  }

  private setCharacters(word: string, value: number | null): boolean {
    const { group } = this;
    const on = value !== 0;
    switch (word) {
      case 'f':
        if (group.destination === 'fonts') this.entry = value ?? 0;
        else group.font = value ?? 0;
        return true;
      case 'plain':
        Object.assign(group, PLAIN);
        return true;
      case 'b':
        group.bold = on;
        return true;
      case 'i':
        group.italic = on;
        return true;
      case 'ul':
      case 'uld':
      case 'uldb':
      case 'ulw':
        group.underline = on;
        return true;
      case 'ulnone':
        group.underline = false;
        return true;
      case 'strike':
      case 'striked':
        group.strike = on;
        return true;
      case 'super':
        group.position = on ? 'sup' : null;
        return true;
      case 'sub':
        group.position = on ? 'sub' : null;
        return true;
      case 'nosupersub':
        group.position = null;
        return true;
      case 'v':
        group.hidden = on;
        return true;
      case 'deleted':
        group.deleted = on;
        return true;
      default:
        return false;
    }
  }

  private setParagraph(word: string, value: number | null): void {
    const { paragraph } = this;
    if (this.group.destination === 'styles') {
      if (word === 's' || word === 'cs' || word === 'ds') this.entry = word === 's' ? (value ?? 0) : -1;
      return;
    }
    if (this.group.destination !== 'body') return;
    switch (word) {
      case 'par':
      case '\n':
      case '\r':
      case 'sect':
      case 'page':
      case 'column':
        this.out.endParagraph(this.look());
        paragraph.label = '';
        break;
      case 'nestcell':
        this.out.endParagraph({ ...this.look(), inTable: true });
        break;
      case 'cell':
        this.out.endCell();
        paragraph.label = '';
        break;
      case 'row':
        this.out.endRow();
        break;
      case 'pard':
        Object.assign(paragraph, newParagraph(), { label: paragraph.label });
        break;
      case 's':
        paragraph.style = value ?? 0;
        break;
      case 'outlinelevel':
        paragraph.outline = value;
        break;
      case 'intbl':
        paragraph.inTable = value !== 0;
        break;
      case 'ls':
        paragraph.list = value;
        break;
      case 'ilvl':
        paragraph.level = Math.min(Math.max(value ?? 0, 0), 8);
        break;
      default:
    }
  }

  /** How the paragraph that ends now is shown. */
  private look(): ParagraphLook {
    const { style, outline, inTable, list, level, label } = this.paragraph;
    const levels = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;
    const element =
      this.styles.get(style) ?? (outline !== null && outline >= 0 && outline < 9 ? levels[Math.min(outline, 5)] : 'p');
    const number = /^\(?(\d{1,4})[.)]?$/.exec(label)?.[1];
    return {
      element: element ?? 'p',
      inTable,
      list:
        (list !== null && list > 0) || label !== ''
          ? { level, isNumbered: /[\p{L}\p{N}]/u.test(label) && label !== 'o', value: number ? Number(number) : null }
          : null,
    };
  }
}

const PLAIN = {
  bold: false,
  italic: false,
  underline: false,
  strike: false,
  position: null,
  hidden: false,
  deleted: false,
} as const;

const lookOf = ({ bold, italic, underline, strike, position, href }: Group): RunLook => ({
  bold,
  italic,
  underline,
  strike,
  position,
  href,
});

/** Characters of symbol fonts live in a private area; the bullet is the one that texts use. */
function toSymbol(value: number): number {
  const code = value < 0 ? value + 65_536 : value;
  return code === 0xf0b7 ? 0x2022 : code;
}

function styleLook(name: string): ParagraphLook['element'] | null {
  const level = Number(/^heading ([1-9])$/i.exec(name)?.[1] ?? 0);
  const levels = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;
  if (level > 0) return levels[Math.min(level, 6) - 1] ?? 'h6';
  if (/^title$/i.test(name)) return 'h1';
  if (/^subtitle$/i.test(name)) return 'h2';
  return /^(?:intense )?quot(?:e|ations?)$/i.test(name) ? 'blockquote' : null;
}

/**
 * Reads an RTF document into HTML: paragraphs, headings by style or outline level, lists, tables, notes, boxes,
 * links and pictures. Hidden and deleted words, comments and objects are left out. Throws `too-large` where groups
 * are nested beyond reason.
 */
export function rtfToHtml(bytes: Uint8Array): RtfDocument {
  return new RtfReader(bytes).read();
}
