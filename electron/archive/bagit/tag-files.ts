import { unescapeGnuPath } from './bag-paths.ts';

/** A line of a tag file with its number, from 1. */
export interface TagLine {
  readonly number: number;
  readonly text: string;
}

/** One line of a manifest. */
export interface ManifestLine {
  readonly line: number;
  /** Lower-case hexadecimal. */
  readonly checksum: string;
  /** As written, but for the marker of the checksum programs and their escapes. */
  readonly path: string;
  /** The `*` by which checksum programs say that they read bytes. */
  readonly hasMarker: boolean;
  /** Begins with a backslash: GNU's way to write names with line feeds. */
  readonly isEscaped: boolean;
}

/** One line of fetch.txt. */
export interface FetchLine {
  readonly line: number;
  readonly url: string;
  /** In bytes, or null if it is not told. */
  readonly length: number | null;
  readonly path: string;
}

/** One element of bag-info.txt. */
export interface InfoElement {
  readonly line: number;
  readonly label: string;
  readonly value: string;
  /** White space before the colon, which version 1.0 forbids. */
  readonly hasSpaceBeforeColon: boolean;
  /** Exactly one space or tab after the colon, as version 1.0 wants it, or no value. */
  readonly hasPlainSeparator: boolean;
}

/** Lines that were understood, and those that were not. */
export interface Parsed<T> {
  readonly items: readonly T[];
  readonly malformed: readonly TagLine[];
}

/** Splits a tag file at LF, CR or CRLF; what follows the last line end is a line only if it is not empty. */
export function splitLines(text: string): readonly TagLine[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines[lines.length - 1] === '') lines.pop();
  return lines.map((line, index) => ({ number: index + 1, text: line }));
}

/** Decodes a tag file in a character set by its IANA name. Null if the bytes are not of that set. */
export type Decode = (bytes: Uint8Array) => { readonly text: string; readonly hasBom: boolean } | null;

/** The decoder for a character set, or null if it is not known. */
export function decoderFor(name: string): Decode | null {
  const label = name.trim().toLowerCase();
  if (/^utf-?16$|^iso-10646-ucs-2$/.test(label)) return (bytes) => decode(utf16Order(bytes), bytes);
  if (/^utf-?16-?be$/.test(label)) return (bytes) => decode('utf-16be', bytes);
  if (/^utf-?16-?le$/.test(label)) return (bytes) => decode('utf-16le', bytes);
  if (/^utf-?32(-?[bl]e)?$/.test(label)) return (bytes) => decodeUtf32(bytes, label.endsWith('le'));
  // Browsers' tables take these for windows-1252, which differs between 80 and 9F.
  if (/^(iso[-_]?8859-1|iso_8859-1:1987|latin-?1|l1|ibm819|cp819|csisolatin1)$/.test(label)) {
    return (bytes) => ({ text: Buffer.from(bytes).toString('latin1'), hasBom: false });
  }
  if (/^(us-ascii|ascii|ansi_x3\.4-1968|iso646-us|iso-ir-6|us|cp367)$/.test(label)) {
    return (bytes) =>
      bytes.some((byte) => byte > 127) ? null : { text: Buffer.from(bytes).toString('latin1'), hasBom: false };
  }
  try {
    const { encoding } = new TextDecoder(label);
    return encoding === 'replacement' ? null : (bytes) => decode(encoding, bytes);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether a character set is UTF-8 under the name that it should have. */
export function isUtf8(name: string): boolean {
  return name.trim().toUpperCase() === 'UTF-8';
}

function decode(encoding: string, bytes: Uint8Array): { readonly text: string; readonly hasBom: boolean } | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.startsWith('\ufeff') ? { text: text.slice(1), hasBom: true } : { text, hasBom: false };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** By the mark at the beginning; without one by where the zero bytes of ASCII are; else big end first (RFC 2781). */
function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  let little = 0;
  for (let i = 0; i + 1 < bytes.length && i < 4096; i += 2) {
    if (bytes[i] !== 0 && bytes[i + 1] === 0) little += 1;
    else if (bytes[i] === 0) little -= 1;
  }
  return little > 0 ? 'utf-16le' : 'utf-16be';
}

function decodeUtf32(bytes: Uint8Array, isLittle: boolean): { readonly text: string; readonly hasBom: boolean } | null {
  if (bytes.length % 4 !== 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = isLittle || (bytes.length >= 4 && view.getUint32(0, true) === 0xfeff);
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 4) {
    const code = view.getUint32(i, little);
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return null;
    parts.push(String.fromCodePoint(code));
  }
  const hasBom = parts[0] === '\ufeff';
  return { text: (hasBom ? parts.slice(1) : parts).join(''), hasBom };
}

/** Reads a manifest. Blank lines and lines that begin with `#` are passed over, as the reference programs do. */
export function parseManifest(text: string): Parsed<ManifestLine> {
  const items: ManifestLine[] = [];
  const malformed: TagLine[] = [];
  for (const { number, text: line } of splitLines(text)) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const match = /^(\\?)([0-9a-fA-F]+)[ \t]+(\*?)(.+)$/s.exec(line);
    if (!match) {
      malformed.push({ number, text: line });
      continue;
    }
    const [, backslash = '', checksum = '', marker = '', path = ''] = match;
    const isEscaped = backslash !== '';
    items.push({
      line: number,
      checksum: checksum.toLowerCase(),
      path: isEscaped ? unescapeGnuPath(path) : path,
      hasMarker: marker !== '',
      isEscaped,
    });
  }
  return { items, malformed };
}

/** Reads fetch.txt. */
export function parseFetch(text: string): Parsed<FetchLine> {
  const items: FetchLine[] = [];
  const malformed: TagLine[] = [];
  for (const { number, text: line } of splitLines(text)) {
    if (line.trim() === '') continue;
    const match = /^[ \t]*(\S+)[ \t]+(\d+|-)[ \t]+(\S.*)$/s.exec(line);
    if (!match) {
      malformed.push({ number, text: line });
      continue;
    }
    const [, url = '', length = '-', path = ''] = match;
    items.push({ line: number, url, length: length === '-' ? null : Number(length), path });
  }
  return { items, malformed };
}

/** Reads bag-info.txt: labels with values that may go on in lines that begin with white space. */
export function parseInfo(text: string): Parsed<InfoElement> {
  const items: InfoElement[] = [];
  const malformed: TagLine[] = [];
  for (const { number, text: line } of splitLines(text)) {
    if (line.trim() === '') continue;
    const last = items[items.length - 1];
    if (/^[ \t]/.test(line) && last) {
      items[items.length - 1] = { ...last, value: `${last.value} ${line.trim()}`.trim() };
      continue;
    }
    const match = /^([^:]*?)([ \t]*):([ \t]*)(.*)$/s.exec(line);
    const [, label = '', before = '', after = '', value = ''] = match ?? [];
    if (!match || label.trim() === '') {
      malformed.push({ number, text: line });
      continue;
    }
    items.push({
      line: number,
      label: label.trim(),
      value: value.trim(),
      hasSpaceBeforeColon: before !== '' || label.trim() !== label,
      hasPlainSeparator: after.length === 1 || value === '',
    });
  }
  return { items, malformed };
}
