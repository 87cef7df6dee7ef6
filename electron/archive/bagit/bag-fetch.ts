import type { Declaration } from './bag-declaration.ts';
import type { Findings } from './bag-findings.ts';
import type { Manifest, PathFinder } from './bag-manifests.ts';
import { printable } from './bag-paths.ts';
import { parseFetch } from './tag-files.ts';

/** What the check of fetch.txt looks at. */
interface FetchContext {
  readonly declaration: Declaration;
  readonly finder: PathFinder;
  readonly payloadManifests: readonly Manifest[];
  readonly findings: Findings;
}

/** Checks fetch.txt without ever fetching. Returns the payload files that it lists and that are not there. */
export function checkFetch(text: string, context: FetchContext): ReadonlySet<string> {
  const { declaration, finder, payloadManifests, findings } = context;
  const { items, malformed } = parseFetch(text);
  for (const { number, text: line } of malformed) {
    const message = `fetch.txt, line ${number}: “${printable(line.slice(0, 80))}” is not an address, a length (or -) and a path.`;
    findings.fault('fetch-format', 'fetch.txt', message, number);
  }
  const lists = payloadManifests.map(({ entries }) => new Set(entries.map(({ path }) => path)));
  const holes = new Set<string>();
  for (const { line, url, length, path: raw } of items) {
    if (!isAbsolute(url)) {
      const message = `fetch.txt, line ${line}: “${printable(url.slice(0, 80))}” is no absolute address such as https://example.org/file.`;
      findings.fault('fetch-url', 'fetch.txt', message, line);
    }
    const found = finder.find(raw, 'fetch.txt', line);
    if (found === null) continue;
    const { path, file } = found;
    const isPayload = path.startsWith('data/');
    const isListed = declaration.isStrict
      ? lists.every((list) => list.has(path))
      : lists.some((list) => list.has(path));
    if (!isPayload || !isListed) {
      const reason = isPayload ? 'it is not in every payload manifest' : 'it is not payload';
      const message = `fetch.txt, line ${line}: ${printable(path)} must not be listed, for ${reason}.`;
      findings.faultOrWarn(declaration.isStrict, 'fetch-unlisted', path, message, line);
    }
    if (file === null && isPayload) holes.add(path);
    if (file && length !== null && file.size !== length) {
      const message = `fetch.txt, line ${line}: ${printable(path)} has ${file.size} bytes, not ${length}.`;
      findings.warn('fetch-length', path, message, line);
    }
  }
  return holes;
}

/** A scheme and something after it; `file:` needs no host. */
function isAbsolute(address: string): boolean {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):(.+)$/.exec(address)?.[1]?.toLowerCase();
  if (scheme === undefined) return false;
  if (!/^(https?|ftp|sftp|s3|gs|rsync)$/.test(scheme)) return true;
  return /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/]/.test(address);
}
