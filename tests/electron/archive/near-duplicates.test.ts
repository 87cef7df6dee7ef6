import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bandKeys, estimateSimilarity, sketchText, textSimilarity } from '../../../electron/archive/text-sketch.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';
import { fixturePath } from './importers/golden.ts';

/** Words that do not repeat, the same for the same seed. */
function prose(seed: number, count = 400): string {
  let state = seed;
  const words: string[] = [];
  for (let index = 0; index < count; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    words.push(`w${(state >>> 8).toString(36)}`);
  }
  return words.join(' ');
}

const original = `${prose(1)}. ${prose(2)}.`;
const rewrapped = original.replace(/(.{50,70}) /g, '$1\n');
const withFooter = `${original}\n\nDownloaded from example.gov on 3 March 2026`;
const halfOther = `${prose(1)}. ${prose(3)}.`;

describe('a sketch', () => {
  it('is the same for a text wrapped, hyphenated, capitalised and set otherwise', () => {
    const again = rewrapped.toUpperCase().replace(/W(\w\w)(\w\w\w)\n/g, 'W$1-\n$2\n');
    expect(sketchText(again)?.words).toBe(sketchText(original)?.words);
    expect(sketchText('well-known “facts”')?.words).toBe(sketchText('well-\nknown "Facts"')?.words);
  });

  it('estimates the share of common runs to some hundredths', () => {
    for (const other of [rewrapped, withFooter, halfOther, prose(9, 800)]) {
      const [a, b] = [sketchText(original)?.signature, sketchText(other)?.signature];
      expect(a && b ? estimateSimilarity(a, b) : null).toBeCloseTo(textSimilarity(original, other), 0.9);
    }
  });

  it('shares a band with a text that is nearly the same, and none with others', () => {
    const keys = (text: string) => bandKeys(sketchText(text)?.signature ?? new Uint32Array(128));
    const shared = (text: string) => keys(text).filter((key, band) => key === keys(original)[band]).length;
    expect(shared(withFooter)).toBeGreaterThan(0);
    expect(shared(prose(9, 800))).toBe(0);
  });

  it('shares a band with a text alike in 60 of 100 runs, in at least 95 of 100 cases', () => {
    const keys = (text: string) => bandKeys(sketchText(text)?.signature ?? new Uint32Array(128));
    let met = 0;
    for (let seed = 0; seed < 200; seed += 1) {
      const common = prose(seed * 3 + 1, 225);
      const [one, two] = [`${common} ${prose(seed * 3 + 2, 75)}`, `${common} ${prose(seed * 3 + 3, 75)}`];
      expect(textSimilarity(one, two)).toBeLessThan(0.61);
      const keysOfTwo = keys(two);
      if (keys(one).some((key, band) => key === keysOfTwo[band])) met += 1;
    }
    expect(met).toBeGreaterThanOrEqual(190);
  });

  it('is none for a text without words, and has no signature for one of four', () => {
    expect(sketchText(' — ')).toBeNull();
    expect(sketchText('Only four words here')).toMatchObject({ signature: null });
  });
});

describe('an import', () => {
  let archive: TempArchive;
  beforeEach(async () => {
    archive = await createTempArchive();
  });
  afterEach(() => archive.dispose());

  const importText = async (name: string, text: string) => {
    await writeFile(join(archive.root, name), text);
    const [outcome] = await archive.call('document.import', { paths: [join(archive.root, name)] });
    return outcome;
  };

  it('names the documents with nearly the same words that came before, most alike first', async () => {
    const first = await importText('first.txt', original);
    const footer = await importText('footer.txt', withFooter);
    await importText('other.txt', halfOther);
    expect(first?.similar).toBeUndefined();
    expect(footer?.similar).toMatchObject([{ documentId: first?.documentId, title: 'first', similarity: 0.99 }]);
    const again = await importText('again.txt', rewrapped);
    expect(again?.similar).toMatchObject([
      { documentId: first?.documentId, similarity: 1 },
      { documentId: footer?.documentId },
    ]);
    const similar = await archive.call('document.similar', { id: first?.documentId ?? '' });
    expect(similar.map(({ title }) => title)).toEqual(['again', 'footer']);
  });

  it('names a document of six paragraphs, one of them left out and a word changed', async () => {
    const paragraphs = [
      'Statement of the City of Alder Falls',
      'The City supports the bill as reported by the committee, and thanks the committee for its work over the past year.',
      'The Mayor strongly opposes section 12 of the bill, because it would delay help to those who need it most.',
      'The Chief of Police has told the agency so in writing, and asks that it give a day of notice before it acts.',
      'The officers of the City will not take part in the operation described in the letter of 3 February.',
      'Questions may be sent to the office of the Mayor at any time.',
    ];
    const first = await importText('first.txt', paragraphs.join('\n\n'));
    const changed = paragraphs.filter((_, index) => index !== 4).join('\n\n');
    const second = await importText('second.txt', changed.replace('strongly ', ''));
    expect(second?.similar).toMatchObject([{ documentId: first?.documentId }]);
  });

  it('takes no two published statements on different bills for the same', async () => {
    const folder = fixturePath('documents/golden');
    // The files named "mapping" are no statements: they repeat one text on pages of different kinds.
    const names = (await readdir(folder)).filter((name) => name.endsWith('.pdf.txt') && !name.startsWith('mapping-'));
    expect(names.length).toBeGreaterThanOrEqual(5);
    for (const name of names) {
      const outcome = await importText(name, await readFile(join(folder, name), 'utf8'));
      expect([name, outcome?.outcome, outcome?.similar]).toEqual([name, 'imported', undefined]);
    }
  });

  it('forgets those that a person told apart, and those in the trash, also in an index made anew', async () => {
    const ids: string[] = [];
    for (const [name, text] of Object.entries({ 'a.txt': original, 'b.txt': rewrapped, 'c.txt': withFooter })) {
      ids.push((await importText(name, text))?.documentId ?? '');
    }
    const [a = '', b = '', c = ''] = ids;
    const titles = async (call: TempArchive['call']) =>
      (await call('document.similar', { id: a })).map(({ title }) => title);
    expect((await archive.call('document.distinguish', { id: a, other: b })).distinctFrom).toEqual([b]);
    expect(await titles(archive.call)).toEqual(['c']);
    await archive.session.close();
    await rm(join(archive.directory, 'derived', 'index.sqlite'));
    const reopened = archive.reopen();
    await reopened.call('archive.open', { directory: archive.directory });
    expect(await titles(reopened.call)).toEqual(['c']);
    await reopened.call('document.trash', { ids: [c] });
    expect(await titles(reopened.call)).toEqual([]);
    await reopened.call('document.restore', { ids: [c] });
    await reopened.call('history.undo', {});
    expect(await titles(reopened.call)).toEqual([]);
    await expect(reopened.call('document.distinguish', { id: a, other: a })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  it('makes the next version of the document that is named, and looks for equals of it no more', async () => {
    const first = await importText('first.txt', original);
    const id = first?.documentId ?? '';
    const passage = await archive.call('passage.add', { documentId: id, start: 500, end: 540 });
    const path = join(archive.root, 'second.txt');
    await writeFile(path, `A new beginning. ${original}`);
    const [outcome] = await archive.call('document.import', { paths: [path], versionOf: id });
    expect(outcome).toMatchObject({ outcome: 'new-version', documentId: id });
    expect(outcome?.similar).toBeUndefined();
    const { versions } = await archive.call('document.get', { id });
    expect(versions.map(({ number, fileName }) => [number, fileName])).toEqual([
      [1, 'first.txt'],
      [2, 'second.txt'],
    ]);
    expect((await archive.call('passage.get', { id: passage.id })).placements).toMatchObject([
      { version: 2, start: 517, end: 557 },
    ]);
    const [event] = await archive.call('history.list', { limit: 1 });
    expect(event).toMatchObject({ type: 'document.version', changeCount: 2 });
    expect(await archive.call('document.import', { paths: [path], versionOf: id })).toMatchObject([
      { outcome: 'duplicate', documentId: id },
    ]);
    expect((await archive.call('archive.verify', {})).problems).toEqual([]);
    await archive.call('history.undo', {});
    expect((await archive.call('document.get', { id })).versions).toHaveLength(1);
  });

  it('refuses a version of several files, of nothing, and of a document in the trash', async () => {
    const id = (await importText('first.txt', original))?.documentId ?? '';
    await writeFile(join(archive.root, 'x.txt'), 'X.');
    const paths = [join(archive.root, 'x.txt')];
    await expect(archive.call('document.import', { paths: [...paths, ...paths], versionOf: id })).rejects.toMatchObject(
      {
        code: 'invalid-input',
      },
    );
    await expect(archive.call('document.import', { paths, versionOf: 'nothing' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await archive.call('document.trash', { ids: [id] });
    expect(await archive.call('document.import', { paths, versionOf: id })).toMatchObject([
      { outcome: 'failed', code: 'conflict' },
    ]);
  });
});
