import { ListPlus, Merge, Quote, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { MethodInput } from '../../shared/contract.ts';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { DraftField } from '../components/draft-field.tsx';
import { Field } from '../components/field.tsx';
import { TopicCombobox } from '../components/topic-combobox.tsx';
import { topicPath, topicWithBelow } from '../components/topic-matching.ts';
import { count } from '../formats.ts';
import { showPassages } from '../passages/passages-filter.ts';
import styles from './codebook.module.css';
import { addTopic, deleteTopic, mergeTopic, moveTopic } from './topic-actions.ts';
import type { TopicCount } from './use-topic-counts.ts';

/** What the tree may ask to be done to the selected topic. */
export type TopicRequest = 'rename' | 'delete';

/** What TopicInspector takes. */
export interface TopicInspectorProps {
  readonly topicId: string | null;
  readonly counts: TopicCount | null;
  /** What is to be done to the topic as soon as it is here, or null. */
  readonly request: TopicRequest | null;
  /** It was begun. */
  readonly onServed: () => void;
  readonly onSelect: (id: string | null) => void;
  /** A topic was added and is to be named. */
  readonly onRename: () => void;
  /** What was begun is done: the keys belong to the tree again. */
  readonly onDone: () => void;
}

/** The chosen topic: every field saves itself; merge and delete say what follows. */
export function TopicInspector(props: TopicInspectorProps) {
  const { topicId, counts, request, onServed, onSelect, onDone } = props;
  const topics = useArchiveState((state) => state.codebook.topics);
  const topic = topics.find(({ id }) => id === topicId);
  const [isMerging, setIsMerging] = useState(false);
  const [isDeleting, setIsDeleting] = useState(false);
  const [target, setTarget] = useState<string | null>(null);
  const form = useRef<HTMLDivElement>(null);
  const isHere = topic !== undefined;
  useEffect(() => {
    if (!isHere || request === null) return;
    onServed();
    if (request === 'delete') setIsDeleting(true);
    else form.current?.querySelector('input')?.select();
  }, [request, isHere, onServed]);
  if (topic === undefined)
    return <p className={styles.hint}>Select a topic to edit its name and definition, or to move or merge it.</p>;
  const { id } = topic;
  const own = counts?.own ?? 0;
  const into = topics.find((each) => each.id === target);
  const below = topicWithBelow(topics, id);
  const update = (change: Omit<MethodInput<'topic.update'>, 'id'>) => call('topic.update', { id, ...change });
  return (
    <div
      ref={form}
      role="group"
      aria-label={`Topic ${topic.name}`}
      className={styles.inspector}
      onKeyDown={(event) => {
        const isName = event.target === form.current?.querySelector('input');
        // The name was given: the field saves, the tree goes on.
        if (isName && (event.key === 'Enter' || event.key === 'Escape')) setTimeout(onDone, 0);
      }}
    >
      <h2 className={styles.title}>{topicPath(topics, id)}</h2>
      <DraftField
        label="Name"
        hint="Changes it wherever it is used"
        value={topic.name}
        onSave={(name) => update({ name })}
      />
      <DraftField
        label="Definition"
        isLong
        placeholder="What belongs to this topic, and what does not?"
        value={topic.definition}
        onSave={(definition) => update({ definition })}
      />
      <Field label="Part of">
        {(ids) => (
          <TopicCombobox
            id={ids.id}
            value={topic.parentId}
            placeholder="At the top"
            isClearable
            canCreate={false}
            exclude={below}
            onChange={(parentId) => {
              if (parentId !== topic.parentId) void moveTopic(topic, { parentId });
            }}
          />
        )}
      </Field>
      <div className={styles.actions}>
        <Button size="s" icon={<Quote />} onClick={() => showPassages({ topicIds: [id] })}>
          {count(counts?.all ?? 0, 'passage')}
        </Button>
        <Button
          size="s"
          icon={<ListPlus />}
          onClick={() => {
            void addTopic(topics, { parentId: id }).then((added) => {
              if (added === null) return;
              onSelect(added.id);
              props.onRename();
            });
          }}
        >
          Add below
        </Button>
        <Button size="s" icon={<Merge />} onClick={() => setIsMerging(true)}>
          Merge…
        </Button>
        <Button size="s" icon={<Trash2 />} onClick={() => setIsDeleting(true)}>
          Delete…
        </Button>
      </div>
      <ConfirmDialog
        open={isMerging}
        onClose={() => setIsMerging(false)}
        title={`Merge “${topic.name}” into another topic`}
        description={
          into === undefined
            ? 'Choose the topic that takes over its passages and the topics below it.'
            : `“${into.name}” takes over ${count(own, 'passage')} and the topics below. You can undo this.`
        }
        confirmLabel="Merge"
        onConfirm={async () => {
          if (into === undefined) throw new Error('Choose the topic to merge into.');
          await mergeTopic(topic, into);
          onSelect(into.id);
          setTimeout(onDone, 0);
        }}
      >
        <TopicCombobox
          label="Merge into"
          placeholder="Merge into"
          value={target}
          canCreate={false}
          exclude={new Set([id])}
          onChange={setTarget}
        />
      </ConfirmDialog>
      <ConfirmDialog
        open={isDeleting}
        onClose={() => setIsDeleting(false)}
        title={`Delete “${topic.name}”?`}
        description={`${count(own, 'passage')} will lose this topic; their codings stay. ${
          below.size > 1 ? 'The topics below it move up. ' : ''
        }You can undo this.`}
        confirmLabel="Delete topic"
        isDangerous
        onConfirm={async () => {
          await deleteTopic(topic);
          onSelect(topic.parentId);
          setTimeout(onDone, 0);
        }}
      />
    </div>
  );
}
