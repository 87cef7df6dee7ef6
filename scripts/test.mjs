// npm test: set-up, then every check there is, quickest first; stops at the first stage that fails. Name stages to
// run only those, and give the last one arguments after --: npm test -- unit -- tests/shared
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, buildIfStale } from './build.mjs';
import { CACHE, ROOT, runTool, say, toolEnvironment } from './run-command.mjs';
import { prepare } from './setup.mjs';

const TREES = ['shared', 'electron/archive', 'electron', 'renderer', 'tests'];
const total = { passed: 0, failed: 0 };

const STAGES = [
  { name: 'lint', title: 'Format, lint and import rules', run: () => check('biome', ['check', '--error-on-warnings']) },
  { name: 'types', title: 'Types', run: checkTypes },
  { name: 'unused', title: 'Unused code and dependencies', run: () => check('knip', []) },
  { name: 'unit', title: 'Unit tests', run: runUnitTests },
  { name: 'build', title: 'Build', run: () => count(build({ quiet: true })) },
  { name: 'e2e', title: 'End-to-end tests in a real window', run: runEndToEndTests },
  // The unit tests hold a short form of these; the long one takes a quarter of an hour and is run when it is named.
  { name: 'survival', title: 'Survival, at length', isExtra: true, run: runSurvivalTests },
  // The unit tests try the same examples everywhere; this looks for new ones.
  { name: 'properties', title: 'Properties, with new examples', isExtra: true, run: runPropertyTests },
];

const split = process.argv.indexOf('--', 2);
const named = process.argv.slice(2, split === -1 ? undefined : split);
const extra = split === -1 ? [] : process.argv.slice(split + 1);
const unknown = named.filter((name) => !STAGES.some((stage) => stage.name === name));

if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(', ')}. Stages: ${STAGES.map(({ name }) => name).join(', ')}.`);
  process.exitCode = 2;
} else {
  await runStages(STAGES.filter(({ name, isExtra }) => (named.length === 0 ? !isExtra : named.includes(name))));
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0) process.exitCode = 1;
}

async function runStages(stages) {
  let prepared = null;
  try {
    prepared = await prepare({ electron: stages.some(({ name }) => name === 'e2e'), display: false });
    Object.assign(process.env, prepared.env);
    for (const stage of stages) {
      say(`${stage.title} …`);
      const started = Date.now();
      const passed = await stage.run();
      say(`${stage.title}: ${passed ? 'passed' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
      if (!passed) return;
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    total.failed += 1;
  } finally {
    await prepared?.close();
  }
}

/** A static check counts as one test. */
async function count(outcome) {
  const passed = await outcome;
  total[passed ? 'passed' : 'failed'] += 1;
  return passed;
}

function check(name, args) {
  return count(
    runTool(name, args, { quiet: true }).then(({ code, output }) => {
      if (code !== 0) console.log(output);
      return code === 0;
    }),
  );
}

async function checkTypes() {
  const results = [];
  const waiting = [...TREES];
  const work = async () => {
    for (let tree = waiting.shift(); tree !== undefined; tree = waiting.shift())
      results.push(await check('tsc', ['-p', tree]));
  };
  await Promise.all([work(), work()]);
  return results.every(Boolean);
}

function runUnitTests() {
  return runVitest([], toolEnvironment());
}

function runSurvivalTests() {
  return runVitest(['tests/survival', '--maxWorkers=1'], toolEnvironment({ SURVIVAL: 'long' }));
}

async function runPropertyTests() {
  const names = await readdir(join(ROOT, 'tests'), { recursive: true });
  const tests = names.filter((name) => /\.test\.tsx?$/.test(name)).map((name) => join(ROOT, 'tests', name));
  const texts = await Promise.all(tests.map((file) => readFile(file, 'utf8')));
  const chosen = tests.filter((_, index) => texts[index].includes('assertProperty'));
  const rounds = process.env.STANDPOINT_PROPERTY_ROUNDS ?? '20';
  return runVitest([...chosen, '--testTimeout=3600000'], toolEnvironment({ STANDPOINT_PROPERTY_ROUNDS: rounds }));
}

async function runVitest(chosen, env) {
  const file = await freshReport('unit.json');
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await runTool('vitest', ['run', ...reports, ...chosen, ...extra], { env });
  const report = await readReport(file);
  return add(report?.numPassedTests ?? 0, report?.numFailedTests ?? 0, code);
}

async function runEndToEndTests() {
  if (!(await buildIfStale())) return count(false);
  const file = await freshReport('e2e.json');
  const env = toolEnvironment({ PLAYWRIGHT_JSON_OUTPUT_NAME: file });
  const { code } = await runTool('playwright', ['test', '--reporter=list,json', ...extra], { env });
  const { stats } = (await readReport(file)) ?? {};
  const flaky = stats?.flaky ?? 0;
  if (flaky > 0) say(`Passed only at the second try: ${flaky} (named above).`);
  return add((stats?.expected ?? 0) + flaky, stats?.unexpected ?? 0, code);
}

/** A runner that ends badly without naming a failed test, or that finds no test, has failed all the same. */
function add(passed, failed, code) {
  const unnamed = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
  total.passed += passed;
  total.failed += failed + unnamed;
  return failed + unnamed === 0;
}

async function freshReport(name) {
  await mkdir(CACHE, { recursive: true });
  const file = join(CACHE, `report-${name}`);
  await rm(file, { force: true });
  return file;
}

async function readReport(file) {
  return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : null;
}
