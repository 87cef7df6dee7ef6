import { readFile, stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { isTypesetAlike } from '../../shared/anchoring.ts';
import type {
  BriefingVerification,
  VerifiedSource,
  VerifiedUse,
  verifyBriefingContract,
} from '../../shared/contract/verify-briefing.ts';
import type { ArchiveMethods, ParsedInput } from '../../shared/contract.ts';
import { abridgementFault } from '../../shared/domain/abridgement-replacements.ts';
import type { Evidence, EvidenceUse } from '../../shared/domain/evidence.ts';
import { wordsToShow } from '../../shared/domain/passage-pieces.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { readDocxEvidence } from '../../shared/exporters/docx-evidence.ts';
import { unknownQuotations } from '../../shared/unknown-quotations.ts';
import {
  abridgementRemark,
  differenceOf,
  type PrintedUse,
  printedUses,
  type SentText,
} from '../../shared/verify-evidence.ts';
import type { ArchiveCore } from './archive-core.ts';
import type { BagSource } from './bagit/bag-source.ts';
import { openBag, verifySource } from './bagit/verify-bag.ts';
import { passagesById } from './briefing-report.ts';
import { ioError } from './durable-file.ts';
import type { ParserPool } from './importers/extraction.ts';
import {
  bytesOf,
  type HeldOriginal,
  type HoldOriginal,
  originalsInArchive,
  originalsInPackage,
  standsInSource,
} from './verify-briefing-sources.ts';
import { completeEvidence, evidenceFromArchive } from './verify-briefing-stored.ts';

type VerifyMethods = Pick<ArchiveMethods, keyof typeof verifyBriefingContract>;
type Input = ParsedInput<'briefing.verifyFile'>;

/** Checking a briefing that somebody sent against the open archive. */
export function verifyBriefingMethods(core: ArchiveCore): VerifyMethods {
  return { 'briefing.verifyFile': (input) => verifyBriefingFile(input, core, () => core.context.pool()) };
}

/** Largest file that is read whole, in bytes. */
const MAX_FILE = 512 * 1024 * 1024;

/** One text of the file: the document itself, or a document of a package. */
interface SentDocument extends SentText {
  /** For messages; empty for the file itself. */
  readonly name: string;
  readonly evidence: Evidence | null;
  readonly evidenceFault: string | null;
  /** What limits the check of this document, in sentences. */
  readonly remarks: readonly string[];
}

/**
 * Checks the quotes of a briefing that somebody sent: against the originals in an archive if one is given, else against
 * those in the package, else against what the file says of itself. Throws `unreadable`, `unsupported`, `corrupt`,
 * `too-large`, `not-found`.
 */
export async function verifyBriefingFile(
  { file, mustBeIn }: Input,
  core: ArchiveCore | null,
  pool: () => ParserPool,
): Promise<BriefingVerification> {
  const path = resolve(file);
  const held = mustBeIn === 'file' ? null : core;
  if (mustBeIn === 'archive' && core === null) {
    throw new ArchiveError('no-archive', 'No archive is open whose originals could be looked at. Name one.');
  }
  switch (extname(path).toLowerCase()) {
    case '.docx':
      return verifyDocuments(path, 'docx', [docxOf(await readBytes(path), '')], held, null);
    case '.html':
    case '.htm':
      return verifyDocuments(path, 'html', [await htmlOf(await readBytes(path), '')], held, null);
    case '.zip':
      return verifyPackage(path, held, pool);
    default:
      throw new ArchiveError(
        'unsupported',
        `“${basename(path)}” is neither a Word document (.docx) nor a web page (.html) nor an evidence package (.zip).`,
      );
  }
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE) throw new ArchiveError('too-large', `${path} is larger than any briefing. It was not read.`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError('unreadable', ioError(`${path} cannot be read`, error).message, { cause: error });
  }
}

function docxOf(bytes: Uint8Array, name: string): SentDocument {
  const { bookmarks, text, notes, ...rest } = readDocxEvidence(bytes);
  return { name, ...rest, marks: bookmarks, text: notes === '' ? text : `${text}\n${notes}`, remarks: [] };
}

async function htmlOf(bytes: Buffer, name: string): Promise<SentDocument> {
  // What reads web pages is large, and seldom needed.
  const { readHtmlEvidence } = await import('./verify-briefing-html.ts');
  return { name, ...readHtmlEvidence(bytes.toString('utf8')) };
}

async function verifyPackage(
  path: string,
  core: ArchiveCore | null,
  pool: () => ParserPool,
): Promise<BriefingVerification> {
  const bag = await openBag(path);
  try {
    const documents: SentDocument[] = [];
    for (const file of bag.files.values()) {
      const name = file.path.slice(file.path.lastIndexOf('/') + 1);
      if (!/^data\/briefing\/[^/]+\.(?:docx|html)$/iu.test(file.path)) continue;
      if (file.size > MAX_FILE) throw new ArchiveError('too-large', `${name} is larger than any briefing.`);
      const bytes = await bytesOf(file);
      documents.push(/\.docx$/iu.test(name) ? docxOf(bytes, name) : await htmlOf(bytes, name));
    }
    if (documents.length === 0) {
      throw new ArchiveError(
        'unsupported',
        `“${basename(path)}” is no evidence package: there is no briefing (.docx, .html) in its folder data/briefing.`,
      );
    }
    const inPackage = await originalsInPackage(bag, core === null ? pool() : null);
    return await verifyDocuments(path, 'zip', documents, core, { bag, inPackage });
  } finally {
    await bag.close();
  }
}

/** A package that is open, and the originals in it. */
interface OpenPackage {
  readonly bag: BagSource;
  readonly inPackage: HoldOriginal;
}

/** What the archive holds, unless the package brings another original in its place. */
const inBoth =
  (inArchive: HoldOriginal, inPackage: HoldOriginal | null): HoldOriginal =>
  async (source) => {
    const brought = await inPackage?.(source);
    return brought === undefined || brought.outcome === 'intact' ? inArchive(source) : brought;
  };

/** Checks the texts of one file; a quote is as good as the worst of them. */
async function verifyDocuments(
  path: string,
  format: BriefingVerification['format'],
  documents: readonly SentDocument[],
  core: ArchiveCore | null,
  packed: OpenPackage | null,
): Promise<BriefingVerification> {
  const remarks = documents.flatMap(({ evidenceFault, remarks: own }) =>
    evidenceFault === null ? own : [evidenceFault, ...own],
  );
  const against = core !== null ? 'archive' : packed !== null ? 'package' : 'file';
  if (against === 'file') remarks.push(ITSELF);
  if (against === 'package') remarks.push(BY_ITS_ORIGINALS);
  const bagFaults = packed === null ? [] : (await verifySource(packed.bag)).faults;
  remarks.push(...bagFaults.map(({ message }) => `The package is not as it was packed: ${message}`));
  const { evidence, isStored, withheld } = await evidenceFor(documents, core);
  if (isStored)
    remarks.push(
      'The file carries nothing about its quotes any more; those of the briefing in the archive were taken.',
    );
  if (withheld.size > 0) {
    remarks.push(
      `The file says nothing of ${withheld.size === 1 ? 'a quote' : `${withheld.size} quotes`} that the briefing in the archive has: taken out of it, or put into the briefing after it was exported.`,
    );
  }
  const base = { format, fileName: basename(path), against } as const;
  if (evidence === null) {
    remarks.push(
      'The file carries nothing about its quotes, and no briefing of its title is in the archive: nothing could be checked.',
    );
    const unknown = unknownQuotations(documents.map(({ text }) => text).join('\n'), null);
    const counts = { found: 0, altered: 0, missing: 0, unknown: unknown.length };
    return { ...base, title: null, briefingId: null, ok: false, counts, uses: [], sources: [], unknown, remarks };
  }
  const hold: HoldOriginal | null =
    core === null ? (packed?.inPackage ?? null) : inBoth(originalsInArchive(core), packed?.inPackage ?? null);
  const originals = new Map<string, HeldOriginal>();
  for (const source of hold === null ? [] : evidence.sources) {
    if (!originals.has(source.sha256)) originals.set(source.sha256, (await hold?.(source)) ?? NOT_HERE);
  }
  const areas = await areasOf(evidence, core);
  const titles = await titlesOf(evidence, core);
  const outcomes = documents.map((document) => ({ document, uses: printedUses(evidence, document) }));
  const uses = (outcomes[0]?.uses ?? []).map(({ use }) => {
    const verified = outcomes.flatMap(({ document, uses: printed }) =>
      printed
        .filter((each) => each.use === use)
        .map((each) => named(document, verifyUse(evidence, each, originals, { isHeld: hold !== null, areas, titles }))),
    );
    return verified.reduce((worst, each) =>
      ORDER.indexOf(each.outcome) > ORDER.indexOf(worst.outcome) ? each : worst,
    );
  });
  const unknown = unknownQuotations(documents.map(({ text }) => text).join('\n'), evidence);
  const sources = evidence.sources.map((source): VerifiedSource => {
    const { outcome, reason } = originals.get(source.sha256) ?? NOT_HERE;
    return { ...source, outcome, reason };
  });
  const count = (outcome: VerifiedUse['outcome']): number => uses.filter((use) => use.outcome === outcome).length;
  return {
    ...base,
    title: evidence.briefing.title,
    briefingId: evidence.briefing.id,
    ok:
      count('found') === uses.length &&
      bagFaults.length === 0 &&
      documents.every(({ evidenceFault }) => evidenceFault === null) &&
      sources.every(({ outcome }) => outcome === 'intact' || (hold === null && outcome === 'not-here')),
    counts: { found: count('found'), altered: count('altered'), missing: count('missing'), unknown: unknown.length },
    uses,
    sources,
    unknown,
    remarks,
  };
}

const ORDER: readonly VerifiedUse['outcome'][] = ['found', 'altered', 'missing'];
const NOT_HERE: HeldOriginal = { outcome: 'not-here', reason: null, text: null };
const ITSELF =
  'Without an archive the quotes were held against what the file says of itself. Whoever alters both is not found out so: name the archive, or ask for the evidence package.';

const BY_ITS_ORIGINALS =
  'Without an archive the quotes were held against the originals in the package itself. That these are the true ones it cannot prove: compare their SHA-256 with those of whoever made it, or name the archive.';

/** What the file carries about its quotes; where that is gone, what the archive knows of the briefing of its title. */
async function evidenceFor(
  documents: readonly SentDocument[],
  core: ArchiveCore | null,
): Promise<{
  readonly evidence: Evidence | null;
  readonly isStored: boolean;
  /** Ids of the uses that the file says nothing of though the archive has them. */
  readonly withheld: ReadonlySet<string>;
}> {
  const carried = documents.find(({ evidence }) => evidence !== null)?.evidence ?? null;
  if (carried !== null && core !== null) {
    const marks = new Set(documents.flatMap((document) => [...document.marks.keys()]));
    return { ...(await completeEvidence(core, carried, marks)), isStored: false };
  }
  if (core === null) return { evidence: carried, isStored: false, withheld: new Set() };
  const stored = await evidenceFromArchive(core, documents.map(({ text }) => text).join('\n'));
  return { evidence: stored, isStored: stored !== null, withheld: new Set() };
}

const named = ({ name }: SentDocument, use: VerifiedUse): VerifiedUse =>
  name === '' || use.reason === null ? use : { ...use, reason: `${name}: ${use.reason}` };

/** One use in one text, held against its original. */
function verifyUse(
  { sources }: Evidence,
  { use, ...printed }: PrintedUse,
  originals: ReadonlyMap<string, HeldOriginal>,
  {
    isHeld,
    areas,
    titles,
  }: {
    readonly isHeld: boolean;
    readonly areas: ReadonlyMap<string, string> | null;
    readonly titles: ReadonlyMap<string, string>;
  },
): VerifiedUse {
  const { useId, number, documentId, version, sha256 } = use;
  const documentTitle = titles.get(documentId) ?? sources.find((source) => source.sha256 === sha256)?.title ?? '';
  const base = { useId, number, expected: use.printed, documentId, documentTitle, version, sha256, ...printed };
  if (printed.outcome !== 'found') return base;
  const wordless = use.exact === '' ? faultOfArea(use, areas) : null;
  if (wordless !== null) return { ...base, outcome: 'altered', reason: wordless };
  const unfaithful = faithlessness(use);
  if (unfaithful !== null) {
    return {
      ...base,
      outcome: 'altered',
      difference: differenceOf(readableQuote(use.exact), use.printed),
      reason: unfaithful,
    };
  }
  const good = { ...base, reason: abridgementRemark(use) };
  if (!isHeld) return good;
  const original = originals.get(sha256);
  if (original === undefined || original.outcome === 'not-here' || original.outcome === 'missing') {
    return { ...base, outcome: 'missing', reason: original?.reason ?? 'The file names no source for it.' };
  }
  if (original.outcome === 'replaced') return { ...base, outcome: 'altered', reason: original.reason };
  if (original.text === null) return { ...base, outcome: 'missing', reason: original.reason };
  const fault = standsInSource(use, original.text);
  return fault === null ? good : { ...base, outcome: 'altered', reason: fault };
}

/** By id, the titles of the documents that the archive has. */
async function titlesOf({ uses }: Evidence, core: ArchiveCore | null): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  for (const documentId of core === null ? [] : new Set(uses.map((use) => use.documentId))) {
    const document = await core?.store.document(documentId);
    if (document) titles.set(documentId, document.title);
  }
  return titles;
}

/** What the archive shows for each area without words that a file quotes, by passage id; null without an archive. */
async function areasOf({ uses }: Evidence, core: ArchiveCore | null): Promise<ReadonlyMap<string, string> | null> {
  if (core === null) return null;
  const ids = uses.flatMap(({ exact, passageId }) => (exact === '' ? [passageId] : []));
  const passages = await passagesById(core, ids);
  return new Map(passages.flatMap((passage) => (passage.quote === '' ? [[passage.id, wordsToShow(passage)]] : [])));
}

/** Only an area of a page has no words in its source, and it says so: else whoever takes the words out is believed. */
function faultOfArea(
  { passageId, printed, selectors }: EvidenceUse,
  areas: ReadonlyMap<string, string> | null,
): string | null {
  // The place of an area in the text is a point, not a stretch.
  const isWorded = selectors.some(
    (selector) =>
      selector.type === 'TextQuoteSelector' ||
      (selector.type === 'TextPositionSelector' && selector.end > selector.start),
  );
  if (isWorded || !printed.startsWith('[Area of page ')) {
    return 'What the file carries about it was altered: it gives no words of its source.';
  }
  if (areas === null) return null;
  const shown = areas.get(passageId);
  const beginning = printed.replace(/\s*…$/u, '');
  return shown !== undefined && (isTypesetAlike(shown, printed) || shown.startsWith(beginning))
    ? null
    : 'The archive has no such area of a page, or shows other words for it.';
}

/** Why the words that a use was exported with are not those of its own evidence; null if they are. */
function faithlessness({ exact, printed }: EvidenceUse): string | null {
  if (exact === '' || isTypesetAlike(readableQuote(exact), printed) || isTypesetAlike(exact, printed)) return null;
  const problem = abridgementFault(exact, printed);
  return problem === null ? null : `It is no faithful abridgement of what the file gives for its source: ${problem}`;
}
