import { strFromU8, type UnzipFileInfo, unzipSync, unzlibSync } from 'fflate';
import { ArchiveError } from './errors.ts';

/** Words that must not leave the house. */
export interface ForbiddenWords {
  /** What they are, for a person: "the name of the coder". */
  readonly what: string;
  readonly words: string;
}

/** What a finished file is held against. */
export interface LeakRules {
  readonly forbidden: readonly ForbiddenWords[];
  /**
   * What may stand in the file: quotes, titles, the author's own text. Forbidden words that are a part of it are looked
   * for only where programs keep names (properties, comments, marks of revision).
   */
  readonly allowed: readonly string[];
  /** Texts of sources: a path that they hold is quoted. One that the author wrote is not. */
  readonly sources: readonly string[];
}

/** One thing in a finished file that must not be there. */
export interface Leak {
  readonly what: string;
  /** The part of the file, or its name. */
  readonly where: string;
  /** The words, with a few around them. */
  readonly words: string;
}

/** Shortest words that are looked for: shorter ones stand anywhere. */
const LEAST = 4;
/** Bytes of the unpacked parts of one file that are looked at. */
const MAX_UNPACKED = 512 * 1024 * 1024;

/** Folders and files of this machine. */
const PATHS =
  /(?:\bfile:\/\/\/?[^\s"'<>)]+|(?<![\w/.:-])\/(?:home|Users|root|tmp|var\/folders|private\/var|mnt|media)\/[^\s"'<>)]+|\b[A-Za-z]:\\(?:Users|Documents and Settings|Temp|Windows)\\[^\s"'<>)]+)/gu;

/** Traces that word processors leave of persons and revisions, in the XML of a part. */
const TRACES: readonly (readonly [string, RegExp])[] = [
  ['a tracked change', /<w:(?:ins|del|moveFrom|moveTo)\b[^>]*>/u],
  ['revision data', /\sw:rsid\w*="[^"]*"|<w:rsids?\b|<w:trackRevisions\b/u],
  ['a comment', /<w:comment(?:RangeStart|Reference)?\b[^>]*>/u],
  ['the name of an author', /\sw:author="[^"]*"/u],
  ['the name of who saved it last', /<cp:lastModifiedBy>[^<]+<\/cp:lastModifiedBy>/u],
  ['the count of revisions', /<cp:revision>[^<]+<\/cp:revision>/u],
  ['the name of an author', /<dc:creator>(?!Standpoint<)[^<]+<\/dc:creator>/u],
  ['a company or manager', /<(?:Company|Manager)>[^<]+<\/(?:Company|Manager)>/u],
];
/** Parts that hold nothing but comments and persons. */
const PERSONAL_PARTS =
  /(?:^|\/)(?:comments[^/]*|people|threadedComments?[^/]*|persons?)\.xml$|\/(?:threadedComments|persons)\//iu;
/** Parts that no reader sees and that hold names of persons. */
const PROPERTIES = /(?:^|\/)docProps\/|(?:^|\/)meta\.xml$/u;
/** Files of other makers that are given on as they are. */
const GIVEN_ON = /(?:^|\/)data\/(?:originals|text)\/|(?:^|\/)sources\/|\.(?:png|jpe?g|tiff?|gif|woff2?|ttf|otf)$/iu;

/** Finds what must not be in a finished file. `fileName` tells its format by its ending. Pure. */
export function findLeaks(bytes: Uint8Array, fileName: string, rules: LeakRules): readonly Leak[] {
  const judge = judgeOf(rules);
  return partsOf(bytes, fileName).flatMap((part) => leaksIn(part, judge));
}

/**
 * Throws `leak` if a finished file holds what must not leave the house, naming what and where. To be called before the file
 * is written.
 */
export function assertNoLeak(bytes: Uint8Array, fileName: string, rules: LeakRules): void {
  const leaks = findLeaks(bytes, fileName, rules);
  if (leaks.length === 0) return;
  const named = leaks.slice(0, 5).map(({ what, where, words }) => `${what} in ${where} (“${words}”)`);
  const more = leaks.length > 5 ? ` and ${leaks.length - 5} more` : '';
  throw new ArchiveError(
    'leak',
    `Nothing was written, for the file would give away ${named.join('; ')}${more}. Take it out of what is exported (the text, a note, the particulars of a source) and export again.`,
    { details: leaks },
  );
}

interface Part {
  readonly name: string;
  /** As it is in the file. */
  readonly raw: string;
  /** As a reader sees it: without tags, with characters in place of their names. */
  readonly text: string;
  readonly kind: 'xml' | 'html' | 'text' | 'binary';
}

interface Judge {
  /** Forbidden words that may stand nowhere. */
  readonly everywhere: readonly ForbiddenWords[];
  /** Those that may stand where the reader sees them, or cannot be told from other words there. */
  readonly hidden: readonly ForbiddenWords[];
  readonly isInSource: (words: string) => boolean;
}

function judgeOf({ forbidden, allowed, sources }: LeakRules): Judge {
  const isIn = (texts: readonly string[], words: string): boolean => texts.some((text) => text.includes(fold(words)));
  const sourceTexts = sources.map(fold);
  const texts = [...allowed.map(fold), ...sourceTexts];
  const isAllowed = (words: string): boolean => isIn(texts, words);
  const wanted = forbidden.filter(({ words }) => words.trim().length >= LEAST);
  return {
    everywhere: wanted.filter(({ words }) => isTelling(words) && !isAllowed(words)),
    hidden: wanted.filter(({ words }) => !isTelling(words) || isAllowed(words)),
    isInSource: (words) => isIn(sourceTexts, words),
  };
}

/** A name of one word (“Will”, “Mark”) may be any word of a text. */
const isTelling = (words: string): boolean => /[\s/\\]/u.test(words.trim()) || words.length > 20;

function leaksIn({ name, raw, text, kind }: Part, { everywhere, hidden, isInSource }: Judge): readonly Leak[] {
  const leaks: Leak[] = [];
  const add = (what: string, words: string): void => {
    if (!leaks.some((leak) => leak.what === what && leak.words === words)) leaks.push({ what, where: name, words });
  };
  // What is packed in a PDF is megabytes of drawing, in which no word is wrapped.
  const isPdf = kind === 'binary';
  const folded = isPdf ? text : fold(text);
  const bare = isPdf || kind === 'text' ? folded : fold(decoded(raw));
  for (const { what, words } of everywhere) {
    const wanted = fold(words);
    const found = [folded, bare].find((each) => each.includes(wanted));
    if (found !== undefined) add(what, around(found, wanted));
  }
  for (const { 0: path } of (isPdf ? raw : decoded(raw)).matchAll(PATHS))
    if (!isInSource(path)) add('a path on this machine', path);
  if (kind === 'xml') {
    if (PERSONAL_PARTS.test(name)) add('comments or names of persons', name);
    for (const [what, pattern] of TRACES) {
      const trace = pattern.exec(raw);
      if (trace !== null) add(what, trace[0].trim());
    }
    if (PROPERTIES.test(name)) {
      for (const { what, words } of hidden) if (folded.includes(fold(words))) add(what, words);
    }
  }
  if (kind === 'html') {
    const comment = /<!--(?!\[if)[\s\S]*?-->/u.exec(raw);
    if (comment !== null) add('a comment', comment[0].slice(0, 80));
    const author = /<meta\s[^>]*name=["']author["'][^>]*>/iu.exec(raw);
    if (author !== null) add('the name of an author', author[0]);
  }
  return leaks;
}

function partsOf(bytes: Uint8Array, fileName: string): readonly Part[] {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (isZip) return unpacked(bytes, fileName);
  if (bytes[0] === 0x25 && bytes[1] === 0x50 && bytes[2] === 0x44 && bytes[3] === 0x46)
    return [pdfPart(bytes, fileName)];
  return [textPart(strFromU8(bytes), fileName)];
}

function textPart(raw: string, name: string): Part {
  if (/\.(?:xml|rels)$/iu.test(name) || /^\s*<\?xml/u.test(raw)) {
    return { name, raw, text: decoded(raw.replace(/<[^>]*>/gu, '')), kind: 'xml' };
  }
  if (/\.(?:html?|xhtml)$/iu.test(name)) {
    return { name, raw, text: decoded(raw.replace(/<[^>]*>/gu, '')), kind: 'html' };
  }
  return { name, raw, text: raw, kind: 'text' };
}

function unpacked(bytes: Uint8Array, fileName: string): readonly Part[] {
  let total = 0;
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    if (name.endsWith('/') || GIVEN_ON.test(name)) return false;
    total += originalSize;
    if (total > MAX_UNPACKED) {
      throw new ArchiveError(
        'too-large',
        `${fileName} unpacks to more than can be looked through before it is given away.`,
      );
    }
    return true;
  };
  return Object.entries(unzipSync(bytes, { filter })).flatMap(([name, part]) => partsOf(part, name));
}

/** A PDF with what is packed in its streams, as bytes: its words are in no order that could be searched. */
function pdfPart(bytes: Uint8Array, name: string): Part {
  const raw = latin1(bytes);
  const pieces = [raw];
  for (const { index, 0: head } of raw.matchAll(/stream\r?\n/gu)) {
    const start = index + head.length;
    const end = raw.indexOf('endstream', start);
    if (end === -1 || raw.slice(Math.max(0, index - 3), index) === 'end') continue;
    const inflated = inflate(bytes.subarray(start, end));
    if (inflated !== null) pieces.push(latin1(inflated));
  }
  // Strings of the document's properties may be two bytes a character.
  const whole = pieces.join('\n');
  return { name, raw: whole, text: whole.replaceAll('\0', ''), kind: 'binary' };
}

function inflate(bytes: Uint8Array): Uint8Array | null {
  try {
    return unzlibSync(bytes);
  } catch {
    // Pictures and streams packed otherwise hold no words.
    return null;
  }
}

function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join('');
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const decoded = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/giu,
    (whole, hex: string, decimal: string, name: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );

const fold = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim();

function around(text: string, words: string): string {
  const at = text.indexOf(words);
  return text.slice(Math.max(0, at - 20), at + Math.min(words.length, 80) + 20).trim();
}
