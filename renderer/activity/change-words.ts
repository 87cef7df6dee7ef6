import type { Change } from '../../shared/domain/event.ts';

/** One field of a thing before and after; null where it had no value. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What a change did to one thing, in words. */
export interface ChangeWords {
  readonly id: string;
  /** For example "Document: Statement on …". */
  readonly title: string;
  readonly verb: 'added' | 'changed' | 'removed';
  /** The fields that differ; the main ones of a thing that was added or removed. */
  readonly fields: readonly FieldChange[];
}

/** Names for the ids that things hold. */
export interface NameSource {
  readonly agency: (id: string) => string;
  readonly stance: (id: string) => string;
}

const ENTITY_NAMES: Readonly<Record<Change['entity'], string>> = {
  archive: 'Archive',
  document: 'Document',
  passage: 'Passage',
  agency: 'Agency',
  stance: 'Stance',
  topic: 'Topic',
  'saved-search': 'Saved search',
  briefing: 'Briefing',
};

const FIELD_NAMES: Readonly<Record<string, string>> = {
  dateIssued: 'Issued',
  dateCaptured: 'Captured',
  sourceUrl: 'Source',
  issuerId: 'Issuer',
  trashedAt: 'In the trash since',
  parentId: 'Belongs to',
  groupBy: 'Arranged by',
  asOf: 'As of',
  fixityInterval: 'Fixity checks',
  distinctFrom: 'Distinct from',
  pageLabel: 'Page label',
};

/** Noise to a reader: ids, stamps, and what follows from other fields. */
const HIDDEN = new Set([
  'id',
  'documentId',
  'updatedAt',
  'createdAt',
  'addedAt',
  'selectors',
  'start',
  'end',
  'coder',
  'version',
]);

/** What each change of an event did, in words. */
export function describeChanges(changes: readonly Change[], names: NameSource): readonly ChangeWords[] {
  return changes.map((change) => {
    const before: Readonly<Record<string, unknown>> = { ...change.before };
    const after: Readonly<Record<string, unknown>> = { ...change.after };
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !HIDDEN.has(key));
    const fields = keys.flatMap((key) => {
      const [from, to] = [valueWords(key, before[key], names), valueWords(key, after[key], names)];
      return from === to ? [] : [{ field: fieldName(key), before: from, after: to }];
    });
    const verb = change.before === null ? 'added' : change.after === null ? 'removed' : 'changed';
    return { id: change.id, title: `${ENTITY_NAMES[change.entity]}: ${titleOf(change)}`, verb, fields };
  });
}

function titleOf(change: Change): string {
  const thing = change.after ?? change.before;
  if (thing === null) return change.id;
  if ('quote' in thing) return `“${shorten(thing.quote, 80)}”`;
  return 'title' in thing ? thing.title : thing.name;
}

function fieldName(key: string): string {
  return (
    FIELD_NAMES[key] ??
    `${key[0]?.toUpperCase() ?? ''}${key.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`
  );
}

function shorten(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = [...line];
  return letters.length > length ? `${letters.slice(0, length - 1).join('')}…` : line;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as a person reads it; null for none. */
function valueWords(key: string, value: unknown, names: NameSource): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    if (key === 'codings') return value.map((coding) => codingWords(coding, names)).join('; ');
    if (key === 'versions') return value.map(versionWords).join('; ');
    return shorten(value.map((item) => (isRecord(item) ? recordWords(item) : String(item))).join('; '), 400);
  }
  if (isRecord(value)) return shorten(recordWords(value), 400) || null;
  if (key === 'issuerId' || key === 'parentId') return names.agency(String(value));
  return shorten(String(value), 400);
}

function codingWords(coding: unknown, names: NameSource): string {
  if (!isRecord(coding)) return String(coding);
  return `${names.agency(String(coding.agencyId))}: ${names.stance(String(coding.stanceId))}`;
}

function versionWords(version: unknown): string {
  if (!isRecord(version)) return String(version);
  const hash = String(version.sha256).slice(0, 12);
  return `${String(version.number)}: ${String(version.fileName)} (SHA-256 ${hash}…)`;
}

function recordWords(value: Readonly<Record<string, unknown>>): string {
  return Object.entries(value)
    .filter(([, inner]) => inner !== null && inner !== '' && !(Array.isArray(inner) && inner.length === 0))
    .map(([key, inner]) => `${fieldName(key).toLowerCase()} ${isRecord(inner) ? recordWords(inner) : String(inner)}`)
    .join(', ');
}
