import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { watchMemory, watchPeaks } from './process-tree.mjs';

/**
 * Runs a command to its end, watching the memory of its process tree.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<{ seconds: number, peakMegabytes: number, peaks: Record<string, number>, output: string }>} MB of
 *   10⁶ bytes; peaks: the greatest resident memory of one process of each role
 * @throws {Error} with what it complained of, if it ended with anything but 0
 */
export async function runToEnd(command, args) {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const memory = watchMemory(child.pid ?? 0);
  const processes = watchPeaks(child.pid ?? 0);
  /** @type {string[]} */
  const output = [];
  let complaints = '';
  child.stdout.on('data', (data) => output.push(String(data)));
  child.stderr.on('data', (data) => {
    complaints = `${complaints}${String(data)}`.slice(-2000);
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const seconds = (performance.now() - start) / 1000;
  const peakMegabytes = memory.stop() / 1e6;
  const peaks = Object.fromEntries(Object.entries(processes.stop()).map(([role, bytes]) => [role, bytes / 1e6]));
  const said = output.join('');
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${complaints.trim() || said.slice(-500)}`);
  return { seconds, peakMegabytes, peaks, output: said };
}

/**
 * Runs the built command line, and reads what it prints.
 * @param {string} cli
 * @param {readonly string[]} args
 */
export async function runStandpoint(cli, args) {
  const run = await runToEnd(process.execPath, [cli, ...args]);
  return { ...run, value: JSON.parse(run.output) };
}
