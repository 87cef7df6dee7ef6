import { createHash, type Hash } from 'node:crypto';
import { ArchiveError } from '../../../shared/errors.ts';
import type { BagFile } from './bag-source.ts';

/** Names of algorithms in manifests (lower case, letters and digits alone) whose name in OpenSSL is another. */
const OPENSSL_NAMES: Readonly<Record<string, string>> = {
  sha512224: 'sha512-224',
  sha512256: 'sha512-256',
  sha3224: 'sha3-224',
  sha3256: 'sha3-256',
  sha3384: 'sha3-384',
  sha3512: 'sha3-512',
  blake2b: 'blake2b512',
  blake2s: 'blake2s256',
  rmd160: 'ripemd160',
};

/** Lower case, letters and digits alone: the form that RFC 8493 wants in the name of a manifest. */
export function canonicalAlgorithm(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Length of the algorithm's checksums in hexadecimal digits, or null if it is not known here. */
export function digestLength(algorithm: string): number | null {
  const hash = newHash(algorithm);
  return hash === null ? null : hash.digest('hex').length;
}

/** Algorithms that someone who alters a file can work around. */
export function isWeak(algorithm: string): boolean {
  return /^(md[245]|sha1?)$/.test(algorithm);
}

/** Which algorithms there are differs between Node and Electron, so the way to know is to try. */
function newHash(algorithm: string): Hash | null {
  if (!/^[a-z0-9]{1,32}$/.test(algorithm)) return null;
  try {
    return createHash(OPENSSL_NAMES[algorithm] ?? algorithm);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

/** What reading a file once gave. */
export interface Measured {
  readonly bytes: number;
  /** Lower-case hexadecimal, by algorithm. */
  readonly checksums: ReadonlyMap<string, string>;
}

/** Reads a file once, with all algorithms at the same time. Throws `cancelled`; rejects with what reading rejects with. */
export async function measureFile(
  file: Pick<BagFile, 'open'>,
  algorithms: readonly string[],
  signal?: AbortSignal,
): Promise<Measured> {
  const hashes = algorithms.flatMap((name) => {
    const hash = newHash(name);
    return hash === null ? [] : [{ name, hash }];
  });
  let bytes = 0;
  for await (const chunk of await file.open()) {
    throwIfCancelled(signal);
    if (!Buffer.isBuffer(chunk)) continue;
    for (const { hash } of hashes) hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, checksums: new Map(hashes.map(({ name, hash }) => [name, hash.digest('hex')])) };
}

/** Throws `cancelled` if the person has stopped the work. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ArchiveError('cancelled', 'It was stopped.');
}
