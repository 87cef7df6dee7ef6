import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecognitionOutcome } from '../../shared/contract/recognition.ts';
import type { Companion, SourceDocument, Version } from '../../shared/domain/document.ts';
import type { Change } from '../../shared/domain/event.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { isSameJson, sha256 } from './canonical-json.ts';
import { planCarry } from './carry.ts';
import { documentChange, versionOf } from './documents.ts';
import type { Extraction } from './importers/extraction.ts';
import { summariseQuality } from './importers/text-quality.ts';
import {
  choosePages,
  type HiddenText,
  keyOfPage,
  PagesUnderWay,
  type ReadPage,
  type WantedPage,
} from './recognition-pages.ts';
import { planMoves } from './recognition-passages.ts';
import {
  RECOGNITION_MEDIA_TYPE,
  type RecognitionRecord,
  readRecognition,
  serializeRecognition,
  wordsOf,
} from './recognition-record.ts';
import { applyRecognition } from './recognition-text.ts';

/** What is to be recognised and how. */
export interface RecognitionOrder {
  readonly documentId: string;
  readonly languages: readonly string[];
  /** Read pages again that were read before. */
  readonly force: boolean;
  readonly hidden: HiddenText;
  /** The import that brought the document, if nobody asked for its recognition: both are one thing to undo. */
  readonly arrival: { readonly document: SourceDocument; readonly group: string } | null;
}

/** Whom the work listens to and tells. */
export interface RecognitionFollower {
  readonly signal: AbortSignal;
  /** Resolves when the next page may be read. */
  readonly turn: () => Promise<void>;
  /** Pages read, of how many. */
  readonly onPage: (done: number, total: number) => void;
}

/** Milliseconds that one page may take: the slowest seen takes a tenth of it. */
const PAGE_TIMEOUT = 300_000;
/** Pages that fail one after the other before the rest is left alone: the file is at fault, not the pages. */
const MAX_FAILURES = 5;

/** Faults of one page, which say nothing of the next one. */
const PAGE_FAULTS: ReadonlySet<string> = new Set(['corrupt', 'timeout', 'parser-crashed', 'too-large']);

const NOTHING = {
  pages: 0,
  words: 0,
  confidence: null,
  failedPages: [],
  disagreeingPages: [],
  code: null,
  reason: null,
} as const;

/**
 * Recognises the pages of the newest version of a document that need it and records what was read in one journal entry.
 * Rejects with `cancelled`; pages that were read until then are kept for the next time.
 */
export async function recogniseDocument(
  core: ArchiveCore,
  order: RecognitionOrder,
  follower: RecognitionFollower,
): Promise<RecognitionOutcome> {
  const document = await core.document(order.documentId);
  const outcome = { ...NOTHING, failedPages: [], disagreeingPages: [], documentId: document.id, title: document.title };
  if (document.trashedAt !== null) {
    return { ...outcome, outcome: 'unneeded', reason: 'It is in the trash. Restore it first.' };
  }
  const version = versionOf(document);
  if (version.pageCount === null) {
    return { ...outcome, outcome: 'unneeded', reason: 'Its text was not read from pages.' };
  }
  // Makes what is derived again if it is missing: the pages of a picture are drawn from there.
  const { pagesPdf } = await core.derived.load(version);
  const original = await core.derived.readOriginal(version);
  const before = version.companions?.find(({ role }) => role === 'recognition');
  const known = before ? await readRecognition(core.objects.pathOf(before.sha256)) : null;
  const wanted = choosePages(original.pages, known, order);
  if (wanted.length === 0) {
    const reason = before
      ? 'All its pages were read before. Ask for it by force to read them again.'
      : 'All its pages have a text.';
    return { ...outcome, outcome: 'unneeded', reason };
  }
  const path = pagesPdf === null ? core.objects.pathOf(version.sha256) : core.derived.pagesPath(version.sha256);
  const underWay = new PagesUnderWay(core.derived.folderOf(version.sha256));
  const read = await readPages(core, order, wanted, { path, original, underWay }, follower);
  const record = makeRecord(core, version, read, known);
  const extraction = applyRecognition(original, record);
  await keepRecord(core, order, version, record, extraction);
  await underWay.clear();
  const words = read.flatMap(({ page }) => wordsOf(page));
  const failedPages = read.flatMap(({ page }) => (page.failure === null ? [] : [page.number]));
  const isFailed = failedPages.length === read.length;
  return {
    ...outcome,
    outcome: isFailed ? 'failed' : words.length === 0 ? 'nothing-found' : 'recognised',
    pages: read.length,
    words: words.length,
    confidence: summariseQuality(extraction.pages)?.confidence ?? null,
    failedPages,
    disagreeingPages: extraction.pages.flatMap(({ number, quality }) => (quality === 'disagrees' ? [number] : [])),
    code: isFailed ? 'corrupt' : null,
    reason: isFailed ? (read[0]?.page.failure ?? null) : null,
  };
}

async function readPages(
  core: ArchiveCore,
  { languages, force }: RecognitionOrder,
  wanted: readonly WantedPage[],
  from: { readonly path: string; readonly original: Extraction; readonly underWay: PagesUnderWay },
  follower: RecognitionFollower,
): Promise<readonly ReadPage[]> {
  const before = force ? new Map<string, ReadPage>() : await from.underWay.load(languages);
  const read: ReadPage[] = [];
  let failures = 0;
  for (const [index, want] of wanted.entries()) {
    follower.onPage(index, wanted.length);
    const known = before.get(keyOfPage(want));
    if (known) {
      read.push(known);
      continue;
    }
    await follower.turn();
    const page =
      failures < MAX_FAILURES
        ? await readPage(core, want, languages, from.path, from.original, follower.signal)
        : failedPage(want, from.original, languages, 'It was not tried: the pages before it could not be read.');
    failures = page.page.failure === null ? 0 : failures + 1;
    read.push(page);
    if (page.page.failure === null) await from.underWay.add(page);
  }
  follower.onPage(wanted.length, wanted.length);
  return read;
}

async function readPage(
  core: ArchiveCore,
  want: WantedPage,
  languages: readonly string[],
  path: string,
  original: Extraction,
  signal: AbortSignal,
): Promise<ReadPage> {
  try {
    const { engine, page } = await core.context
      .recogniser()
      .run('recognise', { path, page: want.number, languages }, { signal, timeoutMs: PAGE_TIMEOUT });
    return { engine, languages, page: { ...page, use: want.use, failure: null } };
  } catch (error) {
    if (!(error instanceof ArchiveError) || !PAGE_FAULTS.has(error.code)) throw error;
    return failedPage(want, original, languages, error.message);
  }
}

function failedPage(
  { number, use }: WantedPage,
  { pages }: Extraction,
  languages: readonly string[],
  failure: string,
): ReadPage {
  const page = pages.find((each) => each.number === number);
  const size = { width: page?.width ?? 1, height: page?.height ?? 1 };
  return { engine: '', languages, page: { number, use, ...size, confidence: null, paragraphs: [], failure } };
}

/** What is kept: the pages read now, and those read before that were left alone. */
function makeRecord(
  core: ArchiveCore,
  version: Version,
  read: readonly ReadPage[],
  known: RecognitionRecord | null,
): RecognitionRecord {
  const fresh = new Set(read.map(({ page }) => page.number));
  const pages = [...(known?.pages.filter(({ number }) => !fresh.has(number)) ?? []), ...read.map(({ page }) => page)];
  const engines = new Set([known?.engine ?? '', ...read.map(({ engine }) => engine)].filter((name) => name !== ''));
  const languages = new Set([...(known?.languages ?? []), ...read.flatMap((page) => page.languages)]);
  return {
    format: 'standpoint-recognition/1',
    original: version.sha256,
    recognisedAt: core.context.now().toISOString(),
    engine: [...engines].join('; ') || 'none',
    languages: [...languages],
    pages: pages.sort((a, b) => a.number - b.number),
  };
}

/** Stores the record, flushed, then the journal entry that names it. */
async function keepRecord(
  core: ArchiveCore,
  order: RecognitionOrder,
  version: Version,
  record: RecognitionRecord,
  extraction: Extraction,
): Promise<void> {
  const stored = serializeRecognition(record);
  const file = join(core.temporaryFolder, `recognition.${core.context.newId()}.json`);
  await writeFile(file, stored);
  try {
    const staged = await core.objects.stage(file);
    try {
      const companion: Companion = {
        role: 'recognition',
        sha256: staged.sha256,
        byteLength: staged.byteLength,
        fileName: `${version.fileName}.recognition.json`,
        mediaType: RECOGNITION_MEDIA_TYPE,
      };
      await core.derived.write(version.sha256, extraction, staged.sha256);
      const isNew = await core.objects.keep(staged);
      const { eventCount } = core;
      try {
        await core.change(() => planRecognition(core, order, version, companion, record, extraction));
      } catch (error) {
        // A failure after the flush does not take the event out of the journal, and it names the record.
        if (isNew && core.eventCount === eventCount && core.journal.isCertain)
          await core.objects.withdraw(staged.sha256);
        throw error;
      }
    } finally {
      await core.objects.discard(staged);
    }
  } finally {
    await rm(file, { force: true });
  }
}

async function planRecognition(
  core: ArchiveCore,
  { documentId, arrival }: RecognitionOrder,
  version: Version,
  companion: Companion,
  record: RecognitionRecord,
  extraction: Extraction,
): Promise<Planned<null>> {
  const before = await core.document(documentId);
  const current = before.versions.find(({ number }) => number === version.number);
  if (!current || !isSameJson(current, version)) {
    throw new ArchiveError('conflict', `“${before.title}” changed while its pages were read. Recognise it again.`);
  }
  const quality = summariseQuality(extraction.pages);
  const changed: Version = {
    ...version,
    extractor: extraction.extractor,
    textSha256: sha256(extraction.text),
    textLength: extraction.text.length,
    companions: [...(version.companions?.filter(({ role }) => role !== 'recognition') ?? []), companion],
    ...(quality === null ? {} : { quality }),
  };
  const after: SourceDocument = {
    ...before,
    versions: before.versions.map((each) => (each.number === version.number ? changed : each)),
  };
  const own = (await core.store.passages(documentId)).filter((passage) => passage.version === version.number);
  const changes: Change[] = [
    ...planMoves(own, extraction, core.context.now().toISOString()),
    ...(await planCarry(core, before, version, extraction.text, extraction.pages)),
  ];
  const words = record.pages.reduce((sum, page) => sum + wordsOf(page).length, 0);
  const isPartOfArrival = arrival !== null && changes.length === 0 && isSameJson(before, arrival.document);
  return {
    value: null,
    event: {
      type: 'document.recognise',
      label: `Recognise the text of ${before.title}`,
      changes: [documentChange(before, after), ...changes],
      detail: {
        documentId,
        version: version.number,
        sha256: version.sha256,
        record: companion.sha256,
        engine: record.engine,
        languages: record.languages,
        pages: record.pages.length,
        words,
        confidence: quality?.confidence ?? null,
        failedPages: record.pages.flatMap(({ number, failure }) => (failure === null ? [] : [number])),
      },
      // Only the newest version is searched; another may have come meanwhile.
      ...(versionOf(before).number === version.number ? { texts: new Map([[documentId, extraction]]) } : {}),
      ...(isPartOfArrival ? { group: arrival.group } : {}),
    },
  };
}
