import { isTypesetAlike } from '../../shared/anchoring.ts';
import type { Evidence, EvidenceUse } from '../../shared/domain/evidence.ts';
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

/** What a file carries about its quotes, with what it should carry. */
export interface CompletedEvidence {
  readonly evidence: Evidence;
  /** Ids of the uses that the file says nothing of though it should. */
  readonly withheld: ReadonlySet<string>;
}

/**
 * Adds the uses that the archive's briefing of the same id has and the file says nothing of: where their marks are still
 * in the file, where its numbers leave them out, and where the other quotes are numbered as in the archive. If these are
 * not, the briefing was changed since, and uses that the file has no trace of are taken for later ones.
 */
export async function completeEvidence(
  core: ArchiveCore,
  carried: Evidence,
  marks: ReadonlySet<string>,
): Promise<CompletedEvidence> {
  const briefing = await core.store.briefing(carried.briefing.id);
  if (briefing === null) return { evidence: carried, withheld: new Set() };
  const stored = evidenceOf((await makeReport(core, briefing, { isFresh: false })).report);
  const numbers = new Map(carried.uses.map(({ useId, number }) => [useId, number]));
  const taken = new Set(numbers.values());
  const last = Math.max(0, ...taken);
  const isSame = stored.uses.every(({ useId, number }) => (numbers.get(useId) ?? number) === number);
  // A briefing that arranges itself goes on at its end with every coding.
  const mayEnd = briefing.body !== undefined;
  const isDue = ({ number, mark }: EvidenceUse): boolean =>
    marks.has(mark) || (isSame && !taken.has(number) && (mayEnd || number < last));
  const due = stored.uses.filter((use) => !numbers.has(use.useId) && isDue(use));
  if (due.length === 0) return { evidence: carried, withheld: new Set() };
  const known = new Set(carried.sources.map(({ sha256 }) => sha256));
  const sources = stored.sources.filter(({ sha256 }) => !known.has(sha256) && due.some((use) => use.sha256 === sha256));
  const uses = [...carried.uses, ...due].sort((a, b) => a.number - b.number);
  return {
    evidence: { ...carried, sources: [...carried.sources, ...sources], uses },
    withheld: new Set(due.map(({ useId }) => useId)),
  };
}
