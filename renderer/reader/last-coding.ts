import type { Change } from '../../shared/domain/event.ts';
import type { Coding } from '../../shared/domain/passage.ts';
import { onArchiveChange } from '../archive-state.ts';
import { listenToChanges } from './change-feed.ts';

/** By document, the one coded last at the end. */
const byDocument = new Map<string, Coding>();
let stop: (() => void) | null = null;
onArchiveChange(() => {
  byDocument.clear();
  stop?.();
  stop = null;
});

/**
 * The codings made last in the open archive since it was opened, as far as they stand as they were made: in this
 * document, and anywhere.
 */
export function recallCoding(documentId: string): { readonly here: Coding | null; readonly anywhere: Coding | null } {
  return { here: byDocument.get(documentId) ?? null, anywhere: [...byDocument.values()].at(-1) ?? null };
}

/** Remembers what "the same as last" repeats, and which agency comes next, until that coding is undone or changed. */
export function rememberCoding(documentId: string, coding: Coding): void {
  stop ??= listenToChanges(forgetUndone);
  byDocument.delete(documentId);
  byDocument.set(documentId, coding);
}

/** Whoever takes a coding back, by whatever way, has not coded last what it said. */
function forgetUndone(changes: readonly Change[]): void {
  for (const [documentId, made] of byDocument) {
    const isOfMade = ({ id }: Coding) => id === made.id;
    const passages = changes.flatMap((change) => (change.entity === 'passage' ? [change] : []));
    const after = passages.flatMap((change) => change.after?.codings.filter(isOfMade) ?? []);
    const isTouched = after.length > 0 || passages.some(({ before }) => before?.codings.some(isOfMade));
    if (isTouched && !after.some((coding) => saysTheSame(coding, made))) byDocument.delete(documentId);
  }
}

function saysTheSame(a: Coding, b: Coding): boolean {
  return a.agencyId === b.agencyId && a.stanceId === b.stanceId && a.topicId === b.topicId && a.voice === b.voice;
}
