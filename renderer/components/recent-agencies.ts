import { onArchiveChange } from '../archive-state.ts';

const LIMIT = 8;
let recent: readonly string[] = [];
onArchiveChange(() => {
  recent = [];
});

/** Ids of the agencies chosen last in the open archive, newest first. */
export function recentAgencyIds(): readonly string[] {
  return recent;
}

/** Puts an agency at the head of the recent ones. */
export function rememberAgency(id: string): void {
  recent = [id, ...recent.filter((other) => other !== id)].slice(0, LIMIT);
}
