import { spawn } from 'node:child_process';
import { say } from './run-command.mjs';

/**
 * A display for windows: the one that is there, or else an own Xvfb on a number of its choice.
 * Returns `{ env, isVirtual, close() }`; `env` names the display for child processes.
 */
export async function openDisplay() {
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (hasDisplay) return { env: {}, isVirtual: false, close: async () => {} };
  say('No display here: starting a virtual one (Xvfb).');
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    // Ctrl-C is for the app; the display must outlive it.
    detached: true,
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const pipe = server.stdio[3];
  const number = await new Promise((resolve, reject) => {
    let text = '';
    pipe.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
    server.once('error', (error) => reject(new Error(`Xvfb could not be started: ${error.message}`)));
    server.once('exit', (code) => reject(new Error(`Xvfb ended at once with exit code ${code}.`)));
  });
  // The display does not keep this process alive, and ends with it.
  pipe.destroy();
  server.unref();
  const kill = () => server.kill();
  const killAndEnd = (signal) => {
    kill();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('exit', kill);
  process.on('SIGTERM', killAndEnd);
  process.on('SIGHUP', killAndEnd);
  const close = async () => {
    process.off('exit', kill);
    process.off('SIGTERM', killAndEnd);
    process.off('SIGHUP', killAndEnd);
    server.ref();
    kill();
    await ended;
  };
  return { env: { DISPLAY: `:${number}` }, isVirtual: true, close };
}
