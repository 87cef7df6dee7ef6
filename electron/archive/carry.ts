import { indexText } from '../../shared/anchoring.ts';
import { type CarrySource, carryPassage } from '../../shared/carry-passage.ts';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Passage, Placement } from '../../shared/domain/passage.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { compareTexts } from '../../shared/redline.ts';
import type { ArchiveCore } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { versionOf } from './documents.ts';

/**
 * The changes by which all passages of a document that stand on versions older than `version` get their place in it,
 * for the event that brings the version. `document` is the document with or without that version; `newText` and `pages`
 * are those of the version. Places that a person accepted or rejected stay if the words are still there.
 */
export async function planCarry(
  core: ArchiveCore,
  document: SourceDocument,
  version: { readonly number: number },
  newText: string,
  pages: readonly PageInfo[],
): Promise<Change[]> {
  const passages = await core.store.passages(document.id);
  return (await carryAll(core, document, passages, version.number, newText, pages)).flatMap(
    ({ before, after }): Change[] =>
      isSameJson(before, after) ? [] : [{ entity: 'passage', id: before.id, before, after }],
  );
}

/** The given passages of a document, each before and after it got its place in a version that is newer than its own. */
export async function carryAll(
  core: ArchiveCore,
  document: SourceDocument,
  passages: readonly Passage[],
  version: number,
  newText: string,
  pages: readonly PageInfo[],
): Promise<readonly { readonly before: Passage; readonly after: Passage }[]> {
  const older = passages.filter((passage) => passage.version < version);
  if (older.length === 0) return [];
  const target = { version, text: indexText(newText), pages };
  const sources = new Map<number, CarrySource | null>();
  const carried: { readonly before: Passage; readonly after: Passage }[] = [];
  for (const before of older) {
    let own = sources.get(before.version);
    if (own === undefined) {
      own = await sourceOf(core, document, before.version, newText);
      sources.set(before.version, own);
    }
    carried.push({ before, after: withPlacement(before, carryPassage(before, own, target), newText) });
  }
  return carried;
}

/** A passage that was just made, with its places in the versions that are newer than its own. */
export async function carryForward(core: ArchiveCore, document: SourceDocument, passage: Passage): Promise<Passage> {
  let carried = passage;
  for (const version of document.versions) {
    if (version.number <= passage.version) continue;
    const derived = await core.derived.load(version);
    const [only] = await carryAll(core, document, [carried], version.number, derived.text, derived.pages);
    carried = only?.after ?? carried;
  }
  return carried;
}

/** A passage with a placement put in, with what a person has decided on one in that version. */
function withPlacement(passage: Passage, placement: Placement, text: string): Passage {
  const others = passage.placements?.filter(({ version }) => version !== placement.version) ?? [];
  const known = passage.placements?.find(({ version }) => version === placement.version);
  const kept = known === undefined ? placement : withDecision(placement, known, text);
  return { ...passage, placements: [...others, kept].sort((a, b) => a.version - b.version) };
}

/** What was decided stays while it is about the same: that the passage is gone, or these words at this place. */
function withDecision(found: Placement, known: Placement, text: string): Placement {
  if (known.decision === null) return found;
  if (known.start === null || known.end === null || known.quote === null) {
    return found.outcome === 'lost' ? known : found;
  }
  if (text.slice(known.start, known.end) === known.quote) return known;
  // Pages before it got a text: it is at the same place only if no other has its words.
  const at = text.indexOf(known.quote);
  const isOnly = at !== -1 && text.indexOf(known.quote, at + 1) === -1;
  if (!isOnly || found.start !== at || found.quote !== known.quote) return found;
  return { ...known, start: found.start, end: found.end, page: found.page };
}

/** The text of a version, made ready and compared with the new one, or null if it cannot be had. */
async function sourceOf(
  core: ArchiveCore,
  document: SourceDocument,
  version: number,
  newText: string,
): Promise<CarrySource | null> {
  try {
    const { text } = await core.derived.load(versionOf(document, version));
    return { text: indexText(text), redline: compareTexts(text, newText) };
  } catch (error) {
    // The context stored with the passages decides then; a disk that fails is another matter.
    if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
    return null;
  }
}
