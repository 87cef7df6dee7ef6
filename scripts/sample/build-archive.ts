import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSession } from '../../electron/archive/dispatch.ts';
import { forkParser } from '../../electron/archive/importers/fork-parser.ts';
import { createParserPool } from '../../electron/archive/importers/parser-pool.ts';
import {
  type ArchiveMethod,
  type ArchiveStatus,
  archiveContract,
  type MethodInput,
  type MethodOutput,
} from '../../shared/contract.ts';
import { errorFromData } from '../../shared/errors.ts';
import { AGENCIES, BRIEFING, METADATA, PASSAGES, TOPICS, VERSIONS } from './coding.ts';
import { CAPTURED } from './sources.ts';

const CODER = 'Sample coder';
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ids that look like those of the program but are the same at every run. */
function countingIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    let tail = '';
    for (let rest = count; tail.length < 8; rest = Math.floor(rest / 32)) tail = (CROCKFORD[rest % 32] ?? '') + tail;
    return `01KGDEMXR0SAMP0000${tail}`;
  };
}

/** A clock that begins on a working day at nine and goes on by twenty seconds whenever it is read. */
function steppingClock(): () => Date {
  let time = Date.parse(`${CAPTURED}T09:00:00.000Z`);
  return () => {
    time += 20_000;
    return new Date(time);
  };
}

/**
 * Makes the sample archive in a new folder from the documents that `writeSources` wrote to `sources`, and returns what is in it. The same at
 * every run. `parserEntry` is the script of the parser process. Rejects with an ArchiveError at the first refusal.
 */
export async function buildArchive(
  directory: string,
  sources: string,
  parserEntry: string,
): Promise<ArchiveStatus['counts']> {
  const session = createSession({
    coder: () => CODER,
    broadcast: () => undefined,
    launchParser: forkParser(parserEntry),
    createPool: (launch) => createParserPool(launch),
    now: steppingClock(),
    newId: countingIds(),
  });
  const call = async <M extends ArchiveMethod>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>> => {
    const result = await session.invoke(method, input);
    if (!result.ok) throw errorFromData(result.error);
    return archiveContract[method].output.parse(result.value) as MethodOutput<M>;
  };
  try {
    await call('archive.create', { directory, title: 'Sample: who will assist federal immigration enforcement?' });
    const agencyIds = new Map<string, string>();
    for (const { parent, aliases, ...agency } of AGENCIES) {
      const parentId = parent === undefined ? null : (agencyIds.get(parent) ?? null);
      const { id } = await call('agency.add', { ...agency, aliases: [...aliases], parentId });
      agencyIds.set(agency.name, id);
    }
    const topicIds = new Map<string, string>();
    for (const { path, definition } of TOPICS) {
      const parentId = path.length === 1 ? null : (topicIds.get(path.slice(0, -1).join(' / ')) ?? null);
      const { id } = await call('topic.add', { name: path[path.length - 1] ?? '', definition, parentId });
      topicIds.set(path.join(' / '), id);
    }
    const documentIds = new Map<string, string>();
    for (const { fileName, issuer, ...metadata } of METADATA) {
      const [outcome] = await call('document.import', { paths: [join(sources, fileName)] });
      const id = outcome?.documentId ?? null;
      if (id === null) throw new Error(`${fileName} was not imported: ${outcome?.reason}`);
      documentIds.set(fileName, id);
      const issuerId = issuer === null ? null : (agencyIds.get(issuer) ?? null);
      await call('document.update', { id, ...metadata, issuerId, dateCaptured: CAPTURED });
    }
    for (const { fileName, quote, codings, topic, certainty, review, note } of PASSAGES) {
      await call('passage.add', {
        documentId: documentIds.get(fileName) ?? '',
        quote,
        codings: codings.map(([agency, stance, voice = 'own-document']) => ({
          agency,
          stance,
          topic,
          voice,
          certainty: certainty ?? 'certain',
        })),
        ...(review === undefined ? {} : { review }),
        note: note ?? '',
      });
    }
    for (const { newer, older, title } of VERSIONS) {
      const id = documentIds.get(older) ?? '';
      await call('version.join', { id: documentIds.get(newer) ?? '', into: id });
      await call('document.update', { id, title });
    }
    await call('briefing.create', BRIEFING);
    const status = await call('archive.status', {});
    if (status === null) throw new Error('The archive is not open.');
    return status.counts;
  } finally {
    await session.close();
    removeIndex(directory);
    forgetHistory(directory);
  }
}

/** Whoever opens the sample begins with nothing to undo: what was done before was not theirs. */
function forgetHistory(directory: string): void {
  const path = join(directory, 'checkpoint.json');
  const checkpoint = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, `${JSON.stringify({ ...checkpoint, history: { undo: [], redo: [] } }, null, 2)}\n`);
}

/** The search index is made again at the first opening in no time; the texts it is made from stay. */
function removeIndex(directory: string): void {
  const derived = join(directory, 'derived');
  rmSync(join(directory, '.tmp'), { recursive: true, force: true });
  for (const name of readdirSync(derived)) {
    if (/\.(sqlite|db)(-\w+)?$/.test(name)) rmSync(join(derived, name));
  }
}
