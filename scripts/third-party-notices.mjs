// The licences of everything that the built app contains, as their authors ask: electron-builder puts the text beside
// the app (after-pack.mjs).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { ROOT } from './run-command.mjs';

const SOURCES = ['electron', 'renderer', 'shared'];
const LICENCE_FILE = /^(licen[cs]e|notice|copying|ofl)([-_.].*)?$/i;
const CODE_FILE = /\.(tsx?|css)$/;
const IMPORT = /(?:from|import|@import)\s*\(?\s*['"]([^'"\n.#][^'"\n]*)['"]/g;

/** The packages that the code of the app names. Types alone bring nothing into the build. */
function importedPackages() {
  const names = new Set();
  for (const file of SOURCES.flatMap((folder) => filesUnder(join(ROOT, folder)))) {
    if (!CODE_FILE.test(file)) continue;
    const code = readFileSync(file, 'utf8').replace(/^import type [^;]*;/gm, '');
    for (const [, specifier = ''] of code.matchAll(IMPORT)) {
      const name = packageNameOf(specifier);
      // Electron and Chromium bring a file of licences along themselves.
      if (name !== null && name !== 'electron') names.add(name);
    }
  }
  return names;
}

function packageNameOf(specifier) {
  if (specifier.startsWith('node:') || specifier.includes(':')) return null;
  const parts = specifier.split('/');
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
  return existsSync(join(ROOT, 'node_modules', name, 'package.json')) ? name : null;
}

/** Packages whose files the build copies without any code that names them. */
const COPIED = ['@tesseract.js-data/eng'];

/** Folders of the packages and of all that they depend on. */
function packageFolders() {
  const folders = new Set();
  const add = (name, from) => {
    const folder = resolvePackage(name, from);
    // Declarations of types bring nothing into the build.
    if (folder === null || folders.has(folder) || name.startsWith('@types/')) return;
    folders.add(folder);
    const { dependencies = {} } = readManifest(folder);
    for (const dependency of Object.keys(dependencies)) add(dependency, folder);
  };
  for (const name of [...importedPackages(), ...COPIED]) add(name, ROOT);
  return [...folders];
}

function resolvePackage(name, from) {
  const paths = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  const found = paths.map((path) => join(path, name)).find((folder) => existsSync(join(folder, 'package.json')));
  return found ?? null;
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Every file below a folder, except of the packages inside it. */
function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/**
 * The text of the notices: each package with its version, its licence and the words of it; then the citation styles.
 * @throws {Error} if a package says nothing of its licence
 */
export function thirdPartyNotices() {
  // One version of a package may lie in several places.
  const byVersion = new Map(
    packageFolders().map((folder) => {
      const manifest = readManifest(folder);
      return [`${manifest.name} ${manifest.version}`, { folder, manifest }];
    }),
  );
  const packages = [...byVersion.values()].sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
  const entries = packages.map(({ folder, manifest }) => {
    const { name, version, license, author, homepage } = manifest;
    const texts = filesUnder(folder)
      .filter((file) => LICENCE_FILE.test(file.slice(dirname(file).length + 1)) && !CODE_FILE.test(file))
      .map((file) => `[${relative(folder, file).replaceAll('\\', '/')}]\n\n${readFileSync(file, 'utf8').trim()}`);
    if (license === undefined && texts.length === 0) throw new Error(`${name} ${version} says nothing of its licence.`);
    const by = typeof author === 'string' ? author : author?.name;
    const about = [`Licence: ${license ?? 'see below'}`, by && `By: ${by}`, homepage].filter(Boolean).join('\n');
    const words = texts.length > 0 ? texts.join('\n\n') : 'The package carries no text of its licence.';
    return `${'='.repeat(80)}\n${name} ${version}\n${about}\n\n${words}\n`;
  });
  const styles = `${'='.repeat(80)}\n${readFileSync(join(ROOT, 'resources', 'csl', 'ATTRIBUTION.md'), 'utf8')}`;
  const head = 'Standpoint contains the work of others, under the licences that follow. Those of Electron and Chromium';
  return `${head}\nare in files of their own, in the folder of the program.\n\n${[...entries, styles].join('\n')}`;
}
