import { Worker } from 'node:worker_threads';

const limit = new Float64Array(new SharedArrayBuffer(8));
let watchdog: Worker | undefined;

/**
 * Ends this process by SIGKILL once its resident memory passes a limit in MB. The watch is kept by a thread of its
 * own, so that work which never yields cannot evade it. The last call counts.
 */
export function watchMemory(limitMb: number): void {
  limit[0] = limitMb * 1024 * 1024;
  if (watchdog) return;
  // As source text: a worker in a file of its own would have to be found in bundle, package and checkout alike.
  const code = `
    const { workerData } = require('node:worker_threads');
    setInterval(() => {
      if (process.memoryUsage.rss() > workerData[0]) process.kill(process.pid, 'SIGKILL');
    }, 40);`;
  watchdog = new Worker(code, { eval: true, workerData: limit });
  watchdog.unref();
}
