import { CircleAlert, CircleCheck, CircleHelp, CircleX, FileSearch, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { BriefingVerification, VerifiedUse } from '../../shared/contract/verify-briefing.ts';
import { call } from '../archive-client.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Outcome, OutcomeList, Refused, Working } from '../components/outcome.tsx';
import { Segmented } from '../components/segmented.tsx';
import { notifyError } from '../components/toast.tsx';
import { useTask } from '../components/use-task.ts';
import { openTab } from '../tabs-state.ts';
import { againstWords, countsOf, orderUses, sourceState, verdictWords } from './check-words.ts';
import styles from './exchange.module.css';

const LOOKS: Readonly<Record<VerifiedUse['outcome'], { readonly icon: LucideIcon; readonly words: string }>> = {
  found: { icon: CircleCheck, words: 'Found, unaltered' },
  altered: { icon: CircleX, words: 'Altered' },
  missing: { icon: CircleAlert, words: 'Missing' },
};

const SHOWN = [
  { value: 'odd', label: 'To look at' },
  { value: 'all', label: 'All quotes' },
] as const;

/** Quotes shown one by one. */
const MOST = 300;

function Words({ use }: { readonly use: VerifiedUse }) {
  if (use.difference === null) return <p className={styles.words}>“{use.printed ?? use.expected}”</p>;
  const keyed = use.difference.map((piece, index) => ({ key: `${index} ${piece.kind}`, piece }));
  return (
    <p className={styles.words}>
      “
      {keyed.map(({ key, piece }, index) => (
        <span key={key}>
          {index > 0 && ' '}
          <Stretch piece={piece} />
        </span>
      ))}
      ”
    </p>
  );
}

function Stretch({ piece }: { readonly piece: NonNullable<VerifiedUse['difference']>[number] }) {
  if (piece.kind === 'insert') return <ins>{piece.words}</ins>;
  if (piece.kind === 'delete') return <del>{piece.words}</del>;
  return <span>{piece.words}</span>;
}

function Use({ use, onOpen }: { readonly use: VerifiedUse; readonly onOpen: (() => void) | null }) {
  const look = LOOKS[use.outcome];
  return (
    <li className={styles.quote} data-state={use.outcome}>
      <p className={styles.state}>
        <look.icon aria-hidden /> {use.number}. {look.words}
      </p>
      <Words use={use} />
      {use.reason !== null && <p className={styles.source}>{use.reason}</p>}
      <p className={styles.source}>
        {use.documentTitle}, version {use.version}
        {onOpen !== null && (
          <Button size="s" variant="ghost" onClick={onOpen}>
            Open source
          </Button>
        )}
      </p>
    </li>
  );
}

function Result({ result, onLeave }: { readonly result: BriefingVerification; readonly onLeave: () => void }) {
  const [shown, setShown] = useState<'odd' | 'all'>(result.ok ? 'all' : 'odd');
  const uses = orderUses(result.uses, shown === 'all');
  const odd = result.sources.filter(({ outcome }) => outcome !== 'intact');
  const here = new Set(
    result.against === 'archive'
      ? result.sources.filter(({ outcome }) => outcome !== 'not-here').map(({ documentId }) => documentId)
      : [],
  );
  return (
    <>
      <Outcome tone={result.ok ? 'good' : result.counts.altered > 0 ? 'bad' : 'doubtful'} title={verdictWords(result)}>
        <p>{countsOf(result)}</p>
        <p>
          {result.title ?? result.fileName}. {againstWords(result.against)}
        </p>
      </Outcome>
      <OutcomeList
        title="To be known"
        tone="doubtful"
        lines={result.remarks.map((words, index) => ({ key: `${index}`, words }))}
      />
      <OutcomeList
        title="Originals"
        tone="bad"
        lines={odd.map((source) => ({
          key: `${source.documentId} ${source.version}`,
          words: `${source.title}: ${sourceState(source.outcome)}`,
          detail: source.reason ?? `SHA-256 ${source.sha256}`,
        }))}
      />
      {result.uses.length > 0 && (
        <section aria-label="Quotes">
          <div className={styles.choose}>
            <h3 className={styles.heading}>Quotes</h3>
            <Segmented label="Which quotes" value={shown} options={SHOWN} onChange={setShown} />
          </div>
          {uses.length === 0 && <p className={styles.names}>Every quote was found as it was exported.</p>}
          <ul className={styles.quotes}>
            {uses.slice(0, MOST).map((use) => (
              <Use
                key={use.useId}
                use={use}
                onOpen={
                  here.has(use.documentId)
                    ? () => {
                        onLeave();
                        openTab({ kind: 'document', documentId: use.documentId, version: use.version });
                      }
                    : null
                }
              />
            ))}
          </ul>
          {uses.length > MOST && <p className={styles.names}>and {uses.length - MOST} more</p>}
        </section>
      )}
      {result.unknown.length > 0 && (
        <OutcomeList
          title="Words in quotation marks that are no quote of the briefing"
          tone="doubtful"
          lines={result.unknown.map(({ words, context }, index) => ({
            key: `${index}`,
            words: (
              <>
                <CircleHelp aria-hidden className={styles.mark} /> “{words}”
              </>
            ),
            detail: context,
          }))}
        />
      )}
    </>
  );
}

/** Checks a briefing that somebody sent, whatever was done to it since, and shows each quote: found, altered or missing. */
export function CheckFileDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const task = useTask<BriefingVerification>();
  const [path, setPath] = useState<string | null>(null);
  const close = () => {
    task.clear();
    setPath(null);
    onClose();
  };
  const choose = async () => {
    try {
      const [file] = await call('app.chooseFiles', { purpose: 'briefing' });
      if (file === undefined) return;
      setPath(file);
      await task.run(() => call('briefing.verifyFile', { file }));
    } catch (error) {
      notifyError('No file was chosen', error);
    }
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      size="l"
      title="Check a briefing file"
      description="A Word document, a web page or an evidence package that was made with Standpoint, also after it was edited elsewhere. Each quote is held against the preserved original. The file is read and nothing else."
      footer={<Button onClick={close}>Close</Button>}
    >
      <div className={styles.content}>
        <div className={styles.choose}>
          <Button icon={<FileSearch />} disabled={task.isBusy} onClick={() => void choose()}>
            {path === null ? 'Choose a file…' : 'Choose another file…'}
          </Button>
          {path !== null && <span className={styles.path}>{path}</span>}
        </div>
        <Working task={task} label="Finding the quotes and holding them against their originals…" />
        {task.failure !== null && <Refused>{task.failure}</Refused>}
        {task.result !== null && <Result key={path} result={task.result} onLeave={close} />}
      </div>
    </Dialog>
  );
}
