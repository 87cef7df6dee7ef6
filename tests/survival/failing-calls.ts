import { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { relative, resolve } from 'node:path';

type Handle = Awaited<ReturnType<typeof promises.open>>;

/** How a call fails: the disk is full (some bytes of a write are taken), the device reports a fault, or half is written and no error given. */
export type FaultKind = 'full' | 'fault' | 'short';

/** A disk below a folder of which one call fails, or all from one call on until there is room again. */
export interface FailingCalls {
  /** Calls that change the disk so far. */
  readonly count: number;
  /** What failed first, for messages; null if nothing has. */
  readonly failed: string | null;
  /** Lets the nth call from now on fail; with `isLasting` all after it too. */
  failAt(call: number, kind: FaultKind, isLasting: boolean): void;
  /** Makes room: no call fails any more. */
  heal(): void;
  /** Ends the watch. */
  stop(): void;
}

const errorOf = (kind: FaultKind, what: string): Error =>
  kind === 'fault'
    ? Object.assign(new Error(`EIO: i/o error, ${what}`), { code: 'EIO' })
    : Object.assign(new Error(`ENOSPC: no space left on device, ${what}`), { code: 'ENOSPC' });

/** Watches what goes through node:fs/promises below a folder, in this process, until `stop`. */
export function watchCalls(folder: string): FailingCalls {
  const original = { ...promises };
  let count = 0;
  let at = Number.POSITIVE_INFINITY;
  let kind: FaultKind = 'full';
  let isLasting = false;
  let failed: string | null = null;
  const isInside = (path: unknown): boolean => !relative(folder, resolve(String(path))).startsWith('..');
  /** Counts a call; true if it is to fail. */
  const fails = (what: string): boolean => {
    count += 1;
    if (count < at || (count > at && !isLasting)) return false;
    failed ??= what;
    return true;
  };
  const guard = (what: string, path: unknown): void => {
    if (isInside(path) && fails(what)) throw errorOf(kind, `${what} ${path}`);
  };

  const writing = (handle: Handle): Handle =>
    new Proxy(handle, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        const what = String(name);
        if (!['write', 'writeFile', 'sync', 'datasync', 'truncate'].includes(what)) return member.bind(target);
        return async (...args: unknown[]) => {
          if (!fails(what)) return Reflect.apply(member, target, args);
          const [data, offset, length, position] = args;
          if (what === 'write' && data instanceof Uint8Array && kind !== 'fault') {
            const half = Math.floor(Number(length) / 2);
            const taken = await target.write(data, Number(offset), half, Number(position));
            if (kind === 'short') return taken;
          }
          throw errorOf(kind, what);
        };
      },
    });

  promises.open = async (path, flags, mode) => {
    const isReading = flags === undefined || flags === 'r' || flags === 0;
    if (!isInside(path)) return original.open(path, flags, mode);
    if (!isReading && typeof flags === 'string' && /[wa]/.test(flags)) guard('open', path);
    return writing(await original.open(path, flags, mode));
  };
  promises.writeFile = async (path, data, options) => {
    if (typeof path !== 'object' || !('fd' in path)) guard('writeFile', path);
    return original.writeFile(path, data, options);
  };
  promises.rename = async (from, to) => {
    guard('rename', to);
    return original.rename(from, to);
  };
  promises.link = async (from, to) => {
    guard('link', to);
    return original.link(from, to);
  };
  const makeFolder = original.mkdir;
  promises.mkdir = (async (path: string, options?: Parameters<typeof makeFolder>[1]) => {
    guard('mkdir', path);
    return makeFolder(path, options);
  }) as typeof promises.mkdir;
  syncBuiltinESMExports();

  return {
    get count() {
      return count;
    },
    get failed() {
      return failed;
    },
    failAt(call, asKind, lasting) {
      at = count + call;
      kind = asKind;
      isLasting = lasting;
      failed = null;
    },
    heal() {
      at = Number.POSITIVE_INFINITY;
      isLasting = false;
    },
    stop() {
      Object.assign(promises, original);
      syncBuiltinESMExports();
    },
  };
}
