import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { run, say } from './run-command.mjs';

/** What Electron needs of Debian and Ubuntu, and a virtual display for machines without a screen. */
const DEBIAN_PACKAGES = [
  'xvfb',
  'xauth',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libnotify4',
  'libxtst6',
];

/**
 * Makes sure that the system libraries of Electron are there. On Debian and Ubuntu as root it installs the missing
 * ones; otherwise it throws an error that holds the exact command to run. Nothing to do on other systems.
 */
export async function ensureSystemLibraries(electronPath) {
  if (process.platform !== 'linux') return;
  const lacking = await missingLibraries(electronPath);
  const needsDisplay = !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY && !existsSync('/usr/bin/Xvfb');
  if (lacking.length === 0 && !needsDisplay) return;
  const what = [...lacking, ...(needsDisplay ? ['Xvfb'] : [])].join(', ');
  if (!(await isDebian())) {
    throw new Error(`Electron needs what this system lacks: ${what}. Install it with the system's package manager.`);
  }
  if (process.getuid() !== 0) {
    throw new Error(
      `Electron needs what this system lacks: ${what}. Run this, then start again:\n` +
        `  sudo apt-get update && sudo apt-get install -y ${(await namesOnThisRelease()).join(' ')}`,
    );
  }
  say(`Installing system libraries (${what} missing) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-qq'], { env, quiet: true });
  if (update.code !== 0) throw new Error(`apt-get update failed:\n${update.output}`);
  const packages = await namesOnThisRelease();
  const install = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    env,
    quiet: true,
  });
  if (install.code !== 0) throw new Error(`apt-get install ${packages.join(' ')} failed:\n${install.output}`);
  const still = await missingLibraries(electronPath);
  if (still.length > 0)
    throw new Error(`Electron still lacks ${still.join(', ')} after installing ${packages.join(' ')}.`);
}

async function missingLibraries(electronPath) {
  const { output } = await run('ldd', [electronPath], { quiet: true });
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);
}

async function isDebian() {
  if (!existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(await readFile('/etc/os-release', 'utf8'));
}

/**
 * The packages under the names that they have in this release: newer ones renamed some libraries when their time type
 * grew to 64 bits. `isKnown` says whether the release has a package of a name.
 * @param {(name: string) => Promise<boolean>} isKnown
 */
export function namesOnThisRelease(isKnown = isKnownToApt) {
  return Promise.all(DEBIAN_PACKAGES.map(async (name) => ((await isKnown(`${name}t64`)) ? `${name}t64` : name)));
}

async function isKnownToApt(name) {
  const { code, output } = await run('apt-cache', ['show', name], { quiet: true });
  return code === 0 && output.includes('Package:');
}
