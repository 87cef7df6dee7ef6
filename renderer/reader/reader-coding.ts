import { useEffect, useRef } from 'react';
import type { CodingDetails } from '../components/coding-parts.tsx';
import type { CodingDraft } from './coding-draft.ts';
import type { PassageActions } from './passage-actions.ts';

/** What may be coded in the reader in front: words that are selected, or a passage. */
export interface ReaderCoding {
  /** Null for selected words. */
  readonly actions: PassageActions | null;
  /** What "the same as last" repeats, or null. */
  readonly last: CodingDraft | null;
  readonly code: (stanceId: string) => void;
  /** Codes for an agency: an id, or the name of a new one. The stance is asked for. */
  readonly codeFor: (agency: string) => void;
  /** Asks for agency and stance where they are chosen. */
  readonly askCoding: () => void;
  /** Keeps the words without a coding; null for a passage, which is kept. */
  readonly highlight: (() => void) | null;
  readonly setDetails: (details: Partial<CodingDetails>) => void;
  readonly repeat: () => void;
  /** Shows where the passage may be cut. */
  readonly askSplit: () => void;
  readonly openNote: () => void;
}

let current: { readonly coding: () => ReaderCoding | null } | null = null;

/** What may be coded now in the reader in front, or null. */
export function currentReaderCoding(): ReaderCoding | null {
  return current?.coding() ?? null;
}

/** Offers what may be coded in this reader to the palette and the menu while it is in front. */
export function useReaderCoding(active: boolean, coding: ReaderCoding | null): void {
  const latest = useRef(coding);
  latest.current = coding;
  useEffect(() => {
    if (!active) return;
    const mine = { coding: () => latest.current };
    current = mine;
    return () => {
      if (current === mine) current = null;
    };
  }, [active]);
}
