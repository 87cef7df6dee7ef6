import { ChevronRight, FileDown } from 'lucide-react';
import type { Capture, Companion, Version } from '../../shared/domain/document.ts';
import { call } from '../archive-client.ts';
import { Button } from '../components/button.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import { formatTime } from '../formats.ts';
import styles from './capture-record.module.css';

/** What a capture proves, and what it does not, in sentences for whoever relies on it. */
function evidenceOf({ url, finalUrl, status }: Capture, format: Version['format']) {
  const isSecure = finalUrl.startsWith('https:');
  const proves = [
    format === 'mhtml'
      ? 'At that time, by this computer’s clock, this address sent this computer what the browser put together into this page. Scripts of the page had run by then.'
      : 'At that time, by this computer’s clock, this computer received these bytes from this address.',
    'Not a byte of it has changed since: its SHA-256 stands in the log of the archive.',
    isSecure
      ? 'The server showed a valid certificate for its name, and nobody on the way could read or alter what it sent.'
      : null,
    status !== null && status >= 400
      ? `The server answered with an error (${status}): this is what it showed instead.`
      : null,
  ];
  const doesNotProve = [
    'That others were shown the same: sites show different things to different places, browsers and people.',
    'Who wrote it, that it is true, when it was published, or that it is still there.',
    'The time, to someone who trusts neither this computer nor whoever keeps this archive: nobody else was watching. A copy in a public web archive, or the SHA-256 left with a third party, would help.',
    isSecure
      ? null
      : 'That it came from this server: the connection was not encrypted, and could be altered on the way.',
    url === finalUrl ? null : 'That the address asked for always leads to the one that answered.',
  ];
  const isSaid = (sentence: string | null): sentence is string => sentence !== null;
  return { proves: proves.filter(isSaid), doesNotProve: doesNotProve.filter(isSaid) };
}

function saveCopy({ sha256, fileName }: Companion): void {
  call('app.saveCopy', { sha256, suggestedName: fileName }).then(
    (path) => {
      if (path === null) return;
      const reveal = () => {
        call('app.reveal', { what: 'export', path }).catch((error) => notifyError('The file was not shown', error));
      };
      notify('The PDF print was saved', { label: 'Show in folder', run: reveal }, path);
    },
    (error) => notifyError('The PDF print was not saved', error),
  );
}

function List({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  return (
    <>
      <h5 className={styles.heading}>{title}</h5>
      <ul className={styles.sentences}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

/** Lines may repeat: their place is all that tells them apart. */
function numbered(headers: Capture['headers']) {
  return headers.map(([name, value], index) => ({ key: `${index} ${name}`, name, value }));
}

/** How a version was taken from the web: address, time, answer, its PDF print, and what all that proves. */
export function CaptureRecord({ version }: { readonly version: Version }) {
  const { capture, format, companions = [] } = version;
  if (capture === undefined) return null;
  const print = companions.find(({ role }) => role === 'capture-pdf');
  const { proves, doesNotProve } = evidenceOf(capture, format);
  return (
    <section className={styles.record} aria-label={`Capture of version ${version.number}`}>
      <h4 className={styles.title}>Taken from the web</h4>
      <dl className={styles.facts}>
        <div>
          <dt>Address</dt>
          <dd>{capture.url}</dd>
        </div>
        {capture.finalUrl !== capture.url && (
          <div>
            <dt>Answered</dt>
            <dd>{capture.finalUrl}</dd>
          </div>
        )}
        <div>
          <dt>Time</dt>
          <dd>
            {formatTime(capture.capturedAt)} <span className={styles.exact}>{capture.capturedAt}</span>
          </dd>
        </div>
        <div>
          <dt>Status</dt>
          <dd>{capture.status ?? 'not recorded'}</dd>
        </div>
        <div>
          <dt>Browser</dt>
          <dd>{capture.agent}</dd>
        </div>
      </dl>
      {print && (
        <Button size="s" icon={<FileDown />} onClick={() => saveCopy(print)}>
          Save the PDF print…
        </Button>
      )}
      <details className={styles.details}>
        <summary>
          <ChevronRight aria-hidden />
          Headers of the answer ({capture.headers.length})
        </summary>
        <table className={styles.headers}>
          <tbody>
            {numbered(capture.headers).map(({ key, name, value }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <details className={styles.details} open>
        <summary>
          <ChevronRight aria-hidden />
          What this proves, and what it does not
        </summary>
        <List title="Proves" sentences={proves} />
        <List title="Does not prove" sentences={doesNotProve} />
      </details>
    </section>
  );
}
