import type { ExchangeImport } from '../../shared/contract/exchange.ts';
import type { ParsedInput } from '../../shared/contract.ts';
import type { SourceDocument, Version } from '../../shared/domain/document.ts';
import type { Selector } from '../../shared/domain/selector.ts';
import { assembleCodings } from '../../shared/exchange/assemble-codings.ts';
import { codeUnitCounter } from '../../shared/exchange/code-points.ts';
import type { IncomingCode } from '../../shared/exchange/incoming.ts';
import {
  type AnnotatedCoding,
  type IncomingAnnotation,
  readAnnotation,
} from '../../shared/exchange/read-annotations.ts';
import { CODE_SETS } from '../../shared/exchange/refi-codes.ts';
import type { ArchiveCore, PlannedEvent } from './archive-core.ts';
import { codingHere, type PlannedCodes, planCodebook } from './exchange-codes.ts';
import { hashOfUri } from './exchange-guid.ts';
import { type IncomingPassage, planPassages } from './exchange-passages.ts';
import { emptyResult, tally } from './exchange-result.ts';
import { instantOf } from './exchange-time.ts';
import { fold } from './fold-name.ts';
import { documentFromAddress, documentsWithOriginal, listDocuments } from './index-queries.ts';
import { nameOf } from './intake.ts';

type Input = ParsedInput<'exchange.import'>;

/** Annotations of one source. */
interface Annotated {
  readonly name: string;
  readonly annotations: IncomingAnnotation[];
}

/**
 * Makes passages of web annotations on documents that are here: found by the hash of the original, by address or by a title
 * that no other document has. Tags are codes. One step to undo.
 */
export async function importAnnotationFile(
  core: ArchiveCore,
  list: readonly unknown[],
  input: Input,
): Promise<ExchangeImport> {
  const result = emptyResult('web-annotation', nameOf(input.path), null, input.preview === true);
  const read = list.map(readAnnotation);
  const empty = read.filter((annotation) => annotation === null).length;
  if (empty > 0) result.warnings.push(`${empty} annotations mark no words and no area of their source.`);
  const annotations = read.flatMap((annotation) => annotation ?? []);
  const { codes: codesIn, uses } = codesOf(annotations);
  const groups = bySource(annotations);
  const work = async (): Promise<readonly PlannedEvent[]> => {
    const codes = await planCodebook(core, codesIn, uses, input);
    Object.assign(result, codes.told);
    const label = `Import annotations from ${result.name}`;
    const changes = [...codes.changes];
    const find = await finder(core);
    for (const { name, annotations: own } of groups) {
      const [first] = own;
      const found = first === undefined ? NOT_FOUND : await find(first);
      if (typeof found === 'string') {
        const outcome = found === AMBIGUOUS ? 'ambiguous' : 'not-found';
        result.sources.push({ name, outcome, documentId: null, title: null, reason: found, changes: [] });
        const lost = own.map((annotation) => ({
          ...{ source: name, quote: wordsOf(annotation), outcome: 'lost' as const, passageId: null, reason: found },
        }));
        tally(result, {
          changes: [],
          counts: { placed: 0, moved: 0, known: 0, lost: own.length },
          codings: 0,
          attention: lost,
        });
        continue;
      }
      const { document, version } = found;
      const { id: documentId, title } = document;
      result.sources.push({ name, outcome: 'known', documentId, title, reason: null, changes: [] });
      const { text } = await core.derived.load(version);
      const unitAt = codeUnitCounter(text);
      const incoming = own.map((annotation) => toPassage(core, annotation, codes, unitAt));
      const planned = await planPassages(core, name, document, version, incoming);
      tally(result, planned);
      changes.push(...planned.changes);
    }
    const events: PlannedEvent[] = [];
    const group = core.context.newId();
    for (let from = 0; from < changes.length; from += BATCH) {
      events.push({ type: 'exchange.import', label, changes: changes.slice(from, from + BATCH), group });
    }
    return events;
  };
  if (result.isPreview) await work();
  else {
    await core.exclusively(async () => {
      const events = await work();
      if (events.length > 0) await core.record(events);
    });
  }
  return result;
}

/** Changes that one entry of the log holds. */
const BATCH = 500;
const NOT_FOUND = 'No document has these bytes, this address or this title. Import it first.';
const AMBIGUOUS = 'Several documents have this title, and nothing tells which one is meant.';

const wordsOf = ({ pieces }: IncomingAnnotation): string => pieces.map(({ exact }) => exact).join(' … ');

/** Annotations by what they say of their source. */
function bySource(annotations: readonly IncomingAnnotation[]): readonly Annotated[] {
  const groups = new Map<string, Annotated>();
  for (const annotation of annotations) {
    const { sha256, addresses, titles } = annotation.source;
    const key = sha256 ?? JSON.stringify([addresses, titles]);
    const group = groups.get(key) ?? { name: titles[0] ?? addresses[0] ?? 'Unnamed source', annotations: [] };
    group.annotations.push(annotation);
    groups.set(key, group);
  }
  return [...groups.values()];
}

async function finder(core: ArchiveCore) {
  const codebook = await core.store.codebook();
  const all = await core.index.use((index) => listDocuments(index, {}, codebook));
  return async ({
    source: { sha256, addresses, titles },
  }: IncomingAnnotation): Promise<{ readonly document: SourceDocument; readonly version: Version } | string> => {
    const hashes = [...(sha256 === null ? [] : [sha256]), ...addresses.flatMap((each) => hashOfUri(each) ?? [])];
    for (const hash of hashes) {
      const [twin] = await core.index.use((index) => documentsWithOriginal(index, hash));
      const document = twin === undefined || twin.trashedAt !== null ? null : await core.document(twin.id);
      const version = document?.versions.find((each) => each.sha256 === hash);
      if (document && version) return { document, version };
    }
    const web = addresses.filter((address) => /^https?:/i.test(address));
    const atAddress = web.length === 0 ? null : await core.index.use((index) => documentFromAddress(index, web));
    const titled = all.filter(({ title }) => titles.some((each) => fold(each) === fold(title)));
    const [only] = titled;
    const id = atAddress ?? (titled.length === 1 ? only?.id : undefined);
    if (id === undefined) return titled.length > 1 ? AMBIGUOUS : NOT_FOUND;
    const document = await core.document(id);
    const version = document.versions[document.versions.length - 1];
    return version === undefined || document.trashedAt !== null ? NOT_FOUND : { document, version };
  };
}

const guidOfTag = (tag: string): string => `tag ${tag}`;
const keyOf = ({ id, name }: { readonly id: string; readonly name: string }): string => id || name;

/** Codings and tags as codes: what codings name stands below tops of its own, a tag is a top by itself. */
function codesOf(annotations: readonly IncomingAnnotation[]): {
  readonly codes: readonly IncomingCode[];
  readonly uses: ReadonlyMap<string, number>;
} {
  const codes = new Map<string, IncomingCode>();
  const uses = new Map<string, number>();
  const add = (guid: string, name: string, parent: string | null, description = ''): void => {
    if (!codes.has(guid)) codes.set(guid, { guid, name, description, color: null, isCodable: true, parent });
  };
  const use = (guid: string): void => void uses.set(guid, (uses.get(guid) ?? 0) + 1);
  const below = (set: keyof typeof CODE_SETS): string => {
    add(`set ${set}`, CODE_SETS[set], null);
    return `set ${set}`;
  };
  for (const { agency, stance, topic } of annotations.flatMap(({ codings }) => codings)) {
    add(keyOf(agency), agency.name, below('agency'));
    const { polarity } = stance;
    add(keyOf(stance), stance.name, below('stance'), polarity === null ? '' : `Polarity: ${polarity}`);
    use(keyOf(agency));
    use(keyOf(stance));
    if (topic === null) continue;
    let parent = below('topic');
    const names = topic.path.split(' / ');
    for (const [index, name] of names.entries()) {
      const guid = `topic ${names.slice(0, index + 1).join(' / ')}`;
      add(guid, name, parent);
      parent = guid;
    }
    use(parent);
  }
  for (const tag of annotations.flatMap(({ tags }) => tags)) {
    add(guidOfTag(tag), tag, null);
    use(guidOfTag(tag));
  }
  return { codes: [...codes.values()], uses };
}

function toPassage(
  core: ArchiveCore,
  annotation: IncomingAnnotation,
  codes: PlannedCodes,
  unitAt: (point: number) => number,
): IncomingPassage {
  const now = core.context.now().toISOString();
  const createdAt = instantOf(annotation.createdAt) ?? now;
  const used = (coding: AnnotatedCoding) => ({
    agencyId: keyOf(coding.agency),
    stanceId: keyOf(coding.stance),
    ...(coding.topic === null ? {} : { topicId: `topic ${coding.topic.path}` }),
    ...(coding.voice === null ? {} : { voice: coding.voice }),
    ...(coding.certainty === null ? {} : { certainty: coding.certainty }),
    user: coding.coder,
    at: coding.at,
  });
  const tags = annotation.tags.map((tag) => ({
    code: guidOfTag(tag),
    user: annotation.creator,
    at: annotation.createdAt,
  }));
  const tagged = assembleCodings([tags], codes.plan.meanings, codes.defaults);
  const names = tagged.left.flatMap((guid) => codes.plan.paths.get(guid) ?? []);
  const selectors = annotation.pieces.flatMap(({ exact, prefix, suffix, start }): Selector[] => {
    const quote: Selector = { type: 'TextQuoteSelector', exact, prefix, suffix };
    if (start === null && annotation.pieces.length === 1) return [quote];
    const at = unitAt(start ?? 0);
    return [quote, { type: 'TextPositionSelector', start: at, end: at + exact.length }];
  });
  const { area } = annotation;
  return {
    words: wordsOf(annotation),
    selectors,
    area: area === null || selectors.length > 0 ? null : { page: area.page, rect: [...area.rect], recognised: null },
    codings: [...annotation.codings.map(used), ...tagged.codings].flatMap((coding) => {
      const by = { coder: coding.user ?? annotation.creator, codedAt: instantOf(coding.at) ?? createdAt };
      return codingHere(coding, codes, by) ?? [];
    }),
    note: [annotation.note, names.length === 0 ? '' : `Tags: ${names.join('; ')}`].filter(Boolean).join('\n\n'),
    coder: annotation.creator,
    createdAt,
    updatedAt: instantOf(annotation.modifiedAt) ?? createdAt,
    review: annotation.review ?? (names.length > 0 ? 'needs-review' : undefined),
  };
}
