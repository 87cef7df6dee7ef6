import { defineConfig } from '@playwright/test';

// Every test starts the built app itself (tests/e2e/app.ts), so there is neither a browser nor a server here.
export default defineConfig({
  testDir: 'tests/e2e',
  // `npm run package` names the app that it made; there is none to test otherwise.
  testIgnore: process.env.STANDPOINT_PACKAGED_APP === undefined ? ['**/packaged-app.spec.ts'] : [],
  globalSetup: './tests/e2e/global-setup.mjs',
  outputDir: 'test-results',
  // Windows on a person's own display would take the focus from one another: one at a time there. Tests wait more than
  // they reckon: three of them keep two cores busy.
  workers: process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY ? 3 : 1,
  // A test that passes only the second time is listed as flaky, and is to be mended.
  retries: 2,
  forbidOnly: true,
  // Limits for what hangs, not for what is slow: on a quick machine nothing waits for them.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
});
