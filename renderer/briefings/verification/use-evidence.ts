import { useEffect, useState } from 'react';
import type { QuoteCheck } from '../../../shared/contract/outcomes.ts';
import type { FixityObject } from '../../../shared/contract/preservation.ts';
import type { DocumentContent, PassageView } from '../../../shared/contract.ts';
import { call } from '../../archive-client.ts';
import { useAnswer } from '../../preservation/use-answer.ts';

/** Everything that vouches for a quote. */
export interface Evidence {
  readonly passage: PassageView;
  readonly check: QuoteCheck;
  readonly content: DocumentContent;
  /** The canonical text of the version. */
  readonly text: string;
}

/** What is known of the evidence of a passage. */
export interface EvidenceState {
  readonly evidence: Evidence | null;
  readonly error: unknown;
}

/** Reads a passage, checks it now, and reads the source that it is from; once for each passage asked for. */
export function useEvidence(passageId: string): EvidenceState {
  const [state, setState] = useState<EvidenceState & { readonly of: string }>({ of: '', evidence: null, error: null });
  useEffect(() => {
    let isCurrent = true;
    const read = async (): Promise<Evidence | null> => {
      const [passage, [checked]] = await Promise.all([
        call('passage.get', { id: passageId }),
        call('passage.verify', { ids: [passageId] }),
      ]);
      const which = { id: passage.documentId, version: passage.version };
      const [content, text] = await Promise.all([call('document.content', which), call('document.text', which)]);
      return checked === undefined ? null : { passage, check: checked.check, content, text };
    };
    read().then(
      (evidence) => isCurrent && setState({ of: passageId, evidence, error: null }),
      (error: unknown) => isCurrent && setState({ of: passageId, evidence: null, error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [passageId]);
  return state.of === passageId ? state : { evidence: null, error: null };
}

/** What is known of the fixity of the original that a passage is from; null while that is not known. */
export function useOriginalFixity({ passage, content }: Evidence): FixityObject | null {
  const { data } = useAnswer('fixity.status', { ids: [passage.documentId] });
  return data?.entries.find(({ sha256 }) => sha256 === content.version.sha256) ?? null;
}
