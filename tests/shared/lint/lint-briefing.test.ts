import { describe, expect, it } from 'vitest';
import { lintCase, readLintCases, scoreRules } from '../../support/lint-cases.ts';

const cases = readLintCases();

/** Least shares that the rules reach with each of the sets; `node scripts/lint-scores.ts` prints what they are. */
const FLOORS = {
  tuning: { precision: 0.95, recall: 0.95 },
  'held-out': { precision: 0.8, recall: 0.85 },
  fresh: { precision: 0.75, recall: 0.5 },
} as const;

describe('lintBriefing with the labelled cases', () => {
  it('has at least 120 of them, a third held out', () => {
    expect(cases.length).toBeGreaterThanOrEqual(120);
    expect(cases.filter(({ set }) => set !== 'tuning').length).toBeGreaterThanOrEqual(cases.length / 3);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  for (const set of ['tuning', 'held-out', 'fresh'] as const) {
    describe(`of the ${set} set`, () => {
      const scores = scoreRules(cases.filter((each) => each.set === set));
      it.each(scores.filter(({ precision, recall }) => precision !== null && recall !== null))(
        'is seldom wrong about $rule',
        ({ precision, recall, falseAlarms, misses }) => {
          expect(precision, `false alarms: ${falseAlarms.join('; ')}`).toBeGreaterThanOrEqual(FLOORS[set].precision);
          expect(recall, `missed: ${misses.join('; ')}`).toBeGreaterThanOrEqual(FLOORS[set].recall);
        },
      );
    });
  }
});

describe('lintBriefing', () => {
  it('says where a finding is, as the editor counts, and what to do', () => {
    const { findings } = lintCase({
      body: [
        '# Omaha',
        'It helps. {{c:om2-support}} The Omaha Police Department supports federal officers on request.',
      ],
    });
    expect(findings.find(({ rule }) => rule === 'uncited-claim')).toEqual({
      id: 'uncited-claim The Omaha Police Department supports federal officers on request. 1',
      rule: 'uncited-claim',
      severity: 'warning',
      path: [1],
      useId: null,
      start: 12,
      end: 77,
      words: 'The Omaha Police Department supports federal officers on request.',
      explanation: 'This sentence says something of an agency, but no source stands in it or right after it.',
      remedy:
        'Cite a passage in it, quote one right after it, or add a note. If it is your own assessment, say so (“in our view”).',
      related: null,
    });
  });

  it('names what a template asked for and nobody wrote, and takes it for no claim', () => {
    const { findings } = lintCase({
      body: ['[What the Omaha Police Department had said before January 12, 2026.]', 'In our view [sic] it is late.'],
    });
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([['unfilled-guide', [0]]]);
  });

  it('leads to blocks within lists and gives offsets in the words of a quote block', () => {
    const { findings } = lintCase({
      body: ['- The memo was issued on January 12, 2026.', 'So it says:', '> x-takepart'],
    });
    expect(findings.map(({ rule, path, start, end, useId }) => ({ rule, path, start, end, useId }))).toEqual([
      { rule: 'uncited-claim', path: [0, 0, 0], start: 0, end: 40, useId: null },
      { rule: 'cut-negation', path: [2], start: 0, end: 53, useId: 'use-1' },
    ]);
  });

  it('finds the same again after something else was changed', () => {
    const before = lintCase({ body: ['In 2025 the county received $2 million.', 'So it says:', '> x-takepart'] });
    const after = lintCase({
      body: ['A word before.', 'In 2025 the county received $2 million.', 'So it says:', '> x-takepart'],
    });
    expect(after.findings.map(({ id }) => id)).toEqual(before.findings.map(({ id }) => id));
  });

  it('explains a cut with the words that were cut', () => {
    const [finding] = lintCase({ body: ['So it says:', '> x-48'] }).findings;
    expect(finding?.explanation).toBe(
      'The quote ends right before a condition or exception (“unless”): the source reads “[…We will honor every detainer for up to 48 hours], unless the form names another person.”.',
    );
  });

  it('names all agencies at once whose positions rest on one document each', () => {
    const { findings } = lintCase({ body: ['So they say:', '> lv-no', '> st-neither', '> chi-no', '> pr-alder'] });
    expect(
      findings
        .filter(({ rule }) => rule === 'one-source')
        .map(({ severity, path, useId, explanation }) => [severity, path, useId, explanation]),
    ).toEqual([
      [
        'note',
        [1],
        'use-1',
        'The positions of Las Vegas Metropolitan Police Department, Stockton Police Department and Chicago Police Department rest on one document each.',
      ],
      ['warning', [4], 'use-4', expect.stringContaining('the words of somebody else about it')],
    ]);
    expect(findings[0]?.remedy).toMatch(/^The archive has “.+” for Las Vegas/);
    expect(findings[0]?.related).not.toBeNull();
  });

  it('finds nothing in an empty briefing', () => {
    expect(lintCase({ body: [] })).toEqual({ findings: [], checked: { sentences: 0, uses: 0 } });
  });
});
