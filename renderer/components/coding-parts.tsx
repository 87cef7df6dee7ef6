import { X } from 'lucide-react';
import { type Ref, type RefObject, useImperativeHandle, useRef, useState } from 'react';
import { useArchiveState } from '../archive-state.ts';
import { CERTAINTY_OPTIONS, type Certainty, VOICE_OPTIONS, type Voice } from '../coding-words.ts';
import styles from './choice-chip.module.css';
import { ChoiceChip } from './choice-chip.tsx';
import { Keys } from './keys.tsx';
import { TopicCombobox } from './topic-combobox.tsx';
import { topicPath } from './topic-matching.ts';

/** What a coding may say besides agency and stance. */
export interface CodingDetails {
  /** Topic id, the path of a new topic, or null. */
  readonly topic: string | null;
  readonly voice: Voice | null;
  readonly certainty: Certainty | null;
}

/** One of them. */
export type CodingPart = keyof CodingDetails;

/** What may be asked of the parts of a coding. */
export interface CodingPartsHandle {
  /** Opens one of them and gives it the focus. */
  open(part: CodingPart): void;
}

/** What CodingParts takes. */
export interface CodingPartsProps {
  readonly ref?: Ref<CodingPartsHandle>;
  readonly value: CodingDetails;
  /** Gets what changed. */
  readonly onChange: (change: Partial<CodingDetails>) => void;
  /** True where a key of its own opens each: the chips show it. */
  readonly hasKeys?: boolean;
  /** What takes the focus after a choice; the chip itself if absent. */
  readonly finalFocus?: RefObject<HTMLElement | null>;
  /** A field was opened or closed: the height changed. */
  readonly onResize?: () => void;
}

/** Topic, voice and certainty of a coding: chips in one line, until one of them is asked for. */
export function CodingParts(props: CodingPartsProps) {
  const { ref, value, onChange, hasKeys = false, finalFocus, onResize } = props;
  const topics = useArchiveState((state) => state.codebook.topics);
  const [opened, setOpened] = useState<CodingPart | null>(null);
  const topicChip = useRef<HTMLButtonElement>(null);
  useImperativeHandle(ref, () => ({ open: setOpened }));
  const set = (part: CodingPart | null) => {
    setOpened(part);
    if (part === 'topic' || opened === 'topic') onResize?.();
  };
  const leaveTopic = () => {
    set(null);
    // The field is gone only after this.
    setTimeout(() => (finalFocus?.current ?? topicChip.current)?.focus(), 0);
  };
  const keys = (key: string) => (hasKeys ? { keys: [key] } : {});
  const choice = (part: 'voice' | 'certainty') => ({
    isOpen: opened === part,
    onOpenChange: (isOpen: boolean) => setOpened(isOpen ? part : null),
    ...(finalFocus ? { finalFocus } : {}),
  });
  const path = value.topic === null ? null : (topicPath(topics, value.topic) ?? value.topic);
  return (
    <div className={styles.line} role="group" aria-label="Topic, voice, certainty">
      {opened === 'topic' ? (
        <div className={styles.topic}>
          <TopicCombobox
            label="Topic"
            placeholder="Topic, or “A / B” for one below another"
            value={value.topic}
            isOpenAtOnce
            onChange={(topic) => {
              onChange({ topic });
              leaveTopic();
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || event.currentTarget.getAttribute('aria-expanded') === 'true') return;
              event.preventDefault();
              event.stopPropagation();
              leaveTopic();
            }}
          />
        </div>
      ) : (
        <span className={path === null ? undefined : styles.clearable}>
          <button
            ref={topicChip}
            type="button"
            className={styles.chip}
            data-chosen={path !== null || undefined}
            title={path ?? undefined}
            onClick={() => set('topic')}
          >
            <span className={path === null ? undefined : 'visually-hidden'}>{path === null ? 'Topic' : 'Topic: '}</span>
            {path !== null && <span className={styles.label}>{path}</span>}
            {path === null && hasKeys && (
              <span aria-hidden className={styles.keys}>
                <Keys keys={['T']} />
              </span>
            )}
          </button>
          {path !== null && (
            <button
              type="button"
              className={styles.clear}
              aria-label="Clear topic"
              onClick={() => {
                onChange({ topic: null });
                setTimeout(() => topicChip.current?.focus(), 0);
              }}
            >
              <X aria-hidden />
            </button>
          )}
        </span>
      )}
      <ChoiceChip
        label="Voice"
        value={value.voice}
        options={VOICE_OPTIONS}
        onChange={(voice) => onChange({ voice })}
        {...keys('V')}
        {...choice('voice')}
      />
      <ChoiceChip
        label="Certainty"
        value={value.certainty}
        options={CERTAINTY_OPTIONS}
        onChange={(certainty) => onChange({ certainty })}
        {...keys('C')}
        {...choice('certainty')}
      />
    </div>
  );
}
