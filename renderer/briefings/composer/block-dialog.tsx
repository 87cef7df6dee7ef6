import { useState } from 'react';
import type {
  BlockNode,
  MatrixAttrs,
  ProfileAttrs,
  SectionAttrs,
  TimelineAttrs,
} from '../../../shared/domain/briefing-body.ts';
import { GROUPINGS } from '../../../shared/domain/vocabulary.ts';
import { useArchiveQuery, useLastKnown } from '../../archive-query.ts';
import { useArchiveState } from '../../archive-state.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { FilterMenu } from '../../components/filter-menu.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { topicRows } from '../../components/topic-matching.ts';
import { count } from '../../formats.ts';
import { FilterChips } from '../../search/filter-chips.tsx';
import { keptFilter, type SearchFilter } from '../../search/search-filter.ts';
import { GROUPING_NAMES } from '../grouping-names.ts';
import styles from './dialogs.module.css';

/** A block whose contents are chosen in a dialog. */
export type EditableBlock =
  | { readonly type: 'matrix'; readonly attrs: MatrixAttrs }
  | { readonly type: 'timeline'; readonly attrs: TimelineAttrs }
  | { readonly type: 'profile'; readonly attrs: ProfileAttrs }
  | { readonly type: 'section'; readonly attrs: SectionAttrs };

/** The block as one that can be edited; null if there is nothing to choose in it. */
export function editableBlock(block: BlockNode): EditableBlock | null {
  switch (block.type) {
    case 'matrix':
      return { type: 'matrix', attrs: block.attrs };
    case 'timeline':
      return { type: 'timeline', attrs: block.attrs };
    case 'profile':
      return { type: 'profile', attrs: block.attrs };
    case 'section':
      return { type: 'section', attrs: block.attrs };
    default:
      return null;
  }
}

/** What BlockDialog takes. */
export interface BlockDialogProps {
  readonly block: EditableBlock;
  /** Gets the attributes that change. */
  readonly onDone: (attrs: Readonly<Record<string, unknown>>) => void;
  readonly onClose: () => void;
}

const SCOPES = [
  { value: 'briefing', label: 'Quotes of this briefing' },
  { value: 'archive', label: 'The whole archive' },
] as const;

const COLUMNS = [
  { value: 'stance', label: 'Stances' },
  { value: 'topic', label: 'Topics' },
] as const;

const ARRANGEMENTS = [
  { value: 'none', label: 'In order of date, without headings' },
  ...GROUPINGS.map((value) => ({ value, label: GROUPING_NAMES[value] })),
] as const;

const TITLES: Readonly<Record<EditableBlock['type'], string>> = {
  matrix: 'Matrix',
  timeline: 'Timeline',
  profile: 'Agency profile',
  section: 'Section from a query',
};

interface FormProps<Attrs> {
  readonly attrs: Attrs;
  readonly set: (change: Partial<Attrs>) => void;
}

function Caption({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  return (
    <Field label="Caption" hint="Printed with it; left empty, it says what it shows.">
      {(ids) => <TextInput {...ids} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

function MatrixForm({ attrs, set }: FormProps<MatrixAttrs>) {
  return (
    <>
      <div className={styles.choice}>
        <span>Columns</span>
        <Segmented label="Columns" value={attrs.columns} options={COLUMNS} onChange={(columns) => set({ columns })} />
      </div>
      <div className={styles.choice}>
        <span>It counts</span>
        <Segmented label="It counts" value={attrs.scope} options={SCOPES} onChange={(scope) => set({ scope })} />
      </div>
      <Caption value={attrs.caption} onChange={(caption) => set({ caption })} />
    </>
  );
}

function TimelineForm({ attrs, set }: FormProps<TimelineAttrs>) {
  const agencies = useArchiveState((state) => state.codebook.agencies);
  const topics = useArchiveState((state) => state.codebook.topics);
  return (
    <>
      <div className={styles.choice}>
        <span>It shows</span>
        <Segmented label="It shows" value={attrs.scope} options={SCOPES} onChange={(scope) => set({ scope })} />
      </div>
      <div className={styles.choice}>
        <span>Only</span>
        <span className={styles.chips}>
          <FilterMenu
            label="Agency"
            options={agencies.map(({ id, name }) => ({ value: id, label: name }))}
            selected={attrs.agencyIds}
            onChange={(agencyIds) => set({ agencyIds: [...agencyIds] })}
          />
          <FilterMenu
            label="Topic"
            options={topicRows(topics).map(({ topic, path }) => ({ value: topic.id, label: path }))}
            selected={attrs.topicIds}
            onChange={(topicIds) => set({ topicIds: [...topicIds] })}
          />
        </span>
      </div>
      <Caption value={attrs.caption} onChange={(caption) => set({ caption })} />
    </>
  );
}

function ProfileForm({ attrs, set }: FormProps<ProfileAttrs>) {
  const agencies = useArchiveState((state) => state.codebook.agencies);
  return (
    <>
      <Field label="Agency">
        {(ids) => (
          <Select
            id={ids.id}
            value={attrs.agencyId}
            options={agencies.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(agencyId) => set({ agencyId })}
          />
        )}
      </Field>
      <Field label="Latest quotes shown">
        {(ids) => (
          <TextInput
            {...ids}
            type="number"
            min={0}
            max={50}
            value={attrs.quotes}
            onChange={(event) => set({ quotes: Math.max(0, Math.min(50, Math.round(Number(event.target.value)))) })}
          />
        )}
      </Field>
    </>
  );
}

function SectionForm({ attrs, set }: FormProps<SectionAttrs>) {
  const { filter } = attrs;
  const { data } = useArchiveQuery('passage.outline', filter, ['passage', 'document', 'agency', 'stance', 'topic']);
  const total = useLastKnown(data)?.total;
  const change = (part: SearchFilter) => {
    const { agencyIds = [], stanceIds = [], documentIds = [], text = '', ...rest } = keptFilter({ ...filter, ...part });
    set({ filter: { agencyIds, stanceIds, documentIds, text, ...rest } });
  };
  return (
    <>
      <div className={styles.choice}>
        <span>Passages</span>
        <span className={styles.chips}>
          <FilterChips
            filter={filter}
            onChange={change}
            always={['agency', 'stance', 'topic', 'voice', 'date']}
            others={['document', 'kind', 'issuer', 'collection', 'certainty', 'coder', 'verification', 'review']}
          />
        </span>
      </div>
      <Field label="With these words">
        {(ids) => (
          <TextInput
            {...ids}
            value={filter.text}
            placeholder="Any words"
            onChange={(event) => change({ text: event.target.value })}
          />
        )}
      </Field>
      <Field label="Arranged">
        {(ids) => (
          <Select id={ids.id} value={attrs.groupBy} options={ARRANGEMENTS} onChange={(groupBy) => set({ groupBy })} />
        )}
      </Field>
      <p className={styles.total} role="status">
        {total === undefined ? 'Counting…' : `${count(total, 'passage')} ${total === 1 ? 'fits' : 'fit'} now.`}
      </p>
    </>
  );
}

/** Asks what a block shows. */
export function BlockDialog({ block, onDone, onClose }: BlockDialogProps) {
  const [attrs, setAttrs] = useState<Readonly<Record<string, unknown>>>({});
  const set = (change: object) => setAttrs((before) => ({ ...before, ...change }));
  return (
    <Dialog
      open
      onClose={onClose}
      title={TITLES[block.type]}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={() => onDone(attrs)}>
            {block.type === 'section' ? 'Set the query' : 'Show this'}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {block.type === 'matrix' && <MatrixForm attrs={{ ...block.attrs, ...attrs }} set={set} />}
        {block.type === 'timeline' && <TimelineForm attrs={{ ...block.attrs, ...attrs }} set={set} />}
        {block.type === 'profile' && <ProfileForm attrs={{ ...block.attrs, ...attrs }} set={set} />}
        {block.type === 'section' && <SectionForm attrs={{ ...block.attrs, ...attrs }} set={set} />}
      </div>
    </Dialog>
  );
}
