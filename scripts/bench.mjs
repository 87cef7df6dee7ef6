// Measures Standpoint beside its peers. See docs/benchmarks.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeContext } from './bench/context.mjs';
import { measureBigPdf } from './bench/measure-big-pdf.mjs';
import { measureBriefing } from './bench/measure-briefing.mjs';
import { measureCode } from './bench/measure-code.mjs';
import { measureImport } from './bench/measure-import.mjs';
import { measureLargeArchive } from './bench/measure-large-archive.mjs';
import { measureOpen } from './bench/measure-open.mjs';
import { measureSearch } from './bench/measure-search.mjs';
import { measureStart } from './bench/measure-start.mjs';
import { formatResult } from './bench/report.mjs';
import { seededRandom } from './bench/statistics.mjs';
import { CACHE, ROOT } from './run-command.mjs';

/** Every measurement: to add one, write its file and name it here. */
const MEASUREMENTS = [
  measureImport,
  measureStart,
  measureOpen,
  measureBigPdf,
  measureCode,
  measureBriefing,
  measureSearch,
  measureLargeArchive,
];

const HELP = `npm run bench -- [options]

  --only NAME[,NAME]  ${MEASUREMENTS.map(({ name, summary }) => `${name}: ${summary}`).join('\n                      ')}
  --rounds N          rounds that count, at least 1 (5)
  --warmups N         rounds before them that do not count (1)
  --seed N            draws the order of each round (from the clock; printed)
  --data DIR          folder of PDFs (tests/fixtures/statements)
  --cold              forget the system's file cache before each start of a window (root on Linux)
  --no-build          measure the build as it is
`;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    warmups: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    data: { type: 'string' },
    cold: { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** @param {string} name @param {string} text @param {number} least */
function wholeNumber(name, text, least) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) throw new Error(`--${name} takes a whole number from ${least} on.`);
  return value;
}

async function main() {
  if (options.help) {
    console.log(HELP);
    return;
  }
  const wanted = options.only?.split(',') ?? MEASUREMENTS.map(({ name }) => name);
  const unknown = wanted.filter((name) => !MEASUREMENTS.some((measurement) => measurement.name === name));
  if (unknown.length > 0) throw new Error(`No measurement is named ${unknown.join(', ')}.\n${HELP}`);
  const seed = wholeNumber('seed', options.seed, 0);
  const cache = join(CACHE, 'bench');
  mkdirSync(cache, { recursive: true });
  const say = (/** @type {string} */ text) => console.error(`· ${text}`);
  const context = makeContext({
    checkout: ROOT,
    cache,
    data: options.data ?? null,
    rounds: wholeNumber('rounds', options.rounds, 1),
    warmups: wholeNumber('warmups', options.warmups, 0),
    cold: options.cold,
    build: !options['no-build'],
    random: seededRandom(seed),
    say,
  });
  const machine = {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 1e9),
    system: `${process.platform} ${release()}`,
    node: process.version,
  };
  console.log(`${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, ${machine.system}`);
  console.log(`Node ${machine.node}; ${context.rounds} rounds after ${context.warmups} warm-up, seed ${seed}\n`);

  const results = [];
  for (const measurement of MEASUREMENTS.filter(({ name }) => wanted.includes(name))) {
    say(`${measurement.name}: ${measurement.summary}`);
    try {
      const result = await measurement.run(context);
      results.push(result);
      console.log(`${formatResult(result)}\n`);
    } catch (error) {
      // One measurement that cannot be made must not cost the others their figures.
      const reason = error instanceof Error ? error.message : String(error);
      results.push({ name: measurement.name, title: measurement.summary, failed: reason });
      console.log(`${measurement.name}: could not be measured: ${reason}\n`);
      process.exitCode = 1;
    }
  }
  const startedAt = new Date().toISOString();
  const file = join(cache, `${startedAt.replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ at: startedAt, machine, seed, options, results }, null, 2)}\n`);
  console.log(`Written to ${file}`);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
