import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { type AnchorText, indexText } from '../../shared/anchoring.ts';
import { formatComment } from '../../shared/annotation-comment.ts';
import type { TextRun } from '../../shared/contract/outcomes.ts';
import type { ArchiveMethods, MethodOutput, ParsedInput } from '../../shared/contract.ts';
import type { Codebook } from '../../shared/domain/codebook.ts';
import type { SourceDocument, Version } from '../../shared/domain/document.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { joinPieces } from '../../shared/domain/passage-pieces.ts';
import { withoutInternal } from '../../shared/domain/work-product.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { verifyPassage } from '../../shared/verify-passage.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { sha256 } from './canonical-json.ts';
import type { Derived } from './derived.ts';
import { versionOf } from './documents.ts';
import { ioError, writeFileDurably } from './durable-file.ts';
import type { NewAnnotation, ShownRect } from './importers/annotate-pdf.ts';
import { describeQuads } from './page-quads.ts';

/** What the names of our annotations begin with; the id of the passage and the page follow. */
export const OWN_NAME = 'standpoint:';

/** Colour of a passage that carries no coding. */
export const UNCODED_COLOR = '#7a756b';
const TIMEOUT = 300_000;

type Exported = MethodOutput<'document.exportAnnotated'>;

/** The method that writes annotated copies of PDFs. */
export function annotatedPdfMethods(core: ArchiveCore): Pick<ArchiveMethods, 'document.exportAnnotated'> {
  return {
    'document.exportAnnotated': async (input) => {
      const planned = await exportAnnotated(core, input);
      return core.change(async () => planned);
    },
  };
}

/** The version of a document that is meant, if its original is a PDF. Throws `unsupported`. */
export function requirePdf(document: SourceDocument, number: number | undefined): Version {
  const version = versionOf(document, number);
  if (version.format === 'pdf') return version;
  throw new ArchiveError(
    'unsupported',
    `“${document.title}” was preserved as ${version.format}; only a PDF can carry annotations.`,
  );
}

async function exportAnnotated(
  core: ArchiveCore,
  input: ParsedInput<'document.exportAnnotated'>,
): Promise<Planned<Exported>> {
  const file = await requireOutside(core, input.to);
  const { document, passages, codebook } = await core.exclusively(async () => ({
    document: await core.document(input.id),
    passages: withoutInternal(await core.store.passages(input.id)),
    codebook: await core.store.codebook(),
  }));
  const version = requirePdf(document, input.version);
  const derived = await core.derived.load(version);
  const runsOf = (await core.derived.loadRuns(version)) ?? (() => []);
  const text = indexText(derived.text);
  const annotations: NewAnnotation[] = [];
  const skipped: Exported['skipped'] = [];
  let count = 0;
  for (const passage of passages) {
    const place = placeOf(passage, version, text, derived.pages, runsOf);
    if (typeof place === 'string') {
      skipped.push({ passageId: passage.id, quote: passage.quote, reason: place });
      continue;
    }
    count += 1;
    for (const { page, shape, rects } of place) {
      annotations.push({
        page,
        shape,
        rects,
        color: colorOf(passage, codebook),
        author: input.includeCoder === false ? null : passage.coder,
        contents: formatComment(passage.codings, codebook, input.includeNotes === false ? '' : passage.note),
        name: `${OWN_NAME}${passage.id}:${page}`,
        createdAt: passage.createdAt,
        modifiedAt: passage.updatedAt,
      });
    }
  }
  const path = core.objects.pathOf(version.sha256);
  const original = await readOriginal(core, version, document.title);
  const made = await core.context.pool().run('annotate', { path, annotations }, { timeoutMs: TIMEOUT });
  const bytes = Buffer.concat([original, made.update]);
  try {
    if (!(await stat(dirname(file))).isDirectory()) throw new ArchiveError('io', `${dirname(file)} is not a folder.`);
    await writeFileDurably(file, bytes, dirname(file), core.context.fileSystem);
  } catch (error) {
    throw error instanceof ArchiveError ? error : ioError(`The copy could not be written to ${file}`, error);
  }
  const warning =
    made.isSigned && made.added > 0
      ? 'The PDF is signed. The signature holds for the original part of the copy; readers will say that annotations were added after it.'
      : null;
  return {
    value: { file, byteLength: bytes.byteLength, annotations: made.added, passages: count, skipped, warning },
    event: {
      type: 'document.export',
      label: `Export “${document.title}” with ${count} ${count === 1 ? 'highlight' : 'highlights'} as ${basename(file)}`,
      changes: [],
      detail: {
        documentId: document.id,
        version: version.number,
        original: version.sha256,
        fileName: basename(file),
        byteLength: bytes.byteLength,
        sha256: sha256(bytes),
        annotations: made.added,
        passages: count,
        skipped: skipped.length,
      },
    },
  };
}

/** The path of the copy. Throws `invalid-input` or `conflict` if it must not go there. */
async function requireOutside(core: ArchiveCore, to: string): Promise<string> {
  const file = resolve(to);
  if (extname(file).toLowerCase() !== '.pdf') {
    throw new ArchiveError(
      'invalid-input',
      `to: an annotated copy is a PDF; “${basename(file)}” does not end in .pdf.`,
    );
  }
  let folder: string;
  try {
    folder = await realpath(dirname(file));
  } catch (error) {
    throw ioError(`The copy could not be written to ${file}`, error);
  }
  const archive = await realpath(core.directory);
  if (folder === archive || folder.startsWith(archive + sep)) {
    throw new ArchiveError('conflict', `${folder} belongs to the archive. Choose a folder outside of it.`);
  }
  return join(folder, basename(file));
}

async function readOriginal(core: ArchiveCore, version: Version, title: string): Promise<Buffer> {
  let bytes: Buffer;
  try {
    bytes = await readFile(core.objects.pathOf(version.sha256));
  } catch (error) {
    throw ioError(`The original of “${title}” could not be read`, error);
  }
  if (sha256(bytes) === version.sha256) return bytes;
  throw new ArchiveError(
    'damaged',
    `The original of “${title}” is not the file that was preserved. Check the archive and restore it first.`,
  );
}

interface Place {
  readonly page: number;
  readonly shape: 'highlight' | 'square';
  readonly rects: readonly ShownRect[];
}

/** Where a passage stands on the pages of a version, or why it does not. */
function placeOf(
  passage: Passage,
  version: Version,
  text: AnchorText,
  pages: Derived['pages'],
  runsOf: (index: number) => readonly TextRun[],
): readonly Place[] | string {
  if (passage.version !== version.number) {
    const placement = passage.placements?.find((each) => each.version === version.number);
    if (placement === undefined) return `It was marked on version ${passage.version}.`;
    if (placement.decision === 'rejected') return 'Its place in this version was rejected.';
    if (placement.start === null || placement.end === null) return 'Its words are not in this version.';
    if (placement.outcome === 'moved' && placement.decision === null) {
      return 'Nobody has looked yet at where it stands in this version.';
    }
    const spans = placement.spans ?? [{ start: placement.start, end: placement.end }];
    const there = joinPieces(spans.map(({ start, end }) => text.source.slice(start, end)));
    return there === placement.quote ? quadsOf(spans, pages, runsOf) : ALTERED;
  }
  if (passage.area !== undefined) {
    return [{ page: passage.area.page, shape: 'square', rects: [passage.area.rect] }];
  }
  const { status } = verifyPassage(passage, text);
  return status === 'broken' || status === 'drifted' ? ALTERED : quadsOf(passage.spans ?? [passage], pages, runsOf);
}

const ALTERED = 'Other words stand at its place in the text now.';

function quadsOf(
  spans: readonly { readonly start: number; readonly end: number }[],
  pages: Derived['pages'],
  runsOf: (index: number) => readonly TextRun[],
): readonly Place[] | string {
  const byPage = new Map<number, ShownRect[]>();
  for (const { start, end } of spans) {
    for (const { page, quads } of describeQuads(start, end, pages, runsOf)) {
      byPage.set(page, [...(byPage.get(page) ?? []), ...quads]);
    }
  }
  if (byPage.size === 0) return 'It is not known where its words stand on the page.';
  return [...byPage].map(([page, rects]) => ({ page, shape: 'highlight', rects }));
}

function colorOf({ codings }: Passage, { stances }: Codebook): string {
  const color = stances.find(({ id }) => id === codings[0]?.stanceId)?.color ?? '';
  return /^#[0-9a-f]{6}$/i.test(color) ? color : UNCODED_COLOR;
}
