import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { annotatePdf } from '../../../electron/archive/importers/annotate-pdf.ts';
import { extract } from '../../../electron/archive/importers/index.ts';
import { openPageImages } from '../../../electron/archive/importers/page-images.ts';
import { parserTasks } from '../../../electron/archive/importers/parser-tasks.ts';
import { openPdf } from '../../../electron/archive/importers/pdf-engine.ts';
import { foreignPdf } from '../../support/annotated-pdfs.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';
import { fixturePath } from './importers/golden.ts';
import { firstObject, lines, makePdf } from './importers/make-pdf.ts';

/** Pixels a point of the pages that are compared. */
const SCALE = 1;

const newArchive = () =>
  createTempArchive({
    createPool: () => ({
      parse: async (path, name, _signal, extractor) => extract(new Uint8Array(await readFile(path)), name, extractor),
      run: async (task, input) => (await parserTasks[task]())(input, () => undefined),
      close: async () => undefined,
    }),
  });
let archive: TempArchive;
beforeEach(async () => {
  archive = await newArchive();
});
afterEach(() => archive.dispose());

async function importPdf(name: string, bytes: Uint8Array | null = null): Promise<string> {
  const path = bytes === null ? fixturePath(name) : join(archive.root, name);
  if (bytes !== null) await writeFile(path, bytes);
  const [outcome] = await archive.call('document.import', { paths: [path] });
  if (!outcome?.documentId) throw new Error(outcome?.reason ?? 'not imported');
  return outcome.documentId;
}

const exportTo = (id: string, file = 'copy.pdf') =>
  archive.call('document.exportAnnotated', { id, to: join(archive.root, file) });

interface Shown {
  readonly subtype: string;
  readonly rect: number[];
  readonly quadPoints: number[];
  readonly contents: string;
  readonly author: string;
  readonly color: number[];
  readonly hasAppearance: boolean;
}

/** The annotations of a page as pdf.js shows them. */
async function shownBy(path: string, page: number): Promise<Shown[]> {
  const document = await openPdf(new Uint8Array(await readFile(path)));
  try {
    const raw = await (await document.getPage(page)).getAnnotations();
    return raw.map((each) => ({
      subtype: each.subtype,
      rect: [...each.rect],
      quadPoints: [...(each.quadPoints ?? [])],
      contents: each.contentsObj?.str ?? '',
      author: each.titleObj?.str ?? '',
      color: [...(each.color ?? [])],
      hasAppearance: each.hasAppearance,
    }));
  } finally {
    await document.loadingTask.destroy();
  }
}

describe('an annotated copy of a PDF', () => {
  it('begins with the very bytes of the original and shows each passage, its coding, note and coder', async () => {
    const id = await importPdf('statements/2009-06-16_hr2847.pdf');
    await archive.call('passage.add', {
      documentId: id,
      quote: 'strongly supports passage of H.R. 2847',
      codings: [{ agency: 'Office of Management and Budget', stance: '1' }],
      note: 'Said before the vote – “strongly”.',
    });
    const result = await exportTo(id);
    expect(result).toMatchObject({ annotations: 1, passages: 1, skipped: [], warning: null });
    const original = await readFile(fixturePath('statements/2009-06-16_hr2847.pdf'));
    const copy = await readFile(result.file);
    expect(copy.subarray(0, original.length).equals(original)).toBe(true);
    expect(copy.length).toBe(result.byteLength);
    const stance = (await archive.call('codebook.get', {})).stances.find(({ digit }) => digit === 1);
    const [highlight, ...others] = (await shownBy(result.file, 1)).filter(({ subtype }) => subtype === 'Highlight');
    expect(others).toEqual([]);
    expect(highlight).toMatchObject({
      contents: `Office of Management and Budget: ${stance?.name}\n\nSaid before the vote – “strongly”.`,
      author: 'A. Coder',
      hasAppearance: true,
    });
  });

  it('leaves notes and coders out if told so', async () => {
    const id = await importPdf('a.pdf', makePdf([{ content: lines(72, 700, ['The sheriff agrees.']) }]));
    await archive.call('passage.add', { documentId: id, quote: 'sheriff', note: 'secret' });
    const { file } = await archive.call('document.exportAnnotated', {
      id,
      to: join(archive.root, 'b.pdf'),
      includeNotes: false,
      includeCoder: false,
    });
    expect(await shownBy(file, 1)).toMatchObject([{ contents: '', author: '' }]);
    expect((await readFile(file)).includes('A. Coder')).toBe(false);
  });

  it.each([
    ['a turned page', 'mapping/rotated.pdf', 'warrant signed'],
    ['a cropped page', 'mapping/cropped.pdf', 'warrant signed'],
    ['pages of different size', 'mapping/mixed-sizes.pdf', 'honor'],
    ['a cross-reference stream', 'statements/2026-06-03_s2.pdf', 'Administration'],
    ['a document by LibreOffice', 'mapping/columns.pdf', 'Commanders'],
    ['right-to-left text', 'mapping/right-to-left.pdf', 'מעצר'],
  ])('paints the words and nothing else: %s', async (_name, fixture, words) => {
    const id = await importPdf(fixture);
    const text = await archive.call('document.text', { id });
    const places: number[] = [];
    for (let at = text.indexOf(words); at >= 0 && places.length < 8; at = text.indexOf(words, at + 1)) places.push(at);
    for (const at of places) await archive.call('passage.add', { documentId: id, start: at, end: at + words.length });
    const { file } = await exportTo(id);
    const [before, after] = [await openPageImages(fixturePath(fixture)), await openPageImages(file)];
    try {
      const { pages } = await archive.call('document.content', { id });
      const { passages } = await archive.call('passage.list', { documentIds: [id] });
      let painted = 0;
      for (const { number, width, height } of pages) {
        const quads = passages.flatMap(({ selectors }) =>
          selectors.flatMap((each) => (each.type === 'PageQuadsSelector' && each.page === number ? each.quads : [])),
        );
        if (quads.length === 0) continue;
        const part = { x: 0, y: 0, width, height, pageWidth: width };
        const [plain, marked] = [before, after].map((images) => images.drawPart(number, part, SCALE, 1e8));
        const outside: string[] = [];
        let inside = 0;
        for (let at = 0; plain && marked && at < plain.data.length; at += 4) {
          if ([0, 1, 2].every((step) => plain.data[at + step] === marked.data[at + step])) continue;
          const x = ((at / 4) % plain.width) / SCALE;
          const y = Math.floor(at / 4 / plain.width) / SCALE;
          const isOnWords = quads.some(([l, t, w, h]) => x >= l - 1 && x <= l + w + 1 && y >= t - 1 && y <= t + h + 1);
          if (isOnWords) inside += 1;
          else outside.push(`${x},${y}`);
        }
        expect(outside.slice(0, 3)).toEqual([]);
        const area = quads.reduce((sum, [, , w, h]) => sum + w * h * SCALE ** 2, 0);
        expect(inside / area).toBeGreaterThan(0.7);
        painted += quads.length;
      }
      expect(painted).toBeGreaterThanOrEqual(places.length);
    } finally {
      before.close();
      after.close();
    }
  });

  it('names the corners of each line as Acrobat does, on a turned page too', async () => {
    const id = await importPdf('turned.pdf', makePdf([{ content: lines(72, 700, ['Nobody is held.']), rotate: 90 }]));
    await archive.call('passage.add', { documentId: id, quote: 'held' });
    const { file } = await exportTo(id);
    const bytes = (await readFile(file)).toString('latin1');
    const quads = /\/QuadPoints \[([^\]]*)\]/.exec(bytes)?.[1]?.split(' ').map(Number) ?? [];
    expect(quads).toHaveLength(8);
    // As shown, the page lies on its side: its upper left corner is the lower left one of the PDF's points.
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0] = quads;
    expect([x0 === x1, y0 < y1, x0 < x2, y0 === y2]).toEqual([true, true, true, true]);
  });

  it('marks areas as squares', async () => {
    const first = await importPdf('first.pdf', foreignPdf());
    await archive.call('passage.importAnnotations', { documentId: first });
    const result = await exportTo(first);
    const added = (await shownBy(result.file, 1)).slice(12);
    expect(added.map(({ subtype }) => subtype)).toContain('Square');
    expect(added.map(({ subtype }) => subtype)).toContain('Highlight');
  });

  it('marks in another version the pieces that were found there, once a person has looked at them', async () => {
    const marked = [
      'The sheriff will not honor civil detainers at all.',
      'A middle sentence that nobody marked stands here.',
      'He asks for a warrant signed by a judge first.',
    ];
    const id = await importPdf('sheriff.pdf', makePdf([{ content: lines(72, 700, marked) }]));
    const text = await archive.call('document.text', { id });
    const spanOf = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });
    const passage = await archive.call('passage.add', {
      documentId: id,
      spans: [spanOf('not honor civil detainers'), spanOf('warrant signed by a judge')],
    });
    const newer = join(archive.root, 'newer.pdf');
    await writeFile(newer, makePdf([{ content: lines(72, 700, ['A new heading.', ...marked, 'The end.']) }]));
    await archive.call('document.import', { paths: [newer], versionOf: id });
    expect((await archive.call('passage.get', { id: passage.id })).placements).toMatchObject([{ outcome: 'moved' }]);
    expect(await exportTo(id)).toMatchObject({
      annotations: 0,
      skipped: [{ passageId: passage.id, reason: 'Nobody has looked yet at where it stands in this version.' }],
    });
    await archive.call('version.decide', { version: 2, passageIds: [passage.id], decision: 'accept' });
    expect(await exportTo(id)).toMatchObject({ annotations: 1, skipped: [] });
    const [shown] = await shownBy(join(archive.root, 'copy.pdf'), 1);
    // Two lines, and not the one between them.
    expect(shown?.quadPoints.length).toBe(16);
  });

  it('is refused inside the archive, under another ending, and for what is no PDF', async () => {
    const id = await importPdf('a.pdf', makePdf([{ content: lines(72, 700, ['The sheriff agrees.']) }]));
    await mkdir(join(archive.directory, 'inside'));
    const refused = (to: string) => archive.call('document.exportAnnotated', { id, to }).catch((error) => error);
    expect(await refused(join(archive.directory, 'inside', 'copy.pdf'))).toMatchObject({ code: 'conflict' });
    expect(await refused(join(archive.root, 'copy.docx'))).toMatchObject({ code: 'invalid-input' });
    expect(await refused(join(archive.root, 'nowhere', 'copy.pdf'))).toMatchObject({ code: 'io' });
    await writeFile(join(archive.root, 'plain.txt'), 'Plain words.');
    const [text] = await archive.call('document.import', { paths: [join(archive.root, 'plain.txt')] });
    expect(
      await archive
        .call('document.exportAnnotated', { id: text?.documentId ?? '', to: join(archive.root, 'c.pdf') })
        .catch((error) => error),
    ).toMatchObject({ code: 'unsupported' });
  });

  it('is refused for an encrypted PDF, and warns of a signature', async () => {
    const annotation = {
      page: 1,
      shape: 'highlight',
      rects: [[72, 80, 50, 12]],
      color: '#c0392b',
      author: null,
      contents: '',
      name: 'standpoint:x:1',
      createdAt: '2026-03-18T09:00:00.000Z',
      modifiedAt: '2026-03-18T09:00:00.000Z',
    } as const;
    await expect(
      annotatePdf({ path: fixturePath('documents/encryption_nocopy.pdf'), annotations: [annotation] }),
    ).rejects.toMatchObject({ code: 'encrypted' });
    const path = join(archive.root, 'signed.pdf');
    await writeFile(
      path,
      makePdf([{ content: lines(72, 700, ['Signed']) }], { catalog: '/AcroForm << /SigFlags 3 /Fields [] >>' }),
    );
    expect(await annotatePdf({ path, annotations: [annotation] })).toMatchObject({ isSigned: true, added: 1 });
  });

  it('is entered in the log', async () => {
    const id = await importPdf('a.pdf', makePdf([{ content: lines(72, 700, ['The sheriff agrees.']) }]));
    await archive.call('passage.add', { documentId: id, quote: 'sheriff' });
    await exportTo(id);
    const journal = await readFile(join(archive.directory, 'journal/000001.ndjson'), 'utf8');
    expect(journal).toContain('"type":"document.export"');
    expect(await archive.call('archive.verify', {})).toMatchObject({ ok: true });
  });
});

describe('the annotations of a preserved PDF', () => {
  it('are listed with the words under them, their authors, comments and replies', async () => {
    const id = await importPdf('foreign.pdf', foreignPdf());
    const found = await archive.call('document.annotations', { id });
    expect(
      found.map(({ page, kind, quote, author, contents, date, color, obstacle }) => [
        page,
        kind,
        quote,
        author,
        contents,
        date,
        color,
        obstacle,
      ]),
    ).toEqual([
      [
        1,
        'highlight',
        'honor civil detainers',
        'Jane Doe',
        'Is this still the policy?\n\nRay Roe: Yes, since 2019.',
        '2024-05-03',
        '#ffd100',
        null,
      ],
      [1, 'underline', 'warrant', 'Zoë', '', '2024-05-04', '#008000', null],
      [1, 'note', null, 'Jane Doe', 'Ask the county for the date of this.', null, null, null],
      [1, 'free-text', null, null, 'Compare the order of 3 May', null, null, null],
      [1, 'area', null, 'Jane Doe', 'The seal', null, '#ff0000', null],
      [1, 'strike-out', 'lawyers and family', null, '', null, null, null],
      [1, 'highlight', null, null, 'On the picture', null, null, null],
      [1, 'note', null, null, '', null, null, 'It is a note without a word.'],
      [1, 'squiggly', 'warrant', 'Direct', '', null, null, null],
      [2, 'highlight', 'warrant', 'On a turned page', '', null, '#3399ff', null],
    ]);
  });

  it('stay passages when these are merged', async () => {
    const id = await importPdf('foreign.pdf', foreignPdf());
    const { passages } = await archive.call('passage.importAnnotations', { documentId: id });
    const ids = passages.filter(({ area }) => area === undefined).map((passage) => passage.id);
    const merged = await archive.call('passage.merge', { ids: ids.slice(0, 3) });
    expect([merged.annotation, ...(merged.mergedAnnotations ?? [])]).toHaveLength(3);
    const again = await archive.call('passage.importAnnotations', { documentId: id });
    expect(again.passages).toEqual([]);
  });

  it('become passages to be reviewed, all in one step, and only once', async () => {
    const id = await importPdf('foreign.pdf', foreignPdf());
    const first = await archive.call('passage.importAnnotations', { documentId: id });
    expect(first.passages).toHaveLength(9);
    expect(first.skipped).toMatchObject([{ page: 1, reason: 'It is a note without a word.' }]);
    expect(first.passages[0]).toMatchObject({
      quote: 'honor civil detainers',
      codings: [],
      review: 'needs-review',
      note: 'Is this still the policy?\n\nRay Roe: Yes, since 2019.\n\n— Jane Doe, 2024-05-03',
    });
    expect(first.passages.filter(({ area }) => area !== undefined)).toHaveLength(4);
    const again = await archive.call('passage.importAnnotations', { documentId: id });
    expect([again.passages.length, again.skipped.length]).toEqual([0, 10]);
    const listed = await archive.call('document.annotations', { id });
    expect(listed.filter(({ passageId }) => passageId !== null)).toHaveLength(9);
    expect((await archive.call('passage.verify', {})).map(({ check }) => check.status)).toEqual(Array(9).fill('exact'));
    await archive.call('history.undo', {});
    expect((await archive.call('passage.list', { documentIds: [id] })).total).toBe(0);
  });

  it('are imported one by one if named', async () => {
    const id = await importPdf('foreign.pdf', foreignPdf());
    const [, underline] = await archive.call('document.annotations', { id });
    const { passages } = await archive.call('passage.importAnnotations', {
      documentId: id,
      only: [underline?.id ?? ''],
    });
    expect(passages.map(({ quote }) => quote)).toEqual(['warrant']);
    await expect(archive.call('passage.importAnnotations', { documentId: id, only: ['99R'] })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('of an exported copy are known as such, and coded as they say', async () => {
    const id = await importPdf('mapping/columns.pdf');
    const text = await archive.call('document.text', { id });
    const start = text.indexOf('implementation of this');
    await archive.call('passage.add', {
      documentId: id,
      start,
      end: start + 37,
      codings: [
        { agency: 'County Sheriff: North', stance: '1' },
        { agency: 'City Police', stance: '5' },
      ],
      note: 'Twice.',
    });
    const { file } = await exportTo(id);
    const other = await archive.call('document.import', { paths: [file] });
    const copy = other[0]?.documentId ?? '';
    const [found, ...more] = await archive.call('document.annotations', { id: copy });
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      isOwn: true,
      quote: 'implementation of this directive and',
      passageId: null,
      codings: [{ agency: 'County Sheriff: North' }, { agency: 'City Police' }],
    });
    const { passages } = await archive.call('passage.importAnnotations', { documentId: copy, withCodings: true });
    expect(passages).toMatchObject([{ note: 'Twice.', quote: 'implementation of this directive and' }]);
    expect(passages[0]?.codings).toHaveLength(2);
  });

  it('of a copy from another archive come in as they were there: one across pages is one, agencies are made', async () => {
    const pages = [
      ['Visits stay as they are.', 'Deputies will not honor'],
      ['civil detainers without a warrant.', 'The county pays.'],
    ];
    const id = await importPdf('a.pdf', makePdf(pages.map((words) => ({ content: lines(72, 700, words) }))));
    const text = await archive.call('document.text', { id });
    const acrossPages = { start: text.indexOf('Deputies'), end: text.indexOf('warrant.') + 8 };
    await archive.call('stance.add', { name: 'Waits', letter: 'w', color: '#224466', definition: '' });
    await archive.call('passage.add', {
      ...{ documentId: id, ...acrossPages, note: 'Since 2019.' },
      codings: [
        { agency: 'Sheriff: North', stance: '1', topic: 'Custody / Detainers', voice: 'own-document' },
        { agency: 'Sheriff: South', stance: 'Waits' },
      ],
    });
    await archive.call('passage.add', {
      ...{ documentId: id, quote: 'The county pays' },
      codings: [{ agency: 'Sheriff: North', stance: '1' }],
    });
    await archive.call('passage.add', { documentId: id, quote: 'Visits', note: 'Compare: Waits' });
    const { file, annotations } = await exportTo(id);
    expect(annotations).toBe(4);
    const other = await newArchive();
    try {
      const [outcome] = await other.call('document.import', { paths: [file] });
      const copy = outcome?.documentId ?? '';
      const found = await other.call('document.annotations', { id: copy });
      expect(found.map(({ parts, unknownStances }) => [parts.length, unknownStances])).toEqual([
        [1, []],
        [2, ['Waits']],
        [1, []],
      ]);
      const { passages } = await other.call('passage.importAnnotations', { documentId: copy, withCodings: true });
      const [visits, across, pays] = passages;
      expect(across).toMatchObject({ note: 'Sheriff: South: Waits\n\nSince 2019.', ...acrossPages });
      expect(across?.spans).toBeUndefined();
      const { agencies, topics } = await other.call('codebook.get', {});
      expect(agencies.map(({ name }) => name)).toEqual(['Sheriff: North']);
      expect(topics.map(({ name }) => name)).toEqual(['Custody', 'Detainers']);
      expect(across?.codings).toMatchObject([
        { agencyId: agencies[0]?.id, topicId: topics[1]?.id, voice: 'own-document' },
      ]);
      expect(pays?.codings).toMatchObject([{ agencyId: agencies[0]?.id }]);
      expect([visits?.codings, visits?.note.startsWith('Compare: Waits')]).toEqual([[], true]);
      const again = await other.call('document.annotations', { id: copy });
      expect(again.every(({ passageId }) => passageId !== null)).toBe(true);
      await other.call('history.undo', {});
      expect((await other.call('codebook.get', {})).agencies).toEqual([]);
    } finally {
      await other.dispose();
    }
  });

  it('are imported whatever lies outside of the page, and told apart where pages use the same names', async () => {
    const first = firstObject(2);
    const note = (rect: string, more: string) => `<< /Type /Annot /Subtype /Text /Rect [${rect}] ${more} >>`;
    const id = await importPdf(
      'named.pdf',
      makePdf(
        [
          { content: lines(72, 700, ['One line.']), extra: `/Annots [${first} 0 R ${first + 1} 0 R]` },
          { content: lines(72, 700, ['Another line.']), extra: `/Annots [${first + 2} 0 R]` },
        ],
        {
          objects: [
            note('-300 690 -280 710', '/Contents (Beside the page)'),
            note('40 690 60 710', '/Contents (A) /NM (1)'),
            note('40 690 60 710', '/Contents (B) /NM (1)'),
          ],
        },
      ),
    );
    const all = await archive.call('document.annotations', { id });
    const only = all.filter(({ contents }) => contents === 'A').map((each) => each.id);
    expect((await archive.call('passage.importAnnotations', { documentId: id, only })).passages.length).toBe(1);
    const rest = await archive.call('passage.importAnnotations', { documentId: id });
    expect(rest.passages.map(({ note: said }) => said)).toEqual(['B']);
    expect(rest.skipped.map(({ reason }) => reason)).toEqual([
      'It lies outside of its page.',
      'It is a passage already.',
    ]);
  });
});
