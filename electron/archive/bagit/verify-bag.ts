import { open, stat } from 'node:fs/promises';
import type { BagFaultCode, BagReport } from '../../../shared/contract/bag.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import { errnoOf, ioError } from '../durable-file.ts';
import { type Declaration, readDeclaration } from './bag-declaration.ts';
import { checkFetch } from './bag-fetch.ts';
import { Findings } from './bag-findings.ts';
import { isWeak, measureFile, throwIfCancelled } from './bag-hashes.ts';
import { checkOxum, readInfo } from './bag-info.ts';
import { type Manifest, manifestNames, PathFinder, readManifest } from './bag-manifests.ts';
import { foldName, isSystemFile, printable, unportable } from './bag-paths.ts';
import { type BagFile, type BagSource, openFolder } from './bag-source.ts';
import { openZip } from './zip-source.ts';

/** What a check may take from its caller. */
export interface VerifyOptions {
  readonly signal?: AbortSignal;
  /** Called as it goes on, with what was read and what is to be read, in bytes. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Largest tag file that is read, in bytes: a manifest of two million files. */
const MAX_TAG_FILE = 512 * 1024 * 1024;

const ZIP_START = Buffer.from('504b0304', 'hex');
const EMPTY_ZIP = Buffer.from('504b0506', 'hex');

/** Faults that leave a bag complete: everything is there, but something is not what it was. */
const FIXITY: ReadonlySet<BagFaultCode> = new Set([
  'checksum-mismatch',
  'tag-checksum-mismatch',
  'conflicting-entry',
  'payload-oxum',
  'payload-oxum-format',
]);

/** Opens the bag at a path: a folder, or a ZIP with one folder in it. Throws `not-found`, `unsupported`, `corrupt` … */
export async function openBag(path: string): Promise<BagSource> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return await openFolder(path);
    if (found.isFile() && (await beginsWithZip(path))) return await openZip(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'ENOTDIR') throw ioError(`${path} cannot be read`, error);
    throw new ArchiveError('not-found', `There is no folder or file ${path}. Check the path.`, { cause: error });
  }
  throw new ArchiveError(
    'unsupported',
    `${path} is neither a folder nor a ZIP. Unpack it, and check the folder of the bag.`,
  );
}

async function beginsWithZip(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && (buffer.equals(ZIP_START) || buffer.equals(EMPTY_ZIP));
  } finally {
    await handle.close();
  }
}

/** Checks the bag at a path whole, and names everything that is wrong with it. Never asks the network. */
export async function verifyBag(path: string, options: VerifyOptions = {}): Promise<BagReport> {
  const source = await openBag(path);
  try {
    return await verifySource(source, options);
  } finally {
    await source.close();
  }
}

/** Checks a bag that is open. */
export async function verifySource(source: BagSource, options: VerifyOptions = {}): Promise<BagReport> {
  return new Check(source, options).run();
}

class Check {
  readonly #source: BagSource;
  readonly #options: VerifyOptions;
  readonly #findings = new Findings();
  #payload: readonly BagFile[] = [];

  constructor(source: BagSource, options: VerifyOptions) {
    this.#source = source;
    this.#options = options;
  }

  async run(): Promise<BagReport> {
    const { files, folders, faults, warnings } = this.#source;
    this.#findings.add(faults, warnings);
    const declaration = readDeclaration(await this.#bytes('bagit.txt'), this.#findings);
    this.#payload = [...files.values()].filter(({ path }) => path.startsWith('data/'));
    if (!folders.has('data') && this.#payload.length === 0) {
      this.#findings.fault(
        'missing-payload-folder',
        'data',
        'There is no folder data. A bag has one, even if nothing is in it.',
      );
    }
    const finder = new PathFinder(this.#source, declaration, this.#findings);
    const manifests = await this.#manifests(declaration, finder);
    const payloadManifests = manifests.filter(({ kind }) => kind === 'payload');
    this.#checkAlgorithms(payloadManifests);
    const fetchText = await this.#text('fetch.txt', declaration);
    const holes =
      fetchText === null
        ? new Set<string>()
        : checkFetch(fetchText, { declaration, finder, payloadManifests, findings: this.#findings });
    this.#checkPresence(manifests, holes);
    this.#checkListed(payloadManifests, declaration);
    this.#checkTagManifests(manifests.filter(({ kind }) => kind === 'tag'));
    this.#checkNames();
    const infoText = await this.#text(declaration.infoFile, declaration);
    const info = infoText === null ? [] : readInfo(infoText, declaration, this.#findings);
    const payload = { files: this.#payload.length, bytes: this.#payload.reduce((sum, { size }) => sum + size, 0) };
    // While files are still to be fetched, the sum of what is there says nothing.
    if (holes.size === 0) checkOxum(info, payload, declaration, this.#findings);
    await this.#checkFixity(manifests);
    const found = this.#findings.faults;
    return {
      valid: found.length === 0,
      complete: found.every(({ code }) => FIXITY.has(code)),
      version: declaration.version,
      faults: found,
      warnings: this.#findings.warnings,
      payload,
      algorithms: payloadManifests.map(({ algorithm }) => algorithm),
      info: info.map(({ label, value }) => [label, value]),
    };
  }

  async #manifests(declaration: Declaration, finder: PathFinder): Promise<readonly Manifest[]> {
    const manifests: Manifest[] = [];
    for (const name of manifestNames(this.#source)) {
      const text = await this.#text(name, declaration);
      manifests.push(readManifest(name, text ?? '', declaration, finder, this.#findings));
    }
    return manifests;
  }

  #checkAlgorithms(manifests: readonly Manifest[]): void {
    if (manifests.length === 0) {
      this.#findings.fault(
        'missing-manifest',
        null,
        'There is no payload manifest. A bag has at least one, such as manifest-sha512.txt.',
      );
      return;
    }
    const usable = manifests.filter(({ digits }) => digits !== null);
    for (const { name, algorithm, digits } of manifests) {
      if (digits !== null) continue;
      const message = `${name}: checksums of “${algorithm}” cannot be computed here`;
      if (usable.length > 0)
        this.#findings.warn('unsupported-algorithm', name, `${message}, so only the others were checked.`);
      else {
        const remedy = 'Check the bag with a program that knows it, or add a manifest of SHA-512.';
        this.#findings.fault('unsupported-algorithm', name, `${message}, and there is no other manifest. ${remedy}`);
      }
    }
    if (usable.length > 0 && usable.every(({ algorithm }) => isWeak(algorithm))) {
      const names = usable.map(({ algorithm }) => algorithm).join(', ');
      const message = `The payload is protected by ${names} alone, which shows accidents but no forgery. Add a manifest of SHA-512.`;
      this.#findings.warn('weak-algorithm', null, message);
    }
  }

  /** Every file of every manifest is there. */
  #checkPresence(manifests: readonly Manifest[], holes: ReadonlySet<string>): void {
    const byFold = new Map([...this.#source.files.keys()].map((path) => [foldName(path), path]));
    const told = new Set<string>();
    for (const manifest of manifests) {
      for (const { path, file, line, checksum } of manifest.entries) {
        if (file || told.has(path)) continue;
        const near = byFold.get(foldName(path));
        const twin =
          near !== undefined && manifest.entries.some((other) => other.path === near && other.checksum === checksum);
        if (twin) {
          const message = `${printable(path)} is not there; ${printable(near ?? '')}, which differs only in capitals, is listed with the same checksum and is. A system that keeps no capitals apart has put both into one.`;
          this.#findings.warn('case-clash', path, message, line);
          continue;
        }
        told.add(path);
        const hint = near === undefined ? '' : ` There is ${printable(near)}, which differs only in capitals.`;
        const where = `${printable(path)} is listed in ${manifest.name}, line ${line}, but`;
        if (holes.has(path)) {
          const message = `${where} is still to be fetched. Fetch what fetch.txt lists, and check again.`;
          this.#findings.fault('not-fetched', path, message, line);
        } else {
          const code = manifest.kind === 'payload' && path.startsWith('data/') ? 'missing-file' : 'missing-tag-file';
          this.#findings.fault(code, path, `${where} is not there. Get it from a copy of the bag.${hint}`, line);
        }
      }
    }
    for (const path of holes) {
      if (told.has(path)) continue;
      this.#findings.fault('not-fetched', path, `${printable(path)} is listed in fetch.txt and still to be fetched.`);
    }
  }

  /** Every payload file is in a manifest; since version 1.0, in each of them. */
  #checkListed(manifests: readonly Manifest[], { isStrict }: Declaration): void {
    if (manifests.length === 0) return;
    const lists = manifests.map(({ name, entries }) => ({ name, paths: new Set(entries.map(({ path }) => path)) }));
    for (const { path } of this.#payload) {
      const missing = lists.filter(({ paths }) => !paths.has(path)).map(({ name }) => name);
      if (missing.length === 0) continue;
      if (missing.length === lists.length) {
        const message = `${printable(path)} is in no manifest, so nothing says that it belongs to the bag. Remove it, or list it.`;
        this.#findings.fault('unlisted-file', path, message);
      } else {
        const message = `${printable(path)} is not in ${missing.join(', ')}. Since version 1.0 every manifest lists every file.`;
        this.#findings.faultOrWarn(isStrict, 'not-in-every-manifest', path, message);
      }
    }
  }

  #checkTagManifests(manifests: readonly Manifest[]): void {
    for (const { name, entries } of manifests) {
      const listed = new Set(entries.map(({ path }) => path));
      for (const path of this.#source.files.keys()) {
        if (path.startsWith('data/') || listed.has(path) || /^tagmanifest-[^/]+\.txt$/i.test(path)) continue;
        this.#findings.warn(
          'unlisted-tag-file',
          path,
          `${printable(path)} is not in ${name}, so nothing protects it. List it.`,
        );
      }
    }
  }

  #checkNames(): void {
    const byFold = new Map<string, string>();
    for (const path of this.#source.files.keys()) {
      const reason = unportable(path);
      if (reason !== null) {
        const isSlash = path.includes('\\');
        this.#findings.warn(
          isSlash ? 'backslash-path' : 'unportable-name',
          path,
          `${printable(path)}: ${reason}. Rename it.`,
        );
      }
      if (path.startsWith('data/') && isSystemFile(path)) {
        const message = `${printable(path)} was made by an operating system for itself, and may change or go at any time. Leave such files out.`;
        this.#findings.warn('system-file', path, message);
      }
      if (/^data\/(.*\/)?bagit\.txt$/.test(path)) {
        const message = `${printable(path)}: the payload holds a bag. It is checked as files; check it on its own too.`;
        this.#findings.warn('bag-in-bag', path, message);
      }
      const folded = foldName(path);
      const other = byFold.get(folded);
      byFold.set(folded, path);
      if (other === undefined) continue;
      const isNormalization = other.normalize('NFC') === path.normalize('NFC');
      const how = isNormalization ? 'in their Unicode form' : 'in capitals';
      const message = `${printable(other)} and ${printable(path)} differ only ${how}. Some systems take both for one file: rename one.`;
      this.#findings.warn(isNormalization ? 'normalization-clash' : 'case-clash', path, message);
    }
  }

  /** Reads each listed file once and compares every checksum that there is for it. */
  async #checkFixity(manifests: readonly Manifest[]): Promise<void> {
    const expected = new Map<
      string,
      { readonly file: BagFile; readonly sums: { manifest: Manifest; checksum: string; line: number }[] }
    >();
    for (const manifest of manifests) {
      if (manifest.digits === null) continue;
      for (const { path, file, checksum, line } of manifest.entries) {
        if (!file || checksum.length !== manifest.digits) continue;
        const known = expected.get(path) ?? { file, sums: [] };
        known.sums.push({ manifest, checksum, line });
        expected.set(path, known);
      }
    }
    const total = [...expected.values()].reduce((sum, { file }) => sum + file.size, 0);
    let done = 0;
    for (const [path, { file, sums }] of expected) {
      throwIfCancelled(this.#options.signal);
      const algorithms = [...new Set(sums.map(({ manifest }) => manifest.algorithm))];
      try {
        const { checksums } = await measureFile(file, algorithms, this.#options.signal);
        for (const { manifest, checksum, line } of sums) {
          const actual = checksums.get(manifest.algorithm);
          if (actual === checksum) continue;
          const message = `${printable(path)} is not what ${manifest.name}, line ${line}, says: its ${manifest.algorithm} is ${actual}, not ${checksum}. Replace it from a copy of the bag.`;
          const code = path.startsWith('data/') ? 'checksum-mismatch' : 'tag-checksum-mismatch';
          this.#findings.fault(code, path, message, line);
        }
      } catch (error) {
        this.#noteUnreadable(path, error);
      }
      done += file.size;
      this.#options.onProgress?.(done, total);
    }
  }

  async #text(path: string, { decode, encoding }: Declaration): Promise<string | null> {
    const bytes = await this.#bytes(path);
    if (bytes === null) return null;
    const decoded = decode(bytes);
    if (decoded === null) {
      const message = `${path} is not in ${encoding}, the character set that bagit.txt names. Convert it, or correct bagit.txt.`;
      this.#findings.fault('wrong-encoding', path, message);
      return bytes.toString('latin1');
    }
    if (decoded.hasBom && /^utf-?8$/i.test(encoding)) {
      this.#findings.warn(
        'byte-order-mark',
        path,
        `${path} begins with a byte order mark, which UTF-8 does not need. Save it without.`,
      );
    }
    return decoded.text;
  }

  async #bytes(path: string): Promise<Buffer | null> {
    const file = this.#source.files.get(path);
    if (!file) return null;
    try {
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of await file.open()) {
        if (!Buffer.isBuffer(chunk)) continue;
        throwIfCancelled(this.#options.signal);
        length += chunk.length;
        if (length > MAX_TAG_FILE) {
          throw new ArchiveError(
            'too-large',
            `${path} is larger than 512 MB, which no tag file is. Ask for another bag.`,
          );
        }
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    } catch (error) {
      this.#noteUnreadable(path, error);
      return Buffer.alloc(0);
    }
  }

  #noteUnreadable(path: string, error: unknown): void {
    if (error instanceof ArchiveError) throw error;
    const reason = errnoOf(error) ?? (error instanceof Error ? error.message : String(error));
    const message = `${printable(path)} cannot be read (${reason}). Check its rights and the disk, or get it from a copy of the bag.`;
    this.#findings.fault('unreadable', path, message);
  }
}
