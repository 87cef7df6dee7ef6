/** A backup as pruning sees it. */
export interface DatedBackup {
  readonly name: string;
  readonly createdAt: string;
  /** Made before something grave (a change of format, a restoration): never pruned. */
  readonly isPinned: boolean;
}

const HOUR = 3_600_000;
/** How many backups are kept of which age. */
const RECENT = { count: 5, within: 24 * HOUR } as const;
const DAILY = 14;
const WEEKLY = 8;
const MONTHLY = 12;

/** Clocks of machines that share an archive may differ by so much, in milliseconds. */
const SKEW = HOUR;

/**
 * Milliseconds since the newest backup, or null if there is none. One that is dated in the future, by a clock that was
 * wrong, says nothing of how long ago the last one was made.
 */
export function ageOfNewest(backups: readonly Pick<DatedBackup, 'createdAt'>[], now: Date): number | null {
  const ages = backups.map(({ createdAt }) => now.getTime() - Date.parse(createdAt)).filter((age) => age > -SKEW);
  return ages.length === 0 ? null : Math.max(0, Math.min(...ages));
}

/**
 * Names of the backups that may go: kept are up to 5 of the last 24 hours, the newest of each of the last 14 days, 8
 * weeks and 12 months that have any, those that are pinned, and the newest of all.
 */
export function backupsToPrune(backups: readonly DatedBackup[], now: Date): readonly string[] {
  const sorted = [...backups].sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
  const keep = new Set<string>();
  for (const { name, isPinned } of sorted) if (isPinned) keep.add(name);
  const free = sorted.filter(({ isPinned }) => !isPinned);
  const [newest] = free;
  if (newest) keep.add(newest.name);
  const recent = free.filter(({ createdAt }) => now.getTime() - Date.parse(createdAt) < RECENT.within);
  for (const { name } of recent.slice(0, RECENT.count)) keep.add(name);
  for (const [periodOf, count] of [
    [dayOf, DAILY],
    [weekOf, WEEKLY],
    [monthOf, MONTHLY],
  ] as const) {
    const periods = new Set<string>();
    for (const { name, createdAt } of free) {
      const period = periodOf(createdAt);
      if (periods.has(period) || periods.size === count) continue;
      periods.add(period);
      keep.add(name);
    }
  }
  return sorted.flatMap(({ name }) => (keep.has(name) ? [] : [name]));
}

const dayOf = (instant: string): string => instant.slice(0, 10);
const monthOf = (instant: string): string => instant.slice(0, 7);

/** The Monday that begins the week. */
function weekOf(instant: string): string {
  const date = new Date(instant);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
