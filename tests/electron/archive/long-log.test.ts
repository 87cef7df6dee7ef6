import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listEvents } from '../../../electron/archive/preservation-index.ts';
import { openSearchIndex, type SearchIndex } from '../../../electron/archive/search-index.ts';
import type { JournalEvent } from '../../../shared/domain/event.ts';

const EVENTS = 50_000;
const HASH = 'a'.repeat(64);
let folder: string;
let index: SearchIndex;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standpoint-log-'));
  index = await openSearchIndex(join(folder, 'index.sqlite'));
  for (let from = 0; from < EVENTS; from += 1000) {
    const events = Array.from({ length: 1000 }, (_value, step) => from + step + 1).map((seq): JournalEvent => {
      const isCheck = seq % 1000 === 0;
      return {
        seq,
        id: `event-${seq}`,
        time: new Date(Date.UTC(2026, 0, 1) + seq * 60_000).toISOString(),
        coder: seq % 7 === 0 ? 'B. Other' : 'A. Coder',
        type: isCheck ? 'fixity.check' : 'passage.update',
        label: isCheck ? 'Check the fixity of one file' : `Change the note of passage ${seq}`,
        group: null,
        inverts: [],
        changes: [],
        detail: isCheck ? { intact: [HASH], faults: [] } : { documentId: `document-${seq % 500}` },
        prev: HASH,
        hash: HASH,
      };
    });
    await index.addEvents(events.map((event) => ({ event, place: { segment: 1, offset: event.seq, length: 1 } })));
  }
});
afterAll(async () => {
  index.close();
  await rm(folder, { recursive: true, force: true });
});

it.each([
  ['nothing', {}, 200],
  ['a rare type', { types: ['fixity.check' as const] }, 50],
  ['words of one entry', { text: 'passage 31234' }, 1],
  ['words of none', { text: 'no such words' }, 0],
  ['a person and a day', { coder: 'B. Other', from: '2026-01-05', until: '2026-01-05' }, 200],
  ['a document', { documentId: 'document-77' }, 100],
  ['an outcome that never was', { outcome: 'failure' as const }, 0],
])('lists entries of a log of 50,000 that fit %s', (_what, input, found) => {
  // Measured: 1 to 25 ms.
  expect(listEvents(index, input, 200)).toHaveLength(found);
});
