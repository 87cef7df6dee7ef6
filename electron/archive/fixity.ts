import type { FixityAlarm } from '../../shared/contract/preservation.ts';
import type { ArchiveMethods, MethodOutput } from '../../shared/contract.ts';
import type { ArchiveInfo } from '../../shared/domain/event.ts';
import type { FixityFinding } from '../../shared/domain/fixity.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { type CheckOptions, type CheckOutcome, checkObjects, fixityEvents } from './fixity-check.ts';
import { restoreObject } from './fixity-restore.ts';
import {
  type CheckPeriod,
  countFixity,
  faultsOf,
  listAlarms,
  listFixity,
  type ObjectToCheck,
  objectsDue,
  objectsToCheck,
} from './preservation-index.ts';

type FixityMethods = Pick<
  ArchiveMethods,
  'fixity.check' | 'fixity.cancel' | 'fixity.status' | 'fixity.schedule' | 'fixity.dismiss' | 'fixity.restore'
>;
type Interval = NonNullable<ArchiveInfo['fixityInterval']>;

/** Schedule of archives that do not name one. */
const DEFAULT_INTERVAL: Interval = 'monthly';
const DAYS: Readonly<Record<Exclude<Interval, 'off'>, number>> = { weekly: 7, monthly: 30, quarterly: 91 };
const DAY = 86_400_000;

/** Objects that the schedule takes at a time; what it found is recorded after them. */
const SCHEDULED_AT_ONCE = 100;
/** Milliseconds between two reports of progress. */
const INTERVAL = 100;

/** Tells the hosts how far a check is. */
interface CheckReport {
  progress(done: number): void;
  finish(): void;
}

/** Hashes preserved objects again: when someone asks, and in the background by the schedule. One check at a time. */
export class FixityChecks {
  readonly #core: ArchiveCore;
  readonly #pace: (byteLength: number) => Promise<void>;
  #turn: Promise<unknown> = Promise.resolve();
  #asked: AbortController | null = null;
  #scheduled: AbortController | null = null;
  #isClosed = false;

  /** `pace` slows the schedule down: it is told of bytes read, and the next are read when it resolves. */
  constructor(core: ArchiveCore, pace: (byteLength: number) => Promise<void>) {
    this.#core = core;
    this.#pace = pace;
  }

  /** Methods of the contract. */
  get methods(): FixityMethods {
    const core = this.#core;
    return {
      'fixity.check': ({ ids }) => this.#check(ids),
      'fixity.cancel': async () => {
        this.#asked?.abort();
        return null;
      },
      'fixity.status': async ({ ids }) => {
        const interval = intervalOf(await core.info());
        const period = periodOf(interval, core.context.now());
        return core.index.use((index) => ({
          interval,
          ...countFixity(index, period),
          alarms: listAlarms(index),
          dismissed: listFixity(index, { isDismissed: true }),
          entries: ids === undefined ? [] : listFixity(index, { ids }),
          isRunning: this.#asked !== null || this.#scheduled !== null,
        }));
      },
      'fixity.schedule': ({ interval }) =>
        core.change(async () => {
          const before = await core.info();
          if (intervalOf(before) === interval) return { value: before, event: null };
          const after = { ...before, fixityInterval: interval };
          return {
            value: after,
            event: {
              type: 'archive.update',
              label: interval === 'off' ? 'Switch scheduled fixity checks off' : `Check fixity ${interval}`,
              changes: [{ entity: 'archive', id: before.id, before, after }],
            },
          };
        }),
      'fixity.dismiss': ({ sha256, reason }) =>
        core.change(async () => {
          const alarm = await this.#alarm(sha256);
          const label = `Dismiss the alarm about ${alarm.fileName}: ${reason}`;
          const documentIds = alarm.documents.map(({ id }) => id);
          return {
            value: null,
            event: { type: 'fixity.dismiss', label, changes: [], detail: { sha256, reason, documentIds } },
          };
        }),
      'fixity.restore': ({ sha256, from }) => restoreObject(core, sha256, from),
    };
  }

  /**
   * Checks what the schedule asks for now, oldest first, slowly; stops when the archive is closed, an import begins or
   * someone asks for a check. Returns how many objects were checked.
   */
  async checkDue(): Promise<number> {
    if (this.#isClosed || this.#asked !== null || this.#scheduled !== null || this.#core.openGroups.size > 0) return 0;
    const interval = intervalOf(await this.#core.info());
    let checked = 0;
    const control = new AbortController();
    this.#scheduled = control;
    const pace = async (bytes: number): Promise<void> => {
      if (this.#core.openGroups.size > 0) control.abort();
      await this.#pace(bytes);
    };
    try {
      while (!control.signal.aborted) {
        const period = periodOf(interval, this.#core.context.now());
        if (period === null) break;
        const objects = await this.#core.index.use((index) => objectsDue(index, period, SCHEDULED_AT_ONCE));
        if (objects.length === 0) break;
        const { findings } = await this.#checkAndRecord(objects, 'schedule', { signal: control.signal, pace });
        checked += findings.length;
        if (findings.length < objects.length) break;
      }
    } finally {
      this.#scheduled = null;
    }
    return checked;
  }

  /** Stops checks; what they found is recorded first. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#asked?.abort();
    this.#scheduled?.abort();
    await this.#turn;
  }

  async #check(ids: readonly string[] | undefined): Promise<MethodOutput<'fixity.check'>> {
    if (this.#asked !== null) {
      throw new ArchiveError('conflict', 'A fixity check is going on. Wait for its end, or stop it first.');
    }
    const control = new AbortController();
    this.#asked = control;
    this.#scheduled?.abort();
    let report: CheckReport | null = null;
    try {
      for (const id of ids ?? []) await this.#core.document(id);
      const objects = await this.#core.index.use((index) => objectsToCheck(index, ids));
      report = this.#reporter(objects.length);
      const options = { signal: control.signal, onProgress: report.progress };
      const scope = ids === undefined ? 'archive' : 'documents';
      const { findings, byteLength } = await this.#checkAndRecord(objects, scope, options);
      const faulty = findings.filter(({ outcome }) => outcome !== 'intact');
      return {
        checked: findings.length,
        byteLength,
        intact: findings.length - faulty.length,
        faults: await this.#describe(faulty, objects),
        isCancelled: findings.length < objects.length,
      };
    } finally {
      this.#asked = null;
      report?.finish();
    }
  }

  /** What a reader finds is not in the ledger: it is described from the findings. */
  async #describe(faulty: readonly FixityFinding[], objects: readonly ObjectToCheck[]): Promise<FixityAlarm[]> {
    if (!this.#core.readOnly) {
      return this.#core.index.use((index) =>
        faultsOf(
          index,
          faulty.map(({ sha256 }) => sha256),
        ),
      );
    }
    const since = this.#core.context.now().toISOString();
    return faulty.map((finding) => ({
      ...finding,
      since,
      path: `objects/${finding.sha256.slice(0, 2)}/${finding.sha256}`,
      fileName: objects.find(({ sha256 }) => sha256 === finding.sha256)?.fileName ?? finding.sha256,
      documents: [],
    }));
  }

  /** One check goes after the other; closing waits until what was found is recorded. */
  #checkAndRecord(
    objects: readonly ObjectToCheck[],
    scope: 'documents' | 'archive' | 'schedule',
    options: CheckOptions,
  ): Promise<CheckOutcome> {
    const core = this.#core;
    const run = this.#turn.then(async () => {
      const outcome = await checkObjects(core, objects, options);
      if (!core.readOnly && outcome.findings.length > 0) {
        const events = fixityEvents(outcome.findings, { scope, group: core.context.newId() });
        await core.exclusively(() => core.record(events));
      }
      return outcome;
    });
    this.#turn = run.catch(() => undefined);
    return run;
  }

  async #alarm(sha256: string): Promise<FixityAlarm> {
    const alarm = (await this.#core.index.use(listAlarms)).find((candidate) => candidate.sha256 === sha256);
    if (!alarm) throw new ArchiveError('not-found', `There is no open alarm about ${sha256}.`);
    return alarm;
  }

  #reporter(total: number): CheckReport {
    let done = 0;
    let sentAt = 0;
    const send = (finished: boolean): void =>
      this.#core.context.broadcast({ type: 'fixity', progress: { isScheduled: false, done, total, finished } });
    send(false);
    return {
      progress(now) {
        done = now;
        if (performance.now() - sentAt < INTERVAL) return;
        sentAt = performance.now();
        send(false);
      },
      finish: () => send(true),
    };
  }
}

function intervalOf(info: ArchiveInfo): Interval {
  return info.fixityInterval ?? DEFAULT_INTERVAL;
}

/** Clocks of machines that share an archive may differ by so much. */
const SKEW = DAY;

/** What was checked in this period is not due; null if nothing ever is. */
function periodOf(interval: Interval, now: Date): CheckPeriod | null {
  if (interval === 'off') return null;
  const at = (milliseconds: number): string => new Date(now.getTime() + milliseconds).toISOString();
  return { since: at(-DAYS[interval] * DAY), until: at(SKEW) };
}
