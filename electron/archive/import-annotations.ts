import { parseComment } from '../../shared/annotation-comment.ts';
import type { PdfAnnotation } from '../../shared/contract/annotations.ts';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { ArchiveMethods, MethodOutput, ParsedInput } from '../../shared/contract.ts';
import type { Codebook } from '../../shared/domain/codebook.ts';
import type { SourceDocument, Version } from '../../shared/domain/document.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { joinPieces } from '../../shared/domain/passage-pieces.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { OWN_NAME, requirePdf, UNCODED_COLOR } from './annotated-pdf.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { carryAllForward } from './carry.ts';
import { codingsAt, resolvePositions, type Stamp } from './codings.ts';
import type { RunsOfPage } from './derived.ts';
import type { FoundAnnotation } from './importers/read-annotations.ts';
import { describeArea, describePlace, isOnPage, type Place } from './passage-place.ts';
import { viewOf } from './passages.ts';
import { wordsUnder } from './words-under.ts';

const TIMEOUT = 120_000;
/** Most lists of annotations kept, so that asking again costs nothing. */
const KEPT = 8;

type Imported = MethodOutput<'passage.importAnnotations'>;

/** The methods that read and import what a preserved PDF carries of annotations. */
export function importAnnotationMethods(
  core: ArchiveCore,
): Pick<ArchiveMethods, 'document.annotations' | 'passage.importAnnotations'> {
  // Originals never change: what was found in one stays true.
  const known = new Map<string, Promise<readonly FoundAnnotation[]>>();
  const find = (sha256: string): Promise<readonly FoundAnnotation[]> => {
    const found =
      known.get(sha256) ??
      core.context.pool().run('annotations', { path: core.objects.pathOf(sha256) }, { timeoutMs: TIMEOUT });
    known.delete(sha256);
    known.set(sha256, found);
    found.catch(() => known.delete(sha256));
    for (const oldest of known.keys()) if (known.size > KEPT) known.delete(oldest);
    return found;
  };
  return {
    'document.annotations': async ({ id, version: number }) => {
      const document = await core.document(id);
      const version = requirePdf(document, number);
      return describeAll(core, document, version, await find(version.sha256));
    },
    'passage.importAnnotations': async (input) => {
      const document = await core.document(input.documentId);
      const version = requirePdf(document, input.version);
      const found = await find(version.sha256);
      return core.change(() => planImport(core, input, version.number, found));
    },
  };
}

/**
 * What tells each annotation from all others of a document: its name, which stays in later versions, or where it has none
 * or shares it with one of another page, its place.
 */
function keysOf({ sha256 }: Version, found: readonly FoundAnnotation[]): readonly string[] {
  const uses = new Map<string, number>();
  for (const { name } of found) uses.set(name ?? '', (uses.get(name ?? '') ?? 0) + 1);
  return found.map(({ name, id }) =>
    name === null || name === '' || uses.get(name) !== 1 ? `${sha256.slice(0, 16)}:${id}` : `name:${name}`,
  );
}

/** What becomes one passage: an annotation, or all that an exported copy has for a passage, page by page. */
interface Group {
  readonly first: FoundAnnotation;
  readonly parts: readonly FoundAnnotation[];
  /** As `keysOf` gives them. */
  readonly keys: readonly string[];
  /** Id of the passage in the archive that the copy is from, or null. */
  readonly own: string | null;
}

function groupsOf(version: Version, found: readonly FoundAnnotation[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const [index, key] of keysOf(version, found).entries()) {
    const part = found[index];
    if (part === undefined) continue;
    const own = part.name?.startsWith(OWN_NAME) ? (part.name.slice(OWN_NAME.length).split(':')[0] ?? null) : null;
    // One that shares its name with another one is a copy: it stands for itself.
    const name = own !== null && key.startsWith('name:') ? `${OWN_NAME}${own}` : key;
    const group = groups.get(name);
    groups.set(name, {
      first: group?.first ?? part,
      parts: [...(group?.parts ?? []), part],
      keys: [...(group?.keys ?? []), key],
      own,
    });
  }
  return [...groups.values()];
}

async function describeAll(
  core: ArchiveCore,
  document: SourceDocument,
  version: Version,
  found: readonly FoundAnnotation[],
): Promise<PdfAnnotation[]> {
  const { text, pages } = await core.derived.load(version);
  const runsOf = await core.derived.loadRuns(version);
  const passages = await core.store.passages(document.id);
  const codebook = await core.store.codebook();
  return groupsOf(version, found).map(({ first, parts, keys, own }) => {
    const spans = joinSpans(
      parts.flatMap((part) => spansOf(part, text, pages, runsOf)),
      text,
    );
    const contents = [...new Set(parts.map((part) => part.contents))].filter((said) => said !== '').join('\n\n');
    const said = own === null ? null : parseComment(contents, codebook, first.color !== UNCODED_COLOR);
    const passage = passages.find(
      ({ id, annotation, mergedAnnotations = [] }) =>
        [annotation, ...mergedAnnotations].some((key) => key !== undefined && keys.includes(key)) || id === own,
    );
    return {
      id: first.id,
      parts: parts.map(({ id }) => id),
      page: first.page,
      kind: first.kind,
      quads: first.rects.map(([x, y, width, height]): [number, number, number, number] => [x, y, width, height]),
      author: first.author,
      contents,
      date: first.date,
      color: first.color,
      isOwn: own !== null,
      quote: spans.length === 0 ? null : quoteOf(text, spans),
      spans,
      codings: [...(said?.codings ?? [])],
      unknownStances: [...(said?.unknownStances ?? [])],
      passageId: passage?.id ?? null,
      obstacle: obstacleOf(first, spans.length > 0, pages),
    };
  });
}

/** Spans that only white space stands between are one: words go on across a page break. */
function joinSpans<Span extends { readonly start: number; readonly end: number }>(
  spans: readonly Span[],
  text: string,
): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const before = joined[joined.length - 1];
    const goesOn = before !== undefined && span.start >= before.end && text.slice(before.end, span.start).trim() === '';
    if (goesOn) joined[joined.length - 1] = { ...before, end: span.end };
    else joined.push(span);
  }
  return joined;
}

function obstacleOf({ rects, kind, contents, page }: FoundAnnotation, hasWords: boolean, pages: readonly PageInfo[]) {
  const info = pages.find(({ number }) => number === page);
  if (info === undefined) return 'Its page is not in the text of the document.';
  if (rects.length === 0) return 'It covers no part of the page.';
  if (!hasWords && !isOnPage(boxAround(rects), info)) return 'It lies outside of its page.';
  if (kind === 'note' && contents === '') return 'It is a note without a word.';
  return hasWords || kind !== 'strike-out' ? null : 'No words stand under it.';
}

const quoteOf = (text: string, spans: readonly { readonly start: number; readonly end: number }[]): string =>
  joinPieces(spans.map(({ start, end }) => text.slice(start, end)));

function spansOf(
  { kind, page, rects }: FoundAnnotation,
  text: string,
  pages: readonly PageInfo[],
  runsOf: RunsOfPage | null,
) {
  // A note stands beside the words, not on them.
  if (runsOf === null || kind === 'note' || kind === 'free-text' || kind === 'area') return [];
  const index = pages.findIndex(({ number }) => number === page);
  return index < 0 ? [] : wordsUnder(rects, runsOf(index), text);
}

async function planImport(
  core: ArchiveCore,
  input: ParsedInput<'passage.importAnnotations'>,
  number: number,
  found: readonly FoundAnnotation[],
): Promise<Planned<Imported>> {
  const document = await core.document(input.documentId);
  if (document.trashedAt !== null) {
    throw new ArchiveError('conflict', `“${document.title}” is in the trash. Restore it first.`);
  }
  const version = requirePdf(document, number);
  const described = await describeAll(core, document, version, found);
  const wanted = input.only === undefined ? null : new Set(input.only);
  const missing = input.only?.find((id) => !described.some((each) => each.id === id));
  if (missing !== undefined) {
    throw new ArchiveError('not-found', `“${document.title}” has no annotation with the id ${missing}.`);
  }
  const stamp: Stamp = {
    coder: core.context.coder(),
    time: core.context.now().toISOString(),
    newId: core.context.newId,
  };
  let codebook = await core.store.codebook();
  const groups = groupsOf(version, found);
  const additions: Change[] = [];
  const made: Passage[] = [];
  const result: Imported = { passages: [], skipped: [] };
  for (const [index, annotation] of described.entries()) {
    const key = groups[index]?.keys[0];
    if (key === undefined || (wanted !== null && !wanted.has(annotation.id))) continue;
    const reason = annotation.passageId === null ? annotation.obstacle : 'It is a passage already.';
    if (reason !== null) {
      result.skipped.push({ id: annotation.id, page: annotation.page, reason });
      continue;
    }
    const usesCodings = input.withCodings === true && annotation.codings.length > 0;
    const { positions, changes } = resolvePositions(usesCodings ? annotation.codings : [], codebook, stamp.newId);
    additions.push(...changes);
    codebook = withAdditions(codebook, changes);
    const note = annotation.isOwn && usesCodings ? readNote(annotation, codebook) : null;
    made.push({
      id: stamp.newId(),
      ...(await describeAnnotation(core, version, annotation)),
      documentId: document.id,
      version: version.number,
      codings: codingsAt(positions, [], stamp),
      note: note ?? noteOf(annotation),
      coder: stamp.coder,
      createdAt: stamp.time,
      updatedAt: stamp.time,
      review: 'needs-review',
      annotation: key,
    });
  }
  const passages = await carryAllForward(core, document, made);
  result.passages.push(...passages.map((passage) => viewOf(passage, document)));
  const { length } = passages;
  if (length === 0) return { value: result, event: null };
  const what = length === 1 ? 'an annotation' : `${length} annotations`;
  return {
    value: result,
    event: {
      type: 'passage.import',
      label: `Import ${what} of “${document.title}”`,
      changes: [
        ...additions,
        ...passages.map((after): Change => ({ entity: 'passage', id: after.id, before: null, after })),
      ],
      detail: { documentId: document.id, version: version.number, original: version.sha256 },
    },
  };
}

const readNote = ({ contents, color }: PdfAnnotation, codebook: Codebook): string =>
  parseComment(contents, codebook, color !== UNCODED_COLOR).note;

/** The codebook with what is made in it, so that the next one that names the same does not make it again. */
function withAdditions(codebook: Codebook, changes: readonly Change[]): Codebook {
  const made = { agencies: [...codebook.agencies], topics: [...codebook.topics] };
  for (const change of changes) {
    if (change.entity === 'agency' && change.after !== null) made.agencies.push(change.after);
    if (change.entity === 'topic' && change.after !== null) made.topics.push(change.after);
  }
  return { ...codebook, ...made };
}

/** The comment, and who made it when. */
function noteOf({ contents, author, date }: PdfAnnotation): string {
  const origin = [author, date].filter((part) => part !== null).join(', ');
  return [contents, origin === '' ? '' : `— ${origin}`].filter((part) => part !== '').join('\n\n');
}

/** Where an annotation stands: on its words, or on an area of the page where there are none. */
function describeAnnotation(
  core: ArchiveCore,
  version: Version,
  { spans, page, quads }: PdfAnnotation,
): Promise<Place> {
  return spans.length > 0
    ? describePlace(core, version, spans)
    : describeArea(core, version, { page, rect: boxAround(quads), recognised: null });
}

function boxAround(quads: FoundAnnotation['rects']): [number, number, number, number] {
  const left = Math.min(...quads.map(([x]) => x));
  const top = Math.min(...quads.map(([, y]) => y));
  const right = Math.max(...quads.map(([x, , width]) => x + width));
  const bottom = Math.max(...quads.map(([, y, , height]) => y + height));
  const round = (value: number) => Math.round(value * 100) / 100;
  return [round(left), round(top), round(Math.max(1, right - left)), round(Math.max(1, bottom - top))];
}
