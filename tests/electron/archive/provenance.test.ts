import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { SaxesParser } from 'saxes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArchiveError } from '../../../shared/errors.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

let archive: TempArchive;
let ids: string[];
beforeEach(async () => {
  archive = await createTempArchive({ software: 'Standpoint 9.9.9' });
  ids = [
    ...(await archive.importTexts({ 'one <&> two.txt': 'Our officers will not take part.' })),
    ...(await archive.importTexts({ 'two.txt': 'Another statement of another agency.' })),
  ];
  await archive.call('passage.add', {
    documentId: ids[0] ?? '',
    start: 0,
    end: 12,
    codings: [{ agency: 'Police', stance: 'opposes' }],
  });
  await archive.call('document.update', { id: ids[0] ?? '', title: 'Statement \u0007 with a bell ]]> & <tags>' });
  await archive.call('document.trash', { ids: [ids[1] ?? ''] });
});
afterEach(() => archive.dispose());

describe('the log', () => {
  const seqs = async (input: Parameters<typeof list>[0]): Promise<number[]> =>
    (await list(input)).map(({ seq }) => seq);
  const list = (input: Parameters<typeof archive.call<'history.list'>>[1]) => archive.call('history.list', input);

  it.each([
    ['types', { types: ['document.import' as const] }, [3, 2]],
    ['several types', { types: ['document.trash' as const, 'archive.create' as const] }, [6, 1]],
    ['words', { text: 'STATEMENT bell' }, [5]],
    ['a person', { coder: 'A. Coder', limit: 2 }, [6, 5]],
    ['another person', { coder: 'Nobody' }, []],
    ['an outcome', { outcome: 'failure' as const }, []],
    ['a day', { from: '2026-03-18', until: '2026-03-18', limit: 1 }, [6]],
    ['a day before', { until: '2026-03-17' }, []],
    ['a month after', { from: '2026-04' }, []],
    ['a place', { before: 3 }, [2, 1]],
  ])('is filtered by %s', async (_what, input, expected) => {
    expect(await seqs(input)).toEqual(expected);
  });

  it('is filtered by document, with the checks of its files', async () => {
    expect(await seqs({ documentId: ids[1] ?? '' })).toEqual([6, 3]);
    await archive.call('fixity.check', {});
    expect(await seqs({ documentId: ids[1] ?? '' })).toEqual([7, 6, 3]);
    expect(await seqs({ documentId: ids[0] ?? '' })).toEqual([7, 5, 4, 2]);
  });

  it('is the same after the index was made anew', async () => {
    await archive.call('fixity.check', {});
    const before = [await list({}), await list({ documentId: ids[0] ?? '' }), await archive.call('fixity.status', {})];
    await archive.session.close();
    await writeFile(join(archive.directory, 'derived', 'index.sqlite'), 'damaged');
    archive = Object.assign(archive, archive.reopen());
    await archive.call('archive.open', { directory: archive.directory });
    expect([await list({}), await list({ documentId: ids[0] ?? '' }), await archive.call('fixity.status', {})]).toEqual(
      before,
    );
  });

  it('gives an entry whole', async () => {
    const event = await archive.call('history.get', { seq: 5 });
    expect(event).toMatchObject({
      type: 'document.update',
      outcome: 'success',
      detail: { software: 'Standpoint 9.9.9' },
    });
    expect(event.changes).toHaveLength(1);
    await expect(archive.call('history.get', { seq: 99 })).rejects.toThrow(ArchiveError);
  });

  it('names the persons in it', async () => {
    expect(await archive.call('history.coders', {})).toEqual(['A. Coder']);
  });
});

interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
  readonly type: string;
}

function parseXml(xml: string): Element {
  const root: Element = { name: '', children: [], text: '', type: '' };
  const open: Element[] = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    expect(uri).toBe('http://www.loc.gov/premis/v3');
    const type = String(attributes['xsi:type']?.value ?? '');
    const element: Element = { name: local, children: [], text: '', type };
    open[open.length - 1]?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const last = open[open.length - 1];
    if (last) last.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return root.children[0] ?? root;
}

/** The order of elements in the PREMIS 3.0 schema, for the elements that are written. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  premis: ['object', 'event', 'agent'],
  'object premis:file': ['objectIdentifier', 'objectCharacteristics', 'originalName', 'storage', 'relationship'],
  'object premis:intellectualEntity': ['objectIdentifier', 'originalName', 'relationship'],
  objectCharacteristics: ['compositionLevel', 'fixity', 'size', 'format'],
  event: [
    'eventIdentifier',
    'eventType',
    'eventDateTime',
    'eventDetailInformation',
    'eventOutcomeInformation',
    'linkingAgentIdentifier',
    'linkingObjectIdentifier',
  ],
  eventOutcomeInformation: ['eventOutcome', 'eventOutcomeDetail'],
  agent: ['agentIdentifier', 'agentName', 'agentType', 'agentVersion'],
  relationship: ['relationshipType', 'relationshipSubType', 'relatedObjectIdentifier'],
  linkingAgentIdentifier: ['linkingAgentIdentifierType', 'linkingAgentIdentifierValue', 'linkingAgentRole'],
};

function expectOrder(element: Element): void {
  const order = ORDER[`${element.name} ${element.type}`.trim()];
  if (order) {
    const places = element.children.map(({ name }) => order.indexOf(name));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  }
  for (const child of element.children) expectOrder(child);
}

const find = (element: Element, name: string): Element[] => [
  ...element.children.filter((child) => child.name === name),
  ...element.children.flatMap((child) => find(child, name)),
];

describe('the log as PREMIS', () => {
  it('is well-formed, in the order of the schema, and names every event, file and agent', async () => {
    const to = join(archive.root, 'log.xml');
    const written = await archive.call('provenance.export', { to });
    const xml = await readFile(to, 'utf8');
    expect(written).toMatchObject({ file: to, events: 6, objects: 2, byteLength: Buffer.byteLength(xml) });
    const premis = parseXml(xml);
    expectOrder(premis);
    const files = find(premis, 'object').filter(({ type }) => type === 'premis:file');
    expect(files.flatMap((file) => find(file, 'originalName')).map(({ text }) => text)).toContain('one <&> two.txt');
    const terms = find(premis, 'eventType').map(({ text }) => text);
    expect(terms).toEqual([
      'creation',
      ...['ingestion', 'message digest calculation', 'format identification'],
      ...['ingestion', 'message digest calculation', 'format identification'],
      'metadata modification',
      'metadata modification',
      'deletion',
    ]);
    const idsOfEvents = find(premis, 'eventIdentifierValue').map(({ text }) => text);
    expect(new Set(idsOfEvents).size).toBe(idsOfEvents.length);
    expect(find(premis, 'agentName').map(({ text }) => text)).toEqual(['A. Coder', 'Standpoint']);
    expect(find(premis, 'agentVersion').map(({ text }) => text)).toEqual(['9.9.9']);
    expect(xml).toContain('Statement \uFFFD with a bell ]]&gt; &amp; &lt;tags&gt;');
  });

  it('can be of one document alone', async () => {
    const to = join(archive.root, 'one.xml');
    expect(await archive.call('provenance.export', { to, ids: [ids[1] ?? ''] })).toMatchObject({
      events: 2,
      objects: 1,
    });
  });
});

it('writes the log as a table, with the hashes of the chain', async () => {
  const to = join(archive.root, 'log.csv');
  await archive.call('provenance.export', { to });
  const { data } = Papa.parse<Record<string, string>>((await readFile(to, 'utf8')).replace('\uFEFF', '').trimEnd(), {
    header: true,
  });
  expect(data.map((row) => row.entry)).toEqual(['1', '2', '3', '4', '5', '6']);
  for (const [index, row] of data.entries()) {
    if (index > 0) expect(row['previous hash']).toBe(data[index - 1]?.hash);
  }
});

it('refuses other kinds of file, and leaves nothing behind where it cannot write', async () => {
  await expect(archive.call('provenance.export', { to: join(archive.root, 'log.pdf') })).rejects.toThrow(
    /\.xml or \.csv/,
  );
  await expect(archive.call('provenance.export', { to: join(archive.root, 'none', 'log.xml') })).rejects.toThrow(
    ArchiveError,
  );
});
