import type { RecognitionOutcome, RecognitionProgress } from '../shared/contract/recognition.ts';
import { call } from './archive-client.ts';
import { notify, notifyError } from './components/toast.tsx';
import { count } from './formats.ts';

/** How a document is to be recognised. */
export interface RecognitionWish {
  /** Read pages again that were read before. */
  readonly force?: boolean;
  /** What is done with text hidden behind a scan. */
  readonly hidden?: 'check' | 'replace';
}

/** Recognises the text of a document and tells how it went. */
export function recogniseDocument(id: string, wish: RecognitionWish = {}): void {
  call('document.recognise', { ids: [id], ...wish }).then(
    ([outcome]) => {
      if (outcome !== undefined) tellOutcome(outcome);
    },
    (error: unknown) => notifyError('The text could not be recognised', error),
  );
}

function tellOutcome({ outcome, title, pages, disagreeingPages, failedPages, reason }: RecognitionOutcome): void {
  if (outcome === 'cancelled') return;
  if (outcome === 'failed') notifyError(`The text of “${title}” could not be recognised`, new Error(reason ?? ''));
  else if (outcome === 'unneeded') notify(reason ?? 'There was nothing to recognise');
  else if (outcome === 'nothing-found') notify(`No words were found on ${count(pages, 'page')} of “${title}”`);
  else if (disagreeingPages.length > 0) {
    notify(`The hidden text of “${title}” is not what is to be seen on ${count(disagreeingPages.length, 'page')}`);
  } else if (failedPages.length > 0) {
    notify(`The text of “${title}” is recognised, but for ${count(failedPages.length, 'page')}`);
  } else notify(`The text of “${title}” is recognised`);
}

/** Halts the recognition after the page being read. */
export function pauseRecognition(): void {
  call('recognition.pause', {}).catch((error: unknown) => notifyError('The recognition could not be paused', error));
}

/** Lets a halted recognition go on. */
export function resumeRecognition(): void {
  call('recognition.resume', {}).catch((error: unknown) => notifyError('The recognition could not go on', error));
}

/** Stops the recognition of one document, of all if none is given. Pages that were read are kept for the next time. */
export function cancelRecognition(documentId?: string): void {
  call('recognition.cancel', documentId === undefined ? {} : { documentId }).catch((error: unknown) =>
    notifyError('The recognition could not be stopped', error),
  );
}

/** Where the recognition stands: in few words, and with all there is to say. */
export function describeRecognition({ state, done, total, page, pages }: RecognitionProgress): {
  readonly short: string;
  readonly long: string;
} {
  const which = total > 1 ? `document ${Math.min(done + 1, total)} of ${total}` : '';
  const place = pages === 0 ? '' : `page ${Math.min(page + 1, pages)} of ${pages}`;
  const long = [state === 'paused' ? 'Text recognition paused' : 'Recognising text', which, place];
  return {
    short: state === 'paused' ? 'Recognition paused' : place === '' ? 'Recognising text' : `Reading ${place}`,
    long: long.filter((part) => part !== '').join(', '),
  };
}
