import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeSnapshot } from '../../support/change-sequence.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

const TEXT = 'The chief said: "We will not hold anyone for ICE." That is our policy.';
const NAMESPACE = 'http://purl.org/net/xbiblio/csl';
const houseStyle = (suffix: string, title = 'House style'): string =>
  `<style xmlns="${NAMESPACE}" version="1.0" class="note"><info><title>${title}</title><id>http://example.org/house</id></info><citation><layout suffix="${suffix}"><text variable="title"/></layout></citation></style>`;

let archive: TempArchive;
beforeEach(async () => {
  archive = await createTempArchive();
});
afterEach(() => archive.dispose());

async function writeStyle(name: string, xml: string): Promise<string> {
  const path = join(archive.root, name);
  await writeFile(path, xml);
  return path;
}

const ids = async (): Promise<readonly string[]> => (await archive.call('citation.styles', {})).map(({ id }) => id);
const BUILT_IN = ['chicago-notes', 'chicago-notes-ibid', 'chicago-author-date', 'apa', 'bluebook-law-review', 'oscola'];

describe('citation styles of an archive', () => {
  it('lists those that come with Standpoint, then its own', async () => {
    expect(await ids()).toEqual(BUILT_IN);
    const path = await writeStyle('house.csl', houseStyle('.'));
    expect(await archive.call('citation.addStyle', { path })).toEqual({
      id: 'house',
      title: 'House style',
      kind: 'note',
      isOwn: true,
    });
    expect(await ids()).toEqual([...BUILT_IN, 'house']);
  });

  it('adds, renews and removes a style as one change each that can be undone, and keeps it over a restart', async () => {
    const path = await writeStyle('house.csl', houseStyle('.'));
    await archive.call('citation.addStyle', { path });
    const before = await takeSnapshot(archive);
    await archive.call('citation.addStyle', { path });
    expect(await takeSnapshot(archive)).toEqual(before);
    await writeFile(path, houseStyle('!', 'House style, revised'));
    await archive.call('citation.addStyle', { path });
    expect((await archive.call('citation.styles', {})).at(-1)).toMatchObject({
      id: 'house',
      title: 'House style, revised',
    });
    await archive.call('citation.removeStyle', { id: 'house' });
    expect(await ids()).toEqual(BUILT_IN);
    await archive.call('history.undo', {});
    await archive.call('archive.close', {});
    const reopened = archive.reopen();
    await reopened.call('archive.open', { directory: archive.directory });
    expect((await reopened.call('citation.styles', {})).at(-1)?.title).toBe('House style, revised');
    await reopened.call('history.undo', {});
    await reopened.call('history.undo', {});
    expect((await reopened.call('citation.styles', {})).map(({ id }) => id)).toEqual(BUILT_IN);
  });

  it('gives a style that is called like one of Standpoint’s another id', async () => {
    const xml = houseStyle('.').replace('http://example.org/house', 'http://www.zotero.org/styles/apa');
    expect(await archive.call('citation.addStyle', { path: await writeStyle('apa.csl', xml) })).toMatchObject({
      id: 'own-apa',
    });
  });

  it.each([
    ['a folder', '', 'unreadable'],
    ['a file that is not there', 'none.csl', 'unreadable'],
    ['a page of the web', 'page.csl', 'corrupt'],
    ['a style with a term that citeproc does not know how to print', 'broken.csl', 'corrupt'],
    ['bytes that are no text', 'bytes.csl', 'corrupt'],
  ])('refuses %s and changes nothing', async (_name, file, code) => {
    await writeStyle('page.csl', '<html></html>');
    await writeStyle(
      'broken.csl',
      houseStyle('.')
        .replace('variable="title"', 'nonsense="title" variable="title"')
        .replace('</layout>', '<frobnicate/></layout>'),
    );
    await writeFile(join(archive.root, 'bytes.csl'), Buffer.from([0x3c, 0xff, 0xfe, 0x00]));
    const before = await takeSnapshot(archive);
    await expect(archive.call('citation.addStyle', { path: join(archive.root, file) })).rejects.toMatchObject({ code });
    expect(await takeSnapshot(archive)).toEqual(before);
  });

  it('does not remove a style of Standpoint’s', async () => {
    await expect(archive.call('citation.removeStyle', { id: 'apa' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(archive.call('citation.removeStyle', { id: 'none' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a quote with its citation', () => {
  async function markStatement(): Promise<string> {
    const [documentId = ''] = await archive.importTexts({ 'statement.txt': TEXT });
    const agency = await archive.call('agency.add', { name: 'Omaha Police Department' });
    await archive.call('document.update', {
      id: documentId,
      title: 'Statement on detainers',
      kind: 'statement',
      issuerId: agency.id,
      dateIssued: '2026-02-03',
      sourceUrl: 'https://example.org/statement?a=1&b=2',
    });
    const quote = 'said: "We will not hold anyone for ICE."';
    return (await archive.call('passage.add', { documentId, quote })).id;
  }

  it('stands in quotation marks before its note', async () => {
    const id = await markStatement();
    const cited = await archive.call('passage.cite', { id });
    expect(cited).toMatchObject({
      style: { id: 'chicago-notes', kind: 'note' },
      quote: '“said: ‘We will not hold anyone for ICE.’”',
      text: '“said: ‘We will not hold anyone for ICE.’” Omaha Police Department, “Statement on Detainers,” February 3, 2026, https://example.org/statement?a=1&b=2.',
    });
    expect(cited.html).toBe(
      '<p>“said: ‘We will not hold anyone for ICE.’” Omaha Police Department, “Statement on Detainers,” February 3, 2026, <a href="https://example.org/statement?a=1&amp;b=2">https://example.org/statement?a=1&amp;b=2</a>.</p>',
    );
  });

  it('has the citation in the text and the entry of the list below, where the style cites in the text', async () => {
    const id = await markStatement();
    const { text, html } = await archive.call('passage.cite', { id, style: 'apa' });
    expect(text).toBe(
      '“said: ‘We will not hold anyone for ICE’” (Omaha Police Department, 2026).\n\nOmaha Police Department. (2026, February 3). Statement on detainers. https://example.org/statement?a=1&b=2',
    );
    expect(html).toContain('<i>Statement on detainers</i>');
  });

  it('has British quotation marks in OSCOLA', async () => {
    const id = await markStatement();
    expect((await archive.call('passage.cite', { id, style: 'oscola' })).quote).toBe(
      '‘said: “We will not hold anyone for ICE.”’',
    );
  });

  it('follows a style of the archive as it is now', async () => {
    const id = await markStatement();
    const path = await writeStyle('house.csl', houseStyle('.'));
    await archive.call('citation.addStyle', { path });
    const words = async () => (await archive.call('passage.cite', { id, style: 'house' })).citation[0]?.text;
    expect(await words()).toBe('Statement on detainers.');
    await writeFile(path, houseStyle('!'));
    await archive.call('citation.addStyle', { path });
    expect(await words()).toBe('Statement on detainers!');
    await archive.call('citation.removeStyle', { id: 'house' });
    await expect(archive.call('passage.cite', { id, style: 'house' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is not given for a passage marked internal', async () => {
    const id = await markStatement();
    await archive.call('passage.update', { id, internal: 'passage' });
    await expect(archive.call('passage.cite', { id })).rejects.toMatchObject({ code: 'conflict' });
  });
});
