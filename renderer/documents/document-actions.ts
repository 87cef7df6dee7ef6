import type { DocumentSummary, MethodOutput } from '../../shared/contract.ts';
import type { DocumentMetadata } from '../../shared/domain/document.ts';
import { call } from '../archive-client.ts';
import { archiveStore } from '../archive-state.ts';
import { notify, notifyError } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { isChangeOf, undoable } from '../undoable.ts';

/** Takes documents out of the trash and says so. */
export async function restoreDocuments(documents: readonly Pick<DocumentSummary, 'id' | 'title'>[]): Promise<void> {
  const ids = documents.map(({ id }) => id);
  const words = documents.length === 1 ? `Restored: ${documents[0]?.title}` : `${documents.length} documents restored`;
  try {
    const { undo } = await undoable(words, isChangeOf('document.restore', ids), () =>
      call('document.restore', { ids }),
    );
    notify(words, undo);
  } catch (error) {
    notifyError('Nothing was restored', error);
  }
}

/** Moves documents to the trash; the toast offers the way back. Rejects if one cannot be moved; then none is. */
export async function trashDocuments(documents: readonly DocumentSummary[]): Promise<void> {
  const ids = documents.map(({ id }) => id);
  const words =
    documents.length === 1
      ? `Moved to the trash: ${documents[0]?.title}`
      : `${documents.length} documents moved to the trash`;
  const { undo } = await undoable(words, isChangeOf('document.trash', ids), () => call('document.trash', { ids }));
  notify(words, undo);
}

/** What trashing these documents means, in words; the briefings it touches are added once they are known. */
export function trashConsequences(
  documents: readonly Pick<DocumentSummary, 'passageCount'>[],
  impact?: MethodOutput<'document.trashImpact'>,
): string {
  const passages = impact?.passages ?? documents.reduce((sum, document) => sum + document.passageCount, 0);
  const what = documents.length === 1 ? 'The document' : `${documents.length} documents`;
  const withPassages =
    passages === 0 ? '' : ` with ${documents.length === 1 ? 'its' : 'their'} ${count(passages, 'passage')}`;
  return `${what}${withPassages} will leave lists, counts and briefings.${briefingWords(impact)} The originals stay in the archive, and you can restore everything from the trash.`;
}

/** Briefings named one by one. */
const NAMED_BRIEFINGS = 3;

function briefingWords(impact: MethodOutput<'document.trashImpact'> | undefined): string {
  if (impact === undefined) return '';
  const { briefings } = impact;
  const them = impact.documents === 1 ? 'it' : 'them';
  if (briefings.length === 0) return ` No briefing quotes ${them}.`;
  const names = briefings.slice(0, NAMED_BRIEFINGS).map(({ title }) => `“${title}”`);
  const others = briefings.length - names.length;
  const list = others > 0 ? [...names, `${others} more`] : names;
  const last = list.pop() ?? '';
  const all = list.length === 0 ? last : `${list.join(', ')} and ${last}`;
  const what = briefings.length === 1 ? 'One briefing quotes' : `${briefings.length} briefings quote`;
  return ` ${what} ${them}: ${all}.`;
}

/** The id of the agency with this id, or of a new one with this name; null stays null. */
export async function resolveAgency(value: string | null): Promise<string | null> {
  if (value === null || archiveStore.getState().agenciesById.has(value)) return value;
  return (await call('agency.add', { name: value })).id;
}

/** Changes metadata of one or several documents. Rejects at the first refusal. */
export async function updateDocuments(ids: readonly string[], change: Partial<DocumentMetadata>): Promise<void> {
  for (const id of ids) await call('document.update', { id, ...change });
}
