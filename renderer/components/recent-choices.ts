import { onArchiveChange } from '../archive-state.ts';

const LIMIT = 8;
let agencies: readonly string[] = [];
let topics: readonly string[] = [];
onArchiveChange(() => {
  agencies = [];
  topics = [];
});

function toHead(ids: readonly string[], id: string): readonly string[] {
  return [id, ...ids.filter((other) => other !== id)].slice(0, LIMIT);
}

/** Ids of the agencies chosen last in the open archive, newest first. */
export function recentAgencyIds(): readonly string[] {
  return agencies;
}

/** Puts an agency at the head of the recent ones. */
export function rememberAgency(id: string): void {
  agencies = toHead(agencies, id);
}

/** Ids of the topics chosen last in the open archive, newest first. */
export function recentTopicIds(): readonly string[] {
  return topics;
}

/** Puts a topic at the head of the recent ones. */
export function rememberTopic(id: string): void {
  topics = toHead(topics, id);
}
