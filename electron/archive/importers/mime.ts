import { decodeWords } from 'postal-mime';
import { ArchiveError } from '../../../shared/errors.ts';
import { decodeText } from './charset.ts';

/** One part of a MIME message (RFC 2045, 2046): the message itself, a body, an attachment. */
export interface MimePart {
  /** Fields in their order; names in lower case, values unfolded and otherwise as they were written. */
  readonly fields: readonly (readonly [string, string])[];
  /** Media type in lower case, without parameters. */
  readonly type: string;
  /** Parameters of the media type; names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
  /** "attachment", "inline" or what else is said, in lower case; empty if nothing is. */
  readonly disposition: string;
  /** The name given to it, decoded, without a folder; null without one. */
  readonly fileName: string | null;
  /** Parts of a multipart, in their order. */
  readonly children: readonly MimePart[];
  /** Content after transfer decoding; empty for a multipart. */
  readonly bytes: Uint8Array;
}

/** Mail programs nest a handful of parts; beyond this it is a bomb. */
const MAX_DEPTH = 100;
const MAX_PARTS = 5000;

/** A part while it is read. */
interface OpenPart {
  fields: (readonly [string, string])[];
  type: string;
  parameters: ReadonlyMap<string, string>;
  disposition: string;
  fileName: string | null;
  children: OpenPart[];
  bytes: Uint8Array;
  /** Offset at which its body starts. */
  bodyStart: number;
  readonly depth: number;
}

const LF = 10;
const CR = 13;
const NO_BYTES = new Uint8Array();

/** First value of a field by its lower-case name, as written; null without one. */
export function fieldOf(part: MimePart, name: string): string | null {
  return part.fields.find(([key]) => key === name)?.[1] ?? null;
}

/** First value of an unstructured field such as the subject, decoded (RFC 2047), on one line; null without one. */
export function wordsOf(part: MimePart, name: string): string | null {
  const value = fieldOf(part, name);
  return value === null ? null : decodeWords(value).replace(/\s+/g, ' ').trim() || null;
}

/** Where the line that starts at `at` ends: behind its LF, or at the end of the bytes. */
function endOfLine(bytes: Uint8Array, at: number): number {
  const found = bytes.indexOf(LF, at);
  return found < 0 ? bytes.length : found + 1;
}

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, Math.min(to, bytes.length) - from)).toString('latin1');

/** Fields of a header section. Lines that are none carry on nothing and are left out. */
function readFields(bytes: Uint8Array): (readonly [string, string])[] {
  const fields: [string, string[]][] = [];
  for (const line of decodeText(bytes).split(/\r\n|\n|\r/)) {
    if (/^[ \t]/.test(line)) {
      fields.at(-1)?.[1].push(line);
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim();
    if (/^[\x21-\x7e]+$/.test(name)) fields.push([name.toLowerCase(), [line.slice(colon + 1)]]);
  }
  return fields.map(([name, lines]) => [name, lines.join('').trim()] as const);
}

/** Value and parameters of a structured field, comments left out (RFC 2045, section 5.1). */
function splitParameters(field: string): { readonly value: string; readonly raw: ReadonlyMap<string, string> } {
  const raw = new Map<string, string>();
  const pieces: string[] = [];
  let piece = '';
  let quoted = false;
  let comments = 0;
  for (let i = 0; i < field.length; i++) {
    const c = field.charAt(i);
    if (c === '\\' && (quoted || comments > 0)) {
      i++;
      // Windows paths in names are not escaped.
      if (comments === 0) piece += /["\\]/.test(field.charAt(i)) ? field.charAt(i) : `\\${field.charAt(i)}`;
    } else if (c === '"' && comments === 0) quoted = !quoted;
    else if (!quoted && c === '(' && (comments > 0 || /(?:^|\s)$/.test(piece.slice(-1)))) comments++;
    else if (!quoted && c === ')' && comments > 0) comments--;
    else if (!quoted && c === ';' && comments === 0) {
      pieces.push(piece);
      piece = '';
    } else if (comments === 0) piece += c;
  }
  pieces.push(piece);
  for (const each of pieces.slice(1)) {
    const equals = each.indexOf('=');
    const name = each.slice(0, Math.max(0, equals)).trim().toLowerCase();
    if (name !== '' && !raw.has(name)) raw.set(name, each.slice(equals + 1).trim());
  }
  return { value: (pieces[0] ?? '').trim().toLowerCase(), raw };
}

/** Bytes of a percent-encoded value. */
function percentDecode(text: string): Uint8Array {
  const out: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const hex = text.charAt(i) === '%' ? /^[0-9a-f]{2}/i.exec(text.slice(i + 1, i + 3))?.[0] : undefined;
    out.push(hex ? Number.parseInt(hex, 16) : text.charCodeAt(i) & 0xff);
    if (hex) i += 2;
  }
  return Uint8Array.from(out);
}

/** Joins continued parameters and decodes those with a character set (RFC 2231), and words in quotes (RFC 2047). */
function decodeParameters(raw: ReadonlyMap<string, string>): Map<string, string> {
  const decoded = new Map<string, string>();
  const sections = new Map<string, { readonly index: number; readonly coded: boolean; readonly text: string }[]>();
  for (const [name, value] of raw) {
    const match = /^([^*]+)(?:\*(\d{1,4}))?(\*)?$/.exec(name);
    if (!match?.[1] || (match[2] === undefined && match[3] === undefined)) {
      decoded.set(name, value.includes('=?') ? decodeWords(value) : value);
      continue;
    }
    const list = sections.get(match[1]) ?? [];
    list.push({ index: Number(match[2] ?? 0), coded: match[3] !== undefined, text: value });
    sections.set(match[1], list);
  }
  for (const [name, list] of sections) {
    list.sort((a, b) => a.index - b.index);
    const charset = list[0]?.coded ? (/^([^']*)'[^']*'/.exec(list[0].text)?.[1] ?? null) : null;
    const bytes = list.map(({ coded, text }, i) => {
      if (!coded) return new TextEncoder().encode(text);
      return percentDecode(i === 0 ? text.replace(/^[^']*'[^']*'/, '') : text);
    });
    decoded.set(name, decodeText(new Uint8Array(Buffer.concat(bytes)), charset));
  }
  return decoded;
}

/** A name without folders, controls and what steers a line: it goes into file names and lists. */
function baseName(name: string): string | null {
  const bare = name
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/^.*[/\\]/, '')
    .trim();
  return bare === '' || /^\.+$/.test(bare) ? null : bare;
}

function decodeBase64(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.from(latin1(bytes, 0, bytes.length), 'base64'));
}

const hexValue = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
};

function decodeQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 61) {
      const high = hexValue(bytes[i + 1]);
      const low = hexValue(bytes[i + 2]);
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low;
        i += 2;
        continue;
      }
      // A soft line break, perhaps with spaces that a relay put behind it.
      let next = i + 1;
      while (bytes[next] === 32 || bytes[next] === 9) next++;
      if (bytes[next] === CR && bytes[next + 1] === LF) next++;
      if (bytes[next] === LF || next >= bytes.length) {
        i = next;
        continue;
      }
    }
    out[length++] = byte;
  }
  return out.slice(0, length);
}

function decodeTransfer(encoding: string, body: Uint8Array): Uint8Array {
  if (/base64/i.test(encoding)) return decodeBase64(body);
  if (/quoted-printable/i.test(encoding)) return decodeQuotedPrintable(body);
  return body;
}

class MimeReader {
  private readonly bytes: Uint8Array;
  private parts = 0;
  /** Open multiparts by their boundary, the innermost last. */
  private readonly open: { readonly boundary: string; readonly part: OpenPart }[] = [];
  /** How many of the open multiparts use a boundary, so that most lines cost one look-up. */
  private readonly boundaries = new Map<string, number>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  read(): MimePart {
    let part = this.readHead(0, 'text/plain', 0);
    const root = part;
    /** Whether the lines belong to a part; behind the last boundary of a multipart they belong to nobody. */
    let inPart = true;
    for (let at = part.bodyStart; at < this.bytes.length; ) {
      const end = endOfLine(this.bytes, at);
      const mark = this.bytes[at] === 45 && this.bytes[at + 1] === 45 ? this.readMark(at, end) : null;
      if (!mark) {
        at = end;
        continue;
      }
      if (inPart) this.close(part, at);
      this.closeUntil(mark.index, mark.isLast);
      inPart = !mark.isLast;
      if (mark.isLast) {
        at = end;
        continue;
      }
      const inDigest = mark.parent.type === 'multipart/digest';
      part = this.readHead(end, inDigest ? 'message/rfc822' : 'text/plain', mark.parent.depth + 1);
      mark.parent.children.push(part);
      at = part.bodyStart;
    }
    if (inPart) this.close(part, this.bytes.length);
    return root;
  }

  private readMark(at: number, end: number) {
    if (this.open.length === 0 || end - at > 300) return null;
    const line = latin1(this.bytes, at + 2, end).trimEnd();
    const isLast = !this.boundaries.has(line) && line.endsWith('--');
    const boundary = isLast ? line.slice(0, -2) : line;
    if (!this.boundaries.has(boundary)) return null;
    for (let index = this.open.length - 1; index >= 0; index--) {
      const each = this.open[index];
      if (each?.boundary === boundary) return { index, isLast, parent: each.part };
    }
    return null;
  }

  /** Ends the multiparts inside the one at `index`, and that one if its last boundary was met. */
  private closeUntil(index: number, withIt: boolean): void {
    for (const { boundary } of this.open.splice(withIt ? index : index + 1)) {
      const left = (this.boundaries.get(boundary) ?? 1) - 1;
      if (left > 0) this.boundaries.set(boundary, left);
      else this.boundaries.delete(boundary);
    }
  }

  /** Gives a part its content, which ends before the line end that belongs to the boundary at `end`. */
  private close(part: OpenPart, end: number): void {
    if (part.type.startsWith('multipart/') && part.parameters.has('boundary')) return;
    let to = end;
    if (to < this.bytes.length || this.open.length > 0) {
      if (to > part.bodyStart && this.bytes[to - 1] === LF) to--;
      if (to > part.bodyStart && this.bytes[to - 1] === CR) to--;
    }
    const encoding = part.fields.find(([name]) => name === 'content-transfer-encoding')?.[1] ?? '';
    part.bytes = decodeTransfer(encoding, this.bytes.subarray(part.bodyStart, Math.max(part.bodyStart, to)));
  }

  /** Reads the header section that starts at `from`. */
  private readHead(from: number, defaultType: string, depth: number): OpenPart {
    if (depth > MAX_DEPTH || ++this.parts > MAX_PARTS) {
      throw new ArchiveError(
        'too-large',
        depth > MAX_DEPTH
          ? `The parts of this message are nested more than ${MAX_DEPTH} deep, which no mail program does. It was made to harm its readers, or is damaged.`
          : `This message has more than ${MAX_PARTS.toLocaleString('en-US')} parts. Save the parts that matter as files of their own, and import those.`,
      );
    }
    let at = from;
    let headEnd = from;
    for (;;) {
      const end = endOfLine(this.bytes, at);
      const first = this.bytes[at];
      const isBlank = first === LF || (first === CR && end - at === 2) || at >= this.bytes.length;
      // A boundary right behind another: a part with neither head nor body.
      const isMark = first === 45 && this.bytes[at + 1] === 45 && this.readMark(at, end) !== null;
      headEnd = at;
      if (!isMark && at < this.bytes.length) at = end;
      if (isBlank || isMark) break;
    }
    const fields = readFields(this.bytes.subarray(from, headEnd));
    const value = (name: string) => fields.find(([key]) => key === name)?.[1] ?? '';
    const type = splitParameters(value('content-type'));
    const disposition = splitParameters(value('content-disposition'));
    const parameters = decodeParameters(type.raw);
    const name = decodeParameters(disposition.raw).get('filename') ?? parameters.get('name');
    const part: OpenPart = {
      fields,
      type: /^[\w.+-]+\/[\w.+-]+$/.test(type.value) ? type.value : defaultType,
      parameters,
      disposition: disposition.value,
      fileName: name ? baseName(name) : null,
      children: [],
      bytes: NO_BYTES,
      bodyStart: at,
      depth,
    };
    const boundary = parameters.get('boundary');
    if (part.type.startsWith('multipart/') && boundary) {
      this.open.push({ boundary, part });
      this.boundaries.set(boundary, (this.boundaries.get(boundary) ?? 0) + 1);
    }
    return part;
  }
}

/**
 * Reads a MIME message into its parts, transfer encodings undone and character sets not yet. Reads every byte
 * once, without recursion; what is malformed is read as mail programs do. Throws `too-large` for a message nested
 * or parted beyond reason.
 */
export function readMime(bytes: Uint8Array): MimePart {
  // "From " lines of mailbox files, byte order marks and blank lines stand before some saved messages.
  let from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (bytes[from] === CR || bytes[from] === LF) from++;
  if (latin1(bytes, from, from + 5) === 'From ') from = endOfLine(bytes, from);
  return new MimeReader(bytes.subarray(from)).read();
}
