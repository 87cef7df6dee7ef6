import { CircleAlert, CircleCheck, FileStack, Globe, ShieldCheck, UserRound } from 'lucide-react';
import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { CaptureOutcome, CapturePhase } from '../../shared/contract/capture.ts';
import { readWebAddress } from '../../shared/web-address.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field, TextInput } from '../components/field.tsx';
import { formatBytes } from '../formats.ts';
import styles from './capture-dialog.module.css';
import { cancelCapture, captureStore, dropCapture, keepCapture, openCaptured, startCapture } from './capture-state.ts';

const PHASES: Readonly<Record<CapturePhase, string>> = {
  starting: 'Starting a browser of its own…',
  loading: 'Loading the page…',
  saving: 'Saving the page…',
  printing: 'Printing it to PDF…',
  storing: 'Storing it in the archive…',
};

const PROMISES = [
  [
    Globe,
    'This one address is loaded',
    'with the pictures, styles and scripts that its page asks for. Standpoint itself sends nothing else.',
  ],
  [
    ShieldCheck,
    'Apart from everything here',
    'In a process of its own that knows neither your archive nor your files, without cookies or sign-ins, and with nothing left behind.',
  ],
  [
    UserRound,
    'The site sees a visitor',
    'Your IP address and the name of a plain browser, no more than any page learns from a first visit.',
  ],
  [
    FileStack,
    'What is kept',
    'The page as web archive (MHTML), its PDF print and its text, with address, time, status and headers of the answer.',
  ],
] as const;

function Promises() {
  return (
    <ul className={styles.promises}>
      {PROMISES.map(([Icon, title, words]) => (
        <li key={title}>
          <Icon aria-hidden />
          <span>
            <strong>{title}</strong> {words}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Running({ url }: { readonly url: string }) {
  const progress = captureStore((state) => state.progress);
  const bytes = progress?.bytes ?? 0;
  return (
    <div className={styles.running}>
      <p className={styles.address}>{url}</p>
      <div className={styles.bar} role="progressbar" aria-label="Capture progress">
        <div />
      </div>
      <p className={styles.phase} role="status">
        {PHASES[progress?.phase ?? 'starting']}
        {bytes > 0 && <span className={styles.bytes}>{formatBytes(bytes)}</span>}
      </p>
    </div>
  );
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

function Ended({ outcome }: { readonly outcome: CaptureOutcome }) {
  const isUndecided = outcome.state === 'undecided';
  const Icon = isUndecided ? CircleAlert : CircleCheck;
  return (
    <div className={styles.ended} data-state={outcome.state} role="status">
      <Icon aria-hidden />
      <div>
        <p className={styles.message}>{outcome.message}</p>
        <p className={styles.address}>{outcome.finalUrl}</p>
        {outcome.doubt === 'http-error' && (
          <p>
            What the server showed with it was taken, but not stored. That a page was not there can be evidence, too.
          </p>
        )}
        {outcome.doubt === 'unchanged' && (
          <p>
            Another version would record that the page still said the same now. Without it, the archive stays as it is.
          </p>
        )}
        <Notes notes={outcome.notes} />
      </div>
    </div>
  );
}

function useFooter(
  outcome: CaptureOutcome | null,
  isRunning: boolean,
  canStart: boolean,
  onClose: () => void,
  primary: RefObject<HTMLButtonElement | null>,
) {
  if (isRunning) {
    return (
      <>
        <Button onClick={onClose}>Hide</Button>
        <Button variant="danger" onClick={cancelCapture}>
          Stop
        </Button>
      </>
    );
  }
  if (outcome?.state === 'undecided') {
    return (
      <>
        <Button
          onClick={() => {
            dropCapture(outcome);
            onClose();
          }}
        >
          Forget it
        </Button>
        <Button ref={primary} variant="primary" onClick={() => void keepCapture(outcome)}>
          {outcome.doubt === 'unchanged' ? 'Keep another version' : 'Keep it all the same'}
        </Button>
      </>
    );
  }
  if (outcome !== null) {
    return (
      <>
        <Button onClick={() => captureStore.setState({ outcome: null, address: '' })}>Capture another</Button>
        <Button ref={primary} variant="primary" onClick={() => openCaptured(outcome)}>
          Open document
        </Button>
      </>
    );
  }
  return (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button variant="primary" type="submit" form="capture" disabled={!canStart}>
        Capture page
      </Button>
    </>
  );
}

/** Says what taking a page does before it is done, asks for the address, and follows it to its end. */
export function CaptureDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { address, jobId, outcome, failure } = captureStore();
  const [isRefused, setIsRefused] = useState(false);
  useEffect(() => {
    if (!open) setIsRefused(false);
  }, [open]);
  const addressField = useRef<HTMLInputElement>(null);
  const primary = useRef<HTMLButtonElement>(null);
  const stage = jobId !== null ? 'running' : outcome !== null ? 'ended' : 'asking';
  const lastStage = useRef(stage);
  useEffect(() => {
    const isNew = lastStage.current !== stage;
    lastStage.current = stage;
    // What had the focus is gone with the stage before.
    if (!open || !isNew) return;
    if (stage === 'ended') primary.current?.focus();
    if (stage === 'asking') addressField.current?.focus();
  }, [open, stage]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const url = readWebAddress(address, true);
    setIsRefused(url === null);
    if (url === null) addressField.current?.focus();
    else void startCapture(url);
  };
  const footer = useFooter(outcome, jobId !== null, address.trim() !== '', onClose, primary);
  const wrong = 'This is no web address. Type one like https://example.org/page.';
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Capture web page"
      description="The only thing in Standpoint that uses the internet, and only when you ask for it here."
      footer={footer}
      {...(stage === 'ended' ? { initialFocus: primary } : {})}
    >
      {jobId !== null ? (
        <Running url={address} />
      ) : outcome !== null ? (
        <Ended outcome={outcome} />
      ) : (
        <form id="capture" className={styles.form} onSubmit={submit}>
          <Field label="Address" error={isRefused ? wrong : failure}>
            {(ids) => (
              <TextInput
                {...ids}
                ref={addressField}
                inputMode="url"
                spellCheck={false}
                placeholder="https://"
                value={address}
                onChange={(event) => captureStore.setState({ address: event.target.value, failure: null })}
              />
            )}
          </Field>
          <Promises />
        </form>
      )}
    </Dialog>
  );
}
