import { foldName } from './bag-paths.ts';

const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;
/** Bytes of UTF-8 that a name may have; file systems allow 255, and paths get long. */
const LONGEST = 120;

/**
 * A name that every system can hold, as near to the given one as that allows: composed Unicode; what Windows or BagIt
 * do not take written as `=` and its number in hexadecimal; the ending kept when it is too long.
 */
export function safeName(name: string, fallback: string): string {
  const encoded = name
    .normalize('NFC')
    .replace(/[<>:"/\\|?*%]|\p{Cc}|\p{Cs}/gu, encode)
    .replace(/^[\s~]|[\s.]$/gu, encode);
  const filled = encoded === '' ? fallback : encoded;
  return shorten(RESERVED.test(filled) ? `_${filled}` : filled);
}

const encode = (char: string): string => `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST) return name;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  let stem = '';
  for (const char of name.slice(0, name.length - ending.length)) {
    if (Buffer.byteLength(stem) + Buffer.byteLength(char) + Buffer.byteLength(ending) > LONGEST) break;
    stem += char;
  }
  return `${stem.replace(/[\s.]+$/u, '')}${ending}`;
}

/** Gives out names of one folder, none of which another system would take for one given out before. */
export class FolderNames {
  readonly #taken: Set<string>;

  constructor(taken: readonly string[] = []) {
    this.#taken = new Set(taken.map(foldName));
  }

  /** The name, or the name with the lowest number that makes it another: “Memo (2).pdf”. */
  take(name: string): string {
    const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
    const stem = name.slice(0, name.length - ending.length);
    let candidate = name;
    for (let number = 2; this.#taken.has(foldName(candidate)); number += 1) candidate = `${stem} (${number})${ending}`;
    this.#taken.add(foldName(candidate));
    return candidate;
  }
}
