import type { EventType, JournalEvent } from './event.ts';
import type { EVENT_OUTCOMES } from './vocabulary.ts';

/** A term of the Library of Congress's vocabulary of event types. */
export interface PremisTerm {
  /** The end of its address, for example `ing`. */
  readonly code: string;
  /** For example `ingestion`. */
  readonly label: string;
}

/** How an event ended, in the words of PREMIS. */
export type EventOutcome = (typeof EVENT_OUTCOMES)[number];

/** Address of the vocabulary that the terms below are of. */
const PREMIS_VOCABULARY = 'https://id.loc.gov/vocabulary/preservation/eventType';

const term = (code: string, label: string): PremisTerm => ({ code, label });
const CREATION = term('cre', 'creation');
const DELETION = term('del', 'deletion');
const INGESTION = term('ing', 'ingestion');
const METADATA = term('mem', 'metadata modification');
const MODIFICATION = term('mod', 'modification');
const RECOVERY = term('rec', 'recovery');

const TERMS: Readonly<Record<EventType, PremisTerm>> = {
  'archive.create': CREATION,
  'archive.update': METADATA,
  'archive.verify': term('val', 'validation'),
  'archive.recover': RECOVERY,
  'archive.migrate': term('mig', 'migration'),
  'archive.restore': RECOVERY,
  'document.import': INGESTION,
  'document.reject': INGESTION,
  'document.capture': term('cap', 'capture'),
  'document.version': INGESTION,
  'document.recognise': term('ext', 'extraction'),
  'document.update': METADATA,
  'document.trash': DELETION,
  'document.restore': RECOVERY,
  'passage.add': METADATA,
  'passage.update': METADATA,
  'passage.reshape': METADATA,
  'passage.split': METADATA,
  'passage.merge': METADATA,
  'passage.review': METADATA,
  'passage.import': METADATA,
  'passage.delete': METADATA,
  'passage.carry': METADATA,
  'passage.decide': METADATA,
  'agency.add': METADATA,
  'agency.update': METADATA,
  'agency.delete': METADATA,
  'agency.merge': METADATA,
  'stance.add': METADATA,
  'stance.update': METADATA,
  'stance.delete': METADATA,
  'topic.add': METADATA,
  'topic.update': METADATA,
  'topic.merge': METADATA,
  'topic.delete': METADATA,
  'saved-search.add': METADATA,
  'saved-search.update': METADATA,
  'saved-search.delete': METADATA,
  'document.export': term('dis', 'dissemination'),
  'briefing.create': CREATION,
  'briefing.update': MODIFICATION,
  'briefing.delete': DELETION,
  'briefing.export': term('dis', 'dissemination'),
  'fixity.check': term('fix', 'fixity check'),
  'fixity.dismiss': METADATA,
  'fixity.restore': RECOVERY,
  'bag.export': term('ipc', 'information package creation'),
  'bag.import': INGESTION,
  'exchange.export': term('dis', 'dissemination'),
  'exchange.import': INGESTION,
  'history.undo': MODIFICATION,
  'history.redo': MODIFICATION,
};

/** What storing new bytes takes besides: their hash is computed and their format is told by them. */
const ON_THE_WAY_IN: readonly PremisTerm[] = [
  term('mes', 'message digest calculation'),
  term('for', 'format identification'),
];

/**
 * The PREMIS event type of a journal event, a term of https://id.loc.gov/vocabulary/preservation/eventType. Putting
 * documents into the trash is a deletion to the catalogue only: their bytes stay.
 */
export function premisTerm(type: EventType): PremisTerm {
  return TERMS[type];
}

/** Further PREMIS events that are part of a journal event: storing bytes also hashes them and tells their format. */
export function impliedTerms(event: Pick<JournalEvent, 'type' | 'detail'>): readonly PremisTerm[] {
  const storesBytes = ['document.import', 'document.version', 'document.capture'].includes(event.type);
  return storesBytes && typeof event.detail.sha256 === 'string' ? ON_THE_WAY_IN : [];
}

/** Where a term is defined. */
export function premisUri({ code }: PremisTerm): string {
  return `${PREMIS_VOCABULARY}/${code}`;
}

/** What PREMIS says of one event of the journal. */
export interface PremisEvent {
  readonly id: string;
  readonly seq: number;
  readonly term: PremisTerm;
  readonly dateTime: string;
  /** What was done, for a person. */
  readonly detail: string;
  readonly outcome: EventOutcome;
  /** Particulars of the outcome, or null. */
  readonly outcomeNote: string | null;
  /** The person; empty if none was named. */
  readonly person: string;
  /** Name and version of the program, for example "Standpoint 0.2.0". */
  readonly software: string;
  readonly objects: readonly PremisObjectLink[];
}

/** A thing that an event was about. */
export interface PremisObjectLink {
  readonly kind: 'document' | 'file';
  /** Id of the document, or hash of the file. */
  readonly id: string;
}

/** The parts of a journal event that PREMIS needs. */
export type ProvenanceSource = Pick<
  JournalEvent,
  'id' | 'seq' | 'time' | 'coder' | 'type' | 'label' | 'detail' | 'changes'
>;

/** A journal event in the terms of PREMIS 3. */
export function toPremis(event: ProvenanceSource): PremisEvent {
  const { id, seq, time, coder, type, label, detail } = event;
  return {
    id,
    seq,
    term: premisTerm(type),
    dateTime: time,
    detail: label,
    outcome: outcomeOf(event),
    outcomeNote: outcomeNote(event),
    person: coder,
    software: typeof detail.software === 'string' ? detail.software : 'Standpoint',
    objects: subjectsOf(event),
  };
}

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
const textsIn = (value: unknown): readonly string[] => listIn(value).filter((item) => typeof item === 'string');

/**
 * How an event ended. A failure is a check that found a fault, or a file that was refused; a warning is an export with
 * quotes that do not verify, or work that had to be done because something was found broken. `detail.outcome` or
 * `detail.ok` of an event that says so itself counts first.
 */
export function outcomeOf({ type, detail }: Pick<JournalEvent, 'type' | 'detail'>): EventOutcome {
  if (detail.outcome === 'success' || detail.outcome === 'warning' || detail.outcome === 'failure') {
    return detail.outcome;
  }
  if (detail.ok === false) return 'failure';
  switch (type) {
    case 'document.reject':
      return 'failure';
    case 'fixity.check':
      return listIn(detail.faults).length > 0 ? 'failure' : 'success';
    case 'briefing.export':
      return listIn(detail.flagged).length > 0 ? 'warning' : 'success';
    case 'archive.recover':
    case 'fixity.dismiss':
      return 'warning';
    default:
      return 'success';
  }
}

/** What more is to be said of how an event ended, or null. */
export function outcomeNote({ type, detail }: Pick<JournalEvent, 'type' | 'detail'>): string | null {
  switch (type) {
    case 'fixity.check': {
      const faults = listIn(detail.faults).map(
        (fault) => `${String(fieldOf(fault, 'sha256'))} is ${String(fieldOf(fault, 'outcome'))}`,
      );
      const checked = typeof detail.checked === 'number' ? detail.checked : listIn(detail.intact).length;
      return faults.length === 0 ? `${checked} intact` : `${checked} checked; ${faults.join('; ')}`;
    }
    case 'archive.verify': {
      const messages = listIn(detail.problems).map((problem) => String(fieldOf(problem, 'message')));
      return messages.length === 0 ? null : messages.join(' ');
    }
    case 'briefing.export': {
      const flagged = listIn(detail.flagged).length;
      return flagged === 0 ? null : `${flagged} quotes are neither exact nor normalised and are marked`;
    }
    case 'document.import':
    case 'document.version':
    case 'document.capture':
      return typeof detail.sha256 === 'string' ? `SHA-256 ${detail.sha256}` : null;
    default:
      return typeof detail.reason === 'string' ? detail.reason : null;
  }
}

/** The documents and files that an event was about, each once. */
export function subjectsOf(event: Pick<JournalEvent, 'type' | 'detail' | 'changes'>): readonly PremisObjectLink[] {
  const links = new Map<string, PremisObjectLink>();
  const add = (kind: PremisObjectLink['kind'], id: unknown): void => {
    if (typeof id === 'string' && id !== '') links.set(`${kind} ${id}`, { kind, id });
  };
  for (const change of event.changes) {
    if (change.entity === 'document') add('document', change.id);
    if (change.entity === 'passage') add('document', (change.after ?? change.before)?.documentId);
  }
  const { detail } = event;
  add('document', detail.documentId);
  for (const id of textsIn(detail.documentIds)) add('document', id);
  // Other events name the hash of a file that they wrote elsewhere.
  if (event.type.startsWith('document.') || event.type.startsWith('fixity.')) add('file', detail.sha256);
  if (event.type === 'fixity.check') {
    for (const sha256 of textsIn(detail.intact)) add('file', sha256);
    for (const fault of listIn(detail.faults)) add('file', fieldOf(fault, 'sha256'));
  }
  return [...links.values()];
}
