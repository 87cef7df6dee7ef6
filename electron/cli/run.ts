import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { bagImportSchema, bagReportSchema } from '../../shared/contract/bag.ts';
import { captureOutcomeSchema } from '../../shared/contract/capture.ts';
import { exchangeImportSchema } from '../../shared/contract/exchange.ts';
import { manifestPreviewSchema } from '../../shared/contract/import.ts';
import { lintReportSchema } from '../../shared/contract/lint.ts';
import { type ImportProgress, importOutcomeSchema } from '../../shared/contract/outcomes.ts';
import { fixityReportSchema } from '../../shared/contract/preservation.ts';
import { briefingVerificationSchema } from '../../shared/contract/verify-briefing.ts';
import { archiveContract } from '../../shared/contract.ts';
import { type Codebook, codebookSchema, EMPTY_CODEBOOK } from '../../shared/domain/codebook.ts';
import { ArchiveError, errorFromData, type Result } from '../../shared/errors.ts';
import { extractBackup } from '../archive/backup-extract.ts';
import { type Invocation, parseArguments, UsageError } from './arguments.ts';
import { helpFor } from './help.ts';
import { buildInput, checkInput } from './input.ts';
import { formatPart, formatResult } from './print.ts';
import { reanchor } from './reanchor.ts';
import { type NameSource, resolveReference } from './resolve.ts';

/** The archive behind the one door, as this host sees it. */
interface CliSession {
  invoke(method: string, input: unknown): Promise<Result<unknown>>;
  close(): Promise<void>;
}

/** What the command line needs of the world. */
export interface CliHost {
  /** Starts a session that works in the name of `coder`. */
  startSession(coder: string, onProgress: (progress: ImportProgress) => void): CliSession;
  /** Name of the person at this machine, used where --coder is not given. */
  readonly user: string;
  readonly version: string;
  /** Writes the whole string to stdout or stderr. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** True if stderr is a terminal, so that progress can be shown. */
  readonly isInteractive: boolean;
  /** Calls the listener at the first Ctrl-C; returns how to stop listening. */
  onInterrupt(listener: () => void): () => void;
}

/** 0 done, 1 refused or failed, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

const JOB = 'command-line';
/** Methods that take long, tell how far they are and can be stopped. */
const IMPORTS: ReadonlySet<string> = new Set(['document.import', 'document.resumeImport', 'manifest.import']);
/** Methods that write a file and leave nothing of it where they are stopped. */
const EXPORTS: ReadonlySet<string> = new Set(['briefing.export', 'briefing.package', 'exchange.export']);

async function call(session: CliSession, method: string, input: unknown): Promise<unknown> {
  const result = await session.invoke(method, input);
  if (!result.ok) throw errorFromData(result.error);
  return result.value;
}

/** Opens for writing if it can; a command that only reads makes do with reading while a window has the archive. */
async function openArchive(session: CliSession, invocation: Invocation): Promise<void> {
  const { method } = invocation.command;
  const directory = invocation.archive;
  const { needsArchive, mayHaveArchive = false } = invocation.command;
  const isWanted = needsArchive || (mayHaveArchive && directory !== null);
  if (method === null || !isWanted || method === 'archive.create') return;
  const opened = await session.invoke('archive.open', { directory });
  if (opened.ok) return;
  // A check needs no right to write; only its entry in the journal is missing then.
  const mayRead = !archiveContract[method].writes || method === 'archive.verify' || method === 'fixity.check';
  const isBusy = ['archive-locked', 'read-only', 'io'].includes(opened.error.code);
  if (!mayRead && opened.error.code === 'archive-locked') throw lockedForWriting(errorFromData(opened.error));
  if (!mayRead || !isBusy) throw errorFromData(opened.error);
  await call(session, 'archive.open', { directory, readOnly: true });
}

/** What to do about it here, where no flag helps: `open read-only` is advice for a window. */
function lockedForWriting({ code, message, details }: ArchiveError): ArchiveError {
  const [what = message] = message.split(/(?<=\)\.) /);
  return new ArchiveError(
    code,
    `${what} Only one may write: close the archive there (in the window “File › Close Archive”, or quit), then give this command again. Commands that only read (list, show, search, export of a briefing) need no flag and work meanwhile.`,
    details === undefined ? {} : { details },
  );
}

const savedSearches = z.array(z.object({ id: z.string(), name: z.string() }));
const named = z.array(z.object({ id: z.string(), title: z.string() }));
const briefingTitles = z.array(
  z.object({ id: z.string(), title: z.string(), versionOf: z.object({ number: z.number() }).optional() }),
);

function nameSource(session: CliSession): NameSource {
  const titles = async (method: string, input: unknown) => named.parse(await call(session, method, input));
  return {
    codebook: async () => codebookSchema.parse(await call(session, 'codebook.get', {})),
    documents: async () => [
      ...(await titles('document.list', {})),
      ...(await titles('document.list', { trashed: true })),
    ],
    searches: async () => savedSearches.parse(await call(session, 'saved-search.list', {})),
    briefings: async () =>
      briefingTitles
        .parse(await call(session, 'briefing.list', { all: true }))
        // A kept version has the title of its briefing: the id names it.
        .map(({ id, title, versionOf }) => ({
          id,
          title: versionOf ? `${title}, version ${versionOf.number}` : title,
        })),
  };
}

const recognitionOutcomes = z.array(z.object({ outcome: z.string() }));
const recognitionWaiting = z.object({ waiting: z.number() });
const tableColumns = manifestPreviewSchema.pick({ columns: true, mapping: true }).strip();
const verification = z.object({ ok: z.boolean() });
const quoteChecks = z.array(z.object({ check: z.object({ status: z.string() }) }));
const exported = z.object({ quotes: z.number() });
const flaggedQuotes = z.array(
  z.object({
    passageId: z.string(),
    check: z.object({ status: z.string(), reason: z.string().nullable() }),
    fault: z.string().nullable().optional(),
  }),
);

/** Whether a result that came back is what was asked for: an import may have failed files, a check may find faults. */
function exitCodeOf(method: string, value: unknown): ExitCode {
  switch (method) {
    case 'document.import':
    case 'document.resumeImport':
    case 'manifest.import': {
      const outcomes = z.array(importOutcomeSchema).parse(value);
      return outcomes.some(({ outcome }) => outcome === 'failed' || outcome === 'cancelled') ? 1 : 0;
    }
    case 'archive.verify':
    case 'history.verify':
    case 'backup.verify':
      return verification.parse(value).ok ? 0 : 1;
    case 'passage.verify':
      return quoteChecks.parse(value).every(({ check }) => check.status === 'exact' || check.status === 'normalised')
        ? 0
        : 1;
    case 'document.recognise':
      return recognitionOutcomes.parse(value).some(({ outcome }) => outcome === 'failed' || outcome === 'cancelled')
        ? 1
        : 0;
    case 'briefing.lint':
      return lintReportSchema.parse(value).findings.some(({ severity }) => severity === 'error') ? 1 : 0;
    case 'briefing.verifyFile':
      return briefingVerificationSchema.parse(value).ok ? 0 : 1;
    case 'bag.verify':
      return bagReportSchema.parse(value).valid ? 0 : 1;
    case 'bag.import': {
      const { outcomes } = bagImportSchema.parse(value);
      return outcomes.some(({ outcome }) => outcome === 'failed' || outcome === 'cancelled') ? 1 : 0;
    }
    case 'exchange.import': {
      const { sources } = exchangeImportSchema.parse(value);
      return sources.some(({ outcome }) => outcome === 'failed' || outcome === 'not-found' || outcome === 'ambiguous')
        ? 1
        : 0;
    }
    case 'capture.take':
      return captureOutcomeSchema.parse(value).state === 'undecided' ? 1 : 0;
    case 'fixity.check':
      return fixityReportSchema.parse(value).faults.length === 0 ? 0 : 1;
    default:
      return 0;
  }
}

/** Warnings leave a bag valid, so the exit code does not tell of them. */
function tellWarnings(value: unknown, host: CliHost): void {
  for (const { code, message } of bagReportSchema.parse(value).warnings) {
    host.err(`standpoint: warning: ${code}: ${message}\n`);
  }
}

/** Says how many documents wait for the recognition of their text, as nothing is recognised here unasked. */
async function tellWaiting(session: CliSession, host: CliHost): Promise<void> {
  const status = await session.invoke('recognition.status', {});
  const { waiting } = status.ok ? recognitionWaiting.parse(status.value) : { waiting: 0 };
  if (waiting === 0) return;
  const what = waiting === 1 ? '1 document is' : `${waiting} documents are`;
  host.err(`standpoint: ${what} a scan or an image without text: “standpoint document recognise” reads it\n`);
}

/** Columns that were taken for nothing: what they hold did not come in. */
async function tellUnusedColumns(session: CliSession, input: Readonly<Record<string, unknown>>, host: CliHost) {
  const { path, baseDirectory, mapping } = input;
  const read = await session.invoke('manifest.read', {
    path,
    ...(baseDirectory === undefined ? {} : { baseDirectory }),
    ...(mapping === undefined ? {} : { mapping }),
  });
  if (!read.ok) return;
  const table = tableColumns.parse(read.value);
  const used = new Set(Object.values(table.mapping ?? {}));
  const unused = table.columns.filter((column) => !used.has(column));
  if (unused.length === 0) return;
  const which = unused.length === 1 ? 'the column' : 'the columns';
  host.err(`standpoint: nothing was taken from ${which} ${unused.map((name) => `“${name}”`).join(', ')}\n`);
}

/** Names quotes that do not verify before the file is written with their marks. */
async function exportBriefing(session: CliSession, input: Readonly<Record<string, unknown>>, host: CliHost) {
  const checked = await session.invoke('briefing.export', { ...input, strict: true });
  if (checked.ok) {
    if (exported.parse(checked.value).quotes === 0) host.err('standpoint: the briefing holds no quotes\n');
    return checked.value;
  }
  if (checked.error.code !== 'unverified' || input.strict === true) throw errorFromData(checked.error);
  for (const { passageId, check, fault } of flaggedQuotes.parse(checked.error.details)) {
    // An abridgement may be none of a quote that is exact.
    const isVerified = check.status === 'exact' || check.status === 'normalised';
    const what = isVerified ? 'is abridged otherwise than marked' : `is ${check.status}`;
    const reason = isVerified ? (fault ?? null) : check.reason;
    host.err(`standpoint: quote ${passageId} ${what}${reason === null ? '' : `: ${reason}`}\n`);
  }
  return call(session, 'briefing.export', input);
}

/** The method that stops what this one has begun; null if it can't be stopped. */
function cancellerOf(method: string): string | null {
  if (IMPORTS.has(method)) return 'document.cancelImport';
  if (method === 'capture.take') return 'capture.cancel';
  if (method === 'document.recognise') return 'recognition.cancel';
  if (EXPORTS.has(method)) return 'export.cancel';
  return method.startsWith('bag.') ? 'bag.cancel' : null;
}

async function runInArchive(invocation: Invocation, host: CliHost): Promise<ExitCode> {
  const { method } = invocation.command;
  if (method === null) return 2;
  await checkInput(invocation);
  if (method === 'backup.restore' && invocation.values.has('to')) return extractTo(invocation, host);
  const showProgress = (progress: ImportProgress) => {
    const line = progress.finished ? '' : `Importing ${progress.done} of ${progress.total}`;
    if (host.isInteractive) host.err(`\r\u001b[K${line}`);
  };
  const session = host.startSession(invocation.coder ?? host.user, showProgress);
  try {
    await openArchive(session, invocation);
    const names = nameSource(session);
    const input = await buildInput(invocation, (reference, text) => resolveReference(names, reference, text));
    const stop = cancellerOf(method);
    const stopListening =
      stop !== null
        ? host.onInterrupt(() => {
            host.err('standpoint: stopping after the files being read; Ctrl-C again ends at once\n');
            void session.invoke(stop, { jobId: input.jobId ?? JOB });
          })
        : () => undefined;
    const value =
      method === 'briefing.export'
        ? await exportBriefing(session, { jobId: JOB, ...input }, host)
        : await call(session, method, stop === null ? input : { jobId: JOB, ...input });
    stopListening();
    // A table has them among its lines.
    if (method === 'bag.verify' && invocation.format !== 'table') tellWarnings(value, host);
    if (IMPORTS.has(method)) await tellWaiting(session, host);
    if (method === 'manifest.import') await tellUnusedColumns(session, input, host);
    const codebook: Codebook =
      invocation.format !== 'json' && method.startsWith('passage.') ? await names.codebook() : EMPTY_CODEBOOK;
    const { part } = invocation.command;
    host.out(
      part === undefined
        ? formatResult(method, value, invocation.format, codebook)
        : formatPart(codebookSchema.parse(value), part, invocation.format),
    );
    return exitCodeOf(method, value);
  } finally {
    await session.close();
  }
}

/** Needs no archive that can be opened: that is when a backup is wanted most. */
async function extractTo(invocation: Invocation, host: CliHost): Promise<ExitCode> {
  const [name = ''] = invocation.values.get('name') ?? [];
  const [to = ''] = invocation.values.get('to') ?? [];
  const { files, originals, faults } = await extractBackup(invocation.archive ?? '', name, to);
  const value = { name, to, files, originals, faults: [...faults] };
  host.out(formatResult('backup.restore', value, invocation.format, EMPTY_CODEBOOK));
  return faults.length === 0 ? 0 : 1;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ArchiveError('unreadable', `${file} can't be read: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

function runReanchor(invocation: Invocation, host: CliHost): ExitCode {
  const file = (flag: string) => readText(invocation.values.get(flag)?.[0] ?? '');
  return reanchor(file('text'), file('selectors'), host.out) === 0 ? 0 : 1;
}

function report(host: CliHost, cause: unknown, format: string): ExitCode {
  if (cause instanceof UsageError) {
    const help = ['standpoint', ...cause.words, '--help'].join(' ');
    host.err(`standpoint: ${cause.message}\nHelp: ${help}\n`);
    return 2;
  }
  const error =
    cause instanceof ArchiveError
      ? cause.toData()
      : { code: 'internal', message: cause instanceof Error ? cause.message : String(cause) };
  if (format === 'json') {
    host.err(`${JSON.stringify({ error }, null, 2)}\n`);
    return 1;
  }
  host.err(`standpoint: ${error.message}\n`);
  if ('details' in error && error.details !== undefined) host.err(`${JSON.stringify(error.details, null, 2)}\n`);
  return 1;
}

/** Does what a command line (without node and script) asks for, and says how the process should end. */
export async function runCli(argv: readonly string[], host: CliHost): Promise<ExitCode> {
  let format = 'json';
  try {
    const request = parseArguments(argv);
    if (request.kind === 'version') {
      host.out(`${host.version}\n`);
      return 0;
    }
    if (request.kind === 'help') {
      host.out(`${helpFor(request.words)}\n`);
      return 0;
    }
    const { invocation } = request;
    format = invocation.format;
    return invocation.command.method === null ? runReanchor(invocation, host) : await runInArchive(invocation, host);
  } catch (cause) {
    return report(host, cause, format);
  }
}
