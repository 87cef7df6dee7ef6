/** The closed set of reasons for which Standpoint refuses or fails. Hosts turn them into exit codes and messages. */
export type ErrorCode =
  | 'invalid-input' // the call does not fit the contract
  | 'not-found' // no such document, passage, agency, file …
  | 'conflict' // the change contradicts what is there (name taken, changed since, in use)
  | 'ambiguous' // more than one thing fits; `details` lists them
  | 'no-archive' // no archive is open, or the folder is not one
  | 'archive-exists' // the folder already holds something
  | 'archive-locked' // another process writes this archive
  | 'archive-newer' // written by a later version of Standpoint
  | 'read-only' // the archive is open for reading only
  | 'damaged' // stored data fails its check
  | 'encrypted' // the file wants a password
  | 'corrupt' // the file is not what its first bytes say
  | 'empty' // the file has no bytes, or no content
  | 'unreadable' // the file cannot be read from disk
  | 'unsupported' // no importer takes this format
  | 'too-large' // beyond a stated limit
  | 'timeout' // the parser took longer than allowed
  | 'parser-crashed' // the parser ended or ran out of memory
  | 'cancelled' // the user stopped it
  | 'unverified' // a quote does not verify and strict export was asked for
  | 'leak' // a finished export holds what must not leave the house
  | 'io' // disk full, permission, device error
  | 'internal'; // a fault of ours

/** Plain data that may cross a process boundary in place of an ArchiveError. */
export interface ErrorData {
  readonly code: ErrorCode;
  /** Names the thing and the remedy, for a person. */
  readonly message: string;
  /** Machine-readable particulars, for example the places of an ambiguous quote. */
  readonly details?: unknown;
}

/** What every call through the one door returns. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorData };

/** A broken promise or a refusal, with a message that names the thing and the remedy. */
export class ArchiveError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ArchiveError';
    this.code = code;
    this.details = options.details;
  }

  /** The plain form that crosses processes. */
  toData(): ErrorData {
    return this.details === undefined
      ? { code: this.code, message: this.message }
      : { code: this.code, message: this.message, details: this.details };
  }
}

/** Rebuilds the error from its plain form; the inverse of `toData`. */
export function errorFromData(data: ErrorData): ArchiveError {
  return new ArchiveError(data.code, data.message, { details: data.details });
}
