import { promises } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** What was asked of the disk, in order. Paths are relative to the folder that is watched. */
type Step =
  | { readonly do: 'create'; readonly path: string; readonly inode: number }
  | { readonly do: 'write'; readonly inode: number; readonly at: number; readonly bytes: Buffer }
  | { readonly do: 'truncate'; readonly inode: number; readonly length: number }
  | { readonly do: 'sync'; readonly inode: number }
  | { readonly do: 'syncFolder'; readonly path: string }
  | { readonly do: 'rename' | 'link'; readonly from: string; readonly to: string; readonly inode: number | null }
  | { readonly do: 'remove' | 'mkdir'; readonly path: string }
  | { readonly do: 'told'; readonly value: unknown };

/**
 * What a power cut leaves of what was not flushed. `nothing`: neither bytes nor names. `names`: names, but no bytes
 * (what a journalling file system does to a file that was renamed and never synced). `some`: any of the bytes, torn
 * writes too, and the names up to any point.
 */
export type Loss = 'nothing' | 'names' | 'some';

/** A record of everything that the core asked of the disk inside one folder. */
export interface DiskRecord {
  /** Number of steps so far; a cut lies after any of them. */
  readonly length: number;
  /** Notes that somebody was told something at this moment. */
  tell(value: unknown): void;
  /** Everything that was told before a cut. */
  toldBefore(cut: number): readonly unknown[];
  /** Makes in an empty folder what the disk would hold after a power cut. */
  replay(cut: number, loss: Loss, random: () => number, target: string): Promise<void>;
  /** Ends recording. */
  stop(): void;
}

type Handle = Awaited<ReturnType<typeof promises.open>>;

/** Records what goes through node:fs/promises below a folder that does not exist yet, in this process, until `stop`. */
export function recordDisk(folder: string): DiskRecord {
  const steps: Step[] = [];
  const inodes = new Map<string, number>();
  let nextInode = 1;
  const original = { ...promises };
  const inside = (path: unknown): string | null => {
    const name = relative(folder, resolve(String(path)));
    return name.startsWith('..') ? null : name;
  };
  const inodeOf = (path: string): number => {
    const known = inodes.get(path);
    if (known !== undefined) return known;
    const inode = nextInode++;
    inodes.set(path, inode);
    steps.push({ do: 'create', path, inode });
    return inode;
  };
  const forget = (path: string): void => {
    for (const name of [...inodes.keys()]) if (name === path || name.startsWith(`${path}/`)) inodes.delete(name);
    steps.push({ do: 'remove', path });
  };

  promises.open = async (path, flags, mode) => {
    const name = inside(path);
    const handle = await original.open(path, flags, mode);
    if (name === null) return handle;
    if ((await handle.stat()).isDirectory()) {
      return watched(handle, { sync: () => steps.push({ do: 'syncFolder', path: name }) });
    }
    if (flags === 'r' || flags === undefined || flags === 0) return handle;
    const inode = inodeOf(name);
    if (typeof flags === 'string' && flags.startsWith('w')) steps.push({ do: 'truncate', inode, length: 0 });
    let end = 0;
    return watched(handle, {
      write: ([data, offset, length, position]) => {
        const bytes = Buffer.from(data as Uint8Array).subarray(Number(offset ?? 0));
        const part = bytes.subarray(0, Number(length ?? bytes.length));
        const at = typeof position === 'number' ? position : end;
        steps.push({ do: 'write', inode, at, bytes: Buffer.from(part) });
        end = at + part.length;
      },
      writeFile: ([data]) => {
        const bytes = Buffer.from(data as string);
        steps.push({ do: 'write', inode, at: end, bytes });
        end += bytes.length;
      },
      truncate: ([length]) => steps.push({ do: 'truncate', inode, length: Number(length ?? 0) }),
      sync: () => steps.push({ do: 'sync', inode }),
      datasync: () => steps.push({ do: 'sync', inode }),
    });
  };
  promises.writeFile = async (path, data, options) => {
    await original.writeFile(path, data, options);
    const name = typeof path === 'object' && 'fd' in path ? null : inside(path);
    if (name === null) return;
    const inode = inodeOf(name);
    steps.push({ do: 'truncate', inode, length: 0 });
    steps.push({ do: 'write', inode, at: 0, bytes: Buffer.from(data as string) });
  };
  promises.rename = async (from, to) => {
    await original.rename(from, to);
    const [a, b] = [inside(from), inside(to)];
    if (a === null || b === null) return;
    steps.push({ do: 'rename', from: a, to: b, inode: inodes.get(a) ?? null });
    for (const [name, inode] of [...inodes]) {
      if (name !== a && !name.startsWith(`${a}/`)) continue;
      inodes.delete(name);
      inodes.set(b + name.slice(a.length), inode);
    }
  };
  promises.link = async (from, to) => {
    await original.link(from, to);
    const [a, b] = [inside(from), inside(to)];
    if (a === null || b === null) return;
    const inode = inodeOf(a);
    inodes.set(b, inode);
    steps.push({ do: 'link', from: a, to: b, inode });
  };
  promises.rm = async (path, options) => {
    await original.rm(path, options);
    const name = inside(path);
    if (name !== null) forget(name);
  };
  promises.rmdir = async (path, options) => {
    await original.rmdir(path, options);
    const name = inside(path);
    if (name !== null) forget(name);
  };
  promises.unlink = async (path) => {
    await original.unlink(path);
    const name = inside(path);
    if (name !== null) forget(name);
  };
  const makeFolder = original.mkdir;
  promises.mkdir = (async (path: string, options?: Parameters<typeof makeFolder>[1]) => {
    const made = await makeFolder(path, options);
    const [name, first] = [inside(path), typeof made === 'string' ? inside(made) : null];
    if (name === null || (options !== undefined && first === null)) return made;
    const parts = name === '' ? [] : name.split(sep);
    for (let depth = 1; depth <= parts.length; depth += 1) {
      const each = parts.slice(0, depth).join(sep);
      if (first === null || each.length >= first.length) steps.push({ do: 'mkdir', path: each });
    }
    return made;
  }) as typeof promises.mkdir;
  syncBuiltinESMExports();

  return {
    get length() {
      return steps.length;
    },
    tell: (value) => steps.push({ do: 'told', value }),
    toldBefore: (cut) => steps.slice(0, cut).flatMap((step) => (step.do === 'told' ? [step.value] : [])),
    replay: (cut, loss, random, target) => materialise(steps.slice(0, cut), loss, random, target),
    stop() {
      Object.assign(promises, original);
      syncBuiltinESMExports();
    },
  };
}

/** A file handle of which some calls are noted once they have succeeded. */
function watched(handle: Handle, notes: Readonly<Record<string, (args: readonly unknown[]) => unknown>>): Handle {
  return new Proxy(handle, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      const note = notes[String(name)];
      return async (...args: unknown[]) => {
        // A flush covers what was written before it was asked for, not what came while it ran.
        const result: unknown = await Reflect.apply(member, target, args);
        note?.(args);
        return result;
      };
    },
  });
}

/** Bytes of a file: those that are safe, and what was written since. */
interface Content {
  flushed: Buffer;
  pending: Step[];
}

/** Names that point to files (number) or folders (null). */
type Names = Map<string, number | null>;

async function materialise(steps: readonly Step[], loss: Loss, random: () => number, target: string): Promise<void> {
  const contents = new Map<number, Content>();
  let flushedNames: Names = new Map();
  let pendingNames: Step[] = [];
  const contentOf = (inode: number): Content => {
    const known = contents.get(inode) ?? { flushed: Buffer.alloc(0), pending: [] };
    contents.set(inode, known);
    return known;
  };
  for (const step of steps) {
    switch (step.do) {
      case 'write':
      case 'truncate':
        contentOf(step.inode).pending.push(step);
        break;
      case 'sync': {
        const content = contentOf(step.inode);
        content.flushed = apply(content.flushed, content.pending);
        content.pending = [];
        break;
      }
      case 'syncFolder': {
        // A flush of a folder makes the changes of its own names safe, and no others.
        const isOwn = (name: string) => dirname(name) === (step.path === '' ? '.' : step.path);
        const own = pendingNames.filter((each) => namesOf(each).some(isOwn));
        flushedNames = applyNames(flushedNames, own);
        pendingNames = pendingNames.filter((each) => !own.includes(each));
        break;
      }
      case 'told':
        break;
      default:
        pendingNames.push(step);
    }
  }
  const kept =
    loss === 'nothing'
      ? []
      : loss === 'names'
        ? pendingNames
        : pendingNames.slice(0, Math.floor(random() * (pendingNames.length + 1)));
  const names = applyNames(flushedNames, kept);
  for (const [name, inode] of [...names].sort(([a], [b]) => (a < b ? -1 : 1))) {
    // A file is lost with the name of its folder.
    if (!parentsOf(name).every((parent) => names.has(parent))) continue;
    const path = join(target, name);
    if (inode === null) {
      await mkdir(path, { recursive: true });
      continue;
    }
    const { flushed, pending } = contents.get(inode) ?? { flushed: Buffer.alloc(0), pending: [] };
    await writeFile(path, loss === 'some' ? apply(flushed, tear(pending, random)) : flushed);
    if (name.startsWith('objects/')) await chmod(path, 0o444);
  }
}

function parentsOf(name: string): readonly string[] {
  const parts = name.split(sep);
  return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join(sep));
}

/** Any of the writes, the last one of them perhaps in part. */
function tear(pending: readonly Step[], random: () => number): readonly Step[] {
  return pending.flatMap((step): Step[] => {
    const chance = random();
    if (chance < 0.4) return [];
    if (chance < 0.7 || step.do !== 'write') return [step];
    return [{ ...step, bytes: step.bytes.subarray(0, Math.floor(random() * step.bytes.length)) }];
  });
}

function apply(before: Buffer, steps: readonly Step[]): Buffer {
  let bytes = before;
  for (const step of steps) {
    if (step.do === 'truncate') {
      const next = Buffer.alloc(step.length);
      bytes.copy(next, 0, 0, Math.min(step.length, bytes.length));
      bytes = next;
    } else if (step.do === 'write') {
      const next = Buffer.alloc(Math.max(bytes.length, step.at + step.bytes.length));
      bytes.copy(next);
      step.bytes.copy(next, step.at);
      bytes = next;
    }
  }
  return bytes;
}

function namesOf(step: Step): readonly string[] {
  if (step.do === 'rename') return [step.from, step.to];
  if (step.do === 'link') return [step.to];
  return 'path' in step ? [step.path] : [];
}

function applyNames(before: Names, steps: readonly Step[]): Names {
  const names = new Map(before);
  const below = (name: string, path: string): boolean => name === path || name.startsWith(`${path}/`);
  for (const step of steps) {
    if (step.do === 'create') names.set(step.path, step.inode);
    else if (step.do === 'mkdir') names.set(step.path, null);
    else if (step.do === 'remove') for (const name of [...names.keys()]) below(name, step.path) && names.delete(name);
    else if (step.do === 'link') names.set(step.to, step.inode);
    else if (step.do === 'rename') {
      // The old name may never have been safe; the new one is.
      if (step.inode !== null) names.set(step.to, step.inode);
      for (const [name, inode] of [...names]) {
        if (!below(name, step.from)) continue;
        names.delete(name);
        names.set(step.to + name.slice(step.from.length), inode);
      }
    }
  }
  return names;
}
