/** Where a path of a manifest points: a path inside the bag, or why it may not be followed. */
export type SafePath =
  | { readonly ok: true; readonly path: string; readonly isNormal: boolean }
  | { readonly ok: false; readonly reason: string };

/**
 * Takes `./`, `//` and inner `..` out of a path and refuses whatever leads out of the bag on any system: absolute
 * paths, `..` above the base, `~` and `~user`, drive letters, UNC and device paths, `%VARIABLE%\`.
 */
export function toSafePath(path: string): SafePath {
  const reason = dangerOf(path);
  if (reason !== null) return { ok: false, reason };
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return { ok: false, reason: 'it leads out of the bag by “..”' };
  }
  if (parts.length === 0) return { ok: false, reason: 'it names the bag itself' };
  const normal = parts.join('/');
  // “./~root” is as much a danger as “~root” once its dot is gone.
  const hidden = dangerOf(normal);
  if (hidden !== null) return { ok: false, reason: hidden };
  return { ok: true, path: normal, isNormal: normal === path };
}

function dangerOf(path: string): string | null {
  if (path.includes('\0')) return 'it holds a NUL character';
  if (path.startsWith('/')) return 'it is absolute';
  if (/^~[^/\\]*([/\\]|$)/.test(path)) return 'a shell takes “~” for a home folder';
  if (/^[A-Za-z]:([/\\]|$)/.test(path)) return 'it begins with a drive letter of Windows';
  if (path.startsWith('\\')) return 'it begins with a backslash, as network and device paths of Windows do';
  if (/^%[^%/\\]+%[/\\]/.test(path)) return 'Windows takes “%…%” for a variable';
  if (/^\.\.\\|\\\.\.(\\|$)|\\\.\.\//.test(path)) return 'it leads out of the bag by “..”';
  return null;
}

/** Decodes what RFC 8493 has encoded in a path: line feed, carriage return and per cent sign, nothing else. */
export function decodePath(path: string): string {
  return path.replace(/%(0[AaDd]|25)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The inverse of `decodePath`. */
export function encodePath(path: string): string {
  return path.replace(/[%\r\n]/g, (char) => (char === '%' ? '%25' : char === '\r' ? '%0D' : '%0A'));
}

/** Undoes what GNU's checksum programs do to a name in a line that they begin with a backslash. */
export function unescapeGnuPath(path: string): string {
  return path.replace(/\\(\\|n|r)/g, (_, char: string) => (char === 'n' ? '\n' : char === 'r' ? '\r' : '\\'));
}

/** What two names have in common that some file system cannot tell apart: normalisation and case folded away. */
export function foldName(path: string): string {
  return path.normalize('NFC').toLowerCase().normalize('NFC');
}

const SYSTEM_FILES =
  /(^|\/)(\.ds_store|thumbs\.db|desktop\.ini|\.spotlight-v100|\.trashes|\._\.trashes|\.fseventsd)(\/|$)/i;

/** Whether an operating system made the file for itself. */
export function isSystemFile(path: string): boolean {
  return SYSTEM_FILES.test(path);
}

const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;

/** Why a name cannot be on some systems, or null. */
export function unportable(path: string): string | null {
  for (const part of path.split('/')) {
    if (RESERVED.test(part)) return `“${part}” is reserved on Windows`;
    if (/[<>:"\\|?*]|\p{Cc}/u.test(part)) return `“${printable(part)}” has a character that Windows does not allow`;
    if (/[. ]$/.test(part)) return `“${part}” ends with a dot or a space, which Windows drops`;
    if (Buffer.byteLength(part) > 255) return `“${part.slice(0, 40)}…” is longer than 255 bytes`;
  }
  return null;
}

/** A path for a message: control characters are written as escapes. */
export function printable(path: string): string {
  return path.replace(/\p{Cc}/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
