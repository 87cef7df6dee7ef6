// npm start: does the set-up that is missing, builds what is stale, opens the app. Flags go to the app:
//   npm start -- --archive DIR --open FILE
import { spawn } from 'node:child_process';
import { buildIfStale } from './build.mjs';
import { ROOT, say } from './run-command.mjs';
import { prepare } from './setup.mjs';

try {
  const { electronPath, launchArgs, env, close } = await prepare();
  try {
    if (await buildIfStale()) process.exitCode = await open(electronPath, launchArgs, env);
    else process.exitCode = 1;
  } finally {
    await close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function open(electronPath, launchArgs, env) {
  say('Opening Standpoint. Close its window or press Ctrl-C to end.');
  const app = spawn(electronPath, [...launchArgs, ROOT, '--sample', ...process.argv.slice(2)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'pipe'],
    // Ctrl-C must reach the app's main process alone, which then closes the archive in order.
    detached: process.platform !== 'win32',
  });
  // Chromium complains of a missing system bus at every start in a container; nothing here needs one.
  app.stderr.on('data', (chunk) => {
    const lines = chunk.toString().split('\n');
    process.stderr.write(lines.filter((line) => !/ERROR:(dbus\/)?(bus|object_proxy)\.cc/.test(line)).join('\n'));
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // The app ends first, then the display, in the order of the code above.
    process.removeAllListeners(signal);
    process.on(signal, () => app.kill(signal));
  }
  return new Promise((resolve, reject) => {
    app.once('error', reject);
    app.once('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 0)));
  });
}
