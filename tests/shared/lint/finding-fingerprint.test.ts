import { describe, expect, it } from 'vitest';
import type { LintFinding } from '../../../shared/contract/lint.ts';
import { dismissalOf, withoutDismissed } from '../../../shared/lint/finding-fingerprint.ts';

const finding = (words: string, change: Partial<LintFinding> = {}): LintFinding => ({
  id: `uncited-claim ${words} 1`,
  rule: 'uncited-claim',
  severity: 'warning',
  path: [0],
  useId: null,
  start: 0,
  end: words.length,
  words,
  explanation: 'It names no source.',
  remedy: 'Cite one.',
  related: null,
  ...change,
});

describe('a dismissed finding', () => {
  const dismissed = [dismissalOf(finding('Nine cities refused.'))];

  it('stays away wherever its words stand now', () => {
    expect(withoutDismissed([finding('Nine cities refused.', { path: [7, 0], start: 3 })], dismissed)).toEqual([]);
  });

  it.each<[string, LintFinding]>([
    ['other words', finding('Ten cities refused.')],
    ['another rule', finding('Nine cities refused.', { rule: 'one-source', id: 'one-source Nine cities refused. 1' })],
    ['the same words a second time', finding('Nine cities refused.', { id: 'uncited-claim Nine cities refused. 2' })],
  ])('says nothing of %s', (_name, other) => {
    expect(withoutDismissed([other], dismissed)).toEqual([other]);
  });

  it('is written without the words of the briefing', () => {
    expect(JSON.stringify(dismissed)).not.toContain('cities');
  });
});
