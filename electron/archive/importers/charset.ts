import chardet from 'chardet';

const strictUtf8 = () => new TextDecoder('utf-8', { fatal: true });

/** Decodes with a label if the platform knows it and no byte is impossible in it; null otherwise. */
function tryDecode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
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

/**
 * Text of bytes whose character set is unknown: by byte order mark, by NULs (UTF-16), by what the file declares,
 * as UTF-8 if it is valid, else by the frequency of its bytes. Never fails; impossible bytes become U+FFFD.
 */
export function decodeText(bytes: Uint8Array, declared: string | null = null): string {
  if (hasPrefix(bytes, [0xef, 0xbb, 0xbf])) return new TextDecoder('utf-8').decode(bytes);
  if (hasPrefix(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes);
  if (hasPrefix(bytes, [0xfe, 0xff])) return new TextDecoder('utf-16be').decode(bytes);
  const wide = sniffUtf16(bytes);
  if (wide) return new TextDecoder(wide).decode(bytes);
  // A page that can be read so far to declare UTF-16 is not in UTF-16.
  const label = declared && /^utf-?16/i.test(declared) ? 'utf-8' : declared;
  const asDeclared = label ? tryDecode(bytes, label) : null;
  if (asDeclared !== null) return asDeclared;
  try {
    return strictUtf8().decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  const guess = chardet.detect(bytes.subarray(0, 200_000));
  const guessed = guess ? tryDecode(bytes, guess) : null;
  return guessed ?? new TextDecoder('windows-1252').decode(bytes);
}

/** The character set that an HTML page declares in its first kilobytes, or null. */
export function declaredCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  const xml = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i.exec(head);
  const meta = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head);
  return meta?.[1] ?? xml?.[1] ?? null;
}
