import { basename, extname } from 'node:path';
import { cslItemOf } from '../../shared/citations/csl-item.ts';
import type { ExchangeExport } from '../../shared/contract/exchange.ts';
import type { ParsedInput } from '../../shared/contract.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { toCsv } from '../../shared/exchange/csv.ts';
import { type ExchangeData, newestVersion } from '../../shared/exchange/exchange-data.ts';
import { tableNamed } from '../../shared/exchange/exchange-tables.ts';
import { EXPORT_FORMATS, EXPORT_TABLES, type ExportExtension } from '../../shared/exchange/formats.ts';
import { toQdc } from '../../shared/exchange/refi-codes.ts';
import { toRis } from '../../shared/exchange/ris.ts';
import {
  type AnnotationTarget,
  annotationsOf,
  type JsonObject,
  toAnnotationCollection,
} from '../../shared/exporters/web-annotation.ts';
import { assertNoLeak } from '../../shared/leak-check.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { MEDIA_TYPES } from './bagit/bag-layout.ts';
import { versionOf } from './documents.ts';
import { requirePlace, type WrittenFile, writeWhole } from './exchange-file.ts';
import { gatherExport } from './exchange-gather.ts';
import { guidOf, hashUri } from './exchange-guid.ts';
import { type LeftOut, writeQdpx } from './exchange-qdpx.ts';
import type { ExportRun } from './export-jobs.ts';
import { exchangeLeakRulesOf } from './export-leaks.ts';
import { checkPassages } from './passages.ts';

type Input = ParsedInput<'exchange.export'>;

/** Formats that hold passages; the others hold the codebook or the sources alone. */
const WITH_PASSAGES: ReadonlySet<ExportExtension> = new Set(['csv', 'xlsx', 'jsonld', 'qdpx']);

/** Writes a file for other programs and plans the entry of the log that says so. Throws `cancelled` if it was stopped. */
export async function exportForOthers(
  core: ArchiveCore,
  input: Input,
  run: ExportRun,
): Promise<Planned<ExchangeExport>> {
  const format = formatOf(input);
  const file = await requirePlace(core, input.to);
  const gathered = await gatherExport(core, input);
  const passages = WITH_PASSAGES.has(format) ? gathered.documents.flatMap((each) => each.passages) : [];
  const checks = await checkPassages(core, passages, false, (done, total) => run.at('check', done, total));
  const data: ExchangeData = { ...gathered, checks };
  const { written, skipped } = await write(core, data, { format, file, input, run });
  const flagged = passages.flatMap(({ id, quote }) => {
    const check = checks.get(id);
    if (check === undefined || check.status === 'exact' || check.status === 'normalised') return [];
    return [{ passageId: id, quote, check }];
  });
  const counts = {
    documents: data.documents.length,
    passages: passages.length,
    codings: passages.reduce((sum, { codings }) => sum + codings.length, 0),
    internal: WITH_PASSAGES.has(format) ? gathered.internal : 0,
  };
  const { byteLength, sha256 } = written;
  return {
    value: { file: written.file, byteLength, format, ...counts, flagged, skipped: [...skipped] },
    event: {
      type: 'exchange.export',
      label: `Export ${whatIn(format, counts)} as ${basename(file)}`,
      changes: [],
      detail: {
        ...{ fileName: basename(file), byteLength, sha256, ...counts },
        flagged: flagged.map(({ passageId, check }) => ({ passageId, status: check.status })),
        skipped: skipped.length,
      },
    },
  };
}

function formatOf({ to, table }: Input): ExportExtension {
  const extension = extname(to).slice(1).toLowerCase();
  const format = EXPORT_FORMATS.find((each) => each.extension === extension)?.extension;
  if (format === undefined) {
    const all = EXPORT_FORMATS.map((each) => `.${each.extension}`).join(', ');
    throw new ArchiveError('invalid-input', `to: “${basename(to)}” must end in one of ${all}.`);
  }
  if (table !== undefined && format !== 'csv') {
    throw new ArchiveError('invalid-input', `table: only a .csv holds one of ${EXPORT_TABLES.join(', ')}.`);
  }
  return format;
}

const countOf = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

function whatIn(format: ExportExtension, counts: { readonly passages: number; readonly documents: number }): string {
  if (format === 'qdc') return 'the codebook';
  if (!WITH_PASSAGES.has(format)) return `the citations of ${countOf(counts.documents, 'source')}`;
  return countOf(counts.passages, 'passage');
}

async function write(
  core: ArchiveCore,
  data: ExchangeData,
  {
    format,
    file,
    input,
    run,
  }: {
    readonly format: ExportExtension;
    readonly file: string;
    readonly input: Input;
    readonly run: ExportRun;
  },
): Promise<{ readonly written: WrittenFile; readonly skipped: readonly LeftOut[] }> {
  const origin = core.context.software ?? 'Standpoint';
  const leaks = await exchangeLeakRulesOf(core, data);
  const whole = async (content: string | Uint8Array, skipped: readonly LeftOut[] = []) => {
    assertNoLeak(typeof content === 'string' ? Buffer.from(content) : content, basename(file), leaks);
    // The last moment to stop it: what is written from here on is written whole.
    await run.at('write', 0, 0);
    return { written: await writeWhole(core, file, content), skipped };
  };
  switch (format) {
    case 'csv':
      return whole(toCsv(tableNamed(data, input.table ?? 'codings')));
    case 'xlsx':
      return whole(await workbookOf(core, data, run));
    case 'jsonld': {
      const { json, skipped } = await annotationsIn(core, data, run);
      return whole(json, skipped);
    }
    case 'qdc':
      return whole(toQdc(data.codebook, guidOf, origin));
    case 'ris':
      return whole(toRis(itemsOf(data)));
    case 'json':
      return whole(`${JSON.stringify(itemsOf(data), null, 2)}\n`);
    case 'qdpx':
      return writeQdpx(core, data, { file, origin, includeOriginals: input.includeOriginals ?? true, leaks, run });
  }
}

const TIMEOUT = 300_000;

/** Made in a process of its own: of many passages it takes seconds, and work goes on meanwhile. */
async function workbookOf(core: ArchiveCore, data: ExchangeData, run: ExportRun): Promise<Uint8Array> {
  const tables = EXPORT_TABLES.map((table) => tableNamed(data, table));
  await run.at('write', 0, 0);
  return core.context.pool().run('writeWorkbook', { tables }, { timeoutMs: TIMEOUT, signal: run.signal });
}

const itemsOf = ({ documents, codebook }: ExchangeData) =>
  documents.flatMap(({ document }) => {
    const version = newestVersion(document);
    return version === undefined ? [] : [cslItemOf(document, version, codebook)];
  });

/** All passages as one collection of annotations; the originals are named by their hashes. */
async function annotationsIn(
  core: ArchiveCore,
  { documents, codebook, archiveTitle, namesCoders }: ExchangeData,
  run: ExportRun,
): Promise<{ readonly json: string; readonly skipped: readonly LeftOut[] }> {
  const items: JsonObject[] = [];
  const skipped: LeftOut[] = [];
  for (const [index, { document, passages }] of documents.entries()) {
    await run.at('gather', index, documents.length);
    const targets = new Map<number, AnnotationTarget>();
    for (const number of new Set(passages.map(({ version }) => version))) {
      const version = versionOf(document, number);
      let text: string | null = null;
      try {
        text = (await core.derived.load(version)).text;
      } catch (error) {
        if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
        skipped.push({ passageId: null, name: `${document.title}, ${version.fileName}`, reason: error.message });
      }
      targets.set(number, {
        original: hashUri(version.sha256),
        mediaType: MEDIA_TYPES[version.format] ?? 'application/octet-stream',
        textFile: text === null ? null : hashUri(version.textSha256),
        text,
        about: {
          title: document.title,
          sha256: version.sha256,
          sourceUrl: addressOf(document.sourceUrl),
        },
      });
    }
    const targetOf = (number: number): AnnotationTarget => {
      const target = targets.get(number);
      if (target === undefined) throw new ArchiveError('internal', `Version ${number} was not looked at.`);
      return target;
    };
    items.push(...annotationsOf({ document, passages, codebook, targetOf, namesCoders }));
  }
  const { id } = await core.info();
  return { json: toAnnotationCollection(`urn:standpoint:archive:${id}:passages`, archiveTitle, items), skipped };
}

/** An address as an IRI, or null for what is none. */
function addressOf(url: string | null): string | null {
  try {
    const { protocol, href } = new URL(url ?? '');
    return protocol === 'http:' || protocol === 'https:' ? href : null;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return null;
  }
}
