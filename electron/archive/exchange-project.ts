import { writeFile } from 'node:fs/promises';
import type { ExchangeImport } from '../../shared/contract/exchange.ts';
import type { ParsedInput } from '../../shared/contract.ts';
import type { SourceDocument, Version } from '../../shared/domain/document.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { IncomingSource } from '../../shared/exchange/incoming.ts';
import { countUses, marksOf } from '../../shared/exchange/project-marks.ts';
import type { ArchiveCore } from './archive-core.ts';
import { type PlannedCodes, planCodebook } from './exchange-codes.ts';
import { type OpenedProject, withProject } from './exchange-members.ts';
import { type PlannedPassages, planPassages } from './exchange-passages.ts';
import { passagesOfSource } from './exchange-project-passages.ts';
import { documentKeyOf, metadataOf, originalsOf, type Values, valuesOf } from './exchange-project-sources.ts';
import { emptyResult, tally } from './exchange-result.ts';
import { documentsWithOriginal } from './index-queries.ts';
import { failedOutcome, importAs, nameOf } from './intake.ts';

type Input = ParsedInput<'exchange.import'>;
type SourceResult = ExchangeImport['sources'][number];

/** Takes in a REFI-QDA project: its codes, its sources as documents, its selections as passages. One step to undo. */
export function importProject(core: ArchiveCore, input: Input): Promise<ExchangeImport> {
  return withProject(core, input.path, async (opened) => {
    const { project, warnings } = opened;
    const result = emptyResult('qdpx', project.name || nameOf(input.path), project.origin, input.preview === true);
    result.warnings.push(...warnings);
    const uses = countUses(project.sources);
    if (result.isPreview) {
      const codes = await planCodebook(core, project.codes, uses, input);
      tell(result, codes);
      for (const source of project.sources) await previewSource(core, opened, codes, source, result);
      return result;
    }
    const group = core.context.newId();
    core.openGroups.add(group);
    try {
      const label = `Import the project “${result.name}”`;
      const codes = await core.exclusively(async () => {
        const planned = await planCodebook(core, project.codes, uses, input);
        if (planned.changes.length > 0) {
          await core.record([{ type: 'exchange.import', label, changes: planned.changes, group }]);
        }
        return planned;
      });
      tell(result, codes);
      const documents = new Map<string, string>();
      for (const { source, values } of inOrder(opened)) {
        const into = { source, values, input, label, group, documents };
        await importSource(core, opened, codes, into, result);
      }
      return result;
    } finally {
      core.openGroups.delete(group);
    }
  });
}

const tell = (result: ExchangeImport, { told }: PlannedCodes): void => void Object.assign(result, told);

interface ReadySource {
  readonly source: IncomingSource;
  readonly values: Values;
}

/** Versions of a document after each other, whatever the order in the file. */
function inOrder({ project }: OpenedProject): readonly ReadySource[] {
  return project.sources
    .map((source) => ({ source, values: valuesOf(source, project) }))
    .sort((a, b) => (Number(a.values.version) || 0) - (Number(b.values.version) || 0));
}

interface SourceImport extends ReadySource {
  readonly input: Input;
  readonly label: string;
  readonly group: string;
  /** Documents that came in, by what the file knows them by. */
  readonly documents: Map<string, string>;
}

async function importSource(
  core: ArchiveCore,
  opened: OpenedProject,
  codes: PlannedCodes,
  { source, values, input, label, group, documents }: SourceImport,
  result: ExchangeImport,
): Promise<void> {
  const told = await intake(core, opened, codes, { source, values, input, label, group, documents });
  result.sources.push(told.result);
  if (told.document === null || told.version === null) {
    lose(result, source, told.result.reason ?? 'Its source did not come in.', opened);
    return;
  }
  const { document, version } = told;
  try {
    const incoming = await passagesOfSource(core, opened, codes, source, version);
    const planned = await core.exclusively(async () => {
      const passages = await planPassages(core, source.name, document, version, incoming);
      for (let from = 0; from < passages.changes.length; from += BATCH) {
        const changes = passages.changes.slice(from, from + BATCH);
        const detail = { documentId: document.id, version: version.number, project: result.name };
        await core.record([{ type: 'exchange.import', label, changes, group, detail }]);
      }
      return passages;
    });
    tally(result, planned);
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
    result.warnings.push(`${source.name}: ${error.message}`);
    lose(result, source, error.message, opened);
  }
}

/** Changes that one entry of the log holds. */
const BATCH = 500;

/** Counts what was marked in a source that is not here as lost. */
function lose(result: ExchangeImport, source: IncomingSource, reason: string, { project }: OpenedProject): void {
  const lost = marksOf(source, project.links).map(({ pieces }) => ({
    source: source.name,
    quote: pieces[0]?.name ?? '',
    outcome: 'lost' as const,
    passageId: null,
    reason,
  }));
  const counts = { placed: 0, moved: 0, known: 0, lost: lost.length };
  tally(result, { changes: [], counts, codings: 0, attention: lost });
}

interface TakenIn {
  readonly result: SourceResult;
  readonly document: SourceDocument | null;
  readonly version: Version | null;
}

/** Makes a source a document, or finds the one that it is: by its original, or by its text if that is all there is. */
async function intake(
  core: ArchiveCore,
  opened: OpenedProject,
  codes: PlannedCodes,
  { source, values, input, group, documents }: SourceImport,
): Promise<TakenIn> {
  const nothing = { name: source.name, documentId: null, title: null, changes: [] };
  const failed = (reason: string): TakenIn => ({
    result: { ...nothing, outcome: 'failed', reason },
    document: null,
    version: null,
  });
  if (source.kind === 'media') return failed('Audio and video are not preserved; their codes came in.');
  const key = documentKeyOf(values);
  let reason = 'The project holds neither its original nor its text.';
  for (const original of originalsOf(source, values)) {
    const path = await placeOf(opened, original);
    if (typeof path !== 'string') {
      reason = path.message;
      continue;
    }
    const earlier = key === null ? undefined : documents.get(key);
    const outcome = await importAs(core, {
      path,
      fileName: original.fileName,
      label: source.name,
      metadata: metadataOf(source, values, { codes, input, projectName: opened.project.name }),
      group,
      detail: { project: opened.project.name, source: source.guid },
      ...(earlier === undefined ? {} : { versionOf: earlier }),
      ...(original.sha256 === null ? {} : { expectedSha256: original.sha256 }),
    }).catch((error: unknown) => failedOutcome(source.name, error));
    if (outcome.documentId === null) {
      reason = outcome.reason ?? reason;
      continue;
    }
    const document = await core.document(outcome.documentId);
    if (document.trashedAt !== null)
      return failed(outcome.reason ?? `“${document.title}” is in the trash. Restore it.`);
    if (key !== null) documents.set(key, document.id);
    const version = document.versions.find(({ sha256 }) => sha256 === outcome.sha256) ?? null;
    const isKnown = outcome.outcome === 'duplicate';
    const result: SourceResult = {
      ...nothing,
      outcome: isKnown ? 'known' : 'new',
      documentId: document.id,
      title: document.title,
      reason: outcome.reason,
    };
    return { result, document, version };
  }
  return failed(reason);
}

/** A file to import: one of the project, or its text written down. */
async function placeOf(
  opened: OpenedProject,
  original: ReturnType<typeof originalsOf>[number],
): Promise<string | ArchiveError> {
  try {
    if (original.address !== null) return opened.pathOf(original.address);
    const path = opened.newPath();
    await writeFile(path, original.text ?? '');
    return path;
  } catch (error) {
    if (error instanceof ArchiveError && error.code !== 'io' && error.code !== 'internal') return error;
    throw error;
  }
}

async function previewSource(
  core: ArchiveCore,
  opened: OpenedProject,
  codes: PlannedCodes,
  source: IncomingSource,
  result: ExchangeImport,
): Promise<void> {
  const values = valuesOf(source, opened.project);
  const nothing = { name: source.name, documentId: null, title: null, reason: null, changes: [] };
  if (source.kind === 'media') {
    result.sources.push({ ...nothing, outcome: 'failed', reason: 'Audio and video are not preserved.' });
    lose(result, source, 'Audio and video are not preserved.', opened);
    return;
  }
  let reason = 'The project holds neither its original nor its text.';
  for (const original of originalsOf(source, values)) {
    const path = await placeOf(opened, original);
    if (typeof path !== 'string') {
      reason = path.message;
      continue;
    }
    const { sha256 } = await core.objects.measure(path);
    if (original.sha256 !== null && original.sha256 !== sha256) {
      reason = `Its SHA-256 is ${sha256}, not ${original.sha256}: it was altered on the way.`;
      continue;
    }
    const [twin] = await core.index.use((index) => documentsWithOriginal(index, sha256));
    if (twin === undefined) {
      const marks = marksOf(source, opened.project.links).length;
      result.sources.push({ ...nothing, outcome: 'new' });
      const counts = { placed: marks, moved: 0, known: 0, lost: 0 };
      tally(result, { changes: [], counts, codings: 0, attention: [] });
      return;
    }
    const document = await core.document(twin.id);
    const version = document.versions.find((each) => each.sha256 === sha256);
    if (version === undefined || document.trashedAt !== null) {
      reason = `“${document.title}” is in the trash. Restore it first.`;
      break;
    }
    result.sources.push({ ...nothing, outcome: 'known', documentId: document.id, title: document.title });
    tally(result, await previewPassages(core, opened, codes, source, document, version));
    return;
  }
  result.sources.push({ ...nothing, outcome: 'failed', reason });
  lose(result, source, reason, opened);
}

async function previewPassages(
  core: ArchiveCore,
  opened: OpenedProject,
  codes: PlannedCodes,
  source: IncomingSource,
  document: SourceDocument,
  version: Version,
): Promise<PlannedPassages> {
  const incoming = await passagesOfSource(core, opened, codes, source, version);
  return planPassages(core, source.name, document, version, incoming);
}
