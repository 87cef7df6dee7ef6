import { fork } from 'node:child_process';
import type { LaunchParser } from './extraction.ts';

/** How much of what a dying parser complains is kept for its reason, in characters. */
const KEPT = 400;

/**
 * Starts parser processes by child_process.fork, for the command line and for tests. `entry` is the bundled
 * parser-process.js, or its source where Node reads TypeScript. `heapMb` limits the JavaScript heap; the process
 * watches its whole memory itself.
 */
export function forkParser(entry: string, heapMb = 1400): LaunchParser {
  return () => {
    const child = fork(entry, [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=32', '--no-warnings'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-KEPT);
    });
    let ended = false;
    const end = (reason: string, listener: (reason: string) => void): void => {
      if (ended) return;
      ended = true;
      listener(reason);
    };
    return {
      send: (message) => {
        // A process that has ended answers by its exit, not by this error.
        child.send(message as object, () => undefined);
      },
      onMessage: (listener) => {
        child.on('message', listener);
      },
      onExit: (listener) => {
        child.on('error', (error) => end(error.message, listener));
        child.on('exit', (code, signal) => {
          const last = complaint.trim().split('\n').at(-1) ?? '';
          end(signal ? `ended by ${signal}` : `ended with code ${code}${last === '' ? '' : `: ${last}`}`, listener);
        });
      },
      kill: () => {
        child.kill('SIGKILL');
      },
    };
  };
}
