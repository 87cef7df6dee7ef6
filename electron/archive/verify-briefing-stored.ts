import { isTypesetAlike } from '../../shared/anchoring.ts';
import type { Evidence } from '../../shared/domain/evidence.ts';
import { evidenceOf } from '../../shared/domain/evidence-of.ts';
import type { ArchiveCore } from './archive-core.ts';
import { makeReport } from './briefing-report.ts';
import { listBriefingIds } from './index-queries.ts';

/** Lines of a text in which its title is looked for. */
const TITLE_LINES = 40;

/**
 * What the archive would put into an export of the briefing whose title stands at the beginning of a text; null if there
 * is none. Former states count as well: of several the one whose quotes stand in the text most often is taken.
 */
export async function evidenceFromArchive(core: ArchiveCore, text: string): Promise<Evidence | null> {
  const lines = text.split('\n').slice(0, TITLE_LINES);
  let best: { readonly evidence: Evidence; readonly share: number } | null = null;
  for (const id of await core.index.use(listBriefingIds)) {
    const briefing = await core.store.briefing(id);
    if (briefing === null || !lines.some((line) => isTypesetAlike(line, briefing.title))) continue;
    const evidence = evidenceOf((await makeReport(core, briefing, { isFresh: false })).report);
    const share =
      evidence.uses.filter(({ printed }) => text.includes(printed)).length / Math.max(1, evidence.uses.length);
    if (best === null || share > best.share) best = { evidence, share };
  }
  return best?.evidence ?? null;
}
