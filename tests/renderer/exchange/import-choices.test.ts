import { describe, expect, it } from 'vitest';
import { needsDefaults, rolesInput } from '../../../renderer/exchange/import-choices.ts';
import type { ExchangeImport } from '../../../shared/contract/exchange.ts';

describe('rolesInput', () => {
  it('names the codes of each role, and no role that nobody chose', () => {
    expect(rolesInput({ Police: 'agency', Themes: 'topic', Drafts: 'skip', Cities: 'agency' })).toEqual({
      agencyCodes: ['Police', 'Cities'],
      topicCodes: ['Themes'],
      skipCodes: ['Drafts'],
    });
    expect(rolesInput({})).toEqual({});
  });
});

describe('needsDefaults', () => {
  const code = (role: ExchangeImport['codes'][number]['role'], uses: number) => ({
    ...{ name: role, role, isGuess: true, below: 0, examples: [], uses },
  });
  const passages = { placed: 3, moved: 0, known: 0, lost: 0 };

  it('asks for an agency and a stance where the codes do not say both', () => {
    expect(needsDefaults({ codes: [code('topic', 3)], passages })).toBe(true);
    expect(needsDefaults({ codes: [code('agency', 3), code('stance', 3)], passages })).toBe(false);
    expect(needsDefaults({ codes: [code('agency', 3), code('stance', 0)], passages })).toBe(true);
  });

  it('asks nothing where no passage comes in', () => {
    expect(needsDefaults({ codes: [code('topic', 3)], passages: { ...passages, placed: 0 } })).toBe(false);
  });
});
