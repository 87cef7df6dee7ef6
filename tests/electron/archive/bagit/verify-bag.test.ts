import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyBag } from '../../../../electron/archive/bagit/verify-bag.ts';
import { BAD_BAGS, type BagCase, GOOD_BAGS } from './bag-cases.ts';
import { makeBag, writeBag } from './make-bag.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'standpoint-bag-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const codes = (findings: readonly { readonly code: string }[]): string[] =>
  [...new Set(findings.map(({ code }) => code))].sort();

async function check(bag: BagCase): Promise<void> {
  const folder = join(root, 'bag');
  await writeBag(folder, makeBag(bag));
  const report = await verifyBag(folder);
  expect({
    valid: report.valid,
    complete: report.complete,
    faults: codes(report.faults),
    warnings: codes(report.warnings).filter((code) => bag.warnings?.some((expected) => expected === code)),
  }).toEqual({
    valid: bag.faults === undefined,
    complete: bag.incomplete !== true,
    faults: bag.faults ?? [],
    warnings: [...(bag.warnings ?? [])].sort(),
  });
  for (const { message } of [...report.faults, ...report.warnings]) expect(message).toMatch(/\S.{20,}\.$/s);
}

describe('a check of a bag', () => {
  it.each(GOOD_BAGS)('accepts: $name', check);
  it.each(BAD_BAGS)('refuses: $name → $faults', check);
});
