/** A piece of an RTF file (RTF 1.9.1, "RTF syntax"). */
export type RtfToken =
  | { readonly kind: 'open' | 'close' }
  /** A control word or symbol; `value` is null without a number. */
  | { readonly kind: 'control'; readonly word: string; readonly value: number | null }
  /** Characters as bytes, in the character set then in force. */
  | { readonly kind: 'bytes'; readonly from: number; readonly to: number }
  /** One character written as \'hh. */
  | { readonly kind: 'byte'; readonly byte: number };

const isLetter = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90);
const isDigit = (c: number): boolean => c >= 48 && c <= 57;

const hexValue = (c: number): number => {
  if (isDigit(c)) return c - 48;
  const lower = c | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
};

const OPEN = 123;
const CLOSE = 125;
const BACKSLASH = 92;
const LF = 10;
const CR = 13;

/**
 * Reads RTF piece by piece, each byte once. Binary data (\bin) are passed over, never beyond the end of the file;
 * line ends say nothing in RTF and are left out.
 */
export function* readRtfTokens(bytes: Uint8Array): Generator<RtfToken> {
  const at = (index: number): number => bytes[index] ?? -1;
  for (let i = 0; i < bytes.length; ) {
    const c = at(i);
    if (c === OPEN || c === CLOSE) {
      yield { kind: c === OPEN ? 'open' : 'close' };
      i++;
    } else if (c === CR || c === LF || c === 0) i++;
    else if (c !== BACKSLASH) {
      const from = i;
      while (i < bytes.length && !isSpecial(at(i))) i++;
      yield { kind: 'bytes', from, to: i };
    } else if (!isLetter(at(i + 1))) {
      const symbol = at(i + 1);
      const high = hexValue(at(i + 2));
      const low = hexValue(at(i + 3));
      if (symbol === 39 && high >= 0 && low >= 0) {
        yield { kind: 'byte', byte: high * 16 + low };
        i += 4;
        continue;
      }
      if (symbol >= 0) yield { kind: 'control', word: String.fromCharCode(symbol), value: null };
      i += 2;
    } else {
      let end = i + 1;
      while (isLetter(at(end)) && end - i <= 40) end++;
      const word = Buffer.from(bytes.buffer, bytes.byteOffset + i + 1, end - i - 1).toString('latin1');
      const isNegative = at(end) === 45 && isDigit(at(end + 1));
      if (isNegative) end++;
      let value: number | null = null;
      while (isDigit(at(end))) value = Math.min((value ?? 0) * 10 + at(end++) - 48, 2 ** 31);
      if (at(end) === 32) end++;
      if (word === 'bin') end += value ?? 0;
      else yield { kind: 'control', word, value: value !== null && isNegative ? -value : value };
      i = end;
    }
  }
}

const isSpecial = (c: number): boolean =>
  c === OPEN || c === CLOSE || c === BACKSLASH || c === CR || c === LF || c === 0;
