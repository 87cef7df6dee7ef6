import type { lintContract } from '../../shared/contract/lint.ts';
import type { ArchiveMethods } from '../../shared/contract.ts';
import { automaticBody } from '../../shared/domain/automatic-body.ts';
import type { Briefing, DismissedFinding } from '../../shared/domain/briefing.ts';
import type { BriefingBody } from '../../shared/domain/briefing-body.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { piecesOf } from '../../shared/domain/passage-pieces.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { agencyFinder } from '../../shared/lint/agency-names.ts';
import { keyOf } from '../../shared/lint/finding-fingerprint.ts';
import { blocksOf, usesOf } from '../../shared/lint/lint-blocks.ts';
import { lintBriefing } from '../../shared/lint/lint-briefing.ts';
import type { LintInput, LintPassage, LintPosition } from '../../shared/lint/lint-input.ts';
import { quotationsIn } from '../../shared/lint/quotations.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { gatherBriefing, requireOwnBriefing } from './briefings.ts';
import { versionOf } from './documents.ts';
import { documentOfPassage } from './index-queries.ts';
import { findQuotations } from './lint-quotations.ts';
import { listPassages } from './passage-queries.ts';

type LintMethods = Pick<ArchiveMethods, keyof typeof lintContract>;

/** Code units of the preserved text to each side of a passage that the rules look at. */
const SURROUNDINGS = 700;

/** What may be wrong in a briefing. */
export function lintMethods(core: ArchiveCore): LintMethods {
  return {
    'briefing.lint': async ({ id, body }) => {
      const briefing = await core.store.briefing(id);
      if (!briefing) throw new ArchiveError('not-found', `There is no briefing with the id ${id}.`);
      return lintBriefing(await gatherLint(core, briefing, body ?? (await bodyOf(core, briefing))));
    },
    'briefing.dismissFindings': ({ id, findings }) => core.change(() => planDismissal(core, id, findings)),
    'briefing.restoreFindings': ({ id }) => core.change(() => planRestoring(core, id)),
  };
}

/** Dismissals that a briefing keeps; the oldest go first. */
const MOST_DISMISSED = 2000;

async function planDismissal(
  core: ArchiveCore,
  id: string,
  findings: readonly DismissedFinding[],
): Promise<Planned<Briefing>> {
  const before = await requireOwnBriefing(core, id);
  const known = new Map((before.dismissedFindings ?? []).map((one) => [keyOf(one), one]));
  const added = findings.filter((one) => !known.has(keyOf(one)));
  if (added.length === 0) return { value: before, event: null };
  for (const one of added) known.set(keyOf(one), one);
  const after = stamp(core, { ...before, dismissedFindings: [...known.values()].slice(-MOST_DISMISSED) });
  const what = findings.length === 1 ? 'a finding' : `${findings.length} findings`;
  return { value: after, event: briefingEvent(`Dismiss ${what} in ${before.title}`, before, after) };
}

async function planRestoring(core: ArchiveCore, id: string): Promise<Planned<Briefing>> {
  const before = await requireOwnBriefing(core, id);
  const { dismissedFindings, ...rest } = before;
  if (dismissedFindings === undefined) return { value: before, event: null };
  const after = stamp(core, rest);
  return { value: after, event: briefingEvent(`Bring back the dismissed findings in ${before.title}`, before, after) };
}

const stamp = (core: ArchiveCore, briefing: Briefing): Briefing => ({
  ...briefing,
  updatedAt: core.context.now().toISOString(),
});

const briefingEvent = (label: string, before: Briefing, after: Briefing): Planned<Briefing>['event'] => ({
  type: 'briefing.update',
  label,
  changes: [{ entity: 'briefing', id: after.id, before, after }],
});

/** Everything that the rules look at, as it is now. */
async function gatherLint(core: ArchiveCore, briefing: Briefing, body: BriefingBody): Promise<LintInput> {
  const codebook = await core.store.codebook();
  const blocks = blocksOf(body);
  const passages = await describePassages(core, new Set(usesOf(blocks).map(({ passageId }) => passageId)));
  const findAgencies = agencyFinder(codebook.agencies);
  const agencyIds = new Set([
    ...[...passages.values()].flatMap(({ codings }) => codings.map(({ agencyId }) => agencyId)),
    ...blocks.flatMap(({ text }) => findAgencies(text).map(({ agencyId }) => agencyId)),
  ]);
  const cited = new Set([...passages.values()].map(({ documentId }) => documentId));
  return {
    body,
    asOf: briefing.asOf,
    today: core.context.now().toISOString().slice(0, 10),
    codebook,
    passages,
    positions: await positionsOf(core, [...agencyIds]),
    quotations: await findQuotations(core, quotationsIn(body), cited),
  };
}

/** The passages of a briefing with what stands around them; those that are gone are left out. */
async function describePassages(
  core: ArchiveCore,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, LintPassage>> {
  const placed = await core.index.use((index) => [...ids].map((id) => [id, documentOfPassage(index, id)] as const));
  const described = new Map<string, LintPassage>();
  for (const documentId of new Set(placed.flatMap(([, id]) => id ?? []))) {
    const document = await core.document(documentId);
    for (const passage of await core.store.passages(documentId)) {
      if (ids.has(passage.id)) described.set(passage.id, await describePassage(core, document, passage));
    }
  }
  return described;
}

async function describePassage(core: ArchiveCore, document: SourceDocument, passage: Passage): Promise<LintPassage> {
  const text = await textOf(core, document, passage.version);
  const pieces = piecesOf(passage);
  const [first, last] = [pieces[0], pieces[pieces.length - 1]];
  const isThere = text !== null && first !== undefined && last !== undefined;
  return {
    passageId: passage.id,
    documentId: document.id,
    documentTitle: document.title,
    version: passage.version,
    dateIssued: document.dateIssued,
    withdrawal: document.withdrawal ?? null,
    codings: passage.codings,
    pieces: isThere
      ? pieces.map(({ start, end }) => text.slice(start, end))
      : passage.quote === ''
        ? []
        : [passage.quote],
    gaps: isThere ? pieces.slice(1).map(({ start }, index) => text.slice(pieces[index]?.end ?? start, start)) : [],
    before: isThere ? text.slice(Math.max(0, first.start - SURROUNDINGS), first.start) : '',
    after: isThere ? text.slice(last.end, last.end + SURROUNDINGS) : '',
    newer: newerOf(document, passage),
  };
}

async function textOf(core: ArchiveCore, document: SourceDocument, version: number): Promise<string | null> {
  try {
    return (await core.derived.load(versionOf(document, version))).text;
  } catch (error) {
    // The check of the quotes tells of originals that cannot be read; the other rules go on without the text.
    if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
    return null;
  }
}

function newerOf({ versions }: SourceDocument, { version, placements = [] }: Passage): LintPassage['newer'] {
  const newest = Math.max(...versions.map(({ number }) => number));
  const placement = placements.find((each) => each.version === newest);
  if (newest <= version || placement === undefined) return null;
  return { version: newest, words: placement.decision === 'rejected' ? null : placement.quote };
}

/** The codings of agencies in the whole archive. */
async function positionsOf(core: ArchiveCore, agencyIds: readonly string[]): Promise<readonly LintPosition[]> {
  if (agencyIds.length === 0) return [];
  const wanted = new Set(agencyIds);
  const codebook = await core.store.codebook();
  const { passages } = await core.index.use((index) => listPassages(index, { agencyIds: [...agencyIds] }, codebook));
  return passages.flatMap(({ passage, documentTitle, dateIssued, withdrawal }) =>
    passage.codings.flatMap(({ agencyId, stanceId, topicId, voice }): readonly LintPosition[] =>
      !wanted.has(agencyId)
        ? []
        : [
            {
              agencyId,
              stanceId,
              topicId: topicId ?? null,
              voice: voice ?? null,
              dateIssued,
              documentId: passage.documentId,
              documentTitle,
              version: passage.version,
              passageId: passage.id,
              isWithdrawn: withdrawal !== null,
            },
          ],
    ),
  );
}

/** What a briefing consists of: what a person composed, or what it arranges by itself. */
async function bodyOf(core: ArchiveCore, briefing: Briefing): Promise<BriefingBody> {
  if (briefing.body !== undefined) return briefing.body;
  let count = 0;
  const newId = (): string => {
    count += 1;
    return `automatic-${count}`;
  };
  return automaticBody(await gatherBriefing(core, briefing), { newId, filledAt: null });
}
