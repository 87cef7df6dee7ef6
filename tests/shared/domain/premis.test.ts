import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../shared/domain/event.ts';
import { impliedTerms, outcomeOf, premisTerm, premisUri, subjectsOf, toPremis } from '../../../shared/domain/premis.ts';
import { EVENT_TYPES } from '../../../shared/domain/vocabulary.ts';

/** The terms of https://id.loc.gov/vocabulary/preservation/eventType that are used here. */
const OFFICIAL: Readonly<Record<string, string>> = {
  cap: 'capture',
  cre: 'creation',
  del: 'deletion',
  dis: 'dissemination',
  ext: 'extraction',
  fix: 'fixity check',
  for: 'format identification',
  ing: 'ingestion',
  ipc: 'information package creation',
  mem: 'metadata modification',
  mes: 'message digest calculation',
  mig: 'migration',
  mod: 'modification',
  rec: 'recovery',
  val: 'validation',
};

const HASH = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

function anEvent(part: Partial<JournalEvent> = {}): JournalEvent {
  return {
    seq: 7,
    id: 'event-7',
    time: '2026-03-18T09:00:00.000Z',
    coder: 'A. Archivist',
    type: 'document.import',
    label: 'Import statement.pdf',
    group: null,
    inverts: [],
    changes: [],
    detail: {},
    prev: '0'.repeat(64),
    hash: HASH,
    ...part,
  };
}

describe('PREMIS terms', () => {
  it.each(EVENT_TYPES)('%s has an official term', (type) => {
    const { code, label } = premisTerm(type);
    expect(OFFICIAL[code]).toBe(label);
    expect(premisUri({ code, label })).toBe(`https://id.loc.gov/vocabulary/preservation/eventType/${code}`);
  });

  it.each([
    ['document.import', 'ingestion'],
    ['document.capture', 'capture'],
    ['document.trash', 'deletion'],
    ['document.update', 'metadata modification'],
    ['archive.verify', 'validation'],
    ['archive.migrate', 'migration'],
    ['archive.restore', 'recovery'],
    ['fixity.check', 'fixity check'],
    ['fixity.restore', 'recovery'],
    ['briefing.export', 'dissemination'],
    ['bag.export', 'information package creation'],
  ] as const)('%s is a %s', (type, label) => {
    expect(premisTerm(type).label).toBe(label);
  });

  it('says that what stores bytes also hashes them and tells their format', () => {
    const labels = impliedTerms(anEvent({ detail: { sha256: HASH } })).map(({ label }) => label);
    expect(labels).toEqual(['message digest calculation', 'format identification']);
    expect(impliedTerms(anEvent({ type: 'passage.add', detail: { sha256: HASH } }))).toEqual([]);
  });
});

describe('outcomes', () => {
  const fault = { sha256: HASH, outcome: 'altered', found: OTHER, reason: null };
  it.each([
    ['document.import', {}, 'success'],
    ['document.reject', { reason: 'encrypted' }, 'failure'],
    ['archive.verify', { ok: true, problems: [] }, 'success'],
    ['archive.verify', { ok: false, problems: [{ message: 'Broken.' }] }, 'failure'],
    ['archive.recover', {}, 'warning'],
    ['briefing.export', { flagged: [] }, 'success'],
    ['briefing.export', { flagged: [{}] }, 'warning'],
    ['fixity.check', { intact: [HASH], faults: [] }, 'success'],
    ['fixity.check', { intact: [], faults: [fault] }, 'failure'],
    ['fixity.dismiss', { sha256: HASH, reason: 'known' }, 'warning'],
    ['document.recognise', { outcome: 'warning' }, 'warning'],
  ] as const)('%s with %j is a %s', (type, detail, outcome) => {
    expect(outcomeOf({ type, detail })).toBe(outcome);
  });

  it('names the files that failed', () => {
    const event = anEvent({ type: 'fixity.check', detail: { intact: [OTHER], faults: [fault] } });
    expect(toPremis(event)).toMatchObject({ outcome: 'failure' });
    expect(toPremis(event).outcomeNote).toContain(`${HASH} is altered`);
  });
});

describe('what an event is about', () => {
  it('names agent, program and time', () => {
    expect(toPremis(anEvent({ detail: { software: 'Standpoint 0.2.0' } }))).toMatchObject({
      id: 'event-7',
      dateTime: '2026-03-18T09:00:00.000Z',
      person: 'A. Archivist',
      software: 'Standpoint 0.2.0',
      detail: 'Import statement.pdf',
    });
  });

  it('names documents and files, each once', () => {
    const event = anEvent({
      type: 'fixity.check',
      detail: { documentIds: ['d1', 'd1'], intact: [HASH, HASH], faults: [{ sha256: OTHER, outcome: 'missing' }] },
    });
    expect(subjectsOf(event)).toEqual([
      { kind: 'document', id: 'd1' },
      { kind: 'file', id: HASH },
      { kind: 'file', id: OTHER },
    ]);
  });

  it('does not take the hash of an exported briefing for a preserved file', () => {
    expect(subjectsOf(anEvent({ type: 'briefing.export', detail: { sha256: HASH } }))).toEqual([]);
  });
});
