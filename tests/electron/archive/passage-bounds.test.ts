import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MethodInput, PassageView } from '../../../shared/contract.ts';
import { takeSnapshot } from '../../support/change-sequence.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

const FIRST = 'The U.S. Marshals asked.\nThe sheriff said that he will not help with it. He has no men to spare.';
const SECOND = 'A second paragraph follows. It ends here.';
const PLAIN = `${FIRST}\n\n${SECOND}`;
const PAGES = 'First page line one.\nSecond line here.\n\fThird line on page two.\nThe end of it.';

let archive: TempArchive;
let plain: string;
let paged: string;
beforeEach(async () => {
  archive = await createTempArchive();
  [plain = '', paged = ''] = await archive.importTexts({ 'plain.txt': PLAIN, 'paged.txt': PAGES });
});
afterEach(() => archive.dispose());

const mark = (quote: string, more: Partial<MethodInput<'passage.add'>> = {}) =>
  archive.call('passage.add', { documentId: plain, quote, ...more });
const spanOf = (text: string, words: string) => {
  const start = text.indexOf(words);
  return { start, end: start + words.length };
};
const statusOf = async ({ id }: PassageView) =>
  (await archive.call('passage.verify', { ids: [id] })).map(({ check }) => check.status);

/** Runs a step, and takes it back to see that all is as before. */
async function undoable<T>(step: () => Promise<T>): Promise<T> {
  const before = await takeSnapshot(archive);
  const value = await step();
  const after = await takeSnapshot(archive);
  await archive.call('history.undo', {});
  expect({ ...(await takeSnapshot(archive)), history: null }).toEqual({ ...before, history: null });
  await archive.call('history.redo', {});
  expect({ ...(await takeSnapshot(archive)), history: null }).toEqual({ ...after, history: null });
  expect(await archive.call('archive.verify', {})).toMatchObject({ ok: true, problems: [] });
  return value;
}

describe('a passage of several pieces', () => {
  it('is cited in a briefing with the page of each piece', async () => {
    await archive.call('passage.add', {
      documentId: paged,
      spans: [spanOf(PAGES, 'First page line one.'), spanOf(PAGES, 'The end of it.')],
    });
    const { id } = await archive.call('briefing.create', { title: 'Pages' });
    expect((await archive.call('briefing.preview', { id })).html).toMatch(/pp\.\u00a01–2/);
    const { file } = await archive.call('briefing.export', { id, to: join(archive.root, 'pages.md') });
    expect(await readFile(file, 'utf8')).toMatch(/pp\.[ \u00a0]1–2/);
  });

  it('has the words, the selectors and the place of each, in reading order', async () => {
    const spans = [spanOf(PLAIN, 'It ends here.'), spanOf(PLAIN, 'He has no men'), spanOf(PLAIN, ' he will not help')];
    const passage = await archive.call('passage.add', {
      documentId: plain,
      spans,
      codings: [{ agency: 'S', stance: '4' }],
    });
    expect(passage.quote).toBe('he will not help … He has no men … It ends here.');
    expect(passage.spans?.map(({ start, end }) => PLAIN.slice(start, end)).join(' … ')).toBe(passage.quote);
    expect([passage.start, passage.end]).toEqual([passage.spans?.[0]?.start, passage.spans?.[2]?.end]);
    expect(passage.selectors.flatMap((each) => (each.type === 'TextQuoteSelector' ? [each.exact] : []))).toEqual([
      'he will not help',
      'He has no men',
      'It ends here.',
    ]);
    expect(await statusOf(passage)).toEqual(['exact']);
    expect((await archive.call('passage.list', { text: 'spare' })).total).toBe(0);
    expect((await archive.call('passage.list', { text: 'help ends' })).total).toBe(1);
  });

  it('is of one piece where pieces overlap or only white space parts them', async () => {
    const spans = [spanOf(PLAIN, 'asked.'), spanOf(PLAIN, 'The sheriff said'), spanOf(PLAIN, 'sheriff said that')];
    const passage = await archive.call('passage.add', { documentId: plain, spans });
    expect([passage.quote, passage.spans]).toEqual(['asked.\nThe sheriff said that', undefined]);
  });

  it('has one quads selector for each page', async () => {
    const spans = [spanOf(PAGES, 'First page'), spanOf(PAGES, 'Second'), spanOf(PAGES, 'Third line')];
    const { selectors, page } = await archive.call('passage.add', { documentId: paged, spans });
    const quads = selectors.flatMap((each) =>
      each.type === 'PageQuadsSelector' ? [[each.page, each.quads.length]] : [],
    );
    expect([page, quads]).toEqual([
      1,
      [
        [1, 2],
        [2, 1],
      ],
    ]);
  });

  it('is broken if one of its pieces was altered outside', async () => {
    const spans = [spanOf(PLAIN, 'he will not help'), spanOf(PLAIN, 'It ends here.')];
    const passage = await archive.call('passage.add', { documentId: plain, spans });
    const { verifyPassage } = await import('../../../shared/verify-passage.ts');
    expect(verifyPassage({ ...passage, quote: passage.quote.replace('not ', '') }, PLAIN).status).toBe('broken');
    expect(
      verifyPassage(passage, PLAIN.replace('It ends here.', 'Nothing like that stands there any more')).status,
    ).toBe('broken');
    expect(verifyPassage(passage, `Something new. ${PLAIN}`)).toMatchObject({
      status: 'drifted',
      start: passage.start + 15,
    });
    expect(verifyPassage(passage, PLAIN.replace('will not', 'will  not')).status).not.toBe('broken');
  });

  it('is carried to another version piece by piece', async () => {
    const spans = [spanOf(PLAIN, 'he will not help'), spanOf(PLAIN, 'It ends here.')];
    const passage = await archive.call('passage.add', { documentId: plain, spans });
    const newer = `Revised on Monday. ${PLAIN}`;
    const [other = ''] = await archive.importTexts({ 'plain (revised).txt': newer });
    await archive.call('version.join', { id: other, into: plain });
    const [placement] = (await archive.call('passage.get', { id: passage.id })).placements ?? [];
    expect(placement).toMatchObject({ version: 2, outcome: 'anchored', quote: passage.quote });
    expect(placement?.spans?.map(({ start, end }) => newer.slice(start, end)).join(' … ')).toBe(passage.quote);
  });
});

describe('an area of a page', () => {
  it('has the words that lie mostly within it', async () => {
    const passage = await archive.call('passage.add', {
      documentId: paged,
      area: { page: 1, rect: [70, 70, 70, 14] },
    });
    expect(passage).toMatchObject({
      quote: 'First page',
      page: 1,
      area: { page: 1, rect: [70, 70, 70, 14], recognised: null },
    });
    expect(passage.selectors).toContainEqual({ type: 'PageQuadsSelector', page: 1, quads: [[70, 70, 70, 14]] });
    expect(await statusOf(passage)).toEqual(['exact']);
  });

  it('may have none, and is listed, checked, exported and taken back all the same', async () => {
    const passage = await undoable(() =>
      archive.call('passage.add', {
        documentId: paged,
        area: { page: 2, rect: [400, 500, 100, 50], recognised: 'A stamp' },
        codings: [{ agency: 'City', stance: '3', voice: 'third-party-describing' }],
        review: 'needs-review',
      }),
    );
    const start = PAGES.indexOf('Third');
    expect(passage).toMatchObject({ quote: '', start, end: start, page: 2, review: 'needs-review' });
    expect(await statusOf(passage)).toEqual(['ocr']);
    const { id } = await archive.call('briefing.create', { title: 'Areas' });
    const { html } = await archive.call('briefing.preview', { id });
    expect(html).toContain('[Area of page 2] A stamp [recognised from the image]');
    expect(html).toContain('as described by a third party');
    for (const extension of ['docx', 'html', 'md']) {
      await archive.call('briefing.export', { id, to: `${archive.root}/b.${extension}` });
    }
  });

  it('is given another rectangle with the words there, in one step that is taken back whole', async () => {
    const made = await archive.call('passage.add', {
      documentId: paged,
      area: { page: 1, rect: [70, 70, 70, 14], recognised: 'Read from the image' },
      codings: [{ agency: 'City', stance: '3' }],
      note: 'Kept',
      review: 'reviewed',
    });
    const rect = { x: 60, y: 60, width: 500, height: 60 };
    const passage = await undoable(() => archive.call('passage.resizeArea', { id: made.id, rect }));
    expect(passage).toMatchObject({
      area: { page: 1, rect: [60, 60, 500, 60], recognised: null },
      codings: made.codings,
      note: 'Kept',
      // Somebody reviewed another rectangle.
      review: 'needs-review',
    });
    expect(passage.quote.startsWith('First page') && passage.quote.length > made.quote.length).toBe(true);
    expect(passage.selectors).toContainEqual({ type: 'PageQuadsSelector', page: 1, quads: [[60, 60, 500, 60]] });
    expect(await statusOf(passage)).toEqual(['exact']);
    // The same rectangle is no event.
    expect(await archive.call('passage.resizeArea', { id: made.id, rect })).toEqual(passage);
  });

  it('is not sized off its page, and words are no area', async () => {
    const { id } = await archive.call('passage.add', { documentId: paged, area: { page: 1, rect: [70, 70, 70, 14] } });
    const away = { x: 9000, y: 9000, width: 10, height: 10 };
    await expect(archive.call('passage.resizeArea', { id, rect: away })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    const words = await archive.call('passage.add', { documentId: paged, ...spanOf(PAGES, 'First page') });
    const rect = { x: 70, y: 70, width: 70, height: 14 };
    await expect(archive.call('passage.resizeArea', { id: words.id, rect })).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'id: this passage marks words, no area of a page. Give it other words.',
    });
  });

  it('counts in a briefing as no quote where it has no words, and pieces are told', async () => {
    await archive.call('passage.add', { documentId: paged, area: { page: 2, rect: [400, 500, 100, 50] } });
    const { id } = await archive.call('briefing.create', { title: 'Areas' });
    const write = async (): Promise<string> => {
      await archive.call('briefing.export', { id, to: `${archive.root}/b.md` });
      return readFile(`${archive.root}/b.md`, 'utf8');
    };
    const alone = await write();
    expect(alone).toContain('**No words are quoted. 1 area of a page is named without words.**');
    expect(alone).not.toContain('Verified');
    const spans = [spanOf(PAGES, 'First page'), spanOf(PAGES, 'Third line')];
    await archive.call('passage.add', { documentId: paged, spans });
    const both = await write();
    expect(both).toContain(
      'Every quote verified against the preserved original: 1 exact, 0 flagged. 1 area of a page is named without words.',
    );
    expect(both).toContain('Verified: exact, 2 pieces');
    expect(both).toContain('… stands between them for what was left out.');
  });

  it.each<[string, MethodInput<'passage.add'>['area'], string]>([
    ['a page that is not there', { page: 3, rect: [0, 0, 10, 10] }, 'invalid-input'],
    ['a place beside the page', { page: 1, rect: [5000, 0, 10, 10] }, 'invalid-input'],
  ])('is refused for %s', async (_name, area, code) => {
    await expect(archive.call('passage.add', { documentId: paged, area })).rejects.toMatchObject({ code });
  });

  it('is refused for a text without pages, and together with words', async () => {
    const area: MethodInput<'passage.add'>['area'] = { page: 1, rect: [0, 0, 10, 10] };
    await expect(archive.call('passage.add', { documentId: plain, area })).rejects.toMatchObject({
      code: 'unsupported',
    });
    await expect(archive.call('passage.add', { documentId: paged, area, quote: 'First' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  it('is not split, merged, reshaped or widened', async () => {
    const { id } = await archive.call('passage.add', { documentId: paged, area: { page: 1, rect: [70, 70, 70, 14] } });
    const other = await archive.call('passage.add', { documentId: paged, quote: 'The end' });
    const code = 'invalid-input';
    await expect(archive.call('passage.split', { id, at: 4 })).rejects.toMatchObject({ code });
    await expect(archive.call('passage.merge', { ids: [id, other.id] })).rejects.toMatchObject({ code });
    await expect(archive.call('passage.reshape', { id, spans: [{ start: 0, end: 5 }] })).rejects.toMatchObject({
      code,
    });
    await expect(archive.call('passage.extend', { id, to: 'sentence' })).rejects.toMatchObject({ code });
  });
});

describe('the bounds of a passage', () => {
  it('are changed with its codings, note and id kept, and what was reviewed is to be looked at', async () => {
    const before = await mark('will not', {
      codings: [{ agency: 'S', stance: '4' }],
      note: 'Mine.',
      review: 'reviewed',
    });
    const after = await undoable(() =>
      archive.call('passage.reshape', { id: before.id, spans: [spanOf(PLAIN, 'he will not help')] }),
    );
    expect(after).toMatchObject({
      id: before.id,
      quote: 'he will not help',
      codings: before.codings,
      note: 'Mine.',
      review: 'needs-review',
    });
    expect(await statusOf(after)).toEqual(['exact']);
    const status = await archive.call('archive.status', {});
    expect(status?.history.undo).toBe('Change the bounds of “he will not help”');
  });

  it('are refused in a text that is another by now, outside of it, and without words', async () => {
    const { id } = await mark('will not');
    const spans = [spanOf(PLAIN, 'he will')];
    await expect(archive.call('passage.reshape', { id, spans, textSha256: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'conflict',
    });
    for (const span of [
      { start: 0, end: 9999 },
      { start: FIRST.length, end: FIRST.length + 2 },
    ]) {
      await expect(archive.call('passage.reshape', { id, spans: [span] })).rejects.toMatchObject({
        code: 'invalid-input',
      });
    }
  });

  it('go to whole sentences over the end of a line, and to whole paragraphs', async () => {
    const { id } = await mark('asked.\nThe sheriff');
    const sentence = await undoable(() => archive.call('passage.extend', { id, to: 'sentence' }));
    expect(sentence.quote).toBe('The U.S. Marshals asked.\nThe sheriff said that he will not help with it.');
    const paragraph = await archive.call('passage.extend', { id, to: 'paragraph' });
    expect(paragraph.quote).toBe(FIRST);
    const events = (await archive.call('archive.status', {}))?.counts.events;
    await archive.call('passage.extend', { id, to: 'paragraph' });
    expect((await archive.call('archive.status', {}))?.counts.events).toBe(events);
  });
});

describe('splitting and merging', () => {
  it('makes two of one, which follow each other in briefings', async () => {
    const other = await mark('It ends here.');
    const before = await mark('he will not help with it', { codings: [{ agency: 'S', stance: '4' }], note: 'Mine.' });
    const briefing = await archive.call('briefing.create', {
      title: 'B',
      include: [before.id],
      order: [before.id, other.id],
    });
    const at = PLAIN.indexOf('help');
    const [first, second] = await undoable(() => archive.call('passage.split', { id: before.id, at }));
    expect(first).toMatchObject({ id: before.id, quote: 'he will not', note: 'Mine.', codings: before.codings });
    expect(second).toMatchObject({
      quote: 'help with it',
      note: '',
      codings: [{ stanceId: before.codings[0]?.stanceId }],
    });
    expect(second?.codings[0]?.id).not.toBe(before.codings[0]?.id);
    expect(await archive.call('briefing.get', { id: briefing.id })).toMatchObject({
      include: [before.id, second?.id],
      order: [before.id, second?.id, other.id],
    });
  });

  it.each([0, 1])('is refused where no words are left on one side (%#)', async (side) => {
    const passage = await mark('he will not help');
    const at = side === 0 ? passage.start : passage.end;
    await expect(archive.call('passage.split', { id: passage.id, at })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  it('splits between pieces', async () => {
    const spans = [spanOf(PLAIN, 'will not'), spanOf(PLAIN, 'no men'), spanOf(PLAIN, 'ends here')];
    const { id } = await archive.call('passage.add', { documentId: plain, spans });
    const parts = await archive.call('passage.split', { id, at: PLAIN.indexOf('to spare') });
    expect(parts.map(({ quote, spans: own }) => [quote, own?.length])).toEqual([
      ['will not … no men', 2],
      ['ends here', undefined],
    ]);
  });

  it('splits between letters, also at a place in the middle of one', async () => {
    const text = 'They said \u{1F600}\u{1F601} and left.';
    const [documentId = ''] = await archive.importTexts({ 'faces.txt': text });
    const whole = await archive.call('passage.add', { documentId, quote: text });
    const parts = await archive.call('passage.split', { id: whole.id, at: text.indexOf('\u{1F600}') + 1 });
    expect(parts.map(({ quote }) => quote)).toEqual(['They said \u{1F600}', '\u{1F601} and left.']);
  });

  it('makes one span of passages that touch, with the codings and notes of all', async () => {
    const late = await mark('help with it.', { codings: [{ agency: 'S', stance: '4' }], note: 'Late.' });
    const early = await mark('he will not', {
      codings: [
        { agency: 'S', stance: '4' },
        { agency: 'City', stance: '1' },
      ],
      note: 'Early.',
    });
    const briefing = await archive.call('briefing.create', {
      title: 'B',
      include: [late.id],
      exclude: [late.id],
      order: [late.id, early.id],
    });
    const merged = await undoable(() => archive.call('passage.merge', { ids: [late.id, early.id] }));
    expect(merged).toMatchObject({
      id: early.id,
      quote: 'he will not help with it.',
      codings: early.codings,
      note: 'Early.\n\nLate.',
    });
    expect(merged.spans).toBeUndefined();
    await expect(archive.call('passage.get', { id: late.id })).rejects.toMatchObject({ code: 'not-found' });
    expect(await archive.call('briefing.get', { id: briefing.id })).toMatchObject({
      include: [early.id],
      exclude: [],
      order: [early.id],
    });
  });

  it('makes several pieces of passages that lie apart, and refuses other versions', async () => {
    const a = await mark('will not help');
    const b = await mark('ends here');
    const c = await archive.call('passage.add', { documentId: paged, quote: 'The end' });
    await expect(archive.call('passage.merge', { ids: [a.id, c.id] })).rejects.toMatchObject({ code: 'conflict' });
    const merged = await undoable(() => archive.call('passage.merge', { ids: [a.id, b.id] }));
    expect([merged.quote, merged.spans?.length]).toEqual(['will not help … ends here', 2]);
    await expect(archive.call('passage.merge', { ids: [a.id, a.id] })).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('the state of review', () => {
  it('is set on many in one step and is no field where it is the usual one', async () => {
    const ids = [(await mark('will not')).id, (await mark('ends here')).id];
    const set = async (state: MethodInput<'passage.review'>['state']) =>
      (await archive.call('passage.review', { ids, state })).map(({ review }) => review);
    expect(await set('needs-review')).toEqual(['needs-review', 'needs-review']);
    expect((await archive.call('archive.status', {}))?.history.undo).toBe('Mark 2 passages as needing review');
    expect(await set('coded')).toEqual([undefined, undefined]);
    const events = (await archive.call('archive.status', {}))?.counts.events;
    await set('coded');
    expect((await archive.call('archive.status', {}))?.counts.events).toBe(events);
  });
});
