import type { Topic } from '../../shared/domain/codebook.ts';
import { topicWithBelow } from '../components/topic-matching.ts';

/** Where a topic is to stand: below what, and in which place among its siblings (the last if absent). */
export interface TopicPlace {
  readonly parentId: string | null;
  readonly order?: number;
}

/** A step by the keyboard: among its siblings, below the one before it, or out beside its parent. */
export type TopicStep = 'up' | 'down' | 'in' | 'out';

/** Where something dropped on a topic goes. */
export type DropPlace = 'before' | 'inside' | 'after';

function siblingsOf(topics: readonly Topic[], parentId: string | null): readonly Topic[] {
  return topics
    .filter((topic) => topic.parentId === parentId)
    .sort((a, b) => a.order - b.order || a.name.localeCompare(b.name));
}

/** The place right after a topic, beside it; the last at the top if there is no such topic. */
export function besideTopic(topic: Pick<Topic, 'parentId' | 'order'> | undefined): TopicPlace {
  return topic === undefined ? { parentId: null } : { parentId: topic.parentId, order: topic.order + 1 };
}

/** The place one step away, or null if there is none. */
export function stepTopic(topics: readonly Topic[], id: string, step: TopicStep): TopicPlace | null {
  const topic = topics.find((each) => each.id === id);
  if (topic === undefined) return null;
  const { parentId } = topic;
  const siblings = siblingsOf(topics, parentId);
  const at = siblings.indexOf(topic);
  const before = siblings[at - 1];
  const after = siblings[at + 1];
  if (step === 'up') return before === undefined ? null : { parentId, order: before.order };
  if (step === 'down') return after === undefined ? null : { parentId, order: after.order + 1 };
  if (step === 'in') return before === undefined ? null : { parentId: before.id };
  const parent = topics.find((each) => each.id === parentId);
  return parent === undefined ? null : besideTopic(parent);
}

/** The place that a drop on another topic means, or null where it would stand below itself. */
export function dropTopic(topics: readonly Topic[], id: string, targetId: string, where: DropPlace): TopicPlace | null {
  const target = topics.find((each) => each.id === targetId);
  if (target === undefined || topicWithBelow(topics, id).has(targetId)) return null;
  if (where === 'inside') return { parentId: targetId };
  return where === 'before' ? { parentId: target.parentId, order: target.order } : besideTopic(target);
}
