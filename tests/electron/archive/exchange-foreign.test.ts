import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeZip, type ZipMemberOf } from '../../support/make-zip.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

let archive: TempArchive;
beforeEach(async () => {
  archive = await createTempArchive();
});
afterEach(() => archive.dispose());

const TEXT = 'First line 🚓.\nThe sheriff will assist when asked.\nThe chief will not take part.\n';
const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const codes = (inner: string): string => `<CodeBook><Codes>${inner}</Codes></CodeBook>`;
const code = (number: number, name: string, inner = '', codable = true): string =>
  `<Code guid="${guid(number)}" name="${name}" isCodable="${codable}">${inner}</Code>`;
const coding = (number: number): string =>
  `<Coding guid="${guid(900 + number)}"><CodeRef targetGUID="${guid(number)}"/></Coding>`;

const CODEBOOK = codes(
  [
    code(10, 'Agencies', code(11, 'Sheriff') + code(12, 'Police'), false),
    code(20, 'Stance', code(21, 'supports') + code(22, 'opposes'), false),
    code(30, 'Barriers', code(31, 'Cost')),
  ].join(''),
);

interface Selection {
  readonly words: string;
  readonly codes: readonly number[];
  readonly name?: string;
}

/** A project with one text source, as a program writes it that counts in the given way. */
function projectOf(
  selections: readonly Selection[],
  { text = TEXT, origin = 'Some QDA 1.0', count = (index: number) => [...text.slice(0, index)].length, more = '' } = {},
): string {
  const written = selections.map(({ words, codes: used, name = '' }, index) => {
    const at = text.indexOf(words);
    return `<PlainTextSelection guid="{${guid(500 + index)}}" name="${name}" startPosition="${count(at)}" endPosition="${count(at + words.length)}">${used.map(coding).join('')}</PlainTextSelection>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="Study" origin="${origin}"><Users><User guid="${guid(1)}" name="R. Reader"/></Users>${CODEBOOK}<Sources><TextSource guid="${guid(100)}" name="Interview" plainTextPath="internal://${guid(101)}.txt">${written.join('')}</TextSource>${more}</Sources></Project>`;
}

async function importProject(qde: string, members: readonly ZipMemberOf[] = [], input: object = {}) {
  const path = await makeZip(join(archive.root, 'study.qdpx'), [{ name: 'project.qde', content: qde }, ...members]);
  return archive.call('exchange.import', { path, ...input });
}

const textMember = (content = TEXT): ZipMemberOf => ({ name: `Sources/${guid(101)}.txt`, content });

async function marked() {
  const { agencies, stances, topics } = await archive.call('codebook.get', {});
  const named = (list: readonly { readonly id: string; readonly name: string }[], id?: string) =>
    list.find((each) => each.id === id)?.name;
  const { passages } = await archive.call('passage.list', {});
  return passages.map(({ quote, codings, note, review }) => ({
    ...{ quote, note, review },
    codings: codings.map(({ agencyId, stanceId, topicId }) =>
      [named(agencies, agencyId), named(stances, stanceId), named(topics, topicId)].filter(Boolean).join(' / '),
    ),
  }));
}

describe('a project of another program', () => {
  it('that has a selection for each code gives one passage with the coding that they make together', async () => {
    const words = 'The sheriff will assist when asked.';
    const result = await importProject(
      projectOf([
        { words, codes: [11] },
        { words, codes: [21] },
        { words, codes: [31] },
        { words: 'The chief will not take part.', codes: [12] },
      ]),
      [textMember()],
    );
    expect(result).toMatchObject({ passages: { placed: 2 }, codings: 1, agencies: ['Sheriff', 'Police'] });
    expect(await marked()).toEqual([
      { quote: words, note: '', review: undefined, codings: ['Sheriff / supports / Cost'] },
      {
        quote: 'The chief will not take part.',
        note: 'Codes in “Study”: Agencies / Police',
        review: 'needs-review',
        codings: [],
      },
    ]);
    expect((await archive.call('document.list', {}))[0]?.title).toBe('Interview');
  });

  it('is taken as a person says: default stance, other roles, codes left out', async () => {
    const project = projectOf([
      { words: 'The sheriff will assist', codes: [11] },
      { words: 'The chief', codes: [31] },
    ]);
    const result = await importProject(project, [textMember()], {
      agencyCodes: ['Barriers'],
      skipCodes: ['agencies'],
      defaultStance: 'opposes',
    });
    expect(result.codes.map(({ name, role, isGuess }) => [name, role, isGuess])).toEqual([
      ['Agencies', 'skip', false],
      ['Stance', 'stance', true],
      ['Barriers', 'agency', false],
    ]);
    expect((await marked()).map(({ quote, codings, note }) => [quote, codings, note])).toEqual([
      ['The sheriff will assist', [], ''],
      ['The chief', ['Cost / opposes'], ''],
    ]);
  });

  it.each([
    [
      'Windows line ends counted as two',
      TEXT.replaceAll('\n', '\r\n'),
      'NVivo',
      (text: string, at: number) => [...text.slice(0, at)].length,
    ],
    [
      'Windows line ends counted as one',
      TEXT.replaceAll('\n', '\r\n'),
      'ATLAS.ti 23',
      (text: string, at: number) => [...text.slice(0, at).replaceAll('\r\n', '\n')].length,
    ],
    ['UTF-16 code units', TEXT, 'Other', (_: string, at: number) => at],
    [
      'a byte order mark that counts',
      `\ufeff${TEXT}`,
      'QualCoder',
      (text: string, at: number) => [...text.slice(0, at)].length,
    ],
    [
      'a byte order mark that does not count',
      `\ufeff${TEXT}`,
      'Other',
      (text: string, at: number) => [...text.slice(1, at)].length,
    ],
  ])('finds its words with %s', async (_, text, origin, count) => {
    const words = 'The chief will not take part.';
    const qde = projectOf([{ words, codes: [12, 22], name: words.slice(0, 12) }], {
      ...{ text, origin },
      count: (at: number) => count(text, at),
    });
    const result = await importProject(qde, [textMember(text)]);
    expect(result).toMatchObject({ passages: { placed: 1, moved: 0, lost: 0 } });
    expect((await marked()).map(({ quote, codings }) => [quote, codings])).toEqual([[words, ['Police / opposes']]]);
  });

  it('whose original reads otherwise here has its words found again, and says of what it could not find', async () => {
    const original = `A heading\n\n${TEXT.replace('The chief will not take part.', '').replaceAll('\n', '\n\n')}`;
    const qde = projectOf([
      { words: 'The sheriff will assist when asked.', codes: [11, 21] },
      { words: 'The chief will not take part.', codes: [12, 22] },
    ]).replace('plainTextPath=', `richTextPath="internal://${guid(102)}.docx" plainTextPath=`);
    const result = await importProject(qde, [textMember(), { name: `sources/${guid(102)}.docx`, content: original }]);
    expect(result.passages).toEqual({ placed: 1, moved: 0, known: 0, lost: 1 });
    expect(result.attention).toMatchObject([
      { source: 'Interview', quote: 'The chief will not take part.', outcome: 'lost' },
    ]);
    expect((await marked()).map(({ quote }) => quote)).toEqual(['The sheriff will assist when asked.']);
  });

  it('takes marks on pages by their words where the program names them, as areas where it does not', async () => {
    const more = `<PDFSource guid="${guid(200)}" name="Memo" path="internal://${guid(201)}.pdf"><PDFSelection guid="${guid(202)}" name="declines to take part" page="1" firstX="72" firstY="700" secondX="300" secondY="680">${coding(12)}${coding(22)}</PDFSelection><PDFSelection guid="${guid(203)}" page="0" firstX="72" firstY="720" secondX="172" secondY="620"><Description>The seal</Description></PDFSelection></PDFSource>`;
    const paged = 'First page.\n\fThe office declines to take part.\n';
    const result = await importProject(projectOf([], { more }), [
      textMember(),
      { name: `sources/${guid(201)}.pdf`, content: paged },
    ]);
    expect(result.passages).toEqual({ placed: 2, moved: 0, known: 0, lost: 0 });
    const { passages } = await archive.call('passage.list', {});
    expect(passages.find(({ quote }) => quote === 'declines to take part')).toMatchObject({ page: 2 });
    expect(passages.find(({ area }) => area !== undefined)).toMatchObject({
      note: 'The seal',
      area: { page: 1, rect: [72, 72, 100, 100] },
    });
  });

  it('that ties its notes to selections by links, as NVivo does, keeps them', async () => {
    const tie = `<Notes><Note guid="${guid(700)}" name="n"><PlainTextContent>Ask again.\nIn May.</PlainTextContent></Note></Notes><Links><Link guid="${guid(701)}" originGUID="${guid(700)}" targetGUID="${guid(500)}"/></Links></Project>`;
    const qde = projectOf([{ words: 'The chief', codes: [12, 22] }]).replace('</Project>', tie);
    await importProject(qde, [textMember()]);
    expect((await marked()).map(({ note }) => note)).toEqual(['Ask again.\nIn May.']);
  });

  it('whose sources are not in it is told so, source by source; no place on this disk is looked at', async () => {
    const secret = join(archive.root, 'secret.txt');
    await writeFile(secret, 'The secret of this machine.');
    const more = `<TextSource guid="${guid(300)}" name="Elsewhere" plainTextPath="absolute://${secret}"/><TextSource guid="${guid(301)}" name="Outside" plainTextPath="internal://../../secret.txt"/><AudioSource guid="${guid(302)}" name="Tape" path="internal://tape.mp3"/>`;
    const result = await importProject(projectOf([{ words: 'The chief', codes: [12] }], { more }));
    expect(result.sources.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['Interview', 'failed'],
      ['Elsewhere', 'failed'],
      ['Outside', 'failed'],
      ['Tape', 'failed'],
    ]);
    expect(result.passages.lost).toBe(1);
    expect(await archive.call('document.list', {})).toEqual([]);
  });
});

describe('a file that is made to harm', () => {
  const refused = (members: readonly ZipMemberOf[]) =>
    makeZip(join(archive.root, 'bad.qdpx'), members).then(
      (path) => expect(archive.call('exchange.import', { path })).rejects,
    );

  it('declares entities', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><Project name="&b;"/>`;
    await (await refused([{ name: 'project.qde', content: bomb }])).toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining('document type'),
    });
    const path = join(archive.root, 'bad.qdc');
    await writeFile(path, bomb);
    await expect(archive.call('exchange.import', { path })).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('unpacks to far more than it holds', async () => {
    const content = Buffer.alloc(40 * 1024 ** 2, ' ');
    await (await refused([{ name: 'project.qde', content }])).toMatchObject({ code: 'too-large' });
  });

  it('has a project whose name leads out of it', async () => {
    await (await refused([{ name: '../project.qde', content: projectOf([]) }])).toMatchObject({ code: 'corrupt' });
  });

  it('nests without end', async () => {
    const deep = `<Project name="x"><CodeBook><Codes>${'<Code guid="x" name="x" isCodable="true">'.repeat(5000)}`;
    await (await refused([{ name: 'project.qde', content: deep }])).toMatchObject({ code: 'too-large' });
  });

  it.each([
    ['no project', 'x.txt', 'PK is not enough', 'unsupported'],
    ['JSON of something else', 'x.json', '{"hello": [1, 2]}', 'unsupported'],
    ['broken JSON', 'x.json', '{"target": ', 'corrupt'],
    ['XML of something else', 'x.qdc', '<html/>', 'corrupt'],
    ['broken XML', 'x.qdc', '<CodeBook><Codes>', 'corrupt'],
    ['no bytes', 'x.qdc', '', 'empty'],
  ])('or is no such file at all: %s', async (_, name, content, expected) => {
    const path = join(archive.root, name);
    await writeFile(path, content);
    await expect(archive.call('exchange.import', { path })).rejects.toMatchObject({ code: expected });
    expect((await archive.call('archive.status', {}))?.counts.events).toBe(1);
  });

  it('gives its codes no ids of its own choice', async () => {
    const path = join(archive.root, 'x.qdc');
    await writeFile(
      path,
      `<CodeBook><Codes><Code guid="../../etc" name="=cmd|x" isCodable="true"/><Code guid="b" name=" " isCodable="true"/></Codes></CodeBook>`,
    );
    await archive.call('exchange.import', { path });
    const { topics } = await archive.call('codebook.get', {});
    expect(topics.map(({ name }) => name)).toEqual(['=cmd|x', 'Code b']);
    expect(topics.every(({ id }) => /^[0-9A-Z]{26}$/.test(id))).toBe(true);
  });
});
