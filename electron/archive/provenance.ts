import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import Papa from 'papaparse';
import type { BrokenEntry } from '../../shared/contract/preservation.ts';
import type { ArchiveMethods, MethodOutput } from '../../shared/contract.ts';
import { outcomeOf, subjectsOf, toPremis } from '../../shared/domain/premis.ts';
import { objectsOf } from '../../shared/domain/stored-objects.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { ioError, nodeFileSystem, renameOver, syncFolder } from './durable-file.ts';
import { placeOfEvent } from './index-queries.ts';
import { JOURNAL_START } from './journal.ts';
import { walkChain } from './journal-chain.ts';
import { listCoders, listEvents } from './preservation-index.ts';
import {
  agentsXml,
  archiveXml,
  CSV_HEADINGS,
  documentXml,
  eventRow,
  eventXml,
  PREMIS_END,
  PREMIS_HEAD,
  type ProvenanceDocument,
} from './provenance-file.ts';

type ProvenanceMethods = Pick<
  ArchiveMethods,
  'history.list' | 'history.get' | 'history.coders' | 'history.verify' | 'provenance.export'
>;

/** Entries that history.list gives if no number is asked for. */
const DEFAULT_LIMIT = 200;

/** The methods that show the log, check its chain and hand it over. */
export function provenanceMethods(core: ArchiveCore): ProvenanceMethods {
  return {
    'history.list': (input) => core.index.use((index) => listEvents(index, input, input.limit ?? DEFAULT_LIMIT)),
    'history.get': async ({ seq }) => {
      const place = await core.index.use((index) => placeOfEvent(index, seq));
      if (place === null) throw new ArchiveError('not-found', `The journal has no entry ${seq}.`);
      const event = await core.journal.read(place);
      return { ...event, outcome: outcomeOf(event) };
    },
    'history.coders': () => core.index.use(listCoders),
    'history.verify': async () => {
      let entries = 0;
      let lastHash = JOURNAL_START.hash;
      let firstBroken: BrokenEntry | null = null;
      for await (const { entry, fault } of walkChain(core.journal)) {
        firstBroken ??= fault;
        if (entry === null) continue;
        entries += 1;
        lastHash = entry.hash;
      }
      return { ok: firstBroken === null, entries, lastHash, firstBroken };
    },
    'provenance.export': ({ to, ids }) => exportProvenance(core, to, ids),
  };
}

const FORMATS: Readonly<Record<string, typeof writeXml>> = { '.xml': writeXml, '.csv': writeCsv };

/** Writes the file whole or not at all. */
async function exportProvenance(
  core: ArchiveCore,
  to: string,
  ids: readonly string[] | undefined,
): Promise<MethodOutput<'provenance.export'>> {
  const file = resolve(to);
  const write = FORMATS[extname(file).toLowerCase()];
  if (!write) {
    throw new ArchiveError('invalid-input', `to: the log is written as .xml or .csv, not as “${basename(file)}”.`);
  }
  for (const id of ids ?? []) await core.document(id);
  const temporary = join(dirname(file), `.${basename(file)}.${randomUUID()}.tmp`);
  try {
    const handle = await (core.context.fileSystem ?? nodeFileSystem).open(temporary, 'wx');
    let counts: Counts;
    try {
      counts = await write(core, ids === undefined ? null : new Set(ids), async (text) => {
        await handle.writeFile(text);
      });
      await handle.sync();
    } finally {
      await handle.close();
    }
    const { size } = await stat(temporary);
    await renameOver(temporary, file);
    await syncFolder(dirname(file));
    return { file, byteLength: size, ...counts };
  } catch (error) {
    await rm(temporary, { force: true });
    throw ioError(`The log could not be written to ${file}`, error);
  }
}

interface Counts {
  readonly events: number;
  readonly objects: number;
}

type Write = (text: string) => Promise<void>;

async function writeXml(core: ArchiveCore, ids: ReadonlySet<string> | null, write: Write): Promise<Counts> {
  const info = await core.info();
  const seen = new Set<string>();
  const isNew = (sha256: string): boolean => {
    if (seen.has(sha256)) return false;
    seen.add(sha256);
    return true;
  };
  await write(`${PREMIS_HEAD}${archiveXml(info.id, info.title)}`);
  for await (const described of documentsOf(core, ids)) await write(documentXml(described, isNew));
  const persons = new Set<string>();
  const programs = new Set<string>();
  let events = 0;
  for await (const event of eventsAbout(core, ids, seen)) {
    const { person, software } = toPremis(event);
    if (person !== '') persons.add(person);
    programs.add(software);
    events += 1;
    await write(eventXml(event));
  }
  await write(`${agentsXml(persons, programs)}${PREMIS_END}`);
  return { events, objects: seen.size };
}

async function writeCsv(core: ArchiveCore, ids: ReadonlySet<string> | null, write: Write): Promise<Counts> {
  const seen = new Set<string>();
  for await (const { objects } of documentsOf(core, ids)) for (const { sha256 } of objects) seen.add(sha256);
  const row = (cells: readonly string[]): string =>
    `${Papa.unparse([[...cells]], { escapeFormulae: true, newline: '\r\n' })}\r\n`;
  await write(`\uFEFF${row(CSV_HEADINGS)}`);
  let events = 0;
  for await (const event of eventsAbout(core, ids, seen)) {
    events += 1;
    await write(row(eventRow(event)));
  }
  return { events, objects: seen.size };
}

async function* documentsOf(core: ArchiveCore, ids: ReadonlySet<string> | null): AsyncGenerator<ProvenanceDocument> {
  for (const id of ids ?? (await core.store.documentIds())) {
    const document = await core.store.document(id);
    if (document === null) continue;
    const objects = document.versions.flatMap((version) =>
      objectsOf(version).map((object) => ({
        ...object,
        version: version.number,
        format: object.sha256 === version.sha256 ? version.format : mediaTypeOf(version.companions, object.sha256),
      })),
    );
    yield { document, objects };
  }
}

function mediaTypeOf(
  companions: readonly { readonly sha256: string; readonly mediaType: string }[] | undefined,
  sha256: string,
): string {
  return companions?.find((companion) => companion.sha256 === sha256)?.mediaType ?? 'application/octet-stream';
}

/** Entries about the given documents and their files; all entries for null. */
async function* eventsAbout(core: ArchiveCore, ids: ReadonlySet<string> | null, files: ReadonlySet<string>) {
  for await (const { event } of core.journal.entries(JOURNAL_START)) {
    if (ids === null || subjectsOf(event).some(({ kind, id }) => (kind === 'document' ? ids : files).has(id))) {
      yield event;
    }
  }
}
