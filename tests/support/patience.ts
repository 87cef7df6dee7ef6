// Runs before every test file: what a test waits for comes, how soon is a matter of the machine. Vitest and Testing
// Library would give up after a second.
import { vi } from 'vitest';

const LONGEST_WAIT = 30_000;

const { waitFor } = vi;
vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout: LONGEST_WAIT, ...options });

if (typeof document !== 'undefined') {
  const { configure } = await import('@testing-library/react');
  configure({ asyncUtilTimeout: LONGEST_WAIT });
}
