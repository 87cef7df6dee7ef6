// npm run dev: the app with hot reload. Flags after -- go to the app.
import { ROOT, runTool, toolEnvironment } from './run-command.mjs';
import { prepare } from './setup.mjs';

try {
  const { launchArgs, env, close } = await prepare();
  const args = ['dev', '--', ...launchArgs, '--sample', ...process.argv.slice(2)];
  const { code } = await runTool('electron-vite', args, { cwd: ROOT, env: toolEnvironment(env) });
  await close();
  process.exitCode = code;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
