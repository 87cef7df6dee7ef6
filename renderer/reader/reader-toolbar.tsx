import { ArrowLeft, ArrowRight, Minus, MoveHorizontal, PanelRight, Plus, Search } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { Version } from '../../shared/domain/document.ts';
import { acceleratorKeys, runCommand } from '../commands.ts';
import { IconButton } from '../components/button.tsx';
import { Select } from '../components/select.tsx';
import { formatDay } from '../formats.ts';
import type { Zoom } from './document-view.ts';
import styles from './reader-toolbar.module.css';

/** What ReaderToolbar takes. */
export interface ReaderToolbarProps {
  readonly pages: readonly PageInfo[];
  /** Page in sight, 1-based. */
  readonly page: number;
  readonly onPage: (page: number) => void;
  /** Factor of the actual size. */
  readonly zoom: number;
  readonly onZoom: (zoom: Zoom) => void;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly onBack: () => void;
  readonly onForward: () => void;
  readonly isFinding: boolean;
  readonly onFind: () => void;
  readonly versions: readonly Version[];
  readonly version: number;
  readonly onVersion: (version: number) => void;
  /** What the text of the page in sight is. */
  readonly quality?: ReactNode;
}

/** The next zoom in or out on the usual scale. */
export function nextZoom(factor: number, direction: 1 | -1): number {
  const steps = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5];
  const next =
    direction === 1
      ? steps.find((step) => step > factor + 0.01)
      : [...steps].reverse().find((step) => step < factor - 0.01);
  return next ?? factor;
}

/** The page that a person means by what was typed: a number or the page's own label; null if there is none. */
export function pageFromInput(pages: readonly PageInfo[], typed: string): number | null {
  const wanted = typed.trim();
  const labelled = pages.find((page) => page.label !== null && page.label.toLowerCase() === wanted.toLowerCase());
  if (labelled !== undefined) return labelled.number;
  const number = Number(wanted);
  if (!Number.isInteger(number)) return null;
  return pages.some((page) => page.number === number) ? number : null;
}

function PageBox({ pages, page, onPage }: Pick<ReaderToolbarProps, 'pages' | 'page' | 'onPage'>) {
  const label = pages[page - 1]?.label ?? null;
  const shown = label ?? String(page);
  const [typed, setTyped] = useState<string | null>(null);
  // A scroll shows the page it came to, unless a number is being typed.
  useEffect(() => setTyped((before) => (before === shown ? null : before)), [shown]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = typed === null ? null : pageFromInput(pages, typed);
    setTyped(null);
    if (wanted !== null) onPage(wanted);
  };
  return (
    <form className={styles.pages} onSubmit={submit}>
      <input
        type="text"
        aria-label="Page"
        className={styles.page}
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
        {label !== null && label !== String(page) ? `(${page} / ${pages.length})` : `/ ${pages.length}`}
      </span>
    </form>
  );
}

/** The tools at the upper edge of the reader. */
export function ReaderToolbar(props: ReaderToolbarProps) {
  const { pages, zoom, onZoom, versions } = props;
  return (
    <div role="toolbar" aria-label="Reader" className={styles.toolbar}>
      <div className={styles.group}>
        <IconButton label="Back" keys={acceleratorKeys('Alt+Left')} disabled={!props.canGoBack} onClick={props.onBack}>
          <ArrowLeft />
        </IconButton>
        <IconButton
          label="Forward"
          keys={acceleratorKeys('Alt+Right')}
          disabled={!props.canGoForward}
          onClick={props.onForward}
        >
          <ArrowRight />
        </IconButton>
      </div>
      {pages.length > 0 && <PageBox pages={pages} page={props.page} onPage={props.onPage} />}
      <div className={styles.group}>
        <IconButton
          label="Zoom out"
          keys={acceleratorKeys('CmdOrCtrl+-')}
          onClick={() => onZoom({ kind: 'factor', factor: nextZoom(zoom, -1) })}
        >
          <Minus />
        </IconButton>
        <button
          type="button"
          className={styles.zoom}
          aria-label={`Zoom ${Math.round(zoom * 100)} %, back to actual size`}
          onClick={() => onZoom({ kind: 'factor', factor: 1 })}
        >
          {Math.round(zoom * 100)} %
        </button>
        <IconButton
          label="Zoom in"
          keys={acceleratorKeys('CmdOrCtrl+Plus')}
          onClick={() => onZoom({ kind: 'factor', factor: nextZoom(zoom, 1) })}
        >
          <Plus />
        </IconButton>
        {pages.length > 0 && (
          <IconButton label="Fit width" onClick={() => onZoom({ kind: 'fit-width' })}>
            <MoveHorizontal />
          </IconButton>
        )}
      </div>
      <div className={styles.space} />
      {props.quality}
      {versions.length > 1 && (
        <Select
          size="s"
          label="Version"
          value={String(props.version)}
          options={[...versions].reverse().map((version) => ({
            value: String(version.number),
            label: `Version ${version.number} · ${formatDay(version.importedAt)}`,
          }))}
          onChange={(value) => props.onVersion(Number(value))}
        />
      )}
      <div className={styles.group}>
        <IconButton
          label="Find in document"
          keys={acceleratorKeys('CmdOrCtrl+F')}
          aria-pressed={props.isFinding}
          onClick={props.onFind}
        >
          <Search />
        </IconButton>
        <IconButton
          label="Toggle inspector"
          keys={acceleratorKeys('CmdOrCtrl+Alt+B')}
          onClick={() => runCommand('view.toggleInspector')}
        >
          <PanelRight />
        </IconButton>
      </div>
    </div>
  );
}
