// Builds main process, core, command line, preload script and window into out/. Run alone it always builds; start and
// package build only what is stale.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, runTool, say, toolEnvironment } from './run-command.mjs';

const SOURCES = ['electron', 'renderer', 'shared', 'resources/csl', 'package-lock.json', 'electron.vite.config.ts'];
const STAMP = join(ROOT, 'out', '.sources');

/** Builds unless out/ was built from the sources as they are. Returns false if the build failed. */
export async function buildIfStale() {
  const sources = await fingerprint();
  if (existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === sources) return true;
  say('Building …');
  return build();
}

/** Builds. Returns false if that failed; the tool has then said why. */
export async function build({ quiet = false } = {}) {
  const sources = await fingerprint();
  await rm(STAMP, { force: true });
  // Without these electron-vite asks the electron package, which may have no binary.
  const env = toolEnvironment({ ELECTRON_MAJOR_VER: '25', ELECTRON_EXEC_PATH: process.execPath });
  const { code, output } = await runTool('electron-vite', ['build', '--logLevel', 'warn'], { env, quiet });
  if (code !== 0) {
    if (quiet) console.error(output);
    return false;
  }
  await writeFile(STAMP, sources);
  return true;
}

async function fingerprint() {
  const hash = createHash('sha256');
  for (const source of SOURCES) await addToHash(hash, join(ROOT, source));
  return hash.digest('hex');
}

async function addToHash(hash, path) {
  const { mtimeMs, size, isDirectory } = await stat(path).then((found) => ({
    mtimeMs: found.mtimeMs,
    size: found.size,
    isDirectory: found.isDirectory(),
  }));
  if (!isDirectory) {
    hash.update(`${path}\0${mtimeMs}\0${size}\n`);
    return;
  }
  for (const name of (await readdir(path)).sort()) await addToHash(hash, join(path, name));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!(await build())) process.exitCode = 1;
}
