import { type FormEvent, useEffect, useState } from 'react';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import styles from './page-box.module.css';

/** The page that a person means by what was typed: a number or the page's own label; null if there is none. */
export function pageFromInput(pages: readonly PageInfo[], typed: string): number | null {
  const wanted = typed.trim();
  const labelled = pages.find((page) => page.label !== null && page.label.toLowerCase() === wanted.toLowerCase());
  if (labelled !== undefined) return labelled.number;
  const number = Number(wanted);
  if (!Number.isInteger(number)) return null;
  return pages.some((page) => page.number === number) ? number : null;
}

/** What PageBox takes. */
export interface PageBoxProps {
  readonly pages: readonly PageInfo[];
  /** Page in sight, 1-based. */
  readonly page: number;
  readonly onPage: (page: number) => void;
}

/** The field that shows the page in sight and goes to another by its number or label: "iv (4 of 120)". */
export function PageBox({ pages, page, onPage }: PageBoxProps) {
  const label = pages[page - 1]?.label ?? null;
  const shown = label ?? String(page);
  const [typed, setTyped] = useState<string | null>(null);
  // A scroll shows the page it came to, unless a number is being typed.
  useEffect(() => setTyped((before) => (before === shown ? null : before)), [shown]);
  const isMissing = typed !== null && typed.trim() !== '' && pageFromInput(pages, typed) === null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = typed === null ? null : pageFromInput(pages, typed);
    if (isMissing) return;
    setTyped(null);
    if (wanted !== null) onPage(wanted);
  };
  return (
    <form className={styles.pages} onSubmit={submit}>
      <input
        type="text"
        aria-label="Page"
        aria-invalid={isMissing || undefined}
        title={isMissing ? `There is no page ${typed?.trim()}` : 'Page (Ctrl+Alt+G)'}
        className={styles.page}
        data-page-box=""
        value={typed ?? shown}
        inputMode="numeric"
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      <span className={styles.of}>
        {label !== null && label !== String(page) ? `(${page} of ${pages.length})` : `of ${pages.length}`}
      </span>
    </form>
  );
}
