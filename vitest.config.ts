import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{electron,shared,renderer,scripts,survival}/**/*.test.{ts,tsx}'],
    // The usual one less than the cores leaves half of a small machine idle.
    maxWorkers: '100%',
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
