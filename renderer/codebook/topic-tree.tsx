import { ChevronRight, ListTree, Plus } from 'lucide-react';
import {
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { useArchiveState } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Keys } from '../components/keys.tsx';
import { topicRows } from '../components/topic-matching.ts';
import { ViewLayout } from '../components/view-layout.tsx';
import { count } from '../formats.ts';
import { addTopic, moveTopic } from './topic-actions.ts';
import { besideTopic, type DropPlace, dropTopic, stepTopic, type TopicPlace, type TopicStep } from './topic-moves.ts';
import styles from './topic-tree.module.css';
import type { TopicCount } from './use-topic-counts.ts';

/** What TopicTree takes. */
export interface TopicTreeProps {
  readonly counts: ReadonlyMap<string, TopicCount> | null;
  readonly selectedId: string | null;
  readonly onSelect: (id: string | null) => void;
  /** The selected topic is to be renamed, for example because it was just made. */
  readonly onRename: () => void;
  /** The selected topic is to go. */
  readonly onDelete: () => void;
  readonly partSwitch: ReactNode;
  readonly treeRef: RefObject<HTMLDivElement | null>;
}

const STEPS: Readonly<Record<string, TopicStep>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
};

/** Which part of the row the pointer is in. */
function placeIn({ currentTarget, clientY }: DragEvent<HTMLElement>): DropPlace {
  const { top, height } = currentTarget.getBoundingClientRect();
  const share = (clientY - top) / height;
  return share < 0.3 ? 'before' : share > 0.7 ? 'after' : 'inside';
}

/** The topics as a tree, whose rows keys and the pointer move. */
export function TopicTree(props: TopicTreeProps) {
  const { counts, selectedId, onSelect, onRename, onDelete, partSwitch, treeRef: grid } = props;
  const topics = useArchiveState((state) => state.codebook.topics);
  const rows = useMemo(() => topicRows(topics), [topics]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [dragged, setDragged] = useState<string | null>(null);
  const [drop, setDrop] = useState<{ readonly id: string; readonly where: DropPlace } | null>(null);
  const visible = useMemo(() => {
    let hiddenBelow = Number.POSITIVE_INFINITY;
    return rows.filter(({ topic, depth }) => {
      if (depth > hiddenBelow) return false;
      hiddenBelow = closed.has(topic.id) ? depth : Number.POSITIVE_INFINITY;
      return true;
    });
  }, [rows, closed]);
  const index = visible.findIndex(({ topic }) => topic.id === selectedId);
  const row = visible[index];
  useEffect(() => {
    if (selectedId === null) return;
    grid.current?.querySelector(`[data-topic="${CSS.escape(selectedId)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [selectedId, grid]);

  const add = async (place: TopicPlace) => {
    const topic = await addTopic(topics, place);
    if (topic === null) return;
    onSelect(topic.id);
    onRename();
  };
  const toggle = (id: string, isClosed: boolean) => {
    const next = new Set(closed);
    if (isClosed) next.add(id);
    else next.delete(id);
    setClosed(next);
  };
  const select = (at: number) => onSelect(visible[Math.max(0, Math.min(visible.length - 1, at))]?.topic.id ?? null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    const { key } = event;
    const step = STEPS[key];
    if (event.altKey && step !== undefined) {
      const place = row === undefined ? null : stepTopic(topics, row.topic.id, step);
      if (row !== undefined && place !== null) void moveTopic(row.topic, place);
    } else if (event.altKey) return;
    else if (key === 'ArrowDown') select(index + 1);
    else if (key === 'ArrowUp') select(index - 1);
    else if (key === 'Home') select(0);
    else if (key === 'End') select(visible.length - 1);
    else if (key === 'Insert')
      void add(event.shiftKey && row !== undefined ? { parentId: row.topic.id } : besideTopic(row?.topic));
    else if (row === undefined) return;
    else if (key === 'ArrowRight') {
      if (closed.has(row.topic.id)) toggle(row.topic.id, false);
      else if (row.childCount > 0) select(index + 1);
    } else if (key === 'ArrowLeft') {
      if (row.childCount > 0 && !closed.has(row.topic.id)) toggle(row.topic.id, true);
      else if (row.topic.parentId !== null) onSelect(row.topic.parentId);
    } else if (key === 'Enter' || key === 'F2') onRename();
    else if (key === 'Delete') onDelete();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onDrop = (event: DragEvent<HTMLElement>, targetId: string) => {
    event.preventDefault();
    const topic = topics.find(({ id }) => id === dragged);
    const place = topic === undefined ? null : dropTopic(topics, topic.id, targetId, placeIn(event));
    setDragged(null);
    setDrop(null);
    if (topic !== undefined && place !== null) void moveTopic(topic, place);
  };

  return (
    <ViewLayout
      title="Codebook"
      subtitle={count(topics.length, 'topic')}
      controls={partSwitch}
      actions={
        <Button icon={<Plus />} onClick={() => void add({ parentId: null })}>
          Add topic
        </Button>
      }
    >
      {rows.length === 0 ? (
        <EmptyState
          icon={<ListTree />}
          title="No topics yet"
          actions={<Button onClick={() => void add({ parentId: null })}>Add topic</Button>}
        >
          A topic is what a stance is about: detainers, body cameras, the budget. Topics stand in a tree. Add one here,
          or type its path while you code a passage: press T.
        </EmptyState>
      ) : (
        <div className={styles.frame}>
          <div
            ref={grid}
            className={styles.tree}
            role="treegrid"
            aria-label="Topics"
            tabIndex={0}
            aria-activedescendant={row === undefined ? undefined : `topic-row-${row.topic.id}`}
            onKeyDown={onKeyDown}
            onClick={({ target }) => {
              const chosen = target instanceof Element ? target.closest<HTMLElement>('[data-topic]') : null;
              if (chosen?.dataset.topic !== undefined) onSelect(chosen.dataset.topic);
            }}
            onDoubleClick={({ target }) => {
              if (target instanceof Element && target.closest('[data-topic]') !== null) onRename();
            }}
            onFocus={(event) => {
              if (event.target === event.currentTarget && index === -1) select(0);
            }}
          >
            <div role="row" className={`${styles.headings} ${styles.columns}`}>
              <span role="columnheader">Topic</span>
              <span role="columnheader">Definition</span>
              <span role="columnheader" className={styles.number}>
                Passages
              </span>
              <span role="columnheader" className={styles.number}>
                With those below
              </span>
            </div>
            {visible.map(({ topic, depth, childCount }) => (
              <div
                key={topic.id}
                id={`topic-row-${topic.id}`}
                role="row"
                aria-level={depth + 1}
                aria-selected={topic.id === selectedId}
                aria-expanded={childCount > 0 ? !closed.has(topic.id) : undefined}
                data-topic={topic.id}
                data-drop={drop?.id === topic.id && dragged !== null ? drop.where : undefined}
                data-dragged={topic.id === dragged || undefined}
                className={`${styles.row} ${styles.columns}`}
                draggable
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move';
                  event.dataTransfer.setData('text/plain', topic.name);
                  setDragged(topic.id);
                }}
                onDragEnd={() => {
                  setDragged(null);
                  setDrop(null);
                }}
                onDragOver={(event) => {
                  if (dragged === null) return;
                  const where = placeIn(event);
                  if (dropTopic(topics, dragged, topic.id, where) === null) return;
                  event.preventDefault();
                  if (drop?.id !== topic.id || drop.where !== where) setDrop({ id: topic.id, where });
                }}
                onDrop={(event) => onDrop(event, topic.id)}
              >
                <span role="gridcell" className={styles.name} style={{ paddingInlineStart: `${depth * 1.25}rem` }}>
                  {childCount > 0 ? (
                    <button
                      type="button"
                      tabIndex={-1}
                      className={styles.toggle}
                      data-closed={closed.has(topic.id) || undefined}
                      aria-label={`${closed.has(topic.id) ? 'Open' : 'Close'} ${topic.name}`}
                      onClick={(event) => {
                        event.stopPropagation();
                        toggle(topic.id, !closed.has(topic.id));
                      }}
                    >
                      <ChevronRight aria-hidden />
                    </button>
                  ) : (
                    <span className={styles.toggle} />
                  )}
                  <span className={styles.words}>{topic.name}</span>
                </span>
                <span role="gridcell" className={styles.definition}>
                  {topic.definition}
                </span>
                <span role="gridcell" className={styles.number}>
                  {counts?.get(topic.id)?.own ?? ''}
                </span>
                <span role="gridcell" className={styles.number}>
                  {childCount > 0 ? (counts?.get(topic.id)?.all ?? '') : ''}
                </span>
              </div>
            ))}
          </div>
          <p className={styles.keys} aria-hidden>
            <span>
              <Keys keys={['Alt', '↑', '↓']} /> order
            </span>
            <span>
              <Keys keys={['Alt', '→', '←']} /> below, out
            </span>
            <span>
              <Keys keys={['Ins']} /> add
            </span>
            <span>
              <Keys keys={['F2']} /> rename
            </span>
            <span>
              <Keys keys={['Del']} /> delete
            </span>
          </p>
        </div>
      )}
    </ViewLayout>
  );
}
