import { useMemo } from 'react';
import type { MethodOutput } from '../../shared/contract.ts';
import { useArchiveQuery } from '../archive-query.ts';
import { Select } from '../components/select.tsx';

/** A citation style as lists show it. */
export type ListedStyle = MethodOutput<'citation.styles'>[number];

const NONE: readonly ListedStyle[] = [];

/** The citation styles of the archive, kept up to date. */
export function useCitationStyles(): { readonly styles: readonly ListedStyle[]; readonly error: unknown } {
  const { data, error } = useArchiveQuery('citation.styles', {}, ['archive']);
  return { styles: data ?? NONE, error };
}

/** What CitationStylePicker takes. */
export interface CitationStylePickerProps {
  /** Id of the style in use. */
  readonly value: string;
  readonly onChange: (style: string) => void;
  /** Accessible name where no label of a field names it. */
  readonly label?: string;
  readonly id?: string;
  readonly disabled?: boolean;
}

/** A choice of one of the archive's citation styles; one that is no longer there stays named. */
export function CitationStylePicker({ value, onChange, label, id, disabled }: CitationStylePickerProps) {
  const { styles } = useCitationStyles();
  const options = useMemo(() => {
    const known = styles.map((style) => ({
      value: style.id,
      label: `${style.title}${style.kind === 'note' ? '' : ' (in the text)'}`,
    }));
    const isThere = known.some((option) => option.value === value);
    return isThere ? known : [{ value, label: styles.length === 0 ? '…' : `${value} (not in this archive)` }, ...known];
  }, [styles, value]);
  return (
    <Select
      value={value}
      options={options}
      onChange={onChange}
      {...(label === undefined ? {} : { label })}
      {...(id === undefined ? {} : { id })}
      disabled={disabled ?? false}
    />
  );
}
