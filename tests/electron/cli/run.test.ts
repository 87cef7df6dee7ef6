import { describe, expect, it } from 'vitest';
import { runCli } from '../../../electron/cli/run.ts';
import type { Result } from '../../../shared/errors.ts';

const check = { status: 'broken', reason: 'The words are gone.', start: null, end: null };
const flagged = [{ passageId: 'p1', quote: 'words', check }];
const written = { file: '/x.md', byteLength: 1, quotes: 1, flagged };

/** Runs `briefing export` on an archive in which one quote does not verify; says what happened in which order. */
async function exportBriefing(...flags: string[]): Promise<{ readonly code: number; readonly steps: string[] }> {
  const steps: string[] = [];
  const answers: Readonly<Record<string, (input: unknown) => Result<unknown>>> = {
    'archive.open': () => ({ ok: true, value: null }),
    'briefing.list': () => ({ ok: true, value: [{ id: 'b1', title: 'Positions' }] }),
    'briefing.export': (input) => {
      const isStrict = typeof input === 'object' && input !== null && 'strict' in input && input.strict === true;
      if (!isStrict) return { ok: true, value: written };
      return { ok: false, error: { code: 'unverified', message: 'nothing was written', details: flagged } };
    },
  };
  const code = await runCli(['-a', '/a', 'briefing', 'export', 'Positions', '--to', '/x.md', ...flags], {
    startSession: () => ({
      invoke: async (method, input) => {
        const answer = answers[method]?.(input) ?? { ok: false, error: { code: 'internal', message: method } };
        if (method === 'briefing.export') steps.push(answer.ok ? 'written' : 'refused');
        return answer;
      },
      close: async () => {},
    }),
    user: 'A. Coder',
    version: '0',
    out: () => steps.push('out'),
    err: (text) => steps.push(text.includes('quote p1 is broken: The words are gone.') ? 'named' : 'err'),
    isInteractive: false,
    onInterrupt: () => () => {},
  });
  return { code, steps };
}

describe('briefing export', () => {
  it('names quotes that do not verify before anything is written', async () => {
    expect(await exportBriefing()).toEqual({ code: 0, steps: ['refused', 'named', 'written', 'out'] });
  });

  it('writes nothing with --strict', async () => {
    expect(await exportBriefing('--strict')).toEqual({ code: 1, steps: ['refused', 'err'] });
  });
});

describe('manifest import', () => {
  it('names the columns from which nothing was taken', async () => {
    const answers: Readonly<Record<string, unknown>> = {
      'archive.open': null,
      'manifest.import': [],
      'manifest.read': {
        columns: ['file', 'name', 'shelf', 'box'],
        mapping: { file: 'file', title: 'name' },
        found: 1,
      },
      'recognition.status': { waiting: 0 },
    };
    const said: string[] = [];
    const code = await runCli(['-a', '/a', 'manifest', 'import', '/list.csv'], {
      startSession: () => ({
        invoke: async (method) => ({ ok: true, value: answers[method] }),
        close: async () => {},
      }),
      user: 'A. Coder',
      version: '0',
      out: () => {},
      err: (text) => said.push(text),
      isInteractive: false,
      onInterrupt: () => () => {},
    });
    expect([code, said]).toEqual([0, ['standpoint: nothing was taken from the columns “shelf”, “box”\n']]);
  });
});

describe('a codebook', () => {
  const topic = (id: string, name: string, parentId: string | null, order: number) => ({
    ...{ id, name, definition: '', parentId, order },
  });
  const codebook = {
    agencies: [],
    stances: [],
    topics: [
      topic('c', 'Custody', null, 2),
      topic('j', 'Jail access', 'd', 1),
      topic('d', 'Detainers', null, 1),
      topic('i', 'Interviews', 'j', 1),
    ],
  };
  const run = async (line: string, opened: Result<unknown> = { ok: true, value: null }) => {
    const said = { out: '', err: '' };
    const code = await runCli(line.split(' '), {
      startSession: () => ({
        invoke: async (method) => (method === 'archive.open' ? opened : { ok: true, value: codebook }),
        close: async () => {},
      }),
      user: 'A. Coder',
      version: '0',
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
      isInteractive: false,
      onInterrupt: () => () => {},
    });
    return { code, ...said };
  };

  it('lists its topics as a tree, in a table and as JSON', async () => {
    const { out } = await run('-a /a topic list --format table');
    expect(out.split('\n').map((line) => line.split('  ')[0])).toEqual([
      'topic',
      'Detainers',
      'Detainers / Jail access',
      'Detainers / Jail access / Interviews',
      'Custody',
      '',
    ]);
    const asJson: unknown = JSON.parse((await run('-a /a codebook topic list')).out);
    expect(asJson).toMatchObject([{ id: 'd' }, { id: 'j' }, { id: 'i' }, { id: 'c' }]);
    expect((await run('-a /a agency list --format table')).out).toBe('Nothing.\n');
  });

  it('says what to do where another process writes, and names no flag that is not there', async () => {
    const message = 'Archive a is open in another process (pid 7). Close it there, or open the archive read-only.';
    const refused = await run('-a /a --format table topic add T', {
      ok: false,
      error: { code: 'archive-locked', message },
    });
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(
      'Archive a is open in another process (pid 7). Only one may write: close the archive',
    );
    expect(refused.err).not.toContain('read-only');
  });
});
