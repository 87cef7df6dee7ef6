import type { BlockChange, BriefingComparison } from '../../../shared/contract/composer.ts';
import { useArchiveQuery } from '../../archive-query.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { errorMessage } from '../../components/toast.tsx';
import { count } from '../../formats.ts';
import { foldBlocks } from './fold-blocks.ts';
import styles from './versions.module.css';

/** Two states of a briefing to be compared, by the ids of what holds them. */
export interface ComparedStates {
  readonly briefingId: string;
  readonly from: string;
  readonly fromName: string;
  readonly to: string;
  readonly toName: string;
}

const KINDS: Readonly<Record<BlockChange['kind'], string>> = {
  equal: 'Unchanged',
  insert: 'Put in',
  delete: 'Taken out',
  change: 'Changed',
};

function Words({ change }: { readonly change: BlockChange }) {
  const keyed = change.words.map((piece, index) => ({ key: `${index} ${piece.kind}`, piece }));
  return (
    <p className={styles.compared}>
      {keyed.map(({ key, piece }) =>
        piece.kind === 'insert' ? (
          <ins key={key}>{piece.text}</ins>
        ) : piece.kind === 'delete' ? (
          <del key={key}>{piece.text}</del>
        ) : (
          <span key={key}>{piece.text}</span>
        ),
      )}
    </p>
  );
}

function Comparison({ comparison }: { readonly comparison: BriefingComparison }) {
  const { fields, counts } = comparison;
  const isSame = fields.length === 0 && counts.inserted + counts.deleted + counts.changed === 0;
  if (isSame) return <p className={styles.none}>Both say the same, word by word.</p>;
  const rows = foldBlocks(comparison.blocks);
  return (
    <>
      <p className={styles.counts} role="status">
        {count(counts.changed, 'block')} changed, {counts.inserted} put in, {counts.deleted} taken out ·{' '}
        <ins>+{count(counts.wordsInserted, 'word')}</ins> <del>−{count(counts.wordsDeleted, 'word')}</del>
      </p>
      {fields.length > 0 && (
        <dl className={styles.fields}>
          {fields.map(({ name, before, after }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <del>{before === '' ? 'none' : before}</del> <ins>{after === '' ? 'none' : after}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div role="region" className={styles.redline} aria-label="Differences" tabIndex={0}>
        {rows.map((row) =>
          row.kind === 'fold' ? (
            <p key={row.key} className={styles.fold}>
              {count(row.number, 'block')} unchanged
            </p>
          ) : (
            <div key={row.key} className={styles.block} data-kind={row.change.kind}>
              <span className={styles.kind}>
                {KINDS[row.change.kind]} · {row.change.block}
              </span>
              <Words change={row.change} />
            </div>
          ),
        )}
      </div>
    </>
  );
}

/** What ComparisonDialog takes. */
export interface ComparisonDialogProps {
  /** Open while there is something to compare. */
  readonly states: ComparedStates | null;
  readonly onClose: () => void;
}

/** The differences between two states of a briefing, block by block and word by word. */
export function ComparisonDialog({ states, onClose }: ComparisonDialogProps) {
  const { data, error } = useArchiveQuery(
    'briefing.compareVersions',
    states === null ? null : { id: states.briefingId, from: states.from, to: states.to },
    ['briefing', 'passage'],
  );
  return (
    <Dialog
      open={states !== null}
      onClose={onClose}
      size="l"
      title="Compare versions"
      description={states === null ? '' : `From “${states.fromName}” to “${states.toName}”.`}
      footer={<Button onClick={onClose}>Close</Button>}
    >
      {Boolean(error) && (
        <p role="alert" className={styles.failure}>
          {errorMessage(error)}
        </p>
      )}
      {data ? <Comparison comparison={data} /> : !error && <p role="status">Comparing…</p>}
    </Dialog>
  );
}
