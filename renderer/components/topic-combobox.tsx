import { Combobox } from '@base-ui/react/combobox';
import { Check, ChevronsUpDown, Plus, X } from 'lucide-react';
import { type KeyboardEvent, type Ref, useMemo, useState } from 'react';
import { useArchiveState } from '../archive-state.ts';
// The two fields stand side by side and look the same.
import styles from './agency-combobox.module.css';
import popup from './popup.module.css';
import { recentTopicIds, rememberTopic } from './recent-choices.ts';
import { matchTopics, type TopicItem, topicRows } from './topic-matching.ts';

/** What TopicCombobox takes. */
export interface TopicComboboxProps {
  /** Topic id, the path of a topic that does not exist yet, or null. */
  readonly value: string | null;
  /** Gets a topic id, the path typed for a new topic, or null when cleared. */
  readonly onChange: (value: string | null) => void;
  /** Accessible name where no label element names it. */
  readonly label?: string;
  readonly id?: string;
  readonly placeholder?: string;
  /** Takes the focus and opens its list when it appears. */
  readonly isOpenAtOnce?: boolean;
  readonly isClearable?: boolean;
  /** False where only topics that exist make sense. */
  readonly canCreate?: boolean;
  /** Topic ids left out of the list. */
  readonly exclude?: ReadonlySet<string>;
  readonly inputRef?: Ref<HTMLInputElement>;
  /** Sees keys before the list does. */
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

const itemKey = (item: TopicItem): string => (item.kind === 'topic' ? item.row.topic.id : `create ${item.path}`);
const itemName = (item: TopicItem): string => (item.kind === 'topic' ? item.row.path : item.path);

/** Chooses a topic of the tree by any part of its path, or names a new one: "A / B" makes both. */
export function TopicCombobox(props: TopicComboboxProps) {
  const { value, onChange, label, id, placeholder = 'Topic', canCreate = true, isClearable, exclude } = props;
  const topics = useArchiveState((state) => state.codebook.topics);
  const rows = useMemo(() => topicRows(topics), [topics]);
  const [typed, setTyped] = useState<string | null>(null);
  const selected: TopicItem | null = useMemo(() => {
    const row = rows.find(({ topic }) => topic.id === value);
    if (row) return { kind: 'topic', row };
    return value === null ? null : { kind: 'create', path: value };
  }, [rows, value]);
  const items = useMemo(() => {
    const pool = exclude ? rows.filter(({ topic }) => !exclude.has(topic.id)) : rows;
    const found = matchTopics(pool, typed ?? '', recentTopicIds());
    return canCreate ? found : found.filter((item) => item.kind === 'topic');
  }, [rows, typed, exclude, canCreate]);
  const isTree = (typed ?? '') === '' && recentTopicIds().length === 0;

  return (
    <Combobox.Root<TopicItem>
      items={items}
      filteredItems={items}
      filter={null}
      value={selected}
      defaultOpen={props.isOpenAtOnce ?? false}
      onValueChange={(item) => {
        setTyped(null);
        if (item?.kind === 'topic') rememberTopic(item.row.topic.id);
        onChange(item === null ? null : item.kind === 'topic' ? item.row.topic.id : item.path);
      }}
      inputValue={typed ?? (selected ? itemName(selected) : '')}
      onInputValueChange={(next, details) => {
        if (details.reason === 'input-change') setTyped(next);
        else if (details.reason === 'input-clear' || details.reason === 'clear-press') setTyped('');
      }}
      onOpenChange={(open) => {
        if (!open) setTyped(null);
      }}
      itemToStringLabel={itemName}
      isItemEqualToValue={(a, b) => itemKey(a) === itemKey(b)}
      autoHighlight
    >
      <Combobox.InputGroup className={styles.group}>
        <Combobox.Input
          {...(id ? { id } : {})}
          {...(label ? { 'aria-label': label } : {})}
          {...(props.inputRef ? { ref: props.inputRef } : {})}
          {...(props.onKeyDown ? { onKeyDown: props.onKeyDown } : {})}
          autoFocus={props.isOpenAtOnce ?? false}
          className={styles.input ?? ''}
          placeholder={placeholder}
          onFocus={(event) => event.currentTarget.select()}
        />
        {isClearable && value !== null && (
          <Combobox.Clear className={styles.button ?? ''} aria-label="Clear topic">
            <X />
          </Combobox.Clear>
        )}
        <Combobox.Trigger className={styles.button ?? ''} aria-label="Show topics" tabIndex={-1}>
          <ChevronsUpDown />
        </Combobox.Trigger>
      </Combobox.InputGroup>
      <Combobox.Portal>
        <Combobox.Positioner className={popup.positioner ?? ''} sideOffset={4} collisionPadding={8}>
          <Combobox.Popup className={popup.popup ?? ''}>
            <Combobox.Empty className={popup.empty ?? ''}>
              {items.length === 0
                ? canCreate
                  ? 'No topics yet. Type a name; “A / B” puts B below A.'
                  : 'No topic of that name'
                : null}
            </Combobox.Empty>
            <Combobox.List>
              {(item: TopicItem) => (
                <Combobox.Item key={itemKey(item)} value={item} className={popup.item ?? ''}>
                  {item.kind === 'create' ? (
                    <>
                      <Plus aria-hidden />
                      <span className={popup.itemText}>Create “{item.path}”</span>
                    </>
                  ) : (
                    <>
                      <span className={popup.check}>
                        <Combobox.ItemIndicator>
                          <Check />
                        </Combobox.ItemIndicator>
                      </span>
                      <span
                        className={popup.itemText}
                        title={item.row.path}
                        style={isTree ? { paddingInlineStart: `${item.row.depth * 0.875}rem` } : undefined}
                      >
                        {isTree ? item.row.topic.name : item.row.path}
                      </span>
                    </>
                  )}
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
