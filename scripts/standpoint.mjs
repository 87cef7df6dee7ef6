#!/usr/bin/env node
// What `npx standpoint` runs in a checkout: the built command line. npm wants a file that is there before any build,
// and that stays executable after the next one.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const cli = new URL('../out/main/cli.js', import.meta.url);
if (existsSync(cli)) {
  createRequire(import.meta.url)(fileURLToPath(cli));
} else {
  console.error('standpoint: the command line is not built yet. Run: npm run build');
  process.exitCode = 1;
}
