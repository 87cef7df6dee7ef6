import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { evidenceSchema } from '../../../shared/domain/evidence.ts';
import { checkQuoteInText, type PackageData } from '../../../shared/verify-package.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

const command = { file: process.execPath, args: ['tests/support/fake-print.mjs'] };
const STATEMENT =
  'Our officers do not ask about immigration status. The Department will not take part in raids.\n' +
  'Counsel was heard. A caller is a caller.';

let archive: TempArchive;

beforeEach(async () => {
  archive = await createTempArchive({ captureCommand: command });
});
afterEach(() => archive.dispose());

interface Unpacked {
  readonly names: readonly string[];
  readonly text: (name: string) => string;
  readonly bytes: (name: string) => Uint8Array;
}

async function unpack(path: string): Promise<Unpacked> {
  const files = unzipSync(new Uint8Array(await readFile(path)));
  const data = new Map(
    Object.entries(files).flatMap(([name, bytes]) => {
      const inside = name.split('/data/')[1];
      return inside === undefined || inside === '' ? [] : [[inside, bytes] as const];
    }),
  );
  const bytes = (name: string): Uint8Array => {
    const found = data.get(name);
    if (found === undefined) throw new Error(`The package has no ${name}.`);
    return found;
  };
  return { names: [...data.keys()].sort(), bytes, text: (name) => strFromU8(bytes(name)) };
}

async function makeBriefing(fields: { readonly namesCoders?: boolean } = {}): Promise<string> {
  const [documentId = ''] = await archive.importTexts({ 'the statement.txt': STATEMENT });
  await archive.call('document.update', { id: documentId, notes: 'Ask the mayor.' });
  const add = (quote: string, note = '') => archive.call('passage.add', { documentId, quote, note });
  await add('Our officers do not ask about immigration status.', 'Strong.');
  const second = await add('The Department will not take part in raids.', 'Weak spot.');
  await archive.call('passage.update', { id: second.id, internal: 'note' });
  const third = await add('Counsel was heard.', 'Privileged.');
  await archive.call('passage.update', { id: third.id, internal: 'passage' });
  const { id } = await archive.call('briefing.create', { title: 'Who: asks? / 2026', ...fields });
  return id;
}

const write = (id: string, name = 'package.zip') =>
  archive.call('briefing.package', { id, to: join(archive.root, name) });

describe('an evidence package', () => {
  it('is a valid bag with everything that is needed to check the briefing', async () => {
    const made = await write(await makeBriefing());
    expect(made).toMatchObject({
      formats: ['docx', 'pdf', 'html', 'md'],
      withoutPdf: null,
      quotes: 2,
      originals: 1,
      flagged: [],
    });
    expect(await archive.call('bag.verify', { path: made.path })).toMatchObject({
      valid: true,
      faults: [],
      warnings: [],
    });
    const { names, text, bytes } = await unpack(made.path);
    expect(names).toEqual([
      'README.txt',
      'briefing/Who asks 2026.docx',
      'briefing/Who asks 2026.html',
      'briefing/Who asks 2026.md',
      'briefing/Who asks 2026.pdf',
      'evidence.json',
      'log/entries.ndjson',
      'originals/the statement.txt',
      'passages/the statement.txt.jsonld',
      'text/the statement.txt.txt',
      'verify.html',
    ]);
    expect(text('originals/the statement.txt')).toBe(STATEMENT);
    const evidence = evidenceSchema.parse(JSON.parse(text('evidence.json')));
    const sha256 = createHash('sha256').update(bytes('originals/the statement.txt')).digest('hex');
    expect(evidence.uses.map((use) => [use.printed, use.sha256])).toEqual([
      ['Our officers do not ask about immigration status.', sha256],
      ['The Department will not take part in raids.', sha256],
    ]);
    const data: PackageData = JSON.parse(
      /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(text('verify.html'))?.[1] ?? '',
    );
    expect(data.quotes.map((quote) => checkQuoteInText(quote, data.sources[0]?.text ?? null))).toEqual([
      { place: 'holds', fault: null, isAbridged: false },
      { place: 'holds', fault: null, isAbridged: false },
    ]);
    expect(text('README.txt')).toContain('Every quote verified against the preserved original: 2 exact, 0 flagged.');
    expect(
      text('README.txt')
        .split('\n')
        .filter((line) => line.length > 80),
    ).toEqual([]);
  });

  it('keeps internal passages and notes, notes of documents and coders in the house', async () => {
    const { names, text } = await unpack((await write(await makeBriefing())).path);
    // The original and its text are whole: what was marked in them is what stays in the house.
    const all = names
      .filter((name) => !/^(originals|text)\/|\.(docx|pdf)$|verify\.html$/.test(name))
      .map(text)
      .join('\n');
    expect(all).not.toMatch(/Weak spot|Privileged|A\. Coder|Ask the mayor/);
    expect(all).not.toContain(archive.root);
    expect(all).toContain('Strong.');
  });

  it('names coders where the briefing does', async () => {
    const { text } = await unpack((await write(await makeBriefing({ namesCoders: true }))).path);
    expect(text('log/entries.ndjson')).toContain('"coder":"A. Coder"');
    expect(text('passages/the statement.txt.jsonld')).toContain('A. Coder');
  });

  it('tells in its log what was done with the quoted things, with the hash of each entry', async () => {
    const { text } = await unpack((await write(await makeBriefing())).path);
    const entries = text('log/entries.ndjson')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries.map(({ type }) => type)).toEqual([
      'document.import',
      'document.update',
      'passage.add',
      'passage.add',
    ]);
    const events = await archive.call('history.list', {});
    const hashes = new Set(events.map(({ hash }) => hash));
    expect(entries.every(({ hash }) => hashes.has(hash))).toBe(true);
  });

  it('says that it holds no PDF where nothing can print', async () => {
    const id = await makeBriefing();
    await archive.session.close();
    const { call } = archive.reopen({ captureCommand: null });
    await call('archive.open', { directory: archive.directory });
    const made = await call('briefing.package', { id, to: join(archive.root, 'without') });
    expect(made.path).toBe(join(archive.root, 'without.zip'));
    expect(made.formats).toEqual(['docx', 'html', 'md']);
    expect(made.withoutPdf).toContain('needs the desktop program');
    const { text } = await unpack(made.path);
    expect(text('README.txt')).toContain('There is no PDF in it');
    expect(text('README.txt')).toContain('as Word document, web page and Markdown');
    await expect(call('briefing.export', { id, to: join(archive.root, 'x.pdf') })).rejects.toMatchObject({
      code: 'unsupported',
    });
  });

  it('is refused for a briefing that quotes nothing, and in place of a file that is there', async () => {
    const { id } = await archive.call('briefing.create', { title: 'Empty', byHand: true });
    await expect(write(id)).rejects.toMatchObject({ code: 'empty' });
    const full = await makeBriefing();
    await write(full);
    await expect(write(full)).rejects.toMatchObject({ code: 'archive-exists' });
  });

  it('is noted in the log of the archive and changes nothing else', async () => {
    const id = await makeBriefing();
    await write(id);
    const events = await archive.call('history.list', {});
    expect(events[0]).toMatchObject({
      type: 'briefing.export',
      label: 'Export Who: asks? / 2026 as the evidence package package.zip',
      detail: { briefingId: id, fileName: 'package.zip', quotes: 2, flagged: [] },
    });
  });
});
