import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ArchiveError, errorFromData } from '../../shared/errors.ts';
import type { ArchiveHost } from './archive-host.ts';
import type { LaunchRequest } from './launch-arguments.ts';
import { openSample } from './sample-archive.ts';

/** A document to show: known now, or known when its import has ended. */
export interface RequestedDocument {
  readonly known: string | null;
  readonly importing: Promise<string> | null;
}

/**
 * Opens the archive that the command line names, else the one opened last, else none (the sample, if asked for).
 * Throws an ArchiveError if it can't be opened.
 */
export async function openRequestedArchive(
  request: LaunchRequest,
  lastArchive: string | null,
  host: ArchiveHost,
): Promise<void> {
  const directory = request.archive ?? lastArchive;
  if (directory === null && !request.sample) return;
  const result = await (directory === null ? openSample(host) : host.invoke('archive.open', { directory }));
  if (!result.ok) throw errorFromData(result.error);
}

/**
 * Finds the document that `open` names: a file, which is imported if the archive does not hold it, or an id.
 * Throws an ArchiveError if there is neither.
 */
export async function findRequestedDocument(
  open: string,
  directory: string,
  host: ArchiveHost,
): Promise<RequestedDocument> {
  const file = resolve(directory, open);
  if (!existsSync(file)) {
    const found = await host.invoke('document.get', { id: open });
    if (!found.ok) throw new ArchiveError('not-found', `“${open}” is neither a file nor a document of this archive.`);
    return { known: open, importing: null };
  }
  const isHeld = (await host.originalPath(await hashOf(file))) !== null;
  const importing = importFile(file, host);
  return isHeld ? { known: await importing, importing: null } : { known: null, importing };
}

async function importFile(file: string, host: ArchiveHost): Promise<string> {
  const result = await host.invoke('document.import', { paths: [file] });
  if (!result.ok) throw errorFromData(result.error);
  const outcomes = result.value as { readonly documentId: string | null; readonly reason: string | null }[];
  const [outcome] = outcomes;
  if (!outcome?.documentId) throw new ArchiveError('not-found', outcome?.reason ?? `${file} could not be imported.`);
  return outcome.documentId;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
