import type { ExchangeImport } from '../../shared/contract/exchange.ts';
import { call } from '../archive-client.ts';
import { Button } from '../components/button.tsx';
import { Outcome, OutcomeList } from '../components/outcome.tsx';
import { notifyError } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { openPassage } from '../passages/passage-actions.ts';
import styles from './exchange.module.css';
import { ImportNumbers, sourceLines } from './import-preview.tsx';

/** What ImportOutcome takes. */
export interface ImportOutcomeProps {
  readonly outcome: ExchangeImport;
  /** A passage is about to be shown: the dialog stands in its way. */
  readonly onLeave: () => void;
}

/** What came in from a file of another program, with everything that somebody has to look at. */
export function ImportOutcome({ outcome, onLeave }: ImportOutcomeProps) {
  const { attention, warnings, sources } = outcome;
  const open = async (id: string) => {
    try {
      const passage = await call('passage.get', { id });
      onLeave();
      openPassage(passage);
    } catch (error) {
      notifyError('The passage was not shown', error);
    }
  };
  const odd = sources.filter(({ outcome: became }) => ['not-found', 'ambiguous', 'failed'].includes(became));
  const isClean = attention.length === 0 && odd.length === 0;
  return (
    <>
      <Outcome tone={isClean ? 'good' : 'doubtful'} title="Imported">
        <p>{outcome.name}. It is one step of undo.</p>
      </Outcome>
      <ImportNumbers report={outcome} />
      <OutcomeList
        title={count(attention.length, 'passage to look at', 'passages to look at')}
        tone="doubtful"
        lines={attention.map(({ source, quote, outcome: became, reason, passageId }, index) => ({
          key: `${index}`,
          words: `“${quote}”`,
          detail: (
            <span className={styles.attention}>
              {became === 'lost' ? 'Not found' : 'Moved'} in {source}
              {reason === null ? '' : `. ${reason}`}
              {passageId !== null && (
                <Button size="s" variant="ghost" onClick={() => void open(passageId)}>
                  Open
                </Button>
              )}
            </span>
          ),
        }))}
      />
      <OutcomeList title="Sources to look at" tone="doubtful" lines={sourceLines(odd)} />
      <OutcomeList
        title="To be known"
        tone="doubtful"
        lines={warnings.map((words, index) => ({ key: `${index}`, words }))}
      />
    </>
  );
}
