import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BlockNode, BriefingBody } from '../../../shared/domain/briefing-body.ts';
import { usesIn } from '../../../shared/domain/briefing-uses.ts';
import { takeSnapshot } from '../../support/change-sequence.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

let archive: TempArchive;
let first: string;
let second: string;
beforeEach(async () => {
  archive = await createTempArchive();
  [first = '', second = ''] = await archive.importTexts({
    'one.txt': 'Our officers will not take part in enforcement. We will assist where a court has ordered it.',
    'two.txt': 'The Sheriff supports the memorandum wholly. He will honor detainers.',
  });
  await archive.call('document.update', { id: first, title: 'Statement of the chief', dateIssued: '2026-02-03' });
  await archive.call('document.update', { id: second, title: 'Letter of the sheriff', dateIssued: '2026-04-01' });
});
afterEach(() => archive.dispose());

async function mark(documentId: string, quote: string, agency: string, stance: string): Promise<string> {
  return (await archive.call('passage.add', { documentId, quote, codings: [{ agency, stance }] })).id;
}

async function threePassages(): Promise<[string, string, string]> {
  return [
    await mark(first, 'Our officers will not take part in enforcement.', 'Omaha Police', 'declines to participate'),
    await mark(first, 'We will assist where a court has ordered it.', 'Omaha Police', 'supports with conditions'),
    await mark(second, 'The Sheriff supports the memorandum wholly.', 'Sheriff', 'supports'),
  ];
}

const newBriefing = (input: object = {}) => archive.call('briefing.create', { title: 'Positions', ...input });

const passagesIn = (body: BriefingBody | undefined): readonly string[] =>
  [...usesIn(body ?? [])].map(({ passageId }) => passageId);

const sectionOf = (body: BriefingBody | undefined): Extract<BlockNode, { type: 'section' }> => {
  const found = body?.find((node) => node.type === 'section');
  if (found?.type !== 'section') throw new Error('There is no section.');
  return found;
};

/** Blocks of a section, one line each. */
const lines = (blocks: readonly BlockNode[], names: readonly string[]): readonly string[] =>
  blocks.map((node) => {
    if (node.type === 'quote') return `> ${names.indexOf(node.attrs.passageId)}`;
    if (node.type !== 'heading' && node.type !== 'paragraph') return node.type;
    const words = (node.content ?? []).map((inline) => (inline.type === 'text' ? inline.text : '')).join('');
    return node.type === 'heading' ? `${'#'.repeat(node.attrs.level)} ${words}` : words;
  });

describe('a briefing that arranges itself', () => {
  it('becomes a composed one that prints the same, in one step to undo', async () => {
    await threePassages();
    const { id } = await newBriefing({ introduction: 'First.\n\nSecond.', asOf: '2026-05-01' });
    const before = await archive.call('briefing.preview', { id });
    const composed = await archive.call('briefing.compose', { id });
    const after = await archive.call('briefing.preview', { id });
    // Uses get ids of their own, and with them the marks around their words.
    const words = ({ report }: typeof before) => JSON.stringify(report).replace(/"useId":"[^"]*"/g, '"useId":""');
    expect(words(after)).toBe(words(before));
    expect(passagesIn(composed.body)).toEqual(before.passages.map((passage) => passage.id));
    expect(await archive.call('briefing.compose', { id })).toEqual(composed);
    await archive.call('history.undo', {});
    expect((await archive.call('briefing.get', { id })).body).toBeUndefined();
  });

  it('arranges itself again when its body is taken off', async () => {
    await threePassages();
    const { id } = await newBriefing();
    await archive.call('briefing.compose', { id });
    const after = await archive.call('briefing.update', { id, body: null });
    expect(after.body).toBeUndefined();
    expect((await archive.call('briefing.preview', { id })).passages).toHaveLength(3);
  });
});

describe('the preview of what is not saved yet', () => {
  it('tells of each use: number, check, fault, note, and why it is not printed', async () => {
    const [declines, assists, supports] = await threePassages();
    const { id } = await newBriefing();
    await archive.call('passage.update', { id: supports, internal: 'passage' });
    const quote = (passageId: string, useId: string, excerpt: string | null = null): BlockNode => ({
      type: 'quote',
      attrs: { useId, passageId, excerpt, showCodings: true },
    });
    const body: BriefingBody = [
      quote(declines, 'a', 'Our officers will … take part'),
      quote(assists, 'b', 'We will not assist'),
      quote(supports, 'c'),
    ];
    const { uses } = await archive.call('briefing.preview', { id, body });
    expect(
      uses.map(({ useId, number, status, fault, printed, note, reason }) => [
        useId,
        number,
        status,
        fault === null,
        printed,
        note,
        reason,
      ]),
    ).toEqual([
      ['a', 1, 'exact', true, 'Our officers will … take part', 1, null],
      ['b', 2, 'exact', false, 'We will not assist', 2, null],
      ['c', null, null, true, '', null, 'The passage that stood here is kept in the house.'],
    ]);
    expect(uses[0]?.citation).toMatch(/Statement of the chief/i);
    expect((await archive.call('briefing.get', { id })).body).toBeUndefined();
  });

  it.each([
    ['is none', 'will take part'],
    ['replaces words', 'Our officers will not [stand by]'],
  ])('is refused by a strict export for an abridgement that %s', async (_, excerpt) => {
    const [declines] = await threePassages();
    const { id } = await newBriefing({
      body: [{ type: 'quote', attrs: { useId: 'a', passageId: declines, excerpt, showCodings: false } }],
    });
    const to = `${archive.root}/out.md`;
    await expect(archive.call('briefing.export', { id, to, strict: true })).rejects.toMatchObject({
      code: 'unverified',
      message: expect.stringContaining('abridged'),
    });
    expect(await archive.call('briefing.export', { id, to })).toMatchObject({
      flagged: [{ useId: 'a', passageId: declines, check: { status: 'exact' } }],
    });
  });
});

describe('a section', () => {
  async function composed(): Promise<{ id: string; names: [string, string, string] }> {
    const names = await threePassages();
    const { id } = await newBriefing();
    await archive.call('briefing.compose', { id });
    return { id, names };
  }

  /** Saves other content in the one section of a briefing. */
  async function edit(id: string, alter: (content: BlockNode[]) => BlockNode[]): Promise<void> {
    const { body } = await archive.call('briefing.get', { id });
    const altered = body?.map((node) => (node.type === 'section' ? { ...node, content: alter(node.content) } : node));
    await archive.call('briefing.update', { id, body: altered ?? null });
  }

  it('is filled with headings and quotes for what fits its query', async () => {
    const names = await threePassages();
    const { id } = await newBriefing();
    const { agencies } = await archive.call('codebook.get', {});
    const omaha = agencies.find(({ name }) => name === 'Omaha Police')?.id ?? '';
    const filled = await archive.call('briefing.fillSection', { id, filter: { agencyIds: [omaha] } });
    expect(lines(filled.blocks, names)).toEqual([
      '## Omaha Police',
      '### supports with conditions',
      '> 1',
      '### declines to participate',
      '> 0',
    ]);
    expect(Object.keys(filled.seen)).toEqual(names.slice(0, 2));
    const plain = await archive.call('briefing.fillSection', { id, groupBy: 'none', level: 1 });
    expect(lines(plain.blocks, names)).toEqual(['> 0', '> 1', '> 2']);
  });

  it('says what is new, changed and gone, and keeps what a person wrote and took out', async () => {
    const { id, names } = await composed();
    const [declines, assists, supports] = names;
    await edit(id, (content) => [
      { type: 'paragraph', content: [{ type: 'text', text: 'My own words.' }] },
      ...content.filter((node) => node.type !== 'quote' || node.attrs.passageId !== assists),
    ]);
    const fourth = await mark(second, 'He will honor detainers.', 'Sheriff', 'supports');
    await archive.call('passage.recode', { ids: [declines], codings: [{ agency: 'Omaha Police', stance: 'opposes' }] });
    await archive.call('passage.delete', { ids: [supports] });
    const { blockId } = sectionOf((await archive.call('briefing.get', { id })).body).attrs;
    const refreshed = await archive.call('briefing.refreshSection', { id, blockId });
    const told = (list: readonly { passageId: string; reason: string }[]) =>
      list.map(({ passageId, reason }) => [passageId, reason]);
    expect(told(refreshed.added)).toEqual([[fourth, 'It fits the query since.']]);
    expect(told(refreshed.changed)).toEqual([[declines, 'Its codings changed.']]);
    expect(told(refreshed.gone)).toEqual([[supports, 'The passage that stood here was deleted.']]);
    expect(told(refreshed.leftOut)).toEqual([[assists, 'It fits, but was taken out by hand.']]);
    expect(refreshed.unchanged).toBe(0);
    expect(lines(refreshed.blocks, [...names, fourth])).toEqual([
      'My own words.',
      '# Omaha Police',
      '## supports with conditions',
      '## opposes',
      '> 0',
      '# Sheriff',
      '## supports',
      '> 3',
    ]);
    // Nothing is replaced by asking.
    expect(passagesIn((await archive.call('briefing.get', { id })).body)).toEqual([declines, supports]);
  });

  it('has nothing to tell right after it was filled', async () => {
    const { id } = await composed();
    const { attrs, content } = sectionOf((await archive.call('briefing.get', { id })).body);
    const refreshed = await archive.call('briefing.refreshSection', { id, blockId: attrs.blockId });
    expect(refreshed).toMatchObject({ added: [], changed: [], gone: [], leftOut: [], unchanged: 3, passages: 3 });
    expect(refreshed.blocks).toEqual(content);
    await expect(archive.call('briefing.refreshSection', { id, blockId: 'none' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('templates', () => {
  it('come with the program, each a body of its own with ids that are not shared', async () => {
    const templates = await archive.call('briefing.templates', {});
    expect(templates.map(({ id }) => id)).toEqual([
      'decision-memo',
      'position-survey',
      'chronology',
      'legal-memorandum',
      'press-digest',
    ]);
    await threePassages();
    const seen = new Set(['sources', 'method', 'matrix', 'timeline']);
    for (const template of templates) {
      const briefing = await newBriefing({ template: template.id });
      expect([briefing.citationStyle, briefing.body?.length]).toEqual([template.citationStyle, template.body.length]);
      for (const [, blockId] of JSON.stringify(briefing.body).matchAll(/"blockId":"([^"]*)"/g)) {
        expect(seen.has(blockId ?? '')).toBe(false);
        seen.add(blockId ?? '');
      }
      expect((await archive.call('briefing.preview', { id: briefing.id })).html).toContain('<h2');
    }
    await expect(newBriefing({ template: 'none' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('can be made of a briefing: its words and queries stay, its quotes do not', async () => {
    const [declines] = await threePassages();
    const { id } = await newBriefing({ introduction: 'What we always say.' });
    await archive.call('briefing.compose', { id });
    const own = await archive.call('briefing.saveAsTemplate', { id, name: 'House style', description: 'For us.' });
    expect(passagesIn(own.body)).toEqual([]);
    expect(JSON.stringify(own.body)).not.toContain(declines);
    expect(JSON.stringify(own.body)).toContain('What we always say.');
    expect(await archive.call('briefing.list', {})).toHaveLength(1);
    expect((await archive.call('briefing.templates', {})).at(-1)).toMatchObject({
      id: own.id,
      name: 'House style',
      description: 'For us.',
      isOwn: true,
    });
    const made = await newBriefing({ template: own.id });
    expect(made.body?.map(({ type }) => type)).toEqual(own.body?.map(({ type }) => type));
    await expect(archive.call('briefing.compose', { id: own.id })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('kept versions', () => {
  it('are numbered, listed apart, never changed, compared and restored', async () => {
    await threePassages();
    const { id } = await newBriefing({ introduction: 'Nobody has decided yet.' });
    await archive.call('briefing.compose', { id });
    const kept = await archive.call('briefing.keepVersion', { id, name: 'For the minister' });
    expect(kept).toMatchObject({ number: 1, name: 'For the minister', quotes: 3 });
    const { body, title } = await archive.call('briefing.get', { id });
    const [, ...rest] = body ?? [];
    const paragraph: BlockNode = {
      type: 'paragraph',
      content: [{ type: 'text', text: 'Nobody has decided anything.' }],
    };
    await archive.call('briefing.update', { id, title: 'Other', body: [paragraph, ...rest.slice(0, -2)] });
    expect(await archive.call('briefing.keepVersion', { id, name: '' })).toMatchObject({ number: 2 });
    expect((await archive.call('briefing.versions', { id })).map(({ number }) => number)).toEqual([2, 1]);
    expect(await archive.call('briefing.list', {})).toHaveLength(1);
    expect(await archive.call('briefing.list', { all: true })).toHaveLength(3);

    const compared = await archive.call('briefing.compareVersions', { id, from: kept.id });
    expect(compared.fields).toEqual([{ name: 'Title', before: title, after: 'Other' }]);
    expect(compared.blocks.filter(({ kind }) => kind !== 'equal')).toEqual([
      {
        kind: 'change',
        block: 'Paragraph',
        words: [
          { kind: 'equal', text: 'Nobody has decided ' },
          { kind: 'delete', text: 'yet' },
          { kind: 'insert', text: 'anything' },
          { kind: 'equal', text: '.' },
        ],
      },
      { kind: 'delete', block: 'Heading', words: [{ kind: 'delete', text: 'Method' }] },
      { kind: 'delete', block: 'Method', words: [{ kind: 'delete', text: 'Method note' }] },
    ]);
    expect(compared.counts).toMatchObject({ changed: 1, deleted: 2, inserted: 0, wordsInserted: 1, wordsDeleted: 4 });

    await expect(archive.call('briefing.update', { id: kept.id, title: 'No' })).rejects.toMatchObject({
      code: 'conflict',
    });
    const restored = await archive.call('briefing.restoreVersion', { id: kept.id });
    expect(restored).toMatchObject({ id, title, body });
    expect(restored.versionOf).toBeUndefined();
    await archive.call('history.undo', {});
    expect((await archive.call('briefing.get', { id })).title).toBe('Other');
  });

  it('hold what the page was before it went back to one of them', async () => {
    await threePassages();
    const { id } = await newBriefing();
    await archive.call('briefing.compose', { id });
    const kept = await archive.call('briefing.keepVersion', { id, name: 'Sent' });
    await archive.call('briefing.update', { id, title: 'Other', body: [] });
    const before = await takeSnapshot(archive);
    await archive.call('briefing.restoreVersion', { id: kept.id });
    const [newest, ...rest] = await archive.call('briefing.versions', { id });
    expect(newest).toMatchObject({ number: 2, name: 'Before going back to version 1', title: 'Other', quotes: 0 });
    expect(rest).toEqual([kept]);
    await archive.call('history.undo', {});
    expect({ ...(await takeSnapshot(archive)), history: null }).toEqual({ ...before, history: null });
    await archive.call('history.redo', {});

    // What is kept already is not kept twice, whichever of them it is.
    await archive.call('briefing.restoreVersion', { id: newest?.id ?? '' });
    await archive.call('briefing.restoreVersion', { id: kept.id });
    expect(await archive.call('briefing.versions', { id })).toHaveLength(2);
    expect((await archive.call('briefing.get', { id })).title).toBe('Positions');
  });

  it('hold the page of a briefing that arranged itself before it went back', async () => {
    await threePassages();
    const { id } = await newBriefing();
    const kept = await archive.call('briefing.keepVersion', { id, name: '' });
    await archive.call('briefing.restoreVersion', { id: kept.id });
    expect(await archive.call('briefing.versions', { id })).toEqual([kept]);
    await archive.call('briefing.update', { id, body: null, introduction: 'New.' });
    await archive.call('briefing.restoreVersion', { id: kept.id });
    expect((await archive.call('briefing.versions', { id })).map(({ number, quotes }) => [number, quotes])).toEqual([
      [2, 3],
      [1, 3],
    ]);
  });

  it('go with their briefing and come back with it', async () => {
    await threePassages();
    const { id } = await newBriefing();
    await archive.call('briefing.keepVersion', { id, name: 'One' });
    await archive.call('briefing.keepVersion', { id, name: 'Two' });
    await archive.call('briefing.saveAsTemplate', { id, name: 'Pattern' });
    await archive.call('history.undo', {});
    expect((await archive.call('archive.status', {}))?.counts.briefings).toBe(1);
    const other = await newBriefing({ title: 'Other' });
    await archive.call('briefing.delete', { id });
    expect((await archive.call('briefing.list', { all: true })).map((briefing) => briefing.id)).toEqual([other.id]);
    await archive.call('history.undo', {});
    expect(await archive.call('briefing.versions', { id })).toHaveLength(2);
  });
});

describe('what a body names', () => {
  it('follows merged passages, split ones and merged agencies; kept versions do not', async () => {
    const [declines, assists, supports] = await threePassages();
    const { id } = await newBriefing();
    await archive.call('briefing.compose', { id });
    const { agencies } = await archive.call('codebook.get', {});
    const [omaha = '', sheriff = ''] = ['Omaha Police', 'Sheriff'].map(
      (name) => agencies.find((agency) => agency.name === name)?.id ?? '',
    );
    const body = [
      ...((await archive.call('briefing.get', { id })).body ?? []),
      { type: 'profile' as const, attrs: { blockId: 'p', agencyId: omaha, quotes: 1 } },
    ];
    await archive.call('briefing.update', { id, body });
    const kept = await archive.call('briefing.keepVersion', { id, name: '' });
    const before = await takeSnapshot(archive);

    await archive.call('agency.merge', { from: omaha, into: sheriff });
    expect((await archive.call('briefing.get', { id })).body?.at(-1)).toMatchObject({ attrs: { agencyId: sheriff } });
    await archive.call('passage.merge', { ids: [declines, assists] });
    expect(passagesIn((await archive.call('briefing.get', { id })).body)).toEqual([declines, declines, supports]);
    await archive.call('passage.split', { id: supports, at: 11 });
    const split = passagesIn((await archive.call('briefing.get', { id })).body);
    expect(split).toHaveLength(4);
    expect(new Set(split.slice(2)).size).toBe(2);
    expect((await archive.call('briefing.get', { id: kept.id })).body).toEqual(body);
    expect(await archive.call('archive.verify', {})).toMatchObject({ ok: true });

    for (let step = 0; step < 3; step += 1) await archive.call('history.undo', {});
    expect({ ...(await takeSnapshot(archive)), history: null }).toEqual({ ...before, history: null });
  });
});

describe('a document that a composed briefing quotes', () => {
  it('is told of before it goes to the trash, and leaves gaps behind', async () => {
    const [declines, assists] = await threePassages();
    const { id } = await newBriefing();
    await archive.call('briefing.compose', { id });
    await archive.call('briefing.keepVersion', { id, name: '' });
    expect((await archive.call('document.trashImpact', { ids: [first] })).briefings).toEqual([
      { id, title: 'Positions' },
    ]);
    await archive.call('document.trash', { ids: [first] });
    const { uses } = await archive.call('briefing.preview', { id });
    expect(
      uses
        .filter(({ number }) => number === null)
        .map(({ passageId }) => passageId)
        .sort(),
    ).toEqual([declines, assists].sort());
  });
});

describe('a bag with composed briefings', () => {
  it('brings bodies and kept versions along in the ids that hold there', async () => {
    await threePassages();
    const { id } = await newBriefing();
    await archive.call('briefing.compose', { id });
    await archive.call('briefing.keepVersion', { id, name: 'Kept' });
    const to = join(archive.root, 'bag');
    await archive.call('bag.export', { to });
    const other = await createTempArchive();
    try {
      await other.importTexts({ 'one.txt': 'Another archive has other things.' });
      await other.call('agency.add', { name: 'Omaha Police' });
      await other.call('bag.import', { path: to });
      const [briefing] = await other.call('briefing.list', {});
      const { report, uses } = await other.call('briefing.preview', { id: briefing?.id ?? '' });
      expect(uses.map(({ status }) => status)).toEqual(['exact', 'exact', 'exact']);
      const headings = report.blocks.flatMap((block) => (block.kind === 'heading' ? [block.subheading] : []));
      expect(headings.length).toBeGreaterThan(4);
      expect(await other.call('briefing.versions', { id: briefing?.id ?? '' })).toHaveLength(1);
      expect(await other.call('archive.verify', {})).toMatchObject({ ok: true });
    } finally {
      await other.dispose();
    }
  });
});

describe('a passage that is kept in the house', () => {
  it('leaves queries and returns to them', async () => {
    const [declines] = await threePassages();
    const { id } = await newBriefing();
    expect(await archive.call('passage.update', { id: declines, internal: 'passage' })).toMatchObject({
      internal: 'passage',
    });
    expect((await archive.call('briefing.preview', { id })).passages.map((each) => each.id)).not.toContain(declines);
    expect((await archive.call('passage.update', { id: declines, internal: null })).internal).toBeUndefined();
    expect((await archive.call('briefing.preview', { id })).passages).toHaveLength(3);
  });

  it('is one of several that one step keeps there, and lets out again', async () => {
    const ids = await threePassages();
    const before = await takeSnapshot(archive);
    const kept = await archive.call('passage.setInternal', { ids, internal: 'passage' });
    expect(kept.map(({ id, internal }) => [id, internal])).toEqual(ids.map((id) => [id, 'passage']));
    expect((await takeSnapshot(archive)).history.undo).toBe('Keep 3 passages internal');
    await archive.call('history.undo', {});
    expect({ ...(await takeSnapshot(archive)), history: null }).toEqual({ ...before, history: null });
    await archive.call('passage.setInternal', { ids: [ids[0]], internal: 'note' });
    // What is so already is no step.
    await archive.call('passage.setInternal', { ids: [ids[0]], internal: 'note' });
    await archive.call('history.undo', {});
    expect({ ...(await takeSnapshot(archive)), history: null }).toEqual({ ...before, history: null });
    await archive.call('history.redo', {});
    const out = await archive.call('passage.setInternal', { ids, internal: null });
    expect(out.map(({ internal }) => internal)).toEqual([undefined, undefined, undefined]);
  });

  it('is not told of in an export, and strict mode writes none without it', async () => {
    const [declines, assists] = await threePassages();
    const quoted = (useId: string, passageId: string) => ({
      type: 'quote' as const,
      attrs: { useId, passageId, excerpt: null, showCodings: true },
    });
    const body = [quoted('a', declines), quoted('b', assists)];
    const { id } = await archive.call('briefing.create', { title: 'Two', body });
    await archive.call('passage.update', { id: declines, internal: 'passage' });
    const to = join(archive.root, 'two.md');
    for (const method of ['briefing.export', 'briefing.package'] as const) {
      await expect(archive.call(method, { id, to, strict: true })).rejects.toMatchObject({
        code: 'unverified',
        message: expect.stringMatching(/^1 of the quotes .* kept in the house\. Take them out/),
      });
    }
    await archive.call('briefing.export', { id, to });
    const written = await readFile(to, 'utf8');
    expect(written).toContain('is left out');
    expect(written).not.toMatch(/in the house|internal/);
  });

  it('makes the passage that it is merged into internal as well', async () => {
    const [declines, assists] = await threePassages();
    await archive.call('passage.update', { id: assists, internal: 'note' });
    expect(await archive.call('passage.merge', { ids: [declines, assists] })).toMatchObject({ internal: 'note' });
  });

  it('leaves in no bag of a part of the archive, but in one of the whole', async () => {
    const [declines, assists, supports] = await threePassages();
    await archive.call('passage.update', { id: declines, internal: 'passage' });
    await archive.call('passage.update', { id: assists, note: 'For us alone.', internal: 'note' });
    const words = async (to: string): Promise<string> => {
      const names = await readdir(to, { recursive: true, withFileTypes: true });
      const files = names.filter(
        (entry) => entry.isFile() && /^(passages\.json|codebook\.json|entries)/.test(entry.name),
      );
      return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))).join('\n');
    };
    const part = join(archive.root, 'part');
    await archive.call('bag.export', { to: part, ids: [first, second] });
    expect(await words(part)).toContain(supports);
    expect(await words(part)).not.toMatch(new RegExp(`${declines}|For us alone|“Our officers|internal`));
    const whole = join(archive.root, 'whole');
    await archive.call('bag.export', { to: whole });
    expect(await words(whole)).toMatch(/For us alone/);
  });
});
