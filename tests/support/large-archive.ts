import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createArchive } from '../../electron/archive/archive.ts';
import { type ArchiveContext, ArchiveCore, type PlannedEvent } from '../../electron/archive/archive-core.ts';
import { sha256 } from '../../electron/archive/canonical-json.ts';
import { acquireLock } from '../../electron/archive/lock.ts';
import { describe } from '../../shared/anchoring.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { fakeClock, fakeIds } from './temp-archive.ts';
import { createTextParserPool } from './text-parser-pool.ts';

/** How large an archive to make. */
export interface ArchiveSize {
  readonly documents: number;
  readonly passages: number;
  /** Characters of each document's text. */
  readonly textLength: number;
  /** Makes the texts; without it they are drawn from a few words. */
  readonly makeText?: (length: number) => string;
}

/** Makes an archive with so many documents and, spread over them, so many coded passages; leaves it closed. */
export async function createLargeArchive(directory: string, size: ArchiveSize): Promise<void> {
  const newId = fakeIds('large');
  const context: ArchiveContext = {
    coder: () => 'A. Coder',
    broadcast: () => {},
    now: fakeClock(),
    newId,
    pool: () => createTextParserPool(),
    recogniser: () => createTextParserPool(),
  };
  await (await createArchive(directory, 'Large archive', context)).close();
  const lock = await acquireLock(directory, context.now);
  const core = await ArchiveCore.open(directory, false, context);
  const { stances } = await core.store.codebook();
  const agencies = Array.from({ length: 40 }, (_value, index) => ({
    id: newId(),
    name: `Agency ${index}`,
    aliases: [],
    jurisdiction: '',
    level: 'other' as const,
    parentId: null,
    notes: '',
  }));
  const events: PlannedEvent[] = agencies.map((after) => ({
    type: 'agency.add',
    label: `Add agency ${after.name}`,
    changes: [{ entity: 'agency', id: after.id, before: null, after }],
  }));
  const flush = async (): Promise<void> => {
    const batch = events.splice(0);
    await core.exclusively(() => core.record(batch));
  };
  for (let number = 0; number < size.documents; number += 1) {
    const text = size.makeText?.(size.textLength) ?? textOf(number, size.textLength);
    const document = await storeDocument(directory, newId(), number, text);
    events.push({
      type: 'document.import',
      label: `Import ${document.title}`,
      group: 'large',
      changes: [{ entity: 'document', id: document.id, before: null, after: document }],
      texts: new Map([[document.id, { text, pages: [] }]]),
    });
    const count =
      Math.floor(((number + 1) * size.passages) / size.documents) -
      Math.floor((number * size.passages) / size.documents);
    for (let index = 0; index < count; index += 1) {
      const start = (index * 37) % Math.max(1, text.length - 120);
      const passage: Passage = {
        id: newId(),
        documentId: document.id,
        version: 1,
        quote: text.slice(start, start + 100),
        start,
        end: start + 100,
        page: null,
        pageLabel: null,
        selectors: describe(text, start, start + 100, []),
        codings: [
          {
            id: newId(),
            agencyId: agencies[(number + index) % agencies.length]?.id ?? '',
            stanceId: stances[index % stances.length]?.id ?? '',
            coder: 'A. Coder',
            codedAt: '2026-03-18T09:00:00.000Z',
          },
        ],
        note: '',
        coder: 'A. Coder',
        createdAt: '2026-03-18T09:00:00.000Z',
        updatedAt: '2026-03-18T09:00:00.000Z',
      };
      events.push({
        type: 'passage.add',
        label: 'Mark',
        changes: [{ entity: 'passage', id: passage.id, before: null, after: passage }],
      });
    }
    if (events.length > 1000) await flush();
  }
  await flush();
  await core.close();
  await lock.release();
}

async function storeDocument(directory: string, id: string, number: number, text: string): Promise<SourceDocument> {
  const hash = sha256(text);
  await mkdir(join(directory, 'objects', hash.slice(0, 2)), { recursive: true });
  await writeFile(join(directory, 'objects', hash.slice(0, 2), hash), text);
  await mkdir(join(directory, 'derived', hash), { recursive: true });
  await writeFile(join(directory, 'derived', hash, 'text.txt'), text);
  const layout = {
    extractor: 'text/1',
    pages: [],
    paragraphs: [0],
    files: { text: hash, rendition: null, runs: null },
  };
  await writeFile(join(directory, 'derived', hash, 'layout.json'), JSON.stringify(layout));
  return {
    id,
    title: `Document ${number}`,
    kind: 'statement',
    issuerId: null,
    author: null,
    dateIssued: `20${10 + (number % 16)}-03-18`,
    sourceUrl: null,
    dateCaptured: null,
    collection: null,
    notes: '',
    addedAt: '2026-03-18T09:00:00.000Z',
    trashedAt: null,
    versions: [
      {
        number: 1,
        sha256: hash,
        byteLength: Buffer.byteLength(text),
        fileName: `document-${number}.txt`,
        format: 'text',
        importedAt: '2026-03-18T09:00:00.000Z',
        extractor: 'text/1',
        textSha256: hash,
        textLength: text.length,
        pageCount: null,
      },
    ],
  };
}

const WORDS =
  'the department sheriff county police officers will not participate federal enforcement immigration statement policy court order funding community safety support oppose grant review'.split(
    ' ',
  );

function textOf(number: number, length: number): string {
  let seed = number + 1;
  let text = `Document number ${number}.\n\n`;
  while (text.length < length) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    text += `${WORDS[seed % WORDS.length]}${seed % 17 === 0 ? '.\n\n' : ' '}`;
  }
  return text;
}
