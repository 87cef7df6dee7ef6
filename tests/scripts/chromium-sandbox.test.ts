import { describe, expect, it } from 'vitest';
import { sandboxProblem } from '../../scripts/chromium-sandbox.mjs';

const ELECTRON = '/home/a b/standpoint/electron';
const APPARMOR = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
const CLONE = '/proc/sys/kernel/unprivileged_userns_clone';
const OWN = { uid: 1000, mode: 0o100755 };

const problem = (files: Readonly<Record<string, string>>, helper: { uid: number; mode: number } | null = OWN) =>
  sandboxProblem(
    ELECTRON,
    (file) => files[file] ?? null,
    (file) => (file === '/home/a b/standpoint/chrome-sandbox' ? helper : null),
  );

describe('sandboxProblem', () => {
  it.each([
    ['Ubuntu 24.04', { [APPARMOR]: '1\n' }],
    ['a hardened Debian', { [CLONE]: '0\n' }],
    ['a system without user namespaces', { '/proc/sys/user/max_user_namespaces': '0\n' }],
  ])('gives the command that helps on %s, whatever the folder is called', (_name, files) => {
    expect(problem(files)).toContain(
      "sudo chown root '/home/a b/standpoint/chrome-sandbox' && sudo chmod 4755 '/home/a b/standpoint/chrome-sandbox'",
    );
  });

  it.each([
    ['a kernel without such restrictions', {}],
    ['one that has them turned off', { [APPARMOR]: '0\n', [CLONE]: '1\n' }],
  ])('finds nothing wrong with %s', (_name, files) => {
    expect(problem(files)).toBeNull();
  });

  it.each([
    ['root’s and setuid', { uid: 0, mode: 0o104755 }, true],
    ['root’s alone', { uid: 0, mode: 0o100755 }, false],
    ['setuid alone', { uid: 1000, mode: 0o104755 }, false],
    ['not there', null, false],
  ])('with a helper that is %s gives the sandbox its namespaces: %s', (_name, helper, works) => {
    expect(problem({ [APPARMOR]: '1' }, helper) === null).toBe(works);
  });
});
