import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ArchiveCore } from '../../../electron/archive/archive-core.ts';
import { FixityChecks } from '../../../electron/archive/fixity.ts';
import { createPace } from '../../../electron/archive/pace.ts';
import type { FixityStatus } from '../../../shared/contract/preservation.ts';
import { createTempArchive, fakeIds, type TempArchive } from '../../support/temp-archive.ts';
import { createTextParserPool } from '../../support/text-parser-pool.ts';

const DAY = 86_400_000;
let archive: TempArchive;
let core: ArchiveCore;
let today: number;

beforeEach(async () => {
  archive = await createTempArchive();
  const files = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`${index}.txt`, `Statement ${index}.`]));
  await archive.importTexts(files);
  await archive.session.close();
  today = Date.UTC(2026, 2, 18, 12);
  core = await ArchiveCore.open(archive.directory, false, {
    coder: () => 'A. Coder',
    broadcast: () => {},
    now: () => new Date(today),
    newId: fakeIds('schedule'),
    pool: () => createTextParserPool(),
    recogniser: () => createTextParserPool(),
  });
});
afterEach(async () => {
  await core.close();
  await archive.dispose();
});

const noPause = async (): Promise<void> => {};
const statusOf = (checks: FixityChecks): Promise<FixityStatus> => checks.methods['fixity.status']({});

it('checks nothing before the interval has passed, everything after it, and nothing twice', async () => {
  const checks = new FixityChecks(core, noPause);
  expect(await checks.checkDue()).toBe(0);
  today += 31 * DAY;
  expect((await statusOf(checks)).due).toBe(5);
  expect(await checks.checkDue()).toBe(5);
  expect(await checks.checkDue()).toBe(0);
  expect(await statusOf(checks)).toMatchObject({ due: 0, checked: 5, alarms: [] });
});

it('checks again what a clock that was wrong by years says was checked', async () => {
  const checks = new FixityChecks(core, noPause);
  const right = today;
  today += 3650 * DAY;
  expect(await checks.checkDue()).toBe(5);
  today = right + DAY;
  expect((await statusOf(checks)).due).toBe(5);
  expect(await checks.checkDue()).toBe(5);
  expect(await checks.checkDue()).toBe(0);
  expect((await statusOf(checks)).due).toBe(0);
});

it('goes on after a stop with those that wait longest', async () => {
  today += 31 * DAY;
  let left = 2;
  const stopped: FixityChecks = new FixityChecks(core, async () => {
    left -= 1;
    if (left < 0) void stopped.close();
  });
  const first = await stopped.checkDue();
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(5);
  expect(await new FixityChecks(core, noPause).checkDue()).toBe(5 - first);
});

it('stands back while an import runs', async () => {
  today += 31 * DAY;
  core.openGroups.add('an import');
  expect(await new FixityChecks(core, noPause).checkDue()).toBe(0);
});

it('can be switched off', async () => {
  const checks = new FixityChecks(core, noPause);
  await checks.methods['fixity.schedule']({ interval: 'off' });
  today += 400 * DAY;
  expect(await checks.checkDue()).toBe(0);
  expect((await statusOf(checks)).due).toBe(0);
});

it('sounds the alarm about what it finds', async () => {
  today += 31 * DAY;
  await rm(join(archive.directory, 'objects'), { recursive: true });
  const checks = new FixityChecks(core, noPause);
  expect(await checks.checkDue()).toBe(5);
  expect((await statusOf(checks)).alarms).toHaveLength(5);
});

it('reads no faster than it is told to', async () => {
  let now = 0;
  const pace = createPace(1000, {
    now: () => now,
    wait: async (milliseconds) => {
      now += milliseconds;
    },
  });
  for (let part = 0; part < 100; part += 1) await pace(100);
  expect(now).toBeGreaterThan(9_500);
  expect(now).toBeLessThan(10_500);
});
