import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchParser } from '../../../electron/archive/importers/extraction.ts';
import { forkParser } from '../../../electron/archive/importers/fork-parser.ts';
import { createParserPool } from '../../../electron/archive/importers/parser-pool.ts';
import { randomBody } from '../../support/random-briefing.ts';
import { judge, type Tampering, tamper, usesOfFile } from '../../support/tamper-cases.ts';
import { editZip, HARMLESS, seeded, setDocxWords, setHtmlWords } from '../../support/tampering.ts';
import { startSession, type TestSession } from '../../support/temp-archive.ts';

/** A short form of scripts/tamper-test.ts, with the same pieces. */
const TAMPERED: readonly (readonly [Tampering, string, number])[] = [
  ['a word altered', 'docx', 3],
  ['a word altered', 'html', 2],
  ['a word altered', 'zip', 1],
  ['two quotes swapped', 'docx', 2],
  ['two quotes swapped', 'html', 1],
  ['a “not” dropped', 'docx', 2],
  ['a “not” dropped', 'html', 1],
  ['an original replaced', 'zip', 1],
];

let root = '';
let session: TestSession;
/** Has no archive open. */
let alone: TestSession;
const files = new Map<string, string>();

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'standpoint-verify-'));
  const archive = join(root, 'archive');
  cpSync('resources/sample/archive', archive, { recursive: true });
  for (const name of ['exported', 'tampered', 'changed']) mkdirSync(join(root, name));
  // The originals of a package are read again.
  const parsers = {
    launchParser: forkParser(resolve('electron/archive/importers/parser-process.ts')),
    createPool: (launch: LaunchParser) => createParserPool(launch),
  };
  session = startSession(parsers);
  alone = startSession(parsers);
  await session.call('archive.open', { directory: archive });
  const { passages } = await session.call('passage.list', {});
  const plain = passages.map(({ documentTitle: _title, dateIssued: _date, withdrawal: _state, ...passage }) => passage);
  const body = randomBody(seeded(7), plain, 12);
  const { id } = await session.call('briefing.create', { title: 'Who will assist?', body });
  for (const extension of ['docx', 'html', 'zip']) {
    const to = join(root, 'exported', `briefing.${extension}`);
    if (extension === 'zip') await session.call('briefing.package', { id, to });
    else await session.call('briefing.export', { id, to });
    files.set(extension, to);
  }
}, 30_000);

afterAll(async () => {
  await session.session.close();
  await alone.session.close();
  rmSync(root, { recursive: true, force: true });
});

const exported = (extension: string): string => files.get(extension) ?? '';

function changed(name: string, bytes: Uint8Array): string {
  const path = join(root, 'changed', name);
  writeFileSync(path, bytes);
  return path;
}

describe('briefing.verifyFile', () => {
  it.each(['docx', 'html', 'zip'])(
    'finds every quote of an untouched .%s, with an archive and without',
    async (extension) => {
      const uses = usesOfFile(exported(extension));
      expect(uses.length).toBeGreaterThan(5);
      for (const by of [session, alone]) {
        const { ok, counts, unknown, remarks, against } = await by.call('briefing.verifyFile', {
          file: exported(extension),
        });
        expect({ ok, counts, unknown }).toEqual({
          ok: true,
          counts: { found: uses.length, altered: 0, missing: 0, unknown: 0 },
          unknown: [],
        });
        expect(remarks.length).toBe(against === 'file' ? 1 : 0);
      }
    },
  );

  for (const [tampering, extension, times] of TAMPERED) {
    it(`finds ${tampering} in a .${extension}`, async () => {
      for (let seed = 1; seed <= times; seed++) {
        const made = tamper(seeded(seed), exported(extension), tampering, join(root, 'tampered'));
        if (made === null) throw new Error(`Nothing could be tampered with by seed ${seed}.`);
        for (const by of [session, alone]) {
          const verified = await by.call('briefing.verifyFile', { file: made.file });
          expect(judge(made, verified)).toEqual({ missed: [], falseAlarms: [] });
        }
      }
    });
  }

  it.each(HARMLESS.map((each) => [each.name, each] as const))(
    'raises no alarm after %s',
    async (name, { apply, needsArchive }) => {
      const file = changed(`${name}.docx`, apply(readFileSync(exported('docx'))));
      const verified = await (needsArchive ? session : alone).call('briefing.verifyFile', { file });
      expect(judge({ altered: new Set() }, verified)).toEqual({ missed: [], falseAlarms: [] });
    },
  );

  it('says word by word what became of a quote, and by what it was told', async () => {
    const [use] = usesOfFile(exported('docx')).filter(({ printed }) => printed.includes(' will '));
    if (use === undefined) throw new Error('No quote says what somebody will do.');
    const words = use.printed.replace(' will ', ' may ');
    const file = changed('may.docx', setDocxWords(readFileSync(exported('docx')), new Map([[use.mark, words]])));
    const { uses } = await session.call('briefing.verifyFile', { file });
    const found = uses.find(({ useId }) => useId === use.useId);
    expect(found).toMatchObject({ outcome: 'altered', toldBy: 'mark', printed: words, expected: use.printed });
    expect(
      found?.difference?.filter(({ kind }) => kind !== 'equal').map(({ kind, words: part }) => [kind, part.trim()]),
    ).toEqual([
      ['delete', 'will'],
      ['insert', 'may'],
    ]);
  });

  it('finds words that were put right before a quote, outside its mark', async () => {
    const [use] = usesOfFile(exported('docx'));
    const file = changed(
      'before.docx',
      editZip(readFileSync(exported('docx')), (parts) => {
        const xml = Buffer.from(parts.get('word/document.xml') ?? new Uint8Array()).toString('utf8');
        const start = new RegExp(`<w:bookmarkStart\\b[^>]*w:name="${use?.mark}"[^>]*/>`, 'u');
        const put = xml.replace(start, (mark) => `<w:r><w:t xml:space="preserve">Hardly ever: </w:t></w:r>${mark}`);
        parts.set('word/document.xml', Buffer.from(put));
      }),
    );
    const { uses } = await alone.call('briefing.verifyFile', { file });
    expect(uses.filter(({ outcome }) => outcome !== 'found').map(({ useId, outcome }) => ({ useId, outcome }))).toEqual(
      [{ useId: use?.useId, outcome: 'altered' }],
    );
  });

  it('misses a quote that was taken out, and knows nothing of one that was put in', async () => {
    const [use] = usesOfFile(exported('html'));
    const html = readFileSync(exported('html'), 'utf8');
    const mark = new RegExp(`<span[^>]* id="${use?.mark}"[^>]*>[^<]*</span>`, 'u');
    const without = html
      .replace(mark, '')
      .replace('</main>', '<p>He said “we will do as we please in this county”.</p></main>');
    const file = changed('without.html', Buffer.from(without));
    const { uses, unknown, ok } = await alone.call('briefing.verifyFile', { file });
    expect(ok).toBe(false);
    expect(
      uses
        .filter(({ outcome }) => outcome !== 'found')
        .map(({ useId, outcome, printed }) => ({ useId, outcome, printed })),
    ).toEqual([{ useId: use?.useId, outcome: 'missing', printed: null }]);
    expect(unknown.map(({ words }) => words)).toEqual(['we will do as we please in this county']);
  });

  it('finds out in the archive who altered a quote and the evidence alike', async () => {
    const [use] = usesOfFile(exported('html')).filter(
      ({ printed, exact }) => printed.includes(' not ') && printed === exact,
    );
    if (use === undefined) throw new Error('No quote says “not”.');
    const html = readFileSync(exported('html'), 'utf8');
    const forged = setHtmlWords(
      Buffer.from(
        html.replaceAll(
          JSON.stringify(use.exact).slice(1, -1),
          JSON.stringify(use.exact.replace(' not ', ' ')).slice(1, -1),
        ),
      ),
      new Map([[use.mark, use.printed.replace(' not ', ' ')]]),
    );
    const file = changed('forged.html', forged);
    expect((await alone.call('briefing.verifyFile', { file })).ok).toBe(true);
    const { uses } = await session.call('briefing.verifyFile', { file });
    expect(uses.filter(({ outcome }) => outcome !== 'found').map(({ useId, outcome }) => ({ useId, outcome }))).toEqual(
      [{ useId: use.useId, outcome: 'altered' }],
    );
  });

  it('says that nothing could be checked where the file carries nothing and no archive is named', async () => {
    const apply = HARMLESS.find(({ needsArchive }) => needsArchive)?.apply;
    const file = changed('bare.docx', apply?.(readFileSync(exported('docx'))) ?? new Uint8Array());
    const { ok, uses, remarks } = await alone.call('briefing.verifyFile', { file });
    expect({ ok, uses }).toEqual({ ok: false, uses: [] });
    expect(remarks.join(' ')).toMatch(/nothing could be checked/);
  });

  it('refuses what is no briefing, with words that say what to give', async () => {
    const wrong = (name: string) =>
      alone.call('briefing.verifyFile', { file: changed(name, Buffer.from('no such thing')) });
    await expect(wrong('a.txt')).rejects.toMatchObject({ code: 'unsupported' });
    await expect(wrong('a.docx')).rejects.toMatchObject({ code: 'corrupt' });
    await expect(wrong('a.zip')).rejects.toMatchObject({ code: 'unsupported' });
    await expect(alone.call('briefing.verifyFile', { file: join(root, 'not-there.docx') })).rejects.toMatchObject({
      code: 'unreadable',
    });
    await expect(
      alone.call('briefing.verifyFile', { file: exported('docx'), mustBeIn: 'archive' }),
    ).rejects.toMatchObject({ code: 'no-archive' });
  });
});
