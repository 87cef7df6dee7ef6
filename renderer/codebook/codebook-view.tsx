import { type ReactNode, useCallback, useRef, useState } from 'react';
import { useArchiveQuery } from '../archive-query.ts';
import { useArchiveState } from '../archive-state.ts';
import { InspectorLayout } from '../components/inspector-layout.tsx';
import { Segmented } from '../components/segmented.tsx';
import { AgencyInspector } from './agency-inspector.tsx';
import { AgencyList } from './agency-list.tsx';
import { StanceInspector } from './stance-inspector.tsx';
import { StanceList } from './stance-list.tsx';
import { TopicInspector, type TopicRequest } from './topic-inspector.tsx';
import { TopicTree } from './topic-tree.tsx';
import { useTopicCounts } from './use-topic-counts.ts';

const PARTS = [
  { value: 'agencies', label: 'Agencies' },
  { value: 'stances', label: 'Stances' },
  { value: 'topics', label: 'Topics' },
] as const;

type Part = (typeof PARTS)[number]['value'];

/** Agencies, stances and topics: names, definitions, marks. */
export function CodebookView({ active }: { readonly active: boolean }) {
  const [part, setPart] = useState<Part>('agencies');
  const partSwitch = <Segmented label="Part of the codebook" value={part} options={PARTS} onChange={setPart} />;
  switch (part) {
    case 'agencies':
      return <Agencies active={active} partSwitch={partSwitch} />;
    case 'stances':
      return <Stances active={active} partSwitch={partSwitch} />;
    case 'topics':
      return <Topics active={active} partSwitch={partSwitch} />;
  }
}

interface PartProps {
  readonly active: boolean;
  readonly partSwitch: ReactNode;
}

function useMatrix() {
  return useArchiveQuery('position.matrix', {}, ['passage', 'document', 'agency', 'stance']).data;
}

function Agencies({ active, partSwitch }: PartProps) {
  const [id, setId] = useState<string | null>(null);
  const counts = new Map(useMatrix()?.agencies.map((agency) => [agency.id, agency.total]));
  return (
    <InspectorLayout
      active={active}
      label="Agency"
      isEmpty={id === null}
      inspector={
        <AgencyInspector key={id} agencyId={id} codings={id === null ? 0 : (counts.get(id) ?? 0)} onSelect={setId} />
      }
    >
      <AgencyList counts={counts} selectedId={id} onSelect={setId} partSwitch={partSwitch} />
    </InspectorLayout>
  );
}

function Stances({ active, partSwitch }: PartProps) {
  const [id, setId] = useState<string | null>(null);
  const counts = new Map(useMatrix()?.stances.map((stance) => [stance.id, stance.total]));
  return (
    <InspectorLayout
      active={active}
      label="Stance"
      isEmpty={id === null}
      inspector={<StanceInspector key={id} stanceId={id} codings={id === null ? 0 : (counts.get(id) ?? 0)} />}
    >
      <StanceList counts={counts} selectedId={id} onSelect={setId} partSwitch={partSwitch} />
    </InspectorLayout>
  );
}

function Topics({ active, partSwitch }: PartProps) {
  const [id, setId] = useState<string | null>(null);
  const [request, setRequest] = useState<TopicRequest | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const forget = useCallback(() => setRequest(null), []);
  const topics = useArchiveState((state) => state.codebook.topics);
  const counts = useTopicCounts(topics);
  const rename = () => setRequest('rename');
  return (
    <InspectorLayout
      active={active}
      label="Topic"
      isEmpty={id === null}
      inspector={
        <TopicInspector
          key={id}
          topicId={id}
          counts={id === null ? null : (counts?.get(id) ?? null)}
          request={request}
          onServed={forget}
          onSelect={setId}
          onRename={rename}
          onDone={() => tree.current?.focus()}
        />
      }
    >
      <TopicTree
        counts={counts}
        selectedId={id}
        onSelect={setId}
        onRename={rename}
        onDelete={() => setRequest('delete')}
        treeRef={tree}
        partSwitch={partSwitch}
      />
    </InspectorLayout>
  );
}
