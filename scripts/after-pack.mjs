import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { thirdPartyNotices } from './third-party-notices.mjs';

/** First Electron whose programs have the fuse of file: addresses. */
const FILE_FUSE_SINCE = 29;

/**
 * electron-builder calls this when the app lies unpacked, before it flips the fuses. The fallback Electron of
 * development brings a loader along (electron-binary.mjs) that no user's app may hold, and lacks the newest fuse.
 */
export default async function afterPack({ appOutDir, packager }) {
  await rm(join(appOutDir, 'resources', 'app'), { recursive: true, force: true });
  await writeFile(join(packager.getResourcesDir(appOutDir), 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices());
  const major = Number(packager.info.framework.version.split('.')[0]);
  if (major < FILE_FUSE_SINCE) delete packager.config.electronFuses.grantFileProtocolExtraPrivileges;
}
