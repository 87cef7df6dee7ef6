import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{electron,shared,renderer,scripts,survival}/**/*.test.{ts,tsx}'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
