import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startSession } from '../support/temp-archive.ts';
import { Acknowledged, type ToldChange, wholeLines } from './acknowledged.ts';
import { report, rounds, seededRandom } from './rounds.ts';

const KILLS = rounds(20, 300);
/** Kills of one archive before a new one is begun. */
const KILLS_OF_ONE = 25;
const SEED = Number(process.env.SURVIVAL_SEED ?? 20_260_318);

const ended = (child: ChildProcess): Promise<string | null> =>
  new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? `code ${code}`)));

const waitFor = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Starts an actor and kills it at a random moment: one time in four while it opens the archive. */
async function killAnActor(args: readonly string[], random: () => number): Promise<void> {
  let complaint = '';
  const child = fork(join(import.meta.dirname, 'entries/actor.ts'), [...args], {
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.stderr?.on('data', (chunk) => {
    complaint += chunk;
  });
  const end = ended(child);
  const isOpen = new Promise<void>((resolve) => child.once('message', () => resolve()));
  if (random() < 0.25) await waitFor(150 + random() * 350);
  else {
    await Promise.race([isOpen, end]);
    await waitFor(random() * 500);
  }
  child.kill('SIGKILL');
  const how = await end;
  if (how !== 'SIGKILL') throw new Error(`The actor ended by itself (${how}): ${complaint}`);
}

async function toldIn(file: string): Promise<readonly ToldChange[]> {
  return wholeLines(await readFile(file, 'utf8'))
    .map((line) => JSON.parse(line))
    .filter((line) => 'seq' in line);
}

describe('a process killed at random moments', () => {
  it(`loses nothing that was acknowledged in ${KILLS} kills`, { timeout: KILLS * 8_000 }, async () => {
    const random = seededRandom(SEED);
    let told = 0;
    let done = 0;
    while (done < KILLS) {
      const root = await mkdtemp(join(tmpdir(), 'standpoint-kills-'));
      try {
        const [directory, sources] = [join(root, 'archive'), join(root, 'sources')];
        await mkdir(sources);
        const maker = startSession();
        await maker.call('archive.create', { directory, title: 'Kill loop' });
        await maker.session.close();
        const acknowledged = new Acknowledged();
        for (let kill = 0; kill < KILLS_OF_ONE && done < KILLS; kill += 1, done += 1) {
          const file = join(root, `told-${kill}.ndjson`);
          const seed = String(Math.floor(random() * 2 ** 31));
          await killAnActor([directory, sources, file, seed], random);
          const news = await toldIn(file).catch((error: NodeJS.ErrnoException) => {
            if (error.code === 'ENOENT') return [];
            throw error;
          });
          for (const change of news) acknowledged.tell(change);
          // Every other time nothing is repaired between two kills: the next actor finds what the last one left.
          const readOnly = random() < 0.5;
          const check = startSession({ now: () => new Date() });
          const { problems } = await check.call('archive.open', { directory, readOnly });
          const verified = await check.call('archive.verify', {});
          const faults = await acknowledged.faultsOf(directory, check);
          await check.session.close();
          const where = `${readOnly ? 'read-only ' : ''}after kill ${done + 1}, seed ${SEED}`;
          expect({ where, problems, verified: verified.problems, faults }).toEqual({
            where,
            problems: [],
            verified: [],
            faults: [],
          });
        }
        told += acknowledged.size;
      } finally {
        await rm(root, { recursive: true, force: true });
      }
    }
    expect(told).toBeGreaterThan(KILLS);
    report(`kill loop: ${done} kills, ${told} acknowledged changes checked, 0 lost (seed ${SEED})`);
  });
});
