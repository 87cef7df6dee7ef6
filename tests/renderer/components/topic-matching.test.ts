import { describe, expect, it } from 'vitest';
import {
  cleanPath,
  matchTopics,
  topicPath,
  topicRows,
  topicWithBelow,
} from '../../../renderer/components/topic-matching.ts';
import { aTopic } from '../support.ts';

const TOPICS = [
  aTopic({ id: 'jail', name: 'Jail access', parentId: 'det', order: 2 }),
  aTopic({ id: 'det', name: 'Detainers', order: 1 }),
  aTopic({ id: 'war', name: 'Judicial warrants', parentId: 'det', order: 1 }),
  aTopic({ id: 'bud', name: 'Budget', order: 0 }),
  aTopic({ id: 'loop', name: 'Loop', parentId: 'loop' }),
];

describe('topicRows', () => {
  it('gives the tree in its order, and leaves out no topic, even one below itself', () => {
    expect(topicRows(TOPICS).map(({ depth, path }) => `${depth} ${path}`)).toEqual([
      '0 Budget',
      '0 Detainers',
      '1 Detainers / Judicial warrants',
      '1 Detainers / Jail access',
      '0 Loop',
    ]);
  });

  it('puts a topic whose parent is gone at the top', () => {
    expect(topicRows([aTopic({ id: 'a', parentId: 'gone' })]).map(({ depth }) => depth)).toEqual([0]);
  });
});

describe('paths', () => {
  it('are told by id', () => {
    expect([topicPath(TOPICS, 'jail'), topicPath(TOPICS, 'gone')]).toEqual(['Detainers / Jail access', null]);
  });

  it.each([
    ['  A  /B', 'A /B'],
    ['A / B /', 'A / B'],
    ['and/or', 'and/or'],
  ])('are cleaned: %j becomes %j', (typed, expected) => {
    expect(cleanPath(typed)).toBe(expected);
  });

  it('have everything below them', () => {
    expect([...topicWithBelow(TOPICS, 'det')].sort()).toEqual(['det', 'jail', 'war']);
  });
});

describe('matchTopics', () => {
  const names = (typed: string, recent: readonly string[] = []) =>
    matchTopics(topicRows(TOPICS), typed, recent).map((item) =>
      item.kind === 'topic' ? item.row.topic.id : `+${item.path}`,
    );

  it.each([
    ['jail', ['jail', '+jail']],
    ['det', ['det', 'war', 'jail', '+det']],
    ['Detainers / jail ACCESS', ['jail']],
    ['jail access', ['jail']],
    ['warrants detainers', ['war', '+warrants detainers']],
    ['Detainers / Courts', ['+Detainers / Courts']],
  ])('for %j gives %j', (typed, expected) => {
    expect(names(typed)).toEqual(expected);
  });

  it('offers topics used last first when nothing is typed', () => {
    expect(names('', ['war', 'gone'])).toEqual(['war', 'bud', 'det', 'jail', 'loop']);
  });
});
