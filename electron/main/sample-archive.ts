import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { ArchiveError, type Result } from '../../shared/errors.ts';
import type { ArchiveHost } from './archive-host.ts';
import { copyWritable } from './writable-copy.ts';

/** Opens the sample archive, copied to the person's own folder at the first time, where it can be changed. */
export async function openSample(host: ArchiveHost): Promise<Result<unknown>> {
  const directory = join(app.getPath('userData'), 'Sample Archive');
  if (!existsSync(directory)) {
    const shipped = app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources');
    const source = join(shipped, 'sample', 'archive');
    if (!existsSync(source)) throw new ArchiveError('not-found', `The sample archive is missing: ${source}.`);
    await copyWritable(source, directory);
  }
  return host.invoke('archive.open', { directory });
}
