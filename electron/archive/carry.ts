import { indexText } from '../../shared/anchoring.ts';
import { type CarrySource, type CarryTarget, carryPassage } from '../../shared/carry-passage.ts';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Passage, Placement } from '../../shared/domain/passage.ts';
import { joinPieces, pieceSelectors } from '../../shared/domain/passage-pieces.ts';
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
    carried.push({ before, after: withPlacement(before, carryPieces(before, own, target), newText) });
  }
  return carried;
}

/** A passage that was just made, with its places in the versions that are newer than its own. */
export async function carryForward(core: ArchiveCore, document: SourceDocument, passage: Passage): Promise<Passage> {
  return (await carryAllForward(core, document, [passage]))[0] ?? passage;
}

/** Passages that were just made, in their order, with their places in newer versions: texts are compared once for all. */
export async function carryAllForward(
  core: ArchiveCore,
  document: SourceDocument,
  passages: readonly Passage[],
): Promise<readonly Passage[]> {
  let carried = passages;
  for (const version of document.versions) {
    if (!carried.some((passage) => passage.version < version.number)) continue;
    const { text, pages } = await core.derived.load(version);
    const moved = await carryAll(core, document, carried, version.number, text, pages);
    const after = new Map(moved.map((each) => [each.before, each.after]));
    carried = carried.map((passage) => after.get(passage) ?? passage);
  }
  return carried;
}

/** Where a passage stands in another version; one of several pieces stands there if all of them do, in their order. */
function carryPieces(passage: Passage, own: CarrySource | null, target: CarryTarget): Placement {
  if (passage.spans === undefined) return carryPassage(passage, own, target);
  const placements = pieceSelectors(passage).map(([words, position]) =>
    carryPassage(
      { quote: words.exact, start: position.start, end: position.end, selectors: [words, position] },
      own,
      target,
    ),
  );
  const [first] = placements;
  const found = placements.flatMap(({ start, end, quote }) =>
    start === null || end === null || quote === null ? [] : [{ start, end, quote }],
  );
  const score = Math.min(...placements.map((placement) => placement.score));
  const isInOrder = found.every(({ start }, index) => index === 0 || start >= (found[index - 1]?.end ?? 0));
  if (!first || found.length < placements.length || !isInOrder) {
    const nothing = { start: null, end: null, page: null, quote: null };
    return {
      version: target.version,
      outcome: 'lost',
      decision: null,
      ...nothing,
      score: found.length === 0 ? 0 : score,
    };
  }
  return {
    version: target.version,
    outcome: placements.every(({ outcome }) => outcome === 'anchored') ? 'anchored' : 'moved',
    decision: null,
    start: first.start,
    end: Math.max(...found.map(({ end }) => end)),
    page: first.page,
    spans: found.map(({ start, end }) => ({ start, end })),
    quote: joinPieces(found.map(({ quote }) => quote)),
    score,
  };
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
  const there = known.spans ?? [{ start: known.start, end: known.end }];
  if (joinPieces(there.map(({ start, end }) => text.slice(start, end))) === known.quote) return known;
  if (known.spans !== undefined) return found;
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
