import { describe, expect, it } from 'vitest';
import type { CitationRequest, FormattedCitations } from '../../../shared/domain/citation.ts';
import { KNOWN_DEVIATIONS, MANUAL_CASES, type ManualCase } from './manual-cases.ts';
import { formatterOf, marked } from './sources.ts';

function formatted({ style, cites }: ManualCase): FormattedCitations {
  const requests = cites.map(
    ([item, page, note], index): CitationRequest => ({
      useId: `use-${index}`,
      item,
      page,
      ...(note === undefined ? {} : { note }),
    }),
  );
  return formatterOf(style)(requests);
}

function outcome(one: ManualCase): { readonly citation?: string; readonly list?: readonly string[] } {
  const { citations, bibliography } = formatted(one);
  return {
    ...(one.citation === undefined ? {} : { citation: marked(citations.at(-1) ?? []) }),
    ...(one.list === undefined ? {} : { list: bibliography.map(({ text }) => marked(text)) }),
  };
}

describe('citations by the manuals', () => {
  it('covers every style', () => {
    const counts = new Map<string, number>();
    for (const { style } of MANUAL_CASES) counts.set(style, (counts.get(style) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      'chicago-notes': 19,
      'chicago-notes-ibid': 3,
      'chicago-author-date': 7,
      apa: 10,
      'bluebook-law-review': 15,
      oscola: 9,
    });
  });

  it.each(MANUAL_CASES.map((one) => [`${one.style}: ${one.name} (${one.rule})`, one] as const))('%s', (_name, one) => {
    expect(outcome(one)).toEqual({
      ...(one.citation === undefined ? {} : { citation: one.citation }),
      ...(one.list === undefined ? {} : { list: one.list }),
    });
  });
});

describe('known deviations from the manuals', () => {
  it.each(KNOWN_DEVIATIONS.map((one) => [`${one.style}: ${one.name} (${one.rule})`, one] as const))(
    '%s',
    (_name, one) => {
      const { citation, list } = outcome(one);
      const printed = citation ?? list?.join('\n') ?? '';
      expect(printed).toBe(one.actual);
      expect(printed).not.toBe(one.citation ?? one.list?.join('\n'));
    },
  );
});
