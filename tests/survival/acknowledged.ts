import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Change } from '../../shared/domain/event.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { TestSession } from '../support/temp-archive.ts';

/** A change that somebody was told of: what a `changes` broadcast says. */
export interface ToldChange {
  readonly seq: number;
  readonly changes: readonly Change[];
}

/** What an archive must hold: everything that was told, the newest state of each thing. */
export class Acknowledged {
  readonly #told = new Map<number, readonly Change[]>();
  #lastSeq = 0;

  /** Notes what was told. */
  tell({ seq, changes }: ToldChange): void {
    this.#told.set(seq, changes);
    this.#lastSeq = Math.max(this.#lastSeq, seq);
  }

  /** Number of changes of things that were told. */
  get size(): number {
    let size = 0;
    for (const changes of this.#told.values()) size += changes.length;
    return size;
  }

  /**
   * Compares an open archive and its journal on disk with what was told. Journal entries after the last one told are
   * work that was under way: they must be whole, and count. Returns what is wrong, one sentence each.
   */
  async faultsOf(directory: string, session: TestSession): Promise<readonly string[]> {
    const faults: string[] = [];
    const entries = await readJournal(directory);
    for (const [seq, changes] of this.#told) {
      const entry = entries.get(seq);
      if (!entry) faults.push(`Entry ${seq} was told and is lost.`);
      else if (!isDeepStrictEqual(entry, JSON.parse(JSON.stringify(changes)))) faults.push(`Entry ${seq} differs.`);
    }
    const latest = new Map<string, Change>();
    for (const seq of [...entries.keys()].sort((a, b) => a - b)) {
      for (const change of entries.get(seq) ?? []) latest.set(`${change.entity} ${change.id}`, change);
    }
    for (const change of latest.values()) {
      const held = await current(session, change);
      if (!isDeepStrictEqual(held, change.after)) {
        faults.push(`${change.entity} ${change.id} is not what its last change made it.`);
      }
    }
    return faults;
  }
}

/** The lines of a file whose writer may have been killed: one without its end was never told to anybody. */
export function wholeLines(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}

/** The changes of every entry of the journal on disk, by seq. */
async function readJournal(directory: string): Promise<Map<number, readonly Change[]>> {
  const entries = new Map<number, readonly Change[]>();
  const folder = join(directory, 'journal');
  for (const name of (await readdir(folder)).sort()) {
    for (const line of wholeLines(await readFile(join(folder, name), 'utf8'))) {
      const { seq, changes } = JSON.parse(line) as ToldChange;
      entries.set(seq, changes);
    }
  }
  return entries;
}

/** What a thing is now, by the methods that a window calls; null if it does not exist. */
async function current({ call }: TestSession, change: Change): Promise<unknown> {
  try {
    switch (change.entity) {
      case 'archive':
        return (await call('archive.status', {}))?.info ?? null;
      case 'document':
        return await call('document.get', { id: change.id });
      case 'briefing':
        return await call('briefing.get', { id: change.id });
      case 'agency':
        return (await call('codebook.get', {})).agencies.find(({ id }) => id === change.id) ?? null;
      case 'stance':
        return (await call('codebook.get', {})).stances.find(({ id }) => id === change.id) ?? null;
      case 'topic':
        return (await call('codebook.get', {})).topics.find(({ id }) => id === change.id) ?? null;
      case 'saved-search':
        return (await call('saved-search.list', {})).find(({ id }) => id === change.id) ?? null;
      case 'passage': {
        const {
          documentTitle: _,
          dateIssued: __,
          withdrawal: ___,
          ...passage
        } = await call('passage.get', { id: change.id });
        return passage;
      }
    }
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'not-found') return null;
    throw error;
  }
}
