import { CircleAlert, CircleCheck, CircleX, ExternalLink, Info, type LucideIcon, X } from 'lucide-react';
import { useRef } from 'react';
import type { LintFinding } from '../../../shared/contract/lint.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { errorMessage, notify } from '../../components/toast.tsx';
import { count } from '../../formats.ts';
import { openTab } from '../../tabs-state.ts';
import { useComposer } from '../composer/composer-context.ts';
import styles from './lint.module.css';
import { groupFindings, type LintGroup } from './lint-words.ts';
import type { LintState } from './use-lint.ts';

const ICONS: Readonly<Record<LintFinding['severity'], LucideIcon>> = {
  error: CircleX,
  warning: CircleAlert,
  note: Info,
};

const SEVERITIES: Readonly<Record<LintFinding['severity'], string>> = {
  error: 'Error',
  warning: 'Warning',
  note: 'Note',
};

function openRelated({ related }: LintFinding): void {
  if (related === null) return;
  const { documentId, version, passageId } = related;
  openTab({ kind: 'document', documentId, version, ...(passageId === null ? {} : { passageId }) });
}

interface FindingProps {
  readonly finding: LintFinding;
  /** False where what to do is said for all of them together. */
  readonly hasRemedy: boolean;
  readonly onGo: () => void;
  readonly onDismiss: () => void;
}

function Finding({ finding, hasRemedy, onGo, onDismiss }: FindingProps) {
  const { words, explanation, remedy, related } = finding;
  return (
    <li className={styles.finding} data-finding={finding.id}>
      <button type="button" className={styles.go} onClick={onGo}>
        {words !== '' && <span className={styles.wordsOf}>{words}</span>}
        <span className={styles.explanation}>{explanation}</span>
        {hasRemedy && <span className={styles.remedy}>{remedy}</span>}
      </button>
      <span className={styles.actions}>
        {related !== null && (
          <IconButton label="Open what it is compared with" size="s" onClick={() => openRelated(finding)}>
            <ExternalLink />
          </IconButton>
        )}
        <IconButton label="Dismiss this finding" size="s" onClick={onDismiss}>
          <X />
        </IconButton>
      </span>
    </li>
  );
}

interface GroupProps {
  readonly group: LintGroup;
  readonly onGo: (finding: LintFinding) => void;
  readonly onDismiss: (finding: LintFinding) => void;
}

function Group({ group, onGo, onDismiss }: GroupProps) {
  const Icon = ICONS[group.severity];
  return (
    <section className={styles.group} aria-label={group.title}>
      <h2 className={styles.title} data-severity={group.severity}>
        <Icon role="img" aria-label={SEVERITIES[group.severity]} />
        {group.title}
        <span className={styles.number}>{group.findings.length}</span>
      </h2>
      <p className={styles.why}>
        {group.why}
        {group.remedy !== null && ` ${group.remedy}`}
      </p>
      <ul>
        {group.findings.map((finding) => (
          <Finding
            key={finding.id}
            finding={finding}
            hasRemedy={group.remedy === null}
            onGo={() => onGo(finding)}
            onDismiss={() => onDismiss(finding)}
          />
        ))}
      </ul>
    </section>
  );
}

/** What may be wrong in the briefing on the page, by rule; each finding explains itself and leads to its place. */
export function LintPanel({ lint }: { readonly lint: LintState }) {
  const composer = useComposer();
  const root = useRef<HTMLDivElement>(null);
  const { findings, dismissed, checked, error } = lint;
  const go = ({ path, start, end, useId }: LintFinding) => {
    const isThere = composer.goToText(path, start, end) || (useId !== null && composer.goToUse(useId));
    if (!isThere) notify('That place is no longer on the page');
  };
  const dismiss = (finding: LintFinding) => {
    const buttons = [...(root.current?.querySelectorAll<HTMLElement>('[data-finding] > button') ?? [])];
    const at = buttons.findIndex(
      (button) => button.closest<HTMLElement>('[data-finding]')?.dataset.finding === finding.id,
    );
    // What goes with its finding can't keep the focus.
    (buttons[at + 1] ?? buttons[at - 1] ?? root.current)?.focus();
    lint.dismiss(finding);
  };
  return (
    <div ref={root} className={styles.panel} tabIndex={-1}>
      {Boolean(error) && (
        <p role="alert" className={styles.failure}>
          The briefing was not checked: {errorMessage(error)}
        </p>
      )}
      {checked === null && !error && (
        <p role="status" className={styles.quiet}>
          Being looked through…
        </p>
      )}
      {checked !== null && findings.length === 0 && (
        <div className={styles.clean}>
          <CircleCheck aria-hidden />
          <p>Nothing to mend</p>
          <p className={styles.quiet}>
            {count(checked.sentences, 'sentence')} and {count(checked.uses, 'quote')} were looked at for unsourced
            claims, quotes cut short, withdrawn or outdated statements, and words that contradict the coding.
          </p>
        </div>
      )}
      {groupFindings(findings).map((group) => (
        <Group key={group.rule} group={group} onGo={go} onDismiss={dismiss} />
      ))}
      {dismissed > 0 && (
        <p className={styles.foot}>
          {count(dismissed, 'finding')} dismissed
          <Button size="s" variant="ghost" onClick={lint.restore}>
            Show again
          </Button>
        </p>
      )}
    </div>
  );
}
