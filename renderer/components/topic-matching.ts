import type { Topic } from '../../shared/domain/codebook.ts';

/** A topic with its place in the tree. */
export interface TopicRow {
  readonly topic: Topic;
  /** 0 at the top. */
  readonly depth: number;
  /** Names from the top down: "Detainers / Jail access". */
  readonly path: string;
  /** Topics directly below it. */
  readonly childCount: number;
}

/** One line of a list of topics to choose from. */
export type TopicItem =
  | { readonly kind: 'topic'; readonly row: TopicRow }
  | { readonly kind: 'create'; readonly path: string };

/** What stands between the names of a path. */
const SEPARATOR = ' / ';
const BREAK = /\s\/(?:\s|$)/u;

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(BREAK)
    .map((name) => name.trim().replace(/\s+/g, ' '))
    .filter((name) => name !== '')
    .join(SEPARATOR);
}

/** The path as it is written: single blanks around each slash, nothing empty. A slash within a word parts nothing. */
export function cleanPath(typed: string): string {
  return typed
    .split(BREAK)
    .map((name) => name.trim().replace(/\s+/g, ' '))
    .filter((name) => name !== '')
    .join(SEPARATOR);
}

/**
 * All topics in the order of the tree, siblings by `order` and then by name. A topic whose parent is gone, or that is
 * below itself, stands at the top: none is left out.
 */
export function topicRows(topics: readonly Topic[]): readonly TopicRow[] {
  const ids = new Set(topics.map(({ id }) => id));
  const below = new Map<string | null, Topic[]>();
  for (const topic of topics) {
    const parent = topic.parentId !== null && ids.has(topic.parentId) ? topic.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), topic]);
  }
  const rows: TopicRow[] = [];
  const seen = new Set<string>();
  const walk = (siblings: readonly Topic[], depth: number, above: string) => {
    const sorted = [...siblings].sort((a, b) => a.order - b.order || a.name.localeCompare(b.name));
    for (const topic of sorted) {
      if (seen.has(topic.id)) continue;
      seen.add(topic.id);
      const path = above === '' ? topic.name : above + SEPARATOR + topic.name;
      const children = below.get(topic.id) ?? [];
      rows.push({ topic, depth, path, childCount: children.length });
      walk(children, depth + 1, path);
    }
  };
  walk(below.get(null) ?? [], 0, '');
  // Only topics in a circle are left.
  for (const topic of topics) walk([topic], 0, '');
  return rows;
}

/** The path of a topic, or null if there is none of that id. */
export function topicPath(topics: readonly Topic[], id: string): string | null {
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  const names: string[] = [];
  const seen = new Set<string>();
  let topic = byId.get(id);
  while (topic !== undefined && !seen.has(topic.id)) {
    seen.add(topic.id);
    names.unshift(topic.name);
    topic = topic.parentId === null ? undefined : byId.get(topic.parentId);
  }
  return names.length === 0 ? null : names.join(SEPARATOR);
}

/** Ids of a topic and of all below it. */
export function topicWithBelow(topics: readonly Topic[], id: string): ReadonlySet<string> {
  const found = new Set([id]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const topic of topics) if (topic.parentId !== null && found.has(topic.parentId)) found.add(topic.id);
  }
  return found;
}

/** 0 for equal, 1 … 4 for worse, null for no match. */
function rank({ topic, path }: TopicRow, query: string): number | null {
  const folded = fold(path);
  const name = fold(topic.name);
  // The end of a path names its topic too.
  if (folded === query || folded.endsWith(SEPARATOR + query)) return 0;
  if (name.startsWith(query)) return 1;
  if (folded.startsWith(query)) return 2;
  if (folded.includes(` ${query}`)) return 3;
  return query.split(' ').every((word) => folded.includes(word)) ? 4 : null;
}

/**
 * The topics that fit what was typed, best first, and a line that makes a new one unless a path is or ends with the words.
 * With nothing typed: those used last, then the whole tree.
 */
export function matchTopics(
  rows: readonly TopicRow[],
  typed: string,
  recentIds: readonly string[] = [],
): readonly TopicItem[] {
  const query = fold(typed);
  const item = (row: TopicRow): TopicItem => ({ kind: 'topic', row });
  if (query === '') {
    const recent = recentIds.flatMap((id) => rows.find(({ topic }) => topic.id === id) ?? []);
    return [...recent, ...rows.filter((row) => !recent.includes(row))].map(item);
  }
  const found = rows.flatMap((row, at) => {
    const ranked = rank(row, query);
    return ranked === null ? [] : [{ row, ranked, at }];
  });
  found.sort((a, b) => a.ranked - b.ranked || a.at - b.at);
  const items = found.map(({ row }) => item(row));
  return found.some(({ ranked }) => ranked === 0) ? items : [...items, { kind: 'create', path: cleanPath(typed) }];
}
