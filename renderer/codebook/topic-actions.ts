import type { Topic } from '../../shared/domain/codebook.ts';
import { call } from '../archive-client.ts';
import { announce } from '../components/announcer.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import { flushAll } from '../pending-drafts.ts';
import { isChangeOf, undoable } from '../undoable.ts';
import type { TopicPlace } from './topic-moves.ts';

/** A name that no topic below `parentId` has yet. */
function freeName(topics: readonly Topic[], parentId: string | null): string {
  const names = new Set(topics.filter((topic) => topic.parentId === parentId).map(({ name }) => name.toLowerCase()));
  let name = 'New topic';
  for (let number = 2; names.has(name.toLowerCase()); number += 1) name = `New topic ${number}`;
  return name;
}

/** Adds a topic in a place, under the name given or one to be replaced; null if that is refused. */
export async function addTopic(
  topics: readonly Topic[],
  place: TopicPlace,
  name = freeName(topics, place.parentId),
): Promise<Topic | null> {
  try {
    return await call('topic.add', { name, ...place });
  } catch (error) {
    notifyError('The topic was not added', error);
    return null;
  }
}

/** Puts a topic with all below it in another place and offers to take that back. */
export async function moveTopic({ id, name }: Topic, place: TopicPlace): Promise<void> {
  try {
    const { undo } = await undoable(`Moved: ${name}`, isChangeOf('topic.update', [id]), () =>
      call('topic.update', { id, ...place }),
    );
    if (place.order === undefined) notify(`Moved: ${name}`, undo);
    else announce(`Moved: ${name}`);
  } catch (error) {
    notifyError('The topic was not moved', error);
  }
}

/** Merges a topic into another and offers to take that back. Rejects with why it was refused. */
export async function mergeTopic(from: Topic, into: Topic): Promise<void> {
  const words = `Merged into ${into.name}`;
  // What is typed here becomes part of what is merged.
  await flushAll();
  const { undo } = await undoable(words, isChangeOf('topic.merge', [from.id]), () =>
    call('topic.merge', { from: from.id, into: into.id }),
  );
  notify(words, undo);
}

/** Deletes a topic and offers to take that back. Rejects with why it was refused. */
export async function deleteTopic({ id, name }: Topic): Promise<void> {
  const words = `Deleted: ${name}`;
  await flushAll();
  const { undo } = await undoable(words, isChangeOf('topic.delete', [id]), () => call('topic.delete', { id }));
  notify(words, undo);
}
