import { describe, expect, it } from 'vitest';
import type { LintFinding } from '../../../shared/contract/lint.ts';
import { lintCase } from '../../support/lint-cases.ts';

const replaced = (line: string): readonly LintFinding[] =>
  lintCase({ body: ['The source says so:', line] }).findings.filter(({ rule }) => rule === 'replaced-words');

describe('the rule about brackets in the place of words', () => {
  it('names the words of the source that they took the place of', () => {
    const [finding, ...others] = replaced('> x-48|We will [delay] every detainer for up to 48 hours');
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'error',
      useId: 'use-1',
      words: '[delay]',
      start: 8,
      end: 15,
      explanation: 'The bracket replaces words of the source: “[delay]” stands in the place of “honor”.',
      related: { passageId: 'x-48' },
    });
  });

  it('only warns where one name stands for another', () => {
    expect(replaced('> x-48|We will honor [the County’s] detainer')).toMatchObject([{ severity: 'warning' }]);
  });

  it('points to the quote where it stands within a sentence', () => {
    const [finding] = replaced('It will “{{q:x-48|[delay] every detainer for up to 48 hours}}” there.');
    expect(finding).toMatchObject({ start: 9, end: 10, words: '[delay]' });
  });

  it('says nothing of brackets that only clarify', () => {
    expect(replaced('> x-48|[The Sheriff] will honor every [federal] detainer [sic] for up to 48 hours')).toEqual([]);
    expect(replaced('> x-48')).toEqual([]);
  });
});
