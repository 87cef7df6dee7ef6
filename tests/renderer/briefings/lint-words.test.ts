import { describe, expect, it } from 'vitest';
import { groupFindings, RULE_WORDS } from '../../../renderer/briefings/lint/lint-words.ts';
import type { LintFinding } from '../../../shared/contract/lint.ts';
import { LINT_RULES } from '../../../shared/lint/lint-rules.ts';

const finding = (id: string, rule: LintFinding['rule'], severity: LintFinding['severity']): LintFinding => ({
  ...{ id, rule, severity, path: [0], useId: null, start: 0, end: 1, words: 'x' },
  ...{ explanation: 'Why.', remedy: 'What to do.', related: null },
});

describe('groupFindings', () => {
  it('puts the gravest rules first and keeps the order of the briefing within each', () => {
    const groups = groupFindings([
      finding('1', 'one-source', 'note'),
      finding('2', 'uncited-claim', 'warning'),
      finding('3', 'cut-negation', 'error'),
      finding('4', 'uncited-claim', 'warning'),
    ]);
    expect(groups.map(({ rule, severity, findings }) => [rule, severity, findings.map(({ id }) => id)])).toEqual([
      ['cut-negation', 'error', ['3']],
      ['uncited-claim', 'warning', ['2', '4']],
      ['one-source', 'note', ['1']],
    ]);
  });

  it('takes the gravest of its findings for a rule', () => {
    const [group] = groupFindings([finding('1', 'cut-negation', 'note'), finding('2', 'cut-negation', 'error')]);
    expect(group?.severity).toBe('error');
  });

  it('says what to do once where it is the same for all', () => {
    const remedies = (findings: readonly LintFinding[]) => groupFindings(findings).map(({ remedy }) => remedy);
    const two = [finding('1', 'one-source', 'note'), finding('2', 'one-source', 'note')];
    expect(remedies(two)).toEqual(['What to do.']);
    expect(remedies(two.slice(1))).toEqual([null]);
    expect(remedies([...two, { ...finding('3', 'one-source', 'note'), remedy: 'Another.' }])).toEqual([null]);
  });

  it('has words of its own for every rule', () => {
    const titles = LINT_RULES.map((rule) => RULE_WORDS[rule].title);
    expect(new Set(titles).size).toBe(LINT_RULES.length);
  });
});
