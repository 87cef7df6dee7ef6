import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchParser } from '../../../electron/archive/importers/extraction.ts';
import { forkParser } from '../../../electron/archive/importers/fork-parser.ts';
import { createParserPool } from '../../../electron/archive/importers/parser-pool.ts';
import { type Evidence, evidenceSchema } from '../../../shared/domain/evidence.ts';
import { randomBody } from '../../support/random-briefing.ts';
import { judge, type Tampering, tamper, usesOfFile } from '../../support/tamper-cases.ts';
import { editZip, HARMLESS, seeded, setDocxWords, setHtmlWords } from '../../support/tampering.ts';
import { startSession, type TestSession } from '../../support/temp-archive.ts';
import { workTime } from '../../support/work-time.ts';

/** A short form of scripts/tamper-test.ts, with the same pieces. */
const TAMPERED: readonly (readonly [Tampering, string, number])[] = [
  ['a word altered', 'docx', 3],
  ['a word altered', 'html', 2],
  ['a word altered', 'zip', 1],
  ['a word hidden', 'docx', 3],
  ['a word hidden', 'html', 5],
  ['a word hidden', 'zip', 1],
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
});

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

const editMain = (change: (xml: string) => string): Uint8Array =>
  editZip(readFileSync(exported('docx')), (parts) => {
    const xml = Buffer.from(parts.get('word/document.xml') ?? new Uint8Array()).toString('utf8');
    parts.set('word/document.xml', Buffer.from(change(xml)));
  });

const run = (words: string): string => (words === '' ? '' : `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`);

/** From the beginning of a bookmark to its end, marks included. */
function markIn(xml: string, mark: string): { readonly start: number; readonly end: number } {
  const start = new RegExp(`<w:bookmarkStart\\b[^>]*w:name="${mark}"[^>]*/>`, 'u').exec(xml);
  const id = /w:id="([^"]*)"/u.exec(start?.[0] ?? '')?.[1];
  const end = new RegExp(`<w:bookmarkEnd\\b[^>]*w:id="${id}"[^>]*/>`, 'u').exec(xml);
  if (start === null || end === null) throw new Error(`There is no bookmark ${mark}.`);
  return { start: start.index, end: end.index + end[0].length };
}

function isInQuotationMarks(mark: string): boolean {
  let isIn = false;
  editMain((xml) => {
    isIn = xml
      .slice(0, markIn(xml, mark).start)
      .replace(/<[^>]*>/gu, '')
      .endsWith('“');
    return xml;
  });
  return isIn;
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
        expect(remarks.length).toBe(against === 'archive' ? 0 : 1);
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

  /** The Word document with some XML put right before and right after the words of a quote, outside its mark. */
  const beside = (mark: string, before: string, after: string): Uint8Array =>
    editMain((xml) => {
      const { start, end } = markIn(xml, mark);
      return xml.slice(0, start) + run(before) + xml.slice(start, end) + run(after) + xml.slice(end);
    });

  it.each([
    ['', ' [not]'],
    ['', ' (but only with a warrant)'],
    ['', ' 48 hours at most'],
    ['', '’s not so'],
    ['It is not true that (', ''],
    ['Hardly ’', ''],
    ['Hardly ever:     ', ''],
  ])('finds “%s” and “%s” put beside a quote within its quotation marks', async (before, after) => {
    const use = usesOfFile(exported('docx')).find(({ mark }) => isInQuotationMarks(mark));
    if (use === undefined) throw new Error('No quote stands in quotation marks.');
    const file = changed('beside.docx', beside(use.mark, before, after));
    const { ok, uses } = await alone.call('briefing.verifyFile', { file });
    expect(ok).toBe(false);
    expect(uses.filter(({ outcome }) => outcome !== 'found').map(({ useId }) => useId)).toEqual([use.useId]);
  });

  it('finds two quotes that changed places with their marks', async () => {
    const [, one, , other] = usesOfFile(exported('docx'));
    if (one === undefined || other === undefined) throw new Error('There are too few quotes.');
    const swapped = editMain((xml) => {
      const [a, b] = [markIn(xml, one.mark), markIn(xml, other.mark)];
      const [first, second] = [xml.slice(a.start, a.end), xml.slice(b.start, b.end)];
      return xml.slice(0, a.start) + second + xml.slice(a.end, b.start) + first + xml.slice(b.end);
    });
    const { ok, uses } = await alone.call('briefing.verifyFile', { file: changed('moved.docx', swapped) });
    expect(ok).toBe(false);
    expect(uses.filter(({ outcome }) => outcome === 'altered').map(({ number, reason }) => [number, reason])).toEqual([
      [one.number, expect.stringContaining(`places with quote ${other.number}`)],
      [other.number, expect.stringContaining(`places with quote ${one.number}`)],
    ]);
  });

  it('does not believe a file that gives no words of the source for a quote', async () => {
    const [use] = usesOfFile(exported('html')).filter(({ printed }) => printed.includes(' not '));
    if (use === undefined) throw new Error('No quote says “not”.');
    const words = use.printed.replace(' not ', ' ');
    const html = Buffer.from(setHtmlWords(readFileSync(exported('html')), new Map([[use.mark, words]]))).toString();
    const emptied = (printed: string): string =>
      html.replace(/(<script[^>]*id="standpoint-evidence"[^>]*>)([^<]*)/u, (_whole, tag: string, json: string) => {
        const evidence = evidenceSchema.parse(JSON.parse(json));
        const uses = evidence.uses.map((each) =>
          each.useId === use.useId ? { ...each, printed, exact: '', selectors: [] } : each,
        );
        return tag + JSON.stringify({ ...evidence, uses });
      });
    for (const by of [session, alone]) {
      const file = changed('emptied.html', Buffer.from(emptied(words)));
      const { ok, counts } = await by.call('briefing.verifyFile', { file });
      expect({ ok, altered: counts.altered }).toEqual({ ok: false, altered: 1 });
    }
    const area = `[Area of page 1] ${words}`;
    const asArea = Buffer.from(emptied(area).replace(`>${words}</span>`, `>${area}</span>`));
    const { ok, uses } = await session.call('briefing.verifyFile', { file: changed('area.html', asArea) });
    expect(ok).toBe(false);
    expect(uses.find(({ useId }) => useId === use.useId)?.reason).toMatch(/no such area/);
  });

  /** The web page with other evidence. */
  const withEvidence = (html: string, change: (evidence: Evidence) => Evidence): Buffer =>
    Buffer.from(
      html.replace(
        /(<script[^>]*id="standpoint-evidence"[^>]*>)([^<]*)/u,
        (_whole, tag: string, json: string) => tag + JSON.stringify(change(evidenceSchema.parse(JSON.parse(json)))),
      ),
    );

  const withoutUse =
    (useId: string) =>
    (evidence: Evidence): Evidence => ({ ...evidence, uses: evidence.uses.filter((use) => use.useId !== useId) });

  it('misses a quote that was taken out of the file with all that it says of it', async () => {
    const uses = usesOfFile(exported('html'));
    const html = readFileSync(exported('html'), 'utf8');
    for (const use of [uses[1], uses[uses.length - 1]]) {
      if (use === undefined) throw new Error('There are too few quotes.');
      const without = Buffer.from(setHtmlWords(Buffer.from(html), new Map([[use.mark, 'x']]))).toString();
      const bare = without.replace(new RegExp(`<span[^>]* id="${use.mark}"[^>]*>x</span>`, 'u'), '');
      const file = changed('withheld.html', withEvidence(bare, withoutUse(use.useId)));
      expect((await alone.call('briefing.verifyFile', { file })).counts.missing).toBe(0);
      const verified = await session.call('briefing.verifyFile', { file });
      expect(verified.ok).toBe(false);
      expect(verified.uses.filter(({ outcome }) => outcome !== 'found')).toMatchObject([
        { useId: use.useId, number: use.number, outcome: 'missing' },
      ]);
      expect(verified.remarks.join(' ')).toMatch(/says nothing of a quote that the briefing in the archive has/);
    }
  });

  it('finds altered words at a mark that the file says nothing of', async () => {
    const [, use] = usesOfFile(exported('html')).filter(({ printed }) => printed.includes(' not '));
    if (use === undefined) throw new Error('No quote says “not”.');
    const words = new Map([[use.mark, use.printed.replace(' not ', ' ')]]);
    const html = Buffer.from(setHtmlWords(readFileSync(exported('html')), words)).toString();
    const file = changed('unsaid.html', withEvidence(html, withoutUse(use.useId)));
    const { ok, uses } = await session.call('briefing.verifyFile', { file });
    expect(ok).toBe(false);
    expect(uses.filter(({ outcome }) => outcome !== 'found')).toMatchObject([
      { useId: use.useId, outcome: 'altered', toldBy: 'mark' },
    ]);
  });

  it('does not miss quotes that were put into the briefing after it was exported', async () => {
    const { passages } = await session.call('passage.list', {});
    const [one, other] = passages.filter(({ quote }) => quote.length > 40);
    if (one === undefined || other === undefined) throw new Error('There are too few passages.');
    const quote = (useId: string, passageId: string) => ({
      type: 'quote' as const,
      attrs: { useId, passageId, excerpt: null, showCodings: false },
    });
    const { id } = await session.call('briefing.create', { title: 'It grows', body: [quote('first1', one.id)] });
    const file = join(root, 'changed', 'before-growth.docx');
    await session.call('briefing.export', { id, to: file });
    await session.call('briefing.update', { id, body: [quote('earlier1', other.id), quote('first1', one.id)] });
    const { ok, counts } = await session.call('briefing.verifyFile', { file });
    expect({ ok, found: counts.found, missing: counts.missing }).toEqual({ ok: true, found: 1, missing: 0 });
  });

  it('remarks that an ellipsis leaves out a negation', async () => {
    const { passages } = await session.call('passage.list', {});
    const passage = passages.find(({ quote }) => /^[^[\]…]*\w will not \w[^[\]…]*$/u.test(quote));
    if (passage === undefined) throw new Error('No passage says “will not”.');
    const excerpt = passage.quote.replace(' will not ', ' will … ');
    const attrs = { useId: 'cut1', passageId: passage.id, excerpt, showCodings: false };
    const { id } = await session.call('briefing.create', { title: 'Cut', body: [{ type: 'quote' as const, attrs }] });
    const file = join(root, 'changed', 'cut.html');
    await session.call('briefing.export', { id, to: file });
    for (const by of [session, alone]) {
      const { ok, uses } = await by.call('briefing.verifyFile', { file });
      expect(ok).toBe(true);
      expect(uses).toMatchObject([{ outcome: 'found', reason: expect.stringContaining('“not”') }]);
    }
  });

  it('finds a quote altered if its author’s words stand in the place of those of the source', async () => {
    const { passages } = await session.call('passage.list', {});
    const passage = passages.find(({ quote }) => /^[^[\]…]*\w will not \w[^[\]…]*$/u.test(quote));
    if (passage === undefined) throw new Error('No passage says “will not”.');
    const [, verb = ''] = / will not (\w+)/u.exec(passage.quote) ?? [];
    const excerpt = passage.quote.replace(` will not ${verb}`, ' will not [xxxx]');
    const attrs = { useId: 'own1', passageId: passage.id, excerpt, showCodings: false };
    const { id } = await session.call('briefing.create', { title: 'Own', body: [{ type: 'quote' as const, attrs }] });
    const file = join(root, 'changed', 'own.docx');
    await session.call('briefing.export', { id, to: file });
    expect((await session.call('briefing.preview', { id })).uses).toMatchObject([{ wording: 'author-words' }]);
    const { uses } = await session.call('briefing.verifyFile', { file });
    expect(uses).toMatchObject([
      {
        outcome: 'altered',
        reason: expect.stringContaining(`“[xxxx]” stands in the place of “${verb}”`),
      },
    ]);
  });

  it('names documents as the archive does', async () => {
    const file = changed(
      'renamed.html',
      withEvidence(readFileSync(exported('html'), 'utf8'), (evidence) => ({
        ...evidence,
        sources: evidence.sources.map((source) => ({ ...source, title: 'Another title' })),
      })),
    );
    const titlesBy = async (by: TestSession): Promise<ReadonlySet<string>> =>
      new Set((await by.call('briefing.verifyFile', { file })).uses.map(({ documentTitle }) => documentTitle));
    expect([...(await titlesBy(alone))]).toEqual(['Another title']);
    const { passages } = await session.call('passage.list', {});
    const held = new Set(passages.map(({ documentTitle }) => documentTitle));
    for (const title of await titlesBy(session)) expect(held).toContain(title);
  });

  it('finds an area of a page that has no words', async () => {
    const { passages } = await session.call('passage.list', {});
    const paged = passages.find(({ page }) => page !== null);
    if (paged === undefined) throw new Error('No document has pages.');
    const area = { page: 1, rect: [1, 1, 12, 12] as [number, number, number, number] };
    const { id: passageId } = await session.call('passage.add', { documentId: paged.documentId, area });
    const attrs = { useId: 'area1', passageId, excerpt: null, showCodings: false };
    const body = [{ type: 'quote' as const, attrs }];
    const { id } = await session.call('briefing.create', { title: 'An area', body });
    const file = join(root, 'changed', 'with-area.docx');
    await session.call('briefing.export', { id, to: file });
    for (const by of [session, alone]) {
      const { ok, counts } = await by.call('briefing.verifyFile', { file });
      expect({ ok, counts }).toEqual({ ok: true, counts: { found: 1, altered: 0, missing: 0, unknown: 0 } });
    }
  });

  it('reads a page with thousands of quotation marks that it knows nothing of at once', async () => {
    const many = Array.from({ length: 4000 }, (_, at) => `<p>He said “we will do as we please, item ${at}”.</p>`);
    const html = readFileSync(exported('html'), 'utf8').replace('</main>', `${many.join('')}</main>`);
    const begin = workTime();
    const { unknown } = await alone.call('briefing.verifyFile', { file: changed('many.html', Buffer.from(html)) });
    expect(unknown.length).toBe(4000);
    expect(workTime() - begin).toBeLessThan(16_000);
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

  it.each([
    ['in its mark', (open: string, words: string) => `${open}${words.replace(' ', ' <i class="n">never </i>')}`],
    ['in its mark, which is gone', (_: string, words: string) => words.replace(' ', ' <i class="n">never </i>')],
    ['right before it', (open: string, words: string) => `<i class="n">never </i>${open}${words}`],
  ])('takes no word for hidden that another rule shows, %s', async (_, change) => {
    const [use] = usesOfFile(exported('html')).filter(({ printed }) => printed.includes(' not '));
    const html = readFileSync(exported('html'), 'utf8');
    const edited = html
      .replace(new RegExp(`(<span[^>]* id="${use?.mark}"[^>]*>)([^<]*)`, 'u'), (_whole, open, words) =>
        change(open, words),
      )
      .replace('</head>', '<style>.n{display:none}.n{display:inline}</style></head>');
    expect(edited).toContain('never');
    const { ok, uses } = await alone.call('briefing.verifyFile', {
      file: changed('shown.html', Buffer.from(edited)),
    });
    const reported = uses.filter(({ outcome }) => outcome !== 'found');
    expect({ ok, reported }).toMatchObject({ ok: false, reported: [{ useId: use?.useId, outcome: 'altered' }] });
  });

  it('finds a quote altered in which a Word document hides words that were put there', async () => {
    const [use] = usesOfFile(exported('docx')).filter(({ mark }) => isInQuotationMarks(mark));
    if (use === undefined) throw new Error('No quote stands in quotation marks.');
    const hidden = '<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">never </w:t></w:r>';
    const bytes = editMain((xml) =>
      xml.replace(new RegExp(`<w:bookmarkStart\\b[^>]*w:name="${use.mark}"[^>]*/>`, 'u'), (start) => start + hidden),
    );
    const { uses } = await session.call('briefing.verifyFile', { file: changed('hidden.docx', bytes) });
    const reported = uses.filter(({ outcome }) => outcome !== 'found');
    expect(reported).toMatchObject([
      { useId: use.useId, outcome: 'altered', reason: expect.stringContaining('hidden') },
    ]);
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
