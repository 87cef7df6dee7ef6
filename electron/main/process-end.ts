import { constants } from 'node:os';

/** What is known of the end of a process of ours. */
export interface ProcessEnd {
  /** In words: "exit code 1", "crashed, SIGSEGV". */
  readonly reason: string;
  /** The last lines that it wrote to its standard error; empty if it wrote none. */
  readonly lastWords: string;
}

/** What Electron's “child-process-gone” tells of a process that did not end by itself. */
export interface GoneDetails {
  /** Chromium's word for it: "crashed", "killed", "oom" … */
  readonly reason: string;
  /** On POSIX systems the number of the signal. */
  readonly exitCode: number;
}

/** Characters of its standard error that are kept of a process: a failure with its stack is far shorter. */
const KEPT = 4_000;

/** What is read of a process's standard error. */
export interface TextSource {
  on(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown;
}

/** Listens to the standard error of a process and hands it on to `echo`; returns what gives the last of it. */
export function keepLastWords(stream: TextSource | null, echo: (text: string) => void): () => string {
  let kept = '';
  const decoder = new TextDecoder();
  stream?.on('data', (chunk) => {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    kept = (kept + text).slice(-KEPT);
    echo(text);
  });
  return () => kept.trim();
}

/** Says why a process ended. Its exit code alone tells nothing of a crash: it may be 0. */
export function reasonOfEnd(code: number, gone: GoneDetails | null, platform: NodeJS.Platform): string {
  if (gone === null) return `exit code ${code}`;
  const signal = Object.entries(constants.signals).find(([, number]) => number === gone.exitCode)?.[0];
  const how = platform === 'win32' || signal === undefined ? `exit code ${gone.exitCode}` : signal;
  return `${gone.reason}, ${how}`;
}
