import type { Declaration } from './bag-declaration.ts';
import type { Findings } from './bag-findings.ts';
import { canonicalAlgorithm, digestLength } from './bag-hashes.ts';
import { decodePath, foldName, printable, type SafePath, toSafePath } from './bag-paths.ts';
import type { BagFile, BagSource } from './bag-source.ts';
import { type ManifestLine, parseManifest } from './tag-files.ts';

/** A file that a manifest lists. */
export interface ManifestEntry {
  readonly line: number;
  readonly checksum: string;
  /** Path in the bag: that of the file if it was found, else the one that was written. */
  readonly path: string;
  readonly file: BagFile | null;
}

/** A manifest that was read. */
export interface Manifest {
  readonly name: string;
  readonly kind: 'payload' | 'tag';
  readonly algorithm: string;
  /** Length of its checksums, or null if its algorithm is not known here. */
  readonly digits: number | null;
  readonly entries: readonly ManifestEntry[];
}

const NAME = /^(tag)?manifest-([^/]+)\.txt$/i;

/** Names of the manifests in the base of a bag. */
export function manifestNames(source: BagSource): readonly string[] {
  return [...source.files.keys()].filter((path) => NAME.test(path)).sort();
}

/** Understands a manifest and finds the files that it lists. */
export function readManifest(
  name: string,
  text: string,
  declaration: Declaration,
  finder: PathFinder,
  findings: Findings,
): Manifest {
  const [, tag, written = ''] = NAME.exec(name) ?? [];
  const algorithm = canonicalAlgorithm(written);
  const kind = tag === undefined ? 'payload' : 'tag';
  if (algorithm !== written || !name.startsWith(tag === undefined ? 'manifest-' : 'tagmanifest-')) {
    findings.warn(
      'manifest-name',
      name,
      `${name} should be called ${tag ?? ''}manifest-${algorithm}.txt, in lower case.`,
    );
  }
  const digits = digestLength(algorithm);
  const { items, malformed } = parseManifest(text);
  for (const { number, text: line } of malformed) {
    const message = `${name}, line ${number}: “${printable(line.slice(0, 80))}” is not a checksum, white space and a path.`;
    findings.fault('manifest-format', name, message, number);
  }
  const reader = new EntryReader({ name, kind, digits, algorithm, isStrict: declaration.isStrict }, finder, findings);
  const entries = items.flatMap((item) => reader.read(item) ?? []);
  return { name, kind, algorithm, digits, entries };
}

type ManifestHead = Pick<Manifest, 'name' | 'kind' | 'digits' | 'algorithm'> & { readonly isStrict: boolean };

class EntryReader {
  readonly #manifest: ManifestHead;
  readonly #finder: PathFinder;
  readonly #findings: Findings;
  /** Entries by the path as it was written, in its normal form. */
  readonly #written = new Map<string, ManifestEntry>();
  readonly #folded = new Map<string, string>();
  #hasMarkers = false;
  #hasEscapes = false;

  constructor(manifest: ManifestHead, finder: PathFinder, findings: Findings) {
    this.#manifest = manifest;
    this.#finder = finder;
    this.#findings = findings;
  }

  /** The entry of a line, or null if it cannot be followed or is a repetition. */
  read(item: ManifestLine): ManifestEntry | null {
    const { name, digits, algorithm } = this.#manifest;
    const { line } = item;
    this.#noteSigns(item);
    if (digits !== null && item.checksum.length !== digits) {
      const message = `${name}, line ${line}: the checksum has ${item.checksum.length} digits; ${algorithm} has ${digits}.`;
      this.#findings.fault('manifest-format', name, message, line);
    }
    const found = this.#finder.find(item.path, name, line);
    if (found === null) return null;
    this.#checkPlace(found.path, line);
    const entry: ManifestEntry = { line, checksum: item.checksum, path: found.path, file: found.file };
    return this.#isRepetition(found.written, entry) ? null : entry;
  }

  #noteSigns({ hasMarker, isEscaped, line }: ManifestLine): void {
    const { name } = this.#manifest;
    if (hasMarker && !this.#hasMarkers) {
      this.#hasMarkers = true;
      const message = `${name}: names begin with “*”, as md5sum and its like write them. Not every reader takes it: leave it out.`;
      this.#findings.warn('md5sum-marker', name, message, line);
    }
    if (isEscaped && !this.#hasEscapes) {
      this.#hasEscapes = true;
      const message = `${name}: lines begin with a backslash, as GNU’s checksum programs write names with line feeds. BagIt writes %0A and %0D.`;
      this.#findings.warn('escaped-line', name, message, line);
    }
  }

  #checkPlace(path: string, line: number): void {
    const { name, kind, isStrict } = this.#manifest;
    const isPayload = path.startsWith('data/');
    if (kind === 'payload' && !isPayload) {
      const message = `${name}, line ${line}: ${printable(path)} is not in data. List it in a tag manifest.`;
      this.#findings.faultOrWarn(isStrict, 'outside-payload', path, message, line);
    }
    if (kind === 'tag' && isPayload) {
      const message = `${name}, line ${line}: ${printable(path)} is payload. List it in the payload manifests alone.`;
      this.#findings.faultOrWarn(isStrict, 'payload-in-tag-manifest', path, message, line);
    }
    if (kind === 'tag' && /^tagmanifest-[^/]+\.txt$/i.test(path)) {
      const message = `${name}, line ${line}: a tag manifest must not list tag manifests.`;
      this.#findings.faultOrWarn(isStrict, 'tag-manifest-in-tag-manifest', path, message, line);
    }
  }

  #isRepetition(written: string, entry: ManifestEntry): boolean {
    const { name, isStrict } = this.#manifest;
    const { line } = entry;
    const earlier = this.#written.get(written);
    if (earlier) {
      const where = `${name}, lines ${earlier.line} and ${line}: ${printable(written)} is listed twice`;
      if (earlier.checksum === entry.checksum) {
        const message = `${where} with the same checksum. Take one of the lines out.`;
        this.#findings.faultOrWarn(isStrict, 'duplicate-entry', entry.path, message, line);
        return true;
      }
      const message = `${where} with different checksums. Find out which is right.`;
      this.#findings.fault('conflicting-entry', entry.path, message, line);
      return false;
    }
    this.#written.set(written, entry);
    const folded = foldName(written);
    const other = this.#folded.get(folded);
    this.#folded.set(folded, written);
    if (other !== undefined) {
      const isNormalization = other.normalize('NFC') === written.normalize('NFC');
      const message = isNormalization
        ? `${name}, line ${line}: ${printable(written)} is listed twice in different Unicode forms. Some systems take both for one file.`
        : `${name}, line ${line}: ${printable(written)} and ${printable(other)} differ only in capitals. Windows and macOS take both for one file.`;
      this.#findings.warn(isNormalization ? 'normalization-clash' : 'case-clash', written, message, line);
    }
    return false;
  }
}

/** Finds the files that manifests and fetch.txt mean. */
export class PathFinder {
  readonly #source: BagSource;
  readonly #isStrict: boolean;
  readonly #findings: Findings;
  readonly #byForm = new Map<string, string>();

  constructor(source: BagSource, declaration: Declaration, findings: Findings) {
    this.#source = source;
    this.#isStrict = declaration.isStrict;
    this.#findings = findings;
    for (const path of source.files.keys()) this.#byForm.set(path.normalize('NFC'), path);
  }

  /**
   * Where a written path points. Null if it leads out of the bag, which is noted. `written` is the path in its normal
   * form whatever file was found.
   */
  find(
    raw: string,
    from: string,
    line: number,
  ): { readonly path: string; readonly written: string; readonly file: BagFile | null } | null {
    const forms = this.#isStrict ? [decodePath(raw), raw] : [raw, decodePath(raw)];
    const safe = forms.map(toSafePath);
    const [first] = safe;
    const unsafe = safe.find((path): path is SafePath & { ok: false } => !path.ok);
    if (!first?.ok || unsafe) {
      const message = `${from}, line ${line}: ${printable(raw)} was not followed: ${unsafe?.reason ?? ''}. Paths must stay in the bag; do not trust this one.`;
      this.#findings.fault('unsafe-path', raw, message, line);
      return null;
    }
    if (!first.isNormal) {
      const message = `${from}, line ${line}: ${printable(raw)} should be written ${printable(first.path)}.`;
      this.#findings.warn('relative-path', first.path, message, line);
    }
    const found = this.#look(raw, first.path, safe, from, line);
    return { path: found?.path ?? first.path, written: first.path, file: found };
  }

  #look(raw: string, wanted: string, forms: readonly SafePath[], from: string, line: number): BagFile | null {
    const { files } = this.#source;
    const exact = files.get(wanted);
    if (exact) return this.#noteEncoding(raw, exact, from, line);
    const other = forms[1]?.ok ? files.get(forms[1].path) : undefined;
    if (other) {
      if (this.#isStrict) {
        const message = `${from}, line ${line}: the per cent sign of ${printable(raw)} should be written %25.`;
        this.#findings.warn('percent-encoding', other.path, message, line);
      }
      return other;
    }
    const sameForm = this.#byForm.get(wanted.normalize('NFC'));
    if (sameForm !== undefined) {
      const message = `${from}, line ${line}: ${printable(wanted)} is written in another Unicode form than the name of the file. It was found all the same; not every reader finds it.`;
      this.#findings.warn('normalization', sameForm, message, line);
      return files.get(sameForm) ?? null;
    }
    const trimmed = files.get(wanted.replace(/[ \t]+$/, ''));
    if (trimmed) {
      const message = `${from}, line ${line}: the path ends with white space that the name of the file does not have. Take it out.`;
      this.#findings.warn('trailing-space', trimmed.path, message, line);
      return trimmed;
    }
    const slashed = wanted.includes('\\') ? files.get(wanted.replace(/\\/g, '/')) : undefined;
    if (slashed) {
      const message = `${from}, line ${line}: ${printable(wanted)} is parted by backslashes. BagIt parts paths by “/”.`;
      this.#findings.fault('backslash-path', slashed.path, message, line);
    }
    return slashed ?? null;
  }

  /** A name with a per cent sign of its own that was written plainly reads as itself in 1.0 unless it looks encoded. */
  #noteEncoding(raw: string, file: BagFile, from: string, line: number): BagFile {
    if (this.#isStrict && /%(?!0[AaDd]|25)/.test(raw)) {
      const message = `${from}, line ${line}: the per cent sign of ${printable(raw)} should be written %25.`;
      this.#findings.warn('percent-encoding', file.path, message, line);
    }
    return file;
  }
}
