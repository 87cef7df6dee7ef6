import type { Codebook } from './codebook.ts';

/** What a codebook says, without the ids that it has in its archive. */
export interface CodebookContent {
  readonly agencies: readonly object[];
  readonly stances: readonly object[];
  readonly topics: readonly object[];
}

/** What a codebook says, in an order of its own: equal for codebooks that say the same, whatever their ids. */
export function codebookContent({ agencies, stances, topics }: Codebook): CodebookContent {
  const names = new Map(agencies.map(({ id, name }) => [id, name]));
  const parents = new Map(topics.map((topic) => [topic.id, topic]));
  const pathOf = (id: string | null): readonly string[] => {
    const path: string[] = [];
    const seen = new Set<string>();
    for (let at = id; at !== null && !seen.has(at); ) {
      seen.add(at);
      const topic = parents.get(at);
      if (topic !== undefined) path.unshift(topic.name);
      at = topic?.parentId ?? null;
    }
    return path;
  };
  return {
    agencies: inOrder(
      agencies.map(({ id: _id, parentId, aliases, ...said }) => ({
        ...said,
        aliases: [...aliases].sort(),
        parent: parentId === null ? null : (names.get(parentId) ?? null),
      })),
      ({ name }) => name,
    ),
    // Of the order only the sequence counts: gaps are left by what was deleted.
    stances: [...stances]
      .sort((a, b) => a.order - b.order || compare(a.name, b.name))
      .map(({ id: _id, order: _order, ...said }) => said),
    topics: inOrder(
      topics.map(({ id, name, definition, parentId }) => ({
        path: pathOf(id),
        definition,
        place: topics
          .filter((other) => other.parentId === parentId)
          .sort((a, b) => a.order - b.order || compare(a.name, b.name))
          .findIndex((other) => other.name === name),
      })),
      ({ path }) => JSON.stringify(path),
    ),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const inOrder = <T>(items: readonly T[], key: (item: T) => string): readonly T[] =>
  [...items].sort((a, b) => compare(key(a), key(b)) || compare(JSON.stringify(a), JSON.stringify(b)));
