import { ArrowDown, ArrowUp, Check, Columns2, Rows3, ScrollText } from 'lucide-react';
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Comparison } from '../../shared/contract/versions.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { call } from '../archive-client.ts';
import { useArchiveQuery } from '../archive-query.ts';
import { Button, IconButton } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { InspectorLayout } from '../components/inspector-layout.tsx';
import { Segmented } from '../components/segmented.tsx';
import { errorMessage } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { openTab } from '../tabs-state.ts';
import { type ComparisonRow, foldRows, layComparison, type RowPiece } from './comparison-rows.ts';
import styles from './comparison-view.module.css';
import { useStepKeys } from './use-step-keys.ts';

/** What ComparisonView takes. */
export interface ComparisonViewProps {
  readonly document: SourceDocument;
  readonly from: number;
  readonly to: number;
  readonly active: boolean;
}

type Layout = 'unified' | 'columns';

const LAYOUTS = [
  { value: 'unified', label: 'Inline', icon: <Rows3 /> },
  { value: 'columns', label: 'Side by side', icon: <Columns2 /> },
] as const;

interface Texts {
  readonly older: string;
  readonly newer: string;
}

function useTexts(
  documentId: string,
  from: number,
  to: number,
): { readonly texts: Texts | null; readonly error: unknown } {
  const [state, setState] = useState<{ readonly texts: Texts | null; readonly error: unknown }>({
    texts: null,
    error: null,
  });
  useEffect(() => {
    let isCurrent = true;
    Promise.all([from, to].map((version) => call('document.text', { id: documentId, version }))).then(
      ([older = '', newer = '']) => isCurrent && setState({ texts: { older, newer }, error: null }),
      (error: unknown) => isCurrent && setState({ texts: null, error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [documentId, from, to]);
  return state;
}

/** What changed between two versions, with the passages and briefings that it touches. */
export function ComparisonView({ document, from, to, active }: ComparisonViewProps) {
  const comparison = useArchiveQuery('version.compare', { documentId: document.id, from, to }, ['passage', 'briefing']);
  const { texts, error } = useTexts(document.id, from, to);
  const failure = comparison.error ?? error;
  if (failure) return <EmptyState title="The versions can’t be compared">{errorMessage(failure)}</EmptyState>;
  if (!comparison.data || texts === null) return <p className={styles.busy}>Comparing…</p>;
  return <Compared document={document} comparison={comparison.data} texts={texts} active={active} />;
}

function Compared(props: {
  readonly document: SourceDocument;
  readonly comparison: Comparison;
  readonly texts: Texts;
  readonly active: boolean;
}) {
  const { document, comparison, texts, active } = props;
  const { rows, changeCount } = useMemo(
    () => layComparison(comparison.segments, texts.older, texts.newer),
    [comparison, texts],
  );
  const [layout, setLayout] = useState<Layout>('unified');
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState(-1);
  const scroll = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => foldRows(rows, unfolded), [rows, unfolded]);

  const goTo = useCallback((change: number) => {
    setCurrent(change);
    const element = scroll.current?.querySelector<HTMLElement>(`[data-change="${change}"]`);
    element?.scrollIntoView({ block: 'center' });
    element?.focus({ preventScroll: true });
  }, []);
  const step = (direction: 1 | -1): boolean => {
    if (changeCount === 0) return false;
    goTo(current === -1 ? (direction === 1 ? 0 : changeCount - 1) : (current + direction + changeCount) % changeCount);
    return true;
  };
  useStepKeys(active, { n: () => step(1), p: () => step(-1) });
  useEffect(() => {
    if (active) scroll.current?.focus({ preventScroll: true });
  }, [active]);

  if (changeCount === 0) {
    return (
      <EmptyState icon={<Check />} title={`Versions ${comparison.from} and ${comparison.to} have the same words`}>
        They may differ in line breaks, page numbers and typesetting: that is no change of the text.
      </EmptyState>
    );
  }
  const { inserted, deleted, moved } = comparison.counts;
  return (
    <InspectorLayout
      label="Touched passages"
      active={active}
      inspector={<Touched document={document} comparison={comparison} rows={rows} onGo={goTo} />}
    >
      <div className={styles.view}>
        <div role="toolbar" aria-label="Changes" className={styles.toolbar}>
          <IconButton label="Previous change" keys={['P']} onClick={() => step(-1)}>
            <ArrowUp />
          </IconButton>
          <IconButton label="Next change" keys={['N']} onClick={() => step(1)}>
            <ArrowDown />
          </IconButton>
          <span className={styles.position} role="status">
            {current === -1 ? count(changeCount, 'change') : `Change ${current + 1} of ${changeCount}`}
          </span>
          <span className={styles.counts}>
            <ins>+{count(inserted, 'word')}</ins> <del>−{count(deleted, 'word')}</del>
            {moved > 0 && <span className={styles.movedCount}>⇅ {count(moved, 'word')} moved</span>}
          </span>
          <span className={styles.spacer} />
          <Segmented label="Layout" value={layout} options={LAYOUTS} onChange={setLayout} />
        </div>
        <div ref={scroll} className={styles.scroll} role="region" aria-label="Comparison" tabIndex={0}>
          {layout === 'columns' && (
            <div className={styles.columnHeads} aria-hidden>
              <span>Version {comparison.from}</span>
              <span>Version {comparison.to}</span>
            </div>
          )}
          {shown.map((item) =>
            item.kind === 'gap' ? (
              <button
                key={item.key}
                type="button"
                className={styles.gap}
                onClick={() => setUnfolded((before) => new Set([...before, item.key]))}
              >
                {count(item.rows.length, 'unchanged paragraph')} · Show
              </button>
            ) : (
              <Row
                key={item.row.key}
                row={item.row}
                layout={layout}
                current={item.row.pieces.some(({ change }) => change === current) ? current : -1}
              />
            ),
          )}
        </div>
      </div>
    </InspectorLayout>
  );
}

interface RowProps {
  readonly row: ComparisonRow;
  readonly layout: Layout;
  /** Number of the change that is looked at, if it is in this row; else −1. */
  readonly current: number;
}

const Row = memo(function Row({ row, layout, current }: RowProps) {
  const pages = pageWords(row);
  const gutter = <span className={styles.pages}>{pages}</span>;
  if (layout === 'unified') {
    return (
      <div className={styles.row} data-changed={row.isChanged}>
        {gutter}
        <p className={styles.words}>
          {row.pieces.map((piece, index) => (
            <Piece
              key={piece.key}
              piece={piece}
              words={piece.newer ?? piece.older ?? ''}
              isFirst={isFirstOf(row, index)}
              current={current}
            />
          ))}
        </p>
      </div>
    );
  }
  return (
    <div className={styles.columns} data-changed={row.isChanged}>
      {gutter}
      <p className={styles.words}>
        {row.pieces.map((piece, index) =>
          piece.older === null ? null : (
            <Piece
              key={piece.key}
              piece={piece}
              words={piece.older}
              isFirst={isFirstOf(row, index)}
              current={current}
            />
          ),
        )}
      </p>
      <p className={styles.words}>
        {row.pieces.map((piece, index) =>
          piece.newer === null ? null : (
            <Piece
              key={piece.key}
              piece={piece}
              words={piece.newer}
              isFirst={isFirstOf(row, index) && piece.older === null}
              current={current}
            />
          ),
        )}
      </p>
    </div>
  );
});

/** Whether a piece is the first of its change in a row: the one that is gone to. */
const isFirstOf = ({ pieces }: ComparisonRow, index: number): boolean =>
  pieces[index]?.change !== null && pieces[index - 1]?.change !== pieces[index]?.change;

function pageWords({ fromPage, toPage }: ComparisonRow): string {
  if (fromPage !== null && toPage !== null && fromPage !== toPage) return `p. ${fromPage} → ${toPage}`;
  const page = fromPage ?? toPage;
  return page === null ? '' : `p. ${page}`;
}

function Piece(props: {
  readonly piece: RowPiece;
  readonly words: string;
  readonly isFirst: boolean;
  readonly current: number;
}) {
  const { piece, words, isFirst, current } = props;
  if (piece.change === null) return words;
  const Tag = piece.kind === 'insert' ? 'ins' : piece.kind === 'delete' ? 'del' : 'span';
  const label =
    piece.kind === 'moved'
      ? piece.isOldPlace
        ? `Moved away (${piece.moveId})`
        : `Moved here (${piece.moveId})`
      : null;
  return (
    <Tag
      className={styles[piece.kind === 'moved' ? (piece.isOldPlace ? 'movedAway' : 'movedHere') : piece.kind]}
      {...(isFirst ? { 'data-change': piece.change, tabIndex: -1 } : {})}
      data-current={piece.change === current || undefined}
      data-touches={piece.passageIds.length > 0 || undefined}
      title={label ?? undefined}
    >
      {label !== null && <span className={styles.move}>{`⇅${piece.moveId} `}</span>}
      {words}
    </Tag>
  );
}

/** The passages whose words changed, each with the briefings that print it. */
function Touched(props: {
  readonly document: SourceDocument;
  readonly comparison: Comparison;
  readonly rows: readonly ComparisonRow[];
  readonly onGo: (change: number) => void;
}) {
  const { document, comparison, rows, onGo } = props;
  const firstChange = (passageId: string): number | null =>
    rows.flatMap(({ pieces }) => pieces).find((piece) => piece.change !== null && piece.passageIds.includes(passageId))
      ?.change ?? null;
  return (
    <div className={styles.touched}>
      <h2 className={styles.touchedTitle}>Touched passages</h2>
      {comparison.touched.length === 0 && <p className={styles.none}>No passage has words that changed.</p>}
      <ul className={styles.touchedList}>
        {comparison.touched.map(({ passageId, version, quote, page, briefings }) => {
          const change = firstChange(passageId);
          return (
            <li key={passageId} className={styles.card}>
              <button type="button" className={styles.quote} onClick={() => change !== null && onGo(change)}>
                {readableQuote(quote)}
              </button>
              <p className={styles.cardFoot}>
                Version {version}
                {page === null ? '' : ` · p. ${page}`}
                <Button
                  size="s"
                  variant="ghost"
                  onClick={() =>
                    openTab({ kind: 'document', documentId: document.id, title: document.title, version, passageId })
                  }
                >
                  Open passage
                </Button>
              </p>
              {briefings.map(({ id, title }) => (
                <Button
                  key={id}
                  size="s"
                  variant="ghost"
                  className={styles.briefing ?? ''}
                  icon={<ScrollText />}
                  title={title}
                  onClick={() => openTab({ kind: 'briefing', briefingId: id, title })}
                >
                  <span className={styles.briefingTitle}>{title}</span>
                </Button>
              ))}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
