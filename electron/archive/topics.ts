import type { ArchiveMethods, ParsedInput } from '../../shared/contract.ts';
import type { Topic } from '../../shared/domain/codebook.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Coding } from '../../shared/domain/passage.ts';
import { splitTopicPath, topicPath } from '../../shared/domain/topic-path.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, Planned, PlannedEvent } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { changeCodings, isBelow, requireIn } from './codebook.ts';
import { distinctCodings, tellOverruled } from './codings.ts';
import { withoutUndefined } from './documents.ts';
import { changeFilters } from './filter-references.ts';
import { fold } from './fold-name.ts';
import { newTopic, nextOrder } from './topic-paths.ts';

type TopicMethods = Pick<ArchiveMethods, 'topic.add' | 'topic.update' | 'topic.merge' | 'topic.delete'>;

/** The methods that change the tree of topics. What they change everywhere, they change in one event. */
export function topicMethods(core: ArchiveCore): TopicMethods {
  return {
    'topic.add': (input) => core.change(() => planAdd(core, input)),
    'topic.update': (input) => core.change(() => planUpdate(core, input)),
    'topic.merge': (input) => core.change(() => planMerge(core, input)),
    'topic.delete': ({ id }) => core.change(() => planDelete(core, id)),
  };
}

async function planAdd(core: ArchiveCore, input: ParsedInput<'topic.add'>): Promise<Planned<Topic>> {
  const topics = [...(await core.store.codebook()).topics];
  const path = splitTopicPath(input.name);
  const changes: Change[] = [];
  let parentId = input.parentId ?? null;
  for (const name of path.slice(0, -1)) {
    const found = topics.find((topic) => topic.parentId === parentId && fold(topic.name) === fold(name));
    const above = found ?? newTopic(topics, name, parentId, core.context.newId());
    if (found === undefined) {
      checkTopic(above, topics);
      topics.push(above);
      changes.push(topicChange(null, above));
    }
    parentId = above.id;
  }
  const made = newTopic(topics, path[path.length - 1] ?? input.name, parentId, core.context.newId());
  const after: Topic = { ...made, definition: input.definition ?? '', order: input.order ?? made.order };
  checkTopic(after, topics);
  return {
    value: after,
    event: {
      type: 'topic.add',
      label: `Add topic ${after.name}`,
      changes: [...changes, ...makeRoom(after, topics), topicChange(null, after)],
    },
  };
}

async function planUpdate(core: ArchiveCore, { id, ...fields }: ParsedInput<'topic.update'>): Promise<Planned<Topic>> {
  const { topics } = await core.store.codebook();
  const before = requireIn(topics, id, 'topic');
  const parentId = fields.parentId === undefined ? before.parentId : fields.parentId;
  const order = parentId === before.parentId ? before.order : nextOrder(topics, parentId);
  const after: Topic = { ...before, order, ...withoutUndefined(fields) };
  if (isSameJson(before, after)) return { value: before, event: null };
  checkTopic(after, topics);
  const verb = parentId === before.parentId ? 'Change' : 'Move';
  return {
    value: after,
    event: {
      type: 'topic.update',
      label: `${verb} topic ${after.name}`,
      changes: [...makeRoom(after, topics), topicChange(before, after)],
    },
  };
}

/** Topics below the one that goes and below the one that stays become one where they have the same name. */
async function planMerge(core: ArchiveCore, input: ParsedInput<'topic.merge'>): Promise<Planned<Topic>> {
  const { topics } = await core.store.codebook();
  const from = requireIn(topics, input.from, 'topic');
  const into = requireIn(topics, input.into, 'topic');
  if (from.id === into.id) throw new ArchiveError('invalid-input', 'into: a topic cannot be merged into itself.');
  const merged = new MergedTopics(topics);
  merged.merge(from.id, into.id);
  const after = merged.get(into.id);
  if (after.parentId !== into.parentId) checkTopic(after, merged.all());
  const overruled: Coding[] = [];
  const passages = await changeCodings(core, 'topicId', [...merged.replaced.keys()], (codings) =>
    distinctCodings(
      codings.map((coding) => {
        const topicId = merged.replaced.get(coding.topicId ?? '');
        return topicId === undefined ? coding : { ...coding, topicId };
      }),
      overruled,
    ),
  );
  const event: PlannedEvent = {
    type: 'topic.merge',
    label: `Merge topic ${from.name} into ${into.name}`,
    changes: [...passages, ...(await changeFilters(core, { topicIds: merged.replaced })), ...merged.changes()],
  };
  return { value: after, event: tellOverruled(event, overruled) };
}

async function planDelete(core: ArchiveCore, id: string): Promise<Planned<null>> {
  const { topics } = await core.store.codebook();
  const before = requireIn(topics, id, 'topic');
  const rest = topics.filter((topic) => topic.id !== id);
  const siblings = rest.filter(({ parentId }) => parentId === before.parentId);
  const children = rest
    .filter(({ parentId }) => parentId === id)
    .map((child, index) => ({ child, after: { ...child, parentId: before.parentId, order: before.order + index } }));
  for (const { child } of children) {
    const twin = siblings.find(({ name }) => fold(name) === fold(child.name));
    if (twin === undefined) continue;
    throw new ArchiveError(
      'conflict',
      `“${child.name}” would move up beside another topic of that name. Merge or rename one of them first.`,
      { details: { id: twin.id, name: twin.name } },
    );
  }
  // They take its place: those after it make room for all but one of them.
  const shift = Math.max(0, children.length - 1);
  const later = shift === 0 ? [] : siblings.filter(({ order }) => order >= before.order);
  const overruled: Coding[] = [];
  const passages = await changeCodings(core, 'topicId', [id], (codings) =>
    distinctCodings(
      codings.map((coding) => {
        if (coding.topicId !== id) return coding;
        const { topicId: _, ...rest } = coding;
        return rest;
      }),
      overruled,
    ),
  );
  const event: PlannedEvent = {
    type: 'topic.delete',
    label: `Delete topic ${before.name}`,
    changes: [
      ...passages,
      ...children.map(({ child, after }) => topicChange(child, after)),
      ...later.map((topic) => topicChange(topic, { ...topic, order: topic.order + shift })),
      topicChange(before, null),
    ],
  };
  return { value: null, event: tellOverruled(event, overruled) };
}

/** Topics while some are being merged. */
class MergedTopics {
  /** What stands for the ids of the topics that went. */
  readonly replaced = new Map<string, string>();
  readonly #before: readonly Topic[];
  readonly #topics: Map<string, Topic>;

  constructor(topics: readonly Topic[]) {
    this.#before = topics;
    this.#topics = new Map(topics.map((topic) => [topic.id, topic]));
  }

  all(): readonly Topic[] {
    return [...this.#topics.values()];
  }

  get(id: string): Topic {
    return requireIn(this.all(), id, 'topic');
  }

  merge(fromId: string, intoId: string): void {
    const from = this.get(fromId);
    const wasBelow = isBelow(intoId, fromId, this.all());
    const into = this.get(intoId);
    this.#topics.delete(fromId);
    this.#topics.set(intoId, {
      ...into,
      definition: [into.definition, from.definition].filter(Boolean).join('\n\n'),
      ...(wasBelow ? { parentId: from.parentId, order: from.order } : {}),
    });
    for (const [old, stands] of this.replaced) if (stands === fromId) this.replaced.set(old, intoId);
    this.replaced.set(fromId, intoId);
    for (const child of this.#below(fromId)) {
      const twin = this.#below(intoId).find(({ name }) => fold(name) === fold(child.name));
      if (twin) this.merge(child.id, twin.id);
      else this.#topics.set(child.id, { ...child, parentId: intoId, order: nextOrder(this.all(), intoId) });
    }
  }

  changes(): Change[] {
    return this.#before.flatMap((before) => {
      const after = this.#topics.get(before.id) ?? null;
      return isSameJson(before, after) ? [] : [topicChange(before, after)];
    });
  }

  #below(id: string): readonly Topic[] {
    return this.all()
      .filter(({ parentId }) => parentId === id)
      .sort((a, b) => a.order - b.order);
  }
}

/** The siblings that go one place further, so that no other topic has the place of this one. */
function makeRoom(topic: Topic, topics: readonly Topic[]): readonly Change[] {
  const siblings = topics.filter(({ id, parentId }) => id !== topic.id && parentId === topic.parentId);
  if (!siblings.some(({ order }) => order === topic.order)) return [];
  return siblings
    .filter(({ order }) => order >= topic.order)
    .map((sibling) => topicChange(sibling, { ...sibling, order: sibling.order + 1 }));
}

/** Throws `invalid-input`, `not-found` or `conflict` for a topic that cannot stand where it says. */
function checkTopic(topic: Topic, topics: readonly Topic[]): void {
  if (splitTopicPath(topic.name).length !== 1) {
    throw new ArchiveError('invalid-input', 'name: “ / ” stands between the topics of a path. Leave it out.');
  }
  if (topic.parentId !== null) {
    if (!topics.some(({ id }) => id === topic.parentId)) {
      throw new ArchiveError('not-found', `There is no topic with the id ${topic.parentId} to be its parent.`);
    }
    if (topic.parentId === topic.id || isBelow(topic.parentId, topic.id, topics)) {
      throw new ArchiveError('conflict', `${topic.name} cannot stand below itself. Choose another parent.`);
    }
  }
  const twin = topics.find(
    ({ id, name, parentId }) => id !== topic.id && parentId === topic.parentId && fold(name) === fold(topic.name),
  );
  if (twin === undefined) return;
  throw new ArchiveError(
    'conflict',
    `There is a topic “${topicPath(topics, twin)}” already. Use another name, or merge the two.`,
    { details: { id: twin.id, name: twin.name } },
  );
}

const topicChange = (before: Topic | null, after: Topic | null): Change => ({
  entity: 'topic',
  id: after?.id ?? before?.id ?? '',
  before,
  after,
});
