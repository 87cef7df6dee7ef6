import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** Files of a bag by path; a folder's path ends with a slash. */
export type BagFiles = Map<string, Buffer>;

/** What a bag is made from; everything has a default that makes it valid. */
export interface BagSpec {
  readonly version?: string;
  /** By path under data/. */
  readonly payload?: Readonly<Record<string, string | Buffer>>;
  readonly algorithms?: readonly string[];
  /** Lines of bag-info.txt; null for no such file. */
  readonly info?: string | null;
  readonly encoding?: string;
  /** Writes text as tag files have it. */
  readonly encode?: (text: string) => Buffer;
  readonly tagManifests?: boolean;
  /** Done before the tag manifests are made, so that these fit. */
  readonly alter?: (files: BagFiles) => void;
  /** Done at the very end. */
  readonly spoil?: (files: BagFiles) => void;
}

const hashOf = (algorithm: string, bytes: Buffer): string => createHash(algorithm).update(bytes).digest('hex');

/** A line of a manifest. */
export const line = (algorithm: string, bytes: string | Buffer, path: string, gap = '  '): string =>
  `${hashOf(algorithm, Buffer.from(bytes))}${gap}${path}\n`;

/** Text of a file of the bag. */
export const textOf = (files: BagFiles, path: string): string => files.get(path)?.toString() ?? '';

/** Rewrites a file of the bag. */
export const rewrite = (files: BagFiles, path: string, change: (text: string) => string): void => {
  files.set(path, Buffer.from(change(textOf(files, path))));
};

/** Makes a bag in memory. */
export function makeBag(spec: BagSpec = {}): BagFiles {
  const { version = '1.0', encoding = 'UTF-8', encode = (text) => Buffer.from(text), algorithms = ['sha512'] } = spec;
  const payload = Object.entries(spec.payload ?? { 'hello.txt': 'hello\n', 'sub/other.txt': 'other\n' });
  const files: BagFiles = new Map([['data/', Buffer.alloc(0)]]);
  for (const [name, content] of payload) files.set(`data/${name}`, Buffer.from(content));
  files.set('bagit.txt', Buffer.from(`BagIt-Version: ${version}\nTag-File-Character-Encoding: ${encoding}\n`));
  for (const algorithm of algorithms) {
    const lines = payload.map(([name, content]) => line(algorithm, content, `data/${name}`));
    files.set(`manifest-${algorithm}.txt`, encode(lines.join('')));
  }
  if (spec.info !== null) {
    const name = ['0.93', '0.94', '0.95'].includes(version) ? 'package-info.txt' : 'bag-info.txt';
    files.set(name, encode(spec.info ?? 'Bagging-Date: 2026-11-22\n'));
  }
  spec.alter?.(files);
  if (spec.tagManifests !== false) {
    const tags = [...files].filter(([path]) => !path.startsWith('data/'));
    for (const algorithm of algorithms) {
      const lines = tags.map(([path, bytes]) => line(algorithm, bytes, path));
      files.set(`tagmanifest-${algorithm}.txt`, encode(lines.join('')));
    }
  }
  spec.spoil?.(files);
  return files;
}

/** Puts a bag into a folder. */
export async function writeBag(folder: string, files: BagFiles): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [path, bytes] of files) {
    const target = join(folder, path);
    if (path.endsWith('/')) await mkdir(target, { recursive: true });
    else {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, bytes);
    }
  }
}

/** Packs a bag under a top folder ('' for none). */
export async function packBag(file: string, files: BagFiles, top = 'bag'): Promise<void> {
  const zip = new ZipFile();
  const prefix = top === '' ? '' : `${top}/`;
  for (const [path, bytes] of files) {
    if (path.endsWith('/')) zip.addEmptyDirectory(`${prefix}${path}`);
    else zip.addBuffer(bytes, `${prefix}${path}`);
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}
