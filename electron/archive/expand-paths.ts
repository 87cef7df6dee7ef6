import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from './durable-file.ts';

/** A file found under a path that was given, or why that path gives none. */
export interface FoundFile {
  readonly path: string;
  readonly fault: { readonly code: 'unreadable'; readonly message: string } | null;
}

/**
 * The files of a path, those of folders in the order of their names; names that begin with a dot are left out. What
 * cannot be read, and devices, pipes and sockets, are given with their fault.
 */
export async function expandPath(path: string): Promise<readonly FoundFile[]> {
  try {
    const found = await stat(path);
    if (found.isFile()) return [{ path, fault: null }];
    if (!found.isDirectory()) {
      const message = `${path} is neither a file nor a folder, but a device, a pipe or a socket. Copy its content to a file.`;
      return [{ path, fault: { code: 'unreadable', message } }];
    }
    const entries = await readdir(path, { withFileTypes: true });
    const files: FoundFile[] = [];
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))) {
      if (entry.name.startsWith('.')) continue;
      const inner = join(path, entry.name);
      if (entry.isDirectory()) files.push(...(await expandPath(inner)));
      else if (entry.isFile()) files.push({ path: inner, fault: null });
      // A link to a folder may lead back up; a link to a file is as good as the file.
      else if (entry.isSymbolicLink() && (await isFile(inner))) files.push({ path: inner, fault: null });
    }
    return files;
  } catch (error) {
    const missing = errnoOf(error) === 'ENOENT';
    const message = missing
      ? `${path} cannot be read: there is no such file or folder. Check the path.`
      : `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}. Check its rights.`;
    return [{ path, fault: { code: 'unreadable', message } }];
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (errnoOf(error) !== null) return false;
    throw error;
  }
}
