import { stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import type { QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { ArchiveMethods, MethodOutput, ParsedInput } from '../../shared/contract.ts';
import type { Briefing, PassageFilter } from '../../shared/domain/briefing.ts';
import { statesOfUses } from '../../shared/domain/use-states.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { renderReportHtml } from '../../shared/exporters/html-report.ts';
import { BRIEFING_EXPORTERS } from '../../shared/exporters/index.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { composeGathered, gatherReport, makeReport } from './briefing-report.ts';
import { isSameJson, sha256 } from './canonical-json.ts';
import { withoutUndefined } from './documents.ts';
import { ioError, writeFileDurably } from './durable-file.ts';
import { exportTools } from './export-tools.ts';
import { listBriefingIds } from './index-queries.ts';

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
    'briefing.preview': (input) => preview(core, input),
    'briefing.export': async ({ id, to, strict }) => {
      const { value, event } = await exportBriefing(core, id, to, strict ?? false);
      return core.change(async () => ({ value, event }));
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
    html: renderReportHtml(report),
    passages: report.quotes.map(({ passageId, number, check }) => ({ id: passageId, number, check })),
    uses: [...statesOfUses(composed, report)],
    report,
  };
}

const isFlaggedStatus = (status: QuoteCheck['status']): boolean => status !== 'exact' && status !== 'normalised';

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
  const { briefing, gathered } = await core.exclusively(async () => {
    const found = await requireBriefing(core, id);
    return { briefing: found, gathered: await gatherReport(core, found) };
  });
  const { report, passages } = await composeGathered(core, gathered, true);
  const flagged = report.flagged.map(({ useId, quote, fault }) => ({
    passageId: quote.passageId,
    useId,
    quote: passages.find((passage) => passage.id === quote.passageId)?.quote ?? '',
    check: quote.check,
    fault,
  }));
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
  const bytes = await exporter.write(report, exportTools(core));
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

/** Everything that a briefing may take, of one moment. */
export const gatherBriefing = gatherReport;
