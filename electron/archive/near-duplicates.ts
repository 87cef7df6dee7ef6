import type { SimilarDocument } from '../../shared/contract/outcomes.ts';
import type { ArchiveMethods } from '../../shared/contract.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Change } from '../../shared/domain/event.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { documentChange, versionOf } from './documents.ts';
import { similarCandidates } from './index-queries.ts';
import { textSimilarity } from './text-sketch.ts';

/**
 * From this share of common runs of words on, texts count as nearly the same: a page with a paragraph of six left out and
 * a word changed has about 0.65, different statements of the same kind have at most 0.24.
 */
const SIMILAR = 0.6;
/** Texts compared in full at most: among hundreds of equals it is enough to name some. */
const COMPARED = 8;

/** The methods about documents with nearly the same words. */
export function nearDuplicateMethods(
  core: ArchiveCore,
): Pick<ArchiveMethods, 'document.similar' | 'document.distinguish'> {
  return {
    'document.similar': async ({ id }) => {
      await core.document(id);
      return [...(await findSimilar(core, id, 'all'))];
    },
    'document.distinguish': ({ id, other }) => core.change(() => planDistinction(core, id, other)),
  };
}

/**
 * Documents outside the trash whose newest version has nearly the same words, most alike first; `before`: only those
 * that came in earlier. Those that a person called different are left out. What cannot be compared is reported as a
 * problem and left out.
 */
export async function findSimilar(
  core: ArchiveCore,
  id: string,
  which: 'all' | 'before',
): Promise<readonly SimilarDocument[]> {
  const candidates = await core.index.use((index) => similarCandidates(index, id, which));
  if (candidates.length === 0) return [];
  const document = await core.document(id);
  const found: SimilarDocument[] = [];
  for (const candidate of candidates.slice(0, COMPARED)) {
    const other = await core.store.document(candidate.id);
    if (other === null || areDistinct(document, other)) continue;
    const similarity = candidate.hasSameWords ? 1 : await compare(core, document, other);
    if (similarity < SIMILAR) continue;
    found.push({ documentId: other.id, title: other.title, similarity: Math.round(similarity * 1000) / 1000 });
  }
  return found.sort((a, b) => b.similarity - a.similarity);
}

async function compare(core: ArchiveCore, a: SourceDocument, b: SourceDocument): Promise<number> {
  try {
    const [one, two] = [await core.derived.load(versionOf(a)), await core.derived.load(versionOf(b))];
    return textSimilarity(one.text, two.text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    core.report({
      kind: 'derived',
      path: `documents/${b.id}`,
      message: `“${b.title}” could not be compared with “${a.title}”: ${message}`,
    });
    return 0;
  }
}

const areDistinct = (a: SourceDocument, b: SourceDocument): boolean =>
  (a.distinctFrom ?? []).includes(b.id) || (b.distinctFrom ?? []).includes(a.id);

/** Notes on both documents that they are different. */
async function planDistinction(core: ArchiveCore, id: string, otherId: string): Promise<Planned<SourceDocument>> {
  if (id === otherId)
    throw new ArchiveError('invalid-input', 'A document cannot differ from itself. Name two documents.');
  const document = await core.document(id);
  const other = await core.document(otherId);
  const changes: Change[] = [];
  const marked = (
    [
      [document, other],
      [other, document],
    ] as const
  ).map(([before, from]) => {
    if ((before.distinctFrom ?? []).includes(from.id)) return before;
    const after = { ...before, distinctFrom: [...(before.distinctFrom ?? []), from.id] };
    changes.push(documentChange(before, after));
    return after;
  });
  const value = marked[0] ?? document;
  if (changes.length === 0) return { value, event: null };
  const label = `Keep ${document.title} and ${other.title} apart`;
  return { value, event: { type: 'document.update', label, changes } };
}
