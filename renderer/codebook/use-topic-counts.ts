import { useMemo } from 'react';
import type { Topic } from '../../shared/domain/codebook.ts';
import { useArchiveQuery } from '../archive-query.ts';
import { topicWithBelow } from '../components/topic-matching.ts';

/** Passages that are coded with a topic. */
export interface TopicCount {
  /** With this very topic. */
  readonly own: number;
  /** With it or one below it, each once. */
  readonly all: number;
}

/** The passages of each topic; null until they are counted. */
export function useTopicCounts(topics: readonly Topic[]): ReadonlyMap<string, TopicCount> | null {
  const { data } = useArchiveQuery('passage.outline', topics.length === 0 ? null : { groupBy: 'topic' }, [
    'passage',
    'document',
    'topic',
  ]);
  return useMemo(() => {
    if (data === undefined) return null;
    const idsOf = new Map(data.groups.map(({ key, ids }) => [key, ids]));
    return new Map(
      topics.map(({ id }) => {
        const all = new Set([...topicWithBelow(topics, id)].flatMap((each) => idsOf.get(each) ?? []));
        return [id, { own: idsOf.get(id)?.length ?? 0, all: all.size }];
      }),
    );
  }, [data, topics]);
}
