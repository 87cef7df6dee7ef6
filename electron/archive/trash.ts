import type { ArchiveMethods } from '../../shared/contract.ts';
import { isSetAside } from '../../shared/domain/briefing.ts';
import { usesIn } from '../../shared/domain/briefing-uses.ts';
import type { ArchiveCore } from './archive-core.ts';
import { documentOfPassage, listBriefingIds } from './index-queries.ts';
import { outlinePassages } from './passage-queries.ts';

/** What moving documents to the trash takes along. */
export function trashMethods(core: ArchiveCore): Pick<ArchiveMethods, 'document.trashImpact'> {
  return {
    'document.trashImpact': async ({ ids }) => {
      const codebook = await core.store.codebook();
      const going = new Set<string>();
      for (const id of new Set(ids)) if ((await core.document(id)).trashedAt === null) going.add(id);
      const { total } = await core.index.use((index) => outlinePassages(index, { documentIds: [...going] }, codebook));
      const briefings: { id: string; title: string }[] = [];
      for (const id of going.size === 0 ? [] : await core.index.use(listBriefingIds)) {
        const briefing = await core.store.briefing(id);
        if (!briefing || isSetAside(briefing)) continue;
        if (briefing.body !== undefined) {
          const used = [...usesIn(briefing.body)].map(({ passageId }) => passageId);
          const within = await core.index.use((index) =>
            used.some((each) => going.has(documentOfPassage(index, each) ?? '')),
          );
          if (within) briefings.push({ id, title: briefing.title });
          continue;
        }
        const { groups: found } = await core.index.use((index) =>
          outlinePassages(
            index,
            { ...briefing.filter, documentIds: within(briefing.filter.documentIds, going) },
            codebook,
          ),
        );
        const { groups: added } = await core.index.use((index) =>
          outlinePassages(index, { ids: [...briefing.include], documentIds: [...going] }, codebook),
        );
        const without = new Set(briefing.exclude);
        const isFiltered =
          briefing.byHand !== true &&
          (briefing.filter.documentIds.length === 0 || overlaps(briefing.filter.documentIds, going));
        const quoted = [...(isFiltered ? found : []), ...added].flatMap((group) => group.ids);
        if (quoted.some((passageId) => !without.has(passageId))) briefings.push({ id, title: briefing.title });
      }
      return { documents: going.size, passages: going.size === 0 ? 0 : total, briefings };
    },
  };
}

/** Those of the given documents that a filter lets through. */
function within(filter: readonly string[], ids: ReadonlySet<string>): string[] {
  return [...ids].filter((id) => filter.length === 0 || filter.includes(id));
}

const overlaps = (filter: readonly string[], ids: ReadonlySet<string>): boolean => filter.some((id) => ids.has(id));
