import { indexText } from '../../shared/anchoring.ts';
import type { ArchiveMethods, ParsedInput, PassageView } from '../../shared/contract.ts';
import type { Briefing } from '../../shared/domain/briefing.ts';
import { followPassagesInBody, splitPassageInBody } from '../../shared/domain/briefing-references.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Coding, Passage } from '../../shared/domain/passage.ts';
import { piecesOf } from '../../shared/domain/passage-pieces.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { Span } from '../../shared/find-quote.ts';
import { paragraphAt, sentenceAt } from '../../shared/sentences.ts';
import { verifyPassage } from '../../shared/verify-passage.ts';
import type { ArchiveCore, Planned, PlannedEvent } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { carryForward } from './carry.ts';
import { distinctCodings, tellOverruled } from './codings.ts';
import { requireSameText, versionOf } from './documents.ts';
import { listBriefingIds } from './index-queries.ts';
import { describeArea, describePlace, type Place } from './passage-place.ts';
import { type FoundPassage, findPassage, findPassages, nameOf, viewOf } from './passages.ts';

type BoundsMethods = Pick<
  ArchiveMethods,
  'passage.review' | 'passage.reshape' | 'passage.resizeArea' | 'passage.extend' | 'passage.split' | 'passage.merge'
>;

/** The methods that give passages other bounds, and that say how far their coding has come. */
export function passageBoundsMethods(core: ArchiveCore): BoundsMethods {
  return {
    'passage.review': (input) => core.change(() => planReview(core, input)),
    'passage.reshape': (input) => core.change(() => planReshape(core, input)),
    'passage.resizeArea': (input) => core.change(() => planResize(core, input)),
    'passage.extend': (input) => core.change(() => planExtend(core, input)),
    'passage.split': (input) => core.change(() => planSplit(core, input)),
    'passage.merge': (input) => core.change(() => planMerge(core, input)),
  };
}

async function planReview(core: ArchiveCore, input: ParsedInput<'passage.review'>): Promise<Planned<PassageView[]>> {
  const updatedAt = core.context.now().toISOString();
  const changes: Change[] = [];
  const value: PassageView[] = [];
  for (const { passage: before, document } of await findPassages(core, input.ids)) {
    const after = withReview(before, input.state);
    const isSame = isSameJson(before, after);
    const stamped = isSame ? before : { ...after, updatedAt };
    if (!isSame) changes.push({ entity: 'passage', id: before.id, before, after: stamped });
    value.push(viewOf(stamped, document));
  }
  const [first] = value;
  if (changes.length === 0 || !first) return { value, event: null };
  const what = changes.length === 1 ? `“${nameOf(first)}”` : `${changes.length} passages`;
  const as = { coded: 'coded', 'needs-review': 'needing review', reviewed: 'reviewed' }[input.state];
  return { value, event: { type: 'passage.review', label: `Mark ${what} as ${as}`, changes } };
}

async function planReshape(core: ArchiveCore, input: ParsedInput<'passage.reshape'>): Promise<Planned<PassageView>> {
  const { passage, document } = await findOfWords(core, input.id);
  requireSameText(document, versionOf(document, passage.version), input.textSha256);
  return planPlace(core, passage, document, input.spans, 'Change the bounds of');
}

/** The words in the rectangle are its words then; what was recognised in the old one says nothing of the new one. */
async function planResize(
  core: ArchiveCore,
  { id, rect: { x, y, width, height } }: ParsedInput<'passage.resizeArea'>,
): Promise<Planned<PassageView>> {
  const { passage: before, document } = await findPassage(core, id);
  if (before.area === undefined) {
    throw new ArchiveError('invalid-input', 'id: this passage marks words, no area of a page. Give it other words.');
  }
  const { page } = before.area;
  const version = versionOf(document, before.version);
  const place = await describeArea(core, version, { page, rect: [x, y, width, height], recognised: null });
  if (isSameJson(place.area?.rect, before.area.rect)) return { value: viewOf(before, document), event: null };
  const after = await atPlace(core, document, before, place);
  return {
    value: viewOf(after, document),
    event: {
      type: 'passage.reshape',
      label: `Change the area of “${nameOf(after)}”`,
      changes: [{ entity: 'passage', id: before.id, before, after }],
    },
  };
}

async function planExtend(core: ArchiveCore, input: ParsedInput<'passage.extend'>): Promise<Planned<PassageView>> {
  const { passage, document } = await findOfWords(core, input.id);
  const text = await textUnder(core, document, [passage]);
  const around = input.to === 'sentence' ? sentenceAt : paragraphAt;
  const spans = piecesOf(passage).map(({ start, end }) => ({
    start: Math.min(start, around(text, start).start),
    end: Math.max(end, around(text, end - 1).end),
  }));
  return planPlace(core, passage, document, spans, `Widen to the ${input.to}:`);
}

/** Gives a passage other pieces of the same text. */
async function planPlace(
  core: ArchiveCore,
  before: Passage,
  document: SourceDocument,
  spans: readonly Span[],
  verb: string,
): Promise<Planned<PassageView>> {
  const after = await withPlace(core, document, before, spans);
  if (isSameSpans(before, after)) return { value: viewOf(before, document), event: null };
  return {
    value: viewOf(after, document),
    event: {
      type: 'passage.reshape',
      label: `${verb} “${nameOf(after)}”`,
      changes: [{ entity: 'passage', id: before.id, before, after }],
    },
  };
}

/** The second follows the first wherever a briefing names it. */
async function planSplit(core: ArchiveCore, { id, at }: ParsedInput<'passage.split'>): Promise<Planned<PassageView[]>> {
  const { passage: before, document } = await findOfWords(core, id);
  const text = await textUnder(core, document, [before]);
  const pieces = piecesOf(before);
  const cut = (from: number, to: number): Span[] =>
    pieces
      .map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) }))
      .filter(({ start, end }) => end > start && text.slice(start, end).trim() !== '');
  const nothingThere = new ArchiveError(
    'invalid-input',
    `at: there must be words of the passage on both sides; it stands from ${before.start} to ${before.end}.`,
  );
  const head = cut(0, at);
  if (head.length === 0) throw nothingThere;
  const first = await withPlace(core, document, before, head);
  // A letter that the place lies in the middle of belongs to the first.
  const tail = cut(Math.max(at, first.end), text.length);
  if (tail.length === 0) throw nothingThere;
  const made: Passage = {
    ...before,
    id: core.context.newId(),
    codings: before.codings.map((coding) => ({ ...coding, id: core.context.newId() })),
    note: '',
    createdAt: core.context.now().toISOString(),
  };
  const second = await withPlace(core, document, made, tail);
  const followed = (ids: readonly string[]): string[] =>
    ids.flatMap((other) => (other === before.id ? [other, second.id] : [other]));
  return {
    value: [viewOf(first, document), viewOf(second, document)],
    event: {
      type: 'passage.split',
      label: `Split “${nameOf(before)}”`,
      changes: [
        { entity: 'passage', id: before.id, before, after: first },
        { entity: 'passage', id: second.id, before: null, after: second },
        ...(await changeBriefings(core, (briefing) => ({
          include: followed(briefing.include),
          exclude: followed(briefing.exclude),
          order: followed(briefing.order),
          ...(briefing.body === undefined
            ? {}
            : { body: splitPassageInBody(briefing.body, { first, second }, core.context.newId) }),
        }))),
      ],
    },
  };
}

/**
 * The first in reading order takes in the others: their words, codings and notes, and their places in briefings. A
 * briefing leaves it out only if it left out all of them.
 */
async function planMerge(core: ArchiveCore, input: ParsedInput<'passage.merge'>): Promise<Planned<PassageView>> {
  const found = await findPassages(core, input.ids);
  const merged = found.map(({ passage }) => passage).sort((a, b) => a.start - b.start || a.end - b.end);
  const [first, ...others] = merged;
  const document = found[0]?.document;
  if (!first || !document || others.length === 0) {
    throw new ArchiveError('invalid-input', 'ids: give at least two passages to merge.');
  }
  for (const passage of merged) requireWords(passage);
  if (others.some(({ documentId, version }) => documentId !== first.documentId || version !== first.version)) {
    throw new ArchiveError('conflict', 'Passages of different documents or versions cannot be merged.');
  }
  await textUnder(core, document, merged);
  const reviews = merged.map(({ review }) => review);
  const overruled: Coding[] = [];
  const [annotation, ...mergedAnnotations] = new Set(
    merged.flatMap((each) => [each.annotation ?? [], each.mergedAnnotations ?? []].flat()),
  );
  const joined: Passage = withReview(
    {
      ...first,
      codings: distinctCodings(
        merged.flatMap(({ codings }) => codings),
        overruled,
      ),
      note: [...new Set(merged.map(({ note }) => note).filter(Boolean))].join('\n\n'),
      ...strictest(merged),
      createdAt: merged.map(({ createdAt }) => createdAt).sort()[0] ?? first.createdAt,
      ...(annotation === undefined ? {} : { annotation }),
      ...(mergedAnnotations.length === 0 ? {} : { mergedAnnotations }),
    },
    reviews.some((review) => review !== undefined) ? 'needs-review' : 'coded',
  );
  const after = await withPlace(core, document, joined, merged.flatMap(piecesOf));
  const gone = new Set(others.map(({ id }) => id));
  const all = new Set(merged.map(({ id }) => id));
  const replaced = (ids: readonly string[]): string[] => [...new Set(ids.map((id) => (gone.has(id) ? first.id : id)))];
  const event: PlannedEvent = {
    type: 'passage.merge',
    label: `Merge ${merged.length} passages into “${nameOf(after)}”`,
    changes: [
      { entity: 'passage', id: first.id, before: first, after },
      ...others.map((passage): Change => ({ entity: 'passage', id: passage.id, before: passage, after: null })),
      ...(await changeBriefings(core, ({ include, exclude, order, body }) => ({
        include: replaced(include),
        exclude: [...all].every((id) => exclude.includes(id))
          ? exclude.filter((id) => !gone.has(id))
          : exclude.filter((id) => !all.has(id)),
        order: replaced(order),
        ...(body === undefined
          ? {}
          : { body: followPassagesInBody(body, new Map([...gone].map((id) => [id, first.id]))) }),
      }))),
    ],
  };
  return { value: viewOf(after, document), event: tellOverruled(event, overruled) };
}

/**
 * The text that passages of one version stand in. Throws `conflict` if the words of one do not stand at its place any
 * more: bounds reckoned from there would give it a quote that nobody marked.
 */
async function textUnder(core: ArchiveCore, document: SourceDocument, passages: readonly Passage[]): Promise<string> {
  const { text } = await core.derived.load(versionOf(document, passages[0]?.version));
  const indexed = indexText(text);
  for (const passage of passages) {
    const { status, start } = verifyPassage(passage, indexed);
    if ((status === 'exact' || status === 'normalised') && start === passage.start) continue;
    throw new ArchiveError(
      'conflict',
      `“${nameOf(passage)}” does not stand where it was marked: the text there has other words now. Select its words in the text and give them to it as its new bounds first.`,
      { details: { id: passage.id } },
    );
  }
  return text;
}

/** A passage at other words, with its places in newer versions; what was reviewed at the old ones is to be looked at. */
async function withPlace(
  core: ArchiveCore,
  document: SourceDocument,
  passage: Passage,
  spans: readonly Span[],
): Promise<Passage> {
  return atPlace(core, document, passage, await describePlace(core, versionOf(document, passage.version), spans));
}

async function atPlace(core: ArchiveCore, document: SourceDocument, passage: Passage, place: Place): Promise<Passage> {
  const { spans: _spans, placements: _placements, ...rest } = passage;
  const moved: Passage = { ...rest, ...place, updatedAt: core.context.now().toISOString() };
  return carryForward(core, document, moved.review === 'reviewed' ? withReview(moved, 'needs-review') : moved);
}

/** A passage in a state of review; `coded` is what it is if nothing is said. */
function withReview(passage: Passage, state: ParsedInput<'passage.review'>['state']): Passage {
  const { review: _, ...rest } = passage;
  return state === 'coded' ? rest : { ...rest, review: state };
}

const isSameSpans = (a: Passage, b: Passage): boolean => isSameJson(piecesOf(a), piecesOf(b));

/** A passage that marks words. Throws `not-found`, or `invalid-input` for an area. */
async function findOfWords(core: ArchiveCore, id: string): Promise<FoundPassage> {
  const found = await findPassage(core, id);
  requireWords(found.passage);
  return found;
}

function requireWords({ area }: Passage): void {
  if (area === undefined) return;
  throw new ArchiveError(
    'invalid-input',
    `The passage marks an area of page ${area.page}, not words. Mark another area, and delete this one.`,
  );
}

/** What one of several passages must not show, the passage that they become must not either. */
function strictest(passages: readonly Passage[]): Pick<Passage, 'internal'> {
  if (passages.some(({ internal }) => internal === 'passage')) return { internal: 'passage' };
  return passages.some(({ internal }) => internal === 'note') ? { internal: 'note' } : {};
}

type References = Pick<Briefing, 'include' | 'exclude' | 'order' | 'body'>;

/** Kept states stay as they were kept. */
async function changeBriefings(
  core: ArchiveCore,
  follow: (references: References) => References,
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const id of await core.index.use(listBriefingIds)) {
    const before = await core.store.briefing(id);
    if (before === null || before.versionOf !== undefined) continue;
    const after = { ...before, ...follow(before) };
    if (!isSameJson(before, after)) changes.push({ entity: 'briefing', id, before, after });
  }
  return changes;
}
