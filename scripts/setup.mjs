// Does whatever set-up is missing and says so; does nothing, fast, when nothing is. Run it alone (node
// scripts/setup.mjs) or call prepare(): start, test, dev, package and bench all begin with it.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sandboxProblem } from './chromium-sandbox.mjs';
import { findElectron } from './electron-binary.mjs';
import { npm, ROOT, run, say } from './run-command.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';
import { openDisplay } from './virtual-display.mjs';

const STAMP = join(ROOT, 'node_modules', '.cache', 'standpoint-lock-hash');

/**
 * Prepares this machine to build and run Standpoint. With `electron: false` only the dependencies; with
 * `display: false` no virtual display. Throws an error whose message says what to do.
 *
 * Returns `{ electronPath, electronVersion, official, launchArgs, env, close() }`: start Electron with
 * `launchArgs` before its own arguments and with `env` added to the environment; `close()` ends the display.
 */
export async function prepare({ electron = true, display = true } = {}) {
  await installDependencies();
  if (!electron) return { env: {}, launchArgs: [], close: async () => {} };
  const found = await findElectron();
  await ensureSystemLibraries(found.path);
  const isRoot = process.getuid?.() === 0;
  const problem = process.platform === 'linux' && !isRoot ? sandboxProblem(found.path) : null;
  if (problem !== null) throw new Error(problem);
  const screen = display ? await openDisplay() : { env: {}, isVirtual: false, close: async () => {} };
  const launchArgs = [
    // Chromium's own sandbox refuses to run as root, on which continuous integration insists.
    ...(process.platform === 'linux' && isRoot ? ['--no-sandbox'] : []),
    ...(screen.isVirtual || process.env.STANDPOINT_DISABLE_GPU === '1' ? ['--disable-gpu'] : []),
  ];
  say(
    found.official
      ? `Electron ${found.version}.`
      : `Electron ${found.version}, the fallback for development and tests (package.json asks for ${await wantedElectron()}).`,
  );
  return {
    electronPath: found.path,
    electronVersion: found.version,
    official: found.official,
    launchArgs,
    env: {
      ...screen.env,
      ...utf8Locale(),
      ELECTRON_EXEC_PATH: found.path,
      ELECTRON_MAJOR_VER: found.version.split('.')[0],
      STANDPOINT_ELECTRON_ARGS: launchArgs.join(' '),
    },
    close: screen.close,
  };
}

// A bare machine has no locale; Chromium then loses every file whose name is not plain ASCII.
function utf8Locale() {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const isNamed = /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');
  return process.platform !== 'linux' || isNamed ? {} : { LC_ALL: 'C.UTF-8' };
}

async function installDependencies() {
  const hash = createHash('sha256')
    .update(await readFile(join(ROOT, 'package-lock.json')))
    .digest('hex');
  const installed = existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === hash;
  if (installed && existsSync(join(ROOT, 'node_modules', 'electron'))) return;
  const isCurrent =
    existsSync(join(ROOT, 'node_modules')) && (await npm(['ls', '--silent'], { quiet: true })).code === 0;
  if (!isCurrent) {
    say('Installing dependencies from package-lock.json (npm ci) …');
    const { code } = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    if (code !== 0) throw new Error('npm ci failed: see its output above.');
  }
  await repairInstallScripts();
  await mkdir(dirname(STAMP), { recursive: true });
  await writeFile(STAMP, hash);
}

// npm may be told not to run the install scripts of packages; one of ours needs its own.
async function repairInstallScripts() {
  const node = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(node)) return;
  const { code, output } = await run(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: join(ROOT, 'node_modules', 'node'),
    quiet: true,
  });
  if (code !== 0 || !existsSync(node)) throw new Error(`The Node of package.json could not be installed:\n${output}`);
}

async function wantedElectron() {
  return JSON.parse(await readFile(join(ROOT, 'node_modules', 'electron', 'package.json'), 'utf8')).version;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const { close } = await prepare({ display: false });
    await close();
    say('Ready.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
