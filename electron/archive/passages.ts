import { indexText } from '../../shared/anchoring.ts';
import type { QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { ArchiveMethods, ParsedInput, PassageView } from '../../shared/contract.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { wordsToShow } from '../../shared/domain/passage-pieces.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { verifyPassage } from '../../shared/verify-passage.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { addCodings, codingsAt, resolvePositions, type Stamp } from './codings.ts';
import type { Derived } from './derived.ts';
import { versionOf } from './documents.ts';
import { documentOfPassage } from './index-queries.ts';
import { type ListedPassage, listPassages, outlinePassages } from './passage-queries.ts';
import { recognisedAt } from './recognition-quality.ts';

type PassageMethods = Pick<
  ArchiveMethods,
  | 'passage.update'
  | 'passage.code'
  | 'passage.uncode'
  | 'passage.recode'
  | 'passage.setInternal'
  | 'passage.delete'
  | 'passage.get'
  | 'passage.list'
  | 'passage.outline'
  | 'passage.verify'
>;

/** The methods that code, list and check passages. */
export function passageMethods(core: ArchiveCore): PassageMethods {
  return {
    'passage.update': (input) => core.change(() => planUpdate(core, input)),
    'passage.code': (input) => core.change(() => planCode(core, input, 'add')),
    'passage.recode': (input) => core.change(() => planCode(core, input, 'replace')),
    'passage.uncode': (input) => core.change(() => planUncode(core, input)),
    'passage.setInternal': (input) => core.change(() => planInternal(core, input)),
    'passage.delete': ({ ids }) =>
      core.change(async () => {
        const changes = (await findPassages(core, ids)).map(
          ({ passage }): Change => ({ entity: 'passage', id: passage.id, before: passage, after: null }),
        );
        const label = changes.length === 1 ? 'Delete a passage' : `Delete ${changes.length} passages`;
        return { value: null, event: { type: 'passage.delete', label, changes } };
      }),
    'passage.get': async ({ id }) => {
      const { passage, document } = await findPassage(core, id);
      return viewOf(passage, document);
    },
    'passage.list': async (input) => {
      const codebook = await core.store.codebook();
      const { total, passages } = await core.index.use((index) => listPassages(index, input, codebook));
      return { total, passages: passages.map(toView) };
    },
    'passage.outline': async (input) => {
      const codebook = await core.store.codebook();
      return core.index.use((index) => outlinePassages(index, input, codebook));
    },
    'passage.verify': async ({ ids }) => {
      const passages: Passage[] = [];
      if (ids === undefined) {
        const codebook = await core.store.codebook();
        const listed = await core.index.use((index) => listPassages(index, {}, codebook));
        passages.push(...listed.passages.map(({ passage }) => passage));
      } else {
        passages.push(...(await findPassages(core, ids)).map(({ passage }) => passage));
      }
      const checks = await checkPassages(core, passages, false);
      return passages.map(({ id }) => ({ id, check: checks.get(id) ?? NOT_CHECKED }));
    },
  };
}

/** A passage with its document. */
export interface FoundPassage {
  readonly passage: Passage;
  readonly document: SourceDocument;
}

/** A passage with its document. Throws `not-found`. */
export async function findPassage(core: ArchiveCore, id: string): Promise<FoundPassage> {
  const [found] = await findPassages(core, [id]);
  if (!found) throw new ArchiveError('not-found', `There is no passage with the id ${id}.`);
  return found;
}

/** Passages in the order of their ids, each once: every document is looked at once. Throws `not-found`. */
export async function findPassages(core: ArchiveCore, ids: readonly string[]): Promise<readonly FoundPassage[]> {
  const wanted = [...new Set(ids)];
  const documentIds = await core.index.use((index) => wanted.map((id) => [id, documentOfPassage(index, id)] as const));
  const stored = new Map<string, FoundPassage>();
  for (const documentId of new Set(documentIds.map(([, documentId]) => documentId))) {
    if (documentId === null) continue;
    const document = await core.document(documentId);
    for (const passage of await core.store.passages(documentId)) stored.set(passage.id, { passage, document });
  }
  return wanted.map((id) => {
    const found = stored.get(id);
    if (!found) throw new ArchiveError('not-found', `There is no passage with the id ${id}.`);
    return found;
  });
}

/**
 * Checks quotes against the preserved text, by passage id. `isFresh`: read every text from disk again and say so if
 * it is not the one recorded at import. `onChecked` is waited for after each document; it may throw to end it.
 */
export async function checkPassages(
  core: ArchiveCore,
  passages: readonly Passage[],
  isFresh: boolean,
  onChecked?: (done: number, total: number) => Promise<void>,
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
        checks.set(passage.id, qualify(verifyPassage(passage, text, { recognised }), derived));
      }
    } catch (error) {
      // A disk that fails says nothing about the quote.
      if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
      const check: QuoteCheck = { status: 'broken', reason: error.message, start: null, end: null };
      for (const passage of group) checks.set(passage.id, check);
    }
    await onChecked?.(checks.size, passages.length);
  }
  await core.index.keepChecks(checks, passages);
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

async function planUpdate(core: ArchiveCore, input: ParsedInput<'passage.update'>): Promise<Planned<PassageView>> {
  const { passage: before, document } = await findPassage(core, input.id);
  const stamp = stampOf(core);
  const resolved = resolvePositions(input.codings ?? [], await core.store.codebook(), stamp.newId);
  const codings = input.codings ? codingsAt(resolved.positions, before.codings, stamp) : before.codings;
  const after: Passage = {
    ...(input.internal === undefined ? before : withInternal(before, input.internal)),
    note: input.note ?? before.note,
    codings,
  };
  if (isSameJson(before, after)) return { value: viewOf(before, document), event: null };
  const stamped = { ...after, updatedAt: stamp.time };
  return {
    value: viewOf(stamped, document),
    event: {
      type: 'passage.update',
      label: updateLabel(before, after),
      changes: [...resolved.changes, { entity: 'passage', id: before.id, before, after: stamped }],
    },
  };
}

function updateLabel(before: Passage, after: Passage): string {
  const name = `“${nameOf(before)}”`;
  if (!isSameJson(before.codings, after.codings)) return `Code ${name}`;
  if (before.internal === after.internal) return `Change the note of ${name}`;
  return internalLabel(name, after.internal);
}

function internalLabel(name: string, internal: Passage['internal']): string {
  if (internal === undefined) return `Let ${name} into exports again`;
  return internal === 'note' ? `Keep the note of ${name} internal` : `Keep ${name} internal`;
}

function withInternal({ internal: _before, ...rest }: Passage, internal: Passage['internal'] | null): Passage {
  return internal == null ? rest : { ...rest, internal };
}

/** Keeps several passages in the house, or lets them out, in one event. */
async function planInternal(
  core: ArchiveCore,
  { ids, internal }: ParsedInput<'passage.setInternal'>,
): Promise<Planned<PassageView[]>> {
  const alter = (passage: Passage): Passage => withInternal(passage, internal);
  const label = (names: string): string => internalLabel(names, internal ?? undefined);
  return planPassages(core, ids, stampOf(core), { alter, label, changes: [] });
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
  return planPassages(core, input.ids, stamp, {
    alter: (passage) => ({ ...passage, codings: apply(positions, passage.codings, stamp) }),
    label: (names) => `${positions.length === 0 ? 'Take the codings off' : 'Code'} ${names}`,
    changes,
  });
}

/** Takes codings off a passage. Throws `not-found` if it does not have one of them. */
async function planUncode(core: ArchiveCore, input: ParsedInput<'passage.uncode'>): Promise<Planned<PassageView>> {
  const gone = new Set(input.codingIds);
  const alter = (passage: Passage): Passage => {
    const { codings } = passage;
    const missing = input.codingIds.find((id) => !codings.some((coding) => coding.id === id));
    if (missing !== undefined) {
      throw new ArchiveError('not-found', `“${nameOf(passage)}” has no coding with the id ${missing}.`);
    }
    return { ...passage, codings: codings.filter(({ id }) => !gone.has(id)) };
  };
  const verb = gone.size === 1 ? 'Take a coding off' : `Take ${gone.size} codings off`;
  const label = (names: string): string => `${verb} ${names}`;
  const planned = await planPassages(core, [input.id], stampOf(core), { alter, label, changes: [] });
  const [value] = planned.value;
  if (!value) throw new ArchiveError('internal', `The passage ${input.id} was lost on the way.`);
  return { value, event: planned.event };
}

/** Alters passages: one event for all that differ by it, none if that is none of them. */
async function planPassages(
  core: ArchiveCore,
  ids: readonly string[],
  stamp: Stamp,
  how: {
    readonly alter: (passage: Passage) => Passage;
    /** What is done to the passages that it names. */
    readonly label: (names: string) => string;
    /** What else belongs to the event. */
    readonly changes: readonly Change[];
  },
): Promise<Planned<PassageView[]>> {
  const changes: Change[] = [];
  const altered: Passage[] = [];
  const value: PassageView[] = [];
  for (const { passage: before, document } of await findPassages(core, ids)) {
    const wanted = how.alter(before);
    if (isSameJson(before, wanted)) {
      value.push(viewOf(before, document));
      continue;
    }
    const after: Passage = { ...wanted, updatedAt: stamp.time };
    altered.push(after);
    changes.push({ entity: 'passage', id: before.id, before, after });
    value.push(viewOf(after, document));
  }
  const [first] = altered;
  if (!first) return { value, event: null };
  const what = altered.length === 1 ? `“${nameOf(first)}”` : `${altered.length} passages`;
  return {
    value,
    event: { type: 'passage.update', label: how.label(what), changes: [...how.changes, ...changes] },
  };
}

/** Who changes something now. */
export const stampOf = ({ context }: ArchiveCore): Stamp => ({
  coder: context.coder(),
  time: context.now().toISOString(),
  newId: context.newId,
});

/** A passage in a label or a message: the beginning of its quote, or what stands for it. */
export const nameOf = (passage: Pick<Passage, 'quote' | 'area'>): string => shortenQuote(wordsToShow(passage));

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The beginning of a quote, for labels and messages. */
export function shortenQuote(quote: string): string {
  const line = oneLine(quote);
  return line.length <= 60 ? line : `${line.slice(0, 57).trimEnd()}…`;
}
