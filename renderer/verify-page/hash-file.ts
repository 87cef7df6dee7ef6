import { Sha256, toHex } from '../../shared/sha256.ts';

/** Bytes that are hashed at a time where the browser does not do it itself. */
const CHUNK = 4 * 1024 * 1024;
/** Beyond it a file is not read into memory at once, in bytes. */
const LARGE = 512 * 1024 * 1024;

/**
 * The SHA-256 of a file in lower-case hexadecimal. By the browser's own code where pages opened from disk may call it, else by ours.
 * `onProgress` gets 0 … 1.
 */
export async function hashFile(file: Blob, onProgress: (share: number) => void): Promise<string> {
  // Some browsers give pages from disk no `subtle`, whatever their types say.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle !== undefined && file.size <= LARGE) {
    return toHex(new Uint8Array(await subtle.digest('SHA-256', await file.arrayBuffer())));
  }
  const hash = new Sha256();
  for (let at = 0; at < file.size; at += CHUNK) {
    onProgress(at / file.size);
    hash.update(new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer()));
  }
  return toHex(hash.digest());
}
