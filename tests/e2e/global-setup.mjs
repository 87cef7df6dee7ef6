import { prepare } from '../../scripts/setup.mjs';

/** Finds an Electron and a display, as `npm start` does, and hands them to the tests in the environment. */
export default async function globalSetup() {
  const { env, close } = await prepare();
  Object.assign(process.env, env);
  return close;
}
