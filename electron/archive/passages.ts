import { describe, findQuote, indexText } from '../../shared/anchoring.ts';
import type { PageInfo, QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { ArchiveMethods, ParsedInput, PassageView } from '../../shared/contract.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Coding, Passage } from '../../shared/domain/passage.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { verifyQuote } from '../../shared/verify-quote.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { carryForward } from './carry.ts';
import { addCodings, codingsAt, resolvePositions, type Stamp } from './codings.ts';
import type { Derived } from './derived.ts';
import { versionOf } from './documents.ts';
import { documentOfPassage, type ListedPassage, listPassages, outlinePassages } from './index-queries.ts';
import { describeQuads } from './page-quads.ts';
import { recognisedAt } from './recognition-quality.ts';

type PassageMethods = Pick<
  ArchiveMethods,
  | 'passage.add'
  | 'passage.update'
  | 'passage.code'
  | 'passage.uncode'
  | 'passage.recode'
  | 'passage.delete'
  | 'passage.get'
  | 'passage.list'
  | 'passage.outline'
  | 'passage.verify'
>;

/** The methods that mark, code, list and check passages. */
export function passageMethods(core: ArchiveCore): PassageMethods {
  return {
    'passage.add': (input) => core.change(() => planAdd(core, input)),
    'passage.update': (input) => core.change(() => planUpdate(core, input)),
    'passage.code': (input) => core.change(() => planCode(core, input, 'add')),
    'passage.recode': (input) => core.change(() => planCode(core, input, 'replace')),
    'passage.uncode': (input) => core.change(() => planUncode(core, input)),
    'passage.delete': ({ ids }) =>
      core.change(async () => {
        const changes: Change[] = [];
        for (const id of new Set(ids)) {
          const { passage } = await findPassage(core, id);
          changes.push({ entity: 'passage', id, before: passage, after: null });
        }
        const label = changes.length === 1 ? 'Delete a passage' : `Delete ${changes.length} passages`;
        return { value: null, event: { type: 'passage.delete', label, changes } };
      }),
    'passage.get': async ({ id }) => {
      const { passage, document } = await findPassage(core, id);
      return viewOf(passage, document);
    },
    'passage.list': async (input) => {
      const { total, passages } = await core.index.use((index) => listPassages(index, input));
      return { total, passages: passages.map(toView) };
    },
    'passage.outline': (input) => core.index.use((index) => outlinePassages(index, input)),
    'passage.verify': async ({ ids }) => {
      const passages: Passage[] = [];
      if (ids === undefined) {
        const listed = await core.index.use((index) => listPassages(index, {}));
        passages.push(...listed.passages.map(({ passage }) => passage));
      } else {
        for (const id of ids) passages.push((await findPassage(core, id)).passage);
      }
      const checks = await checkPassages(core, passages, false);
      return passages.map(({ id }) => ({ id, check: checks.get(id) ?? NOT_CHECKED }));
    },
  };
}

/** A passage with its document. Throws `not-found`. */
export async function findPassage(
  core: ArchiveCore,
  id: string,
): Promise<{ readonly passage: Passage; readonly document: SourceDocument }> {
  const documentId = await core.index.use((index) => documentOfPassage(index, id));
  const passages = documentId === null ? [] : await core.store.passages(documentId);
  const passage = passages.find((candidate) => candidate.id === id);
  if (documentId === null || !passage) throw new ArchiveError('not-found', `There is no passage with the id ${id}.`);
  return { passage, document: await core.document(documentId) };
}

/**
 * Checks quotes against the preserved text, by passage id. `isFresh`: read every text from disk again and say so if
 * it is not the one recorded at import.
 */
export async function checkPassages(
  core: ArchiveCore,
  passages: readonly Passage[],
  isFresh: boolean,
): Promise<Map<string, QuoteCheck>> {
  const groups = new Map<string, Passage[]>();
  for (const passage of passages) {
    const key = `${passage.documentId} ${passage.version}`;
    groups.set(key, [...(groups.get(key) ?? []), passage]);
  }
  const checks = new Map<string, QuoteCheck>();
  for (const group of groups.values()) {
    const first = group[0];
    if (!first) continue;
    try {
      const version = versionOf(await core.document(first.documentId), first.version);
      const derived = await (isFresh ? core.derived.reload(version) : core.derived.load(version));
      const text = indexText(derived.text);
      const recognised = recognisedAt(derived.pages);
      for (const passage of group) {
        checks.set(passage.id, qualify(verifyQuote(passage, text, { recognised }), derived));
      }
    } catch (error) {
      // A disk that fails says nothing about the quote.
      if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
      const check: QuoteCheck = { status: 'broken', reason: error.message, start: null, end: null };
      for (const passage of group) checks.set(passage.id, check);
    }
  }
  return checks;
}

const NOT_CHECKED: QuoteCheck = { status: 'broken', reason: 'It was not checked.', start: null, end: null };

/** A quote that fits a text which is not the recorded one is not verified. */
function qualify(check: QuoteCheck, derived: Derived): QuoteCheck {
  if (derived.isFaithful || check.status === 'broken') return check;
  return { ...check, status: 'drifted', reason: 'The text made from the original is not the one recorded at import.' };
}

/** A passage with what a list shows beside it. */
export const viewOf = (passage: Passage, document: SourceDocument): PassageView => ({
  ...passage,
  documentTitle: document.title,
  dateIssued: document.dateIssued,
  withdrawal: document.withdrawal ?? null,
});

const toView = ({ passage, documentTitle, dateIssued, withdrawal }: ListedPassage): PassageView => ({
  ...passage,
  documentTitle,
  dateIssued,
  withdrawal,
});

async function planAdd(core: ArchiveCore, input: ParsedInput<'passage.add'>): Promise<Planned<PassageView>> {
  const document = await core.document(input.documentId);
  if (document.trashedAt !== null) {
    throw new ArchiveError('conflict', `“${document.title}” is in the trash. Restore it first.`);
  }
  const version = versionOf(document, input.version);
  if (input.textSha256 !== undefined && input.textSha256 !== version.textSha256) {
    throw new ArchiveError(
      'conflict',
      `The text of “${document.title}” was made anew while the words were selected: its pages were recognised. Select the words again.`,
    );
  }
  const derived = await core.derived.load(version);
  const { text, pages } = derived;
  const { start, end } = locate(input, text, pages, document.title);
  const selectors = describe(text, start, end, pages);
  const place = selectors.find((selector) => selector.type === 'TextPositionSelector') ?? { start, end };
  const runsOf = await core.derived.loadRuns(version);
  if (runsOf !== null) selectors.push(...describeQuads(place.start, place.end, pages, runsOf));
  const stamp = stampOf(core);
  const { coder, time } = stamp;
  const { positions, changes } = resolvePositions(input.codings ?? [], await core.store.codebook(), stamp.newId);
  const page = pages.find((candidate) => place.start >= candidate.start && place.start < candidate.end);
  const passage = await carryForward(core, document, {
    id: core.context.newId(),
    documentId: document.id,
    version: version.number,
    quote: text.slice(place.start, place.end),
    start: place.start,
    end: place.end,
    page: page?.number ?? null,
    pageLabel: page?.label ?? null,
    selectors,
    codings: codingsAt(positions, [], stamp),
    note: input.note ?? '',
    coder,
    createdAt: time,
    updatedAt: time,
  });
  return {
    value: viewOf(passage, document),
    event: {
      type: 'passage.add',
      label: `Mark “${shortenQuote(passage.quote)}”`,
      changes: [...changes, { entity: 'passage', id: passage.id, before: null, after: passage }],
    },
  };
}

async function planUpdate(core: ArchiveCore, input: ParsedInput<'passage.update'>): Promise<Planned<PassageView>> {
  const { passage: before, document } = await findPassage(core, input.id);
  const stamp = stampOf(core);
  const resolved = resolvePositions(input.codings ?? [], await core.store.codebook(), stamp.newId);
  const codings = input.codings ? codingsAt(resolved.positions, before.codings, stamp) : before.codings;
  const after: Passage = { ...before, note: input.note ?? before.note, codings };
  if (isSameJson(before, after)) return { value: viewOf(before, document), event: null };
  const stamped = { ...after, updatedAt: stamp.time };
  const what = isSameJson(before.codings, after.codings) ? 'Change the note of' : 'Code';
  return {
    value: viewOf(stamped, document),
    event: {
      type: 'passage.update',
      label: `${what} “${shortenQuote(before.quote)}”`,
      changes: [...resolved.changes, { entity: 'passage', id: before.id, before, after: stamped }],
    },
  };
}

/** Codes several passages alike, in one event. */
async function planCode(
  core: ArchiveCore,
  input: ParsedInput<'passage.code'>,
  how: 'add' | 'replace',
): Promise<Planned<PassageView[]>> {
  const stamp = stampOf(core);
  const { positions, changes } = resolvePositions(input.codings, await core.store.codebook(), stamp.newId);
  const apply = how === 'add' ? addCodings : codingsAt;
  return planCodings(core, input.ids, stamp, {
    alter: ({ codings }) => apply(positions, codings, stamp),
    verb: positions.length === 0 ? 'Take the codings off' : 'Code',
    changes,
  });
}

/** Takes codings off a passage. Throws `not-found` if it does not have one of them. */
async function planUncode(core: ArchiveCore, input: ParsedInput<'passage.uncode'>): Promise<Planned<PassageView>> {
  const gone = new Set(input.codingIds);
  const alter = ({ quote, codings }: Passage): Coding[] => {
    const missing = input.codingIds.find((id) => !codings.some((coding) => coding.id === id));
    if (missing !== undefined) {
      throw new ArchiveError('not-found', `“${shortenQuote(quote)}” has no coding with the id ${missing}.`);
    }
    return codings.filter(({ id }) => !gone.has(id));
  };
  const verb = gone.size === 1 ? 'Take a coding off' : `Take ${gone.size} codings off`;
  const planned = await planCodings(core, [input.id], stampOf(core), { alter, verb, changes: [] });
  const [value] = planned.value;
  if (!value) throw new ArchiveError('internal', `The passage ${input.id} was lost on the way.`);
  return { value, event: planned.event };
}

/** Gives passages other codings: one event for all that are altered by it, none if that is none of them. */
async function planCodings(
  core: ArchiveCore,
  ids: readonly string[],
  stamp: Stamp,
  how: {
    readonly alter: (passage: Passage) => Coding[];
    /** What is done to the passages, for the label. */
    readonly verb: string;
    /** What else belongs to the event. */
    readonly changes: readonly Change[];
  },
): Promise<Planned<PassageView[]>> {
  const changes: Change[] = [];
  const altered: Passage[] = [];
  const value: PassageView[] = [];
  for (const id of new Set(ids)) {
    const { passage: before, document } = await findPassage(core, id);
    const codings = how.alter(before);
    if (isSameJson(before.codings, codings)) {
      value.push(viewOf(before, document));
      continue;
    }
    const after: Passage = { ...before, codings, updatedAt: stamp.time };
    altered.push(after);
    changes.push({ entity: 'passage', id, before, after });
    value.push(viewOf(after, document));
  }
  const [first] = altered;
  if (!first) return { value, event: null };
  const what = altered.length === 1 ? `“${shortenQuote(first.quote)}”` : `${altered.length} passages`;
  return {
    value,
    event: { type: 'passage.update', label: `${how.verb} ${what}`, changes: [...how.changes, ...changes] },
  };
}

/** Who changes something now. */
const stampOf = ({ context }: ArchiveCore): Stamp => ({
  coder: context.coder(),
  time: context.now().toISOString(),
  newId: context.newId,
});

/** The span that a call means, by place or by words. Throws `invalid-input`, `not-found` or `ambiguous`. */
function locate(
  input: ParsedInput<'passage.add'>,
  text: string,
  pages: readonly PageInfo[],
  title: string,
): { readonly start: number; readonly end: number } {
  if (input.start !== undefined && input.end !== undefined) {
    if (input.end > text.length) {
      throw new ArchiveError(
        'invalid-input',
        `end: the text of “${title}” ends at ${text.length}, before ${input.end}.`,
      );
    }
    const span = trimSpan(text, input.start, input.end);
    if (span.start >= span.end) {
      throw new ArchiveError('invalid-input', `start: there are no words between ${input.start} and ${input.end}.`);
    }
    if (input.quote === undefined || findQuote(text.slice(span.start, span.end), input.quote).length > 0) return span;
    throw new ArchiveError('conflict', `The words between ${span.start} and ${span.end} are not the given quote.`);
  }
  if (input.start !== undefined || input.end !== undefined) {
    const missing = input.start === undefined ? 'start' : 'end';
    throw new ArchiveError('invalid-input', `${missing}: a place has both a start and an end; give the other one too.`);
  }
  if (input.quote === undefined) {
    throw new ArchiveError('invalid-input', 'quote: give the words to mark, or start and end of their place.');
  }
  const places = findQuote(text, input.quote);
  const [only] = places;
  if (!only) {
    throw new ArchiveError(
      'not-found',
      `“${shortenQuote(input.quote)}” does not occur in “${title}”. Copy the words from document text.`,
    );
  }
  if (places.length === 1) return only;
  const details = places.map(({ start, end }) => ({
    page: pages.find((page) => start >= page.start && start < page.end)?.number ?? null,
    start,
    end,
    context: oneLine(text.slice(Math.max(0, start - 40), Math.min(text.length, end + 40))),
  }));
  const listed = details
    .slice(0, 20)
    .map((place) => `\n  start ${place.start}${place.page === null ? '' : `, page ${place.page}`}: …${place.context}…`);
  const more = details.length > 20 ? `\n  and ${details.length - 20} more` : '';
  throw new ArchiveError(
    'ambiguous',
    `“${shortenQuote(input.quote)}” occurs ${places.length} times in “${title}”. Give more words, or start and end of the place meant:${listed.join('')}${more}`,
    { details },
  );
}

function trimSpan(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  const words = text.slice(start, end);
  return {
    start: start + (words.length - words.trimStart().length),
    end: end - (words.length - words.trimEnd().length),
  };
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The beginning of a quote, for labels and messages. */
export function shortenQuote(quote: string): string {
  const line = oneLine(quote);
  return line.length <= 60 ? line : `${line.slice(0, 57).trimEnd()}…`;
}
