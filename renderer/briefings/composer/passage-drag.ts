/** What dragged passages travel under: no other program takes it. */
const PASSAGES = 'application/x-standpoint-passages';

/** Lets passages be dragged into a page; other programs get their words. */
export function dragPassages(transfer: DataTransfer, passageIds: readonly string[], words: string): void {
  transfer.effectAllowed = 'copy';
  transfer.setData(PASSAGES, JSON.stringify(passageIds));
  transfer.setData('text/plain', words);
}

/** The passages that are dragged; none if it is something else. */
export function draggedPassages(transfer: DataTransfer | null): readonly string[] {
  const written = transfer?.getData(PASSAGES) ?? '';
  if (written === '') return [];
  const ids: unknown = JSON.parse(written);
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

/** Whether passages are dragged: all that may be known before they are dropped. */
export function areDraggedPassages(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes(PASSAGES) ?? false;
}
