import { stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import type { PageInfo, QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { ArchiveMethods, MethodOutput } from '../../shared/contract.ts';
import type { Briefing, PassageFilter } from '../../shared/domain/briefing.ts';
import { type CitedPage, citedPages } from '../../shared/domain/cited-pages.ts';
import { composeBriefing, type SelectionInput, selectPassages } from '../../shared/domain/compose-briefing.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { renderBriefingHtml } from '../../shared/exporters/html.ts';
import { BRIEFING_EXPORTERS } from '../../shared/exporters/index.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { isSameJson, sha256 } from './canonical-json.ts';
import { versionOf, withoutUndefined } from './documents.ts';
import { ioError, writeFileDurably } from './durable-file.ts';
import { listBriefingIds } from './index-queries.ts';
import { listPassages } from './passage-queries.ts';
import { checkPassages, findPassage } from './passages.ts';

type BriefingMethods = Pick<
  ArchiveMethods,
  | 'briefing.create'
  | 'briefing.list'
  | 'briefing.get'
  | 'briefing.update'
  | 'briefing.delete'
  | 'briefing.preview'
  | 'briefing.export'
>;

const NO_FILTER: PassageFilter = { agencyIds: [], stanceIds: [], documentIds: [], text: '' };

/** The methods that compose, show and export briefings. */
export function briefingMethods(core: ArchiveCore): BriefingMethods {
  return {
    'briefing.create': ({ filter, ...fields }) =>
      core.change(async () => {
        const time = core.context.now().toISOString();
        const after: Briefing = {
          asOf: null,
          introduction: '',
          groupBy: 'agency-stance',
          include: [],
          exclude: [],
          order: [],
          ...withoutUndefined(fields),
          title: fields.title,
          filter: { ...NO_FILTER, ...withoutUndefined(filter ?? {}) },
          id: core.context.newId(),
          createdAt: time,
          updatedAt: time,
        };
        return {
          value: after,
          event: {
            type: 'briefing.create',
            label: `Create briefing ${after.title}`,
            changes: [{ entity: 'briefing', id: after.id, before: null, after }],
          },
        };
      }),
    'briefing.list': async () => {
      const briefings: Briefing[] = [];
      for (const id of await core.index.use(listBriefingIds)) {
        const briefing = await core.store.briefing(id);
        if (briefing) briefings.push(briefing);
      }
      return briefings.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0));
    },
    'briefing.get': ({ id }) => requireBriefing(core, id),
    'briefing.update': ({ id, filter, ...fields }) =>
      core.change(async (): Promise<Planned<Briefing>> => {
        const before = await requireBriefing(core, id);
        const after: Briefing = {
          ...before,
          ...withoutUndefined(fields),
          filter: { ...before.filter, ...withoutUndefined(filter ?? {}) },
        };
        if (isSameJson(before, after)) return { value: before, event: null };
        const stamped = { ...after, updatedAt: core.context.now().toISOString() };
        return {
          value: stamped,
          event: {
            type: 'briefing.update',
            label: `Change briefing ${after.title}`,
            changes: [{ entity: 'briefing', id, before, after: stamped }],
          },
        };
      }),
    'briefing.delete': ({ id }) =>
      core.change(async () => {
        const before = await requireBriefing(core, id);
        return {
          value: null,
          event: {
            type: 'briefing.delete',
            label: `Delete briefing ${before.title}`,
            changes: [{ entity: 'briefing', id, before, after: null }],
          },
        };
      }),
    'briefing.preview': async ({ id, limit }) => {
      const input = await gatherBriefing(core, await requireBriefing(core, id), limit);
      const passages = selectPassages(input);
      const checks = await checkPassages(core, passages, false);
      const composed = composeBriefing({ ...input, checks, pages: await pagesOf(core, passages) });
      return {
        html: renderBriefingHtml(composed),
        passages: composed.quotes.map(({ passageId, number, check }) => ({ id: passageId, number, check })),
      };
    },
    'briefing.export': async ({ id, to, strict }) => {
      const { value, event } = await exportBriefing(core, id, to, strict ?? false);
      return core.change(async () => ({ value, event }));
    },
  };
}

async function exportBriefing(
  core: ArchiveCore,
  id: string,
  to: string,
  isStrict: boolean,
): Promise<Planned<MethodOutput<'briefing.export'>>> {
  const file = resolve(to);
  const extension = extname(file).slice(1).toLowerCase();
  const exporter = BRIEFING_EXPORTERS.find((candidate) => candidate.extension === extension);
  if (!exporter) {
    const supported = BRIEFING_EXPORTERS.map((candidate) => `.${candidate.extension}`).join(', ');
    throw new ArchiveError(
      'invalid-input',
      `to: a briefing can be written as ${supported}, not as “${basename(file)}”.`,
    );
  }
  // Gathered at one moment; checking may take long, and work can go on meanwhile.
  const { briefing, input } = await core.exclusively(async () => {
    const found = await requireBriefing(core, id);
    return { briefing: found, input: await gatherBriefing(core, found) };
  });
  const passages = selectPassages(input);
  const checks = await checkOriginals(core, passages, await checkPassages(core, passages, true));
  const composed = composeBriefing({ ...input, checks, pages: await pagesOf(core, passages) });
  const flagged = composed.flagged.map(({ passageId, check }) => ({
    passageId,
    quote: passages.find((passage) => passage.id === passageId)?.quote ?? '',
    check,
  }));
  if (isStrict && flagged.length > 0) {
    throw new ArchiveError(
      'unverified',
      `${flagged.length} of ${composed.quotes.length} quotes do not verify, so nothing was written: ${flagged
        .slice(0, 5)
        .map(({ quote, check }) => `“${quote.slice(0, 60)}” (${check.status}: ${check.reason ?? ''})`)
        .join('; ')}.`,
      { details: flagged },
    );
  }
  const bytes = await exporter.write(composed);
  try {
    const isFolder = (await stat(dirname(file))).isDirectory();
    if (!isFolder) throw new ArchiveError('io', `${dirname(file)} is not a folder.`);
    await writeFileDurably(file, bytes, dirname(file), core.context.fileSystem);
  } catch (error) {
    throw ioError(`The briefing could not be written to ${file}`, error);
  }
  return {
    value: { file, byteLength: bytes.byteLength, quotes: composed.quotes.length, flagged },
    event: {
      type: 'briefing.export',
      label: `Export ${briefing.title} as ${basename(file)}`,
      changes: [],
      detail: {
        briefingId: id,
        fileName: basename(file),
        byteLength: bytes.byteLength,
        sha256: sha256(bytes),
        quotes: composed.quotes.length,
        flagged: flagged.map(({ passageId, check }) => ({ passageId, status: check.status })),
      },
    },
  };
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
): Promise<ReadonlyMap<string, QuoteCheck>> {
  const fixity = new Map<string, Awaited<ReturnType<typeof core.objects.verify>>>();
  const checked = new Map(checks);
  for (const passage of passages) {
    const version = versionOf(await core.document(passage.documentId), passage.version);
    const outcome = fixity.get(version.sha256) ?? (await core.objects.verify(version.sha256));
    fixity.set(version.sha256, outcome);
    if (outcome === 'intact') continue;
    const reason = `The original ${version.fileName} is ${outcome}: its recorded SHA-256 is ${version.sha256}.`;
    checked.set(passage.id, { status: 'broken', reason, start: null, end: null });
  }
  return checked;
}

async function requireBriefing(core: ArchiveCore, id: string): Promise<Briefing> {
  const briefing = await core.store.briefing(id);
  if (!briefing) throw new ArchiveError('not-found', `There is no briefing with the id ${id}.`);
  return briefing;
}

/**
 * Everything a briefing may take: the passages of its filter (the first of them in reading order, if there is a limit)
 * and those put in by hand, with their documents.
 */
export async function gatherBriefing(core: ArchiveCore, briefing: Briefing, limit?: number): Promise<SelectionInput> {
  const codebook = await core.store.codebook();
  // Outcomes of checks that are kept may be old or not there yet: composing goes by those of this moment.
  const { statuses = [], ...filter } = briefing.filter;
  const most = statuses.length === 0 ? limit : undefined;
  const listed =
    briefing.byHand === true
      ? []
      : (await core.index.use((index) => listPassages(index, { ...filter, limit: most }, codebook))).passages;
  const passages = new Map(listed.map(({ passage }) => [passage.id, passage]));
  for (const id of briefing.include.slice(0, limit)) {
    if (passages.has(id)) continue;
    try {
      const { passage } = await findPassage(core, id);
      passages.set(id, passage);
    } catch (error) {
      // A passage put in by hand and deleted since leaves its place empty until the deletion is undone.
      if (!(error instanceof ArchiveError) || error.code !== 'not-found') throw error;
    }
  }
  const documents = new Map<string, SourceDocument>();
  for (const { documentId } of passages.values()) {
    if (!documents.has(documentId)) documents.set(documentId, await core.document(documentId));
  }
  return {
    briefing,
    archiveTitle: (await core.info()).title,
    codebook: await core.store.codebook(),
    documents,
    passages: [...passages.values()],
  };
}
