import { isSetAside } from '../../shared/domain/briefing.ts';
import { selectPassages } from '../../shared/domain/compose-briefing.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import type { ArchiveCore } from './archive-core.ts';
import { listBriefingIds } from './index-queries.ts';

/** A briefing by its id and title. */
export interface BriefingUse {
  readonly id: string;
  readonly title: string;
}

/** The briefings that print each of the given passages of one document, by passage id and by title. */
export async function briefingsUsing(
  core: ArchiveCore,
  document: SourceDocument,
  passages: readonly Passage[],
): Promise<ReadonlyMap<string, readonly BriefingUse[]>> {
  const uses = new Map<string, BriefingUse[]>(passages.map(({ id }) => [id, []]));
  if (passages.length === 0) return uses;
  const codebook = await core.store.codebook();
  const documents = new Map([[document.id, document]]);
  for (const briefingId of await core.index.use(listBriefingIds)) {
    const briefing = await core.store.briefing(briefingId);
    if (briefing === null || isSetAside(briefing)) continue;
    const { id, title } = briefing;
    for (const used of selectPassages({ briefing, archiveTitle: '', codebook, documents, passages })) {
      uses.get(used.id)?.push({ id, title });
    }
  }
  for (const list of uses.values()) list.sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
  return uses;
}
