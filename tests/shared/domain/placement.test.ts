import { expect, describe as group, it } from 'vitest';
import type { Placement } from '../../../shared/domain/passage.ts';
import { needsReview, spanInVersion } from '../../../shared/domain/placement.ts';

const placement = (version: number, part: Partial<Placement> = {}): Placement => ({
  version,
  outcome: 'moved',
  decision: null,
  start: 10,
  end: 20,
  page: null,
  quote: 'ten letter',
  score: 0.8,
  ...part,
});
const passage = (...placements: readonly Placement[]) => ({
  version: 1,
  start: 1,
  end: 5,
  placements: [...placements],
});

group('needsReview', () => {
  it.each([
    ['no placement', [], false],
    ['an anchored one', [placement(2, { outcome: 'anchored' })], false],
    ['a moved one', [placement(2)], true],
    ['a lost one', [placement(2, { outcome: 'lost', start: null, end: null })], true],
    ['an accepted one', [placement(2, { decision: 'accepted' })], false],
    ['a rejected one', [placement(2, { decision: 'rejected' })], false],
    ['a moved one of a version that is not the newest', [placement(2), placement(3, { outcome: 'anchored' })], false],
  ] as const)('goes by the newest version: %s', (_name, placements, expected) => {
    expect(needsReview(passage(...placements))).toBe(expected);
  });
});

group('spanInVersion', () => {
  it.each([
    ['its own version', 1, [], { start: 1, end: 5 }],
    ['a version it is anchored in', 2, [placement(2, { outcome: 'anchored' })], { start: 10, end: 20 }],
    [
      'a version where a person accepted its place',
      2,
      [placement(2, { decision: 'accepted' })],
      { start: 10, end: 20 },
    ],
    ['a version where nobody has decided', 2, [placement(2)], null],
    ['a version where its place was rejected', 2, [placement(2, { decision: 'rejected' })], null],
    ['a version it was not carried to', 3, [placement(2, { outcome: 'anchored' })], null],
  ] as const)('gives the span in %s', (_name, version, placements, expected) => {
    expect(spanInVersion(passage(...placements), version)).toEqual(expected);
  });
});
