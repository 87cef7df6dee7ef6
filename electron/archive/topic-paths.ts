import type { Topic } from '../../shared/domain/codebook.ts';
import { splitTopicPath, topicPath } from '../../shared/domain/topic-path.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { fold } from './fold-name.ts';

/** A topic known by its name only, the last among its siblings. */
export function newTopic(topics: readonly Topic[], name: string, parentId: string | null, id: string): Topic {
  return { id, name: name.trim(), definition: '', parentId, order: nextOrder(topics, parentId) };
}

/** The place after the last one of the topics below a parent. */
export function nextOrder(topics: readonly Topic[], parentId: string | null): number {
  return Math.max(0, ...topics.filter((topic) => topic.parentId === parentId).map(({ order }) => order)) + 1;
}

/**
 * A topic by id, by its whole path, or by a name or the end of a path that only one has. Throws `ambiguous` if several
 * have it.
 */
export function findTopic(topics: readonly Topic[], ref: string): Topic | undefined {
  const byId = topics.find(({ id }) => id === ref);
  if (byId) return byId;
  const wanted = splitTopicPath(ref).map(fold);
  if (wanted.length === 0) return undefined;
  const paths = topics.map((topic) => ({ topic, path: splitTopicPath(topicPath(topics, topic)).map(fold) }));
  const ends = paths.filter(({ path }) => endsWith(path, wanted));
  const whole = ends.find(({ path }) => path.length === wanted.length);
  if (whole) return whole.topic;
  if (ends.length < 2) return ends[0]?.topic;
  const listed = ends.map(({ topic }) => `“${topicPath(topics, topic)}”`);
  throw new ArchiveError(
    'ambiguous',
    `“${ref}” may be any of these topics: ${listed.join(', ')}. Give the whole path.`,
    {
      details: ends.map(({ topic }) => ({ id: topic.id, name: topicPath(topics, topic) })),
    },
  );
}

/** A topic as `findTopic` finds it. Throws `not-found`, listing all, or `ambiguous`. */
export function requireTopic(topics: readonly Topic[], ref: string): Topic {
  const found = findTopic(topics, ref);
  if (found) return found;
  const listed = topics.map((topic) => `“${topicPath(topics, topic)}”`);
  const all = listed.length === 0 ? 'The codebook has none.' : `The codebook has: ${listed.join(', ')}.`;
  throw new ArchiveError('not-found', `There is no topic “${ref}”. ${all}`);
}

const endsWith = (path: readonly string[], end: readonly string[]): boolean =>
  path.length >= end.length && end.every((name, index) => path[path.length - end.length + index] === name);
