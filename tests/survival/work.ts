import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveMethod, MethodInput, MethodOutput } from '../../shared/contract.ts';
import { CERTAINTIES, REVIEW_STATES, VOICES } from '../../shared/domain/vocabulary.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { TestSession } from '../support/temp-archive.ts';

/** What one gesture needs of its surroundings. */
export interface Worker {
  readonly session: TestSession;
  readonly random: () => number;
  /** Folder for the files to import. */
  readonly sources: string;
}

const SENTENCES = [
  'The department will not take part in civil immigration enforcement.',
  'Officers shall not ask about the status of victims or witnesses.',
  'Detainers are honoured only when signed by a judge.',
  'The city declines to enter into an agreement under section 287(g).',
  'Any jurisdiction that obstructs federal officers will be prosecuted.',
];

/** Codes of refusals that a random gesture may meet when it does not fit the present state. */
const REFUSALS = ['conflict', 'invalid-input', 'not-found', 'ambiguous'];

/** Does one random thing that a person could do: import, mark, code, recode, split, merge, keep, undo … */
export async function doSomething(worker: Worker): Promise<void> {
  const { session, random } = worker;
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const call = async <M extends ArchiveMethod>(method: M, input: MethodInput<M>): Promise<MethodOutput<M> | null> => {
    try {
      return await session.call(method, input);
    } catch (error) {
      if (error instanceof ArchiveError && REFUSALS.includes(error.code)) return null;
      throw error;
    }
  };
  const stances = async () => (await session.call('codebook.get', {})).stances;
  const passages = async () => (await session.call('passage.list', { limit: 60 })).passages;
  const documents = async () => session.call('document.list', { limit: 60 });
  const topic = () =>
    random() < 0.5 ? `Topic ${Math.floor(random() * 4)}` : `Topic 0 / Part ${Math.floor(random() * 4)}`;
  const coding = async () => ({
    agency: `Agency ${Math.floor(random() * 9)}`,
    stance: pick(await stances())?.id ?? 's',
    ...(random() < 0.5 ? { topic: topic() } : {}),
    ...(random() < 0.5 ? { voice: pick(VOICES), certainty: pick(CERTAINTIES) } : {}),
  });
  /** What topics, kept searches and the bounds of passages are for. */
  const reworkSomething = async (): Promise<void> => {
    const listed = await passages();
    const passage = pick(listed);
    const { topics } = await session.call('codebook.get', {});
    const [from, into] = [pick(topics)?.id, pick(topics)?.id];
    const other = pick(listed.filter(({ id, documentId }) => documentId === passage?.documentId && id !== passage.id));
    const start = Math.floor(random() * 150);
    const gestures: (() => Promise<unknown>)[] = [
      () => call('topic.add', { name: `Topic ${Math.floor(random() * 4)}`, parentId: from ?? null }),
      async () => from && into && from !== into && (await call('topic.merge', { from, into })),
      async () => from && (await call('topic.update', { id: from, parentId: into ?? null })),
      async () => from && (await call('topic.delete', { id: from })),
      () => call('saved-search.add', { name: `Search ${Math.floor(random() * 9)}`, query: 'detainer*' }),
      async () => {
        const id = pick(await session.call('saved-search.list', {}))?.id;
        if (id) await call('saved-search.delete', { id });
      },
      async () =>
        passage && (await call('passage.review', { ids: [passage.id], state: pick(REVIEW_STATES) ?? 'coded' })),
      async () => passage && (await call('passage.split', { id: passage.id, at: passage.start + 12 })),
      async () => passage && other && (await call('passage.merge', { ids: [passage.id, other.id] })),
      async () => passage && (await call('passage.extend', { id: passage.id, to: 'sentence' })),
      async () => {
        const spans = [start, start + 60].map((at) => ({ start: at, end: at + 20 }));
        if (passage) await call('passage.reshape', { id: passage.id, spans });
      },
    ];
    await pick(gestures)?.();
  };
  if (random() < 0.3) return reworkSomething();
  const choice = random();
  if (choice < 0.12) {
    const name = `${Math.floor(random() * 1e12).toString(36)}.txt`;
    const text = Array.from({ length: 5 }, () => `${pick(SENTENCES)} ${Math.floor(random() * 1e9)}.`).join('\n\n');
    await writeFile(join(worker.sources, name), text);
    await call('document.import', { paths: [join(worker.sources, name)] });
  } else if (choice < 0.42) {
    const document = pick(await documents());
    const start = Math.floor(random() * 150);
    if (document) {
      await call('passage.add', { documentId: document.id, start, end: start + 40, codings: [await coding()] });
    }
  } else if (choice < 0.6) {
    const chosen = (await passages()).filter(() => random() < 0.2).map(({ id }) => id);
    if (chosen.length > 0) {
      const method = random() < 0.5 ? 'passage.code' : 'passage.recode';
      await call(method, { ids: chosen, codings: [await coding()] });
    }
  } else if (choice < 0.68) {
    const id = pick(await passages())?.id;
    if (id) await call('passage.update', { id, note: `note ${random()} “ü” 😀` });
  } else if (choice < 0.74) {
    const id = pick(await passages())?.id;
    if (id) await call('passage.delete', { ids: [id] });
  } else if (choice < 0.79) {
    const { agencies } = await session.call('codebook.get', {});
    const [from, into] = [pick(agencies)?.id, pick(agencies)?.id];
    if (from && into && from !== into) await call('agency.merge', { from, into });
  } else if (choice < 0.84) {
    const id = pick(await documents())?.id;
    if (id) await call('document.trash', { ids: [id] });
  } else if (choice < 0.87) {
    const id = pick(await session.call('document.list', { trashed: true }))?.id;
    if (id) await call('document.restore', { ids: [id] });
  } else if (choice < 0.9) {
    const id = pick(await documents())?.id;
    if (id) await call('document.update', { id, title: `Title ${random()}` });
  } else if (choice < 0.92) {
    await call('briefing.create', { title: `Briefing ${random()}` });
  } else {
    await call(random() < 0.7 ? 'history.undo' : 'history.redo', {});
  }
}
