import { ChevronDown, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Field, TextInput } from '../components/field.tsx';
import chip from '../components/filter-menu.module.css';
import { Popover } from '../components/popover.tsx';
import { formatPartialDate } from '../formats.ts';
import styles from './search.module.css';

const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

/** What DateFilter takes: the earliest and the latest date, each as precise as one likes. */
export interface DateFilterProps {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly onChange: (from: string | undefined, to: string | undefined) => void;
}

function wordsFor(from: string | undefined, to: string | undefined): string {
  if (from !== undefined && to !== undefined) return `${formatPartialDate(from)} – ${formatPartialDate(to)}`;
  if (from !== undefined) return `from ${formatPartialDate(from)}`;
  return to === undefined ? '' : `until ${formatPartialDate(to)}`;
}

function DateForm({ from, to, onChange, onDone }: DateFilterProps & { readonly onDone: () => void }) {
  const [first, setFirst] = useState(from ?? '');
  const [last, setLast] = useState(to ?? '');
  const faultOf = (value: string) => (value === '' || DATE.test(value) ? null : 'Like 2024, 2024-03 or 2024-03-18');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (faultOf(first) !== null || faultOf(last) !== null) return;
    onChange(first === '' ? undefined : first, last === '' ? undefined : last);
    onDone();
  };
  return (
    <form className={styles.dates} onSubmit={submit}>
      <Field label="Issued from" error={faultOf(first)}>
        {(ids) => (
          <TextInput
            {...ids}
            value={first}
            placeholder="2024-01"
            onChange={(event) => setFirst(event.target.value.trim())}
          />
        )}
      </Field>
      <Field label="Issued until" error={faultOf(last)}>
        {(ids) => (
          <TextInput
            {...ids}
            value={last}
            placeholder="2026"
            onChange={(event) => setLast(event.target.value.trim())}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="s">
        Apply
      </Button>
    </form>
  );
}

/** A chip that limits documents to those issued between two dates. */
export function DateFilter({ from, to, onChange }: DateFilterProps) {
  const [isOpen, setIsOpen] = useState(false);
  const isActive = from !== undefined || to !== undefined;
  return (
    <span className={chip.chip} data-active={isActive}>
      <Popover
        open={isOpen}
        onOpenChange={setIsOpen}
        label="Date filter"
        trigger={
          <button type="button" className={chip.open} aria-label="Date filter">
            <span>Issued</span>
            {isActive && <span className={chip.value}>{wordsFor(from, to)}</span>}
            {!isActive && <ChevronDown aria-hidden />}
          </button>
        }
      >
        <DateForm from={from} to={to} onChange={onChange} onDone={() => setIsOpen(false)} />
      </Popover>
      {isActive && (
        <button
          type="button"
          className={chip.clear}
          aria-label="Clear Date filter"
          onClick={() => onChange(undefined, undefined)}
        >
          <X />
        </button>
      )}
    </span>
  );
}
