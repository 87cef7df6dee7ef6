import { type FileHandle, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../shared/contract/outcomes.ts';
import type { JournalEvent } from '../../shared/domain/event.ts';
import { ArchiveError } from '../../shared/errors.ts';
import {
  errnoOf,
  type FileSystem,
  ioError,
  makeFolder,
  nodeFileSystem,
  setAside,
  setBytesAside,
  syncFolder,
} from './durable-file.ts';
import { chainEvent, type EventDraft, FIRST_PREV, parseEntry, serializeEntry } from './journal-entry.ts';

/** Where an entry lies: number of its file, offset and length in bytes (newline included). */
export interface EntryPlace {
  readonly segment: number;
  readonly offset: number;
  readonly length: number;
}

/** The last entry that something includes; seq 0 and no place before the first entry. */
export interface JournalPosition {
  readonly seq: number;
  readonly hash: string;
  readonly place: EntryPlace | null;
}

/** An entry with its place. */
export interface PlacedEvent {
  readonly event: JournalEvent;
  readonly place: EntryPlace;
}

/** A line of the journal as it is on disk: an entry, or what is wrong with it. */
export interface ScannedLine {
  readonly place: EntryPlace;
  /** 1-based within its file if the scan began at the file's start, else null. */
  readonly line: number | null;
  readonly entry: JournalEvent | string;
  readonly terminated: boolean;
}

/** Before the first entry. */
export const JOURNAL_START: JournalPosition = { seq: 0, hash: FIRST_PREV, place: null };

/** Settings of a journal. */
export interface JournalOptions {
  readonly readOnly: boolean;
  readonly now: () => Date;
  readonly fileSystem?: FileSystem;
  /** Size in bytes past which the next entry begins a new file. */
  readonly rotateAt?: number;
}

/** What opening found: the entries after the given position, and trouble. */
export interface OpenedJournal {
  readonly journal: Journal;
  /** Entries after `from`; all entries if `from` is not in the journal any more. */
  readonly tail: readonly PlacedEvent[];
  /** False if `from` is not in the journal: `tail` then holds everything there is. */
  readonly isContinuation: boolean;
  readonly problems: readonly Problem[];
}

const SEGMENT = /^(\d{6})\.ndjson$/;
const CHUNK = 1 << 20;

/** File name of a journal file, for messages and problems. */
export function segmentName(segment: number): string {
  return `journal/${String(segment).padStart(6, '0')}.ndjson`;
}

/**
 * The append-only, hash-chained log of an archive. An appended entry is on disk when the promise resolves; a failed
 * append leaves the file as it was. One append runs at a time, in the order of the calls.
 */
export class Journal {
  readonly #archive: string;
  readonly #fileSystem: FileSystem;
  readonly #rotateAt: number;
  readonly #readOnly: boolean;
  #position: JournalPosition;
  #handle: FileHandle | null = null;
  #segment: number;
  #length: number;
  #broken: unknown = null;
  #last: Promise<unknown> = Promise.resolve();

  /** Use `openJournal`. `segment` and `length` name the end of the good part of the newest file. */
  constructor(archive: string, position: JournalPosition, segment: number, length: number, options: JournalOptions) {
    this.#archive = archive;
    this.#position = position;
    this.#segment = segment;
    this.#length = length;
    this.#readOnly = options.readOnly;
    this.#fileSystem = options.fileSystem ?? nodeFileSystem;
    this.#rotateAt = options.rotateAt ?? 16 * 1024 * 1024;
  }

  /** The newest entry on disk. */
  get position(): JournalPosition {
    return this.#position;
  }

  /** False after a failed write that could not be taken back: what the file holds is then known only at the next opening. */
  get isCertain(): boolean {
    return this.#broken === null;
  }

  /**
   * Appends events in one write and one flush. Throws `io` if they did not reach the disk: then none of them is in the
   * journal.
   */
  append(drafts: readonly EventDraft[]): Promise<readonly PlacedEvent[]> {
    const run = this.#last.then(() => this.#append(drafts));
    this.#last = run.catch(() => undefined);
    return run;
  }

  /** Reads the entry at a place. Throws `damaged` if it is not there or was altered. */
  async read(place: EntryPlace): Promise<JournalEvent> {
    const bytes = await this.#bytesAt(place);
    const entry = bytes === null ? 'is missing' : parseEntry(bytes.toString('utf8'));
    if (typeof entry === 'string') {
      throw new ArchiveError('damaged', `Entry at byte ${place.offset} of ${segmentName(place.segment)} ${entry}.`);
    }
    return entry;
  }

  /** All lines after a position, damaged ones too. */
  lines(after: JournalPosition): AsyncGenerator<ScannedLine> {
    return scanLines(join(this.#archive, 'journal'), after);
  }

  /** Entries after a position whose line contains one of the given strings (all if none are given), damaged ones left out. */
  async *entries(after: JournalPosition, containing: readonly string[] = []): AsyncGenerator<PlacedEvent> {
    for await (const { entry, place } of scanLines(join(this.#archive, 'journal'), after, containing)) {
      if (typeof entry !== 'string') yield { event: entry, place };
    }
  }

  /** Ends writing; waits for an append under way. */
  async close(): Promise<void> {
    await this.#last;
    await this.#handle?.close();
    this.#handle = null;
    this.#broken = new ArchiveError('no-archive', 'The archive is closed.');
  }

  async #bytesAt(place: EntryPlace): Promise<Buffer | null> {
    return readPlace(join(this.#archive, 'journal'), place);
  }

  async #append(drafts: readonly EventDraft[]): Promise<readonly PlacedEvent[]> {
    if (this.#readOnly) throw new ArchiveError('read-only', 'The archive is open for reading only.');
    if (this.#broken !== null) {
      throw new ArchiveError('io', 'The journal cannot be written any more: close the archive and open it again.', {
        cause: this.#broken,
      });
    }
    const events: JournalEvent[] = [];
    for (const draft of drafts) events.push(chainEvent(draft, events[events.length - 1] ?? this.#position));
    const handle = await this.#writableSegment();
    const placed: PlacedEvent[] = [];
    const chunks: Buffer[] = [];
    let end = this.#length;
    for (const event of events) {
      const chunk = Buffer.from(serializeEntry(event), 'utf8');
      placed.push({ event, place: { segment: this.#segment, offset: end, length: chunk.length } });
      chunks.push(chunk);
      end += chunk.length;
    }
    const bytes = Buffer.concat(chunks);
    try {
      const { bytesWritten } = await handle.write(bytes, 0, bytes.length, this.#length);
      if (bytesWritten !== bytes.length) {
        throw new ArchiveError(
          'io',
          `The change was not saved: the disk took ${bytesWritten} of ${bytes.length} bytes.`,
        );
      }
      await handle.datasync();
    } catch (error) {
      await this.#cutBack(handle);
      throw ioError('The change was not saved', error);
    }
    const last = placed[placed.length - 1];
    if (last) {
      this.#length = end;
      this.#position = { seq: last.event.seq, hash: last.event.hash, place: last.place };
    }
    return placed;
  }

  /** Takes back what a failed write may have left. If even that fails, nothing more may be written after it. */
  async #cutBack(handle: FileHandle): Promise<void> {
    try {
      await handle.truncate(this.#length);
      await handle.datasync();
    } catch (error) {
      this.#broken = error;
    }
  }

  async #writableSegment(): Promise<FileHandle> {
    try {
      if (this.#segment > 0 && this.#length < this.#rotateAt) {
        this.#handle ??= await this.#fileSystem.open(this.#path(this.#segment), 'r+');
        return this.#handle;
      }
      const folder = join(this.#archive, 'journal');
      await makeFolder(folder);
      const next = await this.#fileSystem.open(this.#path(this.#segment + 1), 'wx+');
      try {
        await syncFolder(folder);
        await this.#handle?.close();
      } catch (error) {
        await next.close();
        await rm(this.#path(this.#segment + 1));
        throw error;
      }
      this.#handle = next;
      this.#segment += 1;
      this.#length = 0;
      return next;
    } catch (error) {
      throw ioError('The change was not saved: the journal cannot be opened for writing', error);
    }
  }

  #path(segment: number): string {
    return join(this.#archive, segmentName(segment));
  }
}

/**
 * Opens the journal of an archive after the position that the state files include. Reads only what comes after it. A
 * torn tail is cut off and its bytes kept in damaged/; damage with whole entries after it is reported and left alone.
 */
export async function openJournal(
  archive: string,
  from: JournalPosition | null,
  options: JournalOptions,
): Promise<OpenedJournal> {
  const folder = join(archive, 'journal');
  const isContinuation = from !== null && (await isInJournal(folder, from));
  let position = isContinuation && from ? from : JOURNAL_START;
  const tail: PlacedEvent[] = [];
  const problems: Problem[] = [];
  let suspects: ScannedLine[] = [];
  let needsNewline: EntryPlace | null = null;
  for await (const line of scanLines(folder, position)) {
    if (typeof line.entry === 'string') {
      suspects.push(line);
      continue;
    }
    problems.push(...suspects.map(describeDamage));
    if (line.entry.seq <= position.seq) {
      problems.push(
        journalProblem(line.place, `entry ${line.entry.seq} comes after entry ${position.seq} and was left out.`),
      );
      suspects = [];
      continue;
    }
    if (suspects.length === 0 && (line.entry.seq !== position.seq + 1 || line.entry.prev !== position.hash)) {
      problems.push(
        journalProblem(
          line.place,
          `entry ${line.entry.seq} does not continue entry ${position.seq}: entries are missing.`,
        ),
      );
    }
    suspects = [];
    needsNewline = line.terminated ? null : line.place;
    position = { seq: line.entry.seq, hash: line.entry.hash, place: line.place };
    tail.push({ event: line.entry, place: line.place });
  }
  const segments = await listSegments(folder);
  const end = position.place === null ? 0 : position.place.offset + position.place.length;
  let segment = position.place?.segment ?? segments[0] ?? 0;
  let length = end;
  if (!options.readOnly) {
    if (suspects.length > 0) {
      if (suspects.some((line) => line.terminated)) problems.push(...suspects.map(describeDamage));
      await cutTornTail(archive, segment, end, suspects, options);
    } else if (needsNewline !== null) {
      await endLine(join(archive, segmentName(segment)), end);
      position = { ...position, place: { ...needsNewline, length: needsNewline.length + 1 } };
      const last = tail.pop();
      if (last && position.place) tail.push({ event: last.event, place: position.place });
      length = end + 1;
    }
    const newest = segments[segments.length - 1] ?? 0;
    if (newest > segment && (await listSegments(folder)).includes(newest)) {
      segment = newest;
      length = 0;
    }
  }
  return { journal: new Journal(archive, position, segment, length, options), tail, isContinuation, problems };
}

async function isInJournal(folder: string, position: JournalPosition): Promise<boolean> {
  if (position.place === null) return true;
  const bytes = await readPlace(folder, position.place);
  const entry = bytes === null ? null : parseEntry(bytes.toString('utf8'));
  return entry !== null && typeof entry !== 'string' && entry.hash === position.hash;
}

async function readPlace(folder: string, place: EntryPlace): Promise<Buffer | null> {
  let handle: FileHandle;
  try {
    handle = await open(join(folder, '..', segmentName(place.segment)), 'r');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    const bytes = Buffer.alloc(place.length);
    const { bytesRead } = await handle.read(bytes, 0, place.length, place.offset);
    return bytesRead === place.length ? bytes : null;
  } finally {
    await handle.close();
  }
}

async function listSegments(folder: string): Promise<readonly number[]> {
  try {
    const names = await readdir(folder);
    return names
      .flatMap((name) => {
        const number = SEGMENT.exec(name)?.[1];
        return number === undefined ? [] : [Number(number)];
      })
      .sort((a, b) => a - b);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function* scanLines(
  folder: string,
  after: JournalPosition,
  containing: readonly string[] = [],
): AsyncGenerator<ScannedLine> {
  const needles = containing.map((text) => Buffer.from(text, 'utf8'));
  for (const segment of await listSegments(folder)) {
    if (after.place && segment < after.place.segment) continue;
    const start = after.place?.segment === segment ? after.place.offset + after.place.length : 0;
    let line = 0;
    for await (const { offset, bytes, terminated } of readLines(join(folder, '..', segmentName(segment)), start)) {
      line += 1;
      if (needles.length > 0 && !needles.some((needle) => bytes.includes(needle))) continue;
      yield {
        place: { segment, offset, length: bytes.length + (terminated ? 1 : 0) },
        line: start === 0 ? line : null,
        entry: parseEntry(bytes.toString('utf8')),
        terminated,
      };
    }
  }
}

async function* readLines(
  path: string,
  start: number,
): AsyncGenerator<{ readonly offset: number; readonly bytes: Buffer; readonly terminated: boolean }> {
  const handle = await open(path, 'r');
  try {
    let parts: Buffer[] = [];
    let offset = start;
    let position = start;
    for (;;) {
      const chunk = Buffer.alloc(CHUNK);
      const { bytesRead } = await handle.read(chunk, 0, CHUNK, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      let from = 0;
      for (let end = chunk.indexOf(10); end !== -1 && end < bytesRead; end = chunk.indexOf(10, from)) {
        const bytes = Buffer.concat([...parts, chunk.subarray(from, end)]);
        yield { offset, bytes, terminated: true };
        offset += bytes.length + 1;
        parts = [];
        from = end + 1;
      }
      if (from < bytesRead) parts.push(chunk.subarray(from, bytesRead));
    }
    const rest = Buffer.concat(parts);
    if (rest.length > 0) yield { offset, bytes: rest, terminated: false };
  } finally {
    await handle.close();
  }
}

async function cutTornTail(
  archive: string,
  segment: number,
  end: number,
  torn: readonly ScannedLine[],
  options: JournalOptions,
): Promise<void> {
  const at = options.now();
  for (const number of new Set(torn.map((line) => line.place.segment))) {
    const path = join(archive, segmentName(number));
    if (number !== segment) {
      await setAside(archive, path, at);
      continue;
    }
    const handle = await (options.fileSystem ?? nodeFileSystem).open(path, 'r+');
    try {
      const { size } = await handle.stat();
      const bytes = Buffer.alloc(size - end);
      await handle.read(bytes, 0, bytes.length, end);
      await setBytesAside(archive, `journal_${String(number).padStart(6, '0')}.from-byte-${end}`, bytes, at);
      await handle.truncate(end);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

async function endLine(path: string, end: number): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.write(Buffer.from('\n'), 0, 1, end);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const describeDamage = (line: ScannedLine): Problem =>
  journalProblem(line.place, `the entry there ${typeof line.entry === 'string' ? line.entry : 'is damaged'}.`);

const journalProblem = (place: EntryPlace, message: string): Problem => ({
  kind: 'journal',
  path: segmentName(place.segment),
  message: `Journal ${segmentName(place.segment)} at byte ${place.offset}: ${message} Run archive verify, and compare with a copy of the archive.`,
});
