// Makes one piece of the script of the page that checks evidence packages (renderer/verify-page) and writes it as a
// string into shared/exporters/verify-page-code.ts, from where it goes into every package:
//   node scripts/embed-verify-page.mjs [--check]
// With --check nothing is written; it ends with 1 if the file is not what would be written.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { ROOT, say } from './run-command.mjs';

const TARGET = join(ROOT, 'shared', 'exporters', 'verify-page-code.ts');

/** The text of the file as it has to be. */
export async function verifyPageCode() {
  const [made] = [
    await build({
      root: ROOT,
      configFile: false,
      publicDir: false,
      logLevel: 'error',
      build: {
        write: false,
        // Browsers of 2021 and later.
        target: 'es2021',
        modulePreload: false,
        lib: { entry: join(ROOT, 'renderer', 'verify-page', 'verify-page.ts'), formats: ['iife'], name: 'standpoint' },
      },
    }),
  ].flat();
  const [chunk] = made.output;
  // Inside a <script> element this would end it.
  const code = chunk.code.trim().replaceAll('</', '<\\/');
  return `// Made of renderer/verify-page by scripts/embed-verify-page.mjs; not to be edited.
/** The script of the page by which an evidence package is checked. */
export const VERIFY_PAGE_CODE = ${JSON.stringify(code)};
`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const code = await verifyPageCode();
  if (process.argv.includes('--check')) {
    if ((await readFile(TARGET, 'utf8')) !== code) {
      say(
        'shared/exporters/verify-page-code.ts is not what renderer/verify-page makes: run scripts/embed-verify-page.mjs.',
      );
      process.exitCode = 1;
    }
  } else {
    await writeFile(TARGET, code);
    say(`Wrote ${TARGET} (${Math.round(code.length / 1024)} kB).`);
  }
}
