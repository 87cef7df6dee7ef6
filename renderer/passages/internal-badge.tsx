import { Lock } from 'lucide-react';
import type { Passage } from '../../shared/domain/passage.ts';
import { Tooltip } from '../components/tooltip.tsx';
import styles from './internal-badge.module.css';

/** How far a passage is work product: not at all, its note, or the whole of it. */
export type Internal = NonNullable<Passage['internal']> | 'none';

/** The choices as a person reads them. */
export const INTERNAL_OPTIONS: readonly { readonly value: Internal; readonly label: string }[] = [
  { value: 'none', label: 'May leave' },
  { value: 'note', label: 'Note internal' },
  { value: 'passage', label: 'All internal' },
];

/** How far a passage is work product, in the middle of a sentence. */
export const internalName = (internal: Internal): string =>
  internal === 'none' ? 'may leave' : internal === 'note' ? 'note internal' : 'internal';

const EXPLAINS: Readonly<Record<NonNullable<Passage['internal']>, string>> = {
  note: 'Its note is work product: no export carries it.',
  passage: 'It is work product: no briefing prints it, and no export carries it.',
};

/** Says that a passage, or its note, stays in the house; nothing for one that may leave it. */
export function InternalBadge({ internal }: { readonly internal: Passage['internal'] }) {
  if (internal === undefined) return null;
  return (
    <Tooltip label={EXPLAINS[internal]}>
      <span className={styles.badge} data-internal={internal}>
        <Lock aria-hidden />
        {internal === 'note' ? 'Note internal' : 'Internal'}
      </span>
    </Tooltip>
  );
}
