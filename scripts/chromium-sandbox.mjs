import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

// Where a kernel says whether a person without rights may make the namespaces that Chromium's sandbox is built of,
// and what it says there if they may not. The first is Ubuntu's since 23.10, the second Debian's.
const RESTRICTIONS = [
  { file: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns', forbidden: '1' },
  { file: '/proc/sys/kernel/unprivileged_userns_clone', forbidden: '0' },
  { file: '/proc/sys/user/max_user_namespaces', forbidden: '0' },
];

/**
 * What keeps Chromium's sandbox from working here, with the command that helps; null if nothing does. Where the
 * kernel forbids the sandbox its namespaces, the program beside Electron must belong to root and be setuid, which no
 * npm package can bring about.
 * @param {string} electronPath the Electron that is to run
 * @param {(file: string) => string | null} read text of a file of the system, null if it is not there
 * @param {(file: string) => { uid: number, mode: number } | null} look
 * @returns {string | null}
 */
export function sandboxProblem(electronPath, read = readSystemFile, look = lookAt) {
  const restriction = RESTRICTIONS.find(({ file, forbidden }) => read(file)?.trim() === forbidden);
  if (restriction === undefined) return null;
  const helper = join(dirname(electronPath), 'chrome-sandbox');
  const found = look(helper);
  // 4755: setuid, and to be started by everyone.
  if (found !== null && found.uid === 0 && (found.mode & 0o4755) === 0o4755) return null;
  const quoted = `'${helper.replaceAll("'", "'\\''")}'`;
  return (
    `This system keeps Chromium's sandbox from working (${restriction.file} is ${restriction.forbidden}), and ` +
    'Standpoint does not run without it. Run this once, then start again:\n' +
    `  sudo chown root ${quoted} && sudo chmod 4755 ${quoted}`
  );
}

function readSystemFile(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function lookAt(file) {
  return existsSync(file) ? statSync(file) : null;
}
