import { ArchiveError, type ErrorCode } from '../shared/errors.ts';
import { archiveKey, archiveStore } from './archive-state.ts';
import { errorMessage } from './components/toast.tsx';
import { holdDraft, type PendingDraft, releaseDraft } from './pending-drafts.ts';

/** How the saving of a draft stands. */
export type DraftStatus = 'saved' | 'saving' | 'refused';

/** What a draft shows now. */
export interface DraftSnapshot<F extends object> {
  readonly fields: F;
  readonly status: DraftStatus;
  /** Why the last attempt was refused; null while a half-typed value is given time. */
  readonly error: string | null;
}

/** What a DraftSaver is made of. */
export interface DraftOptions<F extends object> {
  /** Names the draft in messages. */
  readonly label: string;
  readonly tabId: string | null;
  /** Saves fields that changed; rejects with a reason for a person. */
  readonly save: (change: Partial<F>) => Promise<unknown>;
  /** False for what is kept outside of any archive. */
  readonly isOfArchive: boolean;
  /**
   * True where what is typed becomes one entry of a list: half an entry is never saved after a pause, and the field is
   * empty again once it is saved.
   */
  readonly isEntry: boolean;
  /** Gets what could not be saved after the field is gone. */
  readonly onLost: (label: string, reason: unknown, change: Partial<F>) => void;
}

/** Pause in typing after which a draft is saved, in milliseconds. */
export const AUTOSAVE_DELAY = 600;
/** First wait before a save that failed is tried again, in milliseconds; it doubles up to the last. */
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;
/** Attempts made for a field that is no longer on screen. */
const ATTEMPTS_AFTER_CLOSE = 4;

/** Failures that may pass by themselves; any other refusal would come again for the same words. */
const PASSING: readonly ErrorCode[] = ['io', 'internal', 'timeout', 'no-archive'];

function isPassing(reason: unknown): boolean {
  return !(reason instanceof ArchiveError) || PASSING.includes(reason.code);
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The archive trims and joins blanks: words that differ in nothing else are those that were typed. */
function isSameWords(a: unknown, b: unknown): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return isSame(a, b);
  return a.replace(/\s+/g, ' ').trim() === b.replace(/\s+/g, ' ').trim();
}

/**
 * Keeps what is typed until it is saved, field by field: saves after a pause, when the field is left or gone, and when
 * the window asks; sends only what changed; forgets nothing that was refused. What changes elsewhere is taken over in
 * fields where nobody has typed.
 */
export class DraftSaver<F extends object> {
  #options: DraftOptions<F>;
  #fields: F;
  /** What the archive holds as far as this draft knows. */
  #base: F;
  #stored: F;
  /** Values of our own that a late answer may still bring back, by field. */
  readonly #superseded = new Map<keyof F, unknown[]>();
  #status: DraftStatus = 'saved';
  #error: unknown = null;
  #isErrorShown = false;
  #snapshot: DraftSnapshot<F>;
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<void> | null = null;
  #isUrgent = false;
  #attempts = 0;
  #home: string | null = null;
  #isDisposed = false;
  #pending: PendingDraft | null = null;

  constructor(stored: F, options: DraftOptions<F>) {
    this.#options = options;
    this.#fields = stored;
    this.#base = stored;
    this.#stored = stored;
    this.#snapshot = { fields: stored, status: 'saved', error: null };
  }

  /** Takes over what a new render passes. */
  configure(options: DraftOptions<F>): void {
    this.#options = options;
  }

  /** Calls the listener when the snapshot changes; returns the function that stops it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** What to show now. */
  readonly snapshot = (): DraftSnapshot<F> => this.#snapshot;

  /** Takes over what the archive holds now, except where somebody has typed and where it is an old answer. */
  setStored(stored: F): void {
    if (isSame(stored, this.#stored)) return;
    const before = this.#stored;
    this.#stored = stored;
    let next = this.#fields;
    for (const key of keysOf(stored)) {
      const value = stored[key];
      if (isSame(value, before[key]) || this.#isDirty(key) || this.#running !== null) continue;
      if (isSameWords(value, this.#fields[key])) this.#superseded.delete(key);
      else if (!(this.#superseded.get(key) ?? []).some((old) => isSame(old, value))) {
        this.#superseded.delete(key);
        next = { ...next, [key]: value };
        this.#base = { ...this.#base, [key]: value };
      }
    }
    this.#fields = next;
    this.#publish();
  }

  /** Changes fields; they are saved after the pause, or at once if `isNow`. */
  change(part: Partial<F>, isNow = false): void {
    this.#fields = { ...this.#fields, ...part };
    this.#home ??= archiveKey(archiveStore.getState().status);
    this.#attempts = 0;
    if (!this.#hasChange() && this.#running === null) {
      this.#settle();
      return;
    }
    this.#status = 'saving';
    this.#isErrorShown = false;
    this.#isUrgent = false;
    this.#hold();
    this.#disarm();
    if (isNow || !this.#options.isEntry) this.#arm(isNow ? 0 : AUTOSAVE_DELAY);
    this.#publish();
  }

  /** The field is left: saves now, says what is wrong, and shows the words as the archive holds them. */
  leave(): void {
    this.#isErrorShown = true;
    this.#publish();
    // A refusal is in the snapshot.
    this.flush().then(
      () => this.#tidy(),
      () => undefined,
    );
  }

  /** Saves what waits; resolves when everything is saved, rejects with the reason if it was refused. */
  flush(): Promise<void> {
    this.#disarm();
    this.#isUrgent = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      this.#isUrgent = false;
    });
    return this.#running;
  }

  /** The field is gone from the screen: saves what waits, and reports what cannot be saved. */
  dispose(): void {
    this.#isDisposed = true;
    if (this.#pending === null) return;
    this.#attempts = 0;
    this.flush().catch(() => undefined);
  }

  /** The field is on screen again. */
  revive(): void {
    this.#isDisposed = false;
  }

  async #run(): Promise<void> {
    while (this.#hasChange()) {
      const change = this.#changed();
      this.#status = 'saving';
      this.#hold();
      this.#publish();
      try {
        this.#checkHome();
        await this.#options.save(change);
      } catch (reason) {
        this.#refused(reason, change);
        throw reason;
      }
      this.#attempts = 0;
      if (this.#options.isEntry) this.#clear(change);
      else this.#confirm(change);
      // Whoever types on is given the pause again.
      if (this.#timer !== null && !this.#isUrgent) break;
    }
    if (!this.#hasChange()) this.#settle();
  }

  #clear(saved: Partial<F>): void {
    for (const key of keysOf(saved))
      if (isSame(this.#fields[key], saved[key])) this.#fields = { ...this.#fields, [key]: this.#base[key] };
  }

  #confirm(saved: Partial<F>): void {
    for (const key of keysOf(saved)) this.#superseded.set(key, [...(this.#superseded.get(key) ?? []), this.#base[key]]);
    this.#base = { ...this.#base, ...saved };
    this.#catchUp(saved);
  }

  /** Takes over what came from elsewhere while a save was under way. */
  #catchUp(change: Partial<F>): void {
    for (const key of keysOf(this.#stored)) {
      const value = this.#stored[key];
      if (key in change) {
        if (isSameWords(value, change[key])) this.#superseded.delete(key);
      } else if (!this.#isDirty(key) && !isSame(value, this.#fields[key])) {
        if ((this.#superseded.get(key) ?? []).some((old) => isSame(old, value))) continue;
        this.#fields = { ...this.#fields, [key]: value };
        this.#base = { ...this.#base, [key]: value };
      }
    }
  }

  #refused(reason: unknown, change: Partial<F>): void {
    this.#status = 'refused';
    this.#error = reason;
    this.#attempts += 1;
    this.#hold(errorMessage(reason));
    const mayPass = isPassing(reason) && !(this.#isDisposed && this.#attempts >= ATTEMPTS_AFTER_CLOSE);
    if (mayPass) this.#arm(Math.min(LAST_RETRY, FIRST_RETRY * 2 ** (this.#attempts - 1)));
    else if (this.#isDisposed) {
      this.#letGo();
      this.#options.onLost(this.#options.label, reason, change);
    }
    this.#publish();
  }

  #checkHome(): void {
    const { status } = archiveStore.getState();
    if (!this.#options.isOfArchive || this.#home === archiveKey(status)) return;
    // After a crash of the core its archive opens again.
    if (status === null) throw new ArchiveError('no-archive', 'The archive is not open at the moment.');
    throw new ArchiveError('conflict', 'The archive that this was typed for is no longer open.');
  }

  #settle(): void {
    this.#disarm();
    this.#status = 'saved';
    this.#error = null;
    this.#home = null;
    this.#letGo();
    this.#publish();
  }

  /** Shows the archive's own form of the words that were typed. */
  #tidy(): void {
    if (this.#hasChange()) return;
    for (const key of keysOf(this.#stored)) {
      const value = this.#stored[key];
      if (isSame(value, this.#fields[key]) || !isSameWords(value, this.#fields[key])) continue;
      this.#fields = { ...this.#fields, [key]: value };
      this.#base = { ...this.#base, [key]: value };
    }
    this.#publish();
  }

  #isDirty(key: keyof F): boolean {
    return !isSame(this.#fields[key], this.#base[key]);
  }

  #hasChange(): boolean {
    return keysOf(this.#fields).some((key) => this.#isDirty(key));
  }

  #changed(): Partial<F> {
    const change: Partial<F> = {};
    for (const key of keysOf(this.#fields)) if (this.#isDirty(key)) change[key] = this.#fields[key];
    return change;
  }

  #arm(delay: number): void {
    this.#disarm();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      // A save under way looks at the fields again when it ends. A refusal is in the snapshot.
      this.flush().catch(() => undefined);
    }, delay);
  }

  #disarm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #hold(reason: string | null = null): void {
    const { label, tabId, isEntry } = this.#options;
    const flush = () => {
      // Who asks for all that waits is told what is refused, and finds it said beside the field.
      this.#isErrorShown = true;
      return this.flush();
    };
    this.#pending ??= { label, tabId, isEntry, flush };
    holdDraft(this.#pending, reason);
  }

  #letGo(): void {
    if (this.#pending !== null) releaseDraft(this.#pending);
    this.#pending = null;
  }

  #publish(): void {
    const isHalfTyped =
      !this.#isErrorShown && this.#error instanceof ArchiveError && this.#error.code === 'invalid-input';
    const error = this.#error === null || isHalfTyped ? null : errorMessage(this.#error);
    const { fields, status, error: shown } = this.#snapshot;
    if (fields === this.#fields && status === this.#status && shown === error) return;
    this.#snapshot = { fields: this.#fields, status: this.#status, error };
    for (const listener of [...this.#listeners]) listener();
  }
}

function keysOf<T extends object>(record: T): (keyof T)[] {
  return Object.keys(record) as (keyof T)[];
}
