import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** The programs that we measure ourselves against, and what brings them on Debian. */
const PEERS = /** @type {const} */ ({
  recollindex: { debianPackage: 'recollcmd', versionArguments: ['-h'] },
  pdftotext: { debianPackage: 'poppler-utils', versionArguments: ['-v'] },
  soffice: { debianPackage: 'libreoffice-writer-nogui', versionArguments: ['--version'] },
  chromium: { debianPackage: 'chromium', versionArguments: ['--version'] },
});

/** @typedef {keyof typeof PEERS} PeerName */

/** @param {string} command */
function isInstalled(command) {
  return (process.env.PATH ?? '').split(':').some((folder) => folder !== '' && existsSync(`${folder}/${command}`));
}

/** True on Debian and what descends from it. */
function isDebian() {
  return existsSync('/etc/os-release') && /\b(debian|ubuntu)\b/.test(readFileSync('/etc/os-release', 'utf8'));
}

/**
 * Finds a peer, installing its package if this is Debian and we are root; says what it does.
 * @param {PeerName} name
 * @param {(text: string) => void} say
 * @returns {string | null} its version in one line, or null if it is not to be had: then `say` was told why
 */
export function ensurePeer(name, say) {
  const { debianPackage, versionArguments } = PEERS[name];
  if (!isInstalled(name)) {
    if (!isDebian() || process.getuid?.() !== 0) {
      say(`${name} is missing, so it is left out. Install it first (Debian: sudo apt-get install ${debianPackage}).`);
      return null;
    }
    say(`${name} is missing: installing Debian's ${debianPackage} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
    const install = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', debianPackage], {
      env,
      encoding: 'utf8',
    });
    if (install.status !== 0 || !isInstalled(name)) {
      say(`${debianPackage} could not be installed, so ${name} is left out: ${(install.stderr ?? '').trim()}`);
      return null;
    }
  }
  const asked = spawnSync(name, [...versionArguments], { encoding: 'utf8' });
  return `${asked.stdout}${asked.stderr}`.trim().split('\n')[0] ?? name;
}
