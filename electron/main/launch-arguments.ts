import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the command line asks the window to do. */
export interface LaunchRequest {
  /** Folder of the archive to open, absolute; null if not given. */
  readonly archive: string | null;
  /** A file or a document id, as given; null if not given. */
  readonly open: string | null;
  /** Folder against which `open` is resolved if it is a file. */
  readonly directory: string;
  /** Open the sample archive if no archive was ever opened here. */
  readonly sample: boolean;
}

/** Reads the app's own flags among those of Chromium, which it leaves alone. */
export function parseLaunchArguments(argv: readonly string[], directory: string): LaunchRequest {
  const { values } = parseArgs({
    args: argv.slice(1),
    strict: false,
    options: { archive: { type: 'string' }, open: { type: 'string' }, sample: { type: 'boolean' } },
  });
  return {
    archive: typeof values.archive === 'string' ? resolve(directory, values.archive) : null,
    open: typeof values.open === 'string' ? values.open : null,
    directory,
    sample: values.sample === true,
  };
}
