import type { BriefingComparison, BriefingVersion } from '../../shared/contract/composer.ts';
import type { ParsedInput } from '../../shared/contract.ts';
import type { Briefing } from '../../shared/domain/briefing.ts';
import type { BriefingState } from '../../shared/domain/briefing-comparison.ts';
import { compareBriefings } from '../../shared/domain/briefing-comparison.ts';
import { usesIn } from '../../shared/domain/briefing-uses.ts';
import { bodyOf } from '../../shared/domain/compose-report.ts';
import { wordsToShow } from '../../shared/domain/passage-pieces.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { gatherReport, passagesById } from './briefing-report.ts';
import { allBriefings, requireBriefing, requireOwnBriefing } from './briefings.ts';
import { isSameJson } from './canonical-json.ts';

/** The kept states of a briefing, newest first. Throws `not-found`. */
export async function versionsOf(core: ArchiveCore, id: string): Promise<readonly Briefing[]> {
  await requireBriefing(core, id);
  return (await allBriefings(core))
    .filter(({ versionOf }) => versionOf?.briefingId === id)
    .sort((a, b) => (b.versionOf?.number ?? 0) - (a.versionOf?.number ?? 0));
}

/** A kept state as lists show it. */
export function viewOfVersion({ id, title, createdAt, versionOf, body }: Briefing): BriefingVersion {
  return {
    id,
    number: versionOf?.number ?? 1,
    name: versionOf?.name ?? '',
    keptAt: createdAt,
    title,
    quotes: [...usesIn(body ?? [])].length,
  };
}

/** Keeps a briefing as it stands. One that arranges itself is kept with the body that it has at this moment. */
export async function keepVersion(
  core: ArchiveCore,
  { id, name }: ParsedInput<'briefing.keepVersion'>,
): Promise<Planned<BriefingVersion>> {
  const briefing = await requireOwnBriefing(core, id);
  const after = await makeVersion(core, briefing, await versionsOf(core, id), name);
  const number = after.versionOf?.number ?? 1;
  return {
    value: viewOfVersion(after),
    event: {
      type: 'briefing.create',
      label: `Keep version ${number} of ${briefing.title}${name === '' ? '' : `: ${name}`}`,
      changes: [{ entity: 'briefing', id: after.id, before: null, after }],
      detail: { versionOf: id, number },
    },
  };
}

async function makeVersion(
  core: ArchiveCore,
  briefing: Briefing,
  kept: readonly Briefing[],
  name: string,
): Promise<Briefing> {
  return {
    ...briefing,
    id: core.context.newId(),
    body: bodyOf(await gatherReport(core, briefing)),
    versionOf: { briefingId: briefing.id, number: (kept[0]?.versionOf?.number ?? 0) + 1, name },
    createdAt: core.context.now().toISOString(),
  };
}

/** What a state says, apart from when and as what it was kept, and from what its check was told. */
function saidBy(briefing: Briefing) {
  const { id: _id, versionOf: _of, createdAt: _created, updatedAt: _updated, dismissedFindings: _, ...said } = briefing;
  return said;
}

/**
 * Puts a briefing back to a kept state; the kept state stays. What the briefing was until then is kept in the same
 * step, unless one of the kept states says the same.
 */
export async function restoreVersion(core: ArchiveCore, versionId: string): Promise<Planned<Briefing>> {
  const version = await requireBriefing(core, versionId);
  if (version.versionOf === undefined) {
    throw new ArchiveError('invalid-input', `id: “${version.title}” is no kept version of a briefing.`);
  }
  const { versionOf, dismissedFindings: _then, ...state } = version;
  const before = await requireOwnBriefing(core, versionOf.briefingId);
  const { dismissedFindings } = before;
  const same: Briefing = {
    ...state,
    // What was dismissed since is known by its words: it stays dismissed wherever they stand.
    ...(dismissedFindings === undefined ? {} : { dismissedFindings }),
    id: before.id,
    createdAt: before.createdAt,
    updatedAt: before.updatedAt,
  };
  if (isSameJson(before, same)) return { value: before, event: null };
  const after: Briefing = { ...same, updatedAt: core.context.now().toISOString() };
  const kept = await versionsOf(core, before.id);
  const left = await makeVersion(core, before, kept, `Before going back to version ${versionOf.number}`);
  const isKept = kept.some((one) => isSameJson(saidBy(one), saidBy(left)));
  return {
    value: after,
    event: {
      type: 'briefing.update',
      label: `Put ${before.title} back to version ${versionOf.number}`,
      changes: [
        ...(isKept ? [] : [{ entity: 'briefing', id: left.id, before: null, after: left } as const]),
        { entity: 'briefing', id: before.id, before, after },
      ],
      detail: { restored: versionId, number: versionOf.number },
    },
  };
}

/** What differs between two states of one briefing. */
export async function compareVersions(
  core: ArchiveCore,
  { id, from, to }: ParsedInput<'briefing.compareVersions'>,
): Promise<BriefingComparison> {
  const before = await stateOf(core, id, from);
  const after = await stateOf(core, id, to ?? id);
  const uses = [...usesIn(before.body), ...usesIn(after.body)].map(({ passageId }) => passageId);
  const quotes = new Map(
    // Words that are kept in the house by now are in no comparison either.
    (await passagesById(core, uses)).map((passage) => [
      passage.id,
      passage.internal === 'passage' ? '[kept in the house]' : wordsToShow(passage),
    ]),
  );
  const { agencies } = await core.store.codebook();
  const names = new Map(agencies.map((agency) => [agency.id, agency.name]));
  return compareBriefings(before, after, {
    quoteOf: (passageId) => quotes.get(passageId) ?? null,
    agencyOf: (agencyId) => names.get(agencyId) ?? 'an agency that is gone',
  });
}

async function stateOf(core: ArchiveCore, id: string, wanted: string): Promise<BriefingState> {
  const briefing = await requireBriefing(core, wanted);
  if (wanted !== id && briefing.versionOf?.briefingId !== id) {
    throw new ArchiveError('invalid-input', `“${briefing.title}” (${wanted}) is no kept version of this briefing.`);
  }
  return { briefing, body: briefing.body ?? bodyOf(await gatherReport(core, briefing)) };
}
