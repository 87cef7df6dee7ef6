import type { PassageView } from '../../shared/contract.ts';
import { call } from '../archive-client.ts';
import { archiveStore } from '../archive-state.ts';
import { notify, notifyError } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { undo } from '../frame/archive-actions.ts';
import { openTab } from '../tabs-state.ts';

type CodingInput = { readonly agency: string; readonly stance: string };

/** The codings a passage has, as `passage.update` takes them. */
function codingsOf(passage: PassageView): CodingInput[] {
  return passage.codings.map((coding) => ({ agency: coding.agencyId, stance: coding.stanceId }));
}

function isSame(a: CodingInput, b: CodingInput): boolean {
  return a.agency === b.agency && a.stance === b.stance;
}

/** Puts one more coding on passages that do not have it yet. */
export async function addCoding(passages: readonly PassageView[], coding: CodingInput): Promise<void> {
  try {
    let resolved = coding;
    for (const passage of passages) {
      const codings = codingsOf(passage);
      if (codings.some((one) => isSame(one, resolved))) continue;
      const updated = await call('passage.update', { id: passage.id, codings: [...codings, resolved] });
      // The first passage made the agency if its name was new; the others take it by id.
      const added = updated.codings[updated.codings.length - 1];
      if (added) resolved = { agency: added.agencyId, stance: added.stanceId };
    }
    if (passages.length > 1) notify(`${count(passages.length, 'passage')} coded`);
  } catch (error) {
    notifyError('The coding was not added', error);
  }
}

/** Gives passages this coding in place of those they have. */
export async function replaceCodings(passages: readonly PassageView[], coding: CodingInput): Promise<void> {
  try {
    for (const passage of passages) await call('passage.update', { id: passage.id, codings: [coding] });
    notify(`${count(passages.length, 'passage')} recoded`);
  } catch (error) {
    notifyError('Not every passage was recoded', error);
  }
}

/** Takes one coding off a passage. */
export async function removeCoding(passage: PassageView, codingId: string): Promise<void> {
  const codings = passage.codings
    .filter((coding) => coding.id !== codingId)
    .map((coding) => ({ agency: coding.agencyId, stance: coding.stanceId }));
  try {
    await call('passage.update', { id: passage.id, codings });
  } catch (error) {
    notifyError('The coding was not removed', error);
  }
}

/** Deletes passages; the toast offers the way back. */
export async function deletePassages(ids: readonly string[]): Promise<void> {
  try {
    await call('passage.delete', { ids: [...ids] });
    notify(ids.length === 1 ? 'Passage deleted' : `${ids.length} passages deleted`, {
      label: 'Undo',
      run: () => void undo(),
    });
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

async function documentsOf(ids: readonly string[]): Promise<string[]> {
  const passages = await Promise.all(ids.map((id) => call('passage.get', { id })));
  return [...new Set(passages.map((passage) => passage.documentId))];
}

/** Adds passages to a briefing, or to a new one if none is named, and offers to open it. */
export async function sendToBriefing(ids: readonly string[], briefingId: string | null): Promise<void> {
  try {
    let target = briefingId;
    if (target === null) {
      const title = `Briefing on ${archiveStore.getState().status?.info.title ?? 'the archive'}`;
      const documentIds = await documentsOf(ids);
      const { passages } = await call('passage.list', { documentIds });
      const exclude = passages.map((passage) => passage.id).filter((id) => !ids.includes(id));
      const created = await call('briefing.create', { title, filter: { documentIds }, include: [...ids], exclude });
      target = created.id;
    } else {
      const briefing = await call('briefing.get', { id: target });
      const include = [...new Set([...briefing.include, ...ids])];
      const exclude = briefing.exclude.filter((id) => !ids.includes(id));
      await call('briefing.update', { id: target, title: briefing.title, include, exclude });
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
