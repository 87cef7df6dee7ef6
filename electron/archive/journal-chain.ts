import type { BrokenEntry } from '../../shared/contract/preservation.ts';
import type { JournalEvent } from '../../shared/domain/event.ts';
import { JOURNAL_START, type Journal, type JournalPosition, segmentName } from './journal.ts';

/** One line of the journal: its entry, if it is a whole one, and what is wrong with its place in the chain. */
export interface ChainLink {
  readonly entry: JournalEvent | null;
  readonly fault: BrokenEntry | null;
}

/**
 * Goes through the whole journal up to the entry that was the last one at the call, and tells at each line whether the
 * chain holds there. A line that was altered, entries that were removed, added, exchanged or put in another order, and
 * an end that was cut off each give a fault; the first one is where to look.
 */
export async function* walkChain(journal: Journal): AsyncGenerator<ChainLink> {
  const end = journal.position;
  let { seq } = JOURNAL_START;
  // Null after a damaged entry: nobody knows its hash any more.
  let hash: string | null = JOURNAL_START.hash;
  let lastPath = segmentName(1);
  let lastLine: number | null = 0;
  for await (const { place, line, entry } of journal.lines(JOURNAL_START)) {
    if (isAfter(place, end)) break;
    lastPath = segmentName(place.segment);
    lastLine = line;
    const at = (broken: number, fault: string): BrokenEntry => ({ seq: broken, path: lastPath, line, fault });
    if (typeof entry === 'string') {
      seq += 1;
      hash = null;
      yield { entry: null, fault: at(seq, `it ${entry}`) };
      continue;
    }
    const expected = seq + 1;
    let fault: BrokenEntry | null = null;
    if (entry.seq > expected) {
      fault = at(expected, `it is missing: entry ${entry.seq} stands where it should be`);
    } else if (entry.seq < expected) {
      fault = at(entry.seq, `it stands after entry ${seq}: entries were added or put in another order`);
    } else if (hash !== null && entry.prev !== hash) {
      fault = at(entry.seq, `it does not continue entry ${seq}: an entry was exchanged, or the chain was made anew`);
    }
    ({ seq, hash } = entry);
    yield { entry, fault };
  }
  if (seq < end.seq) {
    const fault = `it is missing: the journal ends at entry ${seq}, but entry ${end.seq} was written`;
    yield {
      entry: null,
      fault: { seq: seq + 1, path: lastPath, line: lastLine === null ? null : lastLine + 1, fault },
    };
  }
}

/** One sentence about a broken entry, for a person. */
export function describeBroken({ seq, path, line, fault }: BrokenEntry): string {
  const where = line === null ? path : `${path}, line ${line}`;
  return `The journal is broken at entry ${seq} (${where}): ${fault}. Compare it with a copy of the archive.`;
}

function isAfter(place: { readonly segment: number; readonly offset: number }, end: JournalPosition): boolean {
  if (end.place === null) return true;
  return place.segment > end.place.segment || (place.segment === end.place.segment && place.offset > end.place.offset);
}
