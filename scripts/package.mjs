// npm run package: the app as users get it, unpacked into dist/, then started once and closed by a test. Uses
// whatever Electron is here; installers are made on release machines (electron-builder.yml).
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildIfStale } from './build.mjs';
import { distributionFolder } from './electron-binary.mjs';
import { ROOT, runTool, say, toolEnvironment } from './run-command.mjs';
import { prepare } from './setup.mjs';

const OUTPUT = join(ROOT, 'dist');

try {
  const { electronPath, electronVersion, env, close } = await prepare();
  try {
    if (!(await buildIfStale())) throw new Error('The build failed.');
    say('Packaging …');
    await rm(OUTPUT, { recursive: true, force: true });
    const config = [
      `--config.electronDist=${distributionFolder(electronPath)}`,
      `--config.electronVersion=${electronVersion}`,
    ];
    const packed = await runTool('electron-builder', ['--dir', ...config], { env: toolEnvironment(env) });
    if (packed.code !== 0) throw new Error('electron-builder failed: see its output above.');
    const program = await findProgram();
    say(`Packaged: ${program}. Trying it …`);
    const testEnv = toolEnvironment({ ...env, STANDPOINT_PACKAGED_APP: program });
    const { code } = await runTool('playwright', ['test', 'packaged-app'], { env: testEnv });
    process.exitCode = code;
  } finally {
    await close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function findProgram() {
  const places = {
    linux: (folder) => join(folder, 'standpoint'),
    win32: (folder) => join(folder, 'Standpoint.exe'),
    darwin: (folder) => join(folder, 'Standpoint.app', 'Contents', 'MacOS', 'Standpoint'),
  };
  for (const name of await readdir(OUTPUT)) {
    const program = places[process.platform]?.(join(OUTPUT, name));
    if (program !== undefined && existsSync(program)) return program;
  }
  throw new Error(`electron-builder left no program in ${OUTPUT}.`);
}
