import type { SectionFill, SectionInput, SectionRefresh } from '../../shared/contract/composer.ts';
import type { ParsedInput } from '../../shared/contract.ts';
import type { Briefing, PassageFilter } from '../../shared/domain/briefing.ts';
import type { BlockNode, BriefingBody } from '../../shared/domain/briefing-body.ts';
import { usesIn } from '../../shared/domain/briefing-uses.ts';
import type { PlacingInput } from '../../shared/domain/report-input.ts';
import { UsePlacer } from '../../shared/domain/report-uses.ts';
import { fillSection } from '../../shared/domain/section-fill.ts';
import { type Chosen, choosePassages } from '../../shared/domain/section-plan.ts';
import { refreshSection } from '../../shared/domain/section-refresh.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { documentsOf, passagesById, passagesOfFilter } from './briefing-report.ts';
import { requireBriefing } from './briefings.ts';
import { withoutUndefined } from './documents.ts';
import { checkPassages } from './passages.ts';

const EVERYTHING: PassageFilter = { agencyIds: [], stanceIds: [], documentIds: [], text: '' };

/** What a query of a section takes now, arranged. */
export async function fillSectionOf(
  core: ArchiveCore,
  input: ParsedInput<'briefing.fillSection'>,
): Promise<SectionFill> {
  const briefing = await requireBriefing(core, input.id);
  const { fitting, pool } = await query(core, briefing, { ...EVERYTHING, ...withoutUndefined(input.filter ?? {}) }, []);
  const { blocks, seen } = fillSection(fitting, {
    groupBy: input.groupBy ?? 'agency-stance',
    codebook: pool.codebook,
    level: input.level === 1 ? 1 : input.level === 3 ? 3 : 2,
    newId: core.context.newId,
  });
  const filledAt = core.context.now().toISOString();
  return { blocks: [...blocks], seen: { ...seen }, filledAt, passages: fitting.length };
}

/** What became of a section since it was filled, and its content as proposed. */
export async function refreshSectionOf(
  core: ArchiveCore,
  { id, blockId, section: unsaved }: ParsedInput<'briefing.refreshSection'>,
): Promise<SectionRefresh> {
  const briefing = await requireBriefing(core, id);
  const section = unsaved ?? storedSection(briefing, blockId);
  const shown = [...usesIn(section.content)].map(({ passageId }) => passageId);
  const { fitting, pool } = await query(core, briefing, section.filter, shown);
  const placer = new UsePlacer(pool);
  const known = new Map(
    pool.passages.flatMap((passage) => {
      const document = pool.documents.get(passage.documentId);
      return document === undefined ? [] : [[passage.id, { passage, document }]];
    }),
  );
  const refreshed = refreshSection({
    section,
    fitting,
    known,
    codebook: pool.codebook,
    newId: core.context.newId,
    whyGone: (passageId) => {
      const found = placer.find(passageId);
      return typeof found === 'string' ? found : null;
    },
  });
  return { ...refreshed, filledAt: core.context.now().toISOString() };
}

/** The passages that fit, and those with the given ids beside them. */
async function query(
  core: ArchiveCore,
  briefing: Briefing,
  filter: PassageFilter,
  ids: readonly string[],
): Promise<{ readonly fitting: readonly Chosen[]; readonly pool: PlacingInput }> {
  const found = await passagesOfFilter(core, { filter, include: [] });
  const others = await passagesById(core, ids);
  const passages = [...new Map([...found, ...others].map((passage) => [passage.id, passage])).values()];
  const checks = (filter.statuses ?? []).length === 0 ? undefined : await checkPassages(core, passages, false);
  const pool: PlacingInput = {
    briefing,
    archiveTitle: '',
    codebook: await core.store.codebook(),
    documents: await documentsOf(core, passages),
    passages,
    ...(checks === undefined ? {} : { checks }),
  };
  return { fitting: choosePassages(pool, { asOf: briefing.asOf, filter }), pool };
}

function storedSection({ title, body }: Briefing, blockId: string): SectionInput {
  const found = findSection(body ?? [], blockId);
  if (found !== null) {
    const { filter, groupBy, filledAt, seen } = found.attrs;
    return { filter, groupBy, filledAt, seen, content: found.content };
  }
  throw new ArchiveError('not-found', `“${title}” has no section with the id ${blockId}.`);
}

function findSection(body: BriefingBody, blockId: string): Extract<BlockNode, { type: 'section' }> | null {
  for (const node of body) {
    if (node.type !== 'section') continue;
    const found = node.attrs.blockId === blockId ? node : findSection(node.content, blockId);
    if (found !== null) return found;
  }
  return null;
}
