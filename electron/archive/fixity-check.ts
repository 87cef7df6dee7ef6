import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FixityFinding } from '../../shared/domain/fixity.ts';
import type { ArchiveCore, PlannedEvent } from './archive-core.ts';
import { errnoOf } from './durable-file.ts';
import type { ObjectToCheck } from './preservation-index.ts';

/** What a check may use of the disk, and when it is to stop. */
export interface CheckOptions {
  readonly signal?: AbortSignal;
  /** Called after so many bytes were read; the next ones are read when it resolves. */
  readonly pace?: (byteLength: number) => Promise<void>;
  readonly onProgress?: (done: number) => void;
}

/** Findings of one check, in the order of the objects; fewer than these if it was stopped. */
export interface CheckOutcome {
  readonly findings: readonly FixityFinding[];
  readonly byteLength: number;
}

/** Hashes objects, one at a time. An object that cannot be read is a finding like any other. */
export async function checkObjects(
  core: ArchiveCore,
  objects: readonly Pick<ObjectToCheck, 'sha256'>[],
  { signal, pace, onProgress }: CheckOptions = {},
): Promise<CheckOutcome> {
  const findings: FixityFinding[] = [];
  let byteLength = 0;
  const count = async (bytes: number): Promise<void> => {
    byteLength += bytes;
    await pace?.(bytes);
  };
  for (const { sha256 } of objects) {
    if (signal?.aborted) break;
    const finding = await checkObject(core.objects.pathOf(sha256), sha256, count, signal);
    if (finding === null) break;
    findings.push(finding);
    onProgress?.(findings.length);
  }
  return { findings, byteLength };
}

/** Null if it was stopped. */
async function checkObject(
  path: string,
  sha256: string,
  onBytes: (bytes: number) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<FixityFinding | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
      if (signal?.aborted) return null;
      if (!Buffer.isBuffer(chunk)) continue;
      hash.update(chunk);
      await onBytes(chunk.length);
    }
  } catch (error) {
    const code = errnoOf(error);
    if (code === null) throw error;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { sha256, outcome: 'missing', found: null, reason: null };
    return { sha256, outcome: 'unreadable', found: null, reason: REASONS[code] ?? `the system reports ${code}` };
  }
  const found = hash.digest('hex');
  return found === sha256
    ? { sha256, outcome: 'intact', found: null, reason: null }
    : { sha256, outcome: 'altered', found, reason: null };
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is refused',
  EPERM: 'permission is refused',
  EIO: 'the disk reports a fault',
  EISDIR: 'a folder stands in its place',
  ELOOP: 'a link that leads to itself stands in its place',
};

/** Objects in one journal entry at most. */
const BATCH = 500;

/** The journal entries that record findings. */
export function fixityEvents(
  findings: readonly FixityFinding[],
  particulars: { readonly scope: 'documents' | 'archive' | 'schedule' | 'verify'; readonly group?: string },
): readonly PlannedEvent[] {
  const { scope, group } = particulars;
  const events: PlannedEvent[] = [];
  for (let from = 0; from < findings.length; from += BATCH) {
    const batch = findings.slice(from, from + BATCH);
    const intact = batch.filter(({ outcome }) => outcome === 'intact').map(({ sha256 }) => sha256);
    const faults = batch.filter(({ outcome }) => outcome !== 'intact');
    const what = batch.length === 1 ? 'one preserved file' : `${batch.length} preserved files`;
    const outcome = faults.length === 0 ? 'intact' : faults.length === 1 ? 'one fault' : `${faults.length} faults`;
    events.push({
      type: 'fixity.check',
      label: `Check the fixity of ${what}: ${outcome}`,
      changes: [],
      detail: { scope, intact, faults },
      ...(group === undefined ? {} : { group }),
    });
  }
  return events;
}
