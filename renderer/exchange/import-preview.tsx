import type { ExchangeImport } from '../../shared/contract/exchange.ts';
import { type CodeRole, IMPORT_FORMATS } from '../../shared/exchange/formats.ts';
import { OutcomeList } from '../components/outcome.tsx';
import { Select } from '../components/select.tsx';
import { count } from '../formats.ts';
import styles from './exchange.module.css';
import { type CodeRoles, ROLE_OPTIONS } from './import-choices.ts';

/** Names listed before the rest is only counted. */
const NAMED = 12;

const SOURCE_WORDS: Readonly<Record<ExchangeImport['sources'][number]['outcome'], string>> = {
  new: 'comes in',
  known: 'here already',
  updated: 'gets new metadata',
  unchanged: 'stays as it is',
  'not-found': 'not in this archive',
  ambiguous: 'could be several documents',
  failed: 'cannot be read',
};

/** Sources with what becomes of each, the ones to look at first. */
export function sourceLines(sources: ExchangeImport['sources']) {
  const lines = sources.map(({ name, title, outcome, reason, changes }, index) => ({
    key: `${index} ${name}`,
    outcome,
    words: `${title ?? name}: ${SOURCE_WORDS[outcome]}`,
    detail:
      [reason, ...changes.map(({ field, before, after }) => `${field}: ${before === '' ? 'none' : before} → ${after}`)]
        .filter((part) => part !== null)
        .join('. ') || null,
  }));
  const isOdd = (outcome: string) => ['not-found', 'ambiguous', 'failed'].includes(outcome);
  return [...lines.filter(({ outcome }) => isOdd(outcome)), ...lines.filter(({ outcome }) => !isOdd(outcome))];
}

function Names({ label, names }: { readonly label: string; readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  const rest = names.length - NAMED;
  return (
    <p className={styles.names}>
      <strong>{label}: </strong>
      {names.slice(0, NAMED).join(', ')}
      {rest > 0 && ` and ${rest} more`}
    </p>
  );
}

/** Numbers of what comes in, or came in; those that are nothing are left out. */
export function ImportNumbers({ report }: { readonly report: ExchangeImport }) {
  const { sources, passages, codings, agencies, stances, topics } = report;
  const numbers = [
    [sources.filter(({ outcome }) => outcome === 'new').length, 'New documents'],
    [sources.filter(({ outcome }) => outcome === 'updated').length, 'Documents updated'],
    [passages.placed, 'Passages in place'],
    [passages.moved, 'Passages moved'],
    [passages.lost, 'Passages not found'],
    [passages.known, 'Passages here already'],
    [codings, 'Codings'],
    [agencies.length, 'New agencies'],
    [stances.length, 'New stances'],
    [topics.length, 'New topics'],
  ] as const;
  const shown = numbers.filter(([number]) => number > 0);
  if (shown.length === 0) return <p className={styles.names}>Nothing in it is new here.</p>;
  return (
    <dl className={styles.coming}>
      {shown.map(([number, label]) => (
        <div key={label} className={styles.number}>
          <dt>{label}</dt>
          <dd>{number.toLocaleString('en-GB')}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What ImportPreview takes. */
export interface ImportPreviewProps {
  readonly preview: ExchangeImport;
  readonly roles: CodeRoles;
  readonly isBusy: boolean;
  readonly onRole: (name: string, role: CodeRole) => void;
}

/** What would come in from a file of another program. */
export function ImportPreview({ preview, roles, isBusy, onRole }: ImportPreviewProps) {
  const format = IMPORT_FORMATS.find(({ id }) => id === preview.format)?.name ?? preview.format;
  const { codes, warnings } = preview;
  return (
    <>
      <section aria-label="What would come in">
        <h3 className={styles.heading}>
          {preview.name}{' '}
          <span>
            {format}
            {preview.origin === null ? '' : `, written by ${preview.origin}`}
          </span>
        </h3>
        <ImportNumbers report={preview} />
      </section>
      {codes.length > 0 && (
        <section aria-label="What the codes become">
          <h3 className={styles.heading}>
            What the codes become <span>Guessed where you have not said</span>
          </h3>
          <ul className={styles.codes}>
            {codes.map((code) => (
              <li key={code.name} className={styles.code}>
                <span className={styles.codeName}>
                  {code.name}
                  <span className={styles.examples}>
                    {[
                      code.below > 0 ? `${count(code.below, 'code')} below it: ${code.examples.join(', ')}` : null,
                      code.uses > 0 ? `used ${count(code.uses, 'time')}` : null,
                    ]
                      .filter((part) => part !== null)
                      .join(' · ')}
                  </span>
                </span>
                <Select
                  label={`What “${code.name}” becomes`}
                  size="s"
                  value={roles[code.name] ?? code.role}
                  options={ROLE_OPTIONS}
                  disabled={isBusy}
                  onChange={(role) => onRole(code.name, role)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Names label="New agencies" names={preview.agencies} />
      <Names label="New stances" names={preview.stances} />
      <Names label="New topics" names={preview.topics} />
      <OutcomeList title={count(preview.sources.length, 'source')} lines={sourceLines(preview.sources)} />
      <OutcomeList
        title="To be known"
        tone="doubtful"
        lines={warnings.map((words, index) => ({ key: `${index}`, words }))}
      />
    </>
  );
}
