import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * electron-builder calls this when the app lies unpacked. The fallback Electron of development brings a loader along
 * (electron-binary.mjs) that no user's app may hold.
 */
export default async function afterPack({ appOutDir }) {
  await rm(join(appOutDir, 'resources', 'app'), { recursive: true, force: true });
}
