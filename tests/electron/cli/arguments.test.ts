import { describe, expect, it } from 'vitest';
import { parseArguments, UsageError } from '../../../electron/cli/arguments.ts';
import { buildInput, checkInput } from '../../../electron/cli/input.ts';

const asTyped = async (_: string, text: string) => text;

async function inputOf(line: readonly string[]): Promise<unknown> {
  const request = parseArguments(line);
  if (request.kind !== 'run') throw new Error('is not a command');
  await checkInput(request.invocation);
  return { method: request.invocation.command.method, input: await buildInput(request.invocation, asTyped) };
}

describe('parseArguments and buildInput', () => {
  it.each([
    ['create', ['archive', 'create', 'DIR', '--title', 'T'], 'archive.create', { directory: 'DIR', title: 'T' }],
    [
      'create in the folder of -a',
      ['-a', 'DIR', 'archive', 'create', '--title=T=1'],
      'archive.create',
      { directory: 'DIR', title: 'T=1' },
    ],
    ['verify', ['-a', 'DIR', 'archive', 'verify'], 'archive.verify', {}],
    ['import', ['-aDIR', 'document', 'import', 'a.pdf', 'b'], 'document.import', { paths: ['a.pdf', 'b'] }],
    [
      'a path that begins with a dash',
      ['-a', 'DIR', 'document', 'import', '--', '-a.pdf'],
      'document.import',
      { paths: ['-a.pdf'] },
    ],
    [
      'update',
      ['-a', 'DIR', 'document', 'update', 'X', '--title', 'T', '--date-issued', '2026-01', '--author', ''],
      'document.update',
      { id: 'X', title: 'T', dateIssued: '2026-01', author: null },
    ],
    [
      'a quote',
      ['passage', 'add', '-a', 'DIR', '--document', 'X', '--quote', '- no', '--agency', 'LVMPD', '--stance', '4'],
      'passage.add',
      { documentId: 'X', quote: '- no', codings: [{ agency: 'LVMPD', stance: '4' }] },
    ],
    [
      'a place with two codings',
      '-a DIR passage add --document X --start 3 --end 9 --agency A --stance S --agency B --stance T'.split(' '),
      'passage.add',
      {
        documentId: 'X',
        start: 3,
        end: 9,
        codings: [
          { agency: 'A', stance: 'S' },
          { agency: 'B', stance: 'T' },
        ],
      },
    ],
    [
      'codings taken off',
      ['-a', 'DIR', 'passage', 'update', 'P', '--agency', '', '--stance', ''],
      'passage.update',
      { id: 'P', codings: [] },
    ],
    [
      'a filter',
      '-a DIR passage list --agency A --agency B --stance S --document X --text w'.split(' '),
      'passage.list',
      { agencyIds: ['A', 'B'], stanceIds: ['S'], documentIds: ['X'], text: 'w' },
    ],
    [
      'several words of a query',
      '-a DIR search federal officers'.split(' '),
      'search.query',
      { query: 'federal officers' },
    ],
    ['the matrix', '-a DIR position matrix --as-of 2026-01'.split(' '), 'position.matrix', { asOf: '2026-01' }],
    [
      'codebook agency add',
      '-a DIR codebook agency add Name --alias N'.split(' '),
      'agency.add',
      { name: 'Name', aliases: ['N'] },
    ],
    ['a name by its flag', '-a DIR agency add --name Name'.split(' '), 'agency.add', { name: 'Name' }],
    [
      'a negative number',
      '-a DIR stance add S --polarity -2 --digit 9'.split(' '),
      'stance.add',
      { name: 'S', polarity: -2, digit: 9 },
    ],
    [
      'a briefing',
      [
        ...'-a DIR briefing create --title T --group-by stance-agency --as-of 2026 --introduction I'.split(' '),
        ...'--agency A --stance S --document X --text w'.split(' '),
      ],
      'briefing.create',
      {
        title: 'T',
        groupBy: 'stance-agency',
        asOf: '2026',
        introduction: 'I',
        filter: { agencyIds: ['A'], stanceIds: ['S'], documentIds: ['X'], text: 'w' },
      },
    ],
    [
      'an export',
      '-a DIR briefing export B --to out.docx --strict'.split(' '),
      'briefing.export',
      { id: 'B', to: 'out.docx', strict: true },
    ],
  ])('understands %s', async (_, line, method, input) => {
    expect(await inputOf(line)).toEqual({ method, input });
  });

  it.each([
    ['no command', [], 'Say what to do.'],
    ['an unknown noun', ['documnet', 'list'], 'There is no command "documnet". Did you mean document?'],
    ['a verb without its noun', ['trash', 'x'], 'There is no command "trash". Did you mean document trash?'],
    ['a verb of several nouns', ['verify'], 'There is no command "verify". Did you mean '],
    ['a verb misspelt', ['recarry', 'x'], 'There is no command "recarry". Did you mean version recarry?'],
    ['an unknown verb', ['document', 'imprt', 'x'], 'There is no command "document imprt". Did you mean import?'],
    ['a noun alone', ['history'], 'Say what to do with history: undo, redo, list, show, coders, verify.'],
    ['no archive', ['document', 'list'], 'Say which archive: -a DIR.'],
    [
      'an unknown flag',
      ['-a', 'D', 'document', 'update', 'X', '--titel', 'T'],
      'document update has no flag --titel. Did you mean --title?',
    ],
    ['an unknown letter', ['-a', 'D', 'document', 'list', '-x'], 'document list has no flag -x.'],
    [
      'a missing value',
      ['-a', 'D', 'document', 'update', 'X', '--title'],
      '--title needs a value; if it begins with --, write --title=VALUE.',
    ],
    [
      'a flag in place of a value',
      ['-a', 'D', 'passage', 'add', '--document', '--quote', 'x'],
      '--document needs a value; if it begins with --, write --document=VALUE.',
    ],
    [
      'a flag twice',
      ['-a', 'D', 'archive', 'rename', '--title', 'A', '--title', 'B'],
      '--title is given more than once.',
    ],
    ['a switch with a value', ['-a', 'D', 'document', 'list', '--trashed=no'], '--trashed takes no value.'],
    ['a word too many', ['-a', 'D', 'document', 'show', 'X', 'Y'], '"Y" is one word too many.'],
    [
      'a missing word',
      ['-a', 'D', 'document', 'show'],
      'document show needs ID (document: id, the beginning of an id, or exact title).',
    ],
    ['a missing flag', ['archive', 'create', 'D'], 'archive create needs --title (title).'],
    [
      'an unknown format',
      ['-a', 'D', 'document', 'list', '--format', 'xml'],
      '--format is json, table, csv; not "xml".',
    ],
    [
      'an unknown choice',
      ['-a', 'D', 'document', 'list', '--sort', 'size'],
      '--sort is one of title, dateIssued, addedAt, kind; not "size".',
    ],
    [
      'a number that is none',
      ['-a', 'D', 'passage', 'add', '--document', 'X', '--start', '1e3'],
      '--start is a whole number; not "1e3".',
    ],
    ['a number out of range', ['-a', 'D', 'document', 'runs', 'X', '--first', '0', '--last', '2'], /^--first: /],
    [
      'a date that is none',
      ['-a', 'D', 'position', 'matrix', '--as-of', 'May'],
      '--as-of: is not a date like 2026-03-18, 2026-03 or 2026.',
    ],
    [
      'an agency without a stance',
      ['-a', 'D', 'passage', 'add', '--document', 'X', '--quote', 'q', '--agency', 'A'],
      'A coding is an agency with a stance: 1 --agency and 0 --stance are given.',
    ],
  ])('refuses %s', async (_, line, message) => {
    const attempt = inputOf(line);
    await expect(attempt).rejects.toThrow(UsageError);
    await expect(attempt).rejects.toThrow(message);
  });

  it.each([
    [['--help'], []],
    [['-h'], []],
    [['help'], []],
    [['passage', '--help'], ['passage']],
    [
      ['help', 'passage', 'add'],
      ['passage', 'add'],
    ],
    [
      ['-a', 'D', 'passage', 'add', '--quote', 'x', '--help'],
      ['passage', 'add'],
    ],
    [['codebook', 'agency', '--help'], ['agency']],
    [['search', 'words', '--help'], ['search']],
  ])('takes %j for a question about %j', (line, words) => {
    expect(parseArguments(line)).toEqual({ kind: 'help', words });
  });
});
