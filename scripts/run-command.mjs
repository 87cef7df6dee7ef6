import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What set-up fetches and remembers; ignored by git, safe to delete. */
export const CACHE = join(ROOT, '.cache');

const BIN = join(ROOT, 'node_modules', '.bin');

/** The environment for child processes: the checkout's own tools, its Node among them, come first. */
export function toolEnvironment(extra = {}) {
  return { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH ?? ''}`, ...extra };
}

/** The checkout's own Node, which runs the tools whatever Node a person has; theirs until it is installed. */
function ownNode() {
  const path = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(path) ? path : process.execPath;
}

/**
 * The script of a tool that a dependency brings along, as its package.json names it. The commands in
 * node_modules/.bin are none on Windows without a shell, which breaks paths that hold a space.
 * @param {string} packageName
 * @param {string} command one of the package's commands
 */
export function toolScript(packageName, command) {
  const folder = join(ROOT, 'node_modules', packageName);
  if (!existsSync(folder)) throw new Error(`${packageName} is not installed: run "npm ci" first.`);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const script = typeof bin === 'string' ? bin : bin?.[command];
  if (script === undefined) throw new Error(`${packageName} has no command ${command}.`);
  return join(folder, script);
}

// The package of a tool whose command is named otherwise.
const PACKAGES = { biome: '@biomejs/biome', playwright: '@playwright/test', tsc: 'typescript' };

/** Runs a tool of the dependencies; options and outcome are those of run(). */
export function runTool(name, args, options) {
  return run(ownNode(), [toolScript(PACKAGES[name] ?? name, name), ...args], options);
}

/**
 * Runs a command to its end. `quiet` keeps its output and hands it back instead of showing it. Never rejects on
 * a failing command: `code` says how it ended (1 if it could not be started, 124 after `timeout` milliseconds).
 */
export function run(command, args, { cwd = ROOT, env = toolEnvironment(), quiet = false, timeout = 0 } = {}) {
  return new Promise((resolve) => {
    // npm's own command is a script of the shell there; its arguments hold no spaces.
    const shell = process.platform === 'win32' && command === 'npm';
    const child = spawn(command, args, { cwd, env, shell, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    let output = '';
    let timedOut = false;
    const timer =
      timeout === 0
        ? null
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, timeout);
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const finish = (code) => {
      if (timer !== null) clearTimeout(timer);
      resolve({ code: timedOut ? 124 : code, output });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      finish(1);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** Runs npm as the person does, whichever npm started us. */
export function npm(args, options) {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') ? run(process.execPath, [script, ...args], options) : run('npm', args, options);
}

/** A line about what set-up does, in a form that stands out from the tools' own output. */
export function say(text) {
  console.log(`▸ ${text}`);
}
