import chardet from 'chardet';

/** A decoder by its label; null where the platform does not know it. */
function decoderFor(label: string, fatal: boolean): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label, { fatal });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Bytes that a character set leaves unassigned come as controls; they are shown as what cannot be read. */
const UNASSIGNED = /[\u0080-\u009f]/g;

const showUnassigned = (text: string, encoding: string): string =>
  encoding.startsWith('windows-') ? text.replace(UNASSIGNED, '\ufffd') : text;

/** Decodes with a label if the platform knows it and no byte is impossible in it; null otherwise. */
function tryDecode(bytes: Uint8Array, label: string): string | null {
  const decoder = decoderFor(label, true);
  if (!decoder) return null;
  try {
    return showUnassigned(decoder.decode(bytes), decoder.encoding);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * Decodes with a label although some bytes are impossible in it, as in a text cut short or patched by hand; null if
 * so many are that the label must be wrong.
 */
function decodeMostly(bytes: Uint8Array, label: string): string | null {
  const decoder = decoderFor(label, false);
  if (!decoder) return null;
  const text = showUnassigned(decoder.decode(bytes), decoder.encoding);
  let bad = 0;
  let good = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) bad++;
    else if (code > 127) good++;
  }
  return bad * 10 <= good ? text : null;
}

const hasPrefix = (bytes: Uint8Array, prefix: readonly number[]): boolean => prefix.every((b, i) => bytes[i] === b);

/** UTF-16 without a mark: NULs at nearly every other place and hardly any elsewhere. Null if it is not. */
export function sniffUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, 4096) & ~1;
  if (length < 8) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const half = length / 2;
  if (odd > half * 0.7 && even < half * 0.05) return 'utf-16le';
  if (even > half * 0.7 && odd < half * 0.05) return 'utf-16be';
  return null;
}

/** Text in UTF-32, which no platform decodes. */
function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 4; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian);
    parts.push(code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code));
  }
  return parts.join('') + (bytes.length % 4 === 0 ? '' : '\ufffd');
}

/** What the first bytes of a file say of its character set; null if they say nothing. */
function decodeMarked(bytes: Uint8Array): string | null {
  if (hasPrefix(bytes, [0xef, 0xbb, 0xbf])) return new TextDecoder('utf-8').decode(bytes);
  if (hasPrefix(bytes, [0xff, 0xfe, 0, 0])) return decodeUtf32(bytes, true);
  if (hasPrefix(bytes, [0, 0, 0xfe, 0xff])) return decodeUtf32(bytes, false);
  if (hasPrefix(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes);
  if (hasPrefix(bytes, [0xfe, 0xff])) return new TextDecoder('utf-16be').decode(bytes);
  const wide = sniffUtf16(bytes);
  return wide ? new TextDecoder(wide).decode(bytes) : null;
}

/** Whether bytes switch to Japanese by escape sequences; to other decoders they are plain ASCII. */
function isIso2022Jp(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 200_000);
  for (let at = head.indexOf(27); at >= 0; at = head.indexOf(27, at + 1)) {
    const set = String.fromCharCode(head[at + 1] ?? 0, head[at + 2] ?? 0);
    if (set === '$B' || set === '$@') return true;
  }
  return false;
}

/** Character sets of one byte that pages and mails declare by habit while they are in UTF-8. */
const isWestern = (label: string): boolean =>
  /^(?:iso-8859-1|iso8859-1|latin1|windows-1252|cp1252|us-ascii|ascii)$/i.test(label);

const ALIASES: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  'windows-932': 'shift_jis',
  ms936: 'gbk',
  cp936: 'gbk',
  cp949: 'euc-kr',
  uhc: 'euc-kr',
  cp950: 'big5',
  'x-iso-8859-1': 'iso-8859-1',
  unicode: 'utf-16le',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
};

/**
 * Text of bytes whose character set is unknown: by byte order mark, by NULs (UTF-16), by what the file declares,
 * as UTF-8 if it is valid, else by the frequency of its bytes. Never fails; impossible bytes become U+FFFD.
 */
export function decodeText(bytes: Uint8Array, declared: string | null = null): string {
  const marked = decodeMarked(bytes);
  if (marked !== null) return marked;
  const named = declared?.trim().toLowerCase() ?? null;
  // A page that can be read so far to declare UTF-16 is not in UTF-16.
  const label = named && /^utf-?16/.test(named) ? 'utf-8' : named ? (ALIASES[named] ?? named) : null;
  if ((label === null || isWestern(label)) && isIso2022Jp(bytes)) return decodeKnown(bytes, 'iso-2022-jp');
  const utf8 = label === null || isWestern(label) ? tryDecode(bytes, 'utf-8') : null;
  if (utf8 !== null) return utf8;
  const asDeclared = label ? (tryDecode(bytes, label) ?? decodeMostly(bytes, label)) : null;
  if (asDeclared !== null) return asDeclared;
  const asUtf8 = label === 'utf-8' ? null : (tryDecode(bytes, 'utf-8') ?? decodeMostly(bytes, 'utf-8'));
  if (asUtf8 !== null) return asUtf8;
  const guess = chardet.detect(bytes.subarray(0, 200_000));
  const guessed = guess ? tryDecode(bytes, guess) : null;
  return guessed ?? decodeKnown(bytes, 'windows-1252');
}

const UTF16: Readonly<Record<string, 'utf-16le' | 'utf-16be'>> = {
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  // RFC 2781: without a mark the big end comes first.
  'utf-16': 'utf-16be',
  'iso-10646-ucs-2': 'utf-16be',
};

/**
 * Text of bytes whose character set is declared outside of them, as the head of an e-mail does: unlike a page that
 * names its own, such bytes can be in UTF-16. Otherwise as `decodeText`.
 */
export function decodeLabelled(bytes: Uint8Array, declared: string | null): string {
  const wide = UTF16[declared?.trim().toLowerCase() ?? ''];
  const isPlain = wide === undefined || decodeMarked(bytes) !== null || bytes.every((byte) => byte > 0 && byte < 128);
  return (isPlain ? null : tryDecode(bytes, wide)) ?? decodeText(bytes, declared);
}

/** The character set that an HTML page declares in its first kilobytes, or null. */
export function declaredCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  const xml = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i.exec(head);
  const meta = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head);
  return meta?.[1] ?? xml?.[1] ?? null;
}

/** Upper halves of the character sets of DOS, which the platform does not know, and of code page 850. */
const DOS: Readonly<Record<string, string>> = {
  cp437:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  cp850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
};

/**
 * Decodes bytes whose character set is known for sure. Bytes without a meaning in it become U+FFFD, never nothing;
 * so do all but ASCII where the platform does not know the set.
 */
export function decodeKnown(bytes: Uint8Array, label: string): string {
  const dos = DOS[label];
  if (dos !== undefined) {
    return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : dos.charAt(byte - 128))).join('');
  }
  const decoder = decoderFor(label, false);
  if (!decoder) return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : '\ufffd')).join('');
  return showUnassigned(decoder.decode(bytes), decoder.encoding);
}
