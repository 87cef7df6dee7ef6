import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{electron,shared,renderer,scripts,survival}/**/*.test.{ts,tsx}'],
    // The usual one less than the cores leaves half of a small machine idle.
    maxWorkers: '100%',
    // Limits for what hangs, not for what is slow.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    setupFiles: ['tests/support/patience.ts'],
  },
});
