import type { MethodOutput } from '../../shared/contract.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { call } from '../archive-client.ts';
import { notify, notifyError } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { openFrameDialog } from '../frame/archive-actions.ts';
import { copyStyle, FIRST_STYLE } from './copy-style.ts';

type Cited = MethodOutput<'passage.cite'>;

/** Passages that are copied at once at most. */
const MOST = 200;

/** Several quotes as one text and one HTML, in their order. */
export function joinCited(cited: readonly Pick<Cited, 'text' | 'html'>[]): {
  readonly text: string;
  readonly html: string;
} {
  return {
    text: cited.map(({ text }) => text.trim()).join('\n\n'),
    html: cited.map(({ html }) => html).join('\n'),
  };
}

/** Puts text on the clipboard, with its HTML beside it for programs that take that. */
async function copyRich(text: string, html: string): Promise<void> {
  const item = new ClipboardItem({
    'text/plain': new Blob([text], { type: 'text/plain' }),
    'text/html': new Blob([html], { type: 'text/html' }),
  });
  await navigator.clipboard.write([item]);
}

/** A passage with its citation in the chosen style; in the first one where the archive does not have that. */
async function cite(id: string): Promise<Cited> {
  const style = copyStyle();
  try {
    return await call('passage.cite', { id, style });
  } catch (error) {
    // A style chosen in one archive need not be in another.
    if (!(error instanceof ArchiveError) || error.code !== 'not-found' || style === FIRST_STYLE) throw error;
    return call('passage.cite', { id, style: FIRST_STYLE });
  }
}

/** Copies the quotes of passages with their citations, as text and as HTML, and says in which style. */
export async function copyCited(ids: readonly string[]): Promise<void> {
  if (ids.length === 0) {
    notify('Select a passage first');
    return;
  }
  try {
    const cited: Cited[] = [];
    for (const id of ids.slice(0, MOST)) cited.push(await cite(id));
    const { text, html } = joinCited(cited);
    await copyRich(text, html);
    const left = ids.length > MOST ? ` The first ${MOST} of ${ids.length}.` : '';
    notify(
      ids.length === 1 ? 'Quote copied with its citation' : `${count(cited.length, 'quote')} copied with citations`,
      { label: 'Style…', run: () => openFrameDialog('citation-styles') },
      `${cited[0]?.style.title ?? ''}.${left}`,
    );
  } catch (error) {
    notifyError('The quote was not copied', error);
  }
}
