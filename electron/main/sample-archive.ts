import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import { ArchiveError, type Result } from '../../shared/errors.ts';
import type { ArchiveHost } from './archive-host.ts';

/** Opens the sample archive, copied to the person's own folder at the first time, where it can be changed. */
export async function openSample(host: ArchiveHost): Promise<Result<unknown>> {
  const directory = join(app.getPath('userData'), 'Sample Archive');
  if (!existsSync(directory)) {
    const shipped = app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources');
    const source = join(shipped, 'sample', 'archive');
    if (!existsSync(source)) throw new ArchiveError('not-found', `The sample archive is missing: ${source}.`);
    // Copied under another name first: an archive that is half there must never be opened.
    const copying = `${directory}.copying`;
    await rm(copying, { recursive: true, force: true });
    await mkdir(app.getPath('userData'), { recursive: true });
    await cp(source, copying, { recursive: true });
    await rename(copying, directory);
  }
  return host.invoke('archive.open', { directory });
}
