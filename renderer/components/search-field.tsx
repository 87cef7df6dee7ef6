import { Search, X } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import styles from './search-field.module.css';

/** What SearchField takes. */
export interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A search box. Escape empties it. */
export function SearchField({ label, placeholder, value, onChange, onKeyDown, ref }: SearchFieldProps) {
  return (
    <div className={styles.field}>
      <Search aria-hidden />
      <input
        {...(ref ? { ref } : {})}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault();
            onChange('');
          } else onKeyDown?.(event);
        }}
      />
      {value !== '' && (
        <button type="button" aria-label="Clear the search" onClick={() => onChange('')}>
          <X />
        </button>
      )}
    </div>
  );
}
