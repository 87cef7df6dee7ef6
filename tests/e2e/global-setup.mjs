import { prepare } from '../../scripts/setup.mjs';
import { openDisplay } from '../../scripts/virtual-display.mjs';

/**
 * Finds an Electron and a display, as `npm start` does, and hands them to the tests in the environment. Windows of
 * one display take the focus from one another, so workers that run side by side have a virtual display each.
 */
export default async function globalSetup({ workers }) {
  const { env, close } = await prepare();
  const displays = [{ env, close }];
  while (env.DISPLAY !== undefined && displays.length < workers) displays.push(await openDisplay());
  Object.assign(process.env, env, { STANDPOINT_DISPLAYS: displays.map((each) => each.env.DISPLAY ?? '').join(' ') });
  return async () => {
    for (const display of displays) await display.close();
  };
}
