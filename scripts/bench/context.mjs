import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from '../build.mjs';
import { prepare } from '../setup.mjs';

/**
 * What every measurement gets.
 * @typedef {{
 *   checkout: string,
 *   cache: string,
 *   data: string | null,
 *   rounds: number,
 *   warmups: number,
 *   cold: boolean,
 *   random: () => number,
 *   say: (text: string) => void,
 *   built: (path: string) => Promise<string>,
 *   electron: () => Promise<{ path: string, args: readonly string[], version: string }>,
 * }} Context
 *   checkout: folder of the product; cache: ignored folder for made things and results; data: folder of PDFs asked
 *   for, or null; cold: forget the system's file cache before each start; built: a file of the build, which is made
 *   if it is missing or older than its sources; electron: the Electron that development uses
 */

/**
 * The context of a run. Building and looking for Electron wait until a measurement asks for them.
 * @param {Omit<Context, 'built' | 'electron'> & { build: boolean }} options build: false takes the build as it is
 * @returns {Context}
 */
export function makeContext({ build, ...options }) {
  let isFresh = !build;
  /** @type {ReturnType<typeof prepare> | null} */
  let prepared = null;
  return {
    ...options,
    built: async (path) => {
      const file = join(options.checkout, 'out', path);
      if (!isFresh && !(await buildIfStale())) throw new Error('The build failed: see its output above.');
      isFresh = true;
      if (!existsSync(file)) throw new Error(`${file} is missing: run "npm run build".`);
      return file;
    },
    electron: async () => {
      // Programs are measured on screens of the benchmark's own.
      prepared ??= prepare({ display: false });
      const { electronPath, launchArgs, electronVersion } = await prepared;
      if (electronPath === undefined || electronVersion === undefined) throw new Error('There is no Electron to run.');
      return { path: electronPath, args: [...new Set([...launchArgs, '--disable-gpu'])], version: electronVersion };
    },
  };
}
