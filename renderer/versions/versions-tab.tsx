import { Columns2, FileWarning, GitCompare } from 'lucide-react';
import { useEffect } from 'react';
import type { SourceDocument } from '../../shared/domain/document.ts';
import { useCommandHandler } from '../commands.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Segmented } from '../components/segmented.tsx';
import { Select } from '../components/select.tsx';
import { errorMessage } from '../components/toast.tsx';
import { versionName } from '../formats.ts';
import { openTab, setTabTitle, type VersionsTab as Tab } from '../tabs-state.ts';
import { useSourceDocument } from '../use-record.ts';
import { ComparisonView } from './comparison-view.tsx';
import { PlacementReview } from './placement-review.tsx';
import { newestNumber, openVersion, readSideBySide } from './version-actions.ts';
import styles from './versions-tab.module.css';

const MODES = [
  { value: 'compare', label: 'Compare' },
  { value: 'review', label: 'Review passages' },
] as const;

/** Two versions of a document: what changed between them, or where the passages of the older ones stand in the newer. */
export function VersionsTab({ tab, active }: { readonly tab: Tab; readonly active: boolean }) {
  const { record: document, error } = useSourceDocument(tab.documentId);
  const title = document?.title ?? null;
  useEffect(() => {
    if (title !== null) setTabTitle(tab.id, title);
  }, [tab.id, title]);
  const change = (part: Partial<Pick<Tab, 'mode' | 'from' | 'to'>>) =>
    openTab({
      kind: 'versions',
      documentId: tab.documentId,
      title: tab.title,
      mode: tab.mode,
      from: tab.from,
      to: tab.to,
      ...part,
    });
  useCommandHandler('document.compareVersions', () => change({ mode: 'compare' }), active);
  useCommandHandler('document.reviewPassages', () => change({ mode: 'review' }), active);
  if (document === null) {
    if (!error) return <div className={styles.view} aria-busy="true" />;
    return (
      <EmptyState icon={<FileWarning />} title="These versions can’t be shown">
        {errorMessage(error)}
      </EmptyState>
    );
  }
  const known = new Set(document.versions.map(({ number }) => number));
  if (!known.has(tab.from) || !known.has(tab.to)) {
    return (
      <EmptyState
        icon={<GitCompare />}
        title="There is one version"
        actions={<Button onClick={() => openVersion(document, newestNumber(document))}>Open the document</Button>}
      >
        “{document.title}” has no other version to compare with now. Undo may bring it back.
      </EmptyState>
    );
  }
  return (
    <div className={styles.view}>
      <header className={styles.header}>
        <h1 className={styles.title}>{document.title}</h1>
        <Segmented label="Versions" value={tab.mode} options={MODES} onChange={(mode) => change({ mode })} />
        <span className={styles.spacer} />
        {tab.mode === 'compare' && (
          <Button size="s" icon={<Columns2 />} onClick={() => readSideBySide(document, tab.from, tab.to)}>
            Read side by side
          </Button>
        )}
        {tab.mode === 'compare' && (
          <>
            <Select
              size="s"
              label="Older version"
              value={String(tab.from)}
              options={choices(document, (number) => number < tab.to)}
              onChange={(value) => change({ from: Number(value) })}
            />
            <span aria-hidden>→</span>
          </>
        )}
        <Select
          size="s"
          label="Newer version"
          value={String(tab.to)}
          options={choices(document, (number) => (tab.mode === 'compare' ? number > tab.from : number > 1))}
          onChange={(value) => change({ to: Number(value), from: Math.min(tab.from, Number(value) - 1) })}
        />
      </header>
      <div className={styles.body}>
        {tab.mode === 'compare' ? (
          <ComparisonView
            key={`${tab.from} ${tab.to}`}
            document={document}
            from={tab.from}
            to={tab.to}
            active={active}
          />
        ) : (
          <PlacementReview key={tab.to} document={document} version={tab.to} active={active} />
        )}
      </div>
    </div>
  );
}

const choices = (document: SourceDocument, isOffered: (number: number) => boolean) =>
  [...document.versions]
    .reverse()
    .filter(({ number }) => isOffered(number))
    .map(({ number }) => ({ value: String(number), label: versionName(number, newestNumber(document)) }));
