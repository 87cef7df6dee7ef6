import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AnchorText, indexText, isTypesetAlike } from '../../shared/anchoring.ts';
import type { VerifiedSource } from '../../shared/contract/verify-briefing.ts';
import type { Evidence, EvidenceUse } from '../../shared/domain/evidence.ts';
import { joinPieces, pieceSelectors } from '../../shared/domain/passage-pieces.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { verifyQuote } from '../../shared/verify-quote.ts';
import type { ArchiveCore } from './archive-core.ts';
import type { BagFile, BagSource } from './bagit/bag-source.ts';
import type { ParserPool } from './importers/extraction.ts';
import { documentsWithOriginal } from './index-queries.ts';

/** A source that a briefing names. */
export type NamedSource = Evidence['sources'][number];

/** What is known of one original. */
export interface HeldOriginal {
  readonly outcome: VerifiedSource['outcome'];
  readonly reason: string | null;
  /** Its canonical text; null if it cannot be had. */
  readonly text: AnchorText | null;
}

/** Where originals are looked for; each is looked at once. */
export type HoldOriginal = (source: NamedSource) => Promise<HeldOriginal>;

/** Originals in the open archive, found by their hashes. */
export function originalsInArchive(core: ArchiveCore): HoldOriginal {
  return async ({ sha256, title }) => {
    const [known] = await core.index.use((index) => documentsWithOriginal(index, sha256));
    if (known === undefined) {
      const reason = `The archive does not have the original of “${title}” (SHA-256 ${sha256}).`;
      return { outcome: 'not-here', reason, text: null };
    }
    const fixity = await core.objects.verify(sha256);
    if (fixity !== 'intact') {
      const reason = `The original of “${title}” in the archive is ${fixity}: its SHA-256 is not ${sha256} any more.`;
      return { outcome: fixity === 'missing' ? 'missing' : 'replaced', reason, text: null };
    }
    const document = await core.document(known.id);
    const version = document.versions.find((each) => each.sha256 === sha256);
    if (version === undefined) return { outcome: 'missing', reason: null, text: null };
    try {
      return { outcome: 'intact', reason: null, text: indexText((await core.derived.load(version)).text) };
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
      return { outcome: 'intact', reason: `Its text cannot be read: ${error.message}`, text: null };
    }
  };
}

/** Largest text of an original that is read from a package, in bytes. */
const MAX_TEXT = 128 * 1024 * 1024;
/** Largest original that is read again, in bytes. */
const MAX_ORIGINAL = 256 * 1024 * 1024;

/**
 * Originals in an evidence package: told by the hashes of their bytes, whatever their names. With parsers their texts are
 * read from them again, so that nobody need believe the texts in the package.
 */
export async function originalsInPackage(bag: BagSource, pool: ParserPool | null): Promise<HoldOriginal> {
  const originals = [...bag.files.values()].filter(({ path }) => path.startsWith('data/originals/'));
  const byHash = new Map<string, BagFile>();
  const hashes = new Map<string, string>();
  for (const file of originals) {
    const hash = await hashOf(file);
    byHash.set(hash, file);
    hashes.set(file.path, hash);
  }
  return async ({ sha256, title, fileName }) => {
    const file = byHash.get(sha256);
    if (file !== undefined) {
      const name = file.path.slice('data/originals/'.length);
      const packed = bag.files.get(`data/text/${name}.txt`);
      const given = packed === undefined || packed.size > MAX_TEXT ? '' : (await bytesOf(packed)).toString('utf8');
      const text = (await readAgain(file, fileName, pool, given)) ?? given;
      const reason = text === '' ? 'The package holds no text of it that could be read.' : null;
      return { outcome: 'intact', reason, text: text === '' ? null : indexText(text) };
    }
    const other = originals.find(({ path }) => path === `data/originals/${fileName}`);
    if (other === undefined) {
      const reason = `The original of “${title}” is not in the package: no file in it has the SHA-256 ${sha256}.`;
      return { outcome: 'missing', reason, text: null };
    }
    const reason = `The original of “${title}” was replaced: the SHA-256 of ${fileName} is ${hashes.get(other.path)}, that of the original is ${sha256}.`;
    return { outcome: 'replaced', reason, text: null };
  };
}

/** Share of the text given that must be read for it to count: words of scans are recognised, not read. */
const LEAST_READ = 0.5;

/** The text of an original as it is read here; null if nobody reads here, it cannot be read, or it is a scan. */
async function readAgain(
  file: BagFile,
  fileName: string,
  pool: ParserPool | null,
  given: string,
): Promise<string | null> {
  if (pool === null || file.size > MAX_ORIGINAL) return null;
  const folder = await mkdtemp(join(tmpdir(), 'standpoint-original-'));
  try {
    const path = join(folder, 'original');
    await writeFile(path, await bytesOf(file));
    const { text } = await pool.parse(path, fileName);
    return text.length >= given.length * LEAST_READ ? text : null;
  } catch (error) {
    // The text in the package is what there is then.
    if (error instanceof ArchiveError && error.code !== 'io' && error.code !== 'internal') return null;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function hashOf(file: BagFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of await file.open()) hash.update(chunk);
  return hash.digest('hex');
}

/** All bytes of a file of a bag; the caller has looked at its size. */
export async function bytesOf(file: BagFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await file.open()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Whether the text of an original holds what a use says it does; null if it does, else why not, for a person. */
export function standsInSource({ exact, selectors }: EvidenceUse, text: AnchorText): string | null {
  if (exact === '') return null;
  const pieces = pieceSelectors({ selectors });
  if (pieces.length > 0 && !isTypesetAlike(joinPieces(pieces.map(([words]) => words.exact)), exact)) {
    return 'What the file carries about it contradicts itself: it was altered.';
  }
  const checked = pieces.length > 0 ? pieces : [null];
  for (const piece of checked) {
    const quote = piece === null ? exact : piece[0].exact;
    const check = verifyQuote({ quote, selectors: piece === null ? [...selectors] : [...piece] }, text);
    const there = check.start === null || check.end === null ? null : text.source.slice(check.start, check.end);
    // Another reading of the same original may shift places; the words must be there.
    if (there === null || !isTypesetAlike(there, quote)) {
      return there === null
        ? 'The words that the file gives for its source are not in the original.'
        : `The original reads “${shorten(there)}”.`;
    }
  }
  return null;
}

function shorten(words: string): string {
  const line = words.replace(/\s+/gu, ' ').trim();
  return line.length <= 200 ? line : `${line.slice(0, 197)}…`;
}
