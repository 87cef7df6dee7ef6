import { stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import type { BriefingTemplate } from '../../shared/contract/composer.ts';
import type { QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { ArchiveMethods, MethodOutput, ParsedInput } from '../../shared/contract.ts';
import { type Briefing, isSetAside, type PassageFilter } from '../../shared/domain/briefing.ts';
import { BUILT_IN_TEMPLATES, bodyFromTemplate, ownTemplate } from '../../shared/domain/briefing-templates.ts';
import { gapsOf } from '../../shared/domain/compose-report.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { PlacingInput } from '../../shared/domain/report-input.ts';
import { statesOfUses } from '../../shared/domain/use-states.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { renderReportHtml } from '../../shared/exporters/html-report.ts';
import { BRIEFING_EXPORTERS } from '../../shared/exporters/index.ts';
import { assertNoLeak } from '../../shared/leak-check.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { composeGathered, gatherReport, makeReport } from './briefing-report.ts';
import { isSameJson, sha256 } from './canonical-json.ts';
import { withoutUndefined } from './documents.ts';
import { ioError, writeFileDurably } from './durable-file.ts';
import type { ExportJobs, ExportRun } from './export-jobs.ts';
import { leakRulesOf } from './export-leaks.ts';
import { exportTools } from './export-tools.ts';
import { listBriefingIds } from './index-queries.ts';
import { withContext } from './quote-context.ts';

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
export function briefingMethods(core: ArchiveCore, jobs: ExportJobs): BriefingMethods {
  return {
    'briefing.create': (input) => core.change(() => planCreate(core, input)),
    'briefing.list': async ({ all }) =>
      (await allBriefings(core))
        .filter((briefing) => all === true || !isSetAside(briefing))
        .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0)),
    'briefing.get': ({ id }) => requireBriefing(core, id),
    'briefing.update': (input) => core.change(() => planUpdate(core, input)),
    'briefing.delete': ({ id }) => core.change(() => planDelete(core, id)),
    'briefing.preview': (input) => preview(core, input),
    'briefing.export': (input) =>
      jobs.run(input.jobId, async (run) => {
        const planned = await exportBriefing(core, input, run);
        return core.change(async () => planned);
      }),
  };
}

async function planCreate(
  core: ArchiveCore,
  { filter, template: templateId, ...fields }: ParsedInput<'briefing.create'>,
): Promise<Planned<Briefing>> {
  const time = core.context.now().toISOString();
  const pattern = templateId === undefined ? null : await requireTemplate(core, templateId);
  const after: Briefing = {
    asOf: null,
    introduction: '',
    groupBy: 'agency-stance',
    include: [],
    exclude: [],
    order: [],
    ...(pattern === null
      ? {}
      : { body: bodyFromTemplate(pattern.body, core.context.newId), citationStyle: pattern.citationStyle }),
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
}

async function requireTemplate(core: ArchiveCore, id: string): Promise<BriefingTemplate> {
  const builtIn = BUILT_IN_TEMPLATES.find((template) => template.id === id);
  if (builtIn !== undefined) return builtIn;
  const own = await core.store.briefing(id);
  if (own?.isTemplate === true) return ownTemplate(own);
  const names = BUILT_IN_TEMPLATES.map((template) => template.id).join(', ');
  throw new ArchiveError(
    'not-found',
    `There is no template ${id}. Give one of ${names}, or the id of a template of this archive.`,
  );
}

async function planUpdate(
  core: ArchiveCore,
  { id, filter, body, ...fields }: ParsedInput<'briefing.update'>,
): Promise<Planned<Briefing>> {
  const before = await requireOwnBriefing(core, id, true);
  const { body: stored, ...rest } = before;
  const kept = body === undefined ? stored : (body ?? undefined);
  const after: Briefing = {
    ...rest,
    ...(kept === undefined ? {} : { body: kept }),
    ...withoutUndefined(fields),
    filter: { ...before.filter, ...withoutUndefined(filter ?? {}) },
  };
  if (isSameJson(before, after)) return { value: before, event: null };
  const stamped = { ...after, updatedAt: core.context.now().toISOString() };
  return {
    value: stamped,
    event: {
      type: 'briefing.update',
      label: `Change ${before.isTemplate === true ? 'template' : 'briefing'} ${after.title}`,
      changes: [{ entity: 'briefing', id, before, after: stamped }],
    },
  };
}

/** A briefing goes with its kept states; a kept state or a template goes alone. */
async function planDelete(core: ArchiveCore, id: string): Promise<Planned<null>> {
  const before = await requireBriefing(core, id);
  const going = [before, ...(await allBriefings(core)).filter(({ versionOf }) => versionOf?.briefingId === id)];
  const what =
    before.versionOf === undefined
      ? `${before.isTemplate === true ? 'template' : 'briefing'} ${before.title}`
      : `version ${before.versionOf.number} of ${before.title}`;
  return {
    value: null,
    event: {
      type: 'briefing.delete',
      label: `Delete ${what}`,
      changes: going.map(
        (briefing): Change => ({ entity: 'briefing', id: briefing.id, before: briefing, after: null }),
      ),
    },
  };
}

async function preview(
  core: ArchiveCore,
  input: ParsedInput<'briefing.preview'>,
): Promise<MethodOutput<'briefing.preview'>> {
  const stored = await requireBriefing(core, input.id);
  const { body = stored.body, citationStyle = stored.citationStyle } = input;
  const briefing: Briefing = { ...stored, ...withoutUndefined({ body, citationStyle }) };
  const { report, input: composed } = await makeReport(core, briefing, { limit: input.limit, isFresh: false });
  return {
    html: renderReportHtml(await withContext(core, report)),
    passages: report.quotes.map(({ passageId, number, check }) => ({ id: passageId, number, check })),
    uses: [...statesOfUses(composed, report)],
    report,
  };
}

const isFlaggedStatus = (status: QuoteCheck['status']): boolean => status !== 'exact' && status !== 'normalised';

/** Throws `unverified` where a quote that was put into a briefing can no longer be printed. */
export function assertNoGaps(gathered: PlacingInput): void {
  const gaps = gapsOf(gathered);
  if (gaps.length === 0) return;
  const reasons = [...new Set(gaps.map(({ reason }) => reason))].slice(0, 5).join(' ');
  throw new ArchiveError(
    'unverified',
    `${gaps.length} of the quotes and citations put into it cannot be printed, so nothing was written. ${reasons} Take them out, or export without strict mode to have their places marked.`,
    { details: gaps },
  );
}

async function exportBriefing(
  core: ArchiveCore,
  { id, to, strict: isStrict = false }: ParsedInput<'briefing.export'>,
  run: ExportRun,
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
  const { briefing, gathered } = await core.exclusively(async () => {
    const found = await requireBriefing(core, id);
    return { briefing: found, gathered: await gatherReport(core, found) };
  });
  const { report, passages } = await composeGathered(core, gathered, true, run);
  const flagged = report.flagged.map(({ useId, quote, fault }) => ({
    passageId: quote.passageId,
    useId,
    quote: passages.find((passage) => passage.id === quote.passageId)?.quote ?? '',
    check: quote.check,
    fault,
  }));
  if (isStrict) assertNoGaps(gathered);
  if (isStrict && flagged.length > 0) {
    throw new ArchiveError(
      'unverified',
      `${flagged.length} of ${report.uses.length} quotes do not verify, so nothing was written: ${flagged
        .slice(0, 5)
        .map(({ quote, check, fault }) =>
          fault === null || isFlaggedStatus(check.status)
            ? `“${quote.slice(0, 60)}” (${check.status}: ${check.reason ?? ''})`
            : `“${quote.slice(0, 60)}” (abridged: ${fault})`,
        )
        .join('; ')}.`,
      { details: flagged },
    );
  }
  await run.at('write', 0, 0);
  const bytes = await exporter.write(await withContext(core, report), exportTools(core, run.signal));
  assertNoLeak(bytes, basename(file), await leakRulesOf(core, briefing, passages));
  // The last moment to stop it: what is written from here on is written whole.
  await run.at('write', 0, 0);
  try {
    const isFolder = (await stat(dirname(file))).isDirectory();
    if (!isFolder) throw new ArchiveError('io', `${dirname(file)} is not a folder.`);
    await writeFileDurably(file, bytes, dirname(file), core.context.fileSystem);
  } catch (error) {
    throw ioError(`The briefing could not be written to ${file}`, error);
  }
  return {
    value: { file, byteLength: bytes.byteLength, quotes: report.quotes.length, flagged },
    event: {
      type: 'briefing.export',
      label: `Export ${briefing.title} as ${basename(file)}`,
      changes: [],
      detail: {
        briefingId: id,
        fileName: basename(file),
        byteLength: bytes.byteLength,
        sha256: sha256(bytes),
        quotes: report.quotes.length,
        flagged: flagged.map(({ passageId, check }) => ({ passageId, status: check.status })),
      },
    },
  };
}

/** A briefing, template or kept version. Throws `not-found`. */
export async function requireBriefing(core: ArchiveCore, id: string): Promise<Briefing> {
  const briefing = await core.store.briefing(id);
  if (!briefing) throw new ArchiveError('not-found', `There is no briefing with the id ${id}.`);
  return briefing;
}

/**
 * A briefing that may be changed. Throws `not-found`, `conflict` for a kept state, and for a template unless that is
 * meant as well.
 */
export async function requireOwnBriefing(core: ArchiveCore, id: string, orTemplate = false): Promise<Briefing> {
  const briefing = await requireBriefing(core, id);
  if (briefing.versionOf !== undefined) {
    throw new ArchiveError(
      'conflict',
      `This is version ${briefing.versionOf.number} of “${briefing.title}” as it was kept; it is never changed. Put the briefing back to it to go on from there.`,
    );
  }
  if (briefing.isTemplate !== true || orTemplate) return briefing;
  throw new ArchiveError('conflict', `“${briefing.title}” is a template. Make a briefing from it first.`);
}

/** Briefings, templates and kept states. */
export async function allBriefings(core: ArchiveCore): Promise<readonly Briefing[]> {
  const briefings: Briefing[] = [];
  for (const id of await core.index.use(listBriefingIds)) {
    const briefing = await core.store.briefing(id);
    if (briefing) briefings.push(briefing);
  }
  return briefings;
}

/** Everything that a briefing may take, of one moment. */
export const gatherBriefing = gatherReport;
