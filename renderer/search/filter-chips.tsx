import { Plus } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { DOCUMENT_KINDS, QUOTE_STATUSES } from '../../shared/domain/vocabulary.ts';
import { useArchiveQuery } from '../archive-query.ts';
import { useArchiveState } from '../archive-state.ts';
import { CERTAINTY_OPTIONS, REVIEW_OPTIONS, VOICE_OPTIONS } from '../coding-words.ts';
import chip from '../components/filter-menu.module.css';
import { FilterMenu } from '../components/filter-menu.tsx';
import { Menu } from '../components/menu.tsx';
import { StanceMark } from '../components/stance.tsx';
import { topicRows } from '../components/topic-matching.ts';
import { kindName } from '../formats.ts';
import { DocumentFilter } from '../passages/document-filter.tsx';
import { INTERNAL_OPTIONS } from '../passages/internal-badge.tsx';
import { DateFilter } from './date-filter.tsx';
import { activeFilter, type SearchFilter } from './search-filter.ts';

/** One thing to filter by. */
export type FilterName =
  | 'agency'
  | 'stance'
  | 'topic'
  | 'document'
  | 'kind'
  | 'issuer'
  | 'date'
  | 'collection'
  | 'voice'
  | 'certainty'
  | 'coder'
  | 'verification'
  | 'review'
  | 'uncoded'
  | 'internal';

const LABELS: Readonly<Record<FilterName, string>> = {
  agency: 'Agency',
  stance: 'Stance',
  topic: 'Topic',
  document: 'Document',
  kind: 'Kind',
  issuer: 'Issuer',
  date: 'Issued',
  collection: 'Collection',
  voice: 'Voice',
  certainty: 'Certainty',
  coder: 'Coder',
  verification: 'Verification',
  review: 'Review',
  uncoded: 'Coding',
  internal: 'Internal',
};

const KEYS: Readonly<Record<FilterName, readonly (keyof SearchFilter)[]>> = {
  agency: ['agencyIds'],
  stance: ['stanceIds'],
  topic: ['topicIds'],
  document: ['documentIds'],
  kind: ['kinds'],
  issuer: ['issuerIds'],
  date: ['issuedFrom', 'issuedTo'],
  collection: ['collections'],
  voice: ['voices'],
  certainty: ['certainties'],
  coder: ['coders'],
  verification: ['statuses', 'unchecked'],
  review: ['reviews'],
  uncoded: ['uncoded'],
  internal: ['internals'],
};

const STATUS_WORDS: Readonly<Record<(typeof QUOTE_STATUSES)[number] | 'unchecked', string>> = {
  exact: 'Exact',
  normalised: 'Normalised',
  ocr: 'OCR',
  drifted: 'Drifted',
  broken: 'Broken',
  unchecked: 'Not checked yet',
};

/** What FilterChips takes. */
export interface FilterChipsProps {
  readonly filter: SearchFilter;
  readonly onChange: (change: SearchFilter) => void;
  /** Chips always shown; the others when they are asked for or set a limit. */
  readonly always: readonly FilterName[];
  readonly others: readonly FilterName[];
}

/** What a search is limited to, a chip for each; the last one brings the others. */
export function FilterChips({ filter, onChange, always, others }: FilterChipsProps) {
  const [asked, setAsked] = useState<ReadonlySet<FilterName>>(new Set());
  const active = activeFilter(filter);
  const isActive = (name: FilterName) => KEYS[name].some((key) => key in active);
  const shown = [...always, ...others.filter((name) => asked.has(name) || isActive(name))];
  const hidden = others.filter((name) => !shown.includes(name));
  return (
    <>
      {shown.map((name) => (
        <Chip key={name} name={name} filter={filter} onChange={onChange} />
      ))}
      {hidden.length > 0 && (
        <span className={chip.chip}>
          <Menu
            trigger={
              <button type="button" className={chip.open} aria-label="More filters">
                <Plus aria-hidden />
                <span>Filter</span>
              </button>
            }
            entries={hidden.map((name) => ({
              label: LABELS[name],
              run: () => setAsked((before) => new Set([...before, name])),
            }))}
          />
        </span>
      )}
    </>
  );
}

interface ChipProps {
  readonly name: FilterName;
  readonly filter: SearchFilter;
  readonly onChange: (change: SearchFilter) => void;
}

function Chip({ name, filter, onChange }: ChipProps): ReactNode {
  switch (name) {
    case 'agency':
      return (
        <AgencyChip label="Agency" selected={filter.agencyIds} onChange={(agencyIds) => onChange({ agencyIds })} />
      );
    case 'issuer':
      return (
        <AgencyChip label="Issuer" selected={filter.issuerIds} onChange={(issuerIds) => onChange({ issuerIds })} />
      );
    case 'stance':
      return <StanceChipMenu selected={filter.stanceIds} onChange={(stanceIds) => onChange({ stanceIds })} />;
    case 'topic':
      return <TopicChip selected={filter.topicIds} onChange={(topicIds) => onChange({ topicIds })} />;
    case 'document':
      return (
        <DocumentFilter
          selected={filter.documentIds ?? []}
          onChange={(values) => onChange({ documentIds: [...values] })}
        />
      );
    case 'kind':
      return (
        <FilterMenu
          label="Kind"
          options={DOCUMENT_KINDS.map((value) => ({ value, label: kindName(value) }))}
          selected={filter.kinds ?? []}
          onChange={(values) => onChange({ kinds: [...values] })}
        />
      );
    case 'date':
      return (
        <DateFilter
          from={filter.issuedFrom}
          to={filter.issuedTo}
          onChange={(issuedFrom, issuedTo) => onChange({ issuedFrom, issuedTo })}
        />
      );
    case 'collection':
      return <CollectionChip selected={filter.collections} onChange={(collections) => onChange({ collections })} />;
    case 'voice':
      return (
        <FilterMenu
          label="Voice"
          options={VOICE_OPTIONS}
          selected={filter.voices ?? []}
          onChange={(values) => onChange({ voices: [...values] })}
        />
      );
    case 'certainty':
      return (
        <FilterMenu
          label="Certainty"
          options={CERTAINTY_OPTIONS}
          selected={filter.certainties ?? []}
          onChange={(values) => onChange({ certainties: [...values] })}
        />
      );
    case 'coder':
      return <CoderChip selected={filter.coders} onChange={(coders) => onChange({ coders })} />;
    case 'verification':
      return (
        <FilterMenu
          label="Verification"
          options={[...QUOTE_STATUSES, 'unchecked' as const].map((value) => ({ value, label: STATUS_WORDS[value] }))}
          selected={[...(filter.statuses ?? []), ...(filter.unchecked === true ? (['unchecked'] as const) : [])]}
          onChange={(values) =>
            onChange({
              statuses: values.flatMap((value) => (value === 'unchecked' ? [] : [value])),
              unchecked: values.includes('unchecked'),
            })
          }
        />
      );
    case 'review':
      return (
        <FilterMenu
          label="Review"
          options={REVIEW_OPTIONS}
          selected={filter.reviews ?? []}
          onChange={(values) => onChange({ reviews: [...values] })}
        />
      );
    case 'uncoded':
      return (
        <FilterMenu
          label="Coding"
          options={[
            { value: 'coded', label: 'With a coding' },
            { value: 'uncoded', label: 'Without a coding' },
          ]}
          selected={filter.uncoded === undefined ? [] : [filter.uncoded ? 'uncoded' : 'coded']}
          onChange={(values) => {
            const last = values[values.length - 1];
            onChange({ uncoded: last === undefined ? undefined : last === 'uncoded' });
          }}
        />
      );
    case 'internal':
      return (
        <FilterMenu
          label="Internal"
          options={INTERNAL_OPTIONS}
          selected={filter.internals ?? []}
          onChange={(values) => onChange({ internals: [...values] })}
        />
      );
  }
}

interface ListChipProps {
  readonly selected: readonly string[] | undefined;
  readonly onChange: (values: string[]) => void;
}

function AgencyChip({ label, selected, onChange }: ListChipProps & { readonly label: string }) {
  const agencies = useArchiveState((state) => state.agenciesById);
  return (
    <FilterMenu
      label={label}
      options={[...agencies.values()].map(({ id, name }) => ({ value: id, label: name }))}
      selected={selected ?? []}
      onChange={(values) => onChange([...values])}
    />
  );
}

function StanceChipMenu({ selected, onChange }: ListChipProps) {
  const stances = useArchiveState((state) => state.stancesById);
  return (
    <FilterMenu
      label="Stance"
      options={[...stances.values()].map((stance) => ({
        value: stance.id,
        label: stance.name,
        icon: <StanceMark stance={stance} isNamed={false} />,
      }))}
      selected={selected ?? []}
      onChange={(values) => onChange([...values])}
    />
  );
}

function TopicChip({ selected, onChange }: ListChipProps) {
  const topics = useArchiveState((state) => state.codebook.topics);
  const rows = useMemo(() => topicRows(topics), [topics]);
  return (
    <FilterMenu
      label="Topic"
      options={rows.map(({ topic, path }) => ({ value: topic.id, label: path }))}
      selected={selected ?? []}
      onChange={(values) => onChange([...values])}
    />
  );
}

function CollectionChip({ selected, onChange }: ListChipProps) {
  const { data } = useArchiveQuery('collection.list', {}, ['document']);
  const names = (data?.collections ?? []).flatMap(({ collection }) => collection ?? []);
  return (
    <FilterMenu
      label="Collection"
      options={names.map((value) => ({ value, label: value }))}
      selected={selected ?? []}
      onChange={(values) => onChange([...values])}
    />
  );
}

function CoderChip({ selected, onChange }: ListChipProps) {
  const { data } = useArchiveQuery('history.coders', {}, ['passage'], 1000);
  return (
    <FilterMenu
      label="Coder"
      options={(data ?? []).map((value) => ({ value, label: value }))}
      selected={selected ?? []}
      onChange={(values) => onChange([...values])}
    />
  );
}
