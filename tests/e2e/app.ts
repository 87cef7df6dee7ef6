import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Electron, type ElectronApplication, expect, type Page } from '@playwright/test';
// Declares what the preload script puts on the window.
import type {} from '../../renderer/archive-client.ts';
import type { Method, MethodInput, MethodOutput } from '../../shared/contract.ts';

/** The checkout, whose package.json names the built app. */
const ROOT = join(__dirname, '../..');

/** Milliseconds that the start of the app and every step in it may take on the slowest machine. */
const LONGEST_STEP = 120_000;

/** The real app, started for one test with settings and archives of its own. */
export class StandpointApp {
  /** A folder for this test alone, removed afterwards. */
  readonly folder: string;
  /** Where the app keeps its settings. */
  readonly userData: string;
  /** For tests that break a process: what the app logs of faults is then no failure of the test. */
  expectsFaults = false;
  private running: { readonly electron: ElectronApplication; readonly page: Page } | null = null;

  private readonly launcher: Electron;

  constructor(folder: string, launcher: Electron) {
    this.folder = folder;
    this.launcher = launcher;
    this.userData = join(folder, 'user-data');
  }

  /** The window's page. */
  get page(): Page {
    return this.now.page;
  }

  /** The app as Playwright drives it; `evaluate` runs in the main process. */
  get electron(): ElectronApplication {
    return this.now.electron;
  }

  private get now() {
    if (this.running === null) throw new Error('The app is not running: call start() first.');
    return this.running;
  }

  /** Starts the app with flags such as `--archive DIR` and waits until its window has loaded. */
  async start(...flags: readonly string[]): Promise<Page> {
    const launched = await this.launcher.launch({
      executablePath: executablePath(),
      cwd: this.folder,
      args: [...electronArguments(), ROOT, `--user-data-dir=${this.userData}`, ...flags],
      env: environment(),
      timeout: LONGEST_STEP,
      // The app decides whether it is light or dark, not Playwright.
      colorScheme: null,
    });
    launched.context().setDefaultTimeout(LONGEST_STEP);
    const page = await launched.firstWindow({ timeout: LONGEST_STEP });
    await page.waitForLoadState('load');
    this.running = { electron: launched, page };
    return page;
  }

  /** Closes the app as a person does: the core finishes what it is writing. */
  async close(): Promise<void> {
    const { running } = this;
    this.running = null;
    await running?.electron.close();
  }

  /** Ends every process of the app at once, as a power cut would. */
  async kill(): Promise<void> {
    const { electron: app } = this.now;
    this.running = null;
    const closed = app.waitForEvent('close');
    app.process().kill('SIGKILL');
    await closed;
  }

  /** Closes and starts again with the same settings. */
  async restart(...flags: readonly string[]): Promise<Page> {
    await this.close();
    return this.start(...flags);
  }

  /** Calls a method of the contract as the window does; throws the error's code and message if it is refused. */
  async call<M extends Method>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>> {
    const result = await this.page.evaluate((request) => window.standpoint.invoke(request.method, request.input), {
      method: method as string,
      input: input as unknown,
    });
    if (!result.ok) {
      const { code, message, details } = result.error;
      const rest = details === undefined ? '' : `\n${JSON.stringify(details, null, 2)}`;
      throw new Error(`${method}: ${code}: ${message}${rest}`);
    }
    return result.value as MethodOutput<M>;
  }

  /** Chooses a menu item by the id of its command. */
  async chooseMenu(command: string): Promise<void> {
    await this.electron.evaluate(({ Menu }, id) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(id);
      if (!item) throw new Error(`The menu has no ${id}.`);
      item.click();
    }, command);
  }

  /** Lets every later "choose files or a folder" dialog answer with these paths; none means cancelled. */
  async answerOpenDialog(...filePaths: readonly string[]): Promise<void> {
    await this.electron.evaluate(({ dialog }, paths) => {
      const answer = { canceled: paths.length === 0, filePaths: [...paths] };
      dialog.showOpenDialog = () => Promise.resolve(answer);
    }, filePaths);
  }

  /** Lets every later "save as" dialog answer with this path; null means cancelled. */
  async answerSaveDialog(filePath: string | null): Promise<void> {
    await this.electron.evaluate(({ dialog }, path) => {
      const answer = { canceled: path === null, filePath: path ?? '' };
      dialog.showSaveDialog = () => Promise.resolve(answer);
    }, filePath);
  }

  /** Answers every later message box with its first button; returns what reads the messages shown so far. */
  async answerMessages(): Promise<() => Promise<readonly string[]>> {
    const shown = await this.electron.evaluateHandle(({ dialog }) => {
      const messages: string[] = [];
      dialog.showMessageBox = (...given: unknown[]) => {
        const options = given[given.length - 1] as { readonly message: string };
        messages.push(options.message);
        return Promise.resolve({ response: 0, checkboxChecked: false });
      };
      return messages;
    });
    return () => shown.jsonValue();
  }

  /** What the app logged of processes that ended and of failures that nobody waited for; empty if all went well. */
  async faults(): Promise<string> {
    const path = join(this.userData, 'faults.log');
    return existsSync(path) ? readFile(path, 'utf8') : '';
  }

  /** Starts the app once more with the same settings, waits for that process to end and returns its exit code. */
  async startSecond(...flags: readonly string[]): Promise<number | null> {
    const args = [...electronArguments(), ROOT, `--user-data-dir=${this.userData}`, ...flags];
    const second = spawn(executablePath(), args, { cwd: this.folder, env: environment(), stdio: 'ignore' });
    const [code] = await once(second, 'exit');
    return code;
  }

  /** Sets the size of the window's content, in pixels. */
  async resize(width: number, height: number): Promise<void> {
    await this.electron.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
  }
}

/** Tests get `app`, not yet started, which ends with the test. */
export const test = base.extend<{ app: StandpointApp }>({
  app: async ({ playwright }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'standpoint-e2e-'));
    const app = new StandpointApp(folder, playwright._electron);
    await use(app);
    await app.close();
    if (!app.expectsFaults) expect(await app.faults()).toBe('');
    await rm(folder, { recursive: true, force: true });
  },
});

export { expect };

/**
 * Drops real files on an element: the events and the File objects, paths included, are those of a drop from the
 * file manager; only the mouse is missing. Folders can't be dropped this way.
 */
export async function dropFiles(page: Page, selector: string, paths: readonly string[]): Promise<void> {
  await page.evaluate(() => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', multiple: true, id: 'e2e-dropped-files', hidden: true });
    document.body.append(input);
  });
  await page.locator('#e2e-dropped-files').setInputFiles([...paths]);
  await page.evaluate((target) => {
    const input = document.querySelector<HTMLInputElement>('#e2e-dropped-files');
    const element = document.querySelector(target);
    if (!input?.files || !element) throw new Error(`There is no ${target} to drop files on.`);
    const dataTransfer = new DataTransfer();
    for (const file of input.files) dataTransfer.items.add(file);
    input.remove();
    for (const type of ['dragenter', 'dragover', 'drop'])
      element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }, selector);
}

/** Switches that this machine's Electron wants: as root, without a graphics card. */
export function electronArguments(): string[] {
  return (process.env.STANDPOINT_ELECTRON_ARGS ?? '').split(' ').filter((argument) => argument !== '');
}

function executablePath(): string {
  const path = process.env.ELECTRON_EXEC_PATH;
  if (path === undefined) throw new Error('ELECTRON_EXEC_PATH is not set: run through playwright.config.ts.');
  return path;
}

function environment(): Record<string, string> {
  const { ELECTRON_RENDERER_URL: _, STANDPOINT_DISPLAYS = '', TEST_PARALLEL_INDEX = '0', ...rest } = process.env;
  const display = STANDPOINT_DISPLAYS.split(' ')[Number(TEST_PARALLEL_INDEX)] || rest.DISPLAY;
  return Object.fromEntries(
    Object.entries({ ...rest, DISPLAY: display }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
