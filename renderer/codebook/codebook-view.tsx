import { useState } from 'react';
import { useArchiveQuery } from '../archive-query.ts';
import { InspectorLayout } from '../components/inspector-layout.tsx';
import { Segmented } from '../components/segmented.tsx';
import { AgencyInspector } from './agency-inspector.tsx';
import { AgencyList } from './agency-list.tsx';
import { StanceInspector } from './stance-inspector.tsx';
import { StanceList } from './stance-list.tsx';

const PARTS = [
  { value: 'agencies', label: 'Agencies' },
  { value: 'stances', label: 'Stances' },
] as const;

/** Agencies and stances: names, definitions, marks. */
export function CodebookView({ active }: { readonly active: boolean }) {
  const [part, setPart] = useState<'agencies' | 'stances'>('agencies');
  const [agencyId, setAgencyId] = useState<string | null>(null);
  const [stanceId, setStanceId] = useState<string | null>(null);
  const { data: matrix } = useArchiveQuery('position.matrix', {}, ['passage', 'document', 'agency', 'stance']);
  const agencyCounts = new Map(matrix?.agencies.map((agency) => [agency.id, agency.total]));
  const stanceCounts = new Map(matrix?.stances.map((stance) => [stance.id, stance.total]));
  const partSwitch = <Segmented label="Part of the codebook" value={part} options={PARTS} onChange={setPart} />;
  return part === 'agencies' ? (
    <InspectorLayout
      active={active}
      label="Agency"
      isEmpty={agencyId === null}
      inspector={
        <AgencyInspector
          key={agencyId}
          agencyId={agencyId}
          codings={agencyId === null ? 0 : (agencyCounts.get(agencyId) ?? 0)}
          onSelect={setAgencyId}
        />
      }
    >
      <AgencyList counts={agencyCounts} selectedId={agencyId} onSelect={setAgencyId} partSwitch={partSwitch} />
    </InspectorLayout>
  ) : (
    <InspectorLayout
      active={active}
      label="Stance"
      isEmpty={stanceId === null}
      inspector={
        <StanceInspector
          key={stanceId}
          stanceId={stanceId}
          codings={stanceId === null ? 0 : (stanceCounts.get(stanceId) ?? 0)}
        />
      }
    >
      <StanceList counts={stanceCounts} selectedId={stanceId} onSelect={setStanceId} partSwitch={partSwitch} />
    </InspectorLayout>
  );
}
