/** Size of a body up to which every pause in writing saves it, in characters of its JSON. */
const SMALL = 20_000;
/** Pause in writing after which a small and a larger body is saved, in milliseconds. */
const SMALL_PAUSE = 900;
const PAUSE = 2_000;
/** Time between two saves for each character above the small size, in milliseconds: 15 s at 100,000. */
const PER_CHARACTER = 15_000 / 80_000;
/** The longest that two saves are apart however large the body is, in milliseconds. */
const MOST_APART = 60_000;
/** The longest that somebody who never pauses goes unsaved, in milliseconds. */
const MOST_UNSAVED = 30_000;

/** What decides when a body is saved by itself; times in milliseconds of one clock. */
export interface SavePace {
  /** Characters of the body's JSON. */
  readonly size: number;
  readonly now: number;
  /** When the first of the changes that wait was made. */
  readonly changedAt: number;
  /** When the body was last saved; null before the first time. */
  readonly savedAt: number | null;
}

/**
 * How long from now a body waits until it is saved by itself, if nothing more is written, in milliseconds. Every save
 * keeps the whole body in the journal: a large one is saved less often, so that the archive does not swell.
 */
export function saveDelay({ size, now, changedAt, savedAt }: SavePace): number {
  const pause = size <= SMALL ? SMALL_PAUSE : PAUSE;
  const apart = Math.min(MOST_APART, Math.max(0, size - SMALL) * PER_CHARACTER);
  const due = Math.min(now + pause, changedAt + MOST_UNSAVED);
  return Math.max(0, Math.max(due, savedAt === null ? 0 : savedAt + apart) - now);
}
