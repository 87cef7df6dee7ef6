import { type FileHandle, open } from 'node:fs/promises';
import type { FileSystem } from '../../electron/archive/durable-file.ts';

/**
 * What the disk does at the next write: nothing special, refuse it, take half of it, refuse to flush it, or take all of
 * it and then refuse both to flush it and to cut it off.
 */
export type DiskFault = 'none' | 'full' | 'short' | 'no-flush' | 'flush-dead' | 'dead';

/** A disk that fails on demand; files whose path does not match stay well. */
export interface FailingDisk extends FileSystem {
  fault: DiskFault;
}

/** A disk that fails as `fault` says for files whose path matches. */
export function createFailingDisk(matches: (path: string) => boolean): FailingDisk {
  const disk: FailingDisk = {
    fault: 'none',
    async open(path, flags, mode) {
      const handle = await open(path, flags, mode);
      return matches(String(path)) ? failing(handle, disk) : handle;
    },
  };
  return disk;
}

const noSpace = (): Error => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
const ioFault = (): Error => Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });

function failing(handle: FileHandle, disk: FailingDisk): FileHandle {
  return new Proxy(handle, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        if (disk.fault === 'flush-dead' && ['datasync', 'sync', 'truncate'].includes(String(name))) throw ioFault();
        if (disk.fault === 'dead' && name !== 'close') throw ioFault();
        if (name === 'write' && disk.fault !== 'none') {
          const [bytes, offset, length, position] = args;
          if (disk.fault === 'short' && bytes instanceof Uint8Array) {
            return target.write(bytes, Number(offset), Math.floor(Number(length) / 2), Number(position));
          }
          if (disk.fault === 'full' && bytes instanceof Uint8Array) {
            // A full disk takes some of the bytes before it refuses.
            await target.write(bytes, Number(offset), Math.floor(Number(length) / 3), Number(position));
            throw noSpace();
          }
        }
        if (name === 'writeFile' && disk.fault === 'full') throw noSpace();
        if ((name === 'datasync' || name === 'sync') && disk.fault === 'no-flush') {
          // Only the flush of new bytes fails; taking them back works.
          disk.fault = 'none';
          throw ioFault();
        }
        return Reflect.apply(member, target, args);
      };
    },
  });
}
