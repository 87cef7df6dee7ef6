import type { PageInfo, QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { Briefing } from '../../shared/domain/briefing.ts';
import type { BlockNode } from '../../shared/domain/briefing-body.ts';
import { usesIn } from '../../shared/domain/briefing-uses.ts';
import { type CitedPage, citedPages } from '../../shared/domain/cited-pages.ts';
import { codebookContent } from '../../shared/domain/codebook-content.ts';
import { composeReport, quotedPassages } from '../../shared/domain/compose-report.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import type { Report } from '../../shared/domain/report.ts';
import type { PlacingInput, ReportInput } from '../../shared/domain/report-input.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { canonicalJson, sha256 } from './canonical-json.ts';
import { formatterFor } from './citation-formatting.ts';
import { versionOf } from './documents.ts';
import type { ExportRun } from './export-jobs.ts';
import { countAll, documentOfPassage } from './index-queries.ts';
import { listPassages } from './passage-queries.ts';
import { checkPassages } from './passages.ts';

/** A report with what it was composed of. */
export interface MadeReport {
  readonly input: ReportInput;
  /** The passages that it prints or cites, in its order. */
  readonly passages: readonly Passage[];
  readonly report: Report;
}

/** How much is read for a report. */
export interface GatherOptions {
  /** Reads no more of the filter's passages than so many, of a briefing that arranges itself. */
  readonly limit?: number | undefined;
}

/**
 * Composes a briefing as it stands. `isFresh`: reads every text and every quoted original from disk again, so that what
 * was altered since is told; else what was read lately counts.
 */
export async function makeReport(
  core: ArchiveCore,
  briefing: Briefing,
  options: GatherOptions & { readonly isFresh: boolean },
): Promise<MadeReport> {
  return composeGathered(core, await gatherReport(core, briefing, options), options.isFresh);
}

/** Checks and composes what was gathered; may take long. Throws `cancelled` if the export that it is for was stopped. */
export async function composeGathered(
  core: ArchiveCore,
  input: PlacingInput,
  isFresh: boolean,
  run?: ExportRun,
): Promise<MadeReport> {
  const { briefing } = input;
  const wanted = quotedPassages(input);
  const checked = await checkPassages(core, wanted, isFresh, run && ((done, total) => run.at('check', done, total)));
  const checks = isFresh ? await checkOriginals(core, wanted, checked, run) : checked;
  const whole: ReportInput = { ...input, checks, pages: await pagesOf(core, wanted) };
  const report = composeReport(whole, await formatterFor(core, briefing.citationStyle), {
    namesCoders: briefing.namesCoders ?? false,
    page: briefing.page ?? 'a4',
  });
  // A filter by the outcome of checks takes fewer than were checked.
  const used = new Set(report.quotes.map(({ passageId }) => passageId));
  return { input: whole, passages: wanted.filter(({ id }) => used.has(id)), report };
}

/** Everything that a report may take, of one moment. */
export async function gatherReport(
  core: ArchiveCore,
  briefing: Briefing,
  { limit }: GatherOptions = {},
): Promise<PlacingInput> {
  const codebook = await core.store.codebook();
  const { body } = briefing;
  const corpus = body !== undefined && looksBeyond(body) ? await allPassages(core) : undefined;
  const found =
    body === undefined
      ? await passagesOfFilter(core, briefing, limit)
      : await passagesById(
          core,
          [...usesIn(body)].map(({ passageId }) => passageId),
        );
  const documents = await documentsOf(core, [...found, ...(corpus ?? [])]);
  const counts = await core.index.use(countAll);
  return {
    briefing,
    archiveTitle: (await core.info()).title,
    codebook,
    documents,
    passages: found,
    ...(corpus === undefined ? {} : { corpus }),
    archive: {
      documents: counts.documents,
      passages: counts.passages,
      codebookVersion: sha256(canonicalJson(codebookContent(codebook))).slice(0, 12),
    },
  };
}

/** Whether a block of a body shows more than the quotes of the briefing. */
function looksBeyond(nodes: readonly BlockNode[]): boolean {
  return nodes.some((node) => {
    if (node.type === 'profile') return true;
    if (node.type === 'matrix' || node.type === 'timeline') return node.attrs.scope === 'archive';
    if (node.type === 'section') return looksBeyond(node.content);
    if (node.type === 'bulletList' || node.type === 'orderedList')
      return node.content.some((item) => looksBeyond(item.content));
    return node.type === 'table' && node.content.some((row) => row.content.some((cell) => looksBeyond(cell.content)));
  });
}

/** The documents of passages, by their id. */
export async function documentsOf(
  core: ArchiveCore,
  passages: readonly Pick<Passage, 'documentId'>[],
): Promise<ReadonlyMap<string, SourceDocument>> {
  const documents = new Map<string, SourceDocument>();
  for (const { documentId } of passages) {
    if (!documents.has(documentId)) documents.set(documentId, await core.document(documentId));
  }
  return documents;
}

/** Every passage outside the trash. */
export async function allPassages(core: ArchiveCore): Promise<readonly Passage[]> {
  const codebook = await core.store.codebook();
  const listed = await core.index.use((index) => listPassages(index, {}, codebook));
  return listed.passages.map(({ passage }) => passage);
}

/** Those of the ids that there are, trashed documents included. */
export async function passagesById(core: ArchiveCore, ids: readonly string[]): Promise<readonly Passage[]> {
  const wanted = new Set(ids);
  const documentIds = await core.index.use((index) => [...wanted].map((id) => documentOfPassage(index, id)));
  const found: Passage[] = [];
  for (const documentId of new Set(documentIds)) {
    if (documentId === null) continue;
    found.push(...(await core.store.passages(documentId)).filter(({ id }) => wanted.has(id)));
  }
  return found;
}

/** What the filter of a briefing takes (the first of them in reading order, if there is a limit) and what was put in by hand. */
export async function passagesOfFilter(
  core: ArchiveCore,
  briefing: Pick<Briefing, 'filter' | 'include' | 'byHand'>,
  limit?: number,
): Promise<readonly Passage[]> {
  const codebook = await core.store.codebook();
  // Outcomes of checks that are kept may be old or not there yet: composing goes by those of this moment.
  const { statuses = [], ...filter } = briefing.filter;
  const most = statuses.length === 0 ? limit : undefined;
  const listed =
    briefing.byHand === true
      ? []
      : (await core.index.use((index) => listPassages(index, { ...filter, limit: most }, codebook))).passages;
  const passages = new Map(listed.map(({ passage }) => [passage.id, passage]));
  // A passage put in by hand and deleted since leaves its place empty until the deletion is undone.
  const byHand = await passagesById(core, briefing.include.slice(0, limit));
  for (const passage of byHand) if (!passages.has(passage.id)) passages.set(passage.id, passage);
  return [...passages.values()];
}

/** The pages that the words of passages stand on, by passage id; none for one whose text cannot be had. */
async function pagesOf(
  core: ArchiveCore,
  passages: readonly Passage[],
): Promise<ReadonlyMap<string, readonly CitedPage[]>> {
  const pages = new Map<string, readonly CitedPage[]>();
  const known = new Map<string, readonly PageInfo[]>();
  for (const passage of passages) {
    if (passage.page === null) continue;
    try {
      const version = versionOf(await core.document(passage.documentId), passage.version);
      const all = known.get(version.sha256) ?? (await core.derived.load(version)).pages;
      known.set(version.sha256, all);
      pages.set(passage.id, citedPages(passage, all));
    } catch (error) {
      // Its check has told why already.
      if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
    }
  }
  return pages;
}

/** Recomputes the hash of every quoted original: a quote from an altered one is not verified. */
async function checkOriginals(
  core: ArchiveCore,
  passages: readonly Passage[],
  checks: ReadonlyMap<string, QuoteCheck>,
  run?: ExportRun,
): Promise<ReadonlyMap<string, QuoteCheck>> {
  const originals = new Set(passages.map(({ documentId, version }) => `${documentId} ${version}`)).size;
  const fixity = new Map<string, Awaited<ReturnType<typeof core.objects.verify>>>();
  const checked = new Map(checks);
  for (const passage of passages) {
    const version = versionOf(await core.document(passage.documentId), passage.version);
    const outcome = fixity.get(version.sha256) ?? (await core.objects.verify(version.sha256));
    fixity.set(version.sha256, outcome);
    await run?.at('gather', fixity.size, originals);
    if (outcome === 'intact') continue;
    const reason = `The original ${version.fileName} is ${outcome}: its recorded SHA-256 is ${version.sha256}.`;
    checked.set(passage.id, { status: 'broken', reason, start: null, end: null });
  }
  return checked;
}
