import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { ArchiveStatus, MethodOutput } from '../../shared/contract.ts';
import { REVIEW_STATES, VOICES } from '../../shared/domain/vocabulary.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { TestSession } from './temp-archive.ts';

/** One gesture of a user; numbers choose among what is there. */
export type Gesture =
  | {
      readonly do: 'mark';
      readonly document: number;
      readonly start: number;
      readonly agency: number;
      readonly stance: number;
    }
  | {
      readonly do: 'say';
      readonly passage: number;
      readonly agency: number;
      readonly topic: number;
      readonly voice: (typeof VOICES)[number];
    }
  | { readonly do: 'reshape'; readonly passage: number; readonly start: number; readonly pieces: boolean }
  | { readonly do: 'extend' | 'split' | 'review'; readonly passage: number }
  | { readonly do: 'join'; readonly from: number; readonly into: number }
  | { readonly do: 'move-topic' | 'merge-topics'; readonly from: number; readonly into: number }
  | { readonly do: 'delete-topic' | 'delete-search'; readonly which: number }
  | { readonly do: 'keep-search'; readonly topic: number; readonly title: string }
  | { readonly do: 'recode-all'; readonly agency: number; readonly stance: number; readonly topic: number }
  | { readonly do: 'code'; readonly passage: number; readonly agency: number; readonly stance: number }
  | { readonly do: 'note'; readonly passage: number; readonly note: string }
  | { readonly do: 'delete-passage' | 'delete-agency' | 'delete-stance' | 'trash' | 'restore'; readonly which: number }
  | { readonly do: 'merge'; readonly from: number; readonly into: number }
  | { readonly do: 'retitle'; readonly which: number; readonly title: string }
  | { readonly do: 'rename'; readonly title: string }
  | { readonly do: 'brief'; readonly title: string }
  | { readonly do: 'undo' | 'redo' };

const few = fc.nat({ max: 5 });
const words = fc.constantFrom('alpha', 'beta', 'ü “quoted”', 'line\nbreak', '😀 end');

/** Any sequence of gestures. */
export const gestures = (maxLength: number): fc.Arbitrary<Gesture[]> =>
  fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ do: fc.constant('mark' as const), document: few, start: few, agency: few, stance: few }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('code' as const), passage: few, agency: few, stance: few }) },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('say' as const),
          passage: few,
          agency: few,
          topic: few,
          voice: fc.constantFrom(...VOICES),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('reshape' as const),
          passage: few,
          start: few,
          pieces: fc.boolean(),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constantFrom('extend' as const, 'split' as const, 'review' as const),
          passage: few,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constantFrom('join' as const, 'move-topic' as const, 'merge-topics' as const),
          from: few,
          into: few,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constantFrom('delete-topic' as const, 'delete-search' as const), which: few }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('keep-search' as const), topic: few, title: words }) },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('recode-all' as const), agency: few, stance: few, topic: few }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('note' as const), passage: few, note: words }) },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constantFrom(
            'delete-passage' as const,
            'delete-agency' as const,
            'delete-stance' as const,
            'trash' as const,
            'restore' as const,
          ),
          which: few,
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), from: few, into: few }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('retitle' as const), which: few, title: words }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('rename' as const), title: words }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('brief' as const), title: words }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }) },
    ),
    { maxLength },
  );

/** Makes a gesture; one that does not fit the present state is refused by the archive or left out. */
export async function perform({ call }: TestSession, gesture: Gesture, documents: readonly string[]): Promise<void> {
  const pick = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];
  const { agencies, stances, topics } = await call('codebook.get', {});
  const { passages } = await call('passage.list', {});
  const coding = (agency: number, stance: number) => {
    const ref = pick(stances, stance);
    return ref ? [{ agency: `Agency ${agency}`, stance: ref.id }] : [];
  };
  try {
    switch (gesture.do) {
      case 'mark': {
        const start = gesture.start * 7;
        const documentId = pick(documents, gesture.document) ?? '';
        await call('passage.add', {
          documentId,
          start,
          end: start + 20,
          codings: coding(gesture.agency, gesture.stance),
        });
        break;
      }
      case 'code': {
        const id = pick(passages, gesture.passage)?.id;
        if (id) await call('passage.update', { id, codings: coding(gesture.agency, gesture.stance) });
        break;
      }
      case 'say': {
        const id = pick(passages, gesture.passage)?.id;
        const { voice, topic } = gesture;
        const path = topic < 3 ? `Topic ${topic}` : `Topic ${topic - 3} / Part ${topic}`;
        const said = coding(gesture.agency, 0).map((each) => ({ ...each, topic: path, voice }));
        if (id && said.length > 0) await call('passage.code', { ids: [id], codings: said });
        break;
      }
      case 'reshape': {
        const id = pick(passages, gesture.passage)?.id;
        const start = gesture.start * 9;
        const first = { start, end: start + 15 };
        const spans = gesture.pieces ? [first, { start: start + 40, end: start + 55 }] : [first];
        if (id) await call('passage.reshape', { id, spans });
        break;
      }
      case 'extend': {
        const id = pick(passages, gesture.passage)?.id;
        if (id) await call('passage.extend', { id, to: 'sentence' });
        break;
      }
      case 'split': {
        const passage = pick(passages, gesture.passage);
        if (passage) await call('passage.split', { id: passage.id, at: passage.start + 9 });
        break;
      }
      case 'review': {
        const id = pick(passages, gesture.passage)?.id;
        const state = REVIEW_STATES[gesture.passage % REVIEW_STATES.length] ?? 'coded';
        if (id) await call('passage.review', { ids: [id], state });
        break;
      }
      case 'join': {
        const ids = [pick(passages, gesture.from)?.id ?? '', pick(passages, gesture.into)?.id ?? ''];
        if (ids[0] !== ids[1]) await call('passage.merge', { ids });
        break;
      }
      case 'move-topic': {
        const id = pick(topics, gesture.from)?.id;
        const parentId = gesture.into === 0 ? null : (pick(topics, gesture.into)?.id ?? null);
        if (id) await call('topic.update', { id, parentId, definition: `Moved to ${gesture.into}` });
        break;
      }
      case 'merge-topics': {
        const from = pick(topics, gesture.from)?.id;
        const into = pick(topics, gesture.into)?.id;
        if (from && into) await call('topic.merge', { from, into });
        break;
      }
      case 'delete-topic': {
        const id = pick(topics, gesture.which)?.id;
        if (id) await call('topic.delete', { id });
        break;
      }
      case 'keep-search': {
        const id = pick(topics, gesture.topic)?.id;
        await call('saved-search.add', { name: gesture.title, filter: id === undefined ? {} : { topicIds: [id] } });
        break;
      }
      case 'delete-search': {
        const id = pick(await call('saved-search.list', {}), gesture.which)?.id;
        if (id) await call('saved-search.delete', { id });
        break;
      }
      case 'recode-all': {
        const said = coding(gesture.agency, gesture.stance).map((each) => ({
          ...each,
          topic: `Topic ${gesture.topic}`,
        }));
        const ids = passages.map(({ id }) => id);
        if (ids.length > 0) await call('passage.recode', { ids, codings: said });
        break;
      }
      case 'note': {
        const id = pick(passages, gesture.passage)?.id;
        if (id) await call('passage.update', { id, note: gesture.note });
        break;
      }
      case 'delete-passage': {
        const id = pick(passages, gesture.which)?.id;
        if (id) await call('passage.delete', { ids: [id] });
        break;
      }
      case 'delete-agency': {
        const id = pick(agencies, gesture.which)?.id;
        if (id) await call('agency.delete', { id });
        break;
      }
      case 'delete-stance': {
        const id = pick(stances, gesture.which)?.id;
        if (id && stances.length > 2) await call('stance.delete', { id });
        break;
      }
      case 'merge': {
        const from = pick(agencies, gesture.from)?.id;
        const into = pick(agencies, gesture.into)?.id;
        if (from && into) await call('agency.merge', { from, into });
        break;
      }
      case 'trash':
        await call('document.trash', { ids: [pick(documents, gesture.which) ?? ''] });
        break;
      case 'restore':
        await call('document.restore', { ids: [pick(documents, gesture.which) ?? ''] });
        break;
      case 'retitle':
        await call('document.update', { id: pick(documents, gesture.which) ?? '', title: gesture.title });
        break;
      case 'rename':
        await call('archive.rename', { title: gesture.title });
        break;
      case 'brief':
        await call('briefing.create', { title: gesture.title });
        break;
      case 'undo':
        await call('history.undo', {});
        break;
      case 'redo':
        await call('history.redo', {});
        break;
    }
  } catch (error) {
    if (!(error instanceof ArchiveError) || !['conflict', 'invalid-input', 'not-found'].includes(error.code))
      throw error;
  }
}

/** Everything a user can see of an archive. */
export interface Snapshot {
  readonly title: string;
  readonly codebook: MethodOutput<'codebook.get'>;
  readonly documents: MethodOutput<'document.list'>;
  readonly trash: MethodOutput<'document.list'>;
  readonly records: readonly MethodOutput<'document.get'>[];
  readonly passages: MethodOutput<'passage.list'>;
  readonly matrix: MethodOutput<'position.matrix'>;
  readonly briefings: MethodOutput<'briefing.list'>;
  readonly searches: MethodOutput<'saved-search.list'>;
  readonly history: ArchiveStatus['history'];
}

/** Takes in everything a user can see. */
export async function takeSnapshot({ call }: TestSession): Promise<Snapshot> {
  const status = await call('archive.status', {});
  const documents = await call('document.list', {});
  const trash = await call('document.list', { trashed: true });
  const records = [];
  for (const { id } of [...documents, ...trash].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    records.push(await call('document.get', { id }));
  }
  const passages = await call('passage.list', {});
  // The list comes from the index, each passage from its state file: both must say the same.
  for (const passage of passages.passages) {
    if (!isDeepStrictEqual(await call('passage.get', { id: passage.id }), passage)) {
      throw new Error(`Passage ${passage.id} differs between list and state file.`);
    }
  }
  return {
    title: status?.info.title ?? '',
    codebook: await call('codebook.get', {}),
    documents,
    trash,
    records,
    passages,
    matrix: await call('position.matrix', {}),
    briefings: await call('briefing.list', { all: true }),
    searches: await call('saved-search.list', {}),
    history: status?.history ?? { undo: null, redo: null },
  };
}
