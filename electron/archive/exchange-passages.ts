import { anchorSpans } from '../../shared/anchor-spans.ts';
import { anchor, indexText } from '../../shared/anchoring.ts';
import type { ExchangeImport } from '../../shared/contract/exchange.ts';
import type { SourceDocument, Version } from '../../shared/domain/document.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Coding, Passage, PassageArea } from '../../shared/domain/passage.ts';
import { piecesOf } from '../../shared/domain/passage-pieces.ts';
import type { Selector } from '../../shared/domain/selector.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { Span } from '../../shared/find-quote.ts';
import type { ArchiveCore } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { carryAllForward } from './carry.ts';
import { addCodings, type Stamp } from './codings.ts';
import { describeArea, describePlace, type Place } from './passage-place.ts';

/** A passage of another program, in the ids that hold here. */
export interface IncomingPassage {
  /** For messages: its words or what is known of them. */
  readonly words: string;
  /** A TextQuoteSelector and a TextPositionSelector for each piece, in order; empty for an area. */
  readonly selectors: readonly Selector[];
  readonly area: PassageArea | null;
  readonly codings: readonly Omit<Coding, 'id'>[];
  readonly note: string;
  readonly coder: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly review: Passage['review'];
}

type Attention = ExchangeImport['attention'][number];

/** Passages of one version, made of those of another program. */
export interface PlannedPassages {
  readonly changes: readonly Change[];
  readonly counts: ExchangeImport['passages'];
  readonly codings: number;
  readonly attention: readonly Attention[];
}

/**
 * Finds the places of passages of another program in a version and plans what becomes of them: new ones, and for those that
 * are here already the codings that they lack. What is here is not altered otherwise. Changes nothing itself.
 */
export async function planPassages(
  core: ArchiveCore,
  source: string,
  document: SourceDocument,
  version: Version,
  incoming: readonly IncomingPassage[],
): Promise<PlannedPassages> {
  const text = indexText((await core.derived.load(version)).text);
  const counts = { placed: 0, moved: 0, known: 0, lost: 0 };
  const attention: Attention[] = [];
  const changes: Change[] = [];
  const made: Passage[] = [];
  let codings = 0;
  const here = new Map<string, Passage>();
  for (const passage of await core.store.passages(document.id)) {
    if (passage.version === version.number) here.set(keyOf(passage), passage);
  }
  for (const each of incoming) {
    const found = await placeOf(core, version, text, each);
    if (typeof found === 'string') {
      counts.lost += 1;
      attention.push({ source, quote: each.words, outcome: 'lost', passageId: null, reason: found });
      continue;
    }
    const known = here.get(keyOf(found.place));
    if (known !== undefined) {
      counts.known += 1;
      const after = withCodings(core, known, each);
      codings += after.codings.length - known.codings.length;
      if (!isSameJson(known.codings, after.codings)) {
        changes.push({ entity: 'passage', id: known.id, before: known, after });
        here.set(keyOf(known), after);
      }
      continue;
    }
    const passage: Passage = {
      id: core.context.newId(),
      documentId: document.id,
      version: version.number,
      ...found.place,
      codings: each.codings.map((coding) => ({ id: core.context.newId(), ...coding })),
      note: each.note,
      coder: each.coder,
      createdAt: each.createdAt,
      updatedAt: each.updatedAt,
      ...reviewOf(each, found.reason !== null),
    };
    made.push(passage);
    codings += passage.codings.length;
    if (found.reason === null) counts.placed += 1;
    else {
      counts.moved += 1;
      const { reason } = found;
      attention.push({ source, quote: each.words, outcome: 'moved', passageId: passage.id, reason });
    }
  }
  const carried = await carryAllForward(core, document, made);
  const added = carried.map((after): Change => ({ entity: 'passage', id: after.id, before: null, after }));
  return { changes: [...changes, ...added], counts, codings, attention };
}

/** Whoever marked it elsewhere has not seen it here, if it is not at the very place. */
function reviewOf({ review }: IncomingPassage, isMoved: boolean): Pick<Passage, 'review'> {
  if (isMoved) return { review: 'needs-review' };
  return review === undefined || review === 'coded' ? {} : { review };
}

/** What makes two passages of a version the same: their pieces, or their area to the point. */
function keyOf(passage: Pick<Passage, 'start' | 'end' | 'spans' | 'area'>): string {
  if (passage.area !== undefined) {
    const { page, rect } = passage.area;
    return `area ${page} ${rect.map((side) => Math.round(side)).join(' ')}`;
  }
  return piecesOf(passage)
    .map(({ start, end }) => `${start}-${end}`)
    .join(' ');
}

function withCodings(core: ArchiveCore, passage: Passage, { codings }: IncomingPassage): Passage {
  let after: Coding[] = [...passage.codings];
  for (const { coder, codedAt, ...position } of codings) {
    const stamp: Stamp = { coder, time: codedAt, newId: core.context.newId };
    const isThere = after.some(
      (other) =>
        other.agencyId === position.agencyId &&
        other.stanceId === position.stanceId &&
        other.topicId === position.topicId,
    );
    // Voice and certainty of one that is there stay as they were put here.
    if (!isThere) after = addCodings([position], after, stamp);
  }
  return after.length === passage.codings.length
    ? passage
    : { ...passage, codings: after, updatedAt: core.context.now().toISOString() };
}

/** The place and, if it is not the very one, why a person should look; or why there is none. */
async function placeOf(
  core: ArchiveCore,
  version: Version,
  text: ReturnType<typeof indexText>,
  { area, selectors }: IncomingPassage,
): Promise<{ readonly place: Place; readonly reason: string | null } | string> {
  try {
    if (area !== null) return { place: await describeArea(core, version, area), reason: null };
    const found = findSpans(text, selectors);
    if (typeof found === 'string') return found;
    return { place: await describePlace(core, version, found.spans), reason: found.reason };
  } catch (error) {
    if (!(error instanceof ArchiveError) || (error.code !== 'invalid-input' && error.code !== 'unsupported'))
      throw error;
    return error.message;
  }
}

function findSpans(
  text: ReturnType<typeof indexText>,
  selectors: readonly Selector[],
): { readonly spans: readonly Span[]; readonly reason: string | null } | string {
  const quotes = selectors.filter(({ type }) => type === 'TextQuoteSelector');
  if (quotes.length > 1) {
    const found = anchorSpans(text, selectors);
    if (found.kind === 'orphan') return found.reason;
    const { spans } = found;
    return { spans, reason: found.confidence < 1 ? 'Its pieces do not all stand where the file says.' : null };
  }
  const found = anchor(text, selectors);
  if (found.kind === 'orphan') return found.reason;
  const { start, end, method, confidence } = found;
  const reason =
    method !== 'fuzzy'
      ? null
      : `Its words are slightly others here, or stand more than once (confidence ${Math.round(confidence * 100)} %).`;
  return { spans: [{ start, end }], reason };
}
