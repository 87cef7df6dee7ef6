// Pictures of the real window, for the README and for looking at one's own work:
//   node scripts/screenshot.mjs STEPS.mjs [--size 1440x900] [--theme light|dark] [--to DIR] [-- flags of the app]
// STEPS.mjs exports `default async ({ page, app, call, command, shot }) => …`; shot('name') writes DIR/name.png,
// command('view.passages') chooses a menu item, call('app.openSample', {}) calls a method. Without STEPS one picture
// is taken after the start.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildIfStale } from './build.mjs';
import { ROOT } from './run-command.mjs';
import { prepare } from './setup.mjs';

const split = process.argv.indexOf('--', 2);
const { values, positionals } = parseArgs({
  args: process.argv.slice(2, split === -1 ? undefined : split),
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '1440x900' },
    theme: { type: 'string', default: 'light' },
    to: { type: 'string', default: join(ROOT, 'test-results', 'screenshots') },
  },
});
const flags = split === -1 ? [] : process.argv.slice(split + 1);
const [width, height] = values.size.split('x').map(Number);
const folder = resolve(values.to);

const { electronPath, launchArgs, env, close } = await prepare();
const userData = await mkdtemp(join(tmpdir(), 'standpoint-screenshot-'));
try {
  if (!(await buildIfStale())) throw new Error('The build failed.');
  const { _electron } = createRequire(import.meta.url)('@playwright/test');
  const app = await _electron.launch({
    executablePath: electronPath,
    args: [...launchArgs, ROOT, `--user-data-dir=${userData}`, ...flags],
    env: { ...process.env, ...env },
    colorScheme: null,
  });
  const page = await app.firstWindow();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) console.log(`[${message.type()}] ${message.text()}`);
  });
  page.on('pageerror', (error) => console.log(`[exception] ${error.stack}`));
  const call = async (method, input = {}) => {
    const result = await page.evaluate(([name, given]) => window.standpoint.invoke(name, given), [method, input]);
    if (!result.ok) throw new Error(`${method}: ${result.error.code}: ${result.error.message}`);
    return result.value;
  };
  const command = (id) => app.evaluate(({ Menu }, name) => Menu.getApplicationMenu().getMenuItemById(name).click(), id);
  const shot = async (name) => {
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path });
    console.log(path);
  };
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0].setContentSize(...size),
    [width, height],
  );
  await call('app.updateSettings', { theme: values.theme });
  await page.locator('#root > *').first().waitFor();
  if (positionals.length === 0) await shot('window');
  else {
    const { default: steps } = await import(pathToFileURL(resolve(positionals[0])).href);
    await steps({ app, page, call, command, shot });
  }
  await app.close();
} finally {
  await close();
  await rm(userData, { recursive: true, force: true });
}
