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
import type { BlockNode } from '../../shared/domain/briefing-body.ts';
import { errorFromData } from '../../shared/errors.ts';
import { AGENCIES, BRIEFING, METADATA, PASSAGES, TOPICS, VERSIONS } from './coding.ts';
import { MEMO, memoBody } from './memo.ts';
import { CAPTURED } from './sources.ts';

const CODER = 'Sample coder';
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ids that look like those of the program but are the same at every run. */
function countingIds(head = '01KGDEMXR0SAMP0000'): () => string {
  let count = 0;
  return () => {
    count += 1;
    let tail = '';
    for (let rest = count; tail.length < 8; rest = Math.floor(rest / 32)) tail = (CROCKFORD[rest % 32] ?? '') + tail;
    return `${head}${tail}`;
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
    const passageIds = new Map<string, string>();
    for (const { fileName, quote, codings, topic, certainty, review, note } of PASSAGES) {
      const { id } = await call('passage.add', {
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
      passageIds.set(quote, id);
    }
    for (const { newer, older, title } of VERSIONS) {
      const id = documentIds.get(older) ?? '';
      await call('version.join', { id: documentIds.get(newer) ?? '', into: id });
      await call('document.update', { id, title });
    }
    await call('briefing.create', BRIEFING);
    await composeMemo(call, { passageIds, agencyIds, topicIds });
    const status = await call('archive.status', {});
    if (status === null) throw new Error('The archive is not open.');
    return status.counts;
  } finally {
    await session.close();
    removeIndex(directory);
    forgetHistory(directory);
  }
}

type Call = <M extends ArchiveMethod>(method: M, input: MethodInput<M>) => Promise<MethodOutput<M>>;

/** Makes the memo by the methods that a person uses: create, fill, write. */
async function composeMemo(
  call: Call,
  names: {
    /** By quote. */
    readonly passageIds: ReadonlyMap<string, string>;
    readonly agencyIds: ReadonlyMap<string, string>;
    readonly topicIds: ReadonlyMap<string, string>;
  },
): Promise<void> {
  const required = (kind: string, name: string, id: string | undefined): string => {
    if (id === undefined) throw new Error(`The memo names the ${kind} “${name}”, which is not in the sample.`);
    return id;
  };
  const topicOf = (path: string): string => required('topic', path, names.topicIds.get(path));
  const newId = countingIds('01KGDEMXR0MEMO0000');
  const { id } = await call('briefing.create', MEMO);
  const filter = {
    agencyIds: [],
    stanceIds: [],
    documentIds: [],
    text: '',
    topicIds: [topicOf('Immigration enforcement / Judicial warrants')],
    voices: ['own-document' as const],
  };
  const { blocks, seen, filledAt } = await call('briefing.fillSection', { id, filter, groupBy: 'none' });
  const warrants: BlockNode = {
    type: 'section',
    attrs: { blockId: newId(), filter, groupBy: 'none', filledAt, seen },
    content: blocks,
  };
  const passageOf = (beginning: string): string => {
    const [quote] = [...names.passageIds.keys()].filter((each) => each.startsWith(beginning));
    return required('passage', beginning, quote === undefined ? undefined : names.passageIds.get(quote));
  };
  const agencyOf = (name: string): string => required('agency', name, names.agencyIds.get(name));
  await call('briefing.update', { id, body: memoBody({ passageOf, agencyOf, topicOf, warrants, newId }) });
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
