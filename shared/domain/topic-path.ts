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
