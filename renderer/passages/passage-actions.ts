import type { AlterationEffect } from '../../shared/contract/search.ts';
import type { MethodInput, PassageView } from '../../shared/contract.ts';
import type { BlockNode } from '../../shared/domain/briefing-body.ts';
import { call } from '../archive-client.ts';
import { archiveStore } from '../archive-state.ts';
import { newUseId } from '../briefings/composer/ids.ts';
import { notify, notifyError } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { flushAll } from '../pending-drafts.ts';
import { openTab } from '../tabs-state.ts';
import { isChangeOf, undoable } from '../undoable.ts';

type CodingInput = { readonly agency: string; readonly stance: string };

/** What changes for many passages at once, without the passages. */
export type AlterationOf = Omit<MethodInput<'passage.alter'>, 'ids'>;

/** Puts one more coding on passages that do not have it yet; one step of undo. Rejects if it is refused. */
export async function addCoding(ids: readonly string[], coding: CodingInput): Promise<void> {
  const words = ids.length === 1 ? 'Coding added' : `${count(ids.length, 'passage')} coded`;
  const { undo } = await undoable(words, isChangeOf('passage.update', ids), () =>
    call('passage.code', { ids: [...ids], codings: [coding] }),
  );
  if (ids.length > 1) notify(words, undo);
}

/** What an alteration comes to, in words: "37 codings change, 4 passages have none". */
export function effectWords(effect: AlterationEffect): string {
  const parts = [
    effect.altered > 0 && `${count(effect.altered, 'coding')} ${effect.altered === 1 ? 'changes' : 'change'}`,
    effect.merged > 0 && `${effect.merged} of them say the same as another one then, and go`,
    effect.removed > 0 && `${count(effect.removed, 'coding')} ${effect.removed === 1 ? 'goes' : 'go'}`,
    effect.added > 0 && `${count(effect.added, 'coding')} ${effect.added === 1 ? 'is' : 'are'} added`,
    effect.reviewed > 0 &&
      `${count(effect.reviewed, 'passage')} ${effect.reviewed === 1 ? 'gets' : 'get'} another state of review`,
    effect.uncoded > 0 && `${count(effect.uncoded, 'passage')} ${effect.uncoded === 1 ? 'has' : 'have'} no coding`,
  ].filter((part) => part !== false);
  if (effect.changed === 0) parts.unshift('Nothing changes');
  return `${parts.join(', ')}.`;
}

/** Alters many passages at once; one step of undo. Rejects if it is refused. */
export async function alterPassages(ids: readonly string[], alteration: AlterationOf): Promise<void> {
  const isOurs = (type: 'passage.update' | 'passage.review') => isChangeOf(type, ids);
  const { value, undo } = await undoable(
    'Passages recoded',
    (changes) => isOurs('passage.update')(changes) || isOurs('passage.review')(changes),
    () => call('passage.alter', { ids: [...ids], ...alteration }),
  );
  if (value.changed === 0) notify(effectWords(value));
  else notify(`${count(value.changed, 'passage')} changed. ${effectWords(value)}`, undo);
}

/** Gives the codings of passages this stance; those without a coding are named in the message. */
export async function recodeStance(ids: readonly string[], stance: string): Promise<void> {
  try {
    await alterPassages(ids, { set: { stance } });
  } catch (error) {
    notifyError('Nothing was recoded', error);
  }
}

/** Takes one coding off a passage. */
export async function removeCoding(passage: PassageView, codingId: string): Promise<void> {
  try {
    await call('passage.uncode', { id: passage.id, codingIds: [codingId] });
  } catch (error) {
    notifyError('The coding was not removed', error);
  }
}

/** Deletes passages; the toast offers the way back. */
export async function deletePassages(ids: readonly string[]): Promise<void> {
  const words = ids.length === 1 ? 'Passage deleted' : `${ids.length} passages deleted`;
  try {
    const { undo } = await undoable(words, isChangeOf('passage.delete', ids), () =>
      call('passage.delete', { ids: [...ids] }),
    );
    notify(words, undo);
  } catch (error) {
    notifyError('Nothing was deleted', error);
  }
}

/** Opens the document of a passage at the passage. */
export function openPassage(passage: PassageView): void {
  openTab({
    kind: 'document',
    documentId: passage.documentId,
    title: passage.documentTitle,
    version: passage.version,
    passageId: passage.id,
    start: passage.start,
    end: passage.end,
    ...(passage.page === null ? {} : { page: passage.page }),
  });
}

/** A passage as a quote of its own on the page of a composed briefing. */
function quoteOf(passageId: string): BlockNode {
  return { type: 'quote', attrs: { useId: newUseId(), passageId, excerpt: null, showCodings: true } };
}

/**
 * Adds passages to a briefing, or to a new one that takes them alone if none is named, and offers to open it. No filter
 * is touched: what is not chosen does not come along. On the page of a composed one they stand at the end.
 */
export async function sendToBriefing(ids: readonly string[], briefingId: string | null): Promise<void> {
  try {
    let target = briefingId;
    if (target === null) {
      const title = `Briefing on ${archiveStore.getState().status?.info.title ?? 'the archive'}`;
      const created = await call('briefing.create', { title, byHand: true, include: [...ids] });
      target = created.id;
    } else {
      // What is typed on its page and waits is not to be overtaken.
      await flushAll(`briefing:${target}`);
      const { body, include, exclude } = await call('briefing.get', { id: target });
      await call(
        'briefing.update',
        body === undefined
          ? {
              ...{ id: target, include: [...new Set([...include, ...ids])] },
              exclude: exclude.filter((id) => !ids.includes(id)),
            }
          : { id: target, body: [...body, ...ids.map(quoteOf)] },
      );
    }
    const opened = target;
    notify(`${count(ids.length, 'passage')} sent to the briefing`, {
      label: 'Open',
      run: () => openTab({ kind: 'briefing', briefingId: opened }),
    });
  } catch (error) {
    notifyError('Nothing was sent to the briefing', error);
  }
}
