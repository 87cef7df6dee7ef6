import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FORMAT } from '../../electron/archive/archive-format.ts';
import { sha256 } from '../../electron/archive/canonical-json.ts';
import { acquireLock } from '../../electron/archive/lock.ts';
import { makeSources } from '../../scripts/sample/sources.ts';
import { answerOf, buildCli, type CliAnswer, runCliProcess, startCli } from '../support/run-cli.ts';

const OMAHA = 'Statement on immigration enforcement (revised)';
const DECLINED = 'The Omaha Police Department will not take part in it.';

let folder = '';
let archive = '';
let script = '';

const run = (...line: readonly string[]): Promise<CliAnswer> => runCliProcess(script, line);
const inArchive = (...line: readonly string[]): Promise<CliAnswer> => run('-a', archive, ...line);

/** The JSON of a command that must succeed without a message. */
async function done(...line: readonly string[]) {
  const answer = await inArchive(...line);
  expect({ code: answer.code, err: answer.err }).toEqual({ code: 0, err: '' });
  return JSON.parse(answer.out);
}

async function refused(...line: readonly string[]) {
  const answer = await inArchive(...line);
  expect({ code: answer.code, out: answer.out }).toEqual({ code: 1, out: '' });
  return JSON.parse(answer.err).error;
}

beforeAll(async () => {
  script = await buildCli(join('.cache', `test-cli-${process.pid}`));
  folder = mkdtempSync(join(tmpdir(), 'standpoint-cli-'));
  archive = join(folder, 'archive');
  mkdirSync(join(folder, 'sources'));
  for (const [name, bytes] of await makeSources()) writeFileSync(join(folder, 'sources', name), bytes);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join('.cache', `test-cli-${process.pid}`), { recursive: true, force: true });
});

describe('standpoint', () => {
  it('makes an archive once', async () => {
    const made = await run('archive', 'create', archive, '--title', 'Immigration enforcement');
    expect(JSON.parse(made.out)).toMatchObject({
      info: { title: 'Immigration enforcement', format: FORMAT },
      counts: { documents: 0, passages: 0 },
      problems: [],
    });
    const again = await run('archive', 'create', archive, '--title', 'Again');
    expect(again.code).toBe(1);
    expect(JSON.parse(again.err).error).toMatchObject({ code: 'archive-exists' });
  });

  it('imports what it can, names duplicates, says why the rest failed, and ends with 1', async () => {
    const sources = join(folder, 'sources');
    const copy = join(folder, 'copy.pdf');
    const web = join(folder, 'web.pdf');
    copyFileSync(join(sources, 'las-vegas-statement.pdf'), copy);
    writeFileSync(web, gzipSync('<html><title>Not found</title></html>'));
    const answer = await inArchive('document', 'import', sources, copy, web, '--collection', 'Local statements');
    expect(answer.code).toBe(1);
    const outcomes: { file: string; outcome: string; documentId: string; sha256: string }[] = JSON.parse(answer.out);
    const original = outcomes.find(({ file }) => file.endsWith('las-vegas-statement.pdf'));
    expect(outcomes.filter(({ outcome }) => outcome === 'imported')).toHaveLength(10);
    expect(outcomes.find(({ file }) => file === copy)).toEqual({
      file: copy,
      outcome: 'duplicate',
      documentId: original?.documentId,
      sha256: original?.sha256,
      code: null,
      reason: expect.stringMatching(/./),
    });
    expect(outcomes.find(({ file }) => file === web)).toMatchObject({
      outcome: 'failed',
      documentId: null,
      code: 'unsupported',
      reason: expect.stringMatching(/gzip/i),
    });
  });

  it('ends with 0 if every file is imported or a duplicate', async () => {
    const outcomes = await done('document', 'import', join(folder, 'copy.pdf'));
    expect(outcomes).toMatchObject([{ outcome: 'duplicate' }]);
  });

  it('prints the canonical text exactly', async () => {
    const list: { id: string; format: string }[] = await done('document', 'list');
    expect(list).toHaveLength(10);
    for (const format of ['pdf', 'html']) {
      const id = list.find((each) => each.format === format)?.id ?? '';
      const { versions } = await done('document', 'show', id);
      const { out, code } = await inArchive('document', 'text', id);
      expect({ code, hash: sha256(out), length: out.length }).toEqual({
        code: 0,
        hash: versions[0].textSha256,
        length: versions[0].textLength,
      });
      expect(out).toContain('INVENTED SAMPLE DOCUMENT');
    }
  });

  it('changes metadata, and finds a document by title and by the beginning of its id', async () => {
    const list: { id: string; fileName: string }[] = await done('document', 'list');
    const { id } = list.find(({ fileName }) => fileName === 'omaha-statement-revised.docx') ?? { id: '' };
    await done('agency', 'add', 'Omaha Police Department', '--alias', 'OPD', '--level', 'municipal');
    const changed = await done(
      ...['document', 'update', id, '--title', OMAHA, '--issuer', 'OPD', '--date-issued', '2026-01-23', '--author', ''],
    );
    const { agencies } = await done('codebook', 'show');
    expect(changed).toMatchObject({ title: OMAHA, issuerId: agencies[0].id, dateIssued: '2026-01-23', author: null });
    expect(await done('document', 'show', OMAHA)).toEqual(changed);
    expect(await done('document', 'show', id.slice(0, -1))).toEqual(changed);
    expect(await refused('document', 'show', 'Statement')).toMatchObject({ code: 'not-found' });
  });

  it('marks a passage by its words, and by its place', async () => {
    const added = await done(
      ...[
        'passage',
        'add',
        '--document',
        OMAHA,
        '--quote',
        DECLINED,
        '--agency',
        'OPD',
        '--stance',
        'declines to participate',
      ],
      ...['--note', 'Revised.', '--coder', 'ada'],
    );
    expect(added).toMatchObject({ quote: DECLINED, note: 'Revised.', coder: 'ada', documentTitle: OMAHA });
    const { out: text } = await inArchive('document', 'text', OMAHA);
    expect(text.slice(added.start, added.end)).toBe(DECLINED);
    const start = text.indexOf('A request that rests on a warrant');
    const placed = await done(
      ...['passage', 'add', '--document', OMAHA, '--start', String(start), '--end', String(start + 33)],
      ...['--agency', 'opd', '--stance', '2', '--agency', 'Governor', '--stance', 'Silent'],
    );
    expect(placed).toMatchObject({ quote: 'A request that rests on a warrant', codings: [{}, {}] });
  });

  it('refuses words that occur more than once and lists the places', async () => {
    const error = await refused('passage', 'add', '--document', OMAHA, '--quote', 'the');
    const { out: text } = await inArchive('document', 'text', OMAHA);
    expect(error).toMatchObject({ code: 'ambiguous', message: expect.stringMatching(/./) });
    expect(JSON.stringify(error.details)).toContain(`"start":${text.indexOf('the')}`);
    expect(await refused('passage', 'add', '--document', OMAHA, '--quote', 'not a word of it')).toMatchObject({
      code: 'not-found',
    });
  });

  it('lists, searches and counts what was marked', async () => {
    expect(await done('passage', 'list', '--agency', 'OPD', '--stance', 'D')).toMatchObject({
      total: 1,
      passages: [{ quote: DECLINED }],
    });
    type Hit = {
      documentId: string;
      field: string;
      start: number;
      end: number;
      snippet: string;
      marks: [number, number][];
    };
    const hits: Hit[] = await done('search', '"signed by a judge"');
    expect(new Set(hits.map(({ documentId }) => documentId)).size).toBe(5);
    for (const { snippet, marks } of hits) {
      expect(marks.map(([from, to]) => snippet.slice(from, to)).join(' ')).toMatch(/^signed\sby\sa\sjudge/);
    }
    const inText = hits.filter(({ field }) => field === 'text').at(-1);
    const { out: text } = await inArchive('document', 'text', inText?.documentId ?? '');
    expect(text.slice(inText?.start, inText?.end)).toMatch(/^signed\sby\sa\sjudge$/);
    const { out } = await inArchive('position', 'matrix', '--format', 'table');
    expect(out).toMatch(/^agency +.*total\n/);
    expect(out).toMatch(/Omaha Police Department .* 2\n/);
    const csv = await inArchive('passage', 'list', '--format', 'csv');
    expect(csv.out).toContain('Omaha Police Department: declines to participate');
  });

  it('makes a briefing and writes it in every format', async () => {
    const briefing = await done(
      ...['briefing', 'create', '--title', 'Who will assist?', '--group-by', 'agency-stance', '--as-of', '2026-01-31'],
      ...['--introduction', 'In their own words.', '--agency', 'OPD'],
    );
    expect(briefing).toMatchObject({ groupBy: 'agency-stance', asOf: '2026-01-31' });
    for (const extension of ['docx', 'html', 'md']) {
      const file = join(folder, `briefing.${extension}`);
      expect(await done('briefing', 'export', 'Who will assist?', '--to', file)).toMatchObject({
        byteLength: statSync(file).size,
        quotes: 2,
        flagged: [],
      });
    }
    const page = readFileSync(join(folder, 'briefing.html'), 'utf8');
    expect(page).toContain(DECLINED);
    expect(page).toContain('In their own words.');
  });

  it('undoes and redoes', async () => {
    const before = await done('codebook', 'show');
    await done('stance', 'add', 'Undecided', '--letter', 'U');
    await done('history', 'undo');
    expect(await done('codebook', 'show')).toEqual(before);
    await done('history', 'redo');
    expect((await done('codebook', 'show')).stances).toHaveLength(before.stances.length + 1);
    expect(await done('history', 'list', '--limit', '2')).toMatchObject([
      { type: 'history.redo' },
      { type: 'history.undo' },
    ]);
  });

  it('finds nothing wrong, and neither does the verifier of docs/archive-format.md', async () => {
    expect(await done('archive', 'verify')).toMatchObject({ ok: true, originals: 10, problems: [] });
    const [, program = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync('docs/archive-format.md', 'utf8')) ?? [];
    const verifier = join(folder, 'verify.mjs');
    writeFileSync(verifier, program);
    expect(execFileSync(process.execPath, [verifier, archive], { encoding: 'utf8' })).toMatch(
      / entries, 10 originals, /,
    );
  });

  it('reads beside a process that writes, and refuses to change anything then', async () => {
    const lock = await acquireLock(archive, () => new Date());
    try {
      expect(await done('document', 'list')).toHaveLength(10);
      expect(await refused('archive', 'rename', 'Mine')).toMatchObject({ code: 'archive-locked' });
    } finally {
      await lock.release();
    }
  });

  it('ends with 1 and names the fault if an original was altered', async () => {
    const outcome = await done('document', 'import', join(folder, 'sources', 'las-vegas-statement.pdf'));
    const copy = join(folder, 'altered');
    cpSync(archive, copy, { recursive: true });
    const hash: string = outcome[0].sha256;
    const original = join(copy, 'objects', hash.slice(0, 2), hash);
    rmSync(original);
    writeFileSync(original, 'other bytes');
    const answer = await run('-a', copy, 'archive', 'verify');
    expect(answer.code).toBe(1);
    expect(JSON.parse(answer.out)).toMatchObject({
      ok: false,
      problems: [{ kind: 'altered-original', message: expect.stringContaining(hash) }],
    });
  });

  it('stops an import at Ctrl-C and keeps what was imported', async () => {
    const many = join(folder, 'many');
    mkdirSync(many);
    for (let i = 0; i < 300; i++) writeFileSync(join(many, `${i}.txt`), `Statement number ${i}.\n`);
    const before: unknown[] = await done('document', 'list');
    const journal = join(archive, 'journal', '000001.ndjson');
    const { size } = statSync(journal);
    const child = startCli(script, ['-a', archive, 'document', 'import', many]);
    const group = child.pid ?? 0;
    const ended = answerOf(child);
    // The journal is written first; the state files follow.
    await vi.waitUntil(() => statSync(journal).size > size, { timeout: 20_000, interval: 5 });
    // As a terminal does it: to the command line and to its parsers.
    process.kill(-group, 'SIGINT');
    const { code, out, err } = await ended;
    const outcomes: { outcome: string }[] = JSON.parse(out);
    const imported = outcomes.filter(({ outcome }) => outcome === 'imported').length;
    expect(code).toBe(1);
    expect(err).toContain('stopping');
    expect(outcomes).toHaveLength(300);
    expect(imported + outcomes.filter(({ outcome }) => outcome === 'cancelled').length).toBe(300);
    expect(imported).toBeLessThan(300);
    expect(await done('document', 'list')).toHaveLength(before.length + imported);
  });

  it('closes the archive though nobody reads its answer to the end', async () => {
    const child = startCli(script, ['-a', archive, 'document', 'list']);
    child.stdout?.destroy();
    const { code, err } = await answerOf(child);
    expect({ code, err, isLocked: existsSync(join(archive, 'archive.lock')) }).toEqual({
      code: 0,
      err: '',
      isLocked: false,
    });
  });

  it('anchors selectors in a text without an archive', async () => {
    const text = join(folder, 'text.txt');
    const selectors = join(folder, 'selectors.jsonl');
    writeFileSync(text, `Some words before. ${DECLINED} Some after.`);
    writeFileSync(
      selectors,
      `${JSON.stringify({ id: 1, selectors: [{ type: 'TextQuoteSelector', exact: DECLINED }] })}\n`,
    );
    const { code, out, err } = await run('reanchor', '--text', text, '--selectors', selectors);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({ id: 1, start: 19, end: 19 + DECLINED.length, method: 'exact' });
    const missing = await run('reanchor', '--text', join(folder, 'none'), '--selectors', selectors);
    expect(missing.code).toBe(1);
    expect(JSON.parse(missing.err).error).toMatchObject({ code: 'unreadable' });
  });

  it.each([
    [['--help'], 'Usage: standpoint'],
    [['passage', 'add', '--help'], '--quote QUOTE'],
    [['--version'], '0.'],
  ])('answers %j on stdout', async (line, words) => {
    expect(await run(...line)).toEqual({ code: 0, err: '', out: expect.stringContaining(words) });
  });

  it.each([
    [['documnet'], 'Did you mean document?'],
    [['-a', 'x', 'document', 'list', '--kind', 'poem'], '--kind is one of statement, '],
  ])('ends with 2 for %j and says what to type', async (line, words) => {
    expect(await run(...line)).toEqual({ code: 2, out: '', err: expect.stringContaining(words) });
  });

  it('says so if the folder is not an archive', async () => {
    const answer = await run('-a', join(folder, 'sources'), 'document', 'list', '--format', 'table');
    expect(answer).toEqual({ code: 1, out: '', err: expect.stringMatching(/^standpoint: .*sources/) });
  });
});
