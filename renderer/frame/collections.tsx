import { ChevronRight, Folder, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useArchiveQuery } from '../archive-query.ts';
import { documentsScopeStore, showDocuments } from '../documents/documents-scope.ts';
import { useTabs } from '../tabs-state.ts';
import { buildCollectionTree, type CollectionNode } from './collection-tree.ts';
import styles from './collections.module.css';

interface Row {
  readonly node: CollectionNode;
  readonly level: number;
  readonly parent: string | null;
}

function flatten(
  nodes: readonly CollectionNode[],
  closed: ReadonlySet<string>,
  level = 1,
  parent: string | null = null,
) {
  const rows: Row[] = [];
  for (const node of nodes) {
    rows.push({ node, level, parent });
    if (!closed.has(node.path)) rows.push(...flatten(node.children, closed, level + 1, node.path));
  }
  return rows;
}

/** The tree of collections, and the trash. */
export function Collections() {
  const { data } = useArchiveQuery('collection.list', {}, ['document']);
  const tree = useMemo(() => buildCollectionTree(data?.collections ?? []), [data]);
  const trashed = data?.trashed ?? 0;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const rows = flatten(tree, closed);
  const scope = documentsScopeStore();
  const isDocumentsShown = useTabs((state) => state.activeId === 'view:documents');
  const current = isDocumentsShown ? scope.collection : null;
  const list = useRef<HTMLDivElement>(null);

  const focusRow = (path: string | null | undefined) => {
    if (path === null || path === undefined) return;
    for (const element of list.current?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? [])
      if (element.dataset.path === path) element.focus();
  };
  const toggle = (path: string, isOpen: boolean) => {
    const next = new Set(closed);
    if (isOpen) next.delete(path);
    else next.add(path);
    setClosed(next);
  };
  const onKeyDown = (event: KeyboardEvent, row: Row, index: number) => {
    const { node } = row;
    const isOpen = !closed.has(node.path);
    if (event.key === 'ArrowDown') focusRow(rows[index + 1]?.node.path);
    else if (event.key === 'ArrowUp') focusRow(rows[index - 1]?.node.path);
    else if (event.key === 'Home') focusRow(rows[0]?.node.path);
    else if (event.key === 'End') focusRow(rows[rows.length - 1]?.node.path);
    else if (event.key === 'ArrowRight' && node.children.length > 0) {
      if (isOpen) focusRow(node.children[0]?.path);
      else toggle(node.path, true);
    } else if (event.key === 'ArrowLeft') {
      if (isOpen && node.children.length > 0) toggle(node.path, false);
      else focusRow(row.parent);
    } else if (event.key === 'Enter' || event.key === ' ') showDocuments({ collection: node.path });
    else return;
    event.preventDefault();
  };
  const tabStop = rows.some((row) => row.node.path === current) ? current : rows[0]?.node.path;

  return (
    <section className={styles.section} aria-label="Collections">
      {rows.length > 0 && <h2 className={styles.heading}>Collections</h2>}
      <div className={styles.scroll}>
        {rows.length > 0 && (
          <div role="tree" aria-label="Collections" ref={list} className={styles.tree}>
            {rows.map((row, index) => (
              <div
                key={row.node.path}
                role="treeitem"
                aria-level={row.level}
                aria-label={row.node.name}
                aria-selected={row.node.path === current}
                aria-expanded={row.node.children.length > 0 ? !closed.has(row.node.path) : undefined}
                tabIndex={row.node.path === tabStop ? 0 : -1}
                data-path={row.node.path}
                className={styles.row}
                style={{ paddingInlineStart: `${0.25 + (row.level - 1) * 0.875}rem` }}
                onClick={() => showDocuments({ collection: row.node.path })}
                onKeyDown={(event) => onKeyDown(event, row, index)}
              >
                <button
                  type="button"
                  tabIndex={-1}
                  aria-hidden
                  className={styles.twisty}
                  data-hidden={row.node.children.length === 0}
                  data-open={!closed.has(row.node.path)}
                  onClick={(event) => {
                    event.stopPropagation();
                    toggle(row.node.path, closed.has(row.node.path));
                  }}
                >
                  <ChevronRight />
                </button>
                <Folder aria-hidden />
                <span className={styles.name}>{row.node.name}</span>
                <span className={styles.count}>{row.node.count}</span>
              </div>
            ))}
          </div>
        )}
        {trashed > 0 && (
          <button
            type="button"
            className={styles.row}
            aria-label="Trash"
            aria-current={isDocumentsShown && scope.isTrash ? 'page' : undefined}
            onClick={() => showDocuments({ isTrash: true })}
          >
            <span className={styles.twisty} />
            <Trash2 aria-hidden />
            <span className={styles.name}>Trash</span>
            <span className={styles.count}>{trashed}</span>
          </button>
        )}
      </div>
    </section>
  );
}
