import type { Topic } from './codebook.ts';

/** What stands between the names of a path. */
const SEPARATOR = ' / ';

/** The names of a topic and of those above it, outermost first: "Detainers / Jail access". */
export function topicPath(topics: readonly Topic[], topic: Topic): string {
  const names: string[] = [];
  const seen = new Set<string>();
  for (let at: Topic | undefined = topic; at !== undefined && !seen.has(at.id); ) {
    seen.add(at.id);
    names.unshift(at.name);
    const { parentId }: Topic = at;
    at = parentId === null ? undefined : topics.find(({ id }) => id === parentId);
  }
  return names.join(SEPARATOR);
}

/** The inverse of `splitTopicPath`. */
export function joinTopicPath(names: readonly string[]): string {
  return names.join(SEPARATOR);
}

/** The names that a path is made of. */
export function splitTopicPath(path: string): readonly string[] {
  return path
    .split(/\s\/\s/)
    .map((name) => name.trim())
    .filter(Boolean);
}

/** Topics, each before those that are a part of it, siblings as placed. */
export function topicsInOrder(topics: readonly Topic[]): Topic[] {
  const found = new Set<Topic>();
  const visit = (parentId: string | null): void => {
    for (const topic of topics.filter((each) => each.parentId === parentId).sort((a, b) => a.order - b.order)) {
      if (found.has(topic)) continue;
      found.add(topic);
      visit(topic.id);
    }
  };
  visit(null);
  // One whose parent is gone is still a topic.
  return [...found, ...topics.filter((topic) => !found.has(topic))];
}
