import { describe, expect, it } from 'vitest';
import { besideTopic, dropTopic, stepTopic } from '../../../renderer/codebook/topic-moves.ts';
import { aTopic } from '../support.ts';

const TOPICS = [
  aTopic({ id: 'a', order: 1 }),
  aTopic({ id: 'b', order: 2 }),
  aTopic({ id: 'b1', parentId: 'b', order: 1 }),
  aTopic({ id: 'b2', parentId: 'b', order: 5 }),
];

describe('a step by the keyboard', () => {
  it.each([
    ['b', 'up', { parentId: null, order: 1 }],
    ['a', 'up', null],
    ['b1', 'down', { parentId: 'b', order: 6 }],
    ['b2', 'down', null],
    ['b', 'in', { parentId: 'a' }],
    ['a', 'in', null],
    ['b2', 'out', { parentId: null, order: 3 }],
    ['a', 'out', null],
    ['gone', 'up', null],
  ] as const)('of %s %s leads to %j', (id, step, place) => {
    expect(stepTopic(TOPICS, id, step)).toEqual(place);
  });
});

describe('a topic beside another', () => {
  it('stands right after it, and last at the top beside none', () => {
    expect(besideTopic(aTopic({ id: 'b1', parentId: 'b', order: 1 }))).toEqual({ parentId: 'b', order: 2 });
    expect(besideTopic(undefined)).toEqual({ parentId: null });
  });
});

describe('a drop', () => {
  it.each([
    ['a', 'b2', 'before', { parentId: 'b', order: 5 }],
    ['a', 'b2', 'after', { parentId: 'b', order: 6 }],
    ['a', 'b', 'inside', { parentId: 'b' }],
    ['b', 'b1', 'inside', null],
    ['b', 'b', 'before', null],
  ] as const)('of %s on %s, %s, leads to %j', (id, target, where, place) => {
    expect(dropTopic(TOPICS, id, target, where)).toEqual(place);
  });
});
