import { promises } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startSession } from '../support/temp-archive.ts';
import { Acknowledged, type ToldChange } from './acknowledged.ts';
import { type Loss, recordDisk } from './recorded-disk.ts';
import { report, rounds, seededRandom } from './rounds.ts';
import { doSomething } from './work.ts';

const GESTURES = rounds(40, 150);
const CUTS = rounds(60, 1_000);
const LOSSES: readonly Loss[] = ['nothing', 'names', 'some'];
const SEED = Number(process.env.SURVIVAL_SEED ?? 287);

describe('a power cut at any moment', () => {
  it(`loses nothing that was acknowledged in ${CUTS} cuts`, { timeout: 30_000 + CUTS * 1_000 }, async () => {
    const root = await mkdtemp(join(tmpdir(), 'standpoint-cuts-'));
    const [directory, sources] = [join(root, 'archive'), join(root, 'sources')];
    await mkdir(sources);
    await mkdir(directory);
    const random = seededRandom(SEED);
    const record = recordDisk(directory);
    try {
      const session = startSession({
        now: () => new Date(),
        // The core took node's open before it was recorded.
        fileSystem: { open: (path, flags, mode) => promises.open(path, flags, mode) },
        storeDelay: 5,
        rotateAt: 32 * 1024,
      });
      const { push } = session.broadcasts;
      session.broadcasts.push = (...messages) => {
        for (const message of messages) if (message.type === 'changes') record.tell(message);
        return push.apply(session.broadcasts, messages);
      };
      await session.call('archive.create', { directory, title: 'Power cut' });
      for (const name of ['a.txt', 'b.txt', 'c.txt']) {
        await writeFile(join(sources, name), `${name}: The department will not take part in it. `.repeat(6));
        await session.call('document.import', { paths: [join(sources, name)] });
      }
      for (let done = 0; done < GESTURES; done += 1) await doSomething({ session, random, sources });
      await session.session.close();
    } finally {
      record.stop();
    }

    let checked = 0;
    try {
      for (let count = 0; count < CUTS; count += 1) {
        const cut = Math.floor((record.length * (count + random())) / CUTS) + 1;
        const loss = LOSSES[count % LOSSES.length] ?? 'nothing';
        const where = `cut after step ${cut} of ${record.length}, ${loss} of the unflushed kept, seed ${SEED}`;
        const target = join(root, 'after');
        await rm(target, { recursive: true, force: true });
        await mkdir(target);
        await record.replay(cut, loss, random, target);
        // After a cut no process of before is alive.
        for (const name of await readdir(target)) {
          if (name.startsWith('archive.lock')) await rm(join(target, name));
        }
        const acknowledged = new Acknowledged();
        for (const value of record.toldBefore(cut)) acknowledged.tell(value as ToldChange);
        const check = startSession({ now: () => new Date() });
        const opened = await check.session.invoke('archive.open', { directory: target });
        if (!opened.ok && opened.error.code === 'no-archive') {
          // Cut while the archive was being made: nobody was told that it is there.
          expect({ where, lost: acknowledged.size }).toEqual({ where, lost: 0 });
          continue;
        }
        const { problems = [] } = (await check.call('archive.status', {})) ?? {};
        const verified = await check.call('archive.verify', {});
        const faults = await acknowledged.faultsOf(target, check);
        await check.session.close();
        expect({ where, problems, verified: verified.problems, faults }).toEqual({
          where,
          problems: [],
          verified: [],
          faults: [],
        });
        checked += acknowledged.size;
      }
    } finally {
      await rm(root, { recursive: true, force: true });
    }
    expect(checked).toBeGreaterThan(CUTS);
    report(
      `power cut: ${record.length} steps, ${CUTS} cuts, ${checked} acknowledged changes checked, 0 lost (seed ${SEED})`,
    );
  });
});
