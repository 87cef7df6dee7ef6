import { useState } from 'react';
import { useArchiveQuery } from '../archive-query.ts';
import { FilterMenu } from '../components/filter-menu.tsx';

/** What DocumentFilter takes: ids of documents. */
export interface DocumentFilterProps {
  readonly selected: readonly string[];
  readonly onChange: (selected: readonly string[]) => void;
}

/** Chooses documents that have passages. The list of them is read when it is opened, and not before. */
export function DocumentFilter({ selected, onChange }: DocumentFilterProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useArchiveQuery('document.list', isOpen ? { trashed: false } : null, ['document', 'passage']);
  // The chip names one or two documents, and says how many more are chosen.
  const [one, two] = selected.length > 2 ? [] : selected;
  const first = useArchiveQuery('document.get', one === undefined ? null : { id: one }, ['document']).data;
  const second = useArchiveQuery('document.get', two === undefined ? null : { id: two }, ['document']).data;
  const listed = data?.filter((document) => document.passageCount > 0 || selected.includes(document.id));
  const options = listed ?? [first, second].flatMap((document) => document ?? []);
  return (
    <FilterMenu
      label="Document"
      options={options.map(({ id, title }) => ({ value: id, label: title }))}
      selected={selected}
      onChange={onChange}
      onOpenChange={setIsOpen}
      isLoading={isOpen && data === undefined}
    />
  );
}
