/** A collection with those inside it. */
export interface CollectionNode {
  /** Whole path, parts separated by " / ". */
  readonly path: string;
  /** Last part of the path. */
  readonly name: string;
  /** Documents in it and in those inside it. */
  readonly count: number;
  readonly children: readonly CollectionNode[];
}

/** Between the parts of a collection path. */
export const PATH_SEPARATOR = ' / ';

/** True if a document of collection `path` belongs to `collection` or to one inside it. */
export function isInCollection(path: string | null, collection: string): boolean {
  return path !== null && (path === collection || path.startsWith(collection + PATH_SEPARATOR));
}

interface Draft {
  count: number;
  readonly children: Map<string, Draft>;
}

function finish(draft: Draft, prefix: string): CollectionNode[] {
  return [...draft.children]
    .sort(([a], [b]) => a.localeCompare(b, undefined, { numeric: true }))
    .map(([name, child]) => {
      const path = prefix === '' ? name : prefix + PATH_SEPARATOR + name;
      return { path, name, count: child.count, children: finish(child, path) };
    });
}

/** The tree of the collections that documents name, sorted by name. Documents without one are left out. */
export function buildCollectionTree(
  named: readonly { readonly collection: string | null; readonly count: number }[],
): CollectionNode[] {
  const root: Draft = { count: 0, children: new Map() };
  for (const { collection, count } of named) {
    if (collection === null) continue;
    let draft = root;
    for (const part of collection.split(PATH_SEPARATOR)) {
      const child = draft.children.get(part) ?? { count: 0, children: new Map() };
      child.count += count;
      draft.children.set(part, child);
      draft = child;
    }
  }
  return finish(root, '');
}
