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
