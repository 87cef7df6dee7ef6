import type { Version } from './document.ts';

/** Bytes of an archive that lie in objects/ under their hash. */
export interface StoredObject {
  readonly sha256: string;
  /** Size in bytes. */
  readonly byteLength: number;
  /** The name the bytes arrived under; data for a person, never a path. */
  readonly fileName: string;
}

/**
 * Everything that a version keeps in objects/: its original first, then its companions in their order, each hash once.
 * A companion may be shared with other versions: whoever goes through several versions sees its hash again.
 */
export function objectsOf(version: Version): readonly StoredObject[] {
  const objects = new Map<string, StoredObject>();
  for (const { sha256, byteLength, fileName } of [version, ...(version.companions ?? [])]) {
    if (!objects.has(sha256)) objects.set(sha256, { sha256, byteLength, fileName });
  }
  return [...objects.values()];
}
